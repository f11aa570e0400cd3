"""Logs of the wire made by hand: what Chromium writes, as far as it is read."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.netlog.events import Constants, Event
from firsthand.preserve.netlog.reading import read_whole
from firsthand.preserve.netlog.wire import Wire

TYPES = [
    "SOCKET_ALIVE",
    "TCP_CONNECT",
    "SSL_CONNECT",
    "SOCKET_BYTES_SENT",
    "SOCKET_BYTES_RECEIVED",
    "SSL_SOCKET_BYTES_SENT",
    "SSL_SOCKET_BYTES_RECEIVED",
    "SSL_HANDSHAKE_MESSAGE_SENT",
    "SSL_HANDSHAKE_MESSAGE_RECEIVED",
    "SSL_CERTIFICATES_RECEIVED",
    "SOCKET_READ_ERROR",
    "URL_REQUEST_START_JOB",
    "URL_REQUEST_REDIRECT_JOB",
    "HTTP_TRANSACTION_SEND_REQUEST_HEADERS",
    "HTTP_CACHE_READ_INFO",
    "FAILED",
    "CANCELLED",
    "REQUEST_ALIVE",
    "HOST_RESOLVER_MANAGER_JOB",
    "HOST_RESOLVER_SYSTEM_TASK",
    "DNS_TRANSACTION",
    "DNS_TRANSACTION_RESPONSE",
]
SOURCES = ["SOCKET", "URL_REQUEST", "HOST_RESOLVER_IMPL_JOB", "DNS_TRANSACTION"]
ERRORS = {
    "ERR_ABORTED": -3,
    "ERR_NAME_NOT_RESOLVED": -105,
    "ERR_CONNECTION_RESET": -101,
    "ERR_EMPTY_RESPONSE": -324,
    "ERR_WS_UPGRADE": -173,
}
TOLD: dict[str, Any] = {
    "logEventTypes": {name: i for i, name in enumerate(TYPES)},
    "logSourceType": {name: i for i, name in enumerate(SOURCES)},
    "netError": ERRORS,
    "clientInfo": {"name": "Chromium", "version": "156.0", "os_type": "Linux"},
    "timeTickOffset": 1_893_456_000_000,  # 2030-01-01T00:00:00Z
    "logCaptureMode": "Everything",
}
CONSTANTS = Constants(TOLD)
PHASES = {"": 0, "begin": 1, "end": 2}


def event(
    name: str,
    source: int = 1,
    *,
    kind: str = "SOCKET",
    phase: str = "",
    at: float = 0.0,
    **params: Any,
) -> dict[str, Any]:
    """One event as it stands in a log."""
    return {
        "type": TYPES.index(name),
        "phase": PHASES[phase],
        "source": {"id": source, "type": SOURCES.index(kind)},
        "time": str(at),
        "params": params,
    }


def went(data: bytes, *, sent: bool, secure: bool = False, source: int = 1) -> dict[str, Any]:
    """Bytes that went over a socket."""
    name = f"{'SSL_' if secure else ''}SOCKET_BYTES_{'SENT' if sent else 'RECEIVED'}"
    text: dict[str, Any] = {"bytes": base64.b64encode(data).decode()} if data else {}
    return event(name, source, byte_count=len(data), **text)


def connected(source: int = 1) -> list[dict[str, Any]]:
    """A connection that has come about."""
    told: dict[str, Any] = {"remote_address": "192.0.2.1:80", "local_address": "198.51.100.7:4000"}
    return [
        event("SOCKET_ALIVE", source, phase="begin"),
        event("TCP_CONNECT", source, phase="end", **told),
    ]


def closed(source: int = 1) -> dict[str, Any]:
    """The browser is done with a connection."""
    return event("SOCKET_ALIVE", source, phase="end")


def log(*events: dict[str, Any], told: dict[str, Any] | None = None) -> bytes:
    """A whole log."""
    lines = ",\n".join(json.dumps(e) for e in events)
    head = json.dumps(TOLD if told is None else told)
    return f'{{"constants":{head},\n"events": [\n{lines}],\n"polledData": {{}}}}\n'.encode()


def read(*events: dict[str, Any]) -> tuple[tuple[Exchange, ...], Wire]:
    """What such a log gives."""
    return read_whole(io.BytesIO(log(*events)), io.BytesIO())


def an_event(name: str, source: int = 1, **parts: Any) -> Event:
    """One event as it is read."""
    phase = parts.pop("phase", "")
    kind, at = parts.pop("kind", "SOCKET"), parts.pop("at", 0.0)
    return Event(name=name, phase=phase, source=source, source_kind=kind, moment=at, params=parts)
