"""Run the program as its users do, and say what a run costs.

In: words of a command.  Out: CPU seconds with children, wall seconds, peak memory, what was printed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def program(home: Path, *words: str) -> tuple[float, float, int, str]:
    """CPU s with children, wall s, the largest process's peak in MiB, what was printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with (
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as complained,
        subprocess.Popen(
            [sys.executable, "-m", "firsthand", *words],
            env={**os.environ, "FIRSTHAND_HOME": str(home)},
            stdout=said,
            stderr=complained,
        ) as child,
    ):
        peak = 0
        while child.poll() is None:
            peak = max(peak, _tree(child.pid))
            time.sleep(0.05)
        said.seek(0)
        out = said.read()
        complained.seek(0)
        faults = complained.read()
    if child.returncode not in {0, 1} or "Traceback" in faults:
        raise SystemExit(f"firsthand {words[0]} ended with {child.returncode}: {faults[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.monotonic() - start, peak // 1024, out


def _tree(pid: int) -> int:
    """The resident KiB of a process and its children together."""
    total, todo = 0, [pid]
    while todo:
        one = todo.pop()
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="ascii", errors="replace")
            tasks = Path(f"/proc/{one}/task").iterdir()
            todo += [
                int(c) for t in tasks for c in (t / "children").read_text(encoding="ascii").split()
            ]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if "VmRSS:" in status:
            total += int(status.split("VmRSS:")[1].split()[0])
    return total
