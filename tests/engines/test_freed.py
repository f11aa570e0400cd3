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
