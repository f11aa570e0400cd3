"""Read the header of a block of Bitcoin, which a proof of OpenTimestamps is held against.

In: the 80 bytes of a header (or their hexadecimal digits), by whatever way somebody has them.  Out: the Merkle root, the time and
the work that stand in it. Nothing is asked for on a network, so it is not seen whether the block is in the chain that others hold; what the
header shows by itself is how many hashes it took to make. Source: developer.bitcoin.org/reference/block_chain.html, "Block Headers".
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from firsthand.model.value import value
from firsthand.store.opentimestamps import ProofError

HEADER_BYTES = 80
HEADER_FILE_BYTES_MAX = 1024  # its digits, and spaces around them
# Every block of Bitcoin since May 2014 took more, and OpenTimestamps began in 2015. Who forges a header with so much work must do that work.
WORK_BITS_MIN = 64
_DIGITS = re.compile(rb"\s*([0-9A-Fa-f]{160})\s*")


@value
class Header:
    """A block's header: its hash and Merkle root in the order in which explorers write them, its time, its work as a power of two."""

    raw: bytes
    hash: str
    root: str
    utc: str
    work_bits: int

    @property
    def is_hard(self) -> bool:
        """Whether it took as much work as Bitcoin's blocks do."""
        return self.work_bits >= WORK_BITS_MIN


def read_header(data: bytes) -> Header:
    """The header in a file: 80 bytes, or their 160 digits as `bitcoin-cli getblockheader HASH false` prints them.

    Raises:
        ProofError: it is none, or the work that it states was not done.
    """
    digits = _DIGITS.fullmatch(data)
    raw = bytes.fromhex(digits[1].decode("ascii")) if digits else data
    if len(raw) != HEADER_BYTES:
        raise ProofError(
            f"expected a block's header of {HEADER_BYTES} bytes or their digits, found {len(raw)} bytes"
        )
    hashed = hashlib.sha256(hashlib.sha256(raw).digest()).digest()
    seconds, bits = int.from_bytes(raw[68:72], "little"), int.from_bytes(raw[72:76], "little")
    exponent, mantissa = bits >> 24, bits & 0x7FFFFF
    target = mantissa << 8 * (exponent - 3) if exponent >= 3 else mantissa >> 8 * (3 - exponent)
    if bits & 0x800000 or not 0 < target < 1 << 256:
        raise ProofError(f"expected a target in the header, found {bits:#010x}")
    if int.from_bytes(hashed, "little") > target:
        raise ProofError(
            "the header's hash is above the target that it states: that work was not done"
        )
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return Header(
        raw=raw,
        hash=hashed[::-1].hex(),
        root=raw[36:68][::-1].hex(),
        utc=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        work_bits=((1 << 256) // (target + 1)).bit_length() - 1,
    )
