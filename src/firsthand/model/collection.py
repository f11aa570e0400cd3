"""What the Berkeley Protocol asks of whoever captures: who, why, from where, with what; and what was searched for.

These words are sensitive. The record holds commitments to them, each with a salt of its own; the words lie apart, and each
can be shown alone.
"""

from __future__ import annotations

import re
from enum import StrEnum

from firsthand.model.value import value

_HEX64 = re.compile(r"[0-9a-f]{64}")
NOT_RECORDED = "not recorded, because "


class CollectionPart(StrEnum):
    """What is asked of a collection: each is recorded, or it is said why not."""

    COLLECTOR = "collector"
    REASON = "reason"
    ADDRESS = "address"
    MACHINE = "machine"
    VIRTUAL_IDENTITY = "virtual-identity"
    CLOCK = "clock"
    CLOCK_OFFSET = "clock-offset"
    USER_AGENT = "user-agent"
    PROXY = "proxy"


class InquiryPart(StrEnum):
    """What is asked of a search: nothing found is a result too."""

    TIME = "time"
    ENGINE = "engine"
    QUERY = "query"
    RESULT = "result"


SAFE = frozenset({CollectionPart.REASON, CollectionPart.CLOCK, CollectionPart.CLOCK_OFFSET})


class ApartKind(StrEnum):
    """What words lie apart."""

    COLLECTION = "collection"
    INQUIRY = "inquiry"


@value
class Commitment:
    """SHA-256 over salt, name and words: whoever is shown salt and words can check them; nobody can guess them."""

    name: str
    digest: str
    recorded: bool = True

    def __post_init__(self) -> None:
        if not _HEX64.fullmatch(self.digest):
            raise ValueError(f"expected 64 hexadecimal digits, found {self.digest!r}")


@value
class KeptApart:
    """Words were written down apart from the record; `file` is the SHA-256 of the file they lie in."""

    kind: ApartKind
    file: str
    parts: tuple[Commitment, ...]


@value
class Told:
    """One part with its words and its salt, as it lies apart."""

    name: str
    words: str
    salt: str

    def __post_init__(self) -> None:
        if not _HEX64.fullmatch(self.salt):
            raise ValueError(f"expected a salt of 64 hexadecimal digits, found {self.salt!r}")

    @property
    def recorded(self) -> bool:
        """Whether it says something, not why it does not."""
        return not self.words.startswith(NOT_RECORDED)


@value
class Apart:
    """What lies in one file apart from the record."""

    kind: ApartKind
    parts: tuple[Told, ...]
