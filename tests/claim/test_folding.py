"""One form for every way of writing the same signs."""

from __future__ import annotations

import pytest

from firsthand.claim.folding import fold


@pytest.mark.parametrize(
    ("one", "other"), [("採集虹膜", "采集虹膜"), ("體檢後錄聲紋", "体检后录声纹")]
)
def test_both_scripts_are_one(one: str, other: str) -> None:
    """What is known in simplified signs is known in traditional ones."""
    assert fold(one) == fold(other) == other


def test_lower_case_keeps_every_offset() -> None:
    assert len(fold("İSTANBUL ＤＮＡ ’５")) == len("İSTANBUL ＤＮＡ ’５")
