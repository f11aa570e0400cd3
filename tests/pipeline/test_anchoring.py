"""Stamps and cosignatures that do not hold are tried in test_stamping.py and test_cosigning.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.pipeline.anchoring import as_utc, sizes
from firsthand.store.record import Record
from firsthand.store.signing import NoteError


def test_a_time_beyond_any_calendar_is_none() -> None:
    assert as_utc(0) == "1970-01-01T00:00:00Z"
    with pytest.raises(NoteError, match="a time that a calendar knows"):
        as_utc(2**62)


def test_sizes_are_read_loosely_and_stop_at_nonsense(tmp_path: Path) -> None:
    record = Record(tmp_path)
    assert sizes(record) == []
    record.log.parent.mkdir()
    record.log.write_bytes(
        b'{"body":{"is":"Timestamped","size":3}}\n{"body":{"is":"Cosigned","size":5}}\n{"is":"Cosigned"\n'
    )
    assert sizes(record) == [3, 5]


def test_sizes_are_found_wherever_they_stand_in_a_long_log(tmp_path: Path) -> None:
    """entries around every place where one stretch that is searched ends and the next begins"""
    record = Record(tmp_path)
    record.log.parent.mkdir()
    told = b'{"body":{"is":"Timestamped","size":%d}}\n'
    lines = [told % number + b"x" * (number * 31 % 97) + b"\r\n" for number in range(4000)]
    record.log.write_bytes(b"".join(lines))
    assert sizes(record) == list(range(4000))


def test_sizes_are_found_among_entries_of_the_usual_kind(tmp_path: Path) -> None:
    """nearly every stretch of such a log holds none"""
    record = Record(tmp_path)
    record.log.parent.mkdir()
    usual = b'{"body":{"capture":{},"is":"Preserved"},"by":{}}\n'
    told = b'{"body":{"is":"BlockStamped","size":%d},"by":{}}\n'
    lines = [told % number if number % 997 == 5 else usual for number in range(4000)]
    record.log.write_bytes(b"".join(lines))
    assert sizes(record) == [5, 1002, 1999, 2996, 3993]
    record.log.write_bytes(b"".join(lines)[:-1])
    assert sizes(record) == [5, 1002, 1999, 2996, 3993]
    record.log.write_bytes(b"".join([*lines, told % 7])[:-1])
    assert sizes(record) == [5, 1002, 1999, 2996, 3993, 7]
