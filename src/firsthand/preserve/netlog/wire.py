"""What a log of the wire holds besides exchanges: connections, names that were looked up, the browser, its clock.

In: nothing; these are values.  Out: `Wire`, the last thing that `preserve.netlog.reading` gives.
"""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.moment import Moment
from firsthand.model.problem import Problem
from firsthand.model.value import value
from firsthand.preserve.exchanges import Body


class Kind(StrEnum):
    """What is worth knowing and is no exchange."""

    CACHED = "cached"  # answered from the browser's own cache: nothing went over the wire
    SOCKET = "socket"  # a WebSocket: its handshake is an exchange, its messages are `Spoken`
    OWN = "own"  # asked by the browser itself, not by a page
    PUSH = "push"  # a server pushed what nobody had asked for
    GOING = "going"  # a server said that it takes no more requests on this connection
    REFUSED = "refused"  # the answer came whole, and the browser did not give it to the page
    REDIRECTED = "redirected"  # changed by the browser itself, before anything was sent


@value
class Noted:
    """One such thing."""

    kind: Kind
    address: str
    at: Moment
    words: str


class Signed(StrEnum):
    """What became of the check of who answered a handshake."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"  # the log lacks what is needed, or the method is not known here


@value
class Signature:
    """Whether whoever answered a handshake holds the certificate's key, and in words what that says."""

    outcome: Signed
    words: str
    algorithm: str = ""


@value
class Message:
    """One message of a handshake as it stood on the wire: RFC 8446 4, type and length first."""

    by_client: bool
    data: bytes


@value
class Connection:
    """One connection. Its place in `Wire.connections` is what `Exchange.connection` says.

    `local` tells it from others in a proxy's log. `through` are the tunnels that were opened before, such
    as `SOCKS5 to a.example:443`; then `peer` is the proxy. Without TLS `protocol` is empty. Certificates are
    DER, the server's own first, as the server sent them.
    """

    began: Moment
    local: str = ""
    peer: str = ""
    through: tuple[str, ...] = ()
    host: str = ""
    protocol: str = ""
    cipher_suite: str = ""
    group: str = ""
    application: str = ""
    resumed: bool = False
    continues: int = -1
    encrypted_hello: bool = False
    certificates: tuple[bytes, ...] = ()
    messages: tuple[Message, ...] = ()
    signature: Signature | None = None
    failed: str = ""


@value
class Lookup:
    """One answer to the question where a name leads. `raw` is the message as a name server sent it."""

    name: str
    at: Moment
    kind: str = ""
    addresses: tuple[str, ...] = ()
    raw: bytes = b""
    failed: str = ""


@value
class Spoken:
    """What was said through a WebSocket after its handshake: how many messages and bytes went which way.

    `lines` is JSON, a line for each message (docs/formats/capture.md).
    """

    address: str
    began: Moment
    connection: int
    sent: int
    sent_bytes: int
    received: int
    received_bytes: int
    lines: Body
    ended: str


@value
class Wire:
    """All that a log tells besides exchanges. `clock_offset_milliseconds` leads from ticks to this clock."""

    browser: str = ""
    version: str = ""
    system: str = ""
    command_line: str = ""
    began: Moment | None = None
    ended: Moment | None = None
    clock_offset_milliseconds: float = 0.0
    connections: tuple[Connection, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    noted: tuple[Noted, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = True
