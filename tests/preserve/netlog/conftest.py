from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest

from awkward.browser import CHROMIUM, visit
from awkward.proxy import Proxy
from awkward.server import Awkward
from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.netlog.reading import read_whole
from firsthand.preserve.netlog.wire import Wire


@dataclass
class Visited:
    """A visit to the awkward site: what went over the wire, by the site and by the browser's log."""

    site: Awkward
    told: dict[str, str]
    log: Path
    exchanges: tuple[Exchange, ...]
    wire: Wire
    spool: BinaryIO


WAYS = {
    "http/1.1": (("http/1.1",), True, ""),
    "h2 through SOCKS5": (("h2", "http/1.1"), True, "socks5"),
    "in the clear": (("http/1.1",), False, ""),
    "http/1.1 through CONNECT": (("http/1.1",), True, "http"),
}


@pytest.fixture(scope="session", params=list(WAYS))
def visited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visited]:
    """The site, visited once for all tests."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: apt install chromium")
    protocols, secure, proxied = WAYS[request.param]
    folder = tmp_path_factory.mktemp("visited")
    with (
        Proxy() as proxy,
        Awkward(folder / "site", protocols=protocols, secure=secure) as site,
        (folder / "spool").open("w+b") as spool,
    ):
        flags = [f"--proxy-server={proxied}://127.0.0.1:{proxy.port}"] if proxied else []
        log, told = visit(site, folder / "browser", *flags)
        with log.open("rb") as stream:
            exchanges, wire = read_whole(stream, spool)
        yield Visited(site, told, log, exchanges, wire, spool)
