from __future__ import annotations

import json

from firsthand.model.moment import Moment
from firsthand.preserve.netlog.wire import Connection, Kind, Message, Noted, Signature, Signed, Wire
from firsthand.preserve.wires import FORMAT, handshake_lines, wire_json
from receipts import PASSAGES

NOON = Moment(utc="2030-01-02T12:00:00Z")
HOLDS = Signature(outcome=Signed.HOLDS, words="it fits", algorithm="ecdsa")
CONNECTION = Connection(
    began=NOON, local="127.0.0.1:1", through=("SOCKS5 to a.example:443",), host="a.example",
    protocol="TLS 1.3", certificates=(b"\x30\x00",), messages=(Message(by_client=True, data=b"\x01\x02"),),
    signature=HOLDS,
)  # fmt: skip
WIRE = Wire(
    browser="Chromium", began=NOON, connections=(CONNECTION, CONNECTION, Connection(began=NOON)),
    noted=(Noted(kind=Kind.CACHED, address="https://a.example/", at=NOON, words="w"),),
)  # fmt: skip


def test_certificates_and_handshakes_stand_in_the_archive_as_they_came() -> None:
    told = json.loads(wire_json(WIRE, PASSAGES))
    assert told["format"] == FORMAT
    first = told["connections"][0]
    assert first["certificates"][0].startswith("-----BEGIN CERTIFICATE-----\nMAA=\n")
    assert first["handshake"] == [{"by_client": True, "data": "AQI="}]
    assert first["signature"] == {"outcome": "holds", "algorithm": "ecdsa", "words": "it fits"}
    assert told["connections"][2]["signature"] is None


def test_what_the_gate_found_of_names_stands_beside_them() -> None:
    told = json.loads(wire_json(WIRE, PASSAGES))
    assert {each["host"]: each["answers"] for each in told["gate"]}["paper.example"] == [
        "93.184.215.14"
    ]
    assert told["noted"][0]["kind"] == "cached"


def test_the_same_wire_is_the_same_bytes() -> None:
    assert wire_json(WIRE, PASSAGES) == wire_json(WIRE, PASSAGES)


def test_each_finding_of_a_signature_is_told_once_with_its_count() -> None:
    assert list(handshake_lines(WIRE)) == [
        "a.example, TLS 1.3: its signature holds (it fits), 2 connections"
    ]
