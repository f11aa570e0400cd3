"""A proxy on this machine that speaks SOCKS5 and CONNECT, and leads to loopback whatever name it is asked for."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

RECEIVE_BYTES = 1 << 16
REFUSED = 5  # RFC 1928's number for: connection refused


class Proxy:
    """It listens at once; a context manager. `asked` are the targets that it was asked for."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        with link, contextlib.suppress(OSError, IndexError):
            first = link.recv(1)
            way = self._socks(link) if first == b"\x05" else self._connect(link, first)
            if way is None:
                return
            with way:
                back = threading.Thread(target=_carry, args=(way, link), daemon=True)
                back.start()
                _carry(link, way)
                back.join()

    def _socks(self, link: socket.socket) -> socket.socket | None:
        _exactly(link, _exactly(link, 1)[0])
        link.sendall(b"\x05\x00")
        kind = _exactly(link, 4)[3]
        host = _exactly(link, _exactly(link, 1)[0] if kind == 3 else 4)
        port = int.from_bytes(_exactly(link, 2), "big")
        way = self._open(host.decode("latin-1"), port)
        reply = REFUSED if way is None else 0
        link.sendall(bytes([5, reply, 0, 1, 127, 0, 0, 1]) + port.to_bytes(2, "big"))
        return way

    def _connect(self, link: socket.socket, first: bytes) -> socket.socket | None:
        head = first
        while not head.endswith(b"\r\n\r\n"):
            head += _exactly(link, 1)
        host, _, port = head.split(b" ", 2)[1].decode("latin-1").rpartition(":")
        way = self._open(host, int(port)) if head.startswith(b"CONNECT ") else None
        status = b"502 Bad Gateway" if way is None else b"200 Connection established"
        link.sendall(b"HTTP/1.1 " + status + b"\r\nVia: 1.1 awkward\r\n\r\n")
        return way

    def _open(self, host: str, port: int) -> socket.socket | None:
        self.asked.append(f"{host}:{port}")
        if host.endswith(".invalid"):
            return None
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except OSError:
            return None


def _exactly(link: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = link.recv(count - len(data))
        if not more:
            raise OSError("the other side has gone")
        data += more
    return data


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Pass on what comes, and the end of it."""
    with contextlib.suppress(OSError):
        while data := one.recv(RECEIVE_BYTES):
            other.sendall(data)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)
