"""Proofs that came with evidence from another tool, and what became of them when they were checked."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.value import value


class ProofKind(StrEnum):
    """What a proof is made by."""

    TIME_STAMP = "time-stamp"  # an authority's, RFC 3161
    OPEN_TIMESTAMPS = "open-timestamps"  # a chain of blocks
    NOTED_DIGEST = "noted-digest"  # what the tool that fetched a file noted of it then


class ProofState(StrEnum):
    """What a proof is worth here."""

    HOLDS = "holds"
    NOT_TRUSTED = "not-trusted"  # sound, by an authority that browsers do not believe
    PENDING = (
        "pending"  # waits for what is not in the file: a block, whose header must be looked up
    )
    DIFFERS = "differs"  # the object that it should be over has other bytes
    OVER_NOTHING = "over-nothing"  # what it is over is not in the case
    DAMAGED = "damaged"  # it proves nothing


@value
class Proof:
    """One proof: the file that it is in, what it is over, and what it says.

    `over` lists captures by the name under which they were preserved; `utc` and `authority` are of a time
    stamp; `words` say it to a reader.
    """

    kind: ProofKind
    file: str
    state: ProofState
    over: tuple[str, ...]
    words: str
    utc: str = ""
    authority: str = ""
