"""Share much work among plain forks of this process: next to nothing is paid for handing over.

In: a function and items, all of them at once.  Out: results in the order of the items. A pool of processes costs more than
to hash ten thousand files. Here each process takes the next item when it is ready for one, and what a
fork did not answer, because it was ended or the work raised, is done by this one.

The forks begin when the work is given, not when the first result is asked for: whoever has something else to do does it
in the meantime, and takes part when it asks. What a fork has answered waits there until somebody reads it.

A fork sees what we have in memory, so that neither function nor items are sent; only results are. What is said in
`engines.forked` of locks holds here: the work takes none but those of the allocator and the interpreter,
and prints nothing. Where the system cannot fork safely (not Linux), this process does all of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import gc
import os
import pickle
import select
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
NUMBER_BYTES = 8  # of an item's number, and of how long an answer is
STEP_BYTES = 1 << 20  # a pipe's room, where the system allows it, and what is read of one at a time
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG


class Split:
    """So many processes: this one, and forks of it. A single item is not worth a fork."""

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """*work* of each of *items*, begun at once; when whoever asks has enough, the forks end."""
        waiting = list(items)
        forks = min(self.processes, len(waiting)) - 1
        if forks < 1 or sys.platform != "linux":
            return map(work, waiting)
        answers = _answers(work, waiting, forks)
        next(answers)
        return answers


def _answers(
    work: Callable[[Any], Any], waiting: Sequence[Any], forks: int
) -> Generator[Any, None, None]:
    """Nothing, when the forks have begun; then the answers in order. To close it ends the forks."""
    answers: dict[int, Any] = {}
    given = 0
    with _Forks(work, waiting, forks) as told:
        yield None
        for number, answer in told:
            answers[number] = answer
            while given in answers:
                yield answers.pop(given)
                given += 1
    for number in range(given, len(waiting)):
        yield answers.pop(number) if number in answers else work(waiting[number])


class _Forks:
    """Forks at work, each with a pipe to us."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], count: int) -> None:
        self._work, self._items = work, items
        self._turns = _turns(len(items))
        self._processes: list[int] = []
        self._pipes: dict[int, bytearray] = {}
        self._poll = select.poll()
        with warnings.catch_warnings():
            # From 3.12 on Python warns of any fork beside a thread; see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            for _ in range(count):
                self._fork()

    def _fork(self) -> None:
        ours, theirs = os.pipe()
        with contextlib.suppress(OSError):  # who has many pipes already keeps to small ones
            fcntl.fcntl(theirs, fcntl.F_SETPIPE_SZ, STEP_BYTES)
        process = os.fork()
        if not process:
            _serve(self._work, self._items, self._turns, theirs)
        os.close(theirs)
        self._processes.append(process)
        self._pipes[ours] = bytearray()
        self._poll.register(ours, select.POLLIN)

    def __enter__(self) -> Iterator[tuple[int, Any]]:
        return self._told()

    def _told(self) -> Iterator[tuple[int, Any]]:
        """Each answer with the number of its item, as they come: we take our turns as the forks do, then wait for theirs."""
        while turn := os.read(self._turns, NUMBER_BYTES):
            number = int.from_bytes(turn, "little")
            yield number, self._work(self._items[number])
            yield from self._come(wait=False)
        while self._pipes:
            yield from self._come(wait=True)

    def _come(self, *, wait: bool) -> Iterator[tuple[int, Any]]:
        """What has come from the forks, of each some."""
        for pipe, _ in self._poll.poll(None if wait else 0):
            data = os.read(pipe, STEP_BYTES)
            held = self._pipes[pipe]
            held += data
            yield from _whole(held)
            if not data:
                self._poll.unregister(pipe)
                del self._pipes[pipe]
                os.close(pipe)

    def __exit__(self, *_: object) -> None:
        for handle in (*self._pipes, self._turns):
            os.close(handle)
        for process in self._processes:
            os.kill(process, signal.SIGKILL)  # it has ended, or nobody waits for what it does
        for process in self._processes:
            os.waitpid(process, 0)


def _turns(count: int) -> int:
    """A file of the numbers of all items: who reads the next few bytes of it, has that item."""
    turns = os.memfd_create("turns")
    with os.fdopen(turns, "wb", closefd=False) as stream:
        for number in range(count):
            stream.write(number.to_bytes(NUMBER_BYTES, "little"))
    os.lseek(turns, 0, os.SEEK_SET)
    return turns


def _whole(held: bytearray) -> Iterator[tuple[int, Any]]:
    """The answers that have come whole; they are taken from *held*."""
    while len(held) >= NUMBER_BYTES:
        end = NUMBER_BYTES + int.from_bytes(held[:NUMBER_BYTES], "little")
        if len(held) < end:
            return
        with memoryview(held) as view, view[NUMBER_BYTES:end] as answer:
            told = pickle.loads(answer)  # noqa: S301 - from a fork of ours
        del held[:end]
        yield told


def _serve(work: Callable[[Any], Any], items: Sequence[Any], turns: int, pipe: int) -> None:
    """In a fork: do what nobody has begun, until nothing is left. Nothing of the parent's is run at the end."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends us
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
        gc.disable()
        os.set_blocking(pipe, False)
        waiting: deque[memoryview] = deque()
        while number := os.read(turns, NUMBER_BYTES):
            at = int.from_bytes(number, "little")
            answer = pickle.dumps((at, work(items[at])), protocol=pickle.HIGHEST_PROTOCOL)
            waiting += map(memoryview, (len(answer).to_bytes(NUMBER_BYTES, "little"), answer))
            _hand_over(waiting, pipe)
        os.set_blocking(pipe, True)
        _hand_over(waiting, pipe)
        status = 0
    finally:
        os._exit(status)


def _hand_over(waiting: deque[memoryview], pipe: int) -> None:
    """Write what is waiting, as much as the pipe takes without keeping us."""
    while waiting:
        try:
            written = os.write(pipe, waiting[0])
        except BlockingIOError:
            return
        waiting[0] = waiting[0][written:]
        if not waiting[0]:
            waiting.popleft()
