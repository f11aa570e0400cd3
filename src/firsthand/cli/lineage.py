"""The verb `trace`: who had what from whom, what an analyst rules on it, what claims rest on.

In: the operator's words.  Out: the lineage, shown as lines or as one JSON document.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.screen import (
    CasePath,
    Json,
    OnCluster,
    Reason,
    Shown,
    end,
    out,
    print_json,
    reading_problems,
    say,
)
from firsthand.errors import OperatorError
from firsthand.model.lineage import DerivationKind

if TYPE_CHECKING:
    from firsthand.model.claim import Claim
    from firsthand.model.document import Document
    from firsthand.model.lineage import Lineage
    from firsthand.pipeline.tracing import Traced
    from firsthand.trace.engine import Engine
    from firsthand.weigh.resting import Resting

Several = list[str] | None

Missing = Annotated[
    bool, typer.Option("--missing", help="list the sources to go and get, most needed first")
]
Claims = Annotated[
    Several,
    typer.Option(
        "--claims", metavar="ID", help="say what these claims rest on; may be given again"
    ),
]
Cut = Annotated[
    Several,
    typer.Option(
        "--cut", metavar="EDGE", help="rule that an edge does not hold; may be given again"
    ),
]
Fix = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--fix",
        metavar="LATER EARLIER",
        help="rule that one came from the other: ids, addresses, or name:SOURCE for the earlier",
    ),
]
Kind = Annotated[
    DerivationKind | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="of the edge that is fixed: copy, excerpt, rewrite, translation, quotation or report",
    ),
]
ForClaim = Annotated[
    Several,
    typer.Option("--claim", metavar="ID", help="fix it for this claim alone; may be given again"),
]
Undo = Annotated[
    Several,
    typer.Option("--undo", metavar="EDGE", help="take a ruling back; may be given again"),
]


def trace(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    json_: Json = False,
    missing: Missing = False,
    claims: Claims = None,
    cut: Cut = None,
    fix: Fix = None,
    kind: Kind = None,
    claim: ForClaim = None,
    undo: Undo = None,
    reason: Reason = "",
    cluster: OnCluster = None,
) -> None:
    """Find who had what from whom; an edge may be fixed or cut, and stays so when traced again."""
    from firsthand.cli import shown
    from firsthand.engines.cluster import Cluster
    from firsthand.engines.forked import engine_for
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.correcting import Asked, correct

    asked = Asked(
        cut=tuple(cut or ()), undo=tuple(undo or ()), fix=fix, kind=kind, claims=tuple(claim or ())
    )
    if fix is None and (kind or claim):
        raise OperatorError("--kind and --claim say what is fixed: give --fix LATER EARLIER")
    ruling = bool(cut or undo or fix)
    with ExitStack() as stack:
        named: Engine | None = stack.enter_context(Cluster(cluster)) if cluster else None
        held = stack.enter_context(Case.open(case, writing=ruling))
        progress = stack.enter_context(Shown())
        if ruling:
            correct(held, asked, reason=reason)
        documents = stages.read(held, progress=progress)
        engine = named or engine_for(len(documents))
        traced = stages.trace(held, documents, progress=progress, engine=engine)
        claimed = stages.claims(held, documents, progress=progress).values if missing else ()
        resting = stages.resting(held, documents, traced, claims) if claims else None
    if resting is not None:
        _show_resting(resting, json_=json_)
    elif missing:
        _show_missing(traced.lineage, documents, claimed, json_=json_)
    elif json_:
        print_json(shown.traced(traced.lineage, drifts=traced.drifts, documents=documents))
    else:
        _show(traced, documents)
    end(reading_problems(documents))


def _show(traced: Traced, documents: Sequence[Document]) -> None:
    from rich.table import Table

    from firsthand.cli import pictured

    lineage = traced.lineage
    say(
        f"{len(documents)} documents, {len(lineage.derivations)} derivations, "
        f"{len(lineage.origins)} origins, {len(traced.drifts)} drifts"
    )
    for each in lineage.cut:
        say(f"cut: {each.derivation.id}  {each.correction.reason}")
    if lineage.pictures:
        table = Table(*pictured.HEADS, box=None)
        for row in pictured.rows(lineage.pictures, documents):
            table.add_row(*row)
        out.print(table)


def _show_missing(
    lineage: Lineage, documents: Sequence[Document], claims: Sequence[Claim], *, json_: bool
) -> None:
    from firsthand.cli.wanted import missing_json, wanted_lines
    from firsthand.read.agents import resolve_agent
    from firsthand.trace.wanted import list_wanted

    wanted = list_wanted(lineage, documents=documents, claims=claims, resolve=resolve_agent)
    if json_:
        print_json(missing_json(wanted, documents=documents))
        return
    for line in wanted_lines(wanted):
        say(line)


def _show_resting(resting: Resting, *, json_: bool) -> None:
    from firsthand.cli import shown

    if json_:
        print_json(shown.resting(resting))
        return
    for line in (resting.explanation, *(each.explanation for each in resting.statements)):
        say(line)
