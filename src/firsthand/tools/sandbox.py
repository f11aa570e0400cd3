"""Do work on hostile bytes in a child process that has no network, little memory and little time.

In: jobs as bytes and a function.  Out: for each job the frames the function gave, and why it ended
early if it did. Frames are bytes, never pickles: a child that was taken over can send nothing that
runs in the parent.
"""

from __future__ import annotations

import contextlib
import json
import logging
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from threading import local

from firsthand.model.value import value
from firsthand.tools.doors import MEMORY_BYTES_MAX, shut_doors

FRAME_BYTES_MAX = 256 << 20  # a text of 20 million letters with its blocks takes under 200 MiB
AHEAD = (
    32  # jobs taken for each child: one long job keeps no other child waiting, and memory is flat
)
FRAMES_BYTES_MAX = 1 << 30  # of one job: the parent holds them all at once
_LOGGER = logging.getLogger(__name__)

Work = Callable[[bytes], Iterator[bytes]]
Prepare = Callable[[], None]


@value
class Done:
    """What came of a job. `ended` is empty, or says why the child did not finish it."""

    frames: tuple[bytes, ...]
    ended: str = ""


class _Child:
    """One child process, replaced when it dies."""

    def __init__(self, work: Work, seconds: float, prepare: Prepare | None) -> None:
        self._work, self._seconds, self._prepare = work, seconds, prepare
        self._told = False
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._work, self._prepare), daemon=True
        )
        self._process.start()
        theirs.close()

    def do(self, job: bytes) -> Done:
        """Have *job* done; a child that fails is replaced."""
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
        self.stop()
        self._start()
        return Done(frames=tuple(frames), ended=ended)

    def stop(self) -> None:
        """End the child, and the programs that it started."""
        if self._process.pid is not None:
            # It may be gone, or not yet the head of a group of its own.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()


def run(
    jobs: Iterable[bytes],
    work: Work,
    *,
    workers: int,
    seconds: float,
    prepare: Prepare | None = None,
) -> Iterator[Done]:
    """Do every job, `workers` at a time; results come in the order of the jobs.

    Jobs are taken as they are needed: of a large case only a few are held in memory.

    *prepare* is done in each child before its doors are shut: models that are loaded by way of a
    temporary file.
    """
    mine = local()
    children: list[_Child] = []

    def do(job: bytes) -> Done:
        if not hasattr(mine, "child"):
            mine.child = _Child(work, seconds, prepare)
            children.append(mine.child)
        done: Done = mine.child.do(job)
        return done

    with ThreadPoolExecutor(max_workers=workers) as pool:
        begun: deque[Future[Done]] = deque()
        try:
            for job in jobs:
                begun.append(pool.submit(do, job))
                if len(begun) >= AHEAD * workers:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
            for child in children:
                child.stop()


def _serve(pipe: Connection, work: Work, prepare: Prepare | None) -> None:
    """The child's life: shut the doors, then one job after the other."""
    os.setsid()
    logging.disable(logging.CRITICAL)  # what libraries have to say about a stranger's bytes
    if prepare is not None:
        prepare()
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
