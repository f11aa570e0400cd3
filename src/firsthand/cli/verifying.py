"""The verb that checks: verify, of a case, of what left one, or of a web archive.

In: the operator's words.  Out: what differs, in words, and up to where others vouch for the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from firsthand.cli.screen import Json, Shown, end, print_json, say
from firsthand.errors import OperatorError

if TYPE_CHECKING:
    from firsthand.model.problem import Problem
    from firsthand.pipeline.verifying import VerifyReport
    from firsthand.store.blocks import Header
    from firsthand.store.cosigning import VerifierKey


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
    block: Annotated[
        list[Path] | None,
        typer.Option(
            "--block",
            metavar="FILE",
            help="the header of a block of Bitcoin, from a source of yours",
        ),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="leave an entry that all was checked, and the outcome")
    ] = False,
    json_: Json = False,
) -> None:
    """Check a case, a dossier, what `export` made, or a web archive (WARC, ARC, WACZ): every byte of it."""
    if path.is_file():
        if since is not None or key is not None:
            raise OperatorError("--since and --key are for a case or a packet, this is a file")
        _verify_archive(path, json_=json_)
    from firsthand.cli.anchored import told_of_object

    known = _known(cosigner or [], block or [])
    what, report = _left(path, since=since, proof=proof, key=key, known=known)
    if report is None:
        _verify_case(path, since=since, key=key, known=known, record=record, json_=json_)
    if json_:
        _print(report)
    else:
        say(_verified_packet(report, what))
        for line in told_of_object(report):
            say(line)
        _say_notes(report.problems)
    end(report.problems)


class _Known(NamedTuple):
    """What whoever verifies has by another way."""

    cosigners: Sequence[VerifierKey]
    headers: Sequence[Header]


def _known(cosigners: Sequence[str], blocks: Sequence[Path]) -> _Known:
    from firsthand.pipeline.blockstamping import read_block
    from firsthand.pipeline.cosigning import read_keys

    return _Known(tuple(read_keys(cosigners).values()), tuple(map(read_block, blocks)))


def _left(
    path: Path,
    *,
    since: Path | None,
    proof: Path | None,
    key: str | None,
    known: _Known,
) -> tuple[str, VerifyReport | None]:
    """What is found in something that left a case; None where this is none."""
    from firsthand.pipeline.handed import is_handed, verify_handed
    from firsthand.pipeline.published import is_published, verify_published
    from firsthand.pipeline.unpacking import is_packet, verify_packet

    if is_handed(path):
        if since is not None or proof is not None:
            raise OperatorError("--since and --proof are for a case or a packet")
        return "an export", verify_handed(
            path, key=key, cosigners=known.cosigners, headers=known.headers
        )
    if is_published(path):
        if since is not None or proof is not None:
            raise OperatorError("--since and --proof are for a case or a packet")
        return "a dossier", verify_published(path, key=key)
    if is_packet(path):
        return "a packet", verify_packet(
            path,
            key=key,
            since=since,
            proof=proof,
            cosigners=known.cosigners,
            headers=known.headers,
        )
    return "", None


def _verify_case(
    case: Path,
    *,
    since: Path | None,
    key: str | None,
    known: _Known,
    record: bool,
    json_: bool,
) -> NoReturn:
    from firsthand.cli.anchored import told
    from firsthand.pipeline.cores import workers
    from firsthand.pipeline.verifying import verify as verify_path

    with Shown() as progress:
        report = verify_path(
            case, threads=workers(), progress=progress, since=since, key=key,
            cosigners=known.cosigners, headers=known.headers,
        )  # fmt: skip
    why_not = _leave_entry(case, report) if record else ""
    if json_:
        _print(report)
    else:
        say(_verified(report))
        for line in (*told(report), *([why_not] if why_not else [])):
            say(line)
        _say_notes(report.problems)
    end(report.problems)


def _print(report: VerifyReport) -> None:
    from firsthand.cli import shown

    print_json(shown.verified(report))


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
    from firsthand.pipeline.archives import verify_archive

    with Shown() as progress:
        report = verify_archive(path, progress=progress)
    if json_:
        from firsthand.cli import shown

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
