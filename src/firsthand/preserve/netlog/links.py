"""Follow one connection from its first byte: tunnels, TLS, then HTTP/1.1 or HTTP/2.

In: the events of one socket.  Out: drafts of exchanges to the carrier's `finished`; what is known of the connection
itself. What requests and answers are is known to `preserve.netlog.http1` and `preserve.netlog.http2`.
"""

from __future__ import annotations

import binascii

from firsthand.preserve.netlog.drafts import Carrier
from firsthand.preserve.netlog.events import Constants, Event
from firsthand.preserve.netlog.failures import failure
from firsthand.preserve.netlog.handshakes import (
    CLIENT_HELLO,
    GROUPS,
    SUITES,
    check_handshake,
    server_name,
)
from firsthand.preserve.netlog.http1 import Http1
from firsthand.preserve.netlog.http2 import PREFACE, Http2
from firsthand.preserve.netlog.tickets import Tickets
from firsthand.preserve.netlog.tunnels import Tunnel
from firsthand.preserve.netlog.wire import Connection, Message

MESSAGES_BYTES_MAX = 1 << 18  # of one handshake: with post-quantum certificates some 30 KB
CERTIFICATES_MAX = 20  # of one chain
TICKET = 4  # a server's NewSessionTicket: no part of the handshake, and of use to nobody who reads


class Link:
    """One connection as it comes about."""

    def __init__(
        self, carrier: Carrier, constants: Constants, tickets: Tickets, *, began: float
    ) -> None:
        self._carrier, self._constants, self._tickets = carrier, constants, tickets
        self._began = began
        self._speaker: Http1 | Http2 | None = None
        self._tunnel = Tunnel()
        self._open = False  # the way through a proxy is open, or there is none
        self._through: list[str] = []
        self._ended = False
        self._deaf = False  # bytes are missing or damaged: what follows cannot be told apart
        self._messages: list[Message] = []
        self._messages_bytes = 0
        self._certificates: list[bytes] = []
        self._told: dict[str, str] = {}
        self._resumed = self._encrypted = False
        self._local = self._failed = self._server_name = ""

    def take(self, event: Event) -> None:
        """Take in an event of this socket."""
        self._carrier.now = event.moment
        name = event.name
        if name in {"SSL_SOCKET_BYTES_SENT", "SSL_SOCKET_BYTES_RECEIVED"}:
            self._bytes(event, sent=name.endswith("SENT"))
        elif name in {"SOCKET_BYTES_SENT", "SOCKET_BYTES_RECEIVED"}:
            if not self._carrier.secure:
                self._bytes(event, sent=name.endswith("SENT"))
        elif name in {"SSL_HANDSHAKE_MESSAGE_SENT", "SSL_HANDSHAKE_MESSAGE_RECEIVED"}:
            self._message(event, by_client=name.endswith("SENT"))
        elif name == "SSL_CERTIFICATES_RECEIVED":
            self._certificates = _certificates(event.listed("certificates"))
        elif name == "SSL_CONNECT":
            self._handshake(event)
        elif name == "TCP_CONNECT" and event.phase == "end":
            self._connected(event)
        elif name.endswith("_READ_ERROR"):
            self.end(by_server=True)
        elif name == "SOCKET_ALIVE" and event.phase == "end":
            self.end(by_server=False)

    def end(self, *, by_server: bool) -> None:
        """Nothing more will come."""
        if not self._ended:
            self._ended = True
            if self._speaker is not None:
                self._speaker.ended(by_server=by_server)

    def connection(self) -> Connection:
        """What is known of it."""
        protocol = self._told.get("version", "")
        certificate = self._certificates[0] if self._certificates else b""
        signature = None
        if self._messages:
            signature = check_handshake(
                self._messages, certificate, resumed=self._resumed, encrypted=self._encrypted
            )
        return Connection(
            began=self._constants.moment(self._began),
            local=self._local,
            peer=self._carrier.peer,
            through=tuple(self._through),
            host=self._server_name or self._carrier.host,
            protocol=protocol,
            cipher_suite=self._told.get("cipher", ""),
            group=self._told.get("group", ""),
            application=self._told.get("application", ""),
            resumed=self._resumed,
            continues=self._tickets.earlier(self._carrier.number) if self._resumed else -1,
            encrypted_hello=self._encrypted,
            certificates=tuple(self._certificates),
            messages=tuple(self._messages),
            signature=signature,
            failed=self._failed,
        )

    def _connected(self, event: Event) -> None:
        error = event.number("net_error")
        self._failed = failure(error, self._constants) if error else ""
        self._carrier.peer = event.text("remote_address")
        self._local = event.text("local_address")

    def _handshake(self, event: Event) -> None:
        carrier = self._carrier
        if event.phase == "begin":
            if carrier.secure:
                self._hear_no_more(
                    "TLS within TLS, as to a proxy that is reached over TLS, is not read"
                )
            carrier.secure, self._speaker = True, None
            return
        error = event.number("net_error")
        if error:
            self._failed = failure(error, self._constants)
            return
        suite, group = event.number("cipher_suite") or 0, event.number("key_exchange_group") or 0
        self._resumed = event.params.get("is_resumed") is True
        self._encrypted = event.params.get("encrypted_client_hello") is True
        self._told = {
            "version": event.text("version"),
            "cipher": SUITES.get(suite, f"0x{suite:04X}"),
            "group": GROUPS.get(group, f"0x{group:04X}"),
            "application": event.text("next_proto"),
        }
        carrier.cipher_suites = (self._told["cipher"],)
        self._server_name = server_name(self._messages)
        carrier.host = carrier.host or self._server_name

    def _message(self, event: Event, *, by_client: bool) -> None:
        try:
            data = event.data()
        except ValueError as problem:
            self._carrier.problem("netlog-bytes", f"a message of a handshake: {problem}")
            return
        if not data:
            return
        if data[0] == TICKET and not by_client:
            self._tickets.give(self._carrier.number, data)
            return
        if data[0] == CLIENT_HELLO and by_client:
            self._tickets.offer(self._carrier.number, data)
        self._messages_bytes += len(data)
        if self._messages_bytes <= MESSAGES_BYTES_MAX:
            self._messages.append(Message(by_client=by_client, data=data))

    def _bytes(self, event: Event, *, sent: bool) -> None:
        if self._deaf or self._ended:
            return
        try:
            data = event.data()
        except ValueError as problem:
            self._hear_no_more(str(problem))
            return
        if data is None:
            self._hear_no_more("the log was made without the bytes of connections")
        elif not data:
            if not sent:
                self.end(by_server=True)
        elif self._carrier.secure:
            self._hear(data, sent=sent)
        else:
            self._hear_in_the_clear(data, sent=sent)

    def _hear_in_the_clear(self, data: bytes, *, sent: bool) -> None:
        """Bytes outside TLS: what opens a tunnel, or the traffic itself."""
        tunnel = self._tunnel
        if self._open:
            self._hear(data, sent=sent)
            return
        inner_sent, inner_received = tunnel.sent(data) if sent else tunnel.received(data)
        self._open = tunnel.open
        if tunnel.failed:
            self._failed, self._deaf = tunnel.failed, True
        if tunnel.open and tunnel.through:
            self._through.append(tunnel.through)
            self._carrier.host = tunnel.target
        if inner_sent:
            self._hear(inner_sent, sent=True)
        if inner_received:
            self._hear(inner_received, sent=False)

    def _hear(self, data: bytes, *, sent: bool) -> None:
        """Bytes of the traffic itself."""
        if self._speaker is None:
            two = sent and data.startswith(PREFACE[:14])
            two = two or self._told.get("application") == "h2"
            spoken = "h2" if two else "http/1.1"
            version = self._told.get("version", "").lower().replace(" ", "/")
            self._carrier.protocols = (spoken, version) if version else (spoken,)
            self._speaker = Http2(self._carrier) if two else Http1(self._carrier)
        if sent:
            self._speaker.sent(data)
        else:
            self._speaker.received(data)

    def _hear_no_more(self, why: str) -> None:
        """What follows on this connection cannot be told apart any more."""
        self._carrier.problem("netlog-bytes", why)
        self._deaf = True
        if self._speaker is not None:
            self._speaker.ended(by_server=False)


def _certificates(told: list[str]) -> list[bytes]:
    """Certificates as DER; one that is no PEM ends the chain."""
    found = []
    for text in told[:CERTIFICATES_MAX]:
        lines = [line for line in text.splitlines() if line and not line.startswith("-----")]
        try:
            found.append(binascii.a2b_base64("".join(lines), strict_mode=True))
        except (ValueError, binascii.Error):
            break
    return found
