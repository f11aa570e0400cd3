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
