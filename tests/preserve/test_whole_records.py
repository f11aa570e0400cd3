from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.problem import Problem
from firsthand.preserve import warcs
from firsthand.preserve.warcs import Standing
from firsthand.preserve.whole_records import sound_record, usual_head
from preserve.test_warcs import WAYS
from preserved import HTTP, PAGE, check, packed, record, records, sha256

RECORD = record("response", HTTP + PAGE, number=2, payload=PAGE)
HEAD, BLOCK = RECORD[: -len(HTTP + PAGE) - 4], HTTP + PAGE


@contextmanager
def step_by_step() -> Iterator[None]:
    """No record is looked at in one piece."""
    kept = warcs.WHOLE_BYTES_MAX
    warcs.WHOLE_BYTES_MAX = 0
    try:
        yield
    finally:
        warcs.WHOLE_BYTES_MAX = kept


def both(data: bytes) -> list[Problem | Standing]:
    """What is found, which is the same either way."""
    found = check(data)
    with step_by_step():
        assert check(data) == found
    return found


def test_sound_records_of_all_kinds_pass_at_once_but_a_chunked_one() -> None:
    at_once = [sound_record(each) is not None for each in records()]
    assert at_once == [True, True, True, True, False, True]
    both(packed())


@pytest.mark.parametrize("way", [way for way in WAYS if "bomb" not in way])
def test_what_is_wrong_is_the_same_as_step_by_step(way: str) -> None:
    assert both(WAYS[way][0]())


@given(st.integers(0, len(RECORD) - 1), st.integers(1, 255))
def test_a_record_with_another_byte_is_found_as_step_by_step(at: int, change: int) -> None:
    data = RECORD[:at] + bytes([RECORD[at] ^ change]) + RECORD[at + 1 :]
    both(packed([data, RECORD]))


@given(st.integers(0, len(RECORD)), st.sampled_from([b"", b"\r", b"\n", b"\r\n", b"\0", b": ", b" ", b"\r\n\r\n", "é".encode(), b"\xff"]), st.integers(0, 3))  # fmt: skip
def test_a_record_with_more_or_less_in_it_is_found_as_step_by_step(
    at: int, more: bytes, less: int
) -> None:
    both(packed([RECORD[:at] + more + RECORD[at + less :]]))


@pytest.mark.parametrize(
    "message",
    [
        b"HTTP/1.1 20\r\n\r\nbody",
        b"HTTP/1.1 20\r\nA: b\r\n\r\nbody",
        b"HTTP/1.0 200 OK\n\none\r\n\r\ntwo",
        b"HTTP/1.0 200 OK\r\n\none\r\n\r\ntwo",
        b"HTTP/1.0 200 OK\n\r\none",
        b"HTTP/1.1 204 None\r\n",
        b"\n\r\n",
        b"\r\n\r\n",
        b"",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_a_message_is_parted_as_step_by_step(message: bytes) -> None:
    for body in (message.partition(b"\r\n\r\n")[2], message.partition(b"\n\n")[2], b"body"):
        both(packed([record("response", message, number=3, payload=body)]))


def test_a_record_longer_than_one_piece_is_found_as_step_by_step() -> None:
    page = bytes(warcs.WHOLE_BYTES_MAX) + b"end"
    sound = record("resource", page, number=1, payload=page, content="text/plain")
    wrong = sound.replace(sha256(page).encode(), sha256(b"").encode())
    assert len(both(packed([sound, RECORD]))) == 2
    assert len(both(packed([wrong, RECORD]))) == 3


def test_a_head_that_is_not_as_usual_is_left_to_the_steps() -> None:
    good = b"WARC/1.1\r\nWARC-Type: a\r\nX-B:  c \r\nx-b: d\r\n\r\n"
    assert usual_head(good) == {"warc-type": "a", "x-b": "c"}
    for old, new in (
        (b"1.1", b"1.2"), (b"a\r\n", b"a\n"), (b"a\r\n", b"a\r\r\n"), (b"Type:", b"Type"), (b"X-B", b"X B"),
        (b"X-B", b""), (b"X-B", b"warc-type"), (b"c", b"\0"), (b"X-B", b" X-B"),
    ):  # fmt: skip
        assert old in good
        assert usual_head(good.replace(old, new, 1)) is None
