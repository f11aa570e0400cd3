"""The verbs that keep evidence: new, preserve.

In: the operator's words.  Out: a case changed, and what is said about it.  These load
nothing that reads or weighs, so that they begin at once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.capturing import (
    MIB,
    Again,
    Asked,
    CookieBanner,
    CookieFile,
    Expand,
    Kept,
    Language,
    ListFile,
    Proxy,
    SizeLimit,
    TimeLimit,
    UserAgent,
    Viewport,
    Wait,
)
from firsthand.cli.collection import (
    Collector,
    NotRecorded,
    StatedIn,
    VirtualIdentity,
    Why,
    stated,
)
from firsthand.cli.screen import CasePath, Json, Shown, end, print_json, say
from firsthand.errors import OperatorError
from firsthand.model.visit import (
    HEIGHT,
    LANGUAGE,
    SIZE_LIMIT_BYTES,
    TIME_LIMIT_SECONDS,
    WAIT_SECONDS,
    WIDTH,
    Banner,
)

if TYPE_CHECKING:
    from firsthand.pipeline.preserving import PreserveReport

COPIES_SHOWN = 20  # a screenful


def new(case: CasePath, json_: Json = False) -> None:
    """Make an empty case."""
    from firsthand.pipeline.case import Case

    made = Case.create(case)
    opened = made.opened()
    if json_:
        print_json({"name": opened.name, "format": opened.format, "key": opened.key})
    else:
        say(f"made the case {opened.name} in {case}")


def keep(case: Path, addresses: Sequence[str], *, asked: Asked | None = None) -> Kept:
    """Preserve files, and capture addresses of the web, into the case at a path, showing progress."""
    from firsthand.pipeline.capturing import CaptureReport, capture, is_web
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.listing import addresses_of
    from firsthand.pipeline.preserving import PreserveReport
    from firsthand.pipeline.preserving import preserve as preserve_into

    asked = asked or Asked()
    web = [address for address in addresses if is_web(address)]
    local = [address for address in addresses if not is_web(address)]
    listed = addresses_of(asked.list_) if asked.list_ else ()
    report = PreserveReport(preserved=(), already=0, copies=(), redescribed=(), problems=())
    captures = CaptureReport()
    settings, problems = asked.settings() if web or listed else (None, ())
    with Case.open(case, writing=True) as held, Shown() as progress:
        asked.write_down(held, settings, [*web, *listed])
        if local:
            report = preserve_into(held, local, progress=progress)
        if settings is not None:
            captures = capture(
                held, web, listed=listed, again=asked.again, settings=settings, progress=progress
            )
    captures = dataclasses.replace(captures, problems=(*problems, *captures.problems))
    return Kept(report=report, captures=captures, is_of_the_web=not local)


def preserve(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    addresses: Annotated[list[str] | None, typer.Argument(metavar="ADDRESS...")] = None,
    list_: ListFile = None,
    again: Again = False,
    wait: Wait = WAIT_SECONDS,
    viewport: Viewport = f"{WIDTH}x{HEIGHT}",
    language: Language = LANGUAGE,
    user_agent: UserAgent = "",
    proxy: Proxy = None,
    cookies: CookieFile = None,
    time_limit: TimeLimit = TIME_LIMIT_SECONDS,
    size_limit: SizeLimit = SIZE_LIMIT_BYTES // MIB,
    expand: Expand = False,
    banner: CookieBanner = Banner.LEAVE,
    collector: Collector = None,
    reason: Why = None,
    virtual_identity: VirtualIdentity = None,
    collection: StatedIn = None,
    not_recorded: NotRecorded = None,
    restricted: Annotated[
        bool,
        typer.Option("--restricted", help="seal each file or page for the recipients of the case"),
    ] = False,
    json_: Json = False,
) -> None:
    """Keep files and folders, byte for byte; capture pages (https://…) with the browser."""
    from firsthand.cli import shown
    from firsthand.cli.capturing import capture_lines, captures

    if not addresses and list_ is None:
        raise OperatorError("expected files, folders or addresses to preserve, found none")
    asked = Asked(
        list_=list_, again=again, wait=wait, viewport=viewport, language=language,
        user_agent=user_agent, proxy=proxy, cookies=cookies, time_limit=time_limit,
        size_limit=size_limit, expand=expand, banner=banner,
        stated=stated(collection, collector, reason, virtual_identity, not_recorded),
    )  # fmt: skip
    if restricted:
        from firsthand.cli.sealing import keep_sealed

        keep_sealed(case, addresses or [], asked=asked, json_=json_)
    kept = keep(case, addresses or [], asked=asked)
    if json_:
        print_json(shown.preserved(kept.report) | captures(kept.captures) | {
            "problems": [shown.problem(each) for each in kept.problems]
        })  # fmt: skip
    else:
        if not kept.is_of_the_web:
            for line in _preserved(kept.report):
                say(line)
        for line in capture_lines(kept.captures):
            say(line)
    end(kept.problems)


def _preserved(report: PreserveReport) -> list[str]:
    """What came in, and which files have the bytes of others."""
    counts = (
        f"preserved {len(report.preserved)}, kept already {report.already}, "
        f"of the same bytes as others {report.duplicates}"
    )
    lines = [counts]
    if report.redescribed:
        lines.append(f"described anew by a manifest {len(report.redescribed)}")
    lines += [
        f"    {copy.address} has the bytes of {copy.first}" for copy in report.copies[:COPIES_SHOWN]
    ]
    if report.duplicates > COPIES_SHOWN:
        lines.append(f"    and {report.duplicates - COPIES_SHOWN} more: --json lists them")
    return lines
