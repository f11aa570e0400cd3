"""Use all cores of this machine on what is in memory already: processes forked from this one.

In: a function that carries a whole case, items.  Out: results in the order of the items. A fork sees what we
have in memory and shares it until one of the two writes there: a million documents are sent to nobody, and the
function need not be one that can be sent. Only items and results go from process to process.

A fork of a program with threads may find a lock taken that nobody will give back. What runs in these
processes takes no lock but those of the allocator, of the linear algebra and of the interpreter, which all three see to at a fork;
it prints nothing and opens nothing. Where that is not so, `engines.cores` is the engine; so it is where
the system cannot fork safely (not Linux).
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from firsthand.engines.cores import Cores, begin_with
from firsthand.engines.freed import keep_freed_memory
from firsthand.engines.serial import Engine, Serial

# Documents. Work that is sent to others and back costs a quarter more CPU seconds: 10,000 pages take 5.4 in one
# process and 7.3 in two, in about the same time by the clock.
PILE_LEAST = 30_000
PILE_OF_TWO_LEAST = (
    150_000  # two processes save a third of the time at best: worth it when that is minutes
)


class Forked(Cores):
    """As many forks of this process as there are cores for us, or as many as are asked for."""

    def _pool(self, work: Callable[[Any], Any]) -> ProcessPoolExecutor:
        # What was made so far is kept until the end: no search for rubbish need look through it again, in no process.
        gc.freeze()
        pool = ProcessPoolExecutor(
            max_workers=self.processes,
            mp_context=multiprocessing.get_context("fork"),
            initializer=_begin,
            initargs=(work,),
        )
        with warnings.catch_warnings():
            # From 3.12 on Python warns of any fork beside a thread; see above. All begin with the first piece.
            warnings.simplefilter("ignore", DeprecationWarning)
            pool.submit(int)
        return pool


def _begin(work: Callable[[Any], Any]) -> None:
    # What was there before the fork is nobody's rubbish: looking through it would copy all of it.
    gc.freeze()
    begin_with(work)


def engine_for(documents: int, *, processes: int | None = None) -> Engine:
    """What to trace a pile of so many documents with on this machine: all its cores, or this process alone.

    Where *processes* are asked for, they are taken from `PILE_LEAST` documents on, however few they are.
    """
    keep_freed_memory()
    # What was read is nobody's rubbish: each search for some among what tracing makes would look through all of it.
    gc.freeze()
    forked = Forked(processes)
    least = PILE_LEAST if processes or forked.processes > 2 else PILE_OF_TWO_LEAST
    if sys.platform != "linux" or forked.processes < 2 or documents < least:
        return Serial()
    return forked
