"""Hash a list into a tree whose root names every entry and their order (RFC 6962, section 2.1).

In: leaves as bytes.  Out: 32-byte roots.
Signing a root is not done here but in `store.signing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

HASH_BYTES = 32
HEIGHT = 8  # levels of the tree that are joined at once, as c2sp.org/tlog-tiles sets it
WIDTH = 1 << HEIGHT
JOINED_KEPT = (
    8  # of the joins asked for last: one pass over a log asks for each of them several times
)
EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_leaf(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf: a leaf can never pass for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_leaves(leaves: Iterable[bytes]) -> list[bytes]:
    """`hash_leaf` of each."""
    sha256 = hashlib.sha256
    return [sha256(b"\x00" + leaf).digest() for leaf in leaves]


def hash_node(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two hashes below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(hashes: bytes) -> list[bytes]:
    """Hashes that stand behind one another, one by one."""
    return [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]


@lru_cache(JOINED_KEPT)
def join(hashes: bytes) -> bytes:
    """The root over hashes that stand behind one another, a power of two of them."""
    sha256, level = hashlib.sha256, hashes
    while len(level) > HASH_BYTES:
        starts = range(0, len(level), 2 * HASH_BYTES)
        nodes = [sha256(b"\x01" + level[at : at + 2 * HASH_BYTES]).digest() for at in starts]
        level = b"".join(nodes)
    return level


class Frontier:
    """The roots of the perfect subtrees of a growing tree: all that appending needs to remember."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    @classmethod
    def of(cls, size: int, peaks: Iterable[bytes]) -> Frontier:
        """The frontier of a tree of *size* leaves, from the roots of its perfect subtrees, the largest first."""
        made = cls()
        made.size, made._peaks = size, list(peaks)
        assert len(made._peaks) == size.bit_count(), "one subtree for each bit of the size"
        return made

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the end; as many joins as the old size has trailing one-bits."""
        self.append_hash(hash_leaf(leaf))

    def append_hash(self, node: bytes) -> None:
        """As `append`, the leaf being hashed already."""
        self._add(node, 0)

    def extend(self, leaf_hashes: Sequence[bytes]) -> None:
        """Add leaves that are hashed already; 256 of them that fill a subtree are joined at once."""
        if len(leaf_hashes) == WIDTH and self.size % WIDTH == 0:
            self._add(join(b"".join(leaf_hashes)), HEIGHT)
            return
        for node in leaf_hashes:
            self._add(node, 0)

    def _add(self, node: bytes, height: int) -> None:
        """Add a perfect subtree of *height* levels; those so far are as high or higher."""
        size = self.size >> height
        while size & 1:
            node = hash_node(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1 << height

    def copy(self) -> Frontier:
        """Another frontier of the same tree, to try a batch on before it is written."""
        other = Frontier()
        other.size, other._peaks = self.size, list(self._peaks)
        return other

    def root(self) -> bytes:
        """The root over everything appended so far."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = hash_node(peak, node)
        return node
