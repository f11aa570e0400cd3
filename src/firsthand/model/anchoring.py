"""What others outside say of the record: entries that hold a second signer's word."""

from __future__ import annotations

from firsthand.model.value import value


@value
class Cosigned:
    """A cosigner says that the record stood at *size* entries, under *root*, and grew only from what they saw before.

    `line` is their signature line, `key` the public key that it is checked with (both as c2sp.org/signed-note has them);
    `utc` and `cosigner` are what the line says, to be read again from it.
    """

    size: int
    root: str
    utc: str
    cosigner: str
    key: str
    line: str


@value
class BlockStamped:
    """A proof of OpenTimestamps that the record stood at *size* entries, under *root*.

    `proof` is the file (base64). `height` is the block of Bitcoin that it leads to, none while it waits at a calendar; `header` that
    block's header, 80 bytes as hexadecimal digits, if somebody gave it. Both are read again from what they are of.
    """

    size: int
    root: str
    proof: str
    height: int | None
    header: str = ""
