"""Keep what cannot be made again: one canonical JSON line an entry, under a signed root.

`record/log/entries.jsonl` grows; `record/checkpoint` is the signed note over its RFC 6962 root. The
new checkpoint is written first, as `checkpoint.next`: a line that no signature covers is never
believed, and an interrupted append is either finished or set aside in `record/torn/`. Lines beyond
the checkpoint without such a note did not come from an interruption, and are refused.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import BinaryIO, Protocol

from firsthand.errors import CaseBusyError, DamagedRecordError
from firsthand.model.record import Entry
from firsthand.model.value import value
from firsthand.store.codec import CodecError
from firsthand.store.files import open_regular, open_to_read, read_small
from firsthand.store.merkle import EMPTY_ROOT, WIDTH, Frontier, hash_leaf, hash_leaves
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, open_note
from firsthand.store.tiles import Believed, Edge, TileError, Tiles
from firsthand.store.usual_entries import decode_entry

LOG = Path("log") / "entries.jsonl"
UPCOMING = "checkpoint.next"
LOCK = "lock"
TORN = "torn"
TILES = "tile"
ORIGIN = "firsthand"
LINE_BYTES_MAX = 64 << 20  # a coding of 100,000 claims is 60 MB; a longer line was not ours
TOGETHER_BYTES_MAX = (
    64 << 20
)  # of lines held at once to be compared with a tile; longer ones are scanned
STEP_BYTES = 64 << 10  # read at a time: some 200 entries


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


class Take(Protocol):
    """Given the lines of a log as they pass."""

    def __call__(self, first: int, lines: Sequence[bytes], leaf_hashes: Sequence[bytes], /) -> None:
        """*first* is the number of the first of *lines*."""


class Record:
    """The folder `record/` of a case, to read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / LOG
        self.checkpoint = folder / "checkpoint"
        self.upcoming = folder / UPCOMING
        self.tiles = Tiles(folder / TILES)
        self._size = 0
        self._note: Checkpoint | None = None
        self._believed: Believed | None = None

    def first_line(self) -> bytes:
        """Entry 0 as written.

        Raises:
            OSError: there is no log to read.
        """
        with open_to_read(self.log) as stream:
            return stream.readline(LINE_BYTES_MAX).rstrip(b"\n")

    def check(self, key: Key) -> Checkpoint:
        """The signed state, if *key* signed it and it covers the log; `entries` believes it from here.

        Where tiles lead to the signed root and the log ends as it should, each line is compared with them
        when it is read; else all of it is hashed now. Lines behind the checkpoint are passed over where an
        append under way or interrupted explains them. When one ends while we look, we look again.

        Raises:
            DamagedRecordError: it does not; the message says what was expected and found.
        """
        while True:
            try:
                note = self.read_note(self.checkpoint, key)
                edge = self.edge(note)
                if edge is not None:
                    self.stand(note, edge)
                    return note
                found = self.scan({note.size})
                compare(note, found)
                if self._tail(note, found, key) is not Tail.FOREIGN:
                    self.stand(note, None)
                    return note
                if self.read_note(self.checkpoint, key) == note:
                    raise DamagedRecordError(more_than_signed(note))
            except (OSError, NoteError) as problem:
                raise DamagedRecordError(damaged(str(problem))) from None

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

    def edge(self, note: Checkpoint) -> Edge | None:
        """The right edge of the tree, if tiles lead to the signed root and the log ends as they say."""
        if not note.size or self.tiles.folder.is_symlink():
            return None
        try:
            edge = self.tiles.edge(note.size)
            if edge.root() != note.root or note.origin != origin_of(self.first_line()):
                return None
            count = (note.size - 1) % WIDTH + 1
            found = self._last_hashes(count, whole=count == note.size)
            wanted = Believed(self.tiles, edge).leaves(note.size)
        except (OSError, TileError):
            return None
        return edge if found == wanted else None

    def stand(self, note: Checkpoint, edge: Edge | None) -> None:
        """Believe the record up to *note*; lines are compared with the tiles of *edge* where there is one."""
        self._size, self._note = note.size, note
        self._believed = Believed(self.tiles, edge) if edge is not None else None

    def _last_hashes(self, count: int, *, whole: bool) -> bytes:
        """The hashes of the last *count* lines, which are all if *whole*; empty where they are others."""
        data = b""
        with open_to_read(self.log) as stream:
            at = os.fstat(stream.fileno()).st_size
            while at and data.count(b"\n") <= count and len(data) < TOGETHER_BYTES_MAX:
                step = min(at, max(STEP_BYTES, len(data)))
                at -= step
                stream.seek(at)
                data = stream.read(step) + data
        found = data.split(b"\n")
        if found.pop() or len(found) < count or (whole and (at or len(found) != count)):
            return b""
        return b"".join(hash_leaves(found[-count:]))

    def lines(self) -> Iterator[bytes]:
        """The entries as written, up to what the checked checkpoint covers, without line ends.

        Raises:
            DamagedRecordError: they are not those that were signed for.
        """
        left = self._size
        with open_to_read(self.log) as stream:
            while left and (taken := self._some(stream, min(left, WIDTH))):
                if self._believed is not None and not self._hold(self._size - left, taken):
                    self._look_again()
                left -= len(taken)
                yield from taken

    def _some(self, stream: BinaryIO, count: int) -> list[bytes]:
        """The next lines, as many as a tile has hashes; a few where they are long."""
        taken: list[bytes] = []
        held = 0
        while len(taken) < count and held < TOGETHER_BYTES_MAX:
            line = stream.readline(LINE_BYTES_MAX)
            if not line:
                break
            held += len(line)
            taken.append(line.rstrip(b"\n"))
        return taken

    def _hold(self, start: int, taken: Sequence[bytes]) -> bool:
        """Whether these lines are those of the tile that begins at *start*."""
        assert self._believed is not None
        hashes = b"".join(hash_leaves(taken))
        try:
            return start % WIDTH == 0 and self._believed.hold(start // WIDTH, hashes)
        except (OSError, TileError):
            return False

    def _look_again(self) -> None:
        """See by the whole log whether a tile is wrong or the log is; tiles are not asked again.

        Raises:
            DamagedRecordError: the log is.
        """
        assert self._note is not None
        self._believed = None
        try:
            compare(self._note, self.scan({self._note.size}))
        except OSError as problem:
            raise DamagedRecordError(damaged(str(problem))) from None

    def entries(self) -> Iterator[Entry]:
        """The entries that the checked checkpoint covers, decoded.

        Raises:
            DamagedRecordError: a line is no entry.
        """
        for number, line in enumerate(self.lines()):
            try:
                yield decode_entry(line)
            except CodecError as problem:
                raise DamagedRecordError(f"entry {number} of the record: {problem}") from None

    def scan(self, sizes: set[int], take: Take | None = None) -> Scanned:
        """Pass over the whole log once: count, roots at *sizes*; the lines are given to *take*, some at a time.

        Raises:
            OSError: the log cannot be read.
        """
        frontier, roots, offsets, origin = Frontier(), {0: EMPTY_ROOT}, {0: 0}, ORIGIN
        count = offset = torn = 0
        with os.fdopen(open_regular(self.log), "rb", buffering=STEP_BYTES) as stream:
            while True:
                stop = min((each for each in sizes if each > count), default=count + WIDTH)
                lines, whole = _next_lines(stream, min(stop - count, WIDTH - count % WIDTH))
                if lines:
                    leaves = hash_leaves(lines)
                    if take is not None:
                        take(count, lines, leaves)
                    if not count:
                        origin = origin_of(lines[0])
                    count += len(lines)
                    offset += sum(map(len, lines)) + len(lines)
                    frontier.extend(leaves)
                if count in sizes:
                    roots[count], offsets[count] = frontier.root(), offset
                if not whole:
                    torn = os.fstat(stream.fileno()).st_size - offset
                if not whole or not lines:
                    break
        return Scanned(origin=origin, count=count, torn_bytes=torn, roots=roots, offsets=offsets)

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


def _next_lines(stream: BinaryIO, most: int) -> tuple[list[bytes], bool]:
    """The next lines, without their ends, *most* of them at most, and whether what follows them is whole or nothing."""
    start = stream.tell()
    found = list(map(stream.readline, repeat(STEP_BYTES, most)))
    lines = [line[:-1] for line in found if line.endswith(b"\n")]
    held = sum(map(len, found))
    if len(lines) == most and held <= min(TOGETHER_BYTES_MAX, LINE_BYTES_MAX):
        return lines, True
    stream.seek(start)  # the end of the log, or lines that are long or torn: one by one
    lines, held = [], 0
    while len(lines) < most and held < TOGETHER_BYTES_MAX:
        line = stream.readline(LINE_BYTES_MAX)
        if not line:
            break
        if not line.endswith(b"\n"):
            return lines, False
        held += len(line)
        lines.append(line[:-1])
    return lines, True


def origin_of(first_line: bytes) -> str:
    """Which record a checkpoint is of: a name that follows from its first entry.

    One key may sign many cases. Without this, the checkpoint of one would be as well signed in
    another.
    """
    return f"{ORIGIN}/{hash_leaf(first_line).hex()}"


def damaged(why: str) -> str:
    """What is said to whoever wanted to read or write: where to look."""
    return f"the record of this case does not hold together ({why}): run `firsthand verify` to see where"


def more_than_signed(note: Checkpoint) -> str:
    """What is said where lines lie behind the signed ones that no interruption explains."""
    return damaged(f"expected the {note.size} entries that are signed for, found more")


def compare(note: Checkpoint, found: Scanned) -> None:
    """See that the lines are those that were signed for.

    Raises:
        DamagedRecordError: they are not.
    """
    if found.count < note.size:
        raise DamagedRecordError(
            damaged(f"expected {note.size} entries as signed for, found {found.count}")
        )
    if note.size and note.origin != found.origin:
        raise DamagedRecordError(
            damaged(f"expected a checkpoint of {found.origin}, found one of {note.origin}")
        )
    if found.roots[note.size] != note.root:
        raise DamagedRecordError(
            damaged(f"expected root {note.root.hex()}, found {found.roots[note.size].hex()}")
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
