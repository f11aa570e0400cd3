"""Work for engines to do: top-level functions, as everything that is sent to a process must be."""

from __future__ import annotations

import os
import time
from pathlib import Path


def square(number: int) -> int:
    return number * number


def scaled(by: list[int], number: int) -> int:
    """Something carried that is bigger than what is done with it."""
    return by[number] * number


def slow_first(number: int) -> int:
    """The first item takes longest, so that what is begun first is finished last."""
    time.sleep(0.3 if number == 0 else 0.0)
    return number


def noted(folder: Path, number: int) -> int:
    """Leaves a note that it was done."""
    (folder / str(number)).write_text("")
    return number


def process_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid() + 0 * number


def die(number: int) -> int:
    """As the kernel ends a process that takes too much memory: no goodbye."""
    if number == 3:
        os._exit(9)
    return number


def refuse(number: int) -> int:
    if number == 2:
        raise ValueError("expected another number than 2")
    return number


def sleep_long(number: int) -> int:
    time.sleep(60)
    return number


class Carried:
    """Work that counts how often it was packed to be sent."""

    packed = 0

    def __call__(self, number: int) -> int:
        return number + 1

    def __reduce__(self) -> tuple[type[Carried], tuple[()]]:
        self.packed += 1
        return Carried, ()


def place_of(number: int) -> tuple[int, str]:
    """Where a piece was done: the process, and the node it belongs to."""
    import ray

    time.sleep(0.2)
    return os.getpid(), str(ray.get_runtime_context().get_node_id()) + "" * number


def die_always(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number
