"""Do one thing after the other, in this process: the measure that other engines are held to.

In: a function and items.  Out: results in the order of the items, each made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Anything that does work on many items; the results come in the order of the items."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*, few of them in hand at once."""


class Serial:
    """One process."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*, one after the other."""
        return map(work, items)
