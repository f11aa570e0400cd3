"""Check a web archive that somebody handed over, in a child process that can do no harm.

In: the path of a WARC, an ARC or a WACZ.  Out: a report that names every difference. The child reads the file
and sends problems as JSON; what it sends is taken as a stranger's words. What a check needs is loaded by the child alone,
and what only signatures need only for a WACZ: to load it costs more than to check a small archive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from firsthand.errors import OperatorError
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.store.files import open_to_read, readable
from firsthand.tools.sandbox import run

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from firsthand.pipeline.preserving import Progress
    from firsthand.preserve.signatures import Stamped

SECONDS_MAX = 900  # without a word from the child: a record of 64 GiB is hashed in less
RECORDS_BETWEEN = 1_000
_WORDS_MAX = 600
_PACKED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # gzip; zstd, and its dictionary


@value
class ArchiveReport:
    """What was checked and every difference found. Notes are no differences."""

    kind: str
    records: int
    size_bytes: int
    problems: tuple[Problem, ...]

    @property
    def differences(self) -> int:
        """How many of the problems mean that something is not as it says."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)


def verify_archive(path: Path, *, progress: Progress) -> ArchiveReport:
    """Check the archive in *path*, from its packing to its digests.

    Raises:
        OperatorError: it is no web archive, or cannot be read.
    """
    try:
        with open_to_read(path) as stream:
            head = stream.read(16)
            size_bytes = stream.seek(0, 2)
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    kind = _kind(head)
    job = json.dumps({"path": str(path.resolve()), "kind": kind}).encode()
    (done,) = run([job], _check, workers=1, seconds=SECONDS_MAX)
    problems: list[Problem] = []
    records = 0
    for frame in done.frames:
        told = json.loads(frame)
        if "code" in told:
            problems.append(_problem(told))
        else:
            records = int(told["records"])
            progress(records, None, "records")
    if done.ended:
        code, _, why = done.ended.partition(": ")
        problems.append(
            Problem(
                severity=Severity.ERROR,
                code=code,
                message=f"not checked to its end: {why}",
                where=path.name,
            )
        )
    return ArchiveReport(
        kind=kind, records=records, size_bytes=size_bytes, problems=tuple(problems)
    )


def _kind(head: bytes) -> str:
    if head.startswith(b"PK\3\4"):
        return "wacz"
    if head.startswith((b"WARC/", b"filedesc://", *_PACKED)):
        return "warc"
    raise OperatorError(
        "expected a case, a packet, a WARC, an ARC or a WACZ, found a file that begins with "
        f"{ascii(head)[1:]}"
    )


def _problem(told: dict[str, str]) -> Problem:
    """What a child says is wrong: it has read hostile bytes, so its words are cut and shown safely."""
    return Problem(
        severity=Severity(told["severity"]),
        code=readable(str(told["code"])[:60]),
        message=readable(str(told["message"])[:_WORDS_MAX]),
        where=readable(str(told["where"])[:_WORDS_MAX]),
    )


def _check(job: bytes) -> Iterator[bytes]:
    """The child's work: problems as they are found, and how far it is."""
    told = json.loads(job)
    path = Path(told["path"])
    with open_to_read(path) as stream:
        check = _check_wacz if told["kind"] == "wacz" else _check_warc
        yield from check(stream, path.name)


def _check_wacz(stream: BinaryIO, where: str) -> Iterator[bytes]:
    from firsthand.pipeline.authorities import authorities
    from firsthand.preserve.waczs import CheckedWacz
    from firsthand.preserve.waczs import Progress as Step

    wacz = CheckedWacz(stream, where=where, roots=authorities(), read_stamp=read_stamp)
    for found in wacz.run():
        yield _step(found.records) if isinstance(found, Step) else _frame(found)
    yield _step(wacz.records)


def _check_warc(stream: BinaryIO, where: str) -> Iterator[bytes]:
    from firsthand.preserve.warcs import Checked, Standing

    warc = Checked(stream, where=where)
    for met in warc.run():
        if not isinstance(met, Standing):
            yield _frame(met)
        elif not warc.records % RECORDS_BETWEEN:
            yield _step(warc.records)
    yield _step(warc.records)


def read_stamp(reply: bytes, beside: Sequence[Certificate], /) -> Stamped | str:
    """What a time stamp says, or why it proves nothing."""
    from firsthand.pipeline.authorities import authorities
    from firsthand.preserve.signatures import Stamped
    from firsthand.store.timestamps import StampError, check_reply

    try:
        stamp = check_reply(reply, roots=authorities(), beside=beside)
    except StampError as problem:
        return str(problem)
    return Stamped(
        utc=stamp.utc, authority=stamp.authority, algorithm=stamp.algorithm,
        imprint=stamp.imprint, trusted=stamp.trusted,
    )  # fmt: skip


def _frame(problem: Problem) -> bytes:
    return json.dumps(
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "where": problem.where,
        }
    ).encode()


def _step(records: int) -> bytes:
    return json.dumps({"records": records}).encode()
