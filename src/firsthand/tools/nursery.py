"""Keep a clean process that has loaded what children need, and fork them from it.

In: what a child does for its life, what is loaded before.  Out: children, each with a pipe of its own.
To load what reads pages takes a second; a fork takes milliseconds. The nursery holds nothing of a case,
no key and no secret that it was not started with, and reads nothing of a stranger's: a child sees of it what a
new process would have seen. It has one thread, so that a fork finds no lock taken; it ends with whoever
started it, and its children end with it.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from threading import Lock
from typing import NoReturn

from firsthand.errors import FaultError

Life = Callable[[Connection], None]
Prepare = Callable[[], None]
_NEW, _END = b"new", b"end "


class Nursery:
    """A process from which children are forked that live *life*, after *prepare*."""

    def __init__(self, life: Life, prepare: Prepare | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_nurse, args=(theirs, life, prepare), daemon=True)
        self._process.start()
        theirs.close()
        self._lock = Lock()
        self._owner = os.getpid()

    def child(self) -> tuple[Connection, int]:
        """A new child: our end of its pipe, and its number.

        Raises:
            FaultError: the nursery did not come to life, or was ended by the system.
        """
        ours, theirs = multiprocessing.Pipe()
        try:
            with self._lock:
                self._ours.send_bytes(_NEW)
                send_handle(self._ours, theirs.fileno(), self._process.pid or 0)
                return ours, int(self._ours.recv_bytes())
        except (EOFError, OSError) as problem:
            ours.close()
            message = "the process that children are made from has ended: its words stand above"
            raise FaultError(message) from problem
        finally:
            theirs.close()

    def end(self, number: int) -> None:
        """End a child and the programs that it started, and wait for it."""
        with self._lock, contextlib.suppress(EOFError, OSError):
            self._ours.send_bytes(_END + b"%d" % number)
            self._ours.recv_bytes()

    @property
    def is_alive(self) -> bool:
        """Whether children can be had of it, in the process that started it."""
        return self._owner == os.getpid() and self._process.is_alive()

    def stop(self) -> None:
        """End it, and all its children."""
        self._ours.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _nurse(pipe: Connection, life: Life, prepare: Prepare | None) -> None:
    """The nursery's life."""
    os.setsid()
    logging.disable(logging.CRITICAL)  # what libraries have to say about a stranger's bytes
    if prepare is not None:
        prepare()
    gc.collect()
    gc.freeze()  # what is there before a fork is nobody's rubbish: looking through it would copy it
    while True:
        try:
            asked = pipe.recv_bytes()
            if asked == _NEW:
                handle = recv_handle(pipe)
        except EOFError:
            return
        if asked == _NEW:
            number = os.fork()
            if number == 0:
                pipe.close()
                _live(Connection(handle), life)
            os.close(handle)
            pipe.send_bytes(b"%d" % number)
        else:
            _end(int(asked.removeprefix(_END)))
            pipe.send_bytes(b"")


def _live(pipe: Connection, life: Life) -> NoReturn:
    """The child's life: what it has to say against its end goes where a new process would say it."""
    status = 1
    try:
        life(pipe)
        status = 0
    finally:  # nothing of a child may go on as if it were the nursery
        if status:
            traceback.print_exc()
        os._exit(status)


def _end(number: int) -> None:
    # It may be gone, or not yet the head of a group of its own; its number is its own until it is waited for.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(number, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(number, 0)
