from __future__ import annotations

import pytest

from firsthand.model.collection import NOT_RECORDED, Commitment, Told


def test_a_part_says_something_or_why_it_does_not() -> None:
    assert Told(name="clock", words="NTP", salt="0" * 64).recorded
    assert not Told(name="clock", words=f"{NOT_RECORDED}nobody looked", salt="0" * 64).recorded


def test_digests_and_salts_are_whole() -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        Commitment(name="clock", digest="00")
    with pytest.raises(ValueError, match="a salt of 64"):
        Told(name="clock", words="x", salt="short")
