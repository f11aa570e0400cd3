"""Hear from the browser which frame asked for what, and what made it ask.

In: a page before it is led anywhere, a file.  Out: in the file, a line of JSON for each request and each frame. Of the browser's
DevTools only what it says *about* requests is taken, never a header or a body: those are the wire's. Frames of other sites live in
processes of their own and are followed there, frames within them and workers too.

Chromium says of an answer which connection brought it by the number that its log of the wire has for it, so that the two are put together
without guessing (`preserve.initiators`). What a worker asks for in its very first moments may come before we hear of it, and what
service workers ask for we do not hear: of these the request's own head has to tell.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Container, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from playwright.sync_api import CDPSession, Error

LINES_MAX = 50_000  # a page that asks more often asks the same over and over
OPEN_MAX = 20_000  # without an answer as yet
ADDRESS_MAX = 8_000  # a longer one is data
DEPTH_MAX = 20  # frames of other sites within one another
_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False}
_NETWORK = {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0}  # no bodies are held for us
STILL_SECONDS = 0.5  # as long as others wait for it ("networkidle")
ENDLESS_SECONDS = (
    3.0  # an answer that says no length, or a question of a script, may stay open for ever
)
_POLLS = {"fetch", "xhr", "eventsource", "ping"}
_HEARD = (
    "Target.attachedToTarget", "Target.receivedMessageFromTarget", "Page.frameAttached",
    "Page.frameNavigated", "Page.frameDetached", "Network.requestWillBeSent", "Network.responseReceived", "Network.loadingFailed",
    "Network.loadingFinished", "Network.requestServedFromCache", "Network.webSocketCreated",
)  # fmt: skip
Told = Mapping[str, Any]


class Initiators:
    """Follows one page; `close` writes what is still without an answer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: TextIO | None = None
        self._ended = False
        self._lines = 0
        self._number = 0
        self._calls = 0
        self._open: dict[str, dict[str, object]] = {}
        self._frames: dict[str, int] = {}
        self._stands: dict[int, str] = {}  # at which address each frame stood last
        self._workers: dict[tuple[str, ...], str] = {}
        self._root: CDPSession | None = None
        self._since: dict[
            str, tuple[float, bool]
        ] = {}  # of what is open: since when, may it never end
        self._news = time.monotonic()
        self._of: dict[
            str, tuple[str, str]
        ] = {}  # whose it is: the frame, and the page that stood in it
        self._hearing: dict[str, Callable[[tuple[str, ...], Told], None]] = {
            "Target.attachedToTarget": self._attached,
            "Target.receivedMessageFromTarget": self._passed_on,
            "Page.frameAttached": self._framed,
            "Page.frameNavigated": self._moved,
            "Page.frameDetached": self._detached,
            "Network.requestWillBeSent": self._asked,
            "Network.responseReceived": self._answered,
            "Network.loadingFailed": self._lost,
            "Network.loadingFinished": self._finished,
            "Network.requestServedFromCache": self._from_memory,
            "Network.webSocketCreated": self._socket,
        }

    def listen(self, root: CDPSession) -> None:
        """Begin to listen to a page, before it is led anywhere."""
        self._root = root
        for method in _HEARD:
            root.on(method, partial(self._hear, (), method))
        root.send("Network.enable", dict(_NETWORK))
        root.send("Page.enable", {})
        tree = root.send("Page.getFrameTree", {})
        self._frame(tree["frameTree"]["frame"]["id"], -1, "")
        root.send("Target.setAutoAttach", dict(_ATTACH))

    def close(self) -> None:
        """Write what is left, and end."""
        for told in sorted(self._open.values(), key=lambda each: str(each["number"]).zfill(9)):
            self._write({**told, "open": True})
        self._open.clear()
        self._ended = True
        if self._stream is not None:
            self._stream.close()

    def is_quiet(self) -> bool:
        """Whether nothing new was asked or ended for a while, and nothing is open but what may never end."""
        moment = time.monotonic()
        if moment - self._news < STILL_SECONDS:
            return False
        return all(
            endless and moment - since >= ENDLESS_SECONDS
            for since, endless in list(self._since.values())
        )

    @property
    def open_count(self) -> int:
        """How many requests have not come to their end."""
        return len(self._open)

    def number_of(self, address: str, taken: Container[int]) -> int:
        """The number of a frame that stands at *address* and is not among those *taken*; a new one where there is none."""
        for number, stands in self._stands.items():
            if number and stands == _short(address) and number not in taken:
                return number
        number = max(self._stands, default=0) + 1
        self._frames[f"found {number}"] = number
        self._stands[number] = _short(address)
        return number

    def _hear(self, chain: tuple[str, ...], method: str, told: Told) -> None:
        hear = self._hearing.get(method)
        if hear is None or self._ended:
            return
        try:
            hear(chain, told)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            return  # another version of the browser says it otherwise: it is then not said
        except Error:
            return  # the target is gone

    def _send(self, chain: tuple[str, ...], method: str, how: Told) -> None:
        """Ask something of a target, through those that it is in."""
        for session in reversed(chain):
            self._calls += 1
            message = json.dumps({"id": self._calls, "method": method, "params": how})
            method, how = "Target.sendMessageToTarget", {"sessionId": session, "message": message}
        if self._root is not None:
            self._root.send(method, dict(how))

    def _attached(self, chain: tuple[str, ...], told: Told) -> None:
        inner = (*chain, told["sessionId"])
        kind = str(told["targetInfo"]["type"])
        if kind != "iframe":
            self._workers[inner] = _short(told["targetInfo"]["url"])
            # Its script has come; the end of that is told to the worker, often before we hear it.
            self._finished(chain, {"requestId": told["targetInfo"]["targetId"]})
        if len(inner) <= DEPTH_MAX:
            self._send(inner, "Network.enable", _NETWORK)
            if kind == "iframe":
                self._send(inner, "Page.enable", {})
            self._send(inner, "Target.setAutoAttach", _ATTACH)
        self._send(inner, "Runtime.runIfWaitingForDebugger", {})

    def _passed_on(self, chain: tuple[str, ...], told: Told) -> None:
        message = json.loads(told["message"])
        if "method" in message:
            self._hear((*chain, told["sessionId"]), message["method"], message["params"])

    def _frame(self, name: str, parent: int, address: str) -> int:
        number = self._frames.setdefault(name, len(self._frames))
        self._stands[number] = _short(address)
        self._write({"is": "frame", "frame": number, "parent": parent, "address": _short(address)})
        return number

    def _framed(self, _: tuple[str, ...], told: Told) -> None:
        self._frame(told["frameId"], self._frames.get(told["parentFrameId"], -1), "")

    def _moved(self, _: tuple[str, ...], told: Told) -> None:
        frame = told["frame"]
        parent = self._frames.get(frame.get("parentId", ""), -1)
        self._frame(frame["id"], parent, frame["url"])
        self._left(frame["id"], frame["loaderId"])

    def _detached(self, _: tuple[str, ...], told: Told) -> None:
        if told.get("reason") != "swap":  # into another process: it goes on there
            self._left(told["frameId"], "")

    def _left(self, frame: str, loader: str) -> None:
        """A frame went on to another page, or is gone: what it waited for it waits for no more."""
        for name, (of, asked_by) in list(self._of.items()):
            if of == frame and asked_by and asked_by != loader:
                self._finished((), {"requestId": name})

    def _asked(self, chain: tuple[str, ...], told: Told) -> None:
        name, request = told["requestId"], told["request"]
        before = self._take(name)
        made: dict[str, object] = {
            "is": "asked",
            "number": self._next(),
            "method": str(request["method"]),
            "address": _short(request["url"]),
            "type": str(told.get("type", "Other")).lower(),
            "frame": self._frames.get(told.get("frameId", ""), -1),
            **self._how(chain, told["initiator"]),
        }
        if "redirectResponse" in told and before is not None:
            before["connection"] = int(told["redirectResponse"].get("connectionId") or 0)
            self._write(before)
            made |= {"how": "redirect", "by": before["address"], "line": 0}
        if len(self._open) < OPEN_MAX:
            self._open[name] = made
            self._since[name] = time.monotonic(), made["type"] in _POLLS
            self._of[name] = str(told.get("frameId", "")), str(told.get("loaderId", ""))
        else:
            self._write(made)

    def _socket(self, chain: tuple[str, ...], told: Told) -> None:
        how = self._how(chain, told.get("initiator", {"type": "other"}))
        made = {
            "is": "asked", "number": self._next(), "method": "GET", "address": _short(told["url"]),
            "type": "websocket", "frame": -1, **how,
        }  # fmt: skip
        self._write(made)

    def _how(self, chain: tuple[str, ...], told: Told) -> dict[str, object]:
        """What made the browser ask: the kind, the address of the script or page, and the line in it."""
        by, line = told.get("url", ""), told.get("lineNumber")
        stack = told.get("stack")
        while stack and not by:
            called = next((each for each in stack["callFrames"] if each["url"]), None)
            if called is not None:
                by, line = called["url"], called["lineNumber"]
            stack = stack.get("parent")
        worker = self._workers.get(chain, "")
        how = "worker" if worker else str(told["type"]).lower()
        return {
            "how": how,
            "by": _short(by or worker),
            "line": int(line) + 1 if line is not None and by else 0,
        }

    def _answered(self, _: tuple[str, ...], told: Told) -> None:
        made = self._open.get(told["requestId"])
        if made is None:
            return
        answer = told["response"]
        headers = {str(name).lower() for name in answer.get("headers", {})}
        self._since[told["requestId"]] = time.monotonic(), "content-length" not in headers
        made["connection"] = int(answer.get("connectionId") or 0)
        if answer.get("fromServiceWorker"):
            made["source"] = "service worker"
        elif answer.get("fromDiskCache") or made.get("source"):
            made["source"] = "memory"

    def _finished(self, _: tuple[str, ...], told: Told) -> None:
        made = self._take(told["requestId"])
        if made is not None:
            self._write(made)

    def _take(self, name: str) -> dict[str, object] | None:
        """What has come to its end."""
        self._news = time.monotonic()
        self._since.pop(name, None)
        self._of.pop(name, None)
        return self._open.pop(name, None)

    def _from_memory(self, _: tuple[str, ...], told: Told) -> None:
        if told["requestId"] in self._open:
            self._open[told["requestId"]]["source"] = "memory"

    def _lost(self, _: tuple[str, ...], told: Told) -> None:
        made = self._take(told["requestId"])
        if made is not None:
            blocked = told.get("blockedReason") or told.get("corsErrorStatus", {}).get("corsError")
            made["lost"] = _short(f"{told['errorText']}{f', {blocked}' if blocked else ''}")
            self._write(made)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _write(self, told: Mapping[str, object]) -> None:
        self._lines += 1
        if self._lines <= LINES_MAX:
            if self._stream is None:
                self._stream = self._path.open("w", encoding="utf-8", errors="backslashreplace")
            self._stream.write(json.dumps(told, ensure_ascii=True) + "\n")
            self._stream.flush()


def _short(text: object) -> str:
    return str(text)[:ADDRESS_MAX]
