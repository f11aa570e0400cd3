"""Keep the hashes of a log's tree as tiles, so that its root is known without hashing the log (c2sp.org/tlog-tiles).

In: leaf hashes in order; a folder.  Out: files of up to 256 hashes, `<L>/<N>` or `<L>/<N>.p/<W>`, and from them the peaks
of a tree of a size that they cover. Nothing in them is believed until it is seen to lead to a signed root: that is asked
in `store.record`. Where they differ from the log is said in `store.tiled`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from firsthand.model.value import value
from firsthand.store.files import read_small, room, sync, write_durably
from firsthand.store.merkle import HASH_BYTES, HEIGHT, WIDTH, Frontier, join

TILE_BYTES = WIDTH * HASH_BYTES
LEVELS_MAX = 8  # a tree of 2^64 leaves
BESIDE = ".next"  # the folder that is to become that of the tiles


class TileError(ValueError):
    """A tile is not there or not as long as it should be; the message says which."""


@value
class Tile:
    """Hashes that stand side by side at one level of the tree; whole if there are 256."""

    level: int
    index: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes there are."""
        return len(self.hashes) // HASH_BYTES

    @property
    def name(self) -> str:
        """Its path in the folder of tiles."""
        return name_of(self.level, self.index, self.width)


def name_of(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a tile as the specification writes it.

    >>> name_of(0, 1234067), name_of(1, 0, 17)
    ('0/x001/x234/067', '1/000.p/17')
    """
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    return f"{level}/{path}" + ("" if width == WIDTH else f".p/{width}")


def widths(size: int) -> list[int]:
    """How wide the partial tile of each level is, for a tree of *size* leaves; 0 where there is none."""
    found = []
    while size:
        found.append(size % WIDTH)
        size //= WIDTH
    return found


class Edge:
    """The right edge of a growing tree, level by level: what its next tiles are made of."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytearray] = []

    def append(self, leaf_hashes: bytes) -> list[Tile]:
        """Add a leaf, or some that fill no more than a tile; the tiles that are whole by it, the lowest first."""
        assert self.size % WIDTH + len(leaf_hashes) // HASH_BYTES <= WIDTH, "one tile at a time"
        self.size += len(leaf_hashes) // HASH_BYTES
        node, made = leaf_hashes, []
        for level in range(LEVELS_MAX):
            if level == len(self._levels):
                self._levels.append(bytearray())
            held = self._levels[level]
            held += node
            if len(held) < TILE_BYTES:
                break
            whole = bytes(held)
            held.clear()
            index = (self.size >> HEIGHT * (level + 1)) - 1
            made.append(Tile(level=level, index=index, hashes=whole))
            node = join(whole)
        return made

    def partial(self) -> list[Tile]:
        """The tiles that are not whole yet, the lowest first."""
        return [
            Tile(level=level, index=self.size >> HEIGHT * (level + 1), hashes=bytes(held))
            for level, held in enumerate(self._levels)
            if held
        ]

    def hashes(self, level: int) -> bytes:
        """The partial tile of a level; empty where there is none."""
        return bytes(self._levels[level]) if level < len(self._levels) else b""

    def copy(self) -> Edge:
        """Another edge of the same tree, to try a batch on before it is written."""
        other = Edge()
        other.size, other._levels = self.size, [bytearray(held) for held in self._levels]
        return other

    def root(self) -> bytes:
        """The root over everything appended so far."""
        return Frontier.of(self.size, _peaks([bytes(held) for held in self._levels])).root()

    @classmethod
    def of(cls, size: int, levels: Sequence[bytes]) -> Edge:
        """The edge of a tree of *size* leaves, from its partial tiles."""
        edge = cls()
        edge.size, edge._levels = size, [bytearray(held) for held in levels]
        return edge


def _peaks(levels: Sequence[bytes]) -> list[bytes]:
    """The roots of the perfect subtrees, the largest first, from the partial tile of each level."""
    found = []
    for hashes in reversed(levels):
        at = 0
        for bit in range(HEIGHT - 1, -1, -1):
            if len(hashes) & HASH_BYTES << bit:
                end = at + (HASH_BYTES << bit)
                found.append(join(hashes[at:end]))
                at = end
    return found


class Tiles:
    """A folder of tiles, which holds those of one state of the log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edge(self, size: int) -> Edge:
        """The right edge of the tree of *size* leaves, to be believed when its root is the signed one.

        Raises:
            OSError: a tile cannot be read.
            TileError: one is too short or too long.
        """
        levels = [
            self._read(level, size >> HEIGHT * (level + 1), width) if width else b""
            for level, width in enumerate(widths(size))
        ]
        return Edge.of(size, levels)

    def whole(self, level: int, index: int) -> bytes:
        """The 256 hashes of a whole tile.

        Raises:
            OSError, TileError: as for `edge`.
        """
        return self._read(level, index, WIDTH)

    def _read(self, level: int, index: int, width: int) -> bytes:
        """A tile; where a partial one is gone, the whole one that took its place begins with it."""
        try:
            name, wanted = name_of(level, index, width), width * HASH_BYTES
            found = read_small(self.folder / name, TILE_BYTES)
        except FileNotFoundError:
            name, wanted = name_of(level, index), TILE_BYTES
            found = read_small(self.folder / name, TILE_BYTES)
        if len(found) != wanted:
            raise TileError(f"expected {wanted} bytes in tile {name}, found {len(found)}")
        return found[: width * HASH_BYTES]

    def write(self, tiles: Iterable[Tile]) -> None:
        """Have *tiles* on the disk, with the folders they lie in.

        Raises:
            OperatorError: there is no room, or something else lies there.
        """
        for tile in tiles:
            path = self.folder / tile.name
            with room("record/tile/"):
                _make(path.parent, self.folder)
                if not path.is_file() or path.is_symlink():
                    _clear(path)
            write_durably(path, tile.hashes, append=False)

    def holds(self, tile: Tile) -> bool:
        """Whether this very tile lies there."""
        try:
            return read_small(self.folder / tile.name, TILE_BYTES) == tile.hashes
        except OSError:
            return False

    def build(self, leaf_hashes: Iterable[bytes]) -> Edge:
        """Make the folder hold the tiles of these leaves; the edge of their tree.

        Where there is no folder, it comes into being whole: an older case has none, and half of one is damage.

        Raises:
            OperatorError: there is no room.
        """
        if os.path.lexists(self.folder):
            return self._fill(leaf_hashes)
        beside = Tiles(self.folder.with_name(f"{self.folder.name}{BESIDE}"))
        beside.remove()
        edge = beside._fill(leaf_hashes)
        with room("record/tile/"):
            beside.folder.rename(self.folder)
            sync(self.folder.parent)
        return edge

    def _fill(self, leaf_hashes: Iterable[bytes]) -> Edge:
        edge = Edge()
        with room("record/tile/"):
            _make(self.folder, self.folder)
        for leaf in leaf_hashes:
            self.write(tile for tile in edge.append(leaf) if not self.holds(tile))
        self.write(tile for tile in edge.partial() if not self.holds(tile))
        return edge

    def clean(self, size: int) -> None:
        """Remove whatever is no tile of a tree of *size* leaves."""
        kept = {part for name in names(size) for part in _with_folders(name)}
        with room("record/tile/"):
            for path in sorted(self.folder.rglob("*")):
                if path.relative_to(self.folder).as_posix() not in kept:
                    _clear(path)

    def tidy(self, size: int) -> None:
        """Remove partial tiles of earlier states, which an interruption left: they lie beside those of now."""
        for level, width in enumerate([*widths(size), 0]):
            now = size >> HEIGHT * (level + 1)
            for index in {now, max(now - 1, 0)}:
                folder = self.folder / name_of(level, index, 1)
                kept = str(width) if index == now and width else ""
                with room("record/tile/"):
                    for path in folder.parent.glob("*"):
                        if path.name != kept:
                            _clear(path)
                    if not kept and folder.parent.is_dir():
                        folder.parent.rmdir()

    def remove(self) -> None:
        """Take the folder away."""
        with room("record/tile/"):
            _clear(self.folder)

    def forget(self, before: int, after: int) -> None:
        """Remove the partial tiles of the tree of *before* leaves that are none of that of *after*."""
        now = widths(after)
        for level, width in enumerate(widths(before)):
            index = before >> HEIGHT * (level + 1)
            if not width or (index == after >> HEIGHT * (level + 1) and now[level] == width):
                continue
            path = self.folder / name_of(level, index, width)
            gone = path if index == after >> HEIGHT * (level + 1) else path.parent
            with room("record/tile/"):
                _clear(gone)


class Believed:
    """Tiles that are each led up to an edge whose root was signed; nothing else is believed."""

    def __init__(self, tiles: Tiles, edge: Edge) -> None:
        self._tiles, self._edge = tiles, edge
        self._held: dict[int, tuple[int, bytes]] = {}  # the tile last asked for, by level

    def hold(self, index: int, hashes: bytes) -> bool:
        """Whether *hashes* are those of tile *index* at the lowest level, whole or partial."""
        if len(hashes) == TILE_BYTES:
            return join(hashes) == self._over(0, index)
        return index == self._edge.size // WIDTH and hashes == self._edge.hashes(0)

    def of(self, index: int, width: int) -> bytes:
        """The hashes of a tile of leaves, whole or partial.

        Raises:
            OSError, TileError: a tile cannot be read or leads elsewhere.
        """
        return self._whole(0, index) if width == WIDTH else self._edge.hashes(0)

    def leaves(self, size: int) -> bytes:
        """The hashes of the last tile of leaves, whole or partial.

        Raises:
            OSError, TileError: a tile cannot be read or leads elsewhere.
        """
        return self._edge.hashes(0) if size % WIDTH else self._whole(0, size // WIDTH - 1)

    def _over(self, level: int, index: int) -> bytes:
        """The hash over a whole tile, as the tile above it has it."""
        above, place = index // WIDTH, index % WIDTH * HASH_BYTES
        partial = above == self._edge.size >> HEIGHT * (level + 2)
        hashes = self._edge.hashes(level + 1) if partial else self._whole(level + 1, above)
        return hashes[place : place + HASH_BYTES]

    def _whole(self, level: int, index: int) -> bytes:
        known = self._held.get(level)
        if known is not None and known[0] == index:
            return known[1]
        hashes = self._tiles.whole(level, index)
        if join(hashes) != self._over(level, index):
            raise TileError(f"tile {name_of(level, index)} does not lead to the signed root")
        self._held[level] = (index, hashes)
        return hashes


def names(size: int) -> Iterator[str]:
    """The paths of all tiles of a tree of *size* leaves, level by level."""
    for level, width in enumerate(widths(size)):
        count = size >> HEIGHT * (level + 1)
        yield from (name_of(level, index) for index in range(count))
        if width:
            yield name_of(level, count, width)


def _with_folders(name: str) -> Iterator[str]:
    parts = name.split("/")
    yield from ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def _make(folder: Path, top: Path) -> None:
    """Have the folder there, and its name on the disk; what stands in its way is no tile and goes."""
    if folder != top:
        _make(folder.parent, top)
    if folder.is_dir() and not folder.is_symlink():
        return
    _clear(folder)
    folder.mkdir()
    sync(folder.parent)


def _clear(path: Path) -> None:
    """Remove whatever lies there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
