"""An exchange in the making: what parsers of connections fill, and what becomes of it.

In: heads and bodies as they come.  Out: an `Exchange` when nothing more can come. Not done here: reading
frames or lines (`preserve.netlog.http1`, `preserve.netlog.http2`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from firsthand.model.moment import Moment
from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.netlog.events import Constants
from firsthand.preserve.netlog.spool import Runs, Spool, Spooled
from firsthand.preserve.netlog.wire import Kind, Spoken

DISCONNECT = "disconnect"  # values of WARC-Truncated (ISO 28500 5.13)
UNSPECIFIED = "unspecified"
INTERIM_MAX = 100  # heads before one answer: servers send one or two


@dataclass
class Draft:
    """One request and what has come back so far. `began` is in the browser's ticks."""

    began: float
    method: str = ""
    address: str = ""
    request_head: bytes = b""
    request: Runs = field(default_factory=Runs)
    response_head: bytes = b""
    response: Runs = field(default_factory=Runs)
    interim: list[bytes] = field(default_factory=list)
    trailers: bytes = b""
    truncated: str = ""
    failed: str = ""
    sent_frames: Runs | None = None
    received_frames: Runs = field(default_factory=Runs)

    @property
    def whole(self) -> bool:
        """Whether an answer came to its end."""
        return bool(self.response_head) and not self.truncated and not self.failed


@dataclass
class Carrier:
    """What is known of the connection that carries exchanges, and where finished ones go."""

    spool: Spool
    finished: Callable[[Draft, Carrier], None]
    problem: Callable[[str, str], None]
    noted: Callable[[Kind, str, str], None]
    spoken: Callable[[Spoken], None]
    moment: Callable[[float], Moment]
    number: int = -1
    socket: int = -1
    secure: bool = False
    host: str = ""
    peer: str = ""
    protocols: tuple[str, ...] = ()
    cipher_suites: tuple[str, ...] = ()
    now: float = 0.0


def finish(draft: Draft, carrier: Carrier, constants: Constants) -> Exchange:
    """The value, now that nothing more will come."""
    frames = None
    if draft.sent_frames is not None:
        runs = Runs()
        runs.extend(draft.sent_frames)
        runs.extend(draft.received_frames)
        frames = Spooled(spool=carrier.spool, runs=runs)
    return Exchange(
        address=draft.address,
        began=constants.moment(draft.began),
        method=draft.method,
        request_head=draft.request_head,
        request_body=Spooled(spool=carrier.spool, runs=draft.request),
        response_head=draft.response_head,
        response_body=Spooled(spool=carrier.spool, runs=draft.response),
        protocols=carrier.protocols,
        cipher_suites=carrier.cipher_suites,
        peer=carrier.peer,
        truncated=draft.truncated,
        failed=draft.failed,
        connection=carrier.number,
        frames=frames,
        interim=tuple(draft.interim),
        trailers=draft.trailers,
        socket=carrier.socket,
    )
