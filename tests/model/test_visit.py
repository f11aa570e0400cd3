from __future__ import annotations

import pytest

from firsthand.model.visit import TIME_LIMIT_SECONDS, Visit


def test_a_visit_leaves_a_page_as_it_is_unless_asked() -> None:
    visit = Visit(address="https://a.example/")
    assert (visit.expand, visit.banner, visit.user_agent) == (False, "leave", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"wait_seconds": -1},
        {"wait_seconds": TIME_LIMIT_SECONDS + 1},
        {"wait_seconds": float("nan")},
        {"width": 10},
        {"height": 100_000},
    ],
)
def test_a_visit_that_cannot_be_made_is_none(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"a visit waits|a window has"):
        Visit(address="https://a.example/", **wrong)  # type: ignore[arg-type]
