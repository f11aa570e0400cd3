"""Whether figures agree with one another as arithmetic: sums, percentages, rounding, populations."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.identity import identify
from firsthand.model.value import value


class CheckKind(StrEnum):
    """What is tried; docs/methods/weighing.md gives the rule of each."""

    BANDS = "sum_of_bands"
    PARTS = "parts_of_whole"
    SHARE = "percent_of_base"
    ADDED = "rounds_added"
    POPULATION = "larger_than_population"
    ROUNDING = "rounding"


class CheckResult(StrEnum):
    """How it came out. Nobody is called wrong: a check that fails says which figures do not agree."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"


@value
class CheckedFigure:
    """One number that went into a check, and where it is from.

    `low` and `high` are the ends as printed, `None` where open. `claims` are those that print it;
    `address` is where a population is from that no page of the case prints.
    """

    words: str
    low: int | float | None
    high: int | float | None
    claims: tuple[str, ...] = ()
    address: str = ""


@value
class Check:
    """One check: what is asked, how it came out, why, and the figures that went into it."""

    kind: CheckKind
    result: CheckResult
    about: str
    note: str
    figures: tuple[CheckedFigure, ...]
    statements: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Named by what is asked of which figures, whatever comes out."""
        told = (f"{f.words}|{f.low}|{f.high}|{f.address}" for f in self.figures)
        return identify("k", self.kind, self.about, *sorted(self.statements), *told)
