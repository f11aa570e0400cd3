"""What a browser and servers said to each other, as bytes: what a log of the wire yields, and archives are made of.

In: nothing; these are values.  Out: `Exchange`, one request with what was answered. Bodies may be larger
than memory, so they are read in pieces and as often as asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from firsthand.model.custody import Fidelity
from firsthand.model.moment import Moment
from firsthand.model.value import value


class Body(Protocol):
    """Bytes that may be read again and again, in order."""

    @property
    def size_bytes(self) -> int:
        """How many bytes `pieces` gives together."""

    def pieces(self) -> Iterator[bytes]:
        """The bytes from the first on, in pieces of at most a mebibyte; each call begins anew."""


@value
class Held:
    """A body that is in memory."""

    data: bytes = b""

    @property
    def size_bytes(self) -> int:
        """How many bytes it has."""
        return len(self.data)

    def pieces(self) -> Iterator[bytes]:
        """All of it, in one piece; nothing where it is empty."""
        if self.data:
            yield self.data


@value
class Cause:
    """What made the browser ask, as it says itself.

    `kind` is what the answer was to be (`document`, `script`, `image`, ...), `frame` counts the frames of the page from nought
    (-1: of none, or not known), `how` is `parser`, `script`, `preload`, `preflight`, `redirect`, `worker`, `other`, or `head` where
    nothing but the head of the request tells (Sec-Fetch-Dest and Referer). `by` is the address of the script or page, `line` in it
    counts from one, nought where it is not said. `went_on`: the answer had no end when the visit was over.
    """

    kind: str
    frame: int = -1
    how: str = ""
    by: str = ""
    line: int = 0
    went_on: bool = False


@value
class Exchange:
    """One request as sent and what came back, in the order and case of the wire.

    HTTP/2 has no text: its heads are written as HTTP/1.1 text (`HTTP/2 200` would be unreadable to most
    tools), `protocols` says so, and the frames themselves are in `frames`. `truncated` is empty or a value
    of WARC-Truncated (`disconnect`, `length`, `time`, `unspecified`). `response_head` is empty where no
    answer came; then `failed` says why. `connection` counts the handshakes of the same log from nought,
    -1 where the request went over none that the log holds. `interim` are heads that came before the answer
    itself (100, 103). `trailers` are the lines that ended an answer over HTTP/2; over HTTP/1.1 they are in
    the body, with the framing of its chunks. `socket` is the number that the browser itself gave the
    connection, -1 where it is not known. `cause` is put in later, if it is known.
    """

    address: str
    began: Moment
    method: str
    request_head: bytes
    request_body: Body = Held()
    response_head: bytes = b""
    response_body: Body = Held()
    protocols: tuple[str, ...] = ()
    cipher_suites: tuple[str, ...] = ()
    peer: str = ""
    truncated: str = ""
    failed: str = ""
    fidelity: Fidelity = Fidelity.WIRE
    connection: int = -1
    frames: Body | None = None
    interim: tuple[bytes, ...] = ()
    trailers: bytes = b""
    socket: int = -1
    cause: Cause | None = None
