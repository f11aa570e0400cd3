"""Share much work among plain forks of this process: next to nothing is paid for handing over.

In: a function and items, all of them at once.  Out: results in the order of the items. A pool of processes costs more than
to hash ten thousand files. Here each process takes the next item when it is ready for one, and what a
fork did not answer, because it was ended or the work raised, is done by this one.

The forks begin when the work is given, not when the first result is asked for: whoever has something else to do does it
in the meantime, and takes part when it asks. What a fork has answered waits in a file in memory until somebody reads it, so that
the fork, and with it all that it has written to, is gone as soon as it has nothing left to do.

A fork sees what we have in memory, so that neither function nor items are sent; only results are. What is said in
`engines.forked` of locks holds here: the work takes none but those of the allocator and the interpreter,
and prints nothing. Where the system cannot fork safely (not Linux), this process does all of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import gc
import mmap
import os
import pickle
import select
import signal
import sys
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
NUMBER_BYTES = 8  # of an item's number, and of how long an answer is
STEP_BYTES = 1 << 20  # a pipe's room, where the system allows it, and what is read of one at a time
_DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG
_PUNCH_HOLE = 3  # fallocate(2): FALLOC_FL_PUNCH_HOLE, which goes with FALLOC_FL_KEEP_SIZE


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


class _Answers:
    """What one fork has answered: each answer in a file in memory, and how long it is through a pipe."""

    def __init__(self) -> None:
        self.pipe, self._theirs = os.pipe()
        with contextlib.suppress(OSError):  # who has many pipes already keeps to small ones
            fcntl.fcntl(self._theirs, fcntl.F_SETPIPE_SZ, STEP_BYTES)
        self._file = os.memfd_create("answers")
        self.is_open = True  # until the fork has ended and all has come
        self._lengths = bytearray()
        self._read = 0  # bytes of the file

    def only_read(self) -> None:
        """The fork alone has the end that is written to: when it has ended, so has the pipe."""
        os.close(self._theirs)

    def write(self, answers: Iterator[Any]) -> None:
        """In the fork: write all answers; nobody need read for the fork to go on, while the pipe has room for lengths."""
        os.set_blocking(self._theirs, False)
        waiting = bytearray()
        for answer in answers:
            told = pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)
            _write_whole(self._file, told)
            waiting += len(told).to_bytes(NUMBER_BYTES, "little")
            with contextlib.suppress(BlockingIOError):
                del waiting[: os.write(self._theirs, waiting)]
        os.set_blocking(self._theirs, True)
        _write_whole(self._theirs, waiting)

    def come(self) -> Iterator[Any]:
        """What has come whole, read one by one as it is asked for: all of it together may be very large."""
        data = os.read(self.pipe, STEP_BYTES)
        self.is_open = bool(data)
        self._lengths += data
        while len(self._lengths) >= NUMBER_BYTES:
            length = int.from_bytes(self._lengths[:NUMBER_BYTES], "little")
            del self._lengths[:NUMBER_BYTES]
            told = _read_whole(self._file, self._read, length)
            self._give_back(length)
            yield pickle.loads(told)  # noqa: S301 - from a fork of ours

    def _give_back(self, length: int) -> None:
        """The room of what has been read, as far as it fills pages."""
        first = self._read // mmap.PAGESIZE * mmap.PAGESIZE
        self._read += length
        last = self._read // mmap.PAGESIZE * mmap.PAGESIZE
        if last > first:
            # Where it cannot be given back, it is kept until all are read.
            fallocate = ctypes.CDLL(None).fallocate
            fallocate(self._file, _PUNCH_HOLE, ctypes.c_int64(first), ctypes.c_int64(last - first))

    def close(self) -> None:
        """Nothing more is asked for."""
        os.close(self.pipe)
        os.close(self._file)


class _Forks:
    """Forks at work, and what they answer."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], count: int) -> None:
        self._work, self._items = work, items
        self._turns = _turns(len(items))
        self._processes: list[int] = []
        self._answers: dict[int, _Answers] = {}  # by pipe
        self._poll = select.poll()
        with warnings.catch_warnings():
            # From 3.12 on Python warns of any fork beside a thread; see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            for _ in range(count):
                self._fork()

    def _fork(self) -> None:
        answers = _Answers()
        process = os.fork()
        if not process:
            _serve(self._work, self._items, self._turns, answers)
        answers.only_read()
        self._processes.append(process)
        self._answers[answers.pipe] = answers
        self._poll.register(answers.pipe, select.POLLIN)

    def __enter__(self) -> Iterator[tuple[int, Any]]:
        return self._told()

    def _told(self) -> Iterator[tuple[int, Any]]:
        """Each answer with the number of its item, as they come: we take our turns as the forks do, then wait for theirs."""
        while turn := os.read(self._turns, NUMBER_BYTES):
            number = int.from_bytes(turn, "little")
            yield number, self._work(self._items[number])
            yield from self._come(wait=False)
        while self._answers:
            yield from self._come(wait=True)

    def _come(self, *, wait: bool) -> Iterator[tuple[int, Any]]:
        """What has come from the forks, of each some."""
        for pipe, _ in self._poll.poll(None if wait else 0):
            yield from self._answers[pipe].come()
            if not self._answers[pipe].is_open:
                self._poll.unregister(pipe)
                self._answers.pop(pipe).close()

    def __exit__(self, *_: object) -> None:
        for answers in self._answers.values():
            answers.close()
        os.close(self._turns)
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


def _serve(work: Callable[[Any], Any], items: Sequence[Any], turns: int, answers: _Answers) -> None:
    """In a fork: do what nobody has begun, until nothing is left. Nothing of the parent's is run at the end."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends us
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
        gc.disable()
        answers.write(_served(work, items, turns))
        status = 0
    finally:
        os._exit(status)


def _served(
    work: Callable[[Any], Any], items: Sequence[Any], turns: int
) -> Iterator[tuple[int, Any]]:
    """The number of each item that is ours to do, and what came of it."""
    while turn := os.read(turns, NUMBER_BYTES):
        number = int.from_bytes(turn, "little")
        yield number, work(items[number])


def _write_whole(file: int, data: bytes | bytearray) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]


def _read_whole(file: int, first: int, length: int) -> bytes:
    """So many bytes of a file from a place on; no call reads more than two gigabytes."""
    parts = []
    while length:
        parts.append(os.pread(file, length, first))
        first, length = first + len(parts[-1]), length - len(parts[-1])
    return b"".join(parts)
