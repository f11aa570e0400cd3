from __future__ import annotations

import platform
import resource
import subprocess
import sys

import pytest

from firsthand.engines.freed import keep_freed_memory

MADE_AND_DROPPED = """
import resource
import sys

import numpy as np

from firsthand.engines.freed import keep_freed_memory

if sys.argv[1] == "kept":
    assert keep_freed_memory()
for _ in range(20):
    made = [np.ones(1 << 20, dtype=np.uint8) for _ in range(16)]
    del made
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator is not asked")
def test_arrays_that_are_made_again_and_again_get_the_same_memory() -> None:
    """Sixteen arrays of one megabyte, twenty times: the system gives them pages once."""
    met = {
        way: int(
            subprocess.run(
                [sys.executable, "-c", MADE_AND_DROPPED, way],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for way in ("kept", "not kept")
    }
    pages = 16 * (1 << 20) // resource.getpagesize()
    assert met["kept"] + 10 * pages < met["not kept"]


def test_an_allocator_that_cannot_be_asked_is_left_alone() -> None:
    """whatever the system, nothing is raised"""
    assert keep_freed_memory() in {True, False}


FREED_BETWEEN = """
import sys
from pathlib import Path

from firsthand.engines.freed import give_back_freed_memory, keep_freed_memory


def held():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Rss:")))


assert keep_freed_memory()
made = [bytes(100_000) + b"1" for _ in range(1000)]
kept = made[::50]
del made
if sys.argv[1] == "given back":
    assert give_back_freed_memory()
print(held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator is not asked")
def test_what_lies_freed_between_what_is_in_use_is_given_back() -> None:
    """Of a hundred megabytes two are still in use, here and there."""
    met = {
        way: int(
            subprocess.run(
                [sys.executable, "-c", FREED_BETWEEN, way],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        for way in ("given back", "kept")
    }
    assert met["given back"] + 80_000 < met["kept"]
