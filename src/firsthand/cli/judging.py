"""The verb `judge`: what people decide on claims, one at a time, many at once, or in a file that they fill in.

In: the operator's words.  Out: what waits to be judged, or what was decided, as lines or as one JSON document.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.consent import KeyFile, Unsearched
from firsthand.cli.screen import CasePath, Json, Reason

Several = list[str] | None

Next = Annotated[int, typer.Option("--next", metavar="N", min=1, help="how many to show")]
Queue = Annotated[
    bool, typer.Option("--queue", help="show what you have not judged, as without options")
]
Blind = Annotated[
    bool, typer.Option("--blind", help="show and tell nothing of what others decided; recorded")
]
Accept = Annotated[
    Several, typer.Option("--accept", metavar="ID", help="a claim that you stand behind")
]
Reject = Annotated[
    Several, typer.Option("--reject", metavar="ID", help="a claim that its words do not bear out")
]
Unsure = Annotated[
    Several, typer.Option("--unsure", metavar="ID", help="a claim that you cannot decide on")
]
AcceptAll = Annotated[
    bool, typer.Option("--accept-all", help="accept all that fit and that you have not judged")
]
RejectAll = Annotated[bool, typer.Option("--reject-all", help="reject all of them")]
UnsureAll = Annotated[bool, typer.Option("--unsure-all", help="leave all of them unsure")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="only show what would be recorded")]
Element_ = Annotated[
    str | None,
    typer.Option("--element", metavar="ELEMENT", help="of this element; or that of --add"),
]
Page = Annotated[
    str | None, typer.Option("--document", metavar="ID", help="of this page: id or address")
]
Value = Annotated[
    str | None,
    typer.Option(
        "--value", metavar="VALUE", help="that say this: a code, or JSON; or the new value"
    ),
]
Quote = Annotated[
    str | None,
    typer.Option("--quote", metavar="WORDS", help="with these words; or the new words, exactly"),
]
MakerName = Annotated[
    str | None,
    typer.Option("--maker", metavar="NAME", help="made by: rules, model, person, or a name"),
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="on pages in this language")
]
SureFrom = Annotated[
    int | None,
    typer.Option(
        "--sure-from", metavar="N", min=1, max=99, help="of a hundred such N or more are right"
    ),
]
SureTo = Annotated[
    int | None,
    typer.Option("--sure-to", metavar="N", min=1, max=99, help="of a hundred such N at most are"),
]
Edit = Annotated[str | None, typer.Option("--edit", metavar="ID", help="write a claim anew")]
Split = Annotated[
    str | None,
    typer.Option("--split", metavar="ID", help="write several claims for one: give --into"),
]
Into = Annotated[
    Path | None, typer.Option("--into", metavar="FILE", help="JSON list of those claims")
]
Merge = Annotated[
    Several,
    typer.Option("--merge", metavar="ID", help="write one claim for several: again for each"),
]
Add = Annotated[bool, typer.Option("--add", help="write a claim that nobody suggested")]
Span = Annotated[
    tuple[int, int] | None,
    typer.Option("--span", metavar="START END", help="where the new words stand, in code points"),
]
SaidBy = Annotated[
    str | None, typer.Option("--said-by", metavar="NAME", help="who says so, as written")
]
StanceName = Annotated[
    str | None,
    typer.Option("--stance", metavar="STANCE", help="asserted, hedged, denied or unknown"),
]
Undo = Annotated[
    bool, typer.Option("--undo", help="take back what you decided with your last command")
]
Batch = Annotated[
    str, typer.Option("--batch", metavar="ID", help="or with this one: see --batches")
]
Batches = Annotated[
    bool, typer.Option("--batches", help="list what you decided, command by command")
]
RequireTwo = Annotated[
    bool, typer.Option("--require-two", help="from now on two people must accept a claim")
]
RequireOne = Annotated[bool, typer.Option("--require-one", help="from now on one is enough again")]
Export = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="FILE", help="write claims to fill in: .csv, .xlsx or .jsonld"
    ),
]
Import = Annotated[
    Path | None, typer.Option("--import", metavar="FILE", help="take in such a file, filled in")
]


def judge(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    next_: Next = 10,
    queue: Queue = False,
    blind: Blind = False,
    accept: Accept = None,
    reject: Reject = None,
    unsure: Unsure = None,
    reason: Reason = "",
    accept_all: AcceptAll = False,
    reject_all: RejectAll = False,
    unsure_all: UnsureAll = False,
    element: Element_ = None,
    document: Page = None,
    value: Value = None,
    quote: Quote = None,
    maker: MakerName = None,
    language: Language = None,
    sure_from: SureFrom = None,
    sure_to: SureTo = None,
    dry_run: DryRun = False,
    edit: Edit = None,
    split: Split = None,
    into: Into = None,
    merge: Merge = None,
    add: Add = False,
    span: Span = None,
    said_by: SaidBy = None,
    stance: StanceName = None,
    undo: Undo = False,
    batch: Batch = "",
    batches: Batches = False,
    require_two: RequireTwo = False,
    require_one: RequireOne = False,
    export: Export = None,
    import_: Import = None,
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """Judge claims: shows what waits, first what would change the findings most; one act a command."""
    options = locals()
    from firsthand.cli.given import Given
    from firsthand.cli.judged import run

    run(Given(**options))
