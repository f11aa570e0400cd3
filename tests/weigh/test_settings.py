from __future__ import annotations

import pytest

from firsthand.weigh.settings import WeighSettings


@pytest.mark.parametrize(
    "wrong",
    [
        {"about_share": 1.5},
        {"nearly_share": 0.0},
        {"rounding_share_max": -0.1},
        {"search_steps_max": 0},
    ],
    ids=["about everything", "nearly nothing", "rounded backwards", "no search"],
)
def test_a_setting_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    """Shares lie between nothing and all."""
    with pytest.raises(ValueError, match=r"lies in|takes at least"):
        WeighSettings(**wrong)  # type: ignore[arg-type]
