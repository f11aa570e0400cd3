from __future__ import annotations

import pytest

from firsthand.model.claim import Element
from firsthand.publish.withheld import named_apart, occurs_in_bytes, pattern_of, told_by

FOUND = {
    "as it is": ("Anar Example", "said Anar Example."),
    "case": ("Anar Example", "ANAR EXAMPLE"),
    "a line break": ("Anar Example", "Anar\nExample"),
    "a soft hyphen": ("Anar Example", "An\u00adar Example"),
    "direction marks": ("Anar Example", "An\u200ear\u202e Example"),
    "an address": ("Anar Example", "https://a.example/anar-example.html"),
    "percent signs": ("安娜", "https://a.example/%E5%AE%89%E5%A8%9C"),
    "percent signs, gb18030": ("安娜", "/%B0%B2%C4%C8"),
    "composed otherwise": ("Örnek", "O\u0308rnek"),
    "a space nobody sees": ("Anar Example", "Anar\u200b \u202eExample"),
    "a line between Han": ("安娜", "安\n娜"),
}


@pytest.mark.parametrize("why", FOUND)
def test_a_phrase_is_found_in_text(why: str) -> None:
    phrase, text = FOUND[why]
    pattern = pattern_of([phrase])
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5"])
def test_a_phrase_is_found_in_bytes(encoding: str) -> None:
    assert occurs_in_bytes("so 安娜 says".encode(encoding), phrases=["安娜"])


def test_character_references_hide_nothing() -> None:
    assert occurs_in_bytes(b"&#23433;&#x5A1C;", phrases=["安娜"])
    assert occurs_in_bytes(b"Anar&nbsp;Ex&shy;ample", phrases=["Anar Example"])


def test_nothing_is_found_where_nothing_is_withheld() -> None:
    assert pattern_of(["", "  ", "-"]) is None
    assert not occurs_in_bytes(b"anything", phrases=[])


def test_an_entry_is_searched_as_written_and_as_it_reads() -> None:
    """An entry writes ë as an escape; a reader reads Zoë."""
    line = '{"body":{"reasons":["Zo\\u00eb said so"]}}'
    assert told_by(line) == (line, "Zoë said so")


def test_an_element_whose_key_holds_a_withheld_phrase_goes_by_a_number() -> None:
    pattern, known = pattern_of(["anar example"]), dict[str, int]()
    own, other = Element.named("list_of_anar_example"), Element.named("photo_fee")
    assert named_apart(other, pattern, known) is other
    assert named_apart(own, pattern, known).value == "withheld_1"
    assert named_apart(own, pattern, known).value == "withheld_1"
    assert named_apart(own, None, known) is own
