"""What the awkward site answers: every path, as data, before it is put on a wire."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

import brotli

LARGE_BYTES = 6_000_000
NOISE = random.Random(6).randbytes(LARGE_BYTES)  # noqa: S311 - a body, no secret
PIXEL = bytes.fromhex(  # a GIF of one pixel
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
PAGE = (Path(__file__).parent / "page.html").read_text("utf-8")
SERVICE_WORKER = (Path(__file__).parent / "service-worker.js").read_bytes()
HEAVY = """<!doctype html><title>heavy</title><script>
(async () => {
  for (let i = 0; i < {count}; i++) await (await fetch("/large.bin?n=" + i, {cache: "no-store"})).arrayBuffer();
  await fetch("/done", {method: "POST", body: "{}"});
  await fetch("/over");
})();
</script>"""  # with ?N: N bodies of six megabytes
STEP_BYTES = 1_000  # chunks are this long, and so is what goes out before a body breaks off


@dataclass(frozen=True)
class Reply:
    """One answer. `body` is what is meant; how it is framed on the wire is said beside it."""

    status: int = 200
    reason: str = "OK"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    chunked: bool = False
    sized: bool = True  # Content-Length is sent, unless chunked
    cut: int | None = None  # the connection breaks off after so many bytes
    early: tuple[tuple[str, str], ...] = ()  # a 103 with these headers goes before it
    trailers: tuple[tuple[str, str], ...] = ()
    line_end: bytes = b"\r\n"


def _html(text: str, *, charset: str = "utf-8") -> Reply:
    return Reply(
        headers=(("Content-Type", f"text/html; charset={charset}"),), body=text.encode(charset)
    )


def _json(what: str) -> Reply:
    return Reply(
        headers=(("Content-Type", "application/json"),), body=json.dumps({"from": what}).encode()
    )


def _plain(text: str, *headers: tuple[str, str], status: int = 200, reason: str = "OK") -> Reply:
    return Reply(
        status=status,
        reason=reason,
        headers=(("Content-Type", "text/plain"), *headers),
        body=text.encode(),
    )


STYLE = b"body { background: #fff; color: #111 }\n" * 200
SCRIPT = b"window.unpacked = 'brotli';\n" * 100
FIXED: dict[str, Reply] = {
    "/style.css": Reply(
        headers=(("Content-Type", "text/css"), ("Content-Encoding", "gzip")),
        body=gzip.compress(STYLE, mtime=0),
        chunked=True,
    ),
    "/packed.js": Reply(
        headers=(("Content-Type", "text/javascript"), ("Content-Encoding", "br")),
        body=brotli.compress(SCRIPT),
    ),
    "/pixel.gif": Reply(
        headers=(
            ("cOnTeNt-TyPe", "image/gif"),
            ("Set-Cookie", "first=1; Path=/"),
            ("X-ODD-Case", "  spaced   "),
            ("Set-Cookie", "second=2; Path=/"),
            ("x-empty", ""),
            ("x-latin", "caf\xe9"),
        ),
        body=PIXEL,
    ),
    "/gbk.html": _html("<p>公安机关采集了居民的血样 (police took blood)</p>", charset="gbk"),
    "/big5.html": _html("<p>警方採集了居民的血樣 (police took blood)</p>", charset="big5"),
    "/arrived.txt": _plain("arrived"),
    "/cut.bin": Reply(
        headers=(("Content-Type", "application/octet-stream"),), body=NOISE[:5_000], cut=1_234
    ),
    "/cut-chunked.bin": Reply(
        headers=(("Content-Type", "application/octet-stream"),),
        body=NOISE[:5_000],
        chunked=True,
        cut=2_345,
    ),
    "/until-close.txt": Reply(
        headers=(("Content-Type", "text/plain"),), body=b"until it closes\n" * 300, sized=False
    ),
    "/worker.js": Reply(
        headers=(("Content-Type", "text/javascript"),),
        body=b"fetch('/from-worker.json').then(r => r.text()).then(t => postMessage(t));\n",
    ),
    "/from-worker.json": _json("worker"),
    "/service-worker.js": Reply(
        headers=(("Content-Type", "text/javascript"),), body=SERVICE_WORKER
    ),
    "/from-service-worker.json": _json("service worker"),
    "/through-service-worker.txt": _plain("through a service worker"),
    "/missing.png": _plain("nothing is here", status=404, reason="Not Found"),
    "/large.bin": Reply(headers=(("Content-Type", "application/octet-stream"),), body=NOISE),
    "/nothing": Reply(status=204, reason="No Content", sized=False),
    "/early.txt": Reply(
        headers=(("Content-Type", "text/plain"),),
        body=b"an answer after a first one",
        early=(("Link", "</style.css>; rel=preload; as=style"),),
    ),
    "/head.txt": _plain("never sent to HEAD", ("X-Asked", "head")),
    "/trailers.txt": Reply(
        headers=(("Content-Type", "text/plain"), ("Trailer", "X-Sum")),
        body=b"a body with trailers\n" * 100,
        chunked=True,
        trailers=(("X-Sum", "abc"), ("X-Other", "def")),
    ),
    "/many-headers.txt": _plain("many", *((f"X-Many-{i}", "v" * 400) for i in range(100))),
    "/bare-line-ends.txt": Reply(
        headers=(("Content-Type", "text/plain"),), body=b"LF alone", line_end=b"\n"
    ),
    "/no-reason.txt": _plain("no reason", status=200, reason=""),
    "/empty.txt": _plain(""),
    "/favicon.ico": Reply(headers=(("Content-Type", "image/gif"),), body=PIXEL),
    "/done": _plain("done"),
    "/over": _plain("over"),
}


NOT_MODIFIED = Reply(status=304, reason="Not Modified", headers=(("ETag", '"one"'),), sized=False)
TAGGED = _plain("tagged", ("ETag", '"one"'), ("Cache-Control", "max-age=600"))


def reply(
    method: str, target: str, headers: dict[str, str], body: bytes, settings: dict[str, str]
) -> Reply:
    """The answer to a request; *headers* with names in lower case, *settings* fill the page."""
    path = target.split("?", 1)[0]
    if path in {"/", "/heavy"}:
        page = PAGE if path == "/" else HEAVY.replace("{count}", target.partition("?")[2])
        for name, text in settings.items():
            page = page.replace("{" + name + "}", text)
        return _html(page)
    if path == "/moved":
        away = ("Location", "/arrived.txt")
        return _plain("it has moved\n" * 50, away, status=302, reason="Found")
    if path == "/film.bin" and headers.get("range", "").startswith("bytes="):
        first, last = (int(n) for n in headers["range"].removeprefix("bytes=").split("-"))
        part = f"bytes {first}-{last}/{LARGE_BYTES}"
        return Reply(
            status=206,
            reason="Partial Content",
            headers=(("Content-Type", "video/mp4"), ("Content-Range", part)),
            body=NOISE[first : last + 1],
        )
    if path == "/tagged.txt":
        return NOT_MODIFIED if headers.get("if-none-match") == '"one"' else TAGGED
    if path == "/form":
        return _plain(f"{method} {len(body)}", status=201, reason="Created")
    return FIXED.get(path) or _plain("unknown", status=404, reason="Not Found")
