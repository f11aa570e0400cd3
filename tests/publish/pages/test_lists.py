from __future__ import annotations

from publish.told import WATCH, site, words_of


def test_documents_populations_and_norms_are_listed() -> None:
    pages = site()
    assert "3 documents: 3 read" in words_of(pages["sources.html"])
    assert f'href="captures/{WATCH.capture}.html"' in pages["sources.html"]
    assert "Exampleville X1 2029 all residents 40,000 census" in words_of(pages["populations.html"])


def test_no_verdict_is_drawn_from_a_norm_and_an_unchecked_one_says_so() -> None:
    words = words_of(site()["norms.html"])
    assert "No verdict is drawn" in words
    assert "0 of 1 norm were checked" in words
    assert "✗ no" in words
