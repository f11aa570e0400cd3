"""Use all cores of this machine on what is in memory already: this process and forks of it.

In: a function that carries a whole case, items.  Out: results in the order of the items. A fork sees what we
have in memory and shares it until one of the two writes there: a million documents are sent to nobody, and the
function need not be one that can be sent. Only results go from process to process, see `engines.split`.

A fork of a program with threads may find a lock taken that nobody will give back. What runs in these
processes takes no lock but those of the allocator, of the linear algebra and of the interpreter, which all three see to at a fork;
it prints nothing and opens nothing. Where that is not so, `engines.cores` is the engine; so it is where
the system cannot fork safely (not Linux).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from firsthand.engines.freed import give_back_freed_memory, keep_freed_memory
from firsthand.engines.serial import Engine, Serial
from firsthand.engines.split import Split

Item = TypeVar("Item")
Result = TypeVar("Result")
# Documents. What is handed over, and what two processes take from each other's memory, costs CPU seconds: of 10,000 pages
# about one in twenty, where there is little time to be saved.
PILE_LEAST = 30_000


class Forked(Split):
    """As many processes as there are cores for us, or as many as are asked for; this is one of them."""

    def __init__(self, processes: int | None = None) -> None:
        super().__init__(processes or len(os.sched_getaffinity(0)))

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*, begun at once."""
        # What was made so far is kept until the end: no search for rubbish need look through it again, in no process.
        gc.freeze()
        give_back_freed_memory()
        return super().map(work, items)


def engine_for(documents: int, *, processes: int | None = None) -> Engine:
    """What to trace a pile of so many documents with on this machine: this process alone, from `PILE_LEAST` on all cores.

    All, or as many as are asked for.
    """
    keep_freed_memory()
    # What was read is nobody's rubbish: each search for some among what tracing makes would look through all of it.
    gc.freeze()
    forked = Forked(processes)
    if sys.platform != "linux" or forked.processes < 2 or documents < PILE_LEAST:
        return Serial()
    return forked
