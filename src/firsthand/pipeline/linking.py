"""Link records on lists of victims in a child process, and bring out counts and nothing else.

In: files with names, settings, perhaps a sheet of records looked up by hand, perhaps a restricted folder.  Out: a table of
capture patterns for each stratum, and how well records were linked. The child has no network and can write no file; it
opens the lists itself, so that no name is ever in this process; what it sends is counts, and for the restricted folder
places (list and line) and pseudonyms, made with that folder's key from places and not from names. Which records are
compared and when two are one person's is not decided here but in `weigh.linking` and `tools.splinked`.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from firsthand.errors import FaultError, OperatorError
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value
from firsthand.pipeline.restricted import Restricted
from firsthand.tools import splinked
from firsthand.tools.sandbox import run
from firsthand.weigh.linking.fields import COLUMNS, Kind
from firsthand.weigh.linking.lists import Record, columns_of, parse_lists
from firsthand.weigh.linking.people import (
    Pair,
    Person,
    Tally,
    patterns_text,
    people_of,
    tally_of,
)
from firsthand.weigh.linking.review import Measured, measure, sheet_of
from firsthand.weigh.linking.settings import LinkSettings, parse_link_settings
from firsthand.weigh.systems import Stratum, parse_strata
from firsthand.weigh.systems.linkage import Linkage, Range

BYTES_MAX = 128 << 20  # of one list: three hundred thousand rows take a fifth of it
SECONDS_MAX = 1_800.0
SHEET, PEOPLE = "sheet.csv", "people.csv"
_DIGITS = 16  # of a pseudonym: 64 bits, so that two people share one in no list there ever was
_MESSAGE_MAX = 300


@value
class Asked:
    """What is linked, and what is wanted beside the counts.

    `sheet_size` records are drawn for a sheet in the restricted folder; `with_people` writes there who is on which list, by
    pseudonym. `judged` is a sheet that was filled in.
    """

    files: tuple[Path, ...]
    settings: Path
    judged: Path | None = None
    restricted: Path | None = None
    sheet_size: int = 0
    with_people: bool = False


@value
class Linked:
    """Counts, how they came about, and how well records were linked if that was measured."""

    strata: tuple[Stratum, ...]
    tally: Tally
    pairs_compared: int
    links: int
    unlearnt: tuple[str, ...]
    measured: Measured | None
    written: tuple[Path, ...] = ()


def link_records(asked: Asked) -> Outcome[Linked]:
    """Link the records of *asked*; no counts where a row is wrong.

    Raises:
        OperatorError: a file cannot be opened, settings are none, a restricted folder is missing.
    """
    splinked.need()
    if (asked.sheet_size or asked.with_people) and asked.restricted is None:
        raise OperatorError("expected --restricted FOLDER for what must not leave, found none")
    job = _job(asked)
    (done,) = run([json.dumps(job).encode()], work, workers=1, seconds=SECONDS_MAX, prepare=splinked.prepare)  # fmt: skip
    if done.ended or len(done.frames) != 1:
        raise OperatorError(f"these lists cannot be linked: {done.ended or 'nothing came of it'}")
    answer = json.loads(done.frames[0])
    if "problems" in answer:
        return Outcome(values=(), problems=tuple(_problem(each) for each in answer["problems"]))
    written = _put(asked, answer)
    strata = parse_strata(answer["patterns"])
    if strata.problems:
        raise FaultError(f"what was linked is no table: {strata.problems[0].message}")
    linked = Linked(
        strata=strata.values,
        tally=_tally(answer["tally"]),
        pairs_compared=int(answer["compared"]),
        links=int(answer["links"]),
        unlearnt=tuple(map(str, answer["unlearnt"])),
        measured=_measured(answer["measured"]),
        written=written,
    )
    return Outcome(values=(linked,))


def _job(asked: Asked) -> dict[str, Any]:
    files = {path.stem: path for path in asked.files}
    if len(files) != len(asked.files):
        raise OperatorError("expected lists whose files are named differently")
    parsed = parse_link_settings(_bytes(asked.settings))
    if parsed.problems:
        raise OperatorError(f"{asked.settings}: {'; '.join(p.message for p in parsed.problems)}")
    unknown = sorted(set(parsed.values[0].once) - set(files))
    if unknown:
        raise OperatorError(f"{asked.settings}: once: expected lists, found {', '.join(unknown)}")
    for path in (*asked.files, *([asked.judged] if asked.judged else [])):
        if not path.is_file() or path.stat().st_size > BYTES_MAX:
            raise OperatorError(f"expected a file of at most {BYTES_MAX >> 20} MiB, found none: {path}")  # fmt: skip
    key = Restricted(asked.restricted).key() if asked.restricted and asked.with_people else b""
    return {
        "files": {name: os.fspath(path.resolve()) for name, path in sorted(files.items())},
        "settings": _bytes(asked.settings).decode("utf-8-sig"),
        "judged": os.fspath(asked.judged.resolve()) if asked.judged else None,
        "sheet": asked.sheet_size,
        "key": key.hex(),
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None


def _put(asked: Asked, answer: Mapping[str, Any]) -> tuple[Path, ...]:
    """Write what must not leave into the restricted folder."""
    texts = ((SHEET, answer["sheet"]), (PEOPLE, answer["people"]))
    wanted = [(name, str(text).encode()) for name, text in texts if text]
    if not wanted or asked.restricted is None:
        return ()
    restricted = Restricted(asked.restricted)
    return tuple(restricted.put(name, data) for name, data in wanted)


def _problem(said: Mapping[str, str]) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=said["code"][:_MESSAGE_MAX],
        message=said["message"][:_MESSAGE_MAX],
        where=said["where"][:_MESSAGE_MAX],
    )


def _tally(said: Mapping[str, Any]) -> Tally:
    return Tally(
        records=tuple((str(name), int(n)) for name, n in said["records"]),
        people=int(said["people"]),
        sizes=tuple((int(size), int(n)) for size, n in said["sizes"]),
        twice=tuple((str(name), int(n)) for name, n in said["twice"]),
        strata_differ=int(said["strata_differ"]),
    )


def _measured(said: Mapping[str, Any] | None) -> Measured | None:
    if said is None:
        return None
    recall, precision = (Range(low=low, high=high) for low, high in said["ranges"])
    return Measured(
        linkage=Linkage(recall=recall, precision=precision),
        recall=float(said["recall"]),
        precision=float(said["precision"]),
        judged=int(said["judged"]),
        with_others=int(said["with_others"]),
        with_links=int(said["with_links"]),
    )


def work(job: bytes) -> Iterator[bytes]:
    """In the child: link, and say counts; where that fails nothing is said of why, since it might be a name."""
    sys.stderr = io.StringIO()
    yield json.dumps(_linked(json.loads(job))).encode()


def _linked(job: Mapping[str, Any]) -> dict[str, Any]:
    (settings,) = parse_link_settings(job["settings"].encode()).values
    files = {name: Path(path).read_bytes() for name, path in job["files"].items()}
    parsed = parse_lists(files)
    if parsed.problems:
        return _refused(parsed.problems)
    records = parsed.values
    missing = _missing(settings, columns_of(records))
    if missing:
        return _refused([_wrong("column-missing", f"the settings speak of {', '.join(missing)}, of which no list says anything")])  # fmt: skip
    scored = _scored(records, settings)
    if scored is None:
        return _refused([_wrong("not-linked", "too little is alike in these records to learn from them: no model of how records of one person differ")])  # fmt: skip
    pairs = [
        Pair(one=one, other=other, chance=chance)
        for one, other, chance in zip(
            scored.one.tolist(), scored.other.tolist(), scored.chance.tolist(), strict=True
        )
    ]
    people = people_of(records, pairs, threshold=settings.threshold, once=settings.once)
    measured: Outcome[Measured] = Outcome(values=())
    if job["judged"] is not None:
        text = Path(job["judged"]).read_bytes().decode("utf-8", "replace")
        measured = measure(text, records, people, seed=settings.seed)
        if measured.problems:
            return _refused(measured.problems)
    sheet = sheet_of(records, pairs, people, size=job["sheet"], seed=settings.seed) if job["sheet"] else ""  # fmt: skip
    return {
        "patterns": patterns_text(people, sorted(files)),
        "tally": _said(tally_of(records, people)),
        "compared": scored.compared,
        "links": sum(len(person.records) - 1 for person in people),
        "unlearnt": scored.unlearnt,
        "measured": _said_of(measured.values[0]) if measured.values else None,
        "sheet": sheet,
        "people": _pseudonymous(people, records, bytes.fromhex(job["key"])) if job["key"] else "",
    }


def _scored(records: Sequence[Record], settings: LinkSettings) -> splinked.Scored | None:
    used = [c for c in columns_of(tuple(records)) if COLUMNS[c] is not Kind.STRATUM]
    return splinked.score(
        {column: [record.value_of(column) for record in records] for column in used},
        {column: COLUMNS[column].value for column in used},
        blocks=[[(part.column, part.letters) for part in block] for block in settings.blocks],
        certain=settings.certain,
        certain_finds=settings.certain_finds,
        seed=settings.seed,
    )


def _missing(settings: LinkSettings, columns: Sequence[str]) -> list[str]:
    spoken = {part.column for block in settings.blocks for part in block} | set(settings.certain)
    return sorted(spoken - set(columns))


def _pseudonymous(people: Sequence[Person], records: Sequence[Record], key: bytes) -> str:
    """Who is on which list, in the form that `systems` reads: a keyed digest of places for each person."""
    rows = []
    for person in people:
        places = sorted((records[n].list_name, records[n].line) for n in person.records)
        name = hmac.new(key, repr(places).encode(), hashlib.sha256).hexdigest()[:_DIGITS]
        rows += [(name, list_name, person.stratum) for list_name in person.lists]
    lines = ["person,list,stratum", *(",".join(map(_cell, row)) for row in sorted(rows))]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n\r') else text


def _said(tally: Tally) -> dict[str, Any]:
    return {
        "records": tally.records,
        "people": tally.people,
        "sizes": tally.sizes,
        "twice": tally.twice,
        "strata_differ": tally.strata_differ,
    }


def _said_of(measured: Measured) -> dict[str, Any]:
    ranges = measured.linkage.recall, measured.linkage.precision
    return {
        "ranges": [[each.low, each.high] for each in ranges],
        "recall": measured.recall,
        "precision": measured.precision,
        "judged": measured.judged,
        "with_others": measured.with_others,
        "with_links": measured.with_links,
    }


def _wrong(code: str, message: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where="all lists")


def _refused(problems: Sequence[Problem]) -> dict[str, Any]:
    return {"problems": [{"code": p.code, "message": p.message, "where": p.where} for p in problems]}  # fmt: skip
