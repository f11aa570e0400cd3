from __future__ import annotations

import contextlib
import socket
from collections.abc import Sequence
from itertools import chain, repeat

import pytest

from firsthand.tools.gate import PASSAGES_MAX, Gate, resolve_here
from firsthand.tools.gate_rules import Rules
from tools.passing import answering, ask, noon

LOOPBACK = Rules(loopback_counts_as_public=True)


def test_bytes_go_through_and_are_counted() -> None:
    with (
        answering(b"x" * 200_000) as port,
        Gate(now=noon, bytes_max=1 << 20, rules=LOOPBACK, resolve=lambda _: ["127.0.0.1"]) as gate,
    ):
        code, found = ask(gate.port, "Page.Example.ORG", port)
    assert (code, found) == (0, b"x" * 200_000)
    (passage,) = gate.passages
    assert (passage.host, passage.port, passage.end) == ("page.example.org", port, "passed")
    assert (passage.answers, passage.address) == (("127.0.0.1",), "127.0.0.1")
    assert (passage.sent_bytes, passage.received_bytes) == (5, 200_000)
    assert passage.port_here > 0
    assert gate.received_bytes == 200_000


def test_an_address_of_the_sixth_version_is_reached() -> None:
    with (
        answering(b"six", host="::1") as port,
        Gate(now=noon, bytes_max=100, rules=LOOPBACK) as gate,
    ):
        assert ask(gate.port, "::1", port) == (0, b"six")


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["fd00:ec2::254"], ["::ffff:10.0.0.1"],
        ["93.184.215.14", "192.168.1.1"],
    ],
)  # fmt: skip
def test_a_public_name_of_a_private_address_is_refused_after_it_was_looked_up(
    answers: list[str],
) -> None:
    with Gate(now=noon, bytes_max=100, resolve=lambda _: answers) as gate:
        assert ask(gate.port, "innocent.example.org", 80)[0] == 2
    (passage,) = gate.passages
    assert passage.end == "refused"
    assert passage.answers == tuple(answers)
    assert passage.why.startswith(f"innocent.example.org is {answers[-1]}")


def test_a_name_that_turns_private_leads_where_it_led_first() -> None:
    """
    first answer 127.0.0.1 (public in this test), every later one 10.0.0.1: only the first is ever used
    """
    given = chain([["127.0.0.1"]], repeat(["10.0.0.1"]))
    asked: list[str] = []

    def resolve(name: str) -> Sequence[str]:
        asked.append(name)
        return next(given)

    with (
        answering(b"first") as port,
        Gate(now=noon, bytes_max=100, rules=LOOPBACK, resolve=resolve) as gate,
    ):
        for _ in range(3):
            assert ask(gate.port, "turning.example.org", port) == (0, b"first")
    assert asked == ["turning.example.org"]
    assert {each.address for each in gate.passages} == {"127.0.0.1"}


def test_local_names_are_not_even_looked_up() -> None:
    def resolve(name: str) -> Sequence[str]:
        raise AssertionError(name)

    with Gate(now=noon, bytes_max=100, resolve=resolve) as gate:
        for host in ("localhost", "router", "printer.local", "0x7f000001", "127.1"):
            assert ask(gate.port, host, 80)[0] == 2
    assert {each.end for each in gate.passages} == {"refused"}


def test_a_name_without_an_address_is_told_from_a_refusal() -> None:
    def resolve(name: str) -> Sequence[str]:
        del name
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with Gate(now=noon, bytes_max=100, resolve=resolve) as gate:
        assert ask(gate.port, "nobody.example.org", 80)[0] == 4
    assert (gate.passages[0].end, gate.passages[0].why) == (
        "unresolved",
        "Name or service not known",
    )


def test_a_server_that_is_not_there_is_told_and_the_next_address_is_tried() -> None:
    with answering(b"here", host="127.0.0.1") as port:
        with Gate(
            now=noon, bytes_max=100, rules=LOOPBACK, resolve=lambda _: ["127.0.0.9", "127.0.0.1"]
        ) as gate:
            assert ask(gate.port, "two.example.org", port) == (0, b"here")
        assert gate.passages[0].address == "127.0.0.1"
    with Gate(now=noon, bytes_max=100, rules=LOOPBACK, resolve=lambda _: ["127.0.0.1"]) as gate:
        assert ask(gate.port, "gone.example.org", port)[0] == 5
    assert (gate.passages[0].end, "refused" in gate.passages[0].why) == ("unreached", True)


def test_what_never_ends_is_cut_where_the_limit_is() -> None:
    with (
        answering(b"x" * (4 << 20)) as port,
        Gate(now=noon, bytes_max=1 << 20, rules=LOOPBACK) as gate,
    ):
        code, found = ask(gate.port, "127.0.0.1", port)
        assert code == 0
        assert len(found) <= 1 << 20
        assert gate.is_full
        assert ask(gate.port, "127.0.0.1", port)[0] == 2
    (passage,) = gate.passages
    assert passage.end == "cut"
    assert "1048576 bytes" in passage.why


class Lenient(Rules):
    def why_not_address(self, text: str) -> str:
        del text
        return ""


def test_this_machine_itself_is_refused_under_whatever_address() -> None:
    """
    127.0.0.1 stands for the public address of this machine: both ends of the connection are it
    """
    with (
        answering(b"secret") as port,
        Gate(now=noon, bytes_max=9, rules=Lenient(), resolve=lambda _: ["127.0.0.1"]) as gate,
    ):
        assert ask(gate.port, "mine.example.org", port)[0] == 2
    assert gate.passages[0].why == "127.0.0.1 is this machine itself"


def test_only_connections_out_are_made() -> None:
    with Gate(now=noon, bytes_max=100, rules=LOOPBACK) as gate:
        assert ask(gate.port, "127.0.0.1", 80, command=2)[0] == 7
        assert ask(gate.port, "127.0.0.1", 80, command=3)[0] == 7
    assert gate.passages == ()


@pytest.mark.parametrize(
    "said", [b"", b"\x04\x01", b"GET / HTTP/1.1\r\n\r\n", b"\x05\x01\x02", b"\x05"]
)
def test_whoever_does_not_speak_socks_gets_nothing(said: bytes) -> None:
    with (
        Gate(now=noon, bytes_max=100) as gate,
        socket.create_connection(("127.0.0.1", gate.port), timeout=5) as asked,
    ):
        asked.sendall(said)
        asked.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            assert asked.recv(100) in {b"", b"\x05\xff"}
    assert gate.passages == ()


def test_a_connection_that_is_open_when_the_capture_ends_is_said_to_be() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with Gate(now=noon, bytes_max=100, rules=LOOPBACK) as gate:
            asked = socket.create_connection(("127.0.0.1", gate.port), timeout=5)
            port = silent.getsockname()[1].to_bytes(2, "big")
            asked.sendall(b"\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01" + port)
            while len(asked.recv(12, socket.MSG_PEEK)) < 12:
                pass
        asked.close()
    (passage,) = gate.passages
    assert (passage.end, passage.why) == ("passed", "it was open when the capture ended")


def test_a_page_cannot_wear_the_gate_down_with_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PASSAGES_MAX >= 10_000
    monkeypatch.setattr("firsthand.tools.gate.PASSAGES_MAX", 3)
    with Gate(now=noon, bytes_max=100) as gate:
        for _ in range(5):
            assert ask(gate.port, "10.0.0.1", 80)[0] == 2
    assert len(gate.passages) == 3


def test_this_machine_s_resolver_gives_each_address_once() -> None:
    found = resolve_here("localhost")
    assert len(set(found)) == len(found) > 0
