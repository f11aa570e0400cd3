"""Which frame asked, and because of what: two accounts of the same requests put together."""

from __future__ import annotations

import json

import pytest

from firsthand.model.moment import Moment
from firsthand.preserve.exchanges import Cause, Exchange
from firsthand.preserve.initiators import Initiators

A, B = "https://a.example/", "https://b.example/x.js"
HEAD = b"GET / HTTP/1.1\r\nSec-Fetch-Dest: %b\r\nReferer: https://a.example/w.js\r\n\r\n"


def exchange(address: str, socket: int, head: bytes = b"") -> Exchange:
    return Exchange(
        address=address, began=Moment(utc="2030-01-02T12:00:00Z"), method="GET", request_head=head,
        response_head=b"HTTP/1.1 200 OK\r\n\r\n", socket=socket, connection=socket + 100,
    )  # fmt: skip


def asked(number: int, address: str, **more: object) -> bytes:
    told = {"is": "asked", "number": number, "method": "GET", "address": address, "type": "script"}
    return json.dumps({**told, "frame": 0, "how": "parser", "by": A, "line": 3, **more}).encode()


def frame(number: int, parent: int, address: str) -> bytes:
    return json.dumps(
        {"is": "frame", "frame": number, "parent": parent, "address": address}
    ).encode()


def test_an_exchange_gets_the_cause_of_the_request_that_came_by_its_connection() -> None:
    """the same address twice, by two connections; the order of the lines says nothing"""
    lines = [
        asked(2, B, connection=8, how="script", by=B, line=7, frame=1),
        asked(1, B, connection=7),
        frame(0, -1, A), frame(1, 0, "https://c.example/"),
    ]  # fmt: skip
    found = Initiators(lines)
    first, second = found.named([exchange(B, 8), exchange(B, 7)])
    assert first.cause == Cause(kind="script", frame=1, how="script", by=B, line=7)
    assert second.cause == Cause(kind="script", frame=0, how="parser", by=A, line=3)
    assert [(each.number, each.parent, each.answers) for each in found.frames] == [
        (0, -1, 1),
        (1, 0, 1),
    ]
    told = json.loads(found.as_json())
    assert [each["connection"] for each in told["requests"]] == [107, 108]


def test_what_came_from_memory_is_told_and_takes_no_exchange() -> None:
    found = Initiators([asked(1, B, source="memory"), asked(2, B, connection=5, line=9)])
    (only,) = found.named([exchange(B, 5)])
    assert only.cause is not None
    assert only.cause.line == 9
    told = json.loads(found.as_json())["requests"]
    assert [(each["source"], each["connection"]) for each in told] == [("memory", -1), ("", 105)]


def test_another_connection_is_not_taken_for_it() -> None:
    """the request came by connection 4, and that is known: what went by 5 was another"""
    (only,) = Initiators([asked(1, B, connection=4)]).named([exchange(B, 5)])
    assert only.cause is None


@pytest.mark.parametrize(
    ("to", "kind"), [(b"empty", "fetch"), (b"style", "stylesheet"), (b"image", "image")]
)
def test_where_the_browser_tells_nothing_the_head_of_the_request_does(to: bytes, kind: str) -> None:
    (only,) = Initiators().named([exchange(B, 5, HEAD % to)])
    assert only.cause == Cause(kind=kind, how="head", by="https://a.example/w.js")
    (nothing,) = Initiators().named([exchange(B, 5)])
    assert nothing.cause is None


@pytest.mark.parametrize(
    "line",
    [
        b"", b"no json", b"[]", b"[" * 50_000, b"{" + b" " * 70_000 + b"}",
        asked(1 << 90, B, frame="x", line=-4, connection=True, how="<b>", type=7, by="a\nb"),
    ],
)  # fmt: skip
def test_a_line_that_a_hostile_browser_wrote_breaks_nothing(line: bytes) -> None:
    found = Initiators([line])
    (only,) = found.named([exchange(B, 5)])
    assert only.cause in {None, Cause(kind="other", how="other")}
    json.loads(found.as_json())
