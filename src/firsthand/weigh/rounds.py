"""Sort counts of people of one unit and place into rounds, each counted once.

In: statements that count persons.  Out: rounds; counts that cover several rounds; a figure that is
other rounds added together is kept apart and named.
Several pages that give one round's figure, in round numbers or exactly, are one round. Two figures
for the same time that cannot both be right make one round with a wide interval.
What follows for the number of people is not said here but in `estimates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, product

from firsthand.model.claim import Quantity
from firsthand.model.value import value
from firsthand.weigh.figure import Interval, digits_of, interval_of, printed, rounding, said
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import Span, hull, overlap, span_of, within
from firsthand.weigh.settings import WeighSettings

FIGURE_MIN = 1_000  # smaller figures are sums of others by chance
DIGITS_MIN = 2  # and so is "3,000", unless its time is known to hold the rounds
ROUNDS_ADDED_MAX = 4  # sums of more rounds than these meet a round figure by chance
ROUNDS_COMPARED_MAX = 12  # of more rounds than these some sum meets any figure


@value
class Round:
    """One round: at least `low` and at most `high` people, as printed; `None` where it is open."""

    time: Span | None
    label: str
    low: float | None
    high: float | None
    statements: tuple[Meant, ...]
    disputed: bool = False

    @property
    def text(self) -> str:
        """The round as a reader reads it."""
        if self.low == self.high:
            figure = said(self.low)
        elif self.low is None or self.high is None:
            figure = f"over {said(self.low)}" if self.high is None else f"up to {said(self.high)}"
        else:
            figure = f"{said(self.low)} to {said(self.high)}"
        return f"{figure} {self.label}"


@value
class Sorted:
    """Counts in order: single rounds, and counts whose time holds other rounds and more people."""

    rounds: tuple[Round, ...]
    cumulative: tuple[Round, ...]


@value
class Added:
    """A figure that is other rounds' figures added together."""

    statement: Meant
    figure: float
    rounds: tuple[Round, ...]


def sort_rounds(statements: Sequence[Meant], *, settings: WeighSettings) -> Sorted:
    """The rounds among *statements*, earliest first."""
    counts = [_count(meant, settings) for meant in sorted(statements, key=lambda m: m.id)]
    clusters = _clustered([c for c in counts if c.closed and c.time is not None])
    for count in (c for c in counts if c.closed and c.time is None):
        _attached(clusters, count)
    for count in (c for c in counts if not c.closed):
        _attached(clusters, count)
    rounds = _disputes_joined([_round(cluster) for cluster in clusters])
    over = tuple(r for r in rounds if any(_covers(r, other) for other in rounds))
    single = tuple(r for r in rounds if r not in over)
    return Sorted(
        rounds=tuple(sorted(single, key=_when)), cumulative=tuple(sorted(over, key=_when))
    )


def rounds_added(
    statement: Meant, rounds: Sequence[Round], *, settings: WeighSettings
) -> Added | None:
    """Which rounds' figures, added together, give the figure of *statement*, as far as it is printed.

    The rounds must lie within its time, where both are stated; the fewest that fit are given.
    """
    quantity = statement.value
    assert isinstance(quantity, Quantity)
    figure = printed(quantity)
    if figure is None or not may_be_added(statement):
        return None
    time = span_of(quantity.period)
    by_chance = digits_of(figure) < DIGITS_MIN
    fitting = [
        r
        for r in rounds
        if r.low is not None
        and r.high is not None
        and r.high < figure
        and _may_lie_in(r.time, time, by_chance=by_chance)
    ]
    if len(fitting) > ROUNDS_COMPARED_MAX:
        return None
    slack = rounding(figure, settings)
    for how_many in range(2, ROUNDS_ADDED_MAX + 1):
        for some in combinations(fitting, how_many):
            low = sum(r.low or 0.0 for r in some)
            high = sum(r.high or 0.0 for r in some)
            if low - slack <= figure <= high + slack:
                return Added(statement=statement, figure=figure, rounds=some)
    return None


def may_be_added(statement: Meant) -> bool:
    """Whether a figure is one of which it is asked whether rounds give it, whatever these are."""
    quantity = statement.value
    if not isinstance(quantity, Quantity):
        return False
    figure = printed(quantity)
    if figure is None or figure < FIGURE_MIN:
        return False
    return digits_of(figure) >= DIGITS_MIN or span_of(quantity.period) is not None


def _may_lie_in(part: Span | None, whole: Span | None, *, by_chance: bool) -> bool:
    """Whether a round is within the time of a figure; unknown times are no help to a round figure."""
    if part is None or whole is None:
        return not by_chance
    return within(part, whole)


@value
class _Count:
    """A count ready to be placed; `closed` where both its ends are printed."""

    meant: Meant
    quantity: Quantity
    time: Span | None
    interval: Interval

    @property
    def closed(self) -> bool:
        return self.quantity.low is not None and self.quantity.high is not None


def _count(meant: Meant, settings: WeighSettings) -> _Count:
    quantity = meant.value
    assert isinstance(quantity, Quantity)
    return _Count(
        meant=meant,
        quantity=quantity,
        time=span_of(quantity.period),
        interval=interval_of(quantity, settings),
    )


def _clustered(counts: Sequence[_Count]) -> list[list[_Count]]:
    """Counts with a time of which each gives the figure of another for a time that meets its own.

    In the order of the last count of each. Counts of one time fall into stretches of figures that meet; what then
    remains is to hold stretches of times that meet against each other, and not every count against every other.
    """
    first = list(range(len(counts)))  # of the same cluster, or on the way to it
    by_time: dict[Span, list[int]] = {}
    for number, count in enumerate(counts):
        if count.time is not None:
            by_time.setdefault(count.time, []).append(number)
    stretches = {
        time: _stretches(counts, members, first, met=overlap(time, time))
        for time, members in by_time.items()
    }
    for one, other in combinations(stretches, 2):
        if overlap(one, other):
            _join_met(stretches[one], stretches[other], first)
    clusters: dict[int, list[_Count]] = {}
    for number in reversed(range(len(counts))):
        clusters.setdefault(_first(first, number), []).append(counts[number])
    return [*reversed(clusters.values())]


Stretch = tuple[float, float, int]  # lowest and highest figure, and one of its counts


def _stretches(
    counts: Sequence[_Count], members: Sequence[int], first: list[int], *, met: bool
) -> list[Stretch]:
    """What the figures of one time reach over, lowest first; each by itself where the time is none (2017/2016)."""
    done: list[Stretch] = []
    for number in sorted(members, key=lambda n: counts[n].interval.low):
        interval = counts[number].interval
        if met and done and interval.low <= done[-1][1]:
            low, high, known = done[-1]
            first[_first(first, number)] = _first(first, known)
            done[-1] = (low, max(high, interval.high), known)
        else:
            done.append((interval.low, interval.high, number))
    return done


def _join_met(some: Sequence[Stretch], others: Sequence[Stretch], first: list[int]) -> None:
    """Make one cluster of stretches that meet; each side is in order."""
    if _meet_within(some) or _meet_within(others):
        for (low, high, one), (low_other, high_other, other) in product(some, others):
            if low <= high_other and low_other <= high:
                first[_first(first, one)] = _first(first, other)
        return
    at = to = 0
    while at < len(some) and to < len(others):
        (low, high, one), (low_other, high_other, other) = some[at], others[to]
        if low <= high_other and low_other <= high:
            first[_first(first, one)] = _first(first, other)
        if high < high_other:
            at += 1
        else:
            to += 1


def _meet_within(stretches: Sequence[Stretch]) -> bool:
    """Whether any two of one side meet, as those of a time that is none do."""
    return any(high >= low for (_, high, _), (low, _, _) in pairwise(stretches))


def _first(first: list[int], number: int) -> int:
    """The count by which the cluster of *number* is known."""
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number


def _attached(clusters: list[list[_Count]], count: _Count) -> None:
    """Put a count that leaves something open with the one round it fits, or by itself."""
    fits = [
        c
        for c in clusters
        if any(
            (count.time is None or other.time is None or overlap(count.time, other.time))
            and count.interval.meets(other.interval)
            for other in c
        )
    ]
    exact = [c for c in fits if any(count.time == other.time for other in c)]
    chosen = exact or fits
    if len(chosen) == 1:
        chosen[0].append(count)
    elif not chosen:
        clusters.append([count])


def _round(cluster: list[_Count]) -> Round:
    """One round from all that give it: the exact figures if there are any, else the wider ones."""
    closed = [c for c in cluster if c.closed]
    exact = [c for c in closed if not c.quantity.approximate]
    if exact:
        low: float | None = min(float(c.quantity.low or 0) for c in exact)
        high: float | None = max(float(c.quantity.high or 0) for c in exact)
    elif closed:
        low = min(c.interval.low for c in closed)
        high = max(c.interval.high for c in closed)
    else:
        lows = [float(c.quantity.low) for c in cluster if c.quantity.low is not None]
        highs = [float(c.quantity.high) for c in cluster if c.quantity.high is not None]
        low, high = (min(lows) if lows else None), (max(highs) if highs else None)
    dated = [c for c in (exact or closed or cluster) if c.time is not None]
    return Round(
        time=hull([c.time for c in dated if c.time is not None]) if dated else None,
        label=_label(dated),
        low=low,
        high=high,
        statements=tuple(sorted((c.meant for c in cluster), key=lambda m: m.id)),
    )


def _label(dated: list[_Count]) -> str:
    periods = sorted({c.quantity.period for c in dated if c.quantity.period})
    return f"in {' or '.join(periods)}" if periods else "at a time that is not stated"


def _disputes_joined(rounds: list[Round]) -> list[Round]:
    """Rounds with figures that cannot both be right for one time become one, as wide as both."""
    left = sorted(rounds, key=_when)
    done: list[Round] = []
    while left:
        first = left.pop(0)
        rivals = [r for r in left if _dispute(first, r)]
        if not rivals:
            done.append(first)
            continue
        left = [r for r in left if r not in rivals]
        left.insert(0, _joined([first, *rivals]))
    return done


def _dispute(one: Round, other: Round) -> bool:
    """Whether the two are figures for one time; a longer time with more people is no dispute."""
    if one.time is None or other.time is None:
        return False
    return one.time == other.time or (
        (within(one.time, other.time) or within(other.time, one.time))
        and not _covers(one, other)
        and not _covers(other, one)
    )


def _joined(rounds: list[Round]) -> Round:
    lows = [r.low for r in rounds]
    highs = [r.high for r in rounds]
    times = [r.time for r in rounds if r.time is not None]
    return Round(
        time=hull(times),
        label=" or ".join(dict.fromkeys(r.label for r in rounds)),
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
        statements=tuple(sorted((m for r in rounds for m in r.statements), key=lambda m: m.id)),
        disputed=True,
    )


def _covers(whole: Round, part: Round) -> bool:
    """Whether *whole* is a count over a longer time that holds *part* and more people."""
    if whole.time is None or part.time is None or whole.time == part.time:
        return False
    if not within(part.time, whole.time):
        return False
    return (whole.low or 0.0) >= (part.high or part.low or 0.0)


def _when(each: Round) -> tuple[int, int, float, str]:
    first = each.time.first if each.time and each.time.first is not None else 0
    last = each.time.last if each.time and each.time.last is not None else 10**9
    return (first, last, each.low or 0.0, each.label)
