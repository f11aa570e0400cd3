"""What the overlap says without choosing a model: a lower bound, and the widest of answers.

In: patterns.  Out: intervals. Chapman (1951) for two lists; Chao's lower bound (1987), which holds
when some people are easier to list than others; and the estimate that assumes only that the lists
have no highest-order interaction (Fienberg 1972), a product of odd and even cells.
"""

from __future__ import annotations

import math

from firsthand.weigh.systems.answers import Interval, from_log_normal
from firsthand.weigh.systems.loglinear import patterns_of
from firsthand.weigh.systems.patterns import Patterns


def chapman(first: int, second: int, both: int) -> float:
    """How many people there are if being on one list says nothing of being on the other.

    >>> round(chapman(100, 80, 19))
    408
    """
    return (first + 1) * (second + 1) / (both + 1) - 1


def chao(patterns: Patterns, *, few_lists: bool = False) -> Interval | None:
    """At least the documented and f1²/(2·f2) more, f1 people being on one list and f2 on two.

    The formula supposes many lists that catch few people each. With *few_lists*, t of them, the
    unseen are (t-1)/t of it: exact for t equal lists, and less than the truth where people differ.
    """
    once, twice = _on(patterns, 1), _on(patterns, 2)
    if not once or not twice:
        return None
    share = (len(patterns.lists) - 1) / len(patterns.lists) if few_lists else 1.0
    ratio = once / twice
    unseen = share * once * ratio / 2
    variance = twice * (share**2 * ratio**4 / 4 + share**2 * ratio**3 + share * ratio**2 / 2)
    error = math.sqrt(math.log(1 + variance / unseen**2))
    return from_log_normal(patterns.documented, math.log(unseen), error)


def no_highest_order(patterns: Patterns, *, times: float = 1.0) -> Interval | None:
    """What the cells say if all lists together depend on one another in no way of their own.

    Every cell must have people in it: an empty one leaves nothing to divide by. The assumption
    cannot be tested by the table; *times* is by how much it is broken: the ratio of odd to even
    cells of all patterns, that of nobody's included, is that instead of 1 (Gerritse and others 2015).
    """
    table = patterns.table
    cells = patterns_of(len(patterns.lists))
    if any(cell not in table for cell in cells):
        return None
    log_unseen = sum((1 if sum(cell) % 2 else -1) * math.log(table[cell]) for cell in cells)
    error = math.sqrt(sum(1 / table[cell] for cell in cells))
    return from_log_normal(patterns.documented, log_unseen + math.log(times), error)


def _on(patterns: Patterns, lists_count: int) -> int:
    return sum(n for pattern, n in patterns.counts if sum(pattern) == lists_count)
