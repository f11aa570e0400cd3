from __future__ import annotations

import pytest

from firsthand.model.moment import Moment


@pytest.mark.parametrize("utc", ["2030-01-02T03:04:05Z", "2030-01-02T03:04:05.123456Z"])
def test_a_moment_is_an_instant_in_utc(utc: str) -> None:
    assert Moment(utc=utc).utc == utc


@pytest.mark.parametrize(
    "told",
    ["2030-01-02", "2030-01-02T03:04:05", "2030-01-02T03:04:05+01:00", "2030", "", "now"],
)
def test_what_is_no_instant_in_utc_is_no_moment(told: str) -> None:
    with pytest.raises(ValueError, match="expected an instant"):
        Moment(utc=told)
