"""The verb sweep: web archives gone through for pages that belong to the case.

In: the operator's words.  Out: the pages, as lines or as one JSON document; taken into the case if asked.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, Any

import typer

from firsthand.cli.screen import CasePath, Json, OnCluster, Shown, end, print_json, say

if TYPE_CHECKING:
    from firsthand.model.document import Quotation
    from firsthand.pipeline.sweeping import Engine, SweepReport
    from firsthand.pipeline.swept import FoundPage
    from firsthand.trace.sweep import Belonging

QUOTE_SHOWN = 100
BELONGS_SHOWN = 3


def sweep(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="s3://bucket/prefix, or a folder of WARCs")
    ],
    endpoint: Annotated[
        str | None,
        typer.Option("--endpoint", metavar="URL", help="where the bucket is, if not at Amazon's"),
    ] = None,
    cluster: OnCluster = None,
    cores: Annotated[
        int | None,
        typer.Option("--cores", metavar="N", min=1, help="how many cores of this machine; all"),
    ] = None,
    take: Annotated[
        bool, typer.Option("--take", help="preserve the records found, each by itself")
    ] = False,
    json_: Json = False,
) -> None:
    """Find pages in web archives that share words with the case, name it or link to it."""
    from firsthand.cli import shown
    from firsthand.engines.cluster import Cluster
    from firsthand.engines.cores import Cores
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.shelves import Place
    from firsthand.pipeline.sweeping import sweep as sweep_place
    from firsthand.pipeline.taking import take as take_pages

    place = Place(address=address, endpoint=endpoint)
    taken: dict[str, Any] = {}
    with ExitStack() as stack:
        held = stack.enter_context(Case.open(case, writing=take))
        engine: Engine = stack.enter_context(Cluster(cluster)) if cluster else Cores(cores)
        with Shown() as progress:
            report = sweep_place(held, place, engine=engine, progress=progress)
        problems = list(report.problems)
        if take:
            with Shown() as progress:
                kept, missed = take_pages(held, place, report.archives, progress=progress)
            taken = shown.preserved(kept)
            problems += [*missed, *kept.problems]
    if json_:
        print_json(_report(report) | ({"taken": taken} if take else {}))
    else:
        _say(report)
        if take:
            say(f"taken {len(taken['preserved'])}, kept already {taken['already']}")
    end(problems)


def _say(report: SweepReport) -> None:
    for page in report.found:
        held = "in the case already  " if page.held else ""
        say(f"{page.address}  {page.captured or 'undated'}  {held}{page.archive} {page.offset}")
        for each in page.belongs[:BELONGS_SHOWN]:
            say(f"    {_why(each)}")
        if len(page.belongs) > BELONGS_SHOWN:
            say(f"    and {len(page.belongs) - BELONGS_SHOWN} more documents: --json lists them")
    pages, read = (
        sum(each.pages for each in report.archives),
        sum(each.read for each in report.archives),
    )
    say(
        f"{report.where}: {len(report.archives)} archives ({report.fresh} swept now), {pages} pages, {read} read, "
        f"{len(report.found)} belong to {len(report.documents)} documents of the case, "
        f"{sum(page.held for page in report.found)} of them are in it"
    )


def _why(each: Belonging) -> str:
    reasons = []
    if each.passages:
        quote = " ".join(each.passages[0].page.exact.split())[:QUOTE_SHOWN]
        reasons.append(f"{each.page_share:.0%} of its words: “{quote}”")
    if each.named:
        reasons.append(f"names “{each.named[:QUOTE_SHOWN]}”")
    if each.linked:
        reasons.append(f"links to {each.linked[:QUOTE_SHOWN]}")
    return f"{each.document[:12]}  {'; '.join(reasons)}"


def _report(report: SweepReport) -> dict[str, Any]:
    from firsthand.cli import shown

    referred = {each.document for page in report.found for each in page.belongs}
    return {
        "place": report.where,
        "documents": [shown.document(each) for each in report.documents if each.id in referred],
        "archives": [
            {
                "address": each.archive.address,
                "mark": each.archive.mark,
                "sha256": each.sha256,
                "size_bytes": each.archive.size_bytes,
                "pages": each.pages,
                "swept": each.done,
            }
            for each in report.archives
        ],
        "found": [_found(page) for page in report.found],
        "problems": [shown.problem(item) for item in report.problems],
    }


def _found(page: FoundPage) -> dict[str, Any]:
    return {
        "archive": page.archive,
        "offset": page.offset,
        "bytes": None if page.start is None else [page.start, page.end],
        "sha256": page.sha256 or None,
        "address": page.address,
        "captured": page.captured,
        "published": page.published,
        "title": page.title,
        "language": page.language,
        "in_case": page.held,
        "belongs": [_belonging(each) for each in page.belongs],
    }


def _belonging(each: Belonging) -> dict[str, Any]:
    return {
        "document": each.document,
        "page_share": each.page_share,
        "document_share": each.document_share,
        "named": each.named,
        "linked": each.linked,
        "passages": [
            {"page": _quote(both.page), "document": _quote(both.document)} for both in each.passages
        ],
    }


def _quote(quotation: Quotation) -> dict[str, Any]:
    place = quotation.position
    return {"exact": quotation.exact, "start": place.start, "end": place.end}
