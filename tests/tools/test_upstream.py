from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence

import pytest

from firsthand.errors import SettingError
from firsthand.tools.gate import Gate
from firsthand.tools.gate_rules import Rules
from firsthand.tools.upstream import Upstream
from tools.passing import answering, ask, noon


def forbidden(name: str) -> Sequence[str]:
    raise AssertionError(f"the investigator's resolver was asked for {name}")


def test_a_name_goes_to_the_proxy_unresolved() -> None:
    """
    gate -> proxy (another gate here): only the proxy looks page.test up
    """
    asked: list[str] = []

    def there(name: str) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.1"]

    rules = Rules(loopback_counts_as_public=True)
    with (
        answering(b"bytes") as port,
        Gate(now=noon, bytes_max=1000, rules=rules, resolve=there) as proxy,
        Gate(
            now=noon,
            bytes_max=1000,
            resolve=forbidden,
            upstream=Upstream.of(f"socks5://127.0.0.1:{proxy.port}"),
        ) as gate,
    ):
        assert ask(gate.port, "page.example.test.org", port) == (0, b"bytes")
    assert asked == ["page.example.test.org"]
    (passage,) = gate.passages
    assert (passage.end, passage.answers, passage.address) == ("passed", (), "")


def test_local_names_and_addresses_as_written_are_refused_before_the_proxy_hears_of_them() -> None:
    upstream = Upstream.of("socks5://127.0.0.1:1")
    with Gate(now=noon, bytes_max=1000, resolve=forbidden, upstream=upstream) as gate:
        for host in ("router", "printer.local", "10.0.0.1", "::1", "169.254.169.254"):
            assert ask(gate.port, host, 80)[0] == 2
    assert {each.end for each in gate.passages} == {"refused"}


def test_what_the_proxy_says_is_told() -> None:
    """
    the proxy's own rules forbid loopback
    """
    with (
        Gate(now=noon, bytes_max=1000, resolve=lambda _: ["127.0.0.1"]) as proxy,
        Gate(now=noon, bytes_max=9, upstream=Upstream(host="127.0.0.1", port=proxy.port)) as gate,
    ):
        assert ask(gate.port, "a.example.org", 80)[0] == 5
    assert gate.passages[0].why == "the proxy says: its rules forbid it"


def test_a_proxy_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Gate(now=noon, bytes_max=9, upstream=Upstream(host="127.0.0.1", port=port)) as gate:
        assert ask(gate.port, "a.example.org", 80)[0] == 5
    assert gate.passages[0].end == "unreached"


@pytest.mark.parametrize("taken", [True, False])
def test_a_login_is_sent_to_the_proxy_and_shown_nowhere(taken: bool) -> None:
    heard: list[bytes] = []

    def serve(server: socket.socket) -> None:
        met, _ = server.accept()
        with met:
            heard.append(met.recv(3))
            met.sendall(b"\x05\x02")
            heard.append(met.recv(100))
            met.sendall(b"\x01\x00" if taken else b"\x01\x01")
            if taken:
                heard.append(met.recv(100))
                met.sendall(b"\x05\x00\x00\x03\x01a\x00\x00" + b"there")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        proxy = Upstream.of(f"socks5://ann:p%40ss@127.0.0.1:{server.getsockname()[1]}")
        assert "ann" not in proxy.shown

        async def through() -> bytes:
            reader, writer = await proxy.open("2606:2800::1", 443, limit=1000)
            found = await reader.read()
            writer.close()
            return found

        if taken:
            assert asyncio.run(through()) == b"there"
            assert heard[2][:4] == b"\x05\x01\x00\x04"
        else:
            with pytest.raises(ConnectionError, match="does not take this login"):
                asyncio.run(through())
        thread.join()
    assert heard[1] == b"\x01\x03ann\x04p@ss"


@pytest.mark.parametrize(
    "address",
    ["", "http://127.0.0.1:1", "socks5://", "socks5://a", "socks5://a:99999", "socks5://a:1/path",
     "127.0.0.1:9050", f"socks5://{'x' * 256}:y@a:1"],
)  # fmt: skip
def test_what_is_no_socks5_proxy_is_refused(address: str) -> None:
    with pytest.raises(SettingError, match="socks5"):
        Upstream.of(address)
