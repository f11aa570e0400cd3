from __future__ import annotations

import pytest

from firsthand.trace.settings import TraceSettings

WRONG: dict[str, dict[str, float]] = {
    "a passage of a word": {"passage_letters_min": 5},
    "sure of what is a guess": {"direction_sure_min": 0.4},
    "sure of everything": {"direction_sure_min": 1.0},
    "no date is ever wrong": {"date_wrong_share": 0.0},
    "half of all dates are wrong": {"date_wrong_share": 0.5},
    "no seeds": {"seeds_max": 10},
}


@pytest.mark.parametrize("setting", WRONG.values(), ids=WRONG.keys())
def test_a_setting_that_makes_no_sense_is_refused(setting: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        TraceSettings(**setting)  # type: ignore[arg-type]  # whole numbers where whole ones belong
