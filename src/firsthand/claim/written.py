"""A number as a grammar found it, before anything around it was looked at.

In: its words' place and value.  Out: one value. Hedges and ranges are read in `claim.quantities`.
"""

from __future__ import annotations

from firsthand.model.value import value

NUMBER_CHARACTERS_MAX = 200  # a longer row of digits counts nothing, and may be beyond all floats
NUMBER_MAX = 10**15  # no count or sum is larger; beyond it a number is not exact in every program


@value
class Written:
    """A number and where it stands. `scale` is the power that its words gave it ("million").

    `low` and `high` are set where the words themselves leave it open ("tens of millions", 十几万,
    3.***万); `few` marks "and some more" (1880多万), `about` a round word (une trentaine). A number
    whose signs cannot be right is `doubtful`: it is shown and not mended.
    """

    start: int
    end: int
    number: int | float
    scale: int = 1
    low: int | float | None = None
    high: int | float | None = None
    vague: bool = False
    few: bool = False
    percent: bool = False
    about: bool = False
    doubtful: bool = False


def is_beyond_all(one: Written) -> bool:
    """Whether a number is larger than any count or sum: digits that count nothing, or words strung together."""
    return any(end is not None and end > NUMBER_MAX for end in (one.number, one.low, one.high))


def whole(number: float) -> int | float:
    """A whole number as one; anything else to six places."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
