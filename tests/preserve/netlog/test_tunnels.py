from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.tunnels import OPENING_BYTES_MAX, Tunnel

NAME = b"\x05\x01\x00\x03\x09a.example\x01\xbb"
TOLD = b"\x05\x00\x00\x01\x7f\x00\x00\x01\x01\xbb"
WAYS = {
    "SOCKS5 to a.example:443": (b"\x05\x01\x00" + NAME, b"\x05\x00" + TOLD),
    "SOCKS5 to 192.0.2.1:80": (
        b"\x05\x01\x00\x05\x01\x00\x01\xc0\x00\x02\x01\x00\x50",
        b"\x05\x00\x05\x00\x00\x04" + bytes(16) + b"\x00\x50",
    ),
    "SOCKS5 to a.example:443 ": (
        b"\x05\x02\x00\x02" + b"\x01\x02me\x03pwd" + NAME,
        b"\x05\x02" + b"\x01\x00" + TOLD,
    ),
    "CONNECT to a.example:443": (
        b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n",
        b"HTTP/1.1 200 Connection established\r\n\r\n",
    ),
}


@pytest.mark.parametrize("through", list(WAYS))
def test_what_opens_a_tunnel_is_no_traffic(through: str) -> None:
    sent, received = WAYS[through]
    tunnel = Tunnel()
    for i in range(len(sent)):
        assert tunnel.sent(sent[i : i + 1]) == (b"", b"")
    for i in range(len(received)):
        assert not tunnel.open
        assert tunnel.received(received[i : i + 1]) == (b"", b"")
    assert tunnel.open
    assert tunnel.through == through.strip()


def test_what_comes_with_the_last_piece_is_traffic() -> None:
    sent, received = WAYS["SOCKS5 to a.example:443"]
    tunnel = Tunnel()
    tunnel.sent(sent)
    assert tunnel.received(received + b"hello") == (b"", b"hello")


def test_where_there_is_no_proxy_everything_is_traffic() -> None:
    for first in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01", b"COPY /a HTTP/1.1\r\n"):
        tunnel = Tunnel()
        assert tunnel.sent(first) == (first, b"")
        assert tunnel.open
        assert tunnel.through == ""


@pytest.mark.parametrize(
    ("sent", "received", "words"),
    [
        (b"\x05\x01\x00" + NAME, b"\x05\x00\x05\x05\x00\x01", "connection refused (SOCKS5 5)"),
        (b"\x05\x01\x00" + NAME, b"\x05\x00\x05\x63", "unknown (SOCKS5 99)"),
        (b"CONNECT a.example:443 HTTP/1.1\r\n\r\n", b"HTTP/1.1 407 No\r\n\r\n", "it answered 407"),
    ],
)
def test_a_proxy_that_opens_no_way_says_why(sent: bytes, received: bytes, words: str) -> None:
    tunnel = Tunnel()
    tunnel.sent(sent)
    tunnel.received(received)
    assert not tunnel.open
    assert tunnel.failed.startswith("the proxy did not open a way to a.example:443")
    assert tunnel.failed.endswith(words)


def test_an_opening_without_end_is_given_up() -> None:
    tunnel = Tunnel()
    tunnel.sent(b"CONNECT " + b"a" * OPENING_BYTES_MAX)
    assert "more than" in tunnel.failed


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=30)), max_size=8))
def test_any_bytes_are_traffic_an_opening_or_a_failure(pieces: list[tuple[bool, bytes]]) -> None:
    tunnel = Tunnel()
    for by_client, data in pieces:
        if not tunnel.open:
            (tunnel.sent if by_client else tunnel.received)(data)
