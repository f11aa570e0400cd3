"""The player that most readers use plays our WACZ without a network, and holds every byte against its digests."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from awkward.said import Said
from captured import awkward
from refereed import REPLAYER
from referees.test_archives import made
from written import HTML, LARGE

if TYPE_CHECKING:
    from playwright.sync_api import Request

CHROMIUM = shutil.which("chromium")
KINDS = {"/": "text/html", "/sw.js": "text/javascript"}
TITLE = b"check-ups in sandur"
ADDRESSES = [
    "https://a.example/", "https://a.example/p.png?b=2&A=1", "https://www.a.example:8443/Deep/q.png/",
    "https://h2.example/文?x=%20",
]  # fmt: skip
SMALL_BYTES = 100_000
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Puts the player's worker in charge of the page, gives it the archive, asks it for addresses and what it has checked.
PLAY = """async ([archive, asked]) => {
  const worker = navigator.serviceWorker;
  await worker.register("/sw.js?useHashCheck=1", {scope: "/"});
  await worker.ready;
  if (!worker.controller) await new Promise(done => worker.addEventListener("controllerchange", done));
  const added = new Promise(done => worker.addEventListener("message", event => {
    if (event.data.msg_type === "collAdded" || event.data.error) done();
  }));
  worker.controller.postMessage({msg_type: "addColl", name: "c", file: {sourceUrl: archive}});
  await added;
  const told = [];
  for (const address of asked) {
    const answer = await fetch("/w/c/20310403100000id_/" + address);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    told.push([answer.status, Array.from(bytes, byte => String.fromCharCode(byte)).join("")]);
  }
  const about = await (await fetch("/w/api/c/c?all=1")).json();
  return [told, about.verify.numValid];
}"""


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[str]:
    """A server on loopback that answers in parts, as the player asks."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Nothing is printed in a test."""

        def do_GET(self) -> None:
            data = files.get(self.path.partition("?")[0])
            if data is None:
                self.send_error(404)
                return
            found = RANGE.fullmatch(self.headers.get("Range", ""))
            start = int(found[1]) if found else 0
            end = int(found[2]) + 1 if found and found[2] else len(data)
            part = data[start:end]
            self.send_response(206 if found else 200)
            if found:
                self.send_header(
                    "Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(data)}"
                )
            self.send_header(
                "Content-Type", KINDS.get(self.path.partition("?")[0], "application/wacz")
            )
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(part)

        do_HEAD = do_GET  # noqa: N815 - as the server calls it

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def played(
    archives: dict[str, tuple[bytes, list[str]]],
) -> Iterator[tuple[list[tuple[int, bytes]], int]]:
    """Of each archive: what the player gives for its addresses, status and bytes; how many digests it found right."""
    from playwright.sync_api import sync_playwright

    page = b'<!DOCTYPE html><title>player</title><link rel=icon href="data:,">'
    files = {
        "/": page,
        "/sw.js": (REPLAYER / "sw.js").read_bytes(),
        **{name: data for name, (data, _) in archives.items()},
    }
    with served(files) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, (_, asked) in archives.items():
            context = browser.new_context()
            beyond: list[str] = []
            note: Callable[[Request], None] = partial(_note, beyond)
            context.on("request", note)
            tab = context.new_page()
            tab.goto(f"{site}/")
            told, right = tab.evaluate(PLAY, [f"{site}{name}", asked])
            assert [each for each in beyond if not each.startswith(site)] == []
            context.close()
            yield [(int(status), text.encode("latin-1")) for status, text in told], right
        browser.close()


class Shown:
    """What the player gives of three archives, all in one browser."""

    def __init__(self, folder: Path) -> None:
        data = made(folder).read_bytes()
        assert data.count(TITLE) == 1
        whole = awkward("h2")
        site = whole.captured.receipt.address.rstrip("/")
        self.sent = {
            site + each.target: each.response_body for each in whole.said if _is_plain(each)
        }
        self.unchanged = [each.target.lstrip("/") for each in whole.said if each.status == 304]
        (self.sound, self.right), (_, self.less), (told, self.right_of_captured) = played({
            "/sound": (data, ADDRESSES),
            "/changed": (data.replace(TITLE, TITLE.upper()), ADDRESSES),
            "/captured": (whole.archive.read_bytes(), list(self.sent)),
        })  # fmt: skip
        self.captured = dict(zip(self.sent, told, strict=True))


def _is_plain(said: Said) -> bool:
    """Whether an answer is a whole body of a size to look at, sent as it is meant."""
    packed = any(name == b"content-encoding" for name, _ in said.response_headers)
    small = len(said.response_body) <= SMALL_BYTES
    return (said.protocol, said.method, said.status, said.cut, packed, small) == (
        "h2", "GET", 200, False, False, True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    if CHROMIUM is None or not (REPLAYER / "sw.js").exists():
        pytest.skip("chromium or the player is not installed: scripts/setup tests")
    return Shown(tmp_path_factory.mktemp("shown"))


@pytest.mark.browser
@pytest.mark.slow
def test_it_plays_what_was_sent_and_sees_what_was_changed(shown: Shown) -> None:
    """
    sound     the page in chunks, the picture, the second of two that are one, HTTP/2
    changed   the list of pages calls the page by another title

    Of what it checks, the list of files, the list of pages and the signature count: version 2.5.3 loses the digests
    of index and records on the way, and counts them as wrong in every archive, those of `wacz create` too.
    """
    assert shown.sound == [(200, HTML), (200, LARGE), (200, LARGE), (200, HTML * 40)]
    assert (shown.right, shown.less) == (3, 2)


@pytest.mark.browser
@pytest.mark.slow
def test_it_plays_a_page_that_was_captured_as_the_site_sent_it_and_finds_its_signature_right(
    shown: Shown,
) -> None:
    # Asked twice, the second time whether it had changed: the site gave two answers, and either is its own.
    assert set(shown.unchanged) <= {"tagged.txt"}
    for address, body in shown.sent.items():
        own = [
            (200, body),
            *([(304, b"")] if address.rpartition("/")[2] in shown.unchanged else []),
        ]
        assert shown.captured[address] in own
    assert len(shown.captured) >= 10
    assert shown.right_of_captured == 3
