"""Say of each exchange which frame of the page asked for it, and what made it ask.

In: lines of JSON as `tools.browser.initiators` writes them; exchanges.  Out: the same exchanges, each with its cause; the frames of the
page; all of it as JSON to stand in the archive (docs/formats/capture.md). The two are put together by address, method and the
browser's own number of the connection. The lines may come from a browser that a page took over: they tell, and decide nothing.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from firsthand.model.receipt import FrameShown
from firsthand.preserve.exchanges import Cause, Exchange

FORMAT = "firsthand-initiators-1"
LINE_BYTES_MAX = 64 << 10  # three addresses of 8,000 letters, escaped
LINES_MAX = 50_000  # as many as the browser's side writes
UNWIRED_MAX = 1_000  # addresses that a receipt names
_SOURCES = {
    "service worker": "a service worker of the page gave the answer",
    "memory": "answered from the browser's memory",
}
FRAMES_MAX = 1_000  # that a receipt names
KINDS = {"empty": "fetch", "style": "stylesheet", "iframe": "document", "frame": "document"}
_WORD = re.compile(r"[a-z0-9_-]{1,30}")
_HEADER = re.compile(rb"(?im)^(sec-fetch-dest|referer)[ \t]*:[ \t]*([^\r\n]*)")
_WEB = ("http:", "https:")
_SOCKETS = ("ws:", "wss:")


@dataclasses.dataclass
class _Asked:
    """One line: a request as the browser tells of it."""

    method: str
    address: str
    cause: Cause
    connection: int  # 0: none brought it, or it is not said
    source: str
    lost: str
    number: int
    met: int = -1  # the connection by our own count, once it was found on the wire


class Initiators:
    """What a browser told of one visit."""

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self._asked: list[_Asked] = []
        self._waiting: dict[tuple[str, str], deque[_Asked]] = {}
        self._frames: dict[int, FrameShown] = {}
        self._moves: list[dict[str, object]] = []
        for count, line in enumerate(lines):
            if count >= LINES_MAX:
                break
            told = _parsed(line)
            if told.get("is") == "frame":
                self._frame(told)
            elif told.get("is") == "asked":
                self._ask(told)
        for asked in sorted(self._asked, key=lambda each: each.number):
            if asked.source != "memory":
                key = asked.method, asked.address
                self._waiting.setdefault(key, deque()).append(asked)

    @property
    def frames(self) -> tuple[FrameShown, ...]:
        """The frames of the page, each at the address that it had last."""
        return tuple(self._frames[number] for number in sorted(self._frames))

    @property
    def unwired(self) -> tuple[str, ...]:
        """What the page was given that did not come over the wire; call it when all exchanges have passed."""
        told = (
            f"{each.address}: {_SOURCES[each.source]}"
            for each in self._asked
            if each.source in _SOURCES
            and each.met < 0
            and not each.lost
            and each.address.startswith(_WEB)
        )
        return tuple(dict.fromkeys(told))[:UNWIRED_MAX]

    def named(self, exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
        """Each exchange with its cause, as far as it is known."""
        for exchange in exchanges:
            cause = self._cause(exchange) or _from_head(exchange)
            if cause is not None and cause.frame in self._frames and exchange.response_head:
                frame = self._frames[cause.frame]
                self._frames[cause.frame] = dataclasses.replace(frame, answers=frame.answers + 1)
            yield dataclasses.replace(exchange, cause=cause)

    def as_json(self) -> bytes:
        """All that was told, with what of it went over the wire; call it when all exchanges have passed."""
        told = {
            "format": FORMAT,
            "frames": self._moves,
            "requests": [
                {
                    "method": each.method,
                    "address": each.address,
                    "kind": each.cause.kind,
                    "frame": each.cause.frame,
                    "how": each.cause.how,
                    "by": each.cause.by,
                    "line": each.cause.line,
                    "connection": each.met,
                    "source": each.source,
                    "lost": each.lost,
                    "went_on": each.cause.went_on,
                }
                for each in sorted(self._asked, key=lambda each: each.number)
            ],
        }
        return json.dumps(told, indent=1, sort_keys=True, ensure_ascii=True).encode()

    def _frame(self, told: Mapping[str, Any]) -> None:
        number, parent = _count(told.get("frame")), _count(told.get("parent"))
        address = _text(told.get("address"))
        self._moves.append({"frame": number, "parent": parent, "address": address})
        if number >= 0 and (number in self._frames or len(self._frames) < FRAMES_MAX):
            before = self._frames.get(number)
            self._frames[number] = FrameShown(
                number=number,
                parent=parent if before is None else before.parent,
                address=address or (before.address if before else ""),
            )

    def _ask(self, told: Mapping[str, Any]) -> None:
        cause = Cause(
            kind=_word(told.get("type")),
            frame=_count(told.get("frame")),
            how=_word(told.get("how")),
            by=_text(told.get("by")).partition("#")[0],
            line=max(0, _count(told.get("line"))),
            went_on=told.get("open") is True,
        )
        self._asked.append(
            _Asked(
                method=_text(told.get("method")),
                address=_text(told.get("address")).partition("#")[0],
                cause=cause,
                connection=max(0, _count(told.get("connection"))),
                source=_text(told.get("source")),
                lost=_text(told.get("lost")),
                number=_count(told.get("number")),
            )
        )

    def _cause(self, exchange: Exchange) -> Cause | None:
        """The first request of that address that came by that connection, or by none that is known."""
        waiting = self._waiting.get((exchange.method, exchange.address))
        if not waiting:
            return None
        found = next((each for each in waiting if each.connection == exchange.socket), None)
        found = found or next((each for each in waiting if not each.connection), None)
        if found is None:
            return None
        waiting.remove(found)
        found.met = exchange.connection
        return found.cause


def _from_head(exchange: Exchange) -> Cause | None:
    """What the request's own head tells."""
    told = {name.lower(): words for name, words in _HEADER.findall(exchange.request_head)}
    to = told.get(b"sec-fetch-dest", b"").decode("latin-1").strip().lower()
    by = told.get(b"referer", b"").decode("latin-1").strip()
    if exchange.address.startswith(_SOCKETS):
        to = "websocket"
    if not to and not by:
        return None
    return Cause(kind=_word(KINDS.get(to, to) or "other"), how="head", by=by)


def _parsed(line: bytes) -> Mapping[str, Any]:
    if len(line) > LINE_BYTES_MAX:
        return {}
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _count(told: object) -> int:
    """A whole number that is no more than a browser counts to; -1 where it is none."""
    is_count = isinstance(told, int) and not isinstance(told, bool) and 0 <= told < 1 << 53
    return told if is_count and isinstance(told, int) else -1


def _text(told: object) -> str:
    return told if isinstance(told, str) and told.isprintable() else ""


def _word(told: object) -> str:
    return told if isinstance(told, str) and _WORD.fullmatch(told) else "other"
