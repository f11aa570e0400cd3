"""Keep what cannot be made again: one canonical JSON line an entry, under a signed root.

`record/log/entries.jsonl` grows; `record/checkpoint` is the signed note over its RFC 6962 root. The
new checkpoint is written first, as `checkpoint.next`: a line that no signature covers is never
believed, and an interrupted append is either finished or set aside in `record/torn/`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from firsthand.errors import CaseBusyError, DamagedRecordError
from firsthand.model.record import Entry
from firsthand.store.codec import CodecError, decode, encode
from firsthand.store.merkle import Frontier
from firsthand.store.signing import Checkpoint, NoteError, open_note, sign

LOG = Path("log") / "entries.jsonl"
ORIGIN = "firsthand/record"


class Record:
    """The folder `record/` of a case, to read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / LOG
        self.checkpoint = folder / "checkpoint"

    def lines(self) -> Iterator[bytes]:
        """The entries as written, up to what the checkpoint covers, without line ends."""
        left = self.signed_size()
        if left and self.log.is_file():
            with self.log.open("rb") as stream:
                for line in stream:
                    if not left:
                        return
                    left -= 1
                    yield line.rstrip(b"\n")

    def entries(self) -> Iterator[Entry]:
        """The entries, decoded.

        Raises:
            DamagedRecordError: a line is no entry.
        """
        for number, line in enumerate(self.lines()):
            try:
                yield decode(line, Entry)
            except CodecError as problem:
                raise DamagedRecordError(f"entry {number} of the record: {problem}") from None

    def signed_size(self) -> int:
        """How many entries the checkpoint says it covers; its signature is checked by `verify`."""
        try:
            lines = self.checkpoint.read_bytes().split(b"\n", 2)
            return int(lines[1])
        except (OSError, ValueError, IndexError):
            raise DamagedRecordError(f"no readable checkpoint at {self.checkpoint.name}") from None


class Writer:
    """The record opened to append: one at a time, by a lock that ends with the process."""

    def __init__(self, record: Record, *, name: str, private: bytes, public: str) -> None:
        self._record = record
        self._name, self._private, self._public = name, private, public
        self._frontier = Frontier()
        self._lock: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._record.log.parent.mkdir(parents=True, exist_ok=True)
        self._lock = (self._record.folder / "lock").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise CaseBusyError from None
        try:
            self._recover()
        except BaseException:
            self._lock.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lock is not None:
            self._lock.close()

    def append(self, entries: Sequence[Entry]) -> None:
        """Add *entries* for good: they are on the disk and signed for when this returns."""
        lines = [encode(entry) for entry in entries]
        frontier = self._frontier.copy()
        for line in lines:
            frontier.append(line)
        note = sign(
            Checkpoint(origin=ORIGIN, size=frontier.size, root=frontier.root()),
            name=self._name,
            private=self._private,
        )
        upcoming = self._upcoming()
        _write_durably(upcoming, note, mode="wb")
        _write_durably(self._record.log, b"".join(line + b"\n" for line in lines), mode="ab")
        self._settle()
        self._frontier = frontier

    def _upcoming(self) -> Path:
        return self._record.folder / "checkpoint.next"

    def _settle(self) -> None:
        self._upcoming().replace(self._record.checkpoint)
        _sync(self._record.folder)

    def _recover(self) -> None:
        """Finish or undo what an interruption left; believe only what a signature covers."""
        if not self._record.checkpoint.exists() and not self._upcoming().exists():
            return
        data = self._record.log.read_bytes() if self._record.log.exists() else b""
        if self._upcoming().exists():
            if self._matches(self._upcoming(), data):
                self._settle()
            else:
                self._upcoming().unlink()
        if not self._record.checkpoint.exists():
            if data:
                self._set_aside(data, 0)
            return
        size = self._record.signed_size()
        lines = data.split(b"\n")
        kept = sum(len(line) + 1 for line in lines[:size])
        if kept < len(data):
            self._set_aside(data, kept)
        self._frontier = Frontier(lines[:size])
        if not self._matches(self._record.checkpoint, data[:kept]):
            raise DamagedRecordError

    def _matches(self, path: Path, data: bytes) -> bool:
        try:
            note = open_note(path.read_bytes(), name=self._name, public=self._public)
        except NoteError:
            return False
        lines = data.split(b"\n")[:-1]
        return len(lines) == note.size and Frontier(lines).root() == note.root

    def _set_aside(self, data: bytes, kept: int) -> None:
        """Keep a torn tail where a person can look at it; it was never reported as recorded."""
        torn = self._record.folder / "torn"
        torn.mkdir(exist_ok=True)
        _write_durably(torn / f"{len(list(torn.iterdir()))}.bytes", data[kept:], mode="wb")
        with self._record.log.open("r+b") as stream:
            stream.truncate(kept)
            os.fsync(stream.fileno())


def _write_durably(path: Path, data: bytes, *, mode: str) -> None:
    with path.open(mode) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
