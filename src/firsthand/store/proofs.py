"""Prove that an entry stands in a log, and that a log only grew (RFC 9162, section 2.1; RFC 6962).

In: leaf hashes, in order.  Out: proofs as lists of 32-byte hashes, and the roots that follow from such
lists. A proof with its checkpoint is written as c2sp.org/tlog-proof says. Who signed the checkpoint is not
asked here but in `store.signing`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from firsthand.model.value import value
from firsthand.store.merkle import EMPTY_ROOT, hash_node

FIRST_LINE = "c2sp.org/tlog-proof@v1"
HASHES_MAX = 64  # a proof in the largest log whose size fits a machine's word
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_HASH_BYTES = hashlib.sha256().digest_size


class ProofError(ValueError):
    """This proves nothing; the message says why."""


@value
class Proof:
    """An entry's place in a log, the hashes beside its way to the root, and the checkpoint as signed.

    `extra` is opaque to the format, and vouched for by nothing: in our exports it is the entry itself, which the proof
    must then lead to.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""


class Tree:
    """All nodes of a log's tree: 64 bytes for each leaf."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Build it from the hashes of the leaves."""
        self._levels = [list(leaves)]
        while len(below := self._levels[-1]) > 1:
            joined = [hash_node(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)]
            self._levels.append(joined + below[len(joined) * 2 :])

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0])

    def root(self) -> bytes:
        """The root over all leaves."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    def root_at(self, size: int) -> bytes:
        """The root over the first *size* leaves: what it was when the log had no more."""
        if not 0 <= size <= self.size:
            raise ProofError(f"expected a size up to {self.size}, found {size}")
        return self._over(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int) -> tuple[bytes, ...]:
        """The hashes that lead from leaf *index* to the root, the lowest first (RFC 9162, 2.1.3.1)."""
        if not 0 <= index < self.size:
            raise ProofError(f"expected an entry below {self.size}, found {index}")
        hashes = []
        for level in self._levels[:-1]:
            beside = index ^ 1
            if beside < len(level):  # the last of an odd level has nothing beside it and goes up
                hashes.append(level[beside])
            index >>= 1
        return tuple(hashes)

    def consistency(self, size: int) -> tuple[bytes, ...]:
        """The hashes by which the first *size* leaves and all leaves have one beginning (2.1.4.1)."""
        if not 0 <= size <= self.size:
            raise ProofError(f"expected a size up to {self.size}, found {size}")
        if size in {0, self.size}:
            return ()
        return tuple(self._subproof(size, 0, self.size, whole=True))

    def _subproof(self, size: int, low: int, high: int, *, whole: bool) -> list[bytes]:
        """SUBPROOF of the RFC for leaves *low* to *high*, of which *size* are in the smaller tree."""
        count = high - low
        if size == count:
            return [] if whole else [self._over(low, high)]
        split = 1 << (count - 1).bit_length() - 1
        if size <= split:
            left = self._subproof(size, low, low + split, whole=whole)
            return [*left, self._over(low + split, high)]
        right = self._subproof(size - split, low + split, high, whole=False)
        return [*right, self._over(low, low + split)]

    def _over(self, low: int, high: int) -> bytes:
        """The hash over leaves *low* to *high*: a node of the tree, or one made of such nodes."""
        count = high - low
        split = 1 << (count - 1).bit_length() - 1 if count > 1 else 1
        if split == count or count & (count - 1) == 0:
            return self._levels[count.bit_length() - 1][low // count]
        return hash_node(self._over(low, low + split), self._over(low + split, high))


def root_by_inclusion(leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> bytes:
    """The root of a log of *size* entries in which *leaf* stands at *index* (RFC 9162, 2.1.3.2).

    Raises:
        ProofError: the proof is too short or too long for that place.
    """
    if not 0 <= index < size:
        raise ProofError(f"expected an entry below {size}, found {index}")
    node, at, last = leaf, index, size - 1
    for beside in hashes:
        if not last:
            raise ProofError("expected fewer hashes for this place in the log")
        if at & 1 or at == last:
            node = hash_node(beside, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = hash_node(node, beside)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofError("expected more hashes for this place in the log")
    return node


def grew(before: tuple[int, bytes], after: tuple[int, bytes], hashes: Sequence[bytes]) -> bool:
    """Whether *hashes* prove that the log of size and root *before* only grew to *after* (2.1.4.2)."""
    (size, root), (larger, larger_root) = before, after
    if size > larger:
        return False
    if size == larger:
        return not hashes and root == larger_root
    if not size:
        return not hashes and root == EMPTY_ROOT
    path = [root, *hashes] if size & (size - 1) == 0 else list(hashes)
    if not path:
        return False
    at, last = size - 1, larger - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for beside in path[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            old, new = hash_node(beside, old), hash_node(beside, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = hash_node(new, beside)
        at, last = at >> 1, last >> 1
    return old == root and new == larger_root and not last


def write_hashes(hashes: Sequence[bytes]) -> str:
    """One hash a line, base64."""
    return "".join(f"{base64.b64encode(each).decode('ascii')}\n" for each in hashes)


def read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """The hashes in *lines*.

    Raises:
        ProofError: a line is no hash, or there are more than any log needs.
    """
    if len(lines) > 2 * HASHES_MAX:
        raise ProofError(f"expected at most {2 * HASHES_MAX} hashes, found {len(lines)}")
    return tuple(map(_hash, lines))


def _hash(line: str) -> bytes:
    try:
        found = base64.b64decode(line, validate=True)
    except ValueError:
        found = b""
    if len(found) != _HASH_BYTES or base64.b64encode(found).decode("ascii") != line:
        raise ProofError(f"expected a SHA-256 hash in base64, found {line[:60]!r}")
    return found


def write_proof(proof: Proof) -> bytes:
    """The proof as a file that ends in .tlog-proof."""
    told = base64.b64encode(proof.extra).decode("ascii")
    extra = f"extra {told}\n" if told else ""
    head = f"{FIRST_LINE}\n{extra}index {proof.index}\n{write_hashes(proof.hashes)}\n"
    return head.encode() + proof.checkpoint


def read_proof(text: bytes) -> Proof:
    """What such a file says. Nothing vouches for its extra data.

    Raises:
        ProofError: it is no such file.
    """
    head, gap, checkpoint = text.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise ProofError("expected the lines of a proof in ASCII") from None
    if not gap or lines[0] != FIRST_LINE:
        raise ProofError(f"expected {FIRST_LINE} and an empty line before the checkpoint")
    extra = b""
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = _extra(lines.pop(1).removeprefix("extra "))
    found = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if found is None:
        raise ProofError("expected a line `index N`")
    return Proof(
        index=int(found[1]), hashes=read_hashes(lines[2:]), checkpoint=checkpoint, extra=extra
    )


def _extra(told: str) -> bytes:
    try:
        return base64.b64decode(told, validate=True)
    except ValueError:
        raise ProofError("expected extra data in base64") from None
