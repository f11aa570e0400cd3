"""What stands beside a statement: what is compatible with it, where its origins stand, how it came to be."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.decision import Assessment, Standard
from firsthand.model.document import Quotation
from firsthand.model.value import value


class Position(StrEnum):
    """How a source stands to what it says."""

    INTERESTED = "interested"  # it serves the side that the source is on
    HOSTILE = (
        "hostile"  # it goes against the side that the source is on: it would rather not say so
    )
    NEITHER = "neither"
    NOT_KNOWN = "not_known"


@value
class Compatible:
    """Another statement that can be so at once, and says part of the same; it corroborates nothing."""

    statement: str
    why: str


@value
class OriginStands:
    """One of the origins of a statement: whether it lies in the case, and how it stands to this."""

    id: str
    name: str
    seen: bool
    position: Position
    why: str = ""


@value
class VoiceStands:
    """Somebody whom pages name as having said it, and how they stand to it."""

    name: str
    position: Position
    why: str
    claims: tuple[str, ...]


@value
class Change:
    """A drift that ends in a claim of a statement: before → after, with both quotes where known."""

    id: str
    derivation: str
    kind: str
    before: str
    after: str
    claim: str
    earlier: Quotation | None = None
    later: Quotation | None = None


@value
class EdgeReason:
    """An edge of the lineage that some statement is followed along, and why it is believed."""

    id: str
    later: str
    earlier: str
    kind: str
    score: float
    why: str


@value
class Beside:
    """All that stands beside one statement. `only_through_drift`: no page has it but by a change.

    `edges` are ids of `EdgeReason`. `source`, `item` and `content` are the judgements of people, never
    put together into one.
    """

    statement: str
    compatible: tuple[Compatible, ...] = ()
    origins: tuple[OriginStands, ...] = ()
    voices: tuple[VoiceStands, ...] = ()
    edges: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    only_through_drift: bool = False
    source: tuple[Assessment, ...] = ()
    item: tuple[Assessment, ...] = ()
    content: tuple[Assessment, ...] = ()
    standard: Standard | None = None
