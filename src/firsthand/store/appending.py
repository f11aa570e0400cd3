"""Append to the record so that an interruption at any moment leaves it whole.

In: entries; the private key.  Out: lines, tiles and a signed checkpoint on the disk, in this order: `checkpoint.next`
promises, the lines follow, then their tiles, then the promise takes the place of `checkpoint`. What an interruption
leaves is finished or set aside by the next that writes; only what a signature covers is believed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from firsthand.errors import CaseBusyError, DamagedRecordError, OperatorError
from firsthand.model.record import Entry
from firsthand.store.codec import encode
from firsthand.store.files import open_to_read, room, sync, write_durably
from firsthand.store.merkle import EMPTY_ROOT, hash_leaf
from firsthand.store.record import (
    LINE_BYTES_MAX,
    LOCK,
    ORIGIN,
    TORN,
    Key,
    Record,
    Tail,
    compare,
    damaged,
    judge_tail,
    more_than_signed,
    origin_of,
)
from firsthand.store.signing import Checkpoint, NoteError, sign
from firsthand.store.tiles import Edge, Tile


class Writer:
    """The record opened to append: one at a time, by a lock that ends with the process."""

    def __init__(self, record: Record, *, key: Key, private: bytes) -> None:
        self._record = record
        self._key, self._private = key, private
        self._edge = Edge()
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
        edge = self._edge.copy()
        origin = self._origin if edge.size else origin_of(lines[0])
        tiles: list[Tile] = []
        for line in lines:
            tiles += edge.append(hash_leaf(line))
        checkpoint = Checkpoint(origin=origin, size=edge.size, root=edge.root())
        note = sign(checkpoint, name=self._key.name, private=self._private)
        self._sound = False
        write_durably(self._record.upcoming, note, append=False)
        write_durably(self._record.log, b"".join(line + b"\n" for line in lines), append=True)
        self._record.tiles.write([*tiles, *self._new_partial(edge)])
        self._settle()
        self._record.tiles.forget(self._edge.size, edge.size)
        self._edge, self._origin = edge, origin
        self._record.stand(checkpoint, edge)
        self._sound = True

    def _new_partial(self, edge: Edge) -> list[Tile]:
        """The partial tiles that are others than before; those above the lowest are mostly the same."""
        before = {tile.name for tile in self._edge.partial()}
        return [tile for tile in edge.partial() if tile.name not in before]

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
                raise DamagedRecordError(damaged("the log is not there"))
            record.tiles.remove()
            return
        edge = record.edge(signed) if signed.size else None
        if edge is not None:
            record.tiles.tidy(signed.size)
        else:
            signed, edge = self._recover_by_log(signed, upcoming)
        record.upcoming.unlink(missing_ok=True)
        record.stand(signed, edge)
        self._edge, self._origin = edge, signed.origin

    def _recover_by_log(
        self, signed: Checkpoint, upcoming: Checkpoint | None
    ) -> tuple[Checkpoint, Edge]:
        """As `_recover`, by hashing the whole log, where tiles do not tell."""
        record = self._record
        found = record.scan({signed.size, upcoming.size if upcoming else 0})
        compare(signed, found)
        tail = judge_tail(found, signed=signed.size, upcoming=upcoming)
        kept = signed
        if tail is Tail.FOREIGN:
            raise DamagedRecordError(more_than_signed(signed))
        if tail is Tail.UNSETTLED:
            assert upcoming is not None
            kept = upcoming
        elif tail is Tail.UNFINISHED:
            self._set_aside(found.offsets[signed.size])
        record.stand(kept, None)
        edge = record.tiles.build(map(hash_leaf, record.lines()))
        if tail is Tail.UNSETTLED:
            self._settle()
        record.tiles.clean(kept.size)
        return kept, edge

    def _signed(self) -> Checkpoint:
        """What the checkpoint says; a record that has none yet is empty."""
        try:
            return self._record.read_note(self._record.checkpoint, self._key)
        except FileNotFoundError:
            return Checkpoint(origin=ORIGIN, size=0, root=EMPTY_ROOT)
        except (OSError, NoteError) as problem:
            raise DamagedRecordError(damaged(f"checkpoint: {problem}")) from None

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
