"""Children that are ended by an archive, or were taken over; a child finds this module by its path."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

from firsthand.pipeline.swept import PAGE, work
from firsthand.trace.sweep import Index


class Deadly:
    """A child that is ended by the page with a given address, as a page that takes all memory does."""

    def __init__(self, index: Index, address: bytes) -> None:
        self._index, self._address = index, address

    def __call__(self, job: bytes) -> Iterator[bytes]:
        for frame in work(self._index, job):
            yield frame
            if frame.startswith(PAGE) and self._address in frame:
                os.kill(os.getpid(), signal.SIGKILL)


class Lying:
    """A child that was taken over and answers what it likes."""

    def __init__(self, *frames: bytes) -> None:
        self._frames = frames

    def __call__(self, job: bytes) -> Iterator[bytes]:
        del job
        yield from self._frames


class Misquoting:
    """A child that finds what is there and puts other words into the case's mouth."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __call__(self, job: bytes) -> Iterator[bytes]:
        for frame in work(self._index, job):
            yield frame.replace(b"4.36 million", b"9.36 million")
