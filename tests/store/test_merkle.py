from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.merkle import (
    EMPTY_ROOT,
    WIDTH,
    Frontier,
    hash_leaf,
    hash_leaves,
    hash_node,
    join,
    split,
)

# The leaves and roots of the certificate-transparency project's own tests of RFC 6962.
LEAVES = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
REFEREE = Path(__file__).parent / "data" / "pymerkle.json"


def test_roots_are_those_of_the_published_vectors() -> None:
    assert Frontier().root() == EMPTY_ROOT
    for count, root in enumerate(ROOTS, 1):
        assert Frontier(LEAVES[:count]).root().hex() == root


def test_leaves_are_hashed_together_as_one_by_one() -> None:
    assert hash_leaves(LEAVES) == [hash_leaf(leaf) for leaf in LEAVES]


def test_roots_are_those_that_another_program_gives() -> None:
    """tests/store/data/pymerkle.json: 41 sizes up to 1000, computed with pymerkle 7.0.0"""
    roots = json.loads(REFEREE.read_text("utf-8"))["roots"]
    frontier = Frontier()
    met = 0
    for number in range(1000):
        frontier.append(f"entry {number}".encode() * (number % 5))
        if str(frontier.size) in roots:
            assert frontier.root().hex() == roots[str(frontier.size)], frontier.size
            met += 1
    assert met == len(roots) == 41


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_a_root_is_the_recursive_definition_of_the_rfc(leaves: list[bytes]) -> None:
    def define(part: list[bytes]) -> bytes:
        if not part:
            return EMPTY_ROOT
        if len(part) == 1:
            return hash_leaf(part[0])
        split = 1 << (len(part) - 1).bit_length() - 1
        return hash_node(define(part[:split]), define(part[split:]))

    assert Frontier(leaves).root() == define(leaves)


def test_trying_a_batch_on_a_copy_leaves_the_tree_as_it_was() -> None:
    frontier = Frontier(LEAVES[:3])
    other = frontier.copy()
    other.append(b"x")
    assert frontier.root().hex() == ROOTS[2]
    assert other.root() != frontier.root()


def test_leaves_that_are_added_together_give_the_root_of_leaves_added_one_by_one() -> None:
    leaves = [hash_leaf(b"%d" % number) for number in range(3 * WIDTH)]
    for steps in ((WIDTH, WIDTH, WIDTH), (5, WIDTH, WIDTH, WIDTH - 5), (WIDTH, 0, 1, WIDTH - 1)):
        together, single, at = Frontier(), Frontier(), 0
        for step in steps:
            together.extend(leaves[at : at + step])
            for leaf in leaves[at : at + step]:
                single.append_hash(leaf)
            at += step
            assert (together.size, together.root()) == (single.size, single.root())


def test_a_join_is_the_root_over_its_hashes() -> None:
    hashes = b"".join(hash_leaf(b"%d" % number) for number in range(8))
    frontier = Frontier()
    for node in split(hashes):
        frontier.append_hash(node)
    assert join(hashes) == frontier.root()
    assert join(hashes[:32]) == hashes[:32]
