"""The processes of one capture: find them, weigh them, end them.

In: a mark that stands in the environment or the command line of each, or of one that it comes from.  Out: their numbers.
A browser is many processes, and not all stay in the group of the one that was started.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROUNDS = 20  # a browser that is being ended may still start processes
AGAIN_SECONDS = 0.01  # a process that is being started shows what it bears within it
_PROCESSES = Path("/proc")


def members(mark: str) -> frozenset[int]:
    """All processes that bear *mark*, and those that come from them; never this one."""
    return _look(mark)[0]


def _look(mark: str) -> tuple[frozenset[int], bool]:
    """The same; and whether some process is just being started, so that it shows nothing of what it bears."""
    if sys.platform != "linux":
        return frozenset(), False
    starting = False
    needle = mark.encode()
    parents: dict[int, int] = {}
    found: set[int] = set()
    for folder in _PROCESSES.iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        number = int(folder.name)
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents[number] = int(
                folder.joinpath("stat").read_bytes().rpartition(b")")[2].split()[1]
            )
            shown = [folder.joinpath(name).read_bytes() for name in ("cmdline", "environ")]
            if any(needle in each for each in shown):
                found.add(number)
            elif not any(shown):
                starting = starting or _has_memory(folder)
    grown = True
    while grown:
        more = {number for number, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found), starting


def _has_memory(folder: Path) -> bool:
    """Whether a process that shows neither words nor environment has memory: threads of the system and the dead have none."""
    return not folder.joinpath("statm").read_bytes().startswith(b"0 ")


def memory_bytes(numbers: Iterable[int]) -> int:
    """How much memory they take together, what they share counted once."""
    pages = 0
    for number in numbers:
        with contextlib.suppress(OSError, ValueError, IndexError):
            _, resident, shared = _PROCESSES.joinpath(str(number), "statm").read_text().split()[:3]
            pages += int(resident) - int(shared)
    return pages * os.sysconf("SC_PAGE_SIZE")


def end_all(numbers: Iterable[int]) -> None:
    """End them, at once."""
    for number in numbers:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGKILL)


def end_marked(mark: str) -> None:
    """End all that bear *mark*, until there are none."""
    for _ in range(ROUNDS):
        left, starting = _look(mark)
        if not left:
            if not starting:
                return
            time.sleep(AGAIN_SECONDS)
        end_all(left)
