from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.moment import Moment
from firsthand.model.passage import Passage, PassageEnd
from firsthand.preserve.exchanges import Exchange
from firsthand.preserve.gated import Gated

NOON = Moment(utc="2030-01-02T12:00:00Z")


def passage(
    host: str, address: str, port: int = 443, end: PassageEnd = PassageEnd.PASSED
) -> Passage:
    return Passage(host=host, port=port, began=NOON, end=end, address=address)


GATED = Gated(
    [
        passage("a.example", "93.184.215.14"),
        passage("a.example", "93.184.215.14"),
        passage("two.example", "93.184.215.14"),
        passage("two.example", "93.184.215.15"),
        passage("six.example", "2606:2800::1", port=8443),
        passage("refused.example", "10.0.0.1", end=PassageEnd.REFUSED),
        passage("2606:2800::2", "2606:2800::2", port=80),
    ]
)


@pytest.mark.parametrize(
    ("address", "peer"),
    [
        ("https://a.example/x", "93.184.215.14:443"),
        ("wss://A.example/x", "93.184.215.14:443"),
        ("http://a.example/x", ""),
        ("https://two.example/", ""),
        ("https://six.example:8443/", "[2606:2800::1]:8443"),
        ("https://refused.example/", ""),
        ("http://[2606:2800::2]/", "[2606:2800::2]:80"),
        ("https://unknown.example/", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_a_peer_is_named_only_where_one_machine_can_have_answered(address: str, peer: str) -> None:
    assert GATED.peer(address) == peer


def test_the_gate_itself_is_never_the_peer() -> None:
    exchange = Exchange(
        address="https://two.example/",
        began=NOON,
        method="GET",
        request_head=b"",
        peer="127.0.0.1:4711",
    )
    assert [each.peer for each in GATED.named([exchange])] == [""]


def test_what_the_gate_cut_off_was_too_long_and_did_not_end_by_itself() -> None:
    cut = Gated([passage("a.example", "93.184.215.14", end=PassageEnd.CUT)])
    flood = Exchange(
        address="https://a.example/flood",
        began=NOON,
        method="GET",
        request_head=b"",
        truncated="disconnect",
    )
    whole = dataclasses.replace(flood, truncated="")
    other = dataclasses.replace(flood, address="https://b.example/")
    assert [each.truncated for each in cut.named([flood, whole, other])] == [
        "length",
        "",
        "disconnect",
    ]
