"""End a piece of work before any one of its steps at which something becomes durable, or let the disk be full from there on."""

from __future__ import annotations

import errno
import io
import os
import traceback
from collections.abc import Callable
from typing import Any

from firsthand.store.files import NoRoomError

STEPS = ("fsync", "rename", "replace", "unlink", "write", "mkdir", "ftruncate", "link")
TAKING_ROOM = frozenset({"rename", "replace", "write", "mkdir", "link", "open", "fdwrite"})
ENDED, FULL = 9, 8


def end_at(step: int, work: Callable[[], object]) -> bool:
    """Do *work* in a child that ends, as if killed, before its step number *step*; whether it did."""

    def end(_: str) -> None:
        os._exit(ENDED)

    return _in_a_child(step, end, work, expected=ENDED)


def full_from(step: int, work: Callable[[], object]) -> bool:
    """Do *work* in a child for which the disk is full from its step number *step* on; whether it said so in one sentence."""

    def refuse(name: str) -> None:
        if name in TAKING_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return _in_a_child(step, refuse, work, expected=FULL)


def _in_a_child(
    step: int, stop: Callable[[str], None], work: Callable[[], object], *, expected: int
) -> bool:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in {0, expected}, f"step {step} ended with {code}"
        return code == expected
    try:
        _watch(step, stop)
        work()
        os._exit(0)
    except NoRoomError:
        os._exit(FULL)
    except BaseException:  # noqa: BLE001 - the child tells what it was, and ends
        traceback.print_exc()
    finally:
        os._exit(1)


def _watch(step: int, stop: Callable[[str], None]) -> None:
    """Count every step; from number *step* on each is told to *stop* before it is taken."""
    count = 0

    def seen(name: str) -> None:
        nonlocal count
        count += 1
        if count > step:
            stop(name)

    def watched(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*told: Any, **more: Any) -> Any:
            seen(name)
            return real(*told, **more)

        return call

    for name in STEPS:
        setattr(os, name, watched(name, getattr(os, name)))
    _watch_what_is_opened(seen)


def _watch_what_is_opened(seen: Callable[[str], None]) -> None:
    """A file that is made is a step, and so is each write to one that has no buffer."""
    really_open, really_fdopen = os.open, os.fdopen

    class Watched(io.FileIO):
        def write(self, data: Any, /) -> int:
            seen("fdwrite")
            return super().write(data)

    def open_(path: Any, flags: int, *told: Any, **more: Any) -> int:
        if flags & os.O_CREAT:
            seen("open")
        return really_open(path, flags, *told, **more)

    def fdopen(handle: int, mode: str = "r", *told: Any, **more: Any) -> Any:
        if mode == "wb" and more.get("buffering") == 0:
            return Watched(handle, "w", closefd=more.get("closefd", True))
        return really_fdopen(handle, mode, *told, **more)

    os.open = open_
    os.fdopen = fdopen  # type: ignore[assignment]
