"""What `systems` asks about lists with names, and what it tells of how they were linked.

In: options.  Out: what is to be linked (`pipeline.linking`); the tally of linking in words and as data. No person can be told
from any of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.pipeline.linking import Asked, Linked

Link = Annotated[
    Path | None,
    typer.Option("--link", metavar="SETTINGS.toml", help="the tables are lists with names: link their records as this says"),
]  # fmt: skip
Judged = Annotated[
    Path | None,
    typer.Option("--judged", metavar="SHEET.csv", help="a sheet of records that somebody looked up by hand"),
]  # fmt: skip
RestrictedFolder = Annotated[
    Path | None,
    typer.Option("--restricted", metavar="FOLDER", help="where what must not leave is written (mode 0700)"),
]  # fmt: skip
Sheet = Annotated[
    int, typer.Option("--sheet", metavar="N", min=0, help="draw N records to be looked up by hand")
]
People = Annotated[
    bool, typer.Option("--people", help="write who is on which list, by pseudonym, to --restricted")
]


def asked_of(
    tables: Sequence[Path],
    *,
    link: Path | None,
    judged: Path | None,
    restricted: Path | None,
    sheet: int,
    people: bool,
) -> Asked | None:
    """What is to be linked; None where nothing is.

    Raises:
        OperatorError: an option of linking without settings.
    """
    if link is None:
        if judged or restricted or sheet or people:
            raise OperatorError("expected --link SETTINGS.toml beside options of linking, found none")  # fmt: skip
        return None
    from firsthand.pipeline.linking import Asked

    return Asked(
        files=tuple(tables),
        settings=link,
        judged=judged,
        restricted=restricted,
        sheet_size=sheet,
        with_people=people,
    )


def lines_of(linked: Linked) -> Iterator[str]:
    """How linking went, in words."""
    tally = linked.tally
    records = ", ".join(f"{name} {count:,}" for name, count in tally.records)
    yield f"records: {records}; {linked.pairs_compared:,} pairs compared, {linked.links:,} links, {tally.people:,} people"
    for name, count in tally.twice:
        yield f"on {name} more than once: {count:,} people"
    if tally.strata_differ:
        yield f"in more than one stratum: {tally.strata_differ:,} people, counted where most of their records are"
    for column in linked.unlearnt:
        yield f"{column}: too few pairs to learn how it differs; a usual share was supposed"
    if linked.measured is not None:
        measured = linked.measured
        for name, share, ends in (
            ("recall", measured.recall, measured.linkage.recall),
            ("precision", measured.precision, measured.linkage.precision),
        ):
            yield f"{name}: {share:.3f} ({ends.low:.3f} to {ends.high:.3f}), of {measured.judged:,} records looked up by hand"
    for path in linked.written:
        yield f"written: {path}"


def document_of(linked: Linked) -> dict[str, Any]:
    """The same as data, with the table of patterns."""
    tally, measured = linked.tally, linked.measured
    return {
        "records": dict(tally.records),
        "people": tally.people,
        "records_of_one_person": {str(size): count for size, count in tally.sizes},
        "on_one_list_twice": dict(tally.twice),
        "in_two_strata": tally.strata_differ,
        "pairs_compared": linked.pairs_compared,
        "links": linked.links,
        "not_learnt": list(linked.unlearnt),
        "measured": None if measured is None else _measured(linked),
        "patterns": [
            {"stratum": each.name, "lists": list(each.patterns.lists), "counts": [[*pattern, count] for pattern, count in each.patterns.counts]}
            for each in linked.strata
        ],
        "written": [str(path) for path in linked.written],
    }  # fmt: skip


def _measured(linked: Linked) -> dict[str, Any]:
    measured = linked.measured
    assert measured is not None
    shares = {
        name: {"share": share, "low": ends.low, "high": ends.high}
        for name, share, ends in (
            ("recall", measured.recall, measured.linkage.recall),
            ("precision", measured.precision, measured.linkage.precision),
        )
    }
    return shares | {
        "records_judged": measured.judged,
        "with_others": measured.with_others,
        "linked": measured.with_links,
    }
