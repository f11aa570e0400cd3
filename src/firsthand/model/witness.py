"""Witnesses as the record may know them: a pseudonym, and what of theirs stands where.

Who a witness is stands in the sealed register alone. Ids here are drawn at random: they also keep a
reader of other entries from hashing guesses at these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.consent import Detail
from firsthand.model.sealed import need_digests
from firsthand.model.value import value

_PSEUDONYM = re.compile(r"[a-z]{1,20}-[0-9a-z]{1,12}")


def checked_pseudonym(told: str) -> str:
    """*told*, if it is a pseudonym: a word, a hyphen, digits or letters.

    >>> checked_pseudonym("witness-4821")
    'witness-4821'
    """
    if not _PSEUDONYM.fullmatch(told):
        raise ValueError(f"expected a pseudonym such as witness-4821, found {told!r}")
    return told


@value
class WitnessEntered:
    """A witness came into the register, or their entry changed.

    `commitment` is HMAC-SHA256 of the entry under a salt that is sealed with it; `wrapped_sha256` is of
    the sealed entry.
    """

    witness: str
    commitment: str
    wrapped_sha256: str

    def __post_init__(self) -> None:
        checked_pseudonym(self.witness)
        need_digests(self.commitment, self.wrapped_sha256)


@value
class WitnessErased:
    """The entry of a witness in the register is destroyed; the pseudonym stays where it stands."""

    witness: str
    reason: str


@value
class WitnessBound:
    """Something of a witness stands here: their words, their picture, where they are, their family.

    `object` is the digest of preserved bytes, plain or sealed; `document` narrows it to one read from
    them, `start` and `end` to a passage of that document.
    """

    id: str
    witness: str
    object: str
    details: tuple[Detail, ...]
    reason: str
    document: str = ""
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        checked_pseudonym(self.witness)
        need_digests(self.object)
        if not self.details:
            raise ValueError("what of a witness stands there: name one detail or more")
        passage = (self.start is None) + (self.end is None)
        if passage == 1 or (not passage and not self.document):
            raise ValueError("a passage has a document, a start and an end")


@value
class WitnessUnbound:
    """A person takes a binding back: it was made by mistake."""

    binding: str
    reason: str


@value
class RegisterEntry:
    """Who a witness is. Sealed wherever it is written; `told` is what may be told to whom, in words."""

    name: str
    salt: str
    also: tuple[str, ...] = ()
    contact: str = ""
    told: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return "RegisterEntry(not shown)"

    def names(self) -> Iterator[str]:
        """Every way in which the witness is called."""
        yield self.name
        yield from self.also
