"""Have a page visited in a child process, behind the gate, and hear what is done there.

In: a visit, a folder, what makes the gate.  Out: what the child said, one thing after the other, and why it ended early if it did.
The child has limits on time, memory, file size and, by the gate, on what comes in. When this returns its processes are gone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from firsthand.errors import FaultError
from firsthand.model.value import value
from firsthand.model.visit import Cookie, Visit
from firsthand.tools.browser.family import end_marked, members, memory_bytes
from firsthand.tools.browser.found import Chromium
from firsthand.tools.gate import Gate

START_SECONDS = 60.0  # to load playwright on a busy machine
LATER_SECONDS = 90.0  # beyond the visit's own limit: picture, print, and the end of the browser
FULL_SECONDS = 60.0  # the same, once the gate lets nothing more in
MEMORY_BYTES_MAX = 6 << 30  # of the browser's processes together: a page that takes more is no page
LOOK_SECONDS = 2.0
SAID_MAX = 100_000  # things said by one child
LINE_BYTES_MAX = 16_384
END_SECONDS = 10.0  # what is left of the browser after it was told to end


@value
class Said:
    """One thing that the child says it did."""

    kind: str
    what: str
    words: str


class Visiting:
    """One visit that goes on. Used as `for said in visiting: ...`; then `ended` and `gate` tell the rest."""

    def __init__(
        self,
        visit: Visit,
        *,
        cookies: Sequence[Cookie],
        chromium: Chromium,
        folder: Path,
        gate: Callable[[socket.socket], Gate],
        flags: Sequence[str] = (),
        apart: bool = True,
    ) -> None:
        self._visit, self._cookies, self._chromium = visit, cookies, chromium
        self._folder, self._make_gate, self._flags = folder, gate, flags
        self._apart = apart
        self.gate: Gate | None = None
        self.ended = ""
        self._rest = b""

    def __iter__(self) -> Iterator[Said]:
        """Visit.

        Raises:
            FaultError: the child did not come to life.
        """
        ours, theirs = socket.socketpair()
        with ours, theirs, (self._folder / "stderr").open("wb") as complaints:
            child = subprocess.Popen(
                [sys.executable, "-P", "-m", "firsthand.tools.browser.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=self._environment(),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                cwd=self._folder,
            )
            try:
                self._ask(child, theirs.fileno())
                theirs.close()
                with self._make_gate(self._listening(ours)) as self.gate:
                    yield from self._hear(child)
            finally:
                self._end(child)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        """End whatever of the child and the browser is left."""
        end_marked(os.fspath(self._folder))
        child.kill()
        child.wait(END_SECONDS)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        own = os.fspath(self._folder)
        return {**kept, "HOME": own, "TMPDIR": own, "LANG": "C.UTF-8", "TZ": "UTC"}

    def _ask(self, child: subprocess.Popen[bytes], handle: int) -> None:
        asked = {
            "visit": {
                **dataclasses.asdict(self._visit),
                "user_agent": self._visit.user_agent or self._chromium.user_agent,
            },
            "cookies": [dataclasses.asdict(cookie) for cookie in self._cookies],
            "path": self._chromium.path,
            "folder": os.fspath(self._folder),
            "handle": handle,
            "flags": list(self._flags),
            "apart": self._apart,
        }
        assert child.stdin is not None, "it was opened as a pipe"
        try:
            child.stdin.write(json.dumps(asked).encode())
            child.stdin.close()
        except BrokenPipeError:
            child.wait(END_SECONDS)
            raise FaultError(self._complaint()) from None

    def _listening(self, ours: socket.socket) -> socket.socket:
        ours.settimeout(START_SECONDS)
        try:
            _, handles, _, _ = socket.recv_fds(ours, 1, 1)
        except OSError:
            handles = []
        if not handles:
            raise FaultError(self._complaint())
        return socket.socket(fileno=handles[0])

    def _complaint(self) -> str:
        said = (self._folder / "stderr").read_bytes()[-2000:].decode("utf-8", "replace")
        return f"the process that drives the browser did not start: {said.strip()[-600:]}"

    def _hear(self, child: subprocess.Popen[bytes]) -> Iterator[Said]:
        """What the child says, until it has ended or has to be ended."""
        assert child.stdout is not None, "it was opened as a pipe"
        assert self.gate is not None, "it was made before"
        deadline = time.monotonic() + self._visit.time_limit_seconds + LATER_SECONDS
        looked = time.monotonic()
        count, full = 0, False
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while True:
                ready = selector.select(LOOK_SECONDS)
                piece = os.read(child.stdout.fileno(), 1 << 16) if ready else None
                if piece == b"":
                    break
                for said in self._lines(piece or b""):
                    count += 1
                    if count <= SAID_MAX:
                        yield said
                moment = time.monotonic()
                if self.gate.is_full and not full:
                    full = True
                    deadline = min(deadline, moment + FULL_SECONDS)
                if moment > deadline:
                    self.ended = "time"
                    return
                if moment - looked > LOOK_SECONDS:
                    looked = moment
                    if memory_bytes(members(os.fspath(self._folder))) > MEMORY_BYTES_MAX:
                        self.ended = "memory"
                        return
        child.wait(END_SECONDS)
        if child.returncode:
            self.ended = "crash" if child.returncode > 0 else signal.Signals(-child.returncode).name

    def _lines(self, piece: bytes) -> Iterator[Said]:
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > LINE_BYTES_MAX:
            self._rest = b""
        for line in lines:
            try:
                told = json.loads(line[:LINE_BYTES_MAX])
            except (ValueError, RecursionError):
                continue
            if isinstance(told, list) and len(told) == 3 and all(isinstance(x, str) for x in told):
                yield Said(kind=told[0], what=told[1], words=told[2])
