"""Say why no number is given, or no single one: a type for each reason.

In: patterns, and what is said of the lists.  Out: refusals. One that `withholds` leaves no number at
all; the others leave the numbers beside the reason why none of them may be taken by itself.
"""

from __future__ import annotations

import itertools

from firsthand.model.value import value
from firsthand.weigh.systems.bounds import chapman
from firsthand.weigh.systems.facts import Fact
from firsthand.weigh.systems.linkage import RECALL_MIN, Linkage
from firsthand.weigh.systems.patterns import Patterns

LISTS_MIN = 3  # with two, nothing in the table shows whether they depend on one another
LISTS_MAX = 8  # with more, hardly any cell has people in it
OVERLAP_MIN = 10  # people on two lists or more; with fewer the unseen may be any number
CONTAINED_MIN = 5  # a list of fewer people may lie in another by chance
MEMBERS_MIN = 2  # a list of one person is no list


@value
class NobodyListed:
    """No person on any list."""

    withholds = True
    code = "nobody-listed"

    @property
    def message(self) -> str:
        """In words."""
        return "nobody is on any list"


@value
class TooFewLists:
    """Fewer than three: whether being on one makes being on another likelier cannot be seen."""

    withholds = True
    code = "too-few-lists"
    found: int
    if_independent: int | None = None

    @property
    def message(self) -> str:
        """In words, with what two lists would say if they were independent."""
        reason = (
            f"expected {LISTS_MIN} lists or more, found {self.found}: whether people on one "
            "are more likely to be on another cannot be seen"
        )
        if self.if_independent is not None:
            reason += f"; if they are not, there are about {self.if_independent:,} (Chapman)"
        return reason


@value
class TooManyLists:
    """More than there are people for."""

    withholds = True
    code = "too-many-lists"
    found: int

    @property
    def message(self) -> str:
        """In words."""
        return f"expected at most {LISTS_MAX} lists, found {self.found}: join some of them first"


@value
class TooFewMembers:
    """A list of nobody, or of one."""

    withholds = True
    code = "too-few-members"
    list_name: str
    found: int

    @property
    def message(self) -> str:
        """In words."""
        if not self.found:
            return f"nobody is on the list {self.list_name}"
        return f"one person is on the list {self.list_name}: expected {MEMBERS_MIN} or more"


@value
class DerivedList:
    """A list made from another, as is said or as the table shows."""

    withholds = True
    code = "derived-list"
    list_name: str
    from_list: str
    stated: bool

    @property
    def message(self) -> str:
        """In words."""
        if self.stated:
            return f"the list {self.list_name} is said to be derived from {self.from_list}"
        return f"everyone on the list {self.list_name} is on {self.from_list}: derived from it"


@value
class ListApart:
    """A list that shares nobody with any other: it may be of other people."""

    withholds = True
    code = "list-apart"
    list_name: str

    @property
    def message(self) -> str:
        """In words."""
        return f"nobody on the list {self.list_name} is on another: it may be of other people"


@value
class DifferentLists:
    """Lists of different units, people, places or periods, as is said of them."""

    withholds = True
    code = "different-lists"
    what: str
    values: tuple[str, ...]

    @property
    def message(self) -> str:
        """In words."""
        return f"the lists differ in {self.what}: {', '.join(self.values)}"


@value
class SparseOverlap:
    """Too few people on two lists."""

    withholds = True
    code = "sparse-overlap"
    found: int

    @property
    def message(self) -> str:
        """In words."""
        return f"expected {OVERLAP_MIN} people or more on two lists, found {self.found}"


@value
class NoEstimate:
    """No model's estimate exists, or none is identified."""

    withholds = True
    code = "no-estimate"

    @property
    def message(self) -> str:
        """In words."""
        return "no model of these lists has an estimate: too many cells are empty"


@value
class PoorLinkage:
    """So many links were missed that the correction would be larger than what is to be found."""

    withholds = True
    code = "poor-linkage"
    recall: float

    @property
    def message(self) -> str:
        """In words."""
        return (
            f"expected that {RECALL_MIN:.0%} or more of the records of one person are linked, "
            f"found {self.recall:.1%}: link them better first"
        )


@value
class UnknownLinkage:
    """How many links were missed was not measured: the numbers hold only if none was."""

    withholds = False
    code = "unknown-linkage"

    @property
    def message(self) -> str:
        """In words."""
        return (
            "how well records were linked is not stated: the numbers hold only if no link was "
            "missed; each percent missed makes them one to two percent too large"
        )


@value
class UnmeasuredLinkage:
    """Records were linked here, and nobody looked how many links were missed."""

    withholds = True
    code = "unmeasured-linkage"

    @property
    def message(self) -> str:
        """In words."""
        return (
            "how many records of one person were linked is not known: have some looked up by hand first; "
            "each percent missed makes the number one to two percent too large"
        )


@value
class NotMixed:
    """A sampler whose chains do not agree: its answer is left out."""

    withholds = False
    code = "chains-not-mixed"
    method: str
    r_hat: float
    effective: float
    divergences: int

    @property
    def message(self) -> str:
        """In words."""
        return (
            f"{self.method}: chains have not mixed (split R-hat {self.r_hat:.3f}, "
            f"{self.effective:.0f} effective draws, {self.divergences} divergences)"
        )


@value
class Misfit:
    """A model that cannot make a table like the one seen."""

    withholds = False
    code = "model-misfit"
    method: str
    predictive: float

    @property
    def message(self) -> str:
        """In words."""
        return (
            f"{self.method}: of tables made by the model {self.predictive:.1%} fit worse than "
            "the one seen: do not rely on it"
        )


@value
class Disagreement:
    """Intervals that do not meet: only the union may be given."""

    withholds = False
    code = "disjoint-intervals"
    lower: str
    lower_high: int
    higher: str
    higher_low: int

    @property
    def message(self) -> str:
        """In words."""
        return (
            f"methods disagree beyond their own intervals ({self.lower}: up to "
            f"{self.lower_high:,}; {self.higher}: from {self.higher_low:,}): no single number, "
            "only the union"
        )


@value
class StratumRefused:
    """A stratum without a number: there is none for all together."""

    withholds = True
    code = "stratum-refused"
    stratum: str

    @property
    def message(self) -> str:
        """In words."""
        return f"the stratum {self.stratum} has no number: none for all strata together"


Refusal = (
    NobodyListed
    | TooFewLists
    | TooManyLists
    | TooFewMembers
    | DerivedList
    | ListApart
    | DifferentLists
    | SparseOverlap
    | NoEstimate
    | PoorLinkage
    | UnknownLinkage
    | UnmeasuredLinkage
    | NotMixed
    | Misfit
    | Disagreement
    | StratumRefused
)


def refusals_before(
    patterns: Patterns, facts: tuple[Fact, ...], linkage: Linkage | None
) -> list[Refusal]:
    """Why nothing need be worked out: all reasons that apply."""
    size = len(patterns.lists)
    if not patterns.documented:
        return [NobodyListed()]
    if size < LISTS_MIN:
        return [TooFewLists(found=size, if_independent=_if_independent(patterns))]
    if size > LISTS_MAX:
        return [TooManyLists(found=size)]
    poor = linkage is not None and linkage.recall.low < RECALL_MIN
    return [
        *_members(patterns),
        *_derived(patterns, facts),
        *_apart(patterns),
        *_different(facts),
        *_sparse(patterns),
        *([PoorLinkage(recall=linkage.recall.low)] if linkage and poor else []),
    ]


def _if_independent(patterns: Patterns) -> int | None:
    if len(patterns.lists) != LISTS_MIN - 1:
        return None
    first, second, both = (patterns.on_all(some) for some in ((0,), (1,), (0, 1)))
    return round(chapman(first, second, both))


def _members(patterns: Patterns) -> list[Refusal]:
    counts = [(name, patterns.on_all((n,))) for n, name in enumerate(patterns.lists)]
    return [
        TooFewMembers(list_name=name, found=found) for name, found in counts if found < MEMBERS_MIN
    ]


def _derived(patterns: Patterns, facts: tuple[Fact, ...]) -> list[Refusal]:
    """A list that lies wholly in another was most likely made from it."""
    stated: list[Refusal] = [
        DerivedList(list_name=fact.list_name, from_list=fact.derived_from, stated=True)
        for fact in facts
        if fact.derived_from
    ]
    shown: list[Refusal] = [
        DerivedList(list_name=patterns.lists[part], from_list=patterns.lists[whole], stated=False)
        for part, whole in itertools.permutations(range(len(patterns.lists)), 2)
        if patterns.on_all((part,)) >= CONTAINED_MIN
        and patterns.on_all((part,)) == patterns.on_all(tuple(sorted((part, whole))))
    ]
    return stated + shown


def _apart(patterns: Patterns) -> list[Refusal]:
    return [
        ListApart(list_name=name)
        for n, name in enumerate(patterns.lists)
        if patterns.on_all((n,)) >= MEMBERS_MIN
        and not any(p[n] and sum(p) > 1 and count for p, count in patterns.counts)
    ]


def _different(facts: tuple[Fact, ...]) -> list[Refusal]:
    found: list[Refusal] = []
    for what in ("unit", "population", "place", "period"):
        values = sorted({getattr(fact, what) for fact in facts} - {""})
        if len(values) > 1:
            found.append(DifferentLists(what=what, values=tuple(values)))
    return found


def _sparse(patterns: Patterns) -> list[Refusal]:
    several = sum(count for pattern, count in patterns.counts if sum(pattern) > 1)
    return [] if several >= OVERLAP_MIN else [SparseOverlap(found=several)]
