from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.problem import Problem
from firsthand.preserve.netlog import events
from firsthand.preserve.netlog.events import Constants, Event, read_events

from .made import CONSTANTS, TOLD, an_event, event, log, went

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def found(data: bytes) -> list[Constants | Event | Problem]:
    return list(read_events(io.BytesIO(data)))


def test_constants_come_first_then_events_by_name() -> None:
    constants, first, second = found(
        log(event("FAILED", kind="URL_REQUEST"), went(b"a", sent=True))
    )
    assert isinstance(constants, Constants)
    assert constants.client["version"] == "156.0"
    assert isinstance(first, Event)
    assert (first.name, first.source_kind) == ("FAILED", "URL_REQUEST")
    assert isinstance(second, Event)
    assert second.data() == b"a"


def test_a_log_that_breaks_off_within_an_event_gives_those_before() -> None:
    whole = log(*(went(b"abc", sent=True) for _ in range(3)))
    cut = whole[: whole.rindex(b"YWJj")]
    *_, last = found(cut)
    assert [type(f).__name__ for f in found(cut)] == ["Constants", "Event", "Event", "Problem"]
    assert isinstance(last, Problem)
    assert last.code == "netlog-cut-off"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"events": []}',
        b'{"constants":3}',
        b"\xff\xfe",
        b'{"constants":{',
    ],
)
def test_what_is_no_log_is_said_to_be_none(data: bytes) -> None:
    (problem,) = found(data)
    assert isinstance(problem, Problem)
    assert problem.code == "netlog-unreadable"


def test_an_event_longer_than_any_is_not_taken_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LINE_BYTES_MAX", 100_000)
    data = log(event("FAILED", note="x" * 3_000_000), event("FAILED"))
    stream = io.BytesIO(data)
    *_, last = read_events(stream)
    assert isinstance(last, Problem)
    assert last.code == "netlog-cut-off"
    assert stream.tell() < len(data) / 2


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"bytes": "!!", "byte_count": 2}, "base64"),
        ({"bytes": 7}, "base64"),
        ({"bytes": "YWJj", "byte_count": 4}, "expected 4 bytes, found 3"),
    ],
)
def test_bytes_that_cannot_be_are_refused(params: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        an_event("SOCKET_BYTES_SENT", **params).data()


def test_bytes_that_a_log_left_out_are_not_nothing() -> None:
    assert an_event("SOCKET_BYTES_SENT", byte_count=5).data() is None
    assert an_event("SOCKET_BYTES_SENT", byte_count=0).data() == b""


def test_ticks_become_moments_of_this_clock() -> None:
    assert CONSTANTS.moment(1_234.0).utc == "2030-01-01T00:00:01.234Z"
    assert CONSTANTS.moment(float("nan")).utc.startswith("1970")
    assert CONSTANTS.moment(1e300).utc.startswith("1970")


def test_a_parameter_of_another_kind_is_none() -> None:
    told = an_event("FAILED", text=3, number="3", listed={"a": 1}, truth=True)
    assert (told.text("text"), told.number("number"), told.number("truth")) == ("", None, None)
    assert told.listed("listed") == []


def test_json_that_is_nested_without_end_is_not_followed() -> None:
    nested = b'"params": ' + b"[" * 1_000_000 + b"]" * 1_000_000
    deep = log(event("FAILED"), event("FAILED")).replace(b'"params": {}', nested, 1)
    assert [type(f).__name__ for f in found(deep)] == ["Constants", "Problem"]


def test_a_log_without_an_event_is_whole() -> None:
    assert [type(f).__name__ for f in found(log())] == ["Constants"]


@settings(max_examples=30)
@given(st.lists(ANYTHING, max_size=4), ANYTHING)
def test_events_of_any_shape_are_read_or_left_out(raw: list[Any], constants: Any) -> None:
    for told in (TOLD, constants):
        data = log(*raw, told=told)
        assert all(isinstance(f, Constants | Event | Problem) for f in found(data))


@given(st.dictionaries(st.sampled_from(["source", "type", "params", "phase", "time"]), ANYTHING))
def test_an_event_with_parts_of_any_shape_is_read_or_left_out(parts: dict[str, Any]) -> None:
    for one in found(log(event("FAILED") | parts)):
        if isinstance(one, Event):
            assert isinstance(one.moment, float)
            CONSTANTS.moment(one.moment)
