"""Try a parser on damaged bytes in a child: neither crash, nor long, nor much memory, nor an error that it does not name."""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from fuzz.damage import damaged

SECONDS_MAX = 10  # of CPU for one file, or one document of a file that holds many
WAITED_SECONDS_MAX = 120  # for programs that it starts, which have limits of their own
MEMORY_BYTES_MAX = 512 << 20  # beside what the child has when it begins
_NUMBER_BYTES = 8


@dataclass(frozen=True)
class Parser:
    """A reader of a stranger's bytes: what it does, sound samples, and the errors that it is documented to raise."""

    name: str
    parse: Callable[[bytes], object]
    samples: Callable[[], Sequence[bytes]]
    refuses: tuple[type[Exception], ...] = ()


class TooLongError(BaseException):
    """Nothing that catches errors of evidence may catch this one."""


def tried(parser: Parser, *, seconds: float, first: int = 0) -> tuple[int, str]:
    """How many damages were tried within *seconds* of CPU, and what went wrong at the last; empty if nothing did."""
    samples = parser.samples()
    assert samples, f"{parser.name} has no sample"
    number = mmap.mmap(-1, _NUMBER_BYTES)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _try(parser, samples, number, theirs, seconds=seconds, first=first)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        told = stream.read().decode()
    _, status = os.waitpid(child, 0)
    last = int.from_bytes(number[:], "big")
    if code := os.waitstatus_to_exitcode(status):
        why = told or f"the child ended with {code}"
        return last - first, f"{parser.name}, damage {last}: {why}"
    return last - first + 1, ""


def _try(
    parser: Parser,
    samples: Sequence[bytes],
    number: mmap.mmap,
    pipe: int,
    *,
    seconds: float,
    first: int,
) -> NoReturn:
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.signal(signal.SIGALRM, _end)
        signal.signal(signal.SIGPROF, _end)
        now = int(re.search(r"VmSize:\s+(\d+)", Path("/proc/self/status").read_text())[1]) << 10  # type: ignore[index]
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_BYTES_MAX,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        count, began = first, time.process_time()
        while count < first + len(samples) or time.process_time() - began < seconds:
            number[:] = count.to_bytes(_NUMBER_BYTES, "big")
            data = damaged(samples, name=parser.name, number=count)
            again()
            with contextlib.suppress(*parser.refuses):
                parser.parse(data)
            again(0)
            count += 1
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        again(0)
        os.write(pipe, traceback.format_exc()[-6_000:].encode("utf-8", "replace"))
    finally:
        os._exit(status)


def again(seconds: int = SECONDS_MAX) -> None:
    """Begin to count anew: a document of many has come. Nothing is counted outside of a trial."""
    if signal.getsignal(signal.SIGPROF) is _end:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.alarm(WAITED_SECONDS_MAX if seconds else 0)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TooLongError(f"it takes more than {SECONDS_MAX} s")


def reached(parsers: Sequence[Parser], top: Path) -> set[str]:
    """The modules under *top* of which a function runs while the sound samples are read."""
    met: set[str] = set()

    def note(frame: FrameType, event: str, _told: object) -> None:
        if event == "call":
            met.add(frame.f_code.co_filename)

    for parser in parsers:
        samples = parser.samples()
        sys.setprofile(note)
        try:
            for sample in samples:
                with contextlib.suppress(*parser.refuses):
                    parser.parse(sample)
        finally:
            sys.setprofile(None)
    return {
        Path(name).relative_to(top).as_posix() for name in met if Path(name).is_relative_to(top)
    }
