"""For tests of the gate: a server that answers, and a client that asks the gate as a browser does."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from firsthand.model.moment import Moment


def noon() -> Moment:
    return Moment(utc="2030-01-02T12:00:00Z")


@contextmanager
def answering(said: bytes, *, host: str = "127.0.0.1") -> Iterator[int]:
    """A server that reads a little, says *said* and ends; its port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:

        def serve() -> None:
            while True:
                try:
                    met, _ = server.accept()
                except OSError:
                    return
                with met:
                    try:
                        met.recv(1 << 16)
                        met.sendall(said)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def ask(gate: int, host: str, port: int, *, command: int = 1) -> tuple[int, bytes]:
    """What the gate at a port replies, and what comes from there when something is said."""
    with socket.create_connection(("127.0.0.1", gate), timeout=10) as asked:
        asked.sendall(b"\x05\x01\x00")
        assert _exactly(asked, 2) == b"\x05\x00"
        name = host.encode()
        try:
            place = b"\x01" + socket.inet_pton(socket.AF_INET, host)
        except OSError:
            try:
                place = b"\x04" + socket.inet_pton(socket.AF_INET6, host)
            except OSError:
                place = b"\x03" + bytes([len(name)]) + name
        asked.sendall(bytes([5, command, 0]) + place + struct.pack("!H", port))
        code = _exactly(asked, 10)[1]
        if code:
            return code, b""
        asked.sendall(b"hello")
        found = b""
        try:
            while piece := asked.recv(1 << 16):
                found += piece
        except ConnectionError:
            pass
        return code, found


def _exactly(asked: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = asked.recv(count - len(found))
        assert piece, "the gate ended the connection"
        found += piece
    return found
