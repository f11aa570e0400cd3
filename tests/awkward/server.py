"""A site on this machine that serves awkward things over TLS, and remembers exactly what went over the wire.

`Awkward(folder)` listens at once; it is a context manager. Over HTTP/1.1 by default, HTTP/2 with
`protocols=("h2", "http/1.1")`, without TLS with `secure=False`. `said` holds every exchange in the order in
which they were asked. The page at `/` does all the awkward things by itself and posts to `/done` at the
end, and asks for `/over` once that was answered.
"""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from awkward import http1, http2
from awkward.certificate import write_certificate
from awkward.replies import Reply, reply
from awkward.said import Said

HOST = "awkward.test"  # RFC 2606: no such name is ever given away
WAIT_SECONDS = 60.0
END_SECONDS = 10.0  # for a thread whose link is shut: it has nothing to wait for


class Awkward:
    """The site. `closed_port` answers to nobody; `stranger_port` shows a certificate nobody knows."""

    def __init__(
        self,
        folder: Path,
        *,
        protocols: tuple[str, ...] = ("http/1.1",),
        secure: bool = True,
        host: str = HOST,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.host, self.secure, self.protocols = host, secure, protocols
        self.certificate, self.key_name = write_certificate(folder / "site.pem", host)
        write_certificate(folder / "stranger.pem", "stranger.test")
        self._context = _context(folder / "site.pem", protocols)
        self._stranger = _context(folder / "stranger.pem", ("http/1.1",))
        self._lock, self._done = threading.Lock(), threading.Event()
        self.said: list[Said] = []
        self.faults: list[str] = []
        self._links: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._connections = 0
        self._unused = socket.create_server(("127.0.0.1", 0))
        self.closed_port = int(self._unused.getsockname()[1])
        self._unused.close()
        self._listeners = [socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(2)]
        self.port, self.stranger_port = (int(s.getsockname()[1]) for s in self._listeners)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}/"

    @property
    def flags(self) -> list[str]:
        """What Chromium must be told to reach it and nothing else."""
        return [
            f"--ignore-certificate-errors-spki-list={self.key_name}",
            f"--host-resolver-rules=MAP {self.host} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]

    def __enter__(self) -> Self:
        for listener, context in zip(self._listeners, (self._context, self._stranger), strict=True):
            used = context if self.secure or context is self._stranger else None
            self._start(self._accept, listener, used)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Shut every link; only the thread that uses it closes it.

        OpenSSL knows a link by its number. If another thread closed it, the number would go to the next file or pipe that
        is opened here, and what is still being sent would be written there.
        """
        with self._lock:
            links, threads = list(self._links), list(self._threads)
        for link in (*self._listeners, *links):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(link, socket.SHUT_RDWR)  # of the link, not of its TLS
        for thread in threads:
            thread.join(END_SECONDS)
        for listener in self._listeners:
            listener.close()

    def _start(
        self,
        work: Callable[[socket.socket, ssl.SSLContext | None], None],
        link: socket.socket,
        context: ssl.SSLContext | None,
    ) -> None:
        thread = threading.Thread(target=work, args=(link, context), daemon=True)
        with self._lock:
            self._threads.append(thread)
        thread.start()

    def wait(self, seconds: float = WAIT_SECONDS) -> dict[str, str]:
        """What the page met, step by step, once it is done."""
        if not self._done.wait(seconds):
            asked = [said.target for said in self.said]
            raise TimeoutError(f"the page was not done after {seconds} s: {asked} {self.faults}")
        done = next(said for said in self.said if said.target == "/done")
        told: dict[str, str] = json.loads(done.request_body)
        return told

    def _accept(self, listener: socket.socket, context: ssl.SSLContext | None) -> None:
        while True:
            try:
                link, _ = listener.accept()
            except OSError:
                return
            self._start(self._serve, link, context)

    def _serve(self, link: socket.socket, context: ssl.SSLContext | None) -> None:
        spoken = link
        try:
            if context is not None:
                spoken = context.wrap_socket(link, server_side=True, do_handshake_on_connect=False)
            with self._lock:
                self._links.append(spoken)
            if isinstance(spoken, ssl.SSLSocket):
                spoken.do_handshake()
        except OSError as problem:  # whoever is there does not believe the certificate
            self.faults.append(str(problem))
            spoken.close()
            return
        with self._lock:
            number, self._connections = self._connections, self._connections + 1
        try:
            if isinstance(spoken, ssl.SSLSocket) and spoken.selected_alpn_protocol() == "h2":
                http2.Connection(spoken, number, self._answer).serve(self._keep)
            else:
                http1.Connection(spoken, number, self._answer).serve(self._keep)
        except OSError as problem:
            self.faults.append(str(problem))
        finally:
            with contextlib.suppress(OSError):
                spoken.shutdown(socket.SHUT_RDWR)
            spoken.close()

    def _keep(self, said: Said) -> None:
        with self._lock:
            self.said.append(said)

    def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        if target == "/over":
            self._done.set()
        settings = {
            "host": self.host,
            "scheme": "https" if self.secure else "http",
            "sockets": "wss" if self.secure else "ws",
            "port": str(self.port),
            "closed": str(self.closed_port),
            "stranger": str(self.stranger_port),
        }
        return reply(method, target, headers, body, settings)


def _context(file: Path, protocols: tuple[str, ...]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_alpn_protocols(list(protocols))
    return context
