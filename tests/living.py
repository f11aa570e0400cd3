"""A site on this machine that behaves as living ones do: frames of other sites, sockets, endless streams, lists that grow, films.

`Living()` listens at once, under any name in `.test`, over plain HTTP. `asked` holds the path, the headers and the host of each request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

HOST, OTHER, THIRD = "living.test", "advertiser.test", "tracker.test"
_ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455's own constant
GIF = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
FILM = bytes(range(256)) * 4096
CARDS = 400  # a page of many elements
PAGE = """<!doctype html><html lang="en"><title>living</title>
<link rel="stylesheet" href="/style.css"><link rel="preload" as="script" href="/early.js">
<header style="position:sticky;top:0">Sticky head</header>
<p>Police took blood from residents.</p>
<iframe src="http://advertiser.test:{port}/frame"></iframe>
<iframe srcdoc="<p>In a srcdoc.</p><img src=/srcdoc.gif>"></iframe>
<iframe id="blob"></iframe>
<iframe src="data:text/html,<p>In data.</p><img src='http://living.test:{port}/data.gif'>"></iframe>
<script src="/main.js"></script></html>"""
MAIN = """
document.getElementById("blob").src = URL.createObjectURL(
  new Blob(["<p>In a blob.</p><img src='http://living.test:{port}/blob.gif'>"], {type: "text/html"}));
fetch("/moved");
new Worker("/worker.js");
const socket = new WebSocket("ws://living.test:{port}/socket");
socket.onopen = () => { socket.send("first words"); socket.send(new Uint8Array([1, 2, 3])); socket.send("x".repeat(70000)); };
new EventSource("/events");
fetch("/stream").then(answer => answer.text());
"""
FRAME = "<p>An advertisement.</p><img src='/frame.gif'><iframe src='http://tracker.test:{port}/inner'></iframe>"
INNER = "<p>Within.</p><img src='/inner.gif'><script>fetch('/inner.json')</script>"
WORKER = """
// What a worker asks in its first moments may come before it is followed, and on a busy machine a moment is long: it asks again.
importScripts('/imported.js');
let asks = 6;
const asking = setInterval(() => { if (!asks--) clearInterval(asking); else fetch('/worker.json'); }, 400);
"""
LONG = """<!doctype html><html lang="en"><title>long</title>
<style>header {{ position: sticky; top: 0; height: 60px; background: #c00 }} .fixed {{ position: fixed; bottom: 0; height: 40px; background: #00c; width: 100% }}
.tall {{ height: 2500px }} .unseen {{ height: 10px }} .wide {{ height: 20px }}</style>
<header>Sticky head</header><div class="fixed">Fixed foot</div>
<p>Above.</p><div class="tall"></div><img loading="lazy" width="10" height="10" src="/lazy.gif">
<div class="tall"></div><div class="unseen" id="watched"></div>
<video src="/film.webm" autoplay muted preload="auto"></video>
<details><summary>folded</summary><p>What was folded.</p><img loading="lazy" src="/folded.gif"></details>
<div id="list"></div>
<script>
addEventListener("beforeunload", event => {{ event.preventDefault(); event.returnValue = "stay"; }});
new IntersectionObserver((seen, all) => {{ if (seen[0].isIntersecting) {{ all.disconnect(); new Image().src = "/observed.gif"; }} }}).observe(document.getElementById("watched"));
let count = 0;
new IntersectionObserver(async seen => {{
  if (!seen[0].isIntersecting || count >= ENTRIES) return;
  const entries = await (await fetch("/more?" + count)).json();
  for (const entry of entries) {{ const p = document.createElement("p"); p.textContent = entry; p.style.height = "200px"; document.getElementById("list").append(p); count++; }}
}}).observe(document.body.appendChild(Object.assign(document.createElement("div"), {{id: "end", textContent: "end"}})));
prompt("your name?"); confirm("sure?"); alert("hello");
window.open("/popup");
</script></html>"""
MANY = "<!doctype html><title>many</title>" + "".join(
    f"<div><span>entry {number}</span></div>" for number in range(4_000)
)
BEHIND = """<!doctype html><title>behind</title><p id="told">by the server</p><img src="/pixel.gif"><script>
(async () => {
  if (navigator.serviceWorker.controller) return;
  setInterval(() => fetch("/early.js"), 100);  // no page that rests: a worker takes long to start on a busy machine
  await navigator.serviceWorker.register("/behind.js");
  await new Promise(done => { navigator.serviceWorker.oncontrollerchange = done; });
  location.reload();
})();
</script>"""
BEHIND_WORKER = """
addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("fetch", event => {
  const path = new URL(event.request.url).pathname;
  if (path === "/behind") event.respondWith(new Response("<!doctype html><title>behind</title><p>Made up by the service worker.</p><img src=/after.gif>", {headers: {"Content-Type": "text/html"}}));
  else if (path === "/after.gif") event.respondWith(fetch("/fetched.gif"));
});
"""
INSIDE = """<!doctype html><title>inside</title><style>html, body { margin: 0; height: 100%; overflow: hidden; scroll-behavior: smooth }
#part { height: 100%; overflow-y: auto; scroll-behavior: smooth } #tall { height: 6000px }</style>
<div id="part"><p>Above.</p><div id="tall"></div><img loading="lazy" width="5" height="5" src="/deep.gif"></div>"""
HTML, SCRIPT = "text/html; charset=utf-8", "text/javascript"
FIXED = {
    "/": (HTML, PAGE), "/main.js": (SCRIPT, MAIN), "/frame": (HTML, FRAME), "/inner": (HTML, INNER),
    "/style.css": ("text/css", "body { background: url(/background.gif) }"), "/early.js": (SCRIPT, "1"),
    "/worker.js": (SCRIPT, WORKER),
    "/imported.js": (SCRIPT, "1"), "/worker.json": ("application/json", "{}"), "/inner.json": ("application/json", "{}"),
    "/arrived": (HTML, "arrived"), "/long": (HTML, LONG.replace("{{", "{").replace("}}", "}").replace("ENTRIES", "60")), "/endless": (HTML, LONG.replace("{{", "{").replace("}}", "}").replace("ENTRIES", "1e9")), "/many": (HTML, MANY),
    "/behind": (HTML, BEHIND), "/behind.js": (SCRIPT, BEHIND_WORKER), "/more": ("application/json", json.dumps(["an entry"] * 20)),
    "/popup": (HTML, "<p>A window.</p>"),
    "/start": (HTML, '<meta http-equiv="refresh" content="0;url=/second">'),
    "/second": (HTML, "<script>location.replace('/final?x=1#part')</script>"),
    "/final": (HTML, INSIDE),
    "/framed-download": (HTML, '<p>A page.</p><iframe src="/file.zip"></iframe>'),
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    site: Living

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.site.asked.append((path, dict(self.headers), self.headers.get("Host", "")))
        special: dict[str, Callable[[], None]] = {
            "/socket": self._socket, "/events": self._events, "/stream": self._stream, "/film.webm": self._film,
            "/drop": self._drop,
        }  # fmt: skip
        if path in special:
            special[path]()
        elif path == "/moved":
            self.say(b"", HTML, ("Location", "/arrived"), status=302)
        elif path == "/secret":
            self.say(
                b"<p>Who are you?</p>", HTML, ("WWW-Authenticate", 'Basic realm="x"'), status=401
            )
        elif path == "/file.zip":
            self.say(
                b"PK" * 50, "application/zip", ("Content-Disposition", "attachment; filename=a.zip")
            )
        elif path.endswith(".gif"):
            self.say(GIF, "image/gif")
        elif path in FIXED:
            if path == "/more":
                self.site.over.wait(0.4)  # as if it were far away
            kind, text = FIXED[path]
            self.say(text.replace("{port}", str(self.site.port)).encode(), kind)
        else:
            self.say(b"nothing here", "text/plain", status=404)

    def say(self, body: bytes, kind: str, *more: tuple[str, str], status: int = 200) -> None:
        """Answer."""
        self.send_response(status)
        for name, words in (("Content-Type", kind), ("Content-Length", str(len(body))), *more):
            self.send_header(name, words)
        self.end_headers()
        self.wfile.write(body)

    def _film(self) -> None:
        """In pieces, as it is asked for."""
        first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        start, end = int(first or 0), int(last or len(FILM) - 1)
        told = f"bytes {start}-{end}/{len(FILM)}"
        self.say(
            FILM[start : end + 1],
            "video/webm",
            ("Content-Range", told),
            ("Accept-Ranges", "bytes"),
            status=206,
        )

    def _drop(self) -> None:
        """A page, a letter at a time."""
        body = b"<title>drop</title><p>It comes by drops.</p>"
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for at in range(len(body)):
            if self.site.over.wait(0.05):
                return
            self.wfile.write(body[at : at + 1])

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()

    def _events(self) -> None:
        """Three events, and then silence without an end."""
        self._begin("text/event-stream")
        for number in range(3):
            self.wfile.write(f"id: {number}\ndata: event {number}\n\n".encode())
        self.site.over.wait(60)

    def _stream(self) -> None:
        """A piece each tenth of a second, for ever."""
        self._begin("text/plain")
        while not self.site.over.wait(0.1):
            self.wfile.write(b"tick\n")

    def _socket(self) -> None:
        """Shake hands, say two things, hear the rest out."""
        key = self.headers["Sec-WebSocket-Key"].encode()
        accept = base64.b64encode(hashlib.sha1(key + _ACCEPT).digest()).decode()  # noqa: S324 - as RFC 6455 has it
        self.send_response(101)
        for name, words in (
            ("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept),
        ):  # fmt: skip
            self.send_header(name, words)
        self.end_headers()
        self.wfile.write(b"\x81\x05hello" + b"\x01\x03par" + b"\x80\x02ts" + b"\x82\x02\x00\xff")
        self.connection.settimeout(60)
        try:
            while self.connection.recv(1 << 16):
                pass
        except OSError:
            pass
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        return


class Server(ThreadingHTTPServer):
    """Goes on when a browser goes away in the midst of something."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        return


class Living:
    """The site."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.over = threading.Event()
        self._server = Server(("127.0.0.1", 0), type("Own", (Handler,), {"site": self}))
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
        self._server.socket.shutdown(socket.SHUT_RDWR)
        self._server.server_close()

    def at(self, path: str, host: str = HOST) -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"
