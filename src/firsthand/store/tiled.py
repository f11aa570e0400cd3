"""Find every difference between the tiles of a record and its log.

In: the hashes of the log's lines, in order; the folder of tiles.  Out: problems, each with what was expected and what was
found. Nothing is mended here. Where the tiles lead to the signed root and the log does not, they tell which entries are
others than were signed for.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence

from firsthand.model.problem import Problem, Severity
from firsthand.store.files import NotAFileError, kind, read_small
from firsthand.store.inspection import everything
from firsthand.store.merkle import HASH_BYTES, HEIGHT, WIDTH
from firsthand.store.tiles import (
    TILE_BYTES,
    Believed,
    Edge,
    Tile,
    TileError,
    Tiles,
    name_of,
    names,
    widths,
)

ROOM = "tile"  # the folder's name in what is said


class TileCheck:
    """Fed the hashes of the lines, in order, it compares each tile that becomes known with the one on the disk."""

    def __init__(
        self, tiles: Tiles, *, signed: int, root: bytes, upcoming: int, kept: bool = False
    ) -> None:
        """*signed* and *root* are the checkpoint's; *upcoming* is what an append under way promises, or 0.

        *kept*: the case says that it has had tiles from its first entry on.
        """
        self._kept = kept
        self._tiles = tiles
        self._signed, self._upcoming = signed, upcoming
        self._edge = Edge()
        self._problems: list[Problem] = []
        self._missing: list[Problem] = []
        self._root = root
        self._others = 0
        self._first_other: int | None = None
        self._believed = self._find_believed() if signed else None

    def _find_believed(self) -> Believed | None:
        try:
            edge = self._tiles.edge(self._signed)
        except (OSError, TileError):
            return None
        return Believed(self._tiles, edge) if edge.root() == self._root else None

    def take(self, leaf_hashes: Sequence[bytes]) -> None:
        """The hashes of the next lines."""
        at = 0
        while at < len(leaf_hashes) and self._edge.size < self._signed:
            size = self._edge.size
            some = leaf_hashes[at : at + min(WIDTH - size % WIDTH, self._signed - size)]
            at += len(some)
            for tile in self._edge.append(b"".join(some)):
                self._compare(tile)
            if self._edge.size == self._signed:
                for tile in self._edge.partial():
                    self._compare(tile)

    def problems(self, *, log_sound: bool, interrupted: bool) -> list[Problem]:
        """What differs, once all lines have passed.

        *log_sound*: the lines lead to the signed root, so that a tile is wrong where the two differ.
        *interrupted*: lines behind the checkpoint are those of an append that was broken off.
        """
        if not self._tiles.folder.is_dir() or self._tiles.folder.is_symlink():
            return self._absent()
        if not log_sound:
            return list(self._entries())
        found = [*self._problems, *self._strangers(interrupted=interrupted)]
        if interrupted:
            return found
        return [*found, *self._missing]

    def _absent(self) -> list[Problem]:
        try:
            mode = self._tiles.folder.lstat().st_mode
        except OSError:
            if self._kept:
                message = (
                    "expected the tiles of the signed state, found no folder: they were taken away"
                )
                return [_problem("tiles-taken-away", message, f"record/{ROOM}")]
            message = (
                "no tiles: the case is of an earlier version, or they were taken away; the log is "
                "checked without them, and the next command that writes makes them"
            )
            return [_problem("tiles-missing", message, f"record/{ROOM}", Severity.NOTE)]
        message = f"expected a folder, found {kind(mode)}"
        return [_problem("tile-not-a-file", message, f"record/{ROOM}")]

    def _compare(self, tile: Tile) -> None:
        where = f"record/{ROOM}/{tile.name}"
        if tile.level == 0:
            self._count_others(tile)
        try:
            found = read_small(self._tiles.folder / tile.name, TILE_BYTES)
        except FileNotFoundError:
            message = f"expected a tile of {tile.width} hashes, found none"
            self._missing.append(_problem("tile-missing", message, where))
            return
        except OSError as problem:
            why = problem.strerror if isinstance(problem, NotAFileError) else f"{problem.strerror}"
            self._problems.append(_problem("tile-not-a-file", f"{why}", where))
            return
        if len(found) != len(tile.hashes):
            more = " or more" if len(found) > TILE_BYTES else ""
            message = f"expected {len(tile.hashes)} bytes, found {len(found)}{more}"
            self._problems.append(_problem("tile-size", message, where))
        elif found != tile.hashes:
            place = next(
                at
                for at in range(tile.width)
                if found[at * HASH_BYTES :][:HASH_BYTES]
                != tile.hashes[at * HASH_BYTES :][:HASH_BYTES]
            )
            span = 1 << HEIGHT * tile.level
            first = (tile.index * WIDTH + place) * span
            of = f"entry {first}" if span == 1 else f"entries {first} to {first + span - 1}"
            message = f"expected the hash of {of} as the log gives it, found another"
            self._problems.append(_problem("tile-altered", message, where))

    def _count_others(self, tile: Tile) -> None:
        """Which lines are not those whose hashes lead to the signed root, where the tiles lead there."""
        if self._believed is None:
            return
        try:
            if self._believed.hold(tile.index, tile.hashes):
                return
            found = self._believed.of(tile.index, tile.width)
        except (OSError, TileError):
            return
        for place in range(tile.width):
            part = slice(place * HASH_BYTES, (place + 1) * HASH_BYTES)
            if found[part] != tile.hashes[part]:
                self._others += 1
                if self._first_other is None:
                    self._first_other = tile.index * WIDTH + place

    def _entries(self) -> Iterator[Problem]:
        if self._first_other is not None:
            message = (
                f"expected the entry whose hash leads to the signed root, found another; "
                f"{self._others} of {self._signed} differ"
            )
            yield _problem("entry-differs", message, f"entry {self._first_other}")

    def _strangers(self, *, interrupted: bool) -> Iterator[Problem]:
        """Whatever lies among the tiles that is none of them."""
        kept = set(names(self._signed))
        coming = set(names(self._upcoming)) if interrupted else set()
        folders = {name.rpartition("/")[0] for name in kept | coming}
        folders |= {part for name in folders for part in _above(name)}
        told: list[Problem] = []
        for found in everything(self._tiles.folder, told, f"record/{ROOM}"):
            where = f"record/{ROOM}/{found.inside}"
            if stat.S_ISDIR(found.mode):
                if found.inside not in folders and not self._left(found.inside, folder=True):
                    message = "expected no folder of this name among the tiles"
                    yield _problem("tile-unknown", message, where)
            elif found.inside in kept:
                continue
            elif found.inside in coming or self._left(found.inside, folder=False):
                message = "of another state of the log; the next command that writes removes it"
                yield _problem("tile-left", message, where, Severity.NOTE)
            else:
                message = f"expected no tile of this name, found {kind(found.mode)}"
                yield _problem("tile-unknown", message, where)
        yield from told

    def _left(self, inside: str, *, folder: bool) -> bool:
        """Whether an interruption left it: the beginning of a tile that is there, from an earlier state."""
        for level, width in enumerate([*widths(self._signed), 0]):
            now = self._signed >> HEIGHT * (level + 1)
            for index, whole in ((now, width), (now - 1, WIDTH)):
                if index < 0:
                    continue
                top = name_of(level, index, 1).rpartition("/")[0]
                if folder and inside == top:
                    return True
                told = inside.removeprefix(f"{top}/")
                if folder or told == inside or not told.isdecimal() or not 0 < int(told) < whole:
                    continue
                try:
                    held = read_small(self._tiles.folder / inside, TILE_BYTES)
                    full = read_small(self._tiles.folder / name_of(level, index, whole), TILE_BYTES)
                except OSError:
                    return False
                return len(held) == int(told) * HASH_BYTES and full.startswith(held)
        return False


def _above(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition("/")[0]


def _problem(code: str, message: str, where: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity=severity, code=code, message=message, where=where)
