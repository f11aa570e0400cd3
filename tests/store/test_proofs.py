from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.store.merkle import EMPTY_ROOT, Frontier, hash_leaf
from firsthand.store.proofs import (
    Proof,
    ProofError,
    Tree,
    grew,
    read_hashes,
    read_proof,
    root_by_inclusion,
    write_proof,
)
from store.test_merkle import LEAVES, ROOTS

# RFC 6962's own example of seven leaves (section 2.1.3): which nodes a proof is made of.
SIZES = st.integers(1, 70)


def leaves(count: int) -> list[bytes]:
    return [hash_leaf(b"%d" % number) for number in range(count)]


def tree(count: int) -> Tree:
    return Tree(leaves(count))


def test_roots_are_those_of_the_published_vectors() -> None:
    for count, root in enumerate(ROOTS, 1):
        assert Tree([hash_leaf(leaf) for leaf in LEAVES[:count]]).root().hex() == root
    assert Tree([]).root() == EMPTY_ROOT


def test_proofs_of_the_rfcs_example_of_seven_leaves() -> None:
    """
    hash of leaves 0-6 = k(g(a,b), h(c,d)), l(i(e,f), j)
    proof of d0: b h l; of d3: c g l; of d4: f j k; of d6: i k
    """
    a, b, c, d, e, f, j = leaves(7)
    g, h, i = (Tree(pair).root() for pair in ([a, b], [c, d], [e, f]))
    k, bottom = Tree([a, b, c, d]).root(), Tree([e, f, j]).root()
    seven = tree(7)
    assert seven.inclusion(0) == (b, h, bottom)
    assert seven.inclusion(3) == (c, g, bottom)
    assert seven.inclusion(4) == (f, j, k)
    assert seven.inclusion(6) == (i, k)
    assert seven.consistency(3) == (c, d, g, bottom)
    assert seven.consistency(4) == (bottom,)
    assert seven.consistency(6) == (i, j, k)


@given(SIZES, st.data())
def test_each_entry_is_proved_and_no_other_in_its_place(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count - 1))
    made = tree(count)
    hashes = made.inclusion(index)
    assert root_by_inclusion(leaves(count)[index], index, count, hashes) == made.root()
    assert root_by_inclusion(hash_leaf(b"x"), index, count, hashes) != made.root()
    other = data.draw(st.integers(0, count - 1))
    if other != index:
        try:
            told = root_by_inclusion(leaves(count)[index], other, count, hashes)
        except ProofError:
            return
        assert told != made.root()


@given(SIZES, st.data())
def test_a_proof_of_another_length_proves_nothing(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count - 1))
    hashes = tree(count).inclusion(index)
    with pytest.raises(ProofError, match="fewer"):
        root_by_inclusion(leaves(count)[index], index, count, (*hashes, bytes(32)))
    if hashes:
        with pytest.raises(ProofError, match="more"):
            root_by_inclusion(leaves(count)[index], index, count, hashes[:-1])
    with pytest.raises(ProofError, match="below"):
        root_by_inclusion(leaves(count)[index], count, count, hashes)
    with pytest.raises(ProofError, match="below"):
        tree(count).inclusion(count)


@given(SIZES, st.data())
def test_growing_is_proved_and_nothing_else(count: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(0, count))
    made, before = tree(count), tree(size)
    assert made.root_at(size) == before.root()
    hashes = made.consistency(size)
    after = (count, made.root())
    assert grew((size, before.root()), after, hashes)
    if size:
        forked = Tree([*leaves(size)[:-1], hash_leaf(b"x")])
        assert not grew((size, forked.root()), after, hashes)
    assert not grew((size, before.root()), after, (*hashes, bytes(32)))
    if hashes:
        assert not grew((size, before.root()), after, hashes[:-1])
        assert not grew((size, before.root()), (count, bytes(32)), hashes)
    if size < count:
        assert not grew(after, (size, before.root()), hashes)


def test_a_larger_size_than_the_log_has_is_refused() -> None:
    with pytest.raises(ProofError, match="up to 3"):
        tree(3).consistency(4)
    with pytest.raises(ProofError, match="up to 3"):
        tree(3).root_at(4)


@given(SIZES)
def test_the_tree_has_the_root_of_the_frontier(count: int) -> None:
    assert tree(count).root() == Frontier(b"%d" % number for number in range(count)).root()


def test_a_written_proof_is_read_again() -> None:
    proof = Proof(
        index=3, hashes=tree(7).inclusion(3), checkpoint="firsthand/x\n7\n\n— a b\n".encode()
    )
    written = write_proof(proof)
    assert written.startswith(b"c2sp.org/tlog-proof@v1\nindex 3\n")
    assert read_proof(written) == proof
    extra = written.replace(b"index", b"extra YQ==\nindex", 1)
    assert read_proof(extra) == dataclasses.replace(proof, extra=b"a")
    assert write_proof(read_proof(extra)) == extra


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.replace(b"@v1", b"@v2"), "tlog-proof@v1"),
        (lambda t: t.replace(b"\n\n", b"\n", 1), "a SHA-256 hash"),
        (lambda t: t.replace(b"index 3", b"index 03"), "index N"),
        (lambda t: t.replace(b"index 3\n", b""), "index N"),
        (lambda t: t.replace(b"=\n", b"\n", 1), "a SHA-256 hash"),
        (lambda t: "é".encode() + t, "ASCII"),
    ],
)
def test_what_is_no_proof_is_refused_with_what_was_expected(
    change: Callable[[bytes], bytes], words: str
) -> None:
    written = write_proof(Proof(index=3, hashes=tree(7).inclusion(3), checkpoint=b"a\n\nb\n"))
    with pytest.raises(ProofError, match=words):
        read_proof(change(written))


def test_more_hashes_than_any_log_needs_are_refused() -> None:
    with pytest.raises(ProofError, match="at most 128"):
        read_hashes(["x"] * 129)
