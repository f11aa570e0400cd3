"""Do work on hostile bytes in a child process that has no network, little memory and little time.

In: jobs as bytes and a function.  Out: for each job the frames the function gave, and why it ended
early if it did. Frames are bytes, never pickles: a child that was taken over can send nothing that
runs in the parent.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from threading import local

from firsthand.model.value import value

MEMORY_BYTES_MAX = (
    3 << 30
)  # a page of 64 MiB as a tree takes under 2 GiB; a bomb takes all there is
SECONDS_MAX = 120  # for one frame; the slowest real PDF takes some ten
FRAME_BYTES_MAX = 512 << 20
FILE_BYTES_MAX = 256 << 20  # for what a tool puts beside itself; evidence is only read
OPEN_FILES_MAX = 256
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)

Work = Callable[[bytes], Iterator[bytes]]


@value
class Done:
    """What came of a job. `ended` is empty, or says why the child did not finish it."""

    frames: tuple[bytes, ...]
    ended: str = ""


class _Child:
    """One child process, replaced when it dies."""

    def __init__(self, work: Work, seconds: float) -> None:
        self._work, self._seconds = work, seconds
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        self._process.start()
        theirs.close()

    def do(self, job: bytes) -> Done:
        """Have *job* done; a child that fails is replaced."""
        frames: list[bytes] = []
        try:
            self._ours.send_bytes(job)
            while True:
                if not self._ours.poll(self._seconds):
                    return self._replace(frames, f"timeout: nothing came for {self._seconds} s")
                frame = self._ours.recv_bytes(FRAME_BYTES_MAX)
                if frame == b"":
                    return Done(frames=tuple(frames))
                if frame == b"M":
                    limit = MEMORY_BYTES_MAX >> 20
                    return self._replace(frames, f"out-of-memory: it takes more than {limit} MiB")
                frames.append(frame[1:])
        except (EOFError, OSError):
            return self._replace(frames, "crashed: the reader broke down over it")

    def _replace(self, frames: list[bytes], ended: str) -> Done:
        self.stop()
        self._start()
        return Done(frames=tuple(frames), ended=ended)

    def stop(self) -> None:
        """End the child."""
        self._process.kill()
        self._process.join()
        self._ours.close()


def run(jobs: Iterable[bytes], work: Work, *, workers: int, seconds: float) -> Iterator[Done]:
    """Do every job, `workers` at a time; results come in the order of the jobs."""
    mine = local()
    children: list[_Child] = []

    def do(job: bytes) -> Done:
        if not hasattr(mine, "child"):
            mine.child = _Child(work, seconds)
            children.append(mine.child)
        done: Done = mine.child.do(job)
        return done

    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            yield from pool.map(do, jobs)
        finally:
            pool.shutdown(cancel_futures=True)
            for child in children:
                child.stop()


def _serve(pipe: Connection, work: Work) -> None:
    """The child's life: shut the doors, then one job after the other."""
    shut_doors()
    while True:
        try:
            job = pipe.recv_bytes()
        except EOFError:
            return
        try:
            for frame in work(job):
                pipe.send_bytes(b"F" + frame)
            pipe.send_bytes(b"")
        except MemoryError:
            pipe.send_bytes(b"M")
            return


def shut_doors() -> None:
    """Give up network, memory, files and secrets, as far as the machine lets us; for good."""
    for name in [name for name in os.environ if name not in {"PATH", "LANG", "LC_ALL", "TMPDIR"}]:
        del os.environ[name]
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES_MAX),
        (resource.RLIMIT_FSIZE, FILE_BYTES_MAX),
        (resource.RLIMIT_NOFILE, OPEN_FILES_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most < 0 else min(limit, most), most))
    if sys.platform == "linux":
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)
    sys.addaudithook(_refuse_network)


def _refuse_network(name: str, _: object) -> None:
    if name in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        raise PermissionError(f"evidence is read without a network: {name}")
