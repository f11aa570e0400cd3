"""Single statements for the elements that are weakest: whole, coded by known words, standing on their text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from labelled.test_labels import Passage, faults_of_value

HERE = Path(__file__).parent / "weak"
ELEMENTS = {"compulsion", "sanction", "consent", "recipient", "collector", "scale"}
STANCES = {"asserted", "hedged", "denied", "unknown"}
LANGUAGES = {"en": 30, "zh-Hans": 10, "zh-Hant": 10}


def _passages(part: str) -> list[Passage]:
    found: list[Passage] = tomllib.loads((HERE / f"{part}.toml").read_text("utf-8"))["passage"]
    return found


EVERY = [passage for part in ("dev", "heldout") for passage in _passages(part)]


@pytest.mark.parametrize("part", ["dev", "heldout"])
def test_each_half_has_as_many_passages_of_each_language(part: str) -> None:
    """dev: 30 English, 10 in simplified and 10 in traditional Chinese; every element in each half"""
    found = _passages(part)
    for language, size in LANGUAGES.items():
        assert sum(passage["language"] == language for passage in found) == size
    assert {claim["element"] for passage in found for claim in passage.get("claim", [])} == ELEMENTS


def test_no_passage_is_in_both_halves() -> None:
    assert len({passage["id"] for passage in EVERY}) == len(EVERY)
    assert len({passage["text"] for passage in EVERY}) == len(EVERY)


@pytest.mark.parametrize("passage", EVERY, ids=lambda passage: passage["id"])
def test_a_label_stands_on_words_of_its_text_and_known_codes(passage: Passage) -> None:
    for claim in passage.get("claim", []):
        assert claim["quote"] in passage["text"]
        assert claim["said_by"] in passage["text"]
        assert claim["stance"] in STANCES
    for label in [*passage.get("claim", []), *passage.get("not", [])]:
        assert label["element"] in ELEMENTS
        assert faults_of_value(label["element"], label["value"]) == []
