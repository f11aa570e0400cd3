from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.model.problem import Problem, Severity
from firsthand.store.merkle import hash_leaf
from firsthand.store.tiled import TileCheck
from firsthand.store.tiles import Tiles

LEAVES = [hash_leaf(b"%d" % number) for number in range(600)]


@pytest.fixture
def tiles(tmp_path: Path) -> Tiles:
    """
    600 entries: 0/000 0/001 0/002.p/88 1/000.p/2
    """
    made = Tiles(tmp_path / "tile")
    made.build(LEAVES)
    return made


def look(
    tiles: Tiles,
    leaves: list[bytes] = LEAVES,
    *,
    interrupted: bool = False,
    upcoming: int = 0,
    together: int = 100,
) -> list[Problem]:
    root = Tiles(tiles.folder.parent / "whole").build(LEAVES).root()
    check = TileCheck(tiles, signed=600, root=root, upcoming=upcoming)
    for start in range(0, len(leaves), together):
        check.take(leaves[start : start + together])
    return check.problems(log_sound=leaves[:600] == LEAVES, interrupted=interrupted)


@pytest.mark.parametrize("together", [1, 7, 255, 256, 257, 600, 1000])
def test_however_many_lines_are_taken_together_the_same_is_found(
    tiles: Tiles, together: int
) -> None:
    """two more than are signed for, one changed"""
    leaves = [*LEAVES, hash_leaf(b"more"), hash_leaf(b"and more")]
    assert look(tiles, leaves, together=together) == []
    leaves[256] = hash_leaf(b"forged")
    (problem,) = look(tiles, leaves, together=together)
    assert (problem.code, problem.where) == ("entry-differs", "entry 256")
    _flip(tiles.folder / "0/001")
    (problem,) = look(tiles, together=together)
    assert (problem.code, problem.where) == ("tile-altered", "record/tile/0/001")


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _add_level(folder: Path) -> None:
    (folder / "2").mkdir()
    (folder / "2/000").touch()


def test_sound_tiles_differ_in_nothing(tiles: Tiles) -> None:
    assert look(tiles) == []


WAYS: dict[str, tuple[Callable[[Path], object], str, str, str]] = {
    "a hash of a whole tile": (lambda f: _flip(f / "0/001"), "tile-altered", "the hash of entry 511", "record/tile/0/001"),
    "a hash of the tile above": (lambda f: _flip(f / "1/000.p/2"), "tile-altered", "the hash of entries 256 to 511", "record/tile/1/000.p/2"),
    "a hash of the last tile": (lambda f: _flip(f / "0/002.p/88"), "tile-altered", "the hash of entry 599", "record/tile/0/002.p/88"),
    "a whole tile is gone": (lambda f: (f / "0/000").unlink(), "tile-missing", "a tile of 256 hashes", "record/tile/0/000"),
    "a whole tile is cut": (lambda f: (f / "0/000").write_bytes(bytes(32)), "tile-size", "expected 8192 bytes, found 32", "record/tile/0/000"),
    "a tile of a level that is not there": (_add_level, "tile-unknown", "no tile of this name", "record/tile/2/000"),
    "a file called as no tile is": (lambda f: (f / "0/0001").touch(), "tile-unknown", "no tile of this name", "record/tile/0/0001"),
}  # fmt: skip


@pytest.mark.parametrize("why", WAYS)
def test_a_wrong_tile_is_named_with_its_entries(tiles: Tiles, why: str) -> None:
    do, code, words, where = WAYS[why]
    do(tiles.folder)
    found = [each for each in look(tiles) if each.code == code and each.where == where]
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].severity is Severity.ERROR


def test_the_tiles_tell_which_entries_are_others_than_signed_for(tiles: Tiles) -> None:
    changed = [
        *LEAVES[:300],
        hash_leaf(b"forged"),
        *LEAVES[301:500],
        hash_leaf(b"too"),
        *LEAVES[501:],
    ]
    (problem,) = look(tiles, changed)
    assert (problem.code, problem.where) == ("entry-differs", "entry 300")
    assert "2 of 600 differ" in problem.message


def test_tiles_that_lead_nowhere_accuse_no_entry(tiles: Tiles) -> None:
    _flip(tiles.folder / "0/002.p/88")
    assert look(tiles, [hash_leaf(b"forged"), *LEAVES[1:]]) == []


def test_what_an_interruption_left_is_a_note(tiles: Tiles) -> None:
    """broken off when the tiles of 601 entries were written; or when those of 500 were yet to be removed"""
    (tiles.folder / "0/002.p/89").write_bytes(b"half")
    (tiles.folder / "0/002.p/7").write_bytes((tiles.folder / "0/002.p/88").read_bytes()[: 7 * 32])
    found = look(tiles, [*LEAVES, hash_leaf(b"next")], interrupted=True, upcoming=601)
    assert {(each.code, each.severity) for each in found} == {("tile-left", Severity.NOTE)}
    again = {each.where: each.code for each in look(tiles)}
    assert again == {"record/tile/0/002.p/7": "tile-left", "record/tile/0/002.p/89": "tile-unknown"}


def test_no_tiles_at_all_are_a_note(tiles: Tiles) -> None:
    tiles.remove()
    (problem,) = look(tiles)
    assert (problem.code, problem.severity) == ("tiles-missing", Severity.NOTE)
