"""Read a proof of OpenTimestamps: which digest it is over, and where it leads.

In: the bytes of an `.ots` file (detached proof, version 1).  Out: the digest, its algorithm, and each attestation with the
digest that the proof's steps lead to. What a block of Bitcoin holds cannot be known without the chain of its
headers: height and Merkle root are given, for whoever looks them up. Nothing is asked for on a network.

Source: the format as read by other programs; a proof is `magic, version, hash step, digest, steps`, in which 0xff parts a
path in two and 0x00 ends one with an attestation (a tag of 8 bytes, then a payload with its length).
"""

from __future__ import annotations

import hashlib

from firsthand.model.value import value

MAGIC = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
PROOF_BYTES_MAX = 64 * 1024  # real ones take some hundred bytes
DEPTH_MAX = 256
STEPS_MAX = 4096
RESULT_BYTES_MAX = 4096  # what a step may lead to, as in the reference
PAYLOAD_BYTES_MAX = 8192
ADDRESS_BYTES_MAX = 1000  # of a calendar, as in the reference
_FILE_HASHES = {0x08: ("sha256", 32), 0x02: ("sha1", 20)}
_HASHES = {0x08: "sha256", 0x02: "sha1", 0x03: "ripemd160", 0x67: "keccak256"}
_APPEND, _PREPEND, _REVERSE, _HEX = 0xF0, 0xF1, 0xF2, 0xF3
_FORK, _ATTESTED = 0xFF, 0x00
_PENDING = bytes.fromhex("83dfe30d2ef90c8e")
_BITCOIN = bytes.fromhex("0588960d73d71901")
_CALENDAR = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_/:"
)  # as in the reference: nothing else is shown of a proof's words


class ProofError(ValueError):
    """This file is no sound proof; the message says what was expected."""


@value
class Attested:
    """Where one path of a proof ends.

    With a `calendar` it waits for a block; with a `height`, the block of Bitcoin at that height has the
    Merkle root `root` (in the order in which block explorers write it) if the proof holds.
    """

    calendar: str = ""
    height: int = -1
    root: str = ""


@value
class Proof:
    """A proof: the digest that it is over, and its attestations; `passed` counts those of unknown kind or step."""

    algorithm: str
    digest: bytes
    attested: tuple[Attested, ...]
    passed: int


def read_proof(data: bytes) -> Proof:
    """What an `.ots` file holds.

    Raises:
        ProofError: it is none, of another version, or damaged.
    """
    if len(data) > PROOF_BYTES_MAX:
        raise ProofError(f"expected at most {PROOF_BYTES_MAX} bytes, found {len(data)}")
    reading = _Reading(data)
    if reading.take(len(MAGIC)) != MAGIC:
        raise ProofError("expected a proof of OpenTimestamps, found other bytes")
    version = reading.number()
    if version != 1:
        raise ProofError(f"expected version 1, found {version}")
    tag = reading.take(1)[0]
    if tag not in _FILE_HASHES:
        raise ProofError(f"expected a digest by SHA-256 or SHA-1, found the step {tag:#x}")
    algorithm, size = _FILE_HASHES[tag]
    digest = reading.take(size)
    reading.follow(digest)
    if not reading.at_end:
        raise ProofError("expected the end of the proof, found more bytes")
    attested = tuple(sorted(reading.attested, key=lambda end: (end.height, end.calendar, end.root)))
    return Proof(algorithm=algorithm, digest=digest, attested=attested, passed=reading.passed)


class _Reading:
    """A proof in hand: no call within a call, so that a deep one costs no more than its bytes."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self.attested: list[Attested] = []
        self.passed = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, size: int) -> bytes:
        found = self._data[self._at : self._at + size]
        if len(found) < size:
            raise ProofError("it breaks off")
        self._at += size
        return found

    def number(self) -> int:
        """A number of any size, seven bits a byte, the least first."""
        found = shift = 0
        while True:
            byte = self.take(1)[0]
            found |= (byte & 0x7F) << shift
            if not byte & 0x80:
                return found
            shift += 7
            if shift > 63:
                raise ProofError("expected a number below 2^63")

    def counted(self, size_max: int) -> bytes:
        size = self.number()
        if size > size_max:
            raise ProofError(f"expected at most {size_max} bytes in a step, found {size}")
        return self.take(size)

    def follow(self, digest: bytes) -> None:
        """Follow every path from *digest*; where one ends, the one that parted last goes on."""
        reached: bytes | None = digest
        parted: list[tuple[bytes | None, int]] = []
        depth = 0
        for _ in range(STEPS_MAX):
            tag = self.take(1)[0]
            if tag == _FORK:
                parted.append((reached, depth))
                if len(parted) > DEPTH_MAX:
                    raise ProofError(f"expected at most {DEPTH_MAX} paths at once")
            elif tag == _ATTESTED:
                self._attestation(reached)
                if not parted:
                    return
                reached, depth = parted.pop()
            else:
                depth += 1
                if depth > DEPTH_MAX:
                    raise ProofError(f"expected at most {DEPTH_MAX} steps on a path")
                reached = self._step(tag, reached)
        raise ProofError(f"expected at most {STEPS_MAX} steps")

    def _step(self, tag: int, reached: bytes | None) -> bytes | None:
        """What a step leads to; nothing where this machine does not know its hash."""
        if tag in {_APPEND, _PREPEND}:
            more = self.counted(RESULT_BYTES_MAX)
            if reached is None:
                return None
            found = reached + more if tag == _APPEND else more + reached
        elif tag in {_REVERSE, _HEX}:
            if reached is None:
                return None
            found = reached[::-1] if tag == _REVERSE else reached.hex().encode()
        elif tag in _HASHES:
            return _hashed(_HASHES[tag], reached)
        else:
            raise ProofError(f"expected a known step, found {tag:#x}")
        if len(found) > RESULT_BYTES_MAX:
            raise ProofError(f"expected steps to lead to at most {RESULT_BYTES_MAX} bytes")
        return found

    def _attestation(self, reached: bytes | None) -> None:
        tag = self.take(8)
        within = _Reading(self.counted(PAYLOAD_BYTES_MAX))
        if tag == _PENDING:
            address = within.counted(ADDRESS_BYTES_MAX).decode("ascii", "replace")
            if not set(address) <= _CALENDAR:
                raise ProofError("expected the address of a calendar, found other signs")
            self.attested.append(Attested(calendar=address))
        elif (
            tag == _BITCOIN and reached is not None and len(reached) == hashlib.sha256().digest_size
        ):
            self.attested.append(Attested(height=within.number(), root=reached[::-1].hex()))
        else:
            self.passed += 1
            return
        if not within.at_end:
            raise ProofError("expected the end of an attestation, found more bytes")


def _hashed(algorithm: str, reached: bytes | None) -> bytes | None:
    if reached is None:
        return None
    try:
        return hashlib.new(algorithm, reached, usedforsecurity=False).digest()
    except ValueError:  # an old hash that this machine's OpenSSL no longer has
        return None
