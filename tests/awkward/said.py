"""What a server on this machine sent and received, kept as it went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field

Headers = list[tuple[bytes, bytes]]


@dataclass
class Said:
    """One request and what was answered to it.

    Over HTTP/1.1 heads are text and bodies are framed as sent (chunks and all); over HTTP/2 `*_headers`
    are what was meant and bodies are the payloads of DATA frames. `response_head` does not have the
    heads before it (103), which are in `early_heads`.
    """

    protocol: str
    method: str
    target: str
    connection: int
    request_head: bytes = b""
    request_headers: Headers = field(default_factory=list)
    request_body: bytes = b""
    response_head: bytes = b""
    response_headers: Headers = field(default_factory=list)
    early_heads: list[bytes] = field(default_factory=list)
    response_body: bytes = b""
    trailers: Headers = field(default_factory=list)
    status: int = 0
    cut: bool = False
