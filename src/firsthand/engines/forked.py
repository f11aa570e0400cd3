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

PILE_LEAST = 3_000  # documents; of fewer, starting processes takes longer than they save


class Forked(Cores):
    """As many forks of this process as there are cores for us, or as many as are asked for."""

    def _pool(self, work: Callable[[Any], Any]) -> ProcessPoolExecutor:
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
    """What to trace a pile of so many documents with on this machine: all its cores, or this process alone."""
    keep_freed_memory()
    forked = Forked(processes)
    if sys.platform != "linux" or forked.processes < 2 or documents < PILE_LEAST:
        return Serial()
    return forked
