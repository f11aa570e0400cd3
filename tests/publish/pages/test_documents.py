from __future__ import annotations

from publish.told import DAILY, UYGHUR, WATCH, site, words_of


def test_a_page_shows_its_text_its_marks_and_what_it_rests_on() -> None:
    page = site()[f"documents/{DAILY.id}.html"]
    assert '<mark id="c12"><a href="../statements/s-dna.html">DNA</a></mark>' in page
    assert "Example Watch rewrite 0.9" in words_of(page)
    assert WATCH.capture not in page


def test_text_that_runs_from_the_right_is_marked_as_such() -> None:
    page = site()[f"documents/{UYGHUR.id}.html"]
    assert '<div class="text" lang="ug" dir="rtl">' in page
