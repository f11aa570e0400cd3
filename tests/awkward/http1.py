"""A server's side of HTTP/1.1, by hand: what goes out is written here byte by byte."""

from __future__ import annotations

import base64
import hashlib
import socket
from collections.abc import Callable

from awkward.replies import STEP_BYTES, Reply
from awkward.said import Said

RECEIVE_BYTES = 1 << 16
SOCKET_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455's own constant
HELLO_FRAME = b"\x81\x05hello"
CLOSE_FRAME = b"\x88\x02\x03\xe8"
Answer = Callable[[str, str, dict[str, str], bytes], Reply]


class Connection:
    """One accepted connection; `serve` ends with it."""

    def __init__(self, link: socket.socket, number: int, answer: Answer) -> None:
        self._link = link
        self._number = number
        self._answer = answer
        self._waiting = b""
        self.said: list[Said] = []

    def serve(self, keep: Callable[[Said], None]) -> None:
        """Answer one request after the other."""
        while (head := self._until(b"\r\n\r\n")) is not None:
            said = self._heard(head)
            keep(said)
            if said.target == "/socket":
                self._socket(said)
                return
            headers = {
                n.decode("latin-1").lower(): v.decode("latin-1") for n, v in said.request_headers
            }
            reply = self._answer(said.method, said.target, headers, said.request_body)
            if not self._say(said, reply):
                return

    def _until(self, end: bytes) -> bytes | None:
        while end not in self._waiting:
            data = self._link.recv(RECEIVE_BYTES)
            if not data:
                return None
            self._waiting += data
        at = self._waiting.index(end) + len(end)
        head, self._waiting = self._waiting[:at], self._waiting[at:]
        return head

    def _heard(self, head: bytes) -> Said:
        first, *lines = head[:-4].split(b"\r\n")
        method, target, _ = first.decode("latin-1").split(" ")
        said = Said(protocol="http/1.1", method=method, target=target, connection=self._number)
        said.request_head = head
        for line in lines:
            name, _, text = line.partition(b":")
            said.request_headers.append((name, text.strip()))
        length = {n.lower(): v for n, v in said.request_headers}.get(b"content-length", b"0")
        while len(self._waiting) < int(length):
            data = self._link.recv(RECEIVE_BYTES)
            if not data:
                break
            self._waiting += data
        said.request_body, self._waiting = (
            self._waiting[: int(length)],
            self._waiting[int(length) :],
        )
        return said

    def _say(self, said: Said, reply: Reply) -> bool:
        """Send the reply; whether the connection may be used again."""
        end = reply.line_end
        if reply.early:
            said.early_heads.append(_head(103, "Early Hints", list(reply.early), end))
            self._link.sendall(said.early_heads[0])
        headers = list(reply.headers)
        if reply.chunked:
            headers.append(("Transfer-Encoding", "chunked"))
        elif reply.sized:
            headers.append(("Content-Length", str(len(reply.body))))
        last = reply.cut is not None or not (
            reply.chunked or reply.sized or reply.status in {204, 304}
        )
        if last:
            headers.append(("Connection", "close"))
        said.status, said.cut = reply.status, reply.cut is not None
        said.response_headers = [
            (n.encode("latin-1"), v.strip().encode("latin-1")) for n, v in headers
        ]
        said.response_head = _head(reply.status, reply.reason, headers, end)
        body = b"" if said.method == "HEAD" else _framed(reply)
        said.response_body = body if reply.cut is None else body[: reply.cut]
        self._link.sendall(said.response_head + said.response_body)
        return not last

    def _socket(self, said: Said) -> None:
        """Shake hands, say hello and close."""
        key = {n.lower(): v for n, v in said.request_headers}[b"sec-websocket-key"]
        accept = base64.b64encode(hashlib.sha1(key + SOCKET_KEY).digest()).decode()  # noqa: S324 - as RFC 6455 has it
        said.status = 101
        headers = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]  # fmt: skip
        said.response_head = _head(101, "Switching Protocols", headers, b"\r\n")
        self._link.sendall(said.response_head + HELLO_FRAME)
        self._link.recv(RECEIVE_BYTES)
        self._link.sendall(CLOSE_FRAME)
        self._link.recv(RECEIVE_BYTES)


def _head(status: int, reason: str, headers: list[tuple[str, str]], end: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {text}" for name, text in headers), "", ""]
    return end.join(line.encode("latin-1") for line in lines)


def _framed(reply: Reply) -> bytes:
    if not reply.chunked:
        return reply.body
    parts = [reply.body[i : i + STEP_BYTES] for i in range(0, len(reply.body), STEP_BYTES)]
    # Sizes in capitals, with zeros before and an extension behind: all of it is allowed.
    framed = b"".join(b"%03X;part=%d\r\n%b\r\n" % (len(p), i, p) for i, p in enumerate(parts))
    trailers = "".join(f"{name}: {text}\r\n" for name, text in reply.trailers)
    return framed + b"0\r\n" + trailers.encode("latin-1") + b"\r\n"
