"""How estimates are reported: what is documented beside what is estimated, and the 18 items of GATHER."""

from __future__ import annotations

from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.value import value


@value
class Reported:
    """What stands beside an estimate: the counts that are printed, and what kind of interval it is.

    `documented_low` is the largest lower end of any one count that went into it: so many people
    somebody says were counted at once. `interval` is bounds, or what the method calls its interval;
    `level` is how sure it is meant to be (0..1), None for bounds: nothing in them is likelier.
    """

    estimate: str
    documented_low: int | float | None
    documented_high: int | float | None
    counts: int
    pages: int
    origins: int
    interval: str
    level: float | None


@value
class GatherItem:
    """One item of the GATHER statement: what is to be reported, and what the case says of it."""

    number: int
    asks: str
    told: tuple[str, ...]  # empty where it is not stated


@value
class ItemTold:
    """A person states one of the 18 items in their own words, as who paid for the work; the last one counts."""

    number: int
    text: str
    by: Agent
    at: Moment
