"""Take files and folders into the case.

In: paths.  Out: captures in the vault and the record, and a report. Reading them is not done here.
Nothing is reported as preserved before its bytes and its entry are on the disk.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, Protocol

from firsthand.model.custody import Capture
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Body, Preserved, Redescribed, Refused
from firsthand.model.value import value
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.offering import Offer, Offered
from firsthand.preserve.sniff import HEAD_BYTES, identify_media
from firsthand.store.files import open_to_read
from firsthand.store.inspection import why_unreadable
from firsthand.store.vault import Batch, DamagedObjectError

BATCH_COUNT = 300  # one barrier for so many files: measured in bench/custody.py
NOT_TAKEN = frozenset({"not-a-file", "vanished", "folder-unreadable", "signing-key"})
BATCH_BYTES = 1 << 30  # and no more than this at risk of being taken in again

UNSHOWN = "█" * 6  # in place of a name, as in a dossier
NAMED_BY_FILE = (
    "a name of the register of witnesses stands in its name or description, which the record would keep: give it "
    "another, or preserve it with --restricted"
)


class Progress(Protocol):
    """Told how far long work has come."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """*done* of *total* are behind us; *what* is in hand."""


@value
class Duplicate:
    """A file whose bytes are kept once, under the address at which they were met first."""

    address: str
    digest: str
    first: str


@value
class PreserveReport:
    """What became of what was offered.

    `already` counts what was kept before at the same place; `copies` names what has the same bytes as
    something at another; `redescribed` is what a manifest now describes otherwise.
    """

    preserved: tuple[Capture, ...]
    already: int
    copies: tuple[Duplicate, ...]
    redescribed: tuple[Capture, ...]
    problems: tuple[Problem, ...]

    @property
    def duplicates(self) -> int:
        """How many files were kept only by name, their bytes being there."""
        return len(self.copies)


def preserve(case: Case, addresses: Sequence[str], *, progress: Progress) -> PreserveReport:
    """Preserve every file under *addresses*; what is kept already is counted, not kept again.

    Raises:
        AddressNotFoundError: a path does not exist; nothing was preserved.
        OperatorError: an address is on the network, or the disk is full.
    """
    offer = Offer(addresses, own=case.folder, secrets=keys.private_paths())
    taken = _Taken(case)
    taken.hear(offer.problems)
    items = offer.items
    done = 0
    while done < len(items):
        with case.vault.batch() as batch:
            start, size_bytes = done, 0
            while done < len(items) and done - start < BATCH_COUNT and size_bytes < BATCH_BYTES:
                progress(done, len(items), items[done].address)
                size_bytes += taken.take(items[done], batch)
                done += 1
        taken.settle()
    taken.settle()
    progress(len(items), len(items), "preserved")
    return taken.report()


class _Taken:
    """What the case holds, what came to it, and what is yet to be recorded."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._latest: dict[tuple[str, str], Capture] = {}
        self._by_id: dict[str, Capture] = {}
        self._first: dict[str, str] = {}
        self._refused: set[Refused] = set()
        for entry in case.entries():
            if isinstance(entry.body, Preserved | Redescribed):
                self._know(entry.body.capture)
            elif isinstance(entry.body, Refused):
                self._refused.add(entry.body)
        self._pending: list[Body] = []
        self._preserved: list[Capture] = []
        self._copies: list[Duplicate] = []
        self._redescribed: list[Capture] = []
        self._problems: list[Problem] = []
        self._already = 0

    def _know(self, capture: Capture) -> None:
        self._latest[capture.digest, capture.file] = capture
        self._by_id[capture.id] = capture
        self._first.setdefault(capture.digest, capture.address)

    def take(self, item: Offered, batch: Batch) -> int:
        """Take one file in, or say why not; how many bytes it has."""
        if self._case.names_a_witness((item.file, item.address, item.described)):
            self._problems.append(self._of_a_witness(item.file))
            return 0
        try:
            with open_to_read(item.path) as stream:
                head = stream.read(HEAD_BYTES)
                stream.seek(0)
                digest, size_bytes = batch.add(stream, check=still(stream))
        except DamagedObjectError as problem:
            message = (
                f"{problem}: run `firsthand verify`, move that object away, preserve this again"
            )
            self.refuse(_problem("object-altered", message, item.file))
            return 0
        except OSError as problem:
            code = "vanished" if problem.errno == errno.ENOENT else "unreadable-file"
            code = "changed" if isinstance(problem, ChangedError) else code
            self.refuse(_problem(code, why_not_read(problem), item.file))
            return 0
        self._sort_in(
            Capture(
                digest=digest,
                size_bytes=size_bytes,
                address=item.address,
                file=item.file,
                media_type=identify_media(head),
                described=item.described,
            )
        )
        return size_bytes

    def _sort_in(self, capture: Capture) -> None:
        """New, kept already, or kept already and now described otherwise."""
        before = self._latest.get((capture.digest, capture.file)) or self._by_id.get(capture.id)
        if before is None:
            if capture.digest in self._first:
                self._copies.append(
                    Duplicate(
                        address=capture.address,
                        digest=capture.digest,
                        first=self._first[capture.digest],
                    )
                )
            self._preserved.append(capture)
            self._pending.append(Preserved(capture=capture))
            self._know(capture)
            return
        self._already += 1
        if capture.described is not None and capture.described != before.described:
            self._redescribed.append(capture)
            self._pending.append(Redescribed(capture=capture))
            self._know(capture)

    def hear(self, problems: Iterable[Problem]) -> None:
        """Take over what was found while the files were listed."""
        for problem in problems:
            if problem.code in NOT_TAKEN:
                self.refuse(problem)
            else:
                self._problems.append(problem)

    def refuse(self, problem: Problem) -> None:
        """Say that something was not taken in, and keep that it was offered, once."""
        if self._case.names_a_witness(problem):
            self._problems.append(self._of_a_witness(problem.where))
            return
        self._problems.append(problem)
        refused = Refused(address=problem.where, code=problem.code, message=problem.message)
        if refused not in self._refused:
            self._refused.add(refused)
            self._pending.append(refused)

    def _of_a_witness(self, file: str) -> Problem:
        """A file whose very name would stay in the record; it is shown without that name."""
        assert self._case.names is not None, "a name of the register was found in it"
        return _problem("names-a-witness", NAMED_BY_FILE, self._case.names.sub(UNSHOWN, file))

    def settle(self) -> None:
        """Record what is in the vault now."""
        if self._pending:
            self._case.append(self._pending)
        self._case.vault.recorded(_digests(self._pending))
        self._pending = []

    def report(self) -> PreserveReport:
        """What became of everything."""
        return PreserveReport(
            preserved=tuple(self._preserved),
            already=self._already,
            copies=tuple(self._copies),
            redescribed=tuple(self._redescribed),
            problems=tuple(self._problems),
        )


class ChangedError(OSError):
    """a file changed while it was read: its bytes never were together."""


def _digests(bodies: Iterable[Body]) -> list[str]:
    return [body.capture.digest for body in bodies if isinstance(body, Preserved)]


def still(stream: BinaryIO) -> Callable[[int], None]:
    """A check that the file is, when all was read, what it was when reading began."""
    before = os.fstat(stream.fileno())

    def check(size_bytes: int) -> None:
        after = os.fstat(stream.fileno())
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if not same or size_bytes != before.st_size:
            raise ChangedError(
                errno.EAGAIN,
                f"it changed while it was read, expected {before.st_size} bytes, found "
                f"{max(size_bytes, after.st_size)}: offer it again when nobody writes to it",
            )

    return check


def why_not_read(problem: OSError) -> str:
    """Why a file was not taken in, in words."""
    if isinstance(problem, ChangedError):
        return str(problem.strerror)
    return f"it could not be read to its end: {why_unreadable(problem)}"


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
