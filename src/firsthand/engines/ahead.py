"""Keep a few pieces of work under way, and hand out what came of them in the order they were begun.

In: how to begin a piece and how to wait for it.  Out: results in order. What bounds memory is here:
no more pieces are begun, or finished and not yet asked for, than are allowed in flight.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Begun = TypeVar("Begun")
Result = TypeVar("Result")


def in_order(
    items: Iterable[Item],
    *,
    begin: Callable[[Item], Begun],
    wait: Callable[[Begun], Result],
    in_flight: int,
) -> Iterator[Result]:
    """The results of all *items*, at most *in_flight* of them begun and not yet handed out.

    >>> list(in_order("abc", begin=str.upper, wait=str, in_flight=2))
    ['A', 'B', 'C']
    """
    begun: deque[Begun] = deque()
    for item in items:
        begun.append(begin(item))
        if len(begun) >= in_flight:
            yield wait(begun.popleft())
    while begun:
        yield wait(begun.popleft())
