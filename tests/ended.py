"""End a piece of work before any one of its steps at which something becomes durable."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

STEPS = ("fsync", "rename", "replace", "unlink", "write", "mkdir", "ftruncate", "link")
ENDED = 9


def end_at(step: int, work: Callable[[], object]) -> bool:
    """Do *work* in a child that ends, as if killed, before its step number *step*; whether it did."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) in {0, ENDED}
        return os.waitstatus_to_exitcode(status) == ENDED
    try:
        count = 0

        def watched(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*told: Any, **more: Any) -> Any:
                nonlocal count
                count += 1
                if count > step:
                    os._exit(ENDED)
                return real(*told, **more)

            return call

        for name in STEPS:
            setattr(os, name, watched(getattr(os, name)))
        work()
        os._exit(0)
    finally:
        os._exit(1)
