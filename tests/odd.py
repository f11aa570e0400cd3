"""A site on this machine that does what a hostile or tiresome page does: for captures that must not be harmed by it."""

from __future__ import annotations

import gzip
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

HOST = "odd.test"
SECRET = "s3cret-value-of-the-file"  # noqa: S105 - made up
EVERYTHING = """<!doctype html><html lang="en"><title>odd</title>
<style>p {{ margin: 0 }} .tall {{ height: 3000px }}</style>
<p>Police took blood from residents.</p>
<details><summary>folded</summary><p>What was folded.</p></details>
<button id="more" onclick="document.title += ' more'">Read more</button>
<div id="banner">We use cookies <button onclick="document.title += ' rejected'">Reject all</button></div>
<div class="tall"></div><p id="end">the end</p><p id="written"></p>
<img src="http://inside.private.test/secret.png"><img src="http://10.0.0.1/secret.png">
<img src="http://gone.nobody.test/x.png"><img src="/seen.gif">
<script>
document.getElementById("written").textContent = "Written by a script: ".repeat(40);
const told = {{}};
addEventListener("load", async () => {{
  alert("hello"); told.confirmed = confirm("sure?");
  window.open("/popup");
  for (const name of ["geolocation", "notifications", "camera", "microphone", "clipboard-read"]) {{
    try {{ told[name] = (await navigator.permissions.query({{name}})).state; }} catch (e) {{ told[name] = "error"; }}
  }}
  try {{ await fetch("file:///etc/passwd"); told.file = "read"; }} catch (e) {{ told.file = "refused"; }}
  const link = document.createElement("a"); link.href = "/file.bin"; link.click();
  told.online = navigator.onLine;
  await fetch("/echo.json");
  await fetch("/told", {{method: "POST", body: JSON.stringify(told)}});
  location.hash = "moved";
}});
</script></html>"""
LEAKY = """<!doctype html><title>leaky</title>
<link rel="dns-prefetch" href="//prefetch.leak.example"><link rel="preconnect" href="https://connect.leak.example">
<link rel="prefetch" href="https://fetched.leak.example/"><link rel="preload" as="image" href="https://203.0.113.9/x">
<style>@import url("https://style.leak.example/x.css");</style>
<img src="https://image.leak.example/x"><iframe src="https://frame.leak.example/"></iframe>
<script type="speculationrules">{"prerender": [{"urls": ["/popup"]}], "prefetch": [{"urls": ["https://rules.leak.example/"]}]}</script>
<a id="a" href="#x" ping="https://ping.leak.example/">x</a>
<script>
const peer = new RTCPeerConnection({iceServers: [{urls: "stun:198.51.100.7:3478"}, {urls: "stun:stun.leak.example"},
  {urls: "turn:turn.leak.example", username: "a", credential: "b"}]});
peer.createDataChannel("x"); peer.createOffer().then(o => peer.setLocalDescription(o));
document.getElementById("a").click();
navigator.sendBeacon("https://beacon.leak.example/", "x");
try { new WebSocket("wss://socket.leak.example/"); } catch (e) {}
try { new WebTransport("https://198.51.100.8:443/"); } catch (e) {}
fetch("https://fetch.leak.example/").catch(() => 0);
new Worker(URL.createObjectURL(new Blob(["fetch('https://worker.leak.example/').catch(() => 0)"])));
</script>"""
RESTLESS = """<!doctype html><title>restless</title><p>Never quiet.</p>
<script>setInterval(() => fetch("/tick?" + Math.random()), 50)</script>
<script src="/slow.js"></script>"""
ENDLESS = """<!doctype html><title>endless</title><p>Before the flood.</p><script>fetch("/flood.bin").then(flood => flood.arrayBuffer())</script>"""
HEAVY = """<!doctype html><title>heavy</title><p>Before the weight.</p><script>fetch("/heavy.bin").then(heavy => heavy.arrayBuffer())</script>"""
GIF = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)


MOVED = {"/to-file": "file:///etc/passwd", "/to-private": "http://inside.private.test/"}
_OTHER = ("Alt-Svc", 'h3=":443"; ma=86400')
_WORDS = ("text/html", b"<p>words</p>")
FIXED: dict[str, tuple[Any, ...]] = {
    "/everything": (
        "text/html", EVERYTHING.format().encode(),
        ("Set-Cookie", f"session=renewed-{SECRET}; Path=/"), ("Set-Cookie", "fresh=1"),
    ),
    "/echo.json": (
        "application/json", gzip.compress(f'{{"you": "{SECRET}"}}'.encode(), mtime=0), ("Content-Encoding", "gzip"),
    ),
    "/leaky": ("text/html", LEAKY.encode(), _OTHER),
    "/restless": ("text/html", RESTLESS.encode()),
    "/endless": ("text/html", ENDLESS.encode()),
    "/file.bin": ("application/octet-stream", bytes(100), ("Content-Disposition", "attachment")),
    "/paper.pdf": ("application/pdf", b"%PDF-1.4\n%%EOF\n"),
    "/seen.gif": ("image/gif", GIF),
    "/heavy": ("text/html", HEAVY.encode()),
    "/heavy.bin": ("application/octet-stream", random.Random(7).randbytes(6_000_000)),  # noqa: S311
    "/": _WORDS, "/popup": _WORDS, "/tick": _WORDS, "/told": _WORDS,
}  # fmt: skip


class Odd:
    """The site, over plain HTTP. `asked` holds paths and cookies, `told` what pages posted."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.told: list[bytes] = []
        self.over = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("Cookie", "")))
                site._answer(self)

            def do_POST(self) -> None:
                site.told.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
                self._send(b"ok", "text/plain")

            def _send(
                self, body: bytes, kind: str, *more: tuple[str, str], status: int = 200
            ) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, words in more:
                    self.send_header(name, words)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                return  # a browser goes away in the midst of a flood

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def at(self, path: str, host: str = HOST) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def _answer(self, to: BaseHTTPRequestHandler) -> None:
        send = to._send  # type: ignore[attr-defined]
        path = to.path.partition("?")[0]
        if path == "/slow.js":
            self.over.wait(60)
        elif path == "/flood.bin":
            self._flood(to)
        elif path in FIXED:
            kind, body, *more = FIXED[path]
            send(body, kind, *more)
        elif path in MOVED:
            send(b"moved", "text/plain", ("Location", MOVED[path]), status=302)
        else:
            send(b"nothing here", "text/plain", status=404)

    def _flood(self, to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "application/octet-stream")
        to.send_header("Connection", "close")
        to.end_headers()
        until = time.monotonic() + 60
        while not self.over.is_set() and time.monotonic() < until:
            to.wfile.write(b"\0" * (1 << 16))
