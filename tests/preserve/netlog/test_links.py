from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.preserve.netlog.links import CERTIFICATES_MAX, MESSAGES_BYTES_MAX

from .made import closed, connected, event, read, went

GET = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
PEM = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n"


def secure(source: int = 1, **told: Any) -> list[dict[str, Any]]:
    """A handshake, without its messages."""
    end: dict[str, Any] = {"version": "TLS 1.3", "cipher_suite": 4865, "key_exchange_group": 29}
    return [
        event("SSL_CONNECT", source, phase="begin"),
        event("SSL_CERTIFICATES_RECEIVED", source, certificates=[PEM, PEM]),
        event("SSL_CONNECT", source, phase="end", **(end | told)),
    ]


def test_in_the_clear_the_socket_s_own_bytes_are_the_traffic() -> None:
    (exchange,), wire = read(*connected(), went(GET, sent=True), went(OK, sent=False), closed())
    assert (exchange.address, exchange.peer) == ("http://a.example/", "192.0.2.1:80")
    assert exchange.protocols == ("http/1.1",)
    assert wire.connections[0].local == "198.51.100.7:4000"
    assert wire.connections[0].signature is None


def test_within_tls_the_socket_s_own_bytes_are_none() -> None:
    (exchange,), wire = read(
        *connected(),
        *secure(),
        went(b"\x17\x03\x03 sealed", sent=True),
        went(GET, sent=True, secure=True),
        went(OK, sent=False, secure=True),
        closed(),
    )
    assert exchange.address == "https://a.example/"
    assert exchange.protocols == ("http/1.1", "tls/1.3")
    assert exchange.cipher_suites == ("TLS_AES_128_GCM_SHA256",)
    assert wire.connections[0].certificates == (b"abc", b"abc")
    assert wire.connections[0].group == "x25519"


def test_a_tunnel_and_then_tls_are_both_passed() -> None:
    sent = b"CONNECT a.example:443 HTTP/1.1\r\n\r\n"
    (exchange,), wire = read(
        *connected(),
        went(sent, sent=True),
        went(b"HTTP/1.1 200 OK\r\n\r\n", sent=False),
        *secure(),
        went(b"GET / HTTP/1.1\r\n\r\n", sent=True, secure=True),
        went(OK, sent=False, secure=True),
        closed(),
    )
    assert exchange.address == "https://a.example/"
    assert wire.connections[0].through == ("CONNECT to a.example:443",)


def test_a_proxy_that_opens_no_way_is_the_connection_s_failure() -> None:
    _, wire = read(
        *connected(),
        went(b"CONNECT a.example:443 HTTP/1.1\r\n\r\n", sent=True),
        went(b"HTTP/1.1 403 No\r\n\r\n<html>", sent=False),
        closed(),
    )
    assert (
        wire.connections[0].failed
        == "the proxy did not open a way to a.example:443: it answered 403"
    )
    assert wire.problems == ()


@pytest.mark.parametrize(
    "end", [went(b"", sent=False), event("SOCKET_READ_ERROR", net_error=-101)], ids=["end", "reset"]
)
def test_a_server_that_ends_the_connection_breaks_the_body_off(end: dict[str, Any]) -> None:
    (exchange,), _ = read(
        *connected(), went(GET, sent=True), went(OK[:-1], sent=False), end, closed()
    )
    assert exchange.truncated == "disconnect"


def test_a_log_that_ends_first_does_not_say_that_the_server_did() -> None:
    (exchange,), _ = read(*connected(), went(GET, sent=True), went(OK[:-1], sent=False))
    assert exchange.truncated == "unspecified"


@pytest.mark.parametrize(
    ("event_of", "words"),
    [
        ({"byte_count": 9, "bytes": "!"}, "expected base64"),
        ({"byte_count": 9, "bytes": "YWJj"}, "expected 9 bytes, found 3"),
        ({"byte_count": 9}, "made without the bytes"),
    ],
)
def test_damaged_or_missing_bytes_end_what_is_understood(
    event_of: dict[str, Any], words: str
) -> None:
    (exchange,), wire = read(
        *connected(),
        went(GET, sent=True),
        went(OK[:-1], sent=False),
        event("SOCKET_BYTES_RECEIVED", **event_of),
        went(b"c", sent=False),
        closed(),
    )
    assert exchange.truncated == "unspecified"
    assert words in wire.problems[0].message
    assert wire.problems[0].where == "netlog#connection=0"


def test_tls_within_tls_is_said_to_be_unread() -> None:
    exchanges, wire = read(
        *connected(), *secure(), *secure(), went(GET, sent=True, secure=True), closed()
    )
    assert exchanges == ()
    assert "TLS within TLS" in wire.problems[0].message


def test_messages_and_certificates_without_end_are_not_kept() -> None:
    large = base64.b64encode(b"\x0b" * 100_000).decode()
    _, wire = read(
        *connected(),
        event("SSL_CERTIFICATES_RECEIVED", certificates=[PEM] * 1_000),
        *(event("SSL_HANDSHAKE_MESSAGE_RECEIVED", bytes=large) for _ in range(10)),
        closed(),
    )
    kept = wire.connections[0]
    assert len(kept.certificates) == CERTIFICATES_MAX
    assert sum(len(m.data) for m in kept.messages) <= MESSAGES_BYTES_MAX


def test_a_server_s_tickets_are_not_kept() -> None:
    ticket = base64.b64encode(b"\x04\x00\x00\x00").decode()
    _, wire = read(*connected(), event("SSL_HANDSHAKE_MESSAGE_RECEIVED", bytes=ticket), closed())
    assert wire.connections[0].messages == ()


EVENTS = st.one_of(
    st.builds(
        lambda data, sent, tls, source: went(data, sent=sent, secure=tls, source=source),
        st.binary(max_size=60)
        | st.sampled_from([GET, OK, b"\x05\x01\x00", b"CONNECT a:1 HTTP/1.1\r\n\r\n"]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 2),
    ),
    st.sampled_from(
        [*connected(), *secure(), *secure(2), closed(), closed(2), *secure(next_proto="h2")]
    ),
)


@given(st.lists(EVENTS, max_size=14))
def test_events_in_any_order_give_exchanges_or_problems(events: list[dict[str, Any]]) -> None:
    exchanges, wire = read(*events)
    for exchange in exchanges:
        assert exchange.response_head or exchange.failed or exchange.truncated
        assert (
            sum(len(p) for p in exchange.response_body.pieces())
            == exchange.response_body.size_bytes
        )
        assert exchange.connection < len(wire.connections)
