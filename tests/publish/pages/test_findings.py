from __future__ import annotations

from publish.told import Tags, site, words_of


def test_a_statement_is_told_in_words_with_origins_pages_and_drift() -> None:
    row = next(r for r in site()["index.html"].split("<tr") if "s-dna.html" in r)
    words = words_of("<tr" + row)
    assert words.startswith("What is taken: DNA single origin 1 2 DNA from 12,000 people → DNA")
    assert words.endswith("0 of 2")


def test_each_kind_and_each_standing_has_a_page_without_a_script() -> None:
    pages = site()
    assert words_of(pages["findings/contested.html"]).count("Compulsion: mandatory") == 1
    assert "s-dna" not in pages["findings/compulsion.html"]
    assert {"findings/unsupported.html", "findings/scale.html"} <= pages.keys()
    rows = [told for tag, told in Tags(pages["index.html"]).found if "data-standing" in told]
    assert len(rows) == 6
