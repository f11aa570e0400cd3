from __future__ import annotations

from publish.told import site, words_of


def test_pages_and_periods_are_told_in_words_too() -> None:
    words = words_of(site()["timeline.html"])
    assert "from 2029, end open 2029/.. single origin 1 1" in words
    assert "2030-01-01 Example Watch manifest" in words
