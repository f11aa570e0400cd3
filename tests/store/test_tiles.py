from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.merkle import EMPTY_ROOT, HASH_BYTES, Frontier, hash_leaf
from firsthand.store.tiles import (
    Believed,
    Edge,
    TileError,
    Tiles,
    name_of,
    names,
    widths,
)

LEAVES = [hash_leaf(b"%d" % number) for number in range(66_000)]


def edge_of(count: int) -> Edge:
    edge = Edge()
    for leaf in LEAVES[:count]:
        edge.append(leaf)
    return edge


def root_of(count: int) -> bytes:
    frontier = Frontier()
    for leaf in LEAVES[:count]:
        frontier.append_hash(leaf)
    return frontier.root()


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_leaves_that_come_together_make_the_tiles_that_they_make_one_by_one() -> None:
    edge, one_by_one = Edge(), Edge()
    start = 0
    for count in (3, 253, 256, 1, 255, 100, 0, 156, 256, 7):
        some = LEAVES[start : start + count]
        start += count
        made = [tile for leaf in some for tile in one_by_one.append(leaf)]
        assert edge.append(b"".join(some)) == made
        assert (edge.size, edge.root()) == (one_by_one.size, one_by_one.root())
    assert edge.partial() == one_by_one.partial()


def test_names_are_those_of_the_specification() -> None:
    """c2sp.org/tlog-tiles: 1234067 is x001/x234/067"""
    assert name_of(0, 1234067) == "0/x001/x234/067"
    assert name_of(5, 7, 9) == "5/007.p/9"
    assert name_of(0, 1000) == "0/x001/000"


def test_a_tree_of_seventy_thousand_has_the_tiles_that_the_specification_counts() -> None:
    """273 whole of level 0, a partial of width 112, one whole of level 1, a partial of 17, one of 1"""
    found = list(names(70_000))
    assert sum(name.startswith("0/") and ".p" not in name for name in found) == 273
    assert [name for name in found if ".p" in name] == ["0/273.p/112", "1/001.p/17", "2/000.p/1"]
    assert "1/000" in found
    assert len(found) == 273 + 1 + 3
    assert list(names(256)) == ["0/000", "1/000.p/1"]
    assert widths(0) == []


@given(st.integers(0, 1500))
def test_the_edge_has_the_root_of_the_tree(count: int) -> None:
    assert edge_of(count).root() == root_of(count)


def test_no_tile_makes_no_root() -> None:
    assert Edge().root() == EMPTY_ROOT
    assert Edge().partial() == []


@pytest.mark.parametrize("count", [1, 255, 256, 257, 600])
def test_an_edge_read_from_tiles_goes_on_where_it_ended(tmp_path: Path, count: int) -> None:
    tiles = Tiles(tmp_path / "tile")
    assert tiles.build(LEAVES[:count]).root() == root_of(count)
    assert sorted(everything(tiles.folder)) == sorted(names(count))
    again = tiles.edge(count)
    made = [tile for leaf in LEAVES[count:900] for tile in again.append(leaf)]
    tiles.write([*made, *again.partial()])
    tiles.forget(count, 900)
    assert again.root() == root_of(900)
    other = Tiles(tmp_path / "other")
    other.build(LEAVES[:900])
    assert everything(tiles.folder) == everything(other.folder)


def test_each_tile_above_holds_the_roots_of_those_below(tmp_path: Path) -> None:
    tiles = Tiles(tmp_path / "tile")
    tiles.build(LEAVES[:600])
    above = (tiles.folder / "1/000.p/2").read_bytes()
    for index in range(2):
        frontier = Frontier()
        for leaf in LEAVES[index * 256 : index * 256 + 256]:
            frontier.append_hash(leaf)
        assert above[index * HASH_BYTES : (index + 1) * HASH_BYTES] == frontier.root()


def test_a_partial_tile_that_became_whole_is_read_from_the_whole_one(tmp_path: Path) -> None:
    """a reader has the checkpoint of 10 entries while another writes up to 300"""
    tiles = Tiles(tmp_path / "tile")
    tiles.build(LEAVES[:300])
    assert tiles.edge(10).root() == root_of(10)


def test_what_earlier_states_left_is_tidied(tmp_path: Path) -> None:
    tiles = Tiles(tmp_path / "tile")
    tiles.build(LEAVES[:255])
    edge = tiles.edge(255)
    tiles.write(
        [*edge.append(LEAVES[255]), *edge.partial()]
    )  # ended before the old one was removed
    assert (tiles.folder / "0/000.p/255").exists()
    tiles.tidy(256)
    assert sorted(everything(tiles.folder)) == sorted(names(256))
    (tiles.folder / "notes").touch()
    tiles.clean(256)
    assert sorted(everything(tiles.folder)) == sorted(names(256))


def test_a_tile_of_another_length_is_none(tmp_path: Path) -> None:
    tiles = Tiles(tmp_path / "tile")
    tiles.build(LEAVES[:10])
    (tiles.folder / "0/000.p/10").write_bytes(bytes(31))
    with pytest.raises(TileError, match=r"expected 320 bytes in tile 0/000\.p/10, found 31"):
        tiles.edge(10)


def test_a_link_where_tiles_go_is_not_followed(tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    tiles = Tiles(tmp_path / "tile")
    tiles.folder.symlink_to(away)
    tiles.build(LEAVES[:3])
    assert not list(away.iterdir())
    assert tiles.edge(3).root() == root_of(3)
    tiles.remove()
    assert not tiles.folder.exists()


def test_lines_are_believed_only_by_a_way_up_to_the_root(tmp_path: Path) -> None:
    """66,000 leaves: the hash over the first 256 stands in a whole tile, whose hash stands above it"""
    tiles = Tiles(tmp_path / "tile")
    edge = Edge()
    for leaf in LEAVES:
        for tile in edge.append(leaf):
            if tile.level or tile.index == 256:
                tiles.write([tile])
    believed = Believed(tiles, edge)
    first = b"".join(LEAVES[:256])
    assert believed.hold(0, first)
    assert not believed.hold(1, first)
    last = b"".join(LEAVES[66_000 - 66_000 % 256 :])
    assert believed.hold(66_000 // 256, last)
    assert not believed.hold(0, last)
    assert believed.of(256, 256) == b"".join(LEAVES[256 * 256 : 257 * 256])
    assert believed.leaves(66_000) == last
    path = tiles.folder / "1/000"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(TileError, match="tile 1/000 does not lead to the signed root"):
        Believed(tiles, edge).hold(0, first)
