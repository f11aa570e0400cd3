"""Take files and folders into the case.

In: paths.  Out: captures in the vault and the record, and a report. Reading them is not done here.
Nothing is reported as preserved before its bytes and its entry are on the disk.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from firsthand.errors import AddressNotFoundError, OperatorError
from firsthand.model.custody import Capture, Described
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Preserved
from firsthand.model.value import value
from firsthand.pipeline.case import Case
from firsthand.preserve.manifest import read_manifest
from firsthand.preserve.sniff import HEAD_BYTES, identify_media

BATCH_COUNT = 300  # one barrier for so many files: measured at three times the rate of one by one
MANIFEST = "manifest.csv"
MANIFEST_BYTES_MAX = 256 << 20


class Progress(Protocol):
    """Told how far long work has come."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """*done* of *total* are behind us; *what* is in hand."""


@value
class PreserveReport:
    """What became of what was offered. `duplicates` counts bytes that were kept already."""

    preserved: tuple[Capture, ...]
    already: int
    duplicates: int
    problems: tuple[Problem, ...]


@value
class Offered:
    """One file that was offered: where it is, what it is called here, what a manifest says."""

    path: str
    address: str
    file: str
    described: Described | None = None


def preserve(case: Case, addresses: Sequence[str], *, progress: Progress) -> PreserveReport:
    """Preserve every file under *addresses*; what is kept already is counted, not kept again.

    Raises:
        AddressNotFoundError: a path does not exist; nothing was preserved.
        OperatorError: an address is on the network, or the disk is full.
    """
    paths = [_local(address) for address in addresses]
    problems: list[Problem] = []
    offered = [item for path in paths for item in _offered(path, problems)]
    held = {(capture.digest, capture.address) for capture in case.captures()}
    digests = {digest for digest, _ in held}
    preserved: list[Capture] = []
    already = duplicates = 0
    for start in range(0, len(offered), BATCH_COUNT):
        fresh: list[Capture] = []
        with case.vault.batch() as batch:
            for number, item in enumerate(offered[start : start + BATCH_COUNT], start):
                progress(number, len(offered), item.address)
                try:
                    with Path(item.path).open("rb") as stream:
                        head = stream.read(HEAD_BYTES)
                        stream.seek(0)
                        digest, size_bytes = batch.add(stream)
                except OSError as problem:
                    problems.append(_problem("vanished", _why(problem), item.address))
                    continue
                if (digest, item.address) in held:
                    already += 1
                    continue
                duplicates += digest in digests
                held.add((digest, item.address))
                digests.add(digest)
                fresh.append(
                    Capture(
                        digest=digest,
                        size_bytes=size_bytes,
                        address=item.address,
                        file=item.file,
                        media_type=identify_media(head),
                        described=item.described,
                    )
                )
        if fresh:
            case.append([Preserved(capture=capture) for capture in fresh])
        preserved += fresh
    progress(len(offered), len(offered), "preserved")
    return PreserveReport(
        preserved=tuple(preserved),
        already=already,
        duplicates=duplicates,
        problems=tuple(problems),
    )


def _why(problem: OSError) -> str:
    return f"it could not be read to its end: {problem.strerror or problem}"


def _local(address: str) -> Path:
    if address.startswith(("http://", "https://")):
        raise OperatorError(
            f"pages are not fetched in this version: save {address} as WARC, WACZ, MHTML, HTML or "
            "PDF and give the file, with its address in a manifest.csv beside it"
        )
    path = Path(address)
    if not path.exists():
        raise AddressNotFoundError(f"there is nothing at {address}; nothing was preserved")
    return path


def _offered(path: Path, problems: list[Problem]) -> Iterator[Offered]:
    """Every file under *path*, named from the folder it lies in, never from the machine's root."""
    if path.is_file():
        rows = _described(path.parent, problems, warn=False)
        yield _item(path, path.name, rows.get(path.name))
        return
    top = path.resolve()
    for folder, names, files in os.walk(top):
        names.sort()
        rows = _described(Path(folder), problems, warn=True)
        inner = Path(folder).relative_to(top)
        seen = set()
        for name in sorted(files):
            if name == MANIFEST:
                continue
            file = Path(folder) / name
            if not stat.S_ISREG(file.lstat().st_mode):
                problems.append(_problem("not-a-file", "links and devices are passed over", name))
                continue
            seen.add(name)
            yield _item(file, (Path(top.name) / inner / name).as_posix(), rows.get(name))
        for name in sorted(rows.keys() - seen):
            if "/" not in name:
                where = (Path(top.name) / inner / MANIFEST).as_posix()
                problems.append(
                    _problem("manifest-no-file", f"it names {name}, which is not there", where)
                )


def _item(path: Path, name: str, described: Described | None) -> Offered:
    address = described.address if described and described.address else _readable(name)
    return Offered(path=str(path), address=address, file=_readable(name), described=described)


def _readable(name: str) -> str:
    """A file name that is not UTF-8 is shown with its bytes escaped; the bytes are kept as they are."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _described(folder: Path, problems: list[Problem], *, warn: bool) -> dict[str, Described]:
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    where = f"{folder.name}/{MANIFEST}"
    if path.stat().st_size > MANIFEST_BYTES_MAX:
        found = path.stat().st_size
        message = f"a manifest has at most {MANIFEST_BYTES_MAX} bytes, found {found}"
        problems.append(_problem("manifest-too-large", message, where))
        return {}
    outcome = read_manifest(path.read_bytes(), where=where)
    if warn:
        problems.extend(outcome.problems)
    return {row.file: row.described for row in outcome.values}


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
