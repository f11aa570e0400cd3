"""Read the events of Chromium's log of the wire (NetLog) one by one, however large the log is.

In: the stream of a log, whole or cut off.  Out: its constants, then each event by name; a problem where the
log breaks off. What events mean is not known here but in `preserve.netlog.reading`. Format: the source of
Chromium, `net/log/file_net_log_observer.cc`: constants on the first line, then each event on a line of its own.
Lines are what bounds memory and depth; a parser of the whole as one JSON text can be made to need 50 GB.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from firsthand.model.moment import Moment
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value

LINE_BYTES_MAX = 64 << 20  # what one event may take: Chromium's own are a few hundred KiB at most
CONSTANTS_START = b'{"constants":'
EVENTS_START = b'"events": ['
MILLISECONDS_MAX = 253_402_300_799_000  # the end of the year 9999, as far as moments go
PHASES = {0: "", 1: "begin", 2: "end"}


@value
class Event:
    """One event. `moment` is in milliseconds of the browser's ticks; `phase` is `begin`, `end` or nothing."""

    name: str
    phase: str
    source: int
    source_kind: str
    moment: float
    params: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A parameter that is text; nothing where it is not."""
        found = self.params.get(key)
        return found if isinstance(found, str) else ""

    def number(self, key: str) -> int | None:
        """A parameter that is a whole number."""
        found = self.params.get(key)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def listed(self, key: str) -> list[str]:
        """A parameter that is a list, as far as it holds text."""
        found = self.params.get(key)
        return [t for t in found if isinstance(t, str)] if isinstance(found, list) else []

    def of(self, key: str) -> dict[str, Any]:
        """A parameter that holds others."""
        found = self.params.get(key)
        return found if isinstance(found, dict) else {}

    def data(self) -> bytes | None:
        """The bytes that went over a socket: nothing if the log left them out.

        Raises:
            ValueError: they are no base64, or not as many as the event says.
        """
        text = self.params.get("bytes")
        count = self.number("byte_count")
        if text is None:
            return b"" if count == 0 else None
        try:
            data = binascii.a2b_base64(text if isinstance(text, str) else "?", strict_mode=True)
        except (ValueError, binascii.Error) as problem:
            raise ValueError(f"expected base64, found {ascii(text)[:40]}: {problem}") from None
        if count is not None and count != len(data):
            raise ValueError(f"expected {count} bytes, found {len(data)}")
        return data


class Constants:
    """What the numbers of a log mean, and what it says of the browser and its clock."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.types = _inverse(told.get("logEventTypes"))
        self.sources = _inverse(told.get("logSourceType"))
        self.errors = _inverse(told.get("netError"))
        client = told.get("clientInfo")
        self.client: dict[str, str] = {
            str(k): str(v) for k, v in (client.items() if isinstance(client, dict) else ())
        }
        self.mode = str(told.get("logCaptureMode", ""))
        offset = told.get("timeTickOffset", 0)
        try:
            self.offset_milliseconds = float(offset)
        except (TypeError, ValueError):
            self.offset_milliseconds = 0.0

    def moment(self, ticks: float) -> Moment:
        """An instant in UTC, from the browser's ticks; the clock is the machine's own."""
        milliseconds = ticks + self.offset_milliseconds
        if not 0 <= milliseconds <= MILLISECONDS_MAX:  # also false for what is no number
            milliseconds = 0
        told = datetime.fromtimestamp(milliseconds / 1000, UTC)
        return Moment(utc=told.strftime("%Y-%m-%dT%H:%M:%S.") + f"{told.microsecond // 1000:03d}Z")


def read_events(stream: BinaryIO) -> Iterator[Constants | Event | Problem]:
    """The log's constants first, then its events in order; a problem last, where it is not whole.

    Nothing but the event at hand is in memory. An event that says nothing of a known kind is left out.
    """
    first = _line(stream)
    told = _parsed(first.removesuffix(b",") + b"}") if first.startswith(CONSTANTS_START) else None
    if not isinstance(told, dict) or not isinstance(told.get("constants"), dict):
        yield _broken(
            "netlog-unreadable", "expected the constants of a log of the wire, found none"
        )
        return
    constants = Constants(told["constants"])
    yield constants
    if _line(stream) != EVENTS_START:
        yield _broken("netlog-cut-off", "the log breaks off before its first event")
        return
    number = 2
    while line := _line(stream):
        number += 1
        last = line.endswith(b"],")
        raw = _parsed(line[:-2] if last else line.removesuffix(b","))
        if not isinstance(raw, dict):
            if not (last and line == b"],"):  # a log without a single event
                yield _broken("netlog-cut-off", f"the log breaks off in line {number}")
            return
        event = _event(raw, constants)
        if event is not None:
            yield event
        if last:
            return
    yield _broken("netlog-cut-off", f"the log breaks off after line {number}")


def _line(stream: BinaryIO) -> bytes:
    """The next line without its end; of one that is too long only the beginning, which is no JSON."""
    return stream.readline(LINE_BYTES_MAX).rstrip(b"\r\n")


def _parsed(line: bytes) -> Any:
    """What a line says; nothing where it is no JSON, or nested so deeply that nobody meant it."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _event(raw: dict[str, Any], constants: Constants) -> Event | None:
    """An event with its numbers looked up."""
    if not isinstance(raw.get("source"), dict):
        return None
    source, params = raw["source"], raw.get("params")
    number, kind, named = source.get("id"), source.get("type"), raw.get("type")
    if not all(isinstance(n, int) for n in (number, kind, named)) or named not in constants.types:
        return None
    try:
        at = float(raw.get("time", 0))
    except (TypeError, ValueError, OverflowError):
        at = 0.0
    phase = raw.get("phase")
    return Event(
        name=constants.types[named],
        phase=PHASES.get(phase if isinstance(phase, int) else 0, ""),
        source=number,
        source_kind=constants.sources.get(kind, ""),
        moment=at,
        params=params if isinstance(params, dict) else {},
    )


def _inverse(told: Any) -> dict[int, str]:
    """Names by their numbers."""
    if not isinstance(told, dict):
        return {}
    return {v: k for k, v in told.items() if isinstance(v, int) and isinstance(k, str)}


def _broken(code: str, message: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where="netlog")
