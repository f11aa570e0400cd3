from __future__ import annotations

import pytest

from firsthand.read.passages import PASSAGE_CHARACTERS_MAX, split_passages
from spoken import page


def parts(text: str) -> list[str]:
    document = page(text)
    return [document.text[p.position.start : p.position.end] for p in split_passages(document)]


SENTENCES = {
    "two sentences": ("Police came. They took blood.", ["Police came.", "They took blood."]),
    "an abbreviation": ("Dr. Example came. It rained.", ["Dr. Example came.", "It rained."]),
    "a list": ("1. Police came.\n2. It rained.", ["1. Police came.", "2. It rained."]),
    "a number that ends a sentence": (
        "It was in 2017. It rained.",
        ["It was in 2017.", "It rained."],
    ),
    "a German ordinal before a month": (
        "Vom 12. August bis 24. September 2023 kamen sie. Es regnete.",
        ["Vom 12. August bis 24. September 2023 kamen sie.", "Es regnete."],
    ),
    "a short word for a million": (
        "Es kostete 6,3 Mio. Euro. Es regnete.",
        ["Es kostete 6,3 Mio. Euro.", "Es regnete."],
    ),
    "Chinese": ("警方来了。他们采血。", ["警方来了。", "他们采血。"]),
    "a quotation": ("“Come!” It rained.", ["“Come!”", "It rained."]),
}


@pytest.mark.parametrize("why", SENTENCES)
def test_a_text_is_parted_into_sentences(why: str) -> None:
    text, expected = SENTENCES[why]
    assert parts(text) == expected


def test_a_line_without_a_stop_is_parted_at_a_space() -> None:
    long = "word " * PASSAGE_CHARACTERS_MAX
    assert max(map(len, parts(long))) <= PASSAGE_CHARACTERS_MAX
    assert "".join("".join(parts(long)).split()) == "".join(long.split())
