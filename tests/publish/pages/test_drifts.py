from __future__ import annotations

from publish.told import site, words_of


def test_every_change_shows_both_quotes_and_its_statement() -> None:
    page = site()["drifts.html"]
    words = words_of(page)
    assert "1 change between" in words
    assert "group DNA from 12,000 people → DNA from everybody" in words
    assert "Before: Example Watch" in words
    assert "After: The Example Daily" in words
    assert 'href="statements/s-dna.html"' in page
