from __future__ import annotations

from publish.told import site, words_of


def test_only_what_is_claimed_stands_in_the_programme() -> None:
    page = site()["programme.html"]
    words = words_of(page)
    assert "What is taken DNA single origin 1 2" in words
    assert "Who takes it" in words
    assert words.count("nothing is claimed") == 5
