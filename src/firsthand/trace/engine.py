"""What does a stage's work on many items: the stage says what, the engine says where.

In: a function that can be sent elsewhere (top-level, or a value that is called), items.  Out: results
in the order of the items.  Processes and clusters are not started here but by whoever passes an
engine in; without one, everything is done here and now.

What every item needs is carried by the function, which an engine hands to each of its workers once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Anything that maps; results come in the order of the items, whoever finishes first."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """*work* of each item, few items in hand at a time."""


class Here:
    """One item after the other, in this process."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """*work* of each item when its result is asked for."""
        return map(work, items)


HERE = Here()


def in_parts(
    items: Iterable[Item], *, size: int, size_of: Callable[[Item], int]
) -> Iterator[list[Item]]:
    """Some items at a time, as pieces of work: each ends with the item that fills *size*.

    >>> list(in_parts(["aa", "b", "cccc", "d"], size=3, size_of=len))
    [['aa', 'b'], ['cccc'], ['d']]
    """
    some: list[Item] = []
    held = 0
    for item in items:
        some.append(item)
        held += size_of(item)
        if held >= size:
            yield some
            some, held = [], 0
    if some:
        yield some
