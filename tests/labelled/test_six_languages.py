"""Keep the passages in six more languages fit to measure by, as `test_labels.py` does for the first.

Only thirteen elements are complete in them, so the demand that all 24 be labelled is not made here.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from labelled.test_labels import (
    CODES,
    EDTF,
    STANCES,
    Passage,
    faults_of_value,
    passages,
    stretches,
    without_words,
    words,
)

HALF = {"de": 15, "es": 15, "tr": 15, "ar": 17, "kk": 8, "ug": 8}
SIZES = {"third": HALF, "fourth": HALF, "fifth": {"de": 9, "es": 9, "tr": 9, "ar": 9}}
FILES = [f"{part}/{language}.toml" for part, sizes in SIZES.items() for language in sizes]
THIRTEEN = CODES.keys() | {"scale", "population", "age_range", "period", "place"}
BESIDES = words(
    "aim target_group legal_basis storage age_exception kinship tool absent_residents "
    "surveillance_context assessment denial"
)
OFTEN = 2  # a quote that stands in its text more often than this points nowhere
EVERY = [passage for file in FILES for passage in passages(file)]


@pytest.mark.parametrize("file", FILES)
def test_each_file_has_the_passages_and_elements_it_promises(file: str) -> None:
    """third/kk.toml: 8 in Kazakh, all thirteen elements, one in four at most without a claim"""
    found = passages(file)
    part, language = file.removesuffix(".toml").split("/")
    assert len(found) == SIZES[part][language]
    assert {passage["language"] for passage in found} == {language}
    none = sum(not passage.get("claim") for passage in found)
    assert 0.1 * len(found) <= none <= 0.25 * len(found)
    assert sum("not" in passage for passage in found) * 3 >= len(found)
    counts = Counter(claim["element"] for passage in found for claim in passage.get("claim", []))
    assert THIRTEEN <= counts.keys() <= THIRTEEN | BESIDES


@pytest.mark.parametrize("passage", EVERY, ids=lambda passage: passage["id"])
def test_a_label_in_six_languages_stands_on_words_and_known_codes(passage: Passage) -> None:
    """quote "12 мен 65 жас" must occur in the text, once or twice; channel: medical_exam"""
    told = {"id", "language", "title", "published", "publisher", "text"}
    assert told <= passage.keys() <= told | {"claim", "not"}
    assert EDTF.fullmatch(passage["published"])
    for claim in passage.get("claim", []):
        assert claim.keys() == {"element", "value", "quote", "said_by", "stance"}
        assert 1 <= passage["text"].count(claim["quote"]) <= OFTEN
        assert claim["said_by"] in passage["text"]
        assert claim["stance"] in STANCES
        if claim["element"] in THIRTEEN:
            assert faults_of_value(claim["element"], claim["value"]) == []
        else:
            assert claim["value"].keys() <= {"code", "text"}


@pytest.mark.parametrize("passage", EVERY, ids=lambda passage: passage["id"])
def test_a_trap_in_six_languages_is_not_also_a_claim(passage: Passage) -> None:
    """not = scale 540000 sampled persons, because it is the population of the town"""
    claimed = [
        (claim["element"], without_words(claim["value"])) for claim in passage.get("claim", [])
    ]
    for trap in passage.get("not", []):
        assert trap.keys() == {"element", "value", "why"}
        assert trap["why"].strip()
        assert faults_of_value(trap["element"], trap["value"]) == []
        assert (trap["element"], without_words(trap["value"])) not in claimed


def test_passages_held_out_share_no_words_with_those_developed_on() -> None:
    """No title, publisher or five words in a row stand in two parts; no name is used twice."""
    seen: dict[str, set[str]] = {}
    for part in SIZES:
        mine = [passage for passage in EVERY if passage["id"].startswith(part)]
        seen[part] = {word for passage in mine for word in (passage["title"], passage["publisher"])}
        for passage in mine:
            seen[part] |= stretches(passage["text"], language=passage["language"])
    for one, other in combinations(SIZES, 2):
        assert seen[one] & seen[other] == set()
    assert len({passage["id"] for passage in EVERY}) == len(EVERY)


def test_figures_in_arabic_indic_digits_occur() -> None:
    """٤٫٣ ملايين: a reader that knows Latin digits alone must be seen to fail"""
    for part in SIZES:
        texts = [passage["text"] for passage in passages(f"{part}/ar.toml")]
        assert any(re.search("[٠-٩]+٫[٠-٩]", text) for text in texts)
