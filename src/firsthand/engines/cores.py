"""Use all cores of this machine: a pool of processes.

In: a function and items.  Out: results in the order of the items. Processes are forked from a server
that has no threads, never from us: a fork of a program with threads may hang. The function goes to
each process once, so that what it carries (an index of a case) is not sent with every item.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from firsthand.engines.ahead import in_order
from firsthand.errors import WorkerLostError

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 2  # pieces in flight for each process: one in hand, one waiting, so that none is idle
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG


class Cores:
    """As many processes as there are cores for us, or as many as are asked for."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or len(os.sched_getaffinity(0))

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*; a generator, so that nothing begins before it is asked for.

        Raises:
            WorkerLostError: a process ended by itself. What came before it was handed out.
        """
        pool = self._pool(work)
        finished = False
        try:
            yield from in_order(
                items,
                begin=lambda item: pool.submit(do, item),
                wait=_wait,
                in_flight=AHEAD * self.processes,
            )
            finished = True
        except BrokenProcessPool:
            raise WorkerLostError from None
        finally:
            # Given up half-way (an interrupt, an error, a caller who has enough): what is in hand is
            # ended, not waited for.
            if not finished:
                _end(pool)
            pool.shutdown(wait=True, cancel_futures=True)

    def _pool(self, work: Callable[[Any], Any]) -> ProcessPoolExecutor:
        """Processes that have *work* at hand."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(
            max_workers=self.processes,
            mp_context=context,
            initializer=_begin,
            initargs=(pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL),),
        )


def _wait(begun: Future[Any]) -> Any:
    return begun.result()


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 - public from 3.14 on
        process.kill()


_work: Callable[[Any], Any] | None = None


def _begin(work: bytes) -> None:
    """In the process, once: take the work."""
    begin_with(pickle.loads(work))  # noqa: S301 - from our own parent


def begin_with(work: Callable[[Any], Any]) -> None:
    """In a process, once: have *work*, leave interrupts to the parent, and end when it does."""
    global _work  # noqa: PLW0603 - what this process is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
    _work = work


def do(item: Any) -> Any:
    """In a process: the work on one item."""
    assert _work is not None, "the process was given its work when it began"
    return _work(item)
