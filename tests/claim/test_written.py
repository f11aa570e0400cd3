from __future__ import annotations

from firsthand.claim.written import whole


def test_a_whole_number_is_one() -> None:
    assert repr(whole(18_800_000.0000001)) == "18800000"
    assert repr(whole(33.33333333)) == "33.333333"
