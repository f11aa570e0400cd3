"""Keep the passages of the rounds fit to measure by: whole, with quotes that stand in them, and known codes."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from labelled.test_labels import CODES, EDTF, STANCES, Passage

HERE = Path(__file__).parent / "rounds"
EVERY: list[Passage] = [
    passage
    for path in sorted(HERE.rglob("*.toml"))
    for passage in tomllib.loads(path.read_text("utf-8"))["passage"]
]
LANGUAGES = {"ar", "de", "es", "fr", "kk", "ru", "tr", "ug"}


def test_each_round_has_every_language_and_no_name_twice() -> None:
    """one/kk.toml, two/kk.toml: eight passages each, two of them with nothing to find"""
    sizes = Counter((passage["id"].split("-")[0], passage["language"]) for passage in EVERY)
    assert {language for _, language in sizes} == LANGUAGES
    assert all(sizes[lot, language] == 8 for lot in ("one", "two") for language in LANGUAGES)
    assert len({passage["id"] for passage in EVERY}) == len(EVERY)


@pytest.mark.parametrize("passage", EVERY, ids=lambda passage: passage["id"])
def test_a_label_of_a_round_stands_on_words_and_known_codes(passage: Passage) -> None:
    """quote "parmak izlerini", said_by "Frontex": both must stand in the text"""
    for claim in passage.get("claim", []):
        assert claim["quote"] in passage["text"]
        assert claim["said_by"] in passage["text"]
        assert claim["stance"] in STANCES
        code = claim["value"].get("code")
        assert claim["element"] not in CODES or code in CODES[claim["element"]]
        assert claim["element"] != "period" or EDTF.fullmatch(claim["value"]["edtf"])
    assert passage["id"].startswith("everyday") <= (not passage.get("claim"))
