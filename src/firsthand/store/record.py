"""Keep what cannot be made again: one canonical JSON line an entry, under a signed root.

`record/log/entries.jsonl` grows; `record/checkpoint` is the signed note over its RFC 6962 root. The
new checkpoint is written first, as `checkpoint.next`: a line that no signature covers is never
believed, and an interrupted append is either finished or set aside in `record/torn/`. Lines beyond
the checkpoint without such a note did not come from an interruption, and are refused.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from firsthand.errors import CaseBusyError, DamagedRecordError, OperatorError
from firsthand.model.record import Entry
from firsthand.model.value import value
from firsthand.store.codec import CodecError, decode, encode
from firsthand.store.files import open_regular, open_to_read, read_small, room, sync, write_durably
from firsthand.store.merkle import EMPTY_ROOT, Frontier, hash_leaf
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, open_note, sign

LOG = Path("log") / "entries.jsonl"
UPCOMING = "checkpoint.next"
LOCK = "lock"
TORN = "torn"
ORIGIN = "firsthand"
LINE_BYTES_MAX = 64 << 20  # a coding of 100,000 claims is 60 MB; a longer line was not ours


@value
class Key:
    """The public key that signs a record, and its name in the signature lines."""

    name: str
    public: str


@value
class Scanned:
    """What a pass over the log found; `roots` and `offsets` are those at the sizes asked for."""

    origin: str
    count: int
    torn_bytes: int
    roots: dict[int, bytes]
    offsets: dict[int, int]


class Tail(StrEnum):
    """What lies behind the lines that the checkpoint covers."""

    NONE = "none"
    UNFINISHED = "unfinished"  # an append was interrupted before all lines were written
    UNSETTLED = "unsettled"  # an append was interrupted when all lines were written
    FOREIGN = "foreign"  # no interruption leaves this


class Record:
    """The folder `record/` of a case, to read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / LOG
        self.checkpoint = folder / "checkpoint"
        self.upcoming = folder / UPCOMING
        self._size = 0

    def first_line(self) -> bytes:
        """Entry 0 as written.

        Raises:
            OSError: there is no log to read.
        """
        with open_to_read(self.log) as stream:
            return stream.readline(LINE_BYTES_MAX).rstrip(b"\n")

    def check(self, key: Key) -> Checkpoint:
        """The signed state, if *key* signed it and it covers the log; `entries` believes it from here.

        Lines behind it are passed over where an append under way or interrupted explains them. When
        one ends while we look, we look again.

        Raises:
            DamagedRecordError: it does not; the message says what was expected and found.
        """
        while True:
            try:
                note = self.read_note(self.checkpoint, key)
                found = self.scan({note.size})
                compare(note, found)
                if self._tail(note, found, key) is not Tail.FOREIGN:
                    self._size = note.size
                    return note
                if self.read_note(self.checkpoint, key) == note:
                    raise DamagedRecordError(_more_than_signed(note))
            except (OSError, NoteError) as problem:
                raise DamagedRecordError(_damaged(str(problem))) from None

    def _tail(self, note: Checkpoint, found: Scanned, key: Key) -> Tail:
        """What lies behind the signed lines; a writer at work looks like an interruption."""
        return judge_tail(found, signed=note.size, upcoming=self.read_upcoming(key))

    def read_upcoming(self, key: Key) -> Checkpoint | None:
        """What `checkpoint.next` promises, if it is there and was written whole."""
        try:
            return self.read_note(self.upcoming, key)
        except (OSError, NoteError):
            return None

    def read_note(self, path: Path, key: Key) -> Checkpoint:
        """The checkpoint in *path*, if *key* signed it.

        Raises:
            OSError: it cannot be read.
            NoteError: it is no checkpoint, or another's.
        """
        return open_note(read_small(path, NOTE_BYTES_MAX), name=key.name, public=key.public)

    def lines(self) -> Iterator[bytes]:
        """The entries as written, up to what the checked checkpoint covers, without line ends."""
        left = self._size
        with open_to_read(self.log) as stream:
            while left and (line := stream.readline(LINE_BYTES_MAX)):
                left -= 1
                yield line.rstrip(b"\n")

    def entries(self) -> Iterator[Entry]:
        """The entries that the checked checkpoint covers, decoded.

        Raises:
            DamagedRecordError: a line is no entry.
        """
        for number, line in enumerate(self.lines()):
            try:
                yield decode(line, Entry)
            except CodecError as problem:
                raise DamagedRecordError(f"entry {number} of the record: {problem}") from None

    def scan(self, sizes: set[int], take: Callable[[int, bytes], None] | None = None) -> Scanned:
        """Pass over the whole log once: count, roots at *sizes*; each line is given to *take*.

        Raises:
            OSError: the log cannot be read.
        """
        frontier = Frontier()
        roots, offsets, origin = {0: EMPTY_ROOT}, {0: 0}, ORIGIN
        offset = torn = 0
        with open_to_read(self.log) as stream:
            while line := stream.readline(LINE_BYTES_MAX):
                if not line.endswith(b"\n"):
                    torn = os.fstat(stream.fileno()).st_size - offset
                    break
                offset += len(line)
                line = line[:-1]
                if take is not None:
                    take(frontier.size, line)
                if not frontier.size:
                    origin = origin_of(line)
                frontier.append(line)
                if frontier.size in sizes:
                    roots[frontier.size] = frontier.root()
                    offsets[frontier.size] = offset
        return Scanned(
            origin=origin, count=frontier.size, torn_bytes=torn, roots=roots, offsets=offsets
        )

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Nobody writes while this lasts; where there is no lock to take, nobody can.

        Raises:
            CaseBusyError: somebody writes now.
        """
        try:
            handle = open_regular(self.folder / LOCK)
        except OSError:
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise CaseBusyError from None
        finally:
            os.close(handle)


def origin_of(first_line: bytes) -> str:
    """Which record a checkpoint is of: a name that follows from its first entry.

    One key may sign many cases. Without this, the checkpoint of one would be as well signed in
    another.
    """
    return f"{ORIGIN}/{hash_leaf(first_line).hex()}"


def _damaged(why: str) -> str:
    return f"the record of this case does not hold together ({why}): run `firsthand verify` to see where"


def _more_than_signed(note: Checkpoint) -> str:
    return _damaged(f"expected the {note.size} entries that are signed for, found more")


def compare(note: Checkpoint, found: Scanned) -> None:
    """See that the lines are those that were signed for.

    Raises:
        DamagedRecordError: they are not.
    """
    if found.count < note.size:
        raise DamagedRecordError(
            _damaged(f"expected {note.size} entries as signed for, found {found.count}")
        )
    if note.size and note.origin != found.origin:
        raise DamagedRecordError(
            _damaged(f"expected a checkpoint of {found.origin}, found one of {note.origin}")
        )
    if found.roots[note.size] != note.root:
        raise DamagedRecordError(
            _damaged(f"expected root {note.root.hex()}, found {found.roots[note.size].hex()}")
        )


def judge_tail(found: Scanned, *, signed: int, upcoming: Checkpoint | None) -> Tail:
    """Tell an interruption from lines that somebody added.

    `checkpoint.next` is on the disk before the first line it covers. So lines behind the checkpoint
    are an interruption's only if such a note is there and covers at least as many.
    """
    beyond = found.count > signed or found.torn_bytes > 0
    if upcoming is None or upcoming.size <= signed:
        return Tail.FOREIGN if beyond else Tail.NONE
    whole = found.count == upcoming.size and not found.torn_bytes
    if whole and found.roots.get(upcoming.size) == upcoming.root:
        return Tail.UNSETTLED
    more = found.count > upcoming.size or (found.count == upcoming.size and found.torn_bytes)
    return Tail.FOREIGN if more else Tail.UNFINISHED


class Writer:
    """The record opened to append: one at a time, by a lock that ends with the process."""

    def __init__(self, record: Record, *, key: Key, private: bytes) -> None:
        self._record = record
        self._key, self._private = key, private
        self._frontier = Frontier()
        self._origin = ORIGIN
        self._lock: int | None = None
        self._sound = True

    def __enter__(self) -> Self:
        with room("record/"):
            self._record.log.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
            self._lock = os.open(self._record.folder / LOCK, flags, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._recover()
        except BlockingIOError:
            self._release()
            raise CaseBusyError from None
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def append(self, entries: Sequence[Entry]) -> None:
        """Add *entries* for good: they are on the disk and signed for when this returns.

        Raises:
            OperatorError: there is no room, or an entry is too long; nothing was added.
        """
        assert self._sound, "a write failed before; open the case again"
        if not entries:
            return
        lines = [encode(entry) for entry in entries]
        longest = max(map(len, lines), default=0)
        if longest >= LINE_BYTES_MAX:
            raise OperatorError(f"an entry has less than {LINE_BYTES_MAX} bytes, found {longest}")
        frontier = self._frontier.copy()
        origin = self._origin if frontier.size else origin_of(lines[0])
        for line in lines:
            frontier.append(line)
        note = sign(
            Checkpoint(origin=origin, size=frontier.size, root=frontier.root()),
            name=self._key.name,
            private=self._private,
        )
        self._sound = False
        write_durably(self._record.upcoming, note, append=False)
        write_durably(self._record.log, b"".join(line + b"\n" for line in lines), append=True)
        self._settle()
        self._frontier, self._origin = frontier, origin
        self._record._size = frontier.size  # noqa: SLF001 - what we signed needs no second check
        self._sound = True

    def _settle(self) -> None:
        with room("the checkpoint"):
            self._record.upcoming.replace(self._record.checkpoint)
            sync(self._record.folder)

    def _recover(self) -> None:
        """Finish or undo what an interruption left; believe only what a signature covers."""
        record = self._record
        signed = self._signed()
        upcoming = record.read_upcoming(self._key)
        if not os.path.lexists(record.log):
            if signed.size:
                raise DamagedRecordError(_damaged("the log is not there"))
            return
        frontier = Frontier()
        upcoming_size = upcoming.size if upcoming else 0
        found = record.scan({signed.size, upcoming_size})
        compare(signed, found)
        tail = judge_tail(found, signed=signed.size, upcoming=upcoming)
        kept = signed.size
        if tail is Tail.FOREIGN:
            raise DamagedRecordError(_more_than_signed(signed))
        if tail is Tail.UNSETTLED:
            self._settle()
            kept = upcoming_size
        elif tail is Tail.UNFINISHED:
            self._set_aside(found.offsets[signed.size])
        record.upcoming.unlink(missing_ok=True)
        record._size = kept  # noqa: SLF001 - just compared
        for line in record.lines():
            frontier.append(line)
        self._frontier, self._origin = frontier, found.origin

    def _signed(self) -> Checkpoint:
        """What the checkpoint says; a record that has none yet is empty."""
        try:
            return self._record.read_note(self._record.checkpoint, self._key)
        except FileNotFoundError:
            return Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)
        except (OSError, NoteError) as problem:
            raise DamagedRecordError(_damaged(f"checkpoint: {problem}")) from None

    def _set_aside(self, kept: int) -> None:
        """Keep a torn tail where a person can look at it; it was never reported as recorded."""
        with open_to_read(self._record.log) as stream:
            stream.seek(kept)
            tail = stream.read()
        if not tail:
            return
        torn = self._record.folder / TORN
        with room("record/torn/"):
            torn.mkdir(exist_ok=True)
            write_durably(torn / f"{len(list(torn.iterdir()))}.bytes", tail, append=False)
            with self._record.log.open("r+b") as stream:
                stream.truncate(kept)
                os.fsync(stream.fileno())
