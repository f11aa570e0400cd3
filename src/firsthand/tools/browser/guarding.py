"""A process that outlives the one that captures, if that is killed, and removes what it leaves.

In: the name of a private folder, then the end of standard input: whoever held the other end is gone.  Out: no folder. It is a session of
its own and bears no mark of the capture, so that neither a signal to the group nor the end of the browser's processes reaches it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

END_SECONDS = 10.0


class Guardian:
    """Guards *folder* until it is dismissed."""

    def __init__(self, folder: Path) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "firsthand.tools.browser.guarding"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**kept, "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        assert self._child.stdin is not None, "it was opened as a pipe"
        with contextlib.suppress(BrokenPipeError):  # it did not start: then the next capture sweeps
            self._child.stdin.write(os.fsencode(folder) + b"\0")
            self._child.stdin.flush()

    def dismiss(self) -> None:
        """The folder is gone: there is nothing left to guard."""
        assert self._child.stdin is not None, "it was opened as a pipe"
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.close()
        try:
            self._child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def main() -> None:
    """Wait, then remove what is left."""
    from firsthand.tools.browser.private import remove_left  # noqa: PLC0415 - that imports this

    told = sys.stdin.buffer.read()  # until whoever writes is gone
    name, end, _ = told.partition(b"\0")
    if end:
        # of a process that is killed the pipe may be closed before its lock is let go
        remove_left(Path(os.fsdecode(name)), wait=True)


if __name__ == "__main__":
    main()
