"""Tell the requests and answers of a connection over HTTP/1.1 apart, byte for byte.

In: what was sent and received, as it came.  Out: a draft for each request, finished when its answer is whole or
nothing more can come. Bodies keep their framing. Rules: RFC 9112.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from firsthand.preserve.netlog.bodies import (
    Framing,
    FramingError,
    UntilClose,
    of_request,
    of_response,
)
from firsthand.preserve.netlog.drafts import DISCONNECT, INTERIM_MAX, UNSPECIFIED, Carrier, Draft
from firsthand.preserve.netlog.heads import Head, parse_head, plain
from firsthand.preserve.netlog.sockets import Talk
from firsthand.preserve.netlog.spool import Runs, Tape
from firsthand.preserve.netlog.wire import Kind

HEAD_BYTES_MAX = 1 << 20  # Chromium takes 256 KiB
JUNK_BYTES_MAX = 4  # Chromium looks past so much before a status line
SWITCHING = 101
PORTS = {"http": "80", "https": "443"}


@dataclass
class _Asked:
    """A request that is being sent, or waits for its answer."""

    draft: Draft
    body: Framing
    upgrade: bool
    answer: Framing | None = None


class Http1:
    """One connection. What is left when it ends is finished as truncated or failed."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._sent, self._received = Tape(carrier.spool), Tape(carrier.spool)
        self._sending: _Asked | None = None
        self._waiting: deque[_Asked] = deque()
        self._talk: Talk | None = None
        self._closed = False  # another protocol has taken over, or the bytes make no sense

    def sent(self, data: bytes) -> None:
        """Read on in what was sent."""
        if self._talk is not None:
            self._talk.sent(data)
        if self._closed:
            return
        self._sent.write(data)
        while not self._closed:
            if self._sending is not None:
                asked = self._sending
                if not self._take(asked, asked.body, self._sent, asked.draft.request):
                    return
                self._sending = None
            end = self._sent.head_end()
            if not end:
                self._check(self._sent)
                return
            self._ask(self._sent.take(end))

    def received(self, data: bytes) -> None:
        """Read on in what was received."""
        if self._talk is not None:
            self._talk.received(data)
        if self._closed:
            return
        self._received.write(data)
        while not self._closed:
            if not self._waiting:
                if len(self._received):
                    self._stop("bytes came that nothing was asked for")
                return
            asked = self._waiting[0]
            if asked.answer is None:
                if not self._begin(asked):
                    return
            elif self._take(asked, asked.answer, self._received, asked.draft.response):
                self._waiting.popleft()
                self._carrier.finished(asked.draft, self._carrier)
            else:
                return

    def ended(self, *, by_server: bool) -> None:
        """Finish what is left, now that the connection has ended."""
        for asked in self._waiting:
            draft = asked.draft
            if asked.answer is None:
                draft.failed = "the connection ended before an answer came"
            elif not (by_server and asked.answer.at_end()):
                draft.truncated = draft.truncated or (DISCONNECT if by_server else UNSPECIFIED)
            self._carrier.finished(draft, self._carrier)
        self._waiting.clear()
        if self._talk is not None:
            self._talk.ended()
        self._closed = True

    def _ask(self, data: bytes) -> None:
        head = parse_head(data)
        method, _, rest = head.first.partition(b" ")
        upgrade = b"websocket" in head.tokens(b"upgrade")
        draft = Draft(
            began=self._carrier.now,
            method=plain(method),
            address=self._address(head, rest.rsplit(b" ", 1)[0], upgrade=upgrade),
            request_head=data,
        )
        self._sending = _Asked(draft=draft, body=of_request(head), upgrade=upgrade)
        self._waiting.append(self._sending)

    def _address(self, head: Head, target: bytes, *, upgrade: bool) -> str:
        """Where the request went, as far as the wire tells."""
        if b"://" in target[:10]:
            return plain(target)  # as a proxy is asked
        scheme = "https" if self._carrier.secure else "http"
        host = plain((head.all(b"host") or [b""])[0]) or self._carrier.host
        host = host.removesuffix(f":{PORTS[scheme]}")
        return f"{scheme.replace('http', 'ws') if upgrade else scheme}://{host}{plain(target)}"

    def _begin(self, asked: _Asked) -> bool:
        """Read the head of an answer; false if it has not come whole."""
        start = self._received.window(JUNK_BYTES_MAX + len(b"http")).lower()
        if len(start) == JUNK_BYTES_MAX + len(b"http") and b"http" not in start:
            self._carrier.problem(
                "netlog-no-head", f"no head before the answer of {asked.draft.address}"
            )
            asked.answer, asked.draft.truncated = UntilClose(), UNSPECIFIED
            return True
        end = self._received.head_end()
        if not end:
            self._check(self._received)
            return False
        data = self._received.take(end)
        head = parse_head(data)
        if head.status == SWITCHING and asked.upgrade:
            self._switch(asked, data)
        elif 100 <= head.status < 200:
            asked.draft.interim.append(data)
            if len(asked.draft.interim) > INTERIM_MAX:
                self._stop(f"expected an answer, found {INTERIM_MAX} heads before it")
        else:
            asked.draft.response_head = data
            asked.answer = of_response(head, asked.draft.method)
        return True

    def _switch(self, asked: _Asked, data: bytes) -> None:
        """From here on the connection is a WebSocket's."""
        asked.draft.response_head = data
        self._waiting.popleft()
        self._carrier.finished(asked.draft, self._carrier)
        self._carrier.noted(Kind.SOCKET, asked.draft.address, "its messages stand beside it")
        self._talk = Talk(self._carrier, asked.draft.address, data)
        for tape, hear in ((self._sent, self._talk.sent), (self._received, self._talk.received)):
            hear(tape.take(len(tape)))
        self._closed = True

    def _take(self, asked: _Asked, body: Framing, tape: Tape, into: Runs) -> bool:
        """Move what has come of a body; whether it has ended."""
        try:
            return body.take(tape, into)
        except FramingError as problem:
            self._carrier.problem("netlog-framing", f"{asked.draft.address}: {problem}")
            asked.draft.truncated = UNSPECIFIED
            if body is asked.answer:
                asked.answer = UntilClose()
            else:
                asked.body = UntilClose()
            return False

    def _check(self, tape: Tape) -> None:
        if len(tape) > HEAD_BYTES_MAX:
            self._stop(f"expected a head, found {HEAD_BYTES_MAX} bytes and no end of it")

    def _stop(self, why: str) -> None:
        """Read no further: from here on nobody can tell what is what."""
        self._carrier.problem("netlog-http1", why)
        self.ended(by_server=False)
