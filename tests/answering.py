"""A server on loopback that answers in the form of chat completions, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answers(ThreadingHTTPServer):
    """`answers` are given in turn, the last one again and again; `sent` is what was asked."""

    daemon_threads = True

    def __init__(self, answers: Sequence[str | tuple[int, bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.answers = list(answers)
        self.sent: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Answering(BaseHTTPRequestHandler):
    server: Answers

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append({"path": self.path, **json.loads(body)})
        self.server.keys.append(self.headers.get("Authorization"))
        given = self.server.answers[0]
        if len(self.server.answers) > 1:
            self.server.answers.pop(0)
        if isinstance(given, tuple):
            status, data = given
        else:
            message = {"role": "assistant", "content": given}
            status, data = 200, json.dumps({"choices": [{"message": message}]}).encode()
        self.send_response(status)
        if status in {301, 302, 307}:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextmanager
def answering(*answers: str | tuple[int, bytes]) -> Iterator[Answers]:
    server = Answers(answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def offer(*claims: dict[str, Any]) -> str:
    """An answer that offers these."""
    return json.dumps({"claims": list(claims)}, ensure_ascii=False)


def dna(quote: str, **other: Any) -> dict[str, Any]:
    """That DNA is taken, in these words."""
    return {
        "element": "modality",
        "value": {"code": "dna", "text": "DNA"},
        "quote": quote,
        "said_by": "",
        "stance": "asserted",
    } | other
