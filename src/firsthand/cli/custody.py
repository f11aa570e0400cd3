"""The verbs that keep evidence: new, preserve, verify.

In: the operator's words.  Out: a case changed or checked, and what is said about it.  These load
nothing that reads or weighs, so that they begin at once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

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
    from firsthand.model.problem import Problem
    from firsthand.pipeline.preserving import PreserveReport
    from firsthand.pipeline.verifying import VerifyReport

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
    restricted: Annotated[
        bool, typer.Option("--restricted", help="seal each file for the recipients of the case")
    ] = False,
    json_: Json = False,
) -> None:
    """Keep files and folders, byte for byte; capture pages (https://…) with the browser."""
    from firsthand.cli import shown
    from firsthand.cli.capturing import capture_lines, captures

    if not addresses and list_ is None:
        raise OperatorError("expected files, folders or addresses to preserve, found none")
    if restricted:
        from firsthand.cli.sealing import keep_sealed
        from firsthand.pipeline.capturing import is_web

        if list_ is not None or any(map(is_web, addresses or [])):
            raise OperatorError("only files can be restricted: what is captured is not sealed")

        keep_sealed(case, addresses or [], json_=json_)
    asked = Asked(
        list_=list_, again=again, wait=wait, viewport=viewport, language=language,
        user_agent=user_agent, proxy=proxy, cookies=cookies, time_limit=time_limit,
        size_limit=size_limit, expand=expand, banner=banner,
    )  # fmt: skip
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


def verify(  # noqa: PLR0917 - each option is by name
    path: Annotated[Path, typer.Argument(metavar="PATH")],
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="EXPORT",
            help="a checkpoint, packet, dossier or copy of this case kept elsewhere",
        ),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option("--proof", metavar="FILE", help="what `consistency` wrote of two packets"),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="FINGERPRINT", help="the key that should have signed"),
    ] = None,
    cosigner: Annotated[
        list[str] | None,
        typer.Option("--cosigner", metavar="KEY", help="a cosigner's key, told by another way"),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="leave an entry that all was checked, and the outcome")
    ] = False,
    json_: Json = False,
) -> None:
    """Check a case, a packet made by `export`, or a web archive (WARC, ARC, WACZ): every byte of it."""
    from firsthand.cli import shown
    from firsthand.cli.anchored import told as anchored
    from firsthand.pipeline.cores import workers
    from firsthand.pipeline.cosigning import read_keys
    from firsthand.pipeline.handed import is_handed, verify_handed
    from firsthand.pipeline.unpacking import is_packet, verify_packet
    from firsthand.pipeline.verifying import verify as verify_path

    if path.is_file():
        if since is not None or key is not None:
            raise OperatorError("--since and --key are for a case or a packet, this is a file")
        _verify_archive(path, json_=json_)
    packet = is_packet(path)
    handed = is_handed(path)
    if handed:
        if since is not None or proof is not None:
            raise OperatorError("--since and --proof are for a case or a packet")
        packet, report = True, verify_handed(path, key=key)
    elif packet:
        report = verify_packet(path, key=key, since=since, proof=proof)
    else:
        with Shown() as progress:
            report = verify_path(
                path,
                threads=workers(),
                progress=progress,
                since=since,
                key=key,
                cosigners=tuple(read_keys(cosigner or []).values()),
            )
    left = _leave_entry(path, report) if record and not packet else ""
    if json_:
        print_json(shown.verified(report))
    else:
        what = "an export" if handed else "a packet"
        say(_verified_packet(report, what) if packet else _verified(report))
        if left:
            say(left)
        if not packet:
            for line in anchored(report):
                say(line)
        _say_notes(report.problems)
    end(report.problems)


def _leave_entry(case: Path, report: VerifyReport) -> str:
    from firsthand.model.custody_event import FixityChecked
    from firsthand.pipeline.events import leave_entry

    return leave_entry(
        case,
        FixityChecked(
            objects=report.objects,
            size_bytes=report.size_bytes,
            entries=report.entries,
            root=report.root,
            differences=report.differences,
        ),
    )


def _verify_archive(path: Path, *, json_: bool) -> NoReturn:
    from firsthand.cli import shown
    from firsthand.pipeline.archives import verify_archive

    with Shown() as progress:
        report = verify_archive(path, progress=progress)
    if json_:
        print_json(shown.verified_archive(report))
    else:
        count = report.differences
        told = f"{count} differences" if count else "nothing differs"
        say(f"{report.kind}: {report.records} records, {report.size_bytes} bytes: {told}")
        _say_notes(report.problems)
    end(report.problems)


def _say_notes(problems: Sequence[Problem]) -> None:
    from firsthand.model.problem import Severity

    for note in problems:
        if note.severity is Severity.NOTE:
            say(f"note: {note.where}: {note.message} [{note.code}]")


def _verified_packet(report: VerifyReport, what: str) -> str:
    count = report.differences
    since = "" if report.since is None else f"; the log continues {report.since} earlier entries"
    return (
        f"{what}: {report.objects} objects, {report.size_bytes} bytes, {report.entries} entries "
        f"of the log signed by {report.key}: {f'{count} differences' if count else 'nothing differs'}"
        f"{since}"
    )


def _verified(report: VerifyReport) -> str:
    count = report.differences
    since = (
        "not compared with a checkpoint kept elsewhere (--since FILE)"
        if report.since is None
        else f"continues the checkpoint over {report.since} entries"
    )
    continues = since if report.since is None or not count else "compared with a saved checkpoint"
    return (
        f"{report.objects} objects, {report.size_bytes} bytes, {report.entries} entries, "
        f"key {report.key}: {f'{count} differences' if count else 'nothing differs'}; {continues}"
    )
