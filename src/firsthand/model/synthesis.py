"""What all counts together allow: bounds, conflicts, and what authored assumptions add to them.

Three kinds of interval are kept apart by `kind`: `identified` (nothing between the ends is more likely than
anything else), `drawn` (a share of draws, under assumptions with a name) and `p-box` (the same, whatever the
dependence between the assumptions is).
"""

from __future__ import annotations

from firsthand.model.assuming import EnteredBy
from firsthand.model.value import value

IDENTIFIED, DRAWN, P_BOX = "identified", "drawn", "p-box"


@value
class Ground:
    """One thing that an end rests on: a statement by its id, or (id empty) a relation or a population."""

    statement: str
    said: str


@value
class Marginal:
    """The ends without one statement or population: what it alone contributes."""

    statement: str
    said: str
    low: int
    high: int | None


@value
class Scenario:
    """The ends if something is taken in another way; `used` marks the way in which the bound was made."""

    name: str
    why: str
    low: int | None
    high: int | None
    used: bool = False


@value
class Bound:
    """Between which numbers the answer to a question lies, in whole units rounded outwards.

    `low` and `high` allow for the rounding and hedges of what is printed; `low_printed` and `high_printed`
    take figures at face value. `disputed` says that claims contradict each other and the ends hold whichever
    of them is given up.
    """

    id: str
    question: str
    unit: str
    low: int
    high: int | None
    low_printed: float | None
    high_printed: float | None
    kind: str
    level: str
    low_rests: tuple[Ground, ...]
    high_rests: tuple[Ground, ...]
    marginals: tuple[Marginal, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    disputed: bool = False
    note: str = ""


@value
class ConflictSet:
    """Statements that cannot all be true; without any one of them the others can.

    `said` are they in words, populations included; `note` is what they imply; `given` are the relations that this rests on. `proved`
    says that exact arithmetic shows it.
    """

    id: str
    statements: tuple[str, ...]
    said: tuple[str, ...]
    given: tuple[str, ...]
    proved: bool
    note: str = ""


@value
class Unanswered:
    """A question without a number, and why."""

    question: str
    refused: tuple[str, ...]


@value
class Assumed:
    """An assumption that somebody authored: who, when, why, and what it says."""

    id: str
    name: str
    who: str
    when: str
    why: str
    said: str


@value
class Swing:
    """How far one assumption alone moves the result, the others held at their middle."""

    assumption: str
    low: float
    high: float


@value
class Derived:
    """A number that rests on authored assumptions.

    `low` and `high` hold `level` of the draws; `middle` is the half-way draw of the lower and the upper end of
    the identified bounds. `box_low` and `box_high` hold the same share whatever the dependence between the
    assumptions. `hard_low` and `hard_high` are the identified bounds that no draw leaves.
    """

    id: str
    question: str
    unit: str
    kind: str
    level: str
    low: float
    high: float | None
    middle: tuple[float, float | None]
    box_low: float
    box_high: float | None
    hard_low: float
    hard_high: float | None
    assumptions: tuple[Assumed, ...]
    swings: tuple[Swing, ...]
    draws: int
    seed: int
    outside: int = 0
    scenarios: tuple[Scenario, ...] = ()


@value
class Synthesis:
    """All that the system of counts gives. `conflicts_all` says that there are no other conflicts.

    Where there may be, `conflicts_known_to` says up to how many statements each of them is named.
    `assumptions_entered` is None where there is no file of assumptions, or one that is not in the record.
    """

    bounds: tuple[Bound, ...] = ()
    conflicts: tuple[ConflictSet, ...] = ()
    conflicts_all: bool = True
    conflicts_known_to: int | None = None
    refused: tuple[Unanswered, ...] = ()
    derived: tuple[Derived, ...] = ()
    assumptions_sha256: str = ""
    assumptions_entered: EnteredBy | None = None
