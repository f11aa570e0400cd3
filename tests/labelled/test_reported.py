"""Keep the pages in the manner of reporters fit to measure by, and the pages of other matters apart from them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from firsthand.claim.vocabulary import base
from labelled.test_labels import CODES, EDTF, STANCES, Passage

HERE = Path(__file__).parent
EVERY: list[Passage] = [
    passage
    for path in sorted((HERE / "reported").glob("*.toml"))
    for passage in tomllib.loads(path.read_text("utf-8"))["passage"]
]


def test_no_page_stands_twice() -> None:
    """24 in English, 12 in Chinese; 110 of other matters, none of them among the everyday ones"""
    assert len({passage["id"] for passage in EVERY}) == len(EVERY) == 36
    other = (HERE / "other_matters.txt").read_text("utf-8").splitlines()
    everyday = (HERE / "everyday.txt").read_text("utf-8").splitlines()
    assert len(set(other)) == len(other) == 110
    assert not set(other) & set(everyday)


@pytest.mark.parametrize("passage", EVERY, ids=lambda passage: passage["id"])
def test_a_label_stands_on_words_and_known_codes(passage: Passage) -> None:
    """quote "Nobody explained anything", said_by "herder": both must stand in the text"""
    for claim in passage.get("claim", []):
        assert claim["quote"] in passage["text"]
        assert claim["said_by"] in passage["text"]
        assert claim["stance"] in STANCES
        code = claim["value"].get("code")
        assert claim["element"] not in CODES or code in CODES[claim["element"]]
        assert claim["element"] != "period" or EDTF.fullmatch(claim["value"]["edtf"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_single_sentence_says_known_things(language: str) -> None:
    """ "sanction:welfare | No print, no rice." """
    lines = (HERE / f"sayings/{language}.txt").read_text("utf-8").splitlines()
    assert len(set(lines)) == len(lines) > 100
    for line in lines:
        said, _, text = line.partition(" | ")
        assert text
        for each in said.split():
            element, _, code = each.partition(":")
            known = base().find(element)
            assert known is not None
            assert code in known.asked_codes if code else element in {"denial", "assessment"}
