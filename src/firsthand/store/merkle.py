"""Hash a list into a tree whose root names every entry and their order (RFC 6962, section 2.1).

In: leaves as bytes.  Out: 32-byte roots.
Signing a root is not done here but in `store.signing`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY_ROOT = hashlib.sha256(b"").digest()


def hash_leaf(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf: a leaf can never pass for a node."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two hashes below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


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
        size = self.size
        while size & 1:
            node = hash_node(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1

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
