from __future__ import annotations

from publish.told import WATCH, site, words_of


def test_documents_and_populations_are_listed() -> None:
    pages = site()
    assert "3 documents: 3 read" in words_of(pages["sources.html"])
    assert f'href="captures/{WATCH.capture}.html"' in pages["sources.html"]
    assert "Exampleville X1 2029 all residents 40,000 census" in words_of(pages["populations.html"])
