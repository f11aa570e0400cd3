"""What is kept sealed: objects that only the recipients of a case can open, and what became of them.

Nothing here tells what an object was called, how long it was to the byte, or its bare digest: each of
these lets a stranger test a guess.
"""

from __future__ import annotations

import re

from firsthand.model.custody import Described, MediaType
from firsthand.model.value import value

ADDRESS_DIGITS = 16  # of the sealed bytes' digest: enough to name one of a million objects
_SHA256 = re.compile(r"[0-9a-f]{64}")


def need_digests(*told: str) -> None:
    """See that each is a SHA-256 in hexadecimal digits."""
    for each in told:
        if not _SHA256.fullmatch(each):
            raise ValueError(f"expected 64 hexadecimal digits, found {each!r}")


@value
class Sealed:
    """An object came into the vault sealed (PREMIS event: ingestion, encryption).

    `digest` and `size_bytes` are of the sealed bytes. `commitment` is HMAC-SHA256 of the plain bytes
    under a salt that is sealed with their key; `wrapped_sha256` is of that sealed key.
    """

    digest: str
    size_bytes: int
    commitment: str
    wrapped_sha256: str

    def __post_init__(self) -> None:
        need_digests(self.digest, self.commitment, self.wrapped_sha256)

    @property
    def address(self) -> str:
        """What it is called where its own name may not be said."""
        return f"sealed/{self.digest[:ADDRESS_DIGITS]}"


@value
class RecipientAdded:
    """From now on what is sealed in this case opens for this key too (age X25519, `age1…`)."""

    recipient: str
    name: str


@value
class RecipientRemoved:
    """From now on nothing is sealed for this key; what it has opened or copied stays known to its holder."""

    recipient: str
    reason: str


@value
class WrappedFile:
    """A sealed file outside the log, and its SHA-256."""

    path: str
    sha256: str

    def __post_init__(self) -> None:
        need_digests(self.sha256)


@value
class Rewrapped:
    """These were sealed again, for the recipients there are now."""

    files: tuple[WrappedFile, ...]


@value
class Unsealed:
    """Somebody opened an object (PREMIS event: decryption); by whom and when says the entry."""

    digest: str
    reason: str


@value
class Erased:
    """The key of an object is destroyed (PREMIS event: deletion of its content); nobody opens it again."""

    digest: str
    reason: str


@value
class Envelope:
    """What is sealed for the recipients beside an object: its key, and all that its entry does not say."""

    identity: str
    salt: str
    size_bytes: int
    file: str
    address: str
    media_type: MediaType
    described: Described | None = None

    def __repr__(self) -> str:
        return "Envelope(not shown)"
