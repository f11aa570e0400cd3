"""Blocks that anybody makes, and proofs of OpenTimestamps that lead to them."""

from __future__ import annotations

import hashlib

from firsthand.store.opentimestamps import MAGIC

EASY = 0x207FFFFF  # a target that every second hash meets


def mine(root: bytes, *, seconds: int = 1_700_000_000) -> bytes:
    """A header with this Merkle root (in the order in which it stands there) and next to no work."""
    for nonce in range(1000):
        made = b"".join(
            (
                (2).to_bytes(4, "little"), bytes(32), root, seconds.to_bytes(4, "little"),
                EASY.to_bytes(4, "little"), nonce.to_bytes(4, "little"),
            )
        )  # fmt: skip
        hashed = hashlib.sha256(hashlib.sha256(made).digest()).digest()
        if int.from_bytes(hashed, "little") <= 0x7FFFFF << 8 * 29:
            return made
    raise AssertionError("half of all hashes would have done")


def proof_over(
    text: bytes, *, height: int | None = None, calendar: str = ""
) -> tuple[bytes, bytes]:
    """A proof over *text* that leads to a block at *height*, or waits at *calendar*; and the root that it leads to."""
    digest = hashlib.sha256(text).digest()
    root = hashlib.sha256(digest + b"others").digest()
    if height is None:
        told = calendar.encode()
        payload = bytes([len(told)]) + told
        end = b"\x00" + bytes.fromhex("83dfe30d2ef90c8e") + bytes([len(payload)]) + payload
    else:
        assert height < 128
        end = b"\x00" + bytes.fromhex("0588960d73d71901") + b"\x01" + bytes([height])
    return MAGIC + b"\x01\x08" + digest + b"\xf0\x06others\x08" + end, root
