"""What a browser asked for, as it tells itself: to know what never reached a wire, and why.

In: events of its requests.  Out: requests that failed before anything was sent; why others failed, to be put
beside what the wire shows; what came from the cache or was the browser's own. What went over a wire is
never taken from here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from firsthand.preserve.netlog.drafts import Draft
from firsthand.preserve.netlog.events import Constants, Event
from firsthand.preserve.netlog.failures import failure
from firsthand.preserve.netlog.wire import Kind, Noted

OPEN_MAX = 50_000  # requests at once
TOLD_MAX = 200_000  # of each kind, in one log
ADDRESS_CHARACTERS_MAX = 1 << 16  # longer ones are data, not addresses
SCHEMES = ("http://", "https://", "ws://", "wss://")
SENT = {"HTTP_TRANSACTION_SEND_REQUEST_HEADERS", "HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS"}
ENDS = {"FAILED", "CANCELLED", "URL_REQUEST_START_JOB", "REQUEST_ALIVE"}
UPGRADED = "ERR_WS_UPGRADE"  # how requests end that became WebSockets: no failure
NOBODY = (
    "not an origin"  # the initiator of what no page asked for: pages opened, and the browser's own
)


@dataclass
class _Request:
    """One request, or one leg of it where it was led on."""

    address: str = ""
    method: str = ""
    began: float = 0.0
    own: bool = False
    sent: bool = False
    cached: bool = False
    error: int = 0


class Asked:
    """Follows requests to their ends."""

    def __init__(self, constants: Constants) -> None:
        self._constants = constants
        self._open: dict[int, _Request] = {}
        self._reasons: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        self.failed: list[Draft] = []
        self.noted: list[Noted] = []

    def take(self, event: Event) -> None:
        """Take in an event of a request."""
        if event.name == "URL_REQUEST_START_JOB" and event.phase == "begin":
            self._end(event.source)
            if len(self._open) < OPEN_MAX:
                self._open[event.source] = _begin(event)
            return
        request = self._open.get(event.source)
        if request is None:
            return
        if event.name in SENT:
            request.sent = True
        elif event.name == "HTTP_CACHE_READ_INFO":
            request.cached = True
        elif event.name == "URL_REQUEST_REDIRECT_JOB":
            self._note(Kind.REDIRECTED, request, event.text("reason") or "by the browser itself")
        elif event.name in ENDS:
            error = event.number("net_error") or 0
            if error and self._constants.errors.get(error) != UPGRADED:
                request.error = error
            if event.name == "REQUEST_ALIVE" and event.phase == "end":
                self._end(event.source)

    def close(self) -> None:
        """The log has ended: what is open stays without an answer."""
        for source in list(self._open):
            self._end(source)

    def reason(self, method: str, address: str) -> str:
        """Why such a request failed, once for each time that it did; nothing where the log does not say."""
        told = self._reasons.get((method, address))
        return failure(told.pop(0)[0], self._constants) if told else ""

    def refused(self) -> list[Noted]:
        """Requests that failed although the wire shows a whole answer."""
        return [
            Noted(
                kind=Kind.REFUSED,
                address=address,
                at=self._constants.moment(at),
                words=failure(error, self._constants),
            )
            for (_, address), told in self._reasons.items()
            for error, at in told
        ]

    def _end(self, source: int) -> None:
        request = self._open.pop(source, None)
        if request is None or not request.address.startswith(SCHEMES):
            return
        if request.own:
            self._note(
                Kind.OWN, request, failure(request.error, self._constants) if request.error else ""
            )
        if request.sent:
            if request.error and len(self._reasons) < TOLD_MAX:
                key = (request.method, request.address)
                self._reasons[key].append((request.error, request.began))
        elif request.error:
            if not request.own and len(self.failed) < TOLD_MAX:
                self.failed.append(
                    Draft(
                        began=request.began,
                        method=request.method,
                        address=request.address,
                        failed=failure(request.error, self._constants),
                    )
                )
        elif request.cached:
            self._note(Kind.CACHED, request, "answered from the browser's own cache")

    def _note(self, kind: Kind, request: _Request, words: str) -> None:
        if len(self.noted) < TOLD_MAX:
            at = self._constants.moment(request.began)
            self.noted.append(Noted(kind=kind, address=request.address, at=at, words=words))


def _begin(event: Event) -> _Request:
    address = event.text("url").split("#", 1)[0]
    return _Request(
        address=address if len(address) <= ADDRESS_CHARACTERS_MAX else "",
        method=event.text("method"),
        began=event.moment,
        own=event.text("initiator") == NOBODY and event.text("request_type") == "other",
    )
