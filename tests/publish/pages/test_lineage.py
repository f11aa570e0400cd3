from __future__ import annotations

from publish.told import site, words_of


def test_what_to_get_says_how_much_rests_on_it() -> None:
    """
    a guideline, not in the case: 2 pages, 4 statements, all of them on it alone
    """
    words = words_of(site()["missing.html"])
    assert "1 source that pages name" in words
    assert "A guideline 2 4 4 2029" in words


def test_a_source_that_is_missing_has_a_page_of_all_that_would_fall() -> None:
    words = words_of(site()["origins/o-guideline.html"])
    assert "What is taken: DNA single origin 1 nothing else carries it" in words
    assert "Example Watch 2030-01-01 report" in words
    assert "The Example Daily 2030-01-02 through others" in words


def test_the_lineage_says_what_the_drawing_says() -> None:
    words = words_of(site()["lineage.html"])
    assert "2 derivations between 3 pages and 1 source that is not in the case" in words
    assert "A guideline not in the case no 2 1 by report" in words
