"""Do work on hostile bytes in a child process that has no network, little memory and little time.

In: jobs as bytes and a function.  Out: for each job the frames the function gave, and why it ended
early if it did. Frames are bytes, never pickles: a child that was taken over can send nothing that
runs in the parent.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from threading import Event, Lock, local

from firsthand.model.value import value
from firsthand.tools.doors import MEMORY_BYTES_MAX, shut_doors
from firsthand.tools.nursery import Nursery, Prepare

FRAME_BYTES_MAX = 256 << 20  # a text of 20 million letters with its blocks takes under 200 MiB
AHEAD = (
    32  # jobs taken for each child: one long job keeps no other child waiting, and memory is flat
)
FRAMES_BYTES_MAX = 1 << 30  # of one job: the parent holds them all at once
NURSERIES_KEPT = 2  # reading and suggesting follow on each other; each takes some 100 MiB
_LOGGER = logging.getLogger(__name__)

Work = Callable[[bytes], Iterator[bytes]]
Heard = Callable[[int, int], None]  # the number of a job, and how many frames came of it so far


@value
class Done:
    """What came of a job. `ended` is empty, or says why the child did not finish it."""

    frames: tuple[bytes, ...]
    ended: str = ""


class _Child:
    """One child process, replaced when it dies."""

    def __init__(self, nursery: Nursery, work: bytes, seconds: float) -> None:
        self._nursery, self._work, self._seconds = nursery, work, seconds
        self._told = False
        self._over = False
        self._lock = Lock()
        self._start()

    def _start(self) -> None:
        self._ours, self._number = self._nursery.child()
        self._ours.send_bytes(self._work)

    def do(self, job: bytes, heard: Callable[[int], None]) -> Done:
        """Have *job* done; a child that fails is replaced. *heard* is told how many frames came so far."""
        frames: list[bytes] = []
        size = 0
        try:
            self._ours.send_bytes(job)
            while True:
                if not self._ours.poll(self._seconds):
                    return self._replace(frames, f"timeout: nothing came for {self._seconds} s")
                frame = self._ours.recv_bytes(FRAME_BYTES_MAX)
                size += len(frame)
                if frame == b"":
                    return Done(frames=tuple(frames))
                if frame == b"M":
                    limit = MEMORY_BYTES_MAX >> 20
                    return self._replace(frames, f"out-of-memory: it takes more than {limit} MiB")
                if size > FRAMES_BYTES_MAX:
                    return self._replace(
                        frames, f"too-much: more than {FRAMES_BYTES_MAX} bytes came of it"
                    )
                if frame[:1] == b"D":
                    self._tell(frame[1:])
                else:
                    frames.append(frame[1:])
                    heard(len(frames))
        except (EOFError, OSError):
            return self._replace(frames, "crashed: the reader broke down over it")

    def _tell(self, doors: bytes) -> None:
        """Say which doors stay open; a child may be lying, so it is heard once and in few words."""
        if not self._told:
            self._told = True
            _LOGGER.warning(
                "hostile files are read with an open door: %s",
                ascii(doors[:400].decode("ascii", "replace")),
            )

    def _replace(self, frames: list[bytes], ended: str) -> Done:
        with self._lock:
            if self._over:
                return Done(frames=tuple(frames), ended="stopped: it was not waited for")
            self._nursery.end(self._number)
            self._ours.close()
            self._start()
        return Done(frames=tuple(frames), ended=ended)

    def end(self) -> None:
        """End the child for good, and the programs that it started; whoever waits for what it does hears that it ended."""
        with self._lock:
            if not self._over:
                self._over = True
                self._nursery.end(self._number)

    def stop(self) -> None:
        """The same, once no one waits for it."""
        self.end()
        self._ours.close()


def run(
    jobs: Iterable[bytes],
    work: Work,
    *,
    workers: int,
    seconds: float,
    prepare: Prepare | None = None,
    heard: Heard | None = None,
) -> Iterator[Done]:
    """Do every job, `workers` at a time; results come in the order of the jobs.

    Jobs are taken as they are needed: of a large case only a few are held in memory.

    *prepare* is done once, before children are made and their doors are shut: what takes long to load,
    models that are loaded by way of a temporary file. What it gives, all children share. *heard* is told of each
    frame when it comes, while its job goes on, by the thread that waits for it. Whoever stops asking, or is
    interrupted, waits for nothing that was begun: children are ended whatever they are at.
    """
    mine = local()
    packed = pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL)
    nursery: Nursery | None = None
    children: list[_Child] = []
    over = Event()

    def do(number: int, job: bytes) -> Done:
        if not hasattr(mine, "child"):
            assert nursery is not None, "it was made before the first job was begun"
            mine.child = _Child(nursery, packed, seconds)
            children.append(mine.child)
            if over.is_set():  # it was made while the others were ended
                mine.child.end()
        done: Done = mine.child.do(job, partial(heard or _unheard, number))
        return done

    with ThreadPoolExecutor(max_workers=workers) as pool:
        begun: deque[Future[Done]] = deque()
        try:
            for number, job in enumerate(jobs):
                if nursery is None:
                    nursery = _nursery(prepare)
                begun.append(pool.submit(do, number, job))
                if len(begun) >= AHEAD * workers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            over.set()
            _end_all(pool, children)
            if nursery is not None:
                _keep(prepare, nursery)


def _end_all(pool: ThreadPoolExecutor, children: Sequence[_Child]) -> None:
    """End the children of a pool, then its threads, which wait for them."""
    pool.shutdown(wait=False, cancel_futures=True)
    for child in tuple(children):
        child.end()
    pool.shutdown()
    for child in children:
        child.stop()


def _unheard(number: int, frames: int) -> None:
    """Whoever does not ask hears nothing."""


_kept: list[tuple[Prepare | None, Nursery]] = []  # those that no one uses, the last used last
os.register_at_fork(after_in_child=_kept.clear)  # they are children of another now


def _nursery(prepare: Prepare | None) -> Nursery:
    """A nursery of children with what *prepare* loads: one that was used before, or a new one."""
    for each in _kept:
        if each[0] == prepare and each[1].is_alive:
            _kept.remove(each)
            return each[1]
    return Nursery(_serve, prepare)


def _keep(prepare: Prepare | None, nursery: Nursery) -> None:
    """Keep a nursery for the next time, and end what has not been used for longest."""
    _kept.append((prepare, nursery))
    while len(_kept) > NURSERIES_KEPT:
        _kept.pop(0)[1].stop()


def _serve(pipe: Connection) -> None:
    """The child's life: hear what the work is, shut the doors, then one job after the other."""
    os.setsid()
    work: Work = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own parent
    doors = shut_doors()
    while True:
        try:
            job = pipe.recv_bytes()
        except EOFError:
            return
        try:
            if doors:
                pipe.send_bytes(b"D" + json.dumps(doors).encode())
                doors = ()
            for frame in work(job):
                pipe.send_bytes(b"F" + frame)
            pipe.send_bytes(b"")
        except MemoryError:
            pipe.send_bytes(b"M")
            return
