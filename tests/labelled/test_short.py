"""Short pages: what a gate must let through, and what it must silence; labels that stand on their words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claim.found import claims
from labelled.test_labels import CODES, STANCES, Passage

HERE = Path(__file__).parent / "short"
SIZES = {"dev": (25, 25), "heldout": (25, 25), "fresh": (20, 20), "unseen": (20, 20)}
SPEAK_MIN = {"dev": 23, "heldout": 22, "fresh": 17}  # `unseen` is never tuned on
SILENT_MIN = {"dev": 24, "heldout": 25, "fresh": 20}


def _passages(part: str) -> list[Passage]:
    found: list[Passage] = tomllib.loads((HERE / f"{part}.toml").read_text("utf-8"))["passage"]
    return found


@pytest.mark.parametrize("part", SIZES)
def test_a_part_has_statements_of_programmes_and_everyday_ones(part: str) -> None:
    found = _passages(part)
    labelled = [each for each in found if each.get("claim")]
    assert (len(labelled), len(found) - len(labelled)) == SIZES[part]
    assert len({each["id"] for each in found}) == len(found)
    assert all(("everyday" in each["id"]) is not bool(each.get("claim")) for each in found)


@pytest.mark.parametrize("part", SIZES)
def test_a_label_stands_on_words_of_its_passage(part: str) -> None:
    for passage in _passages(part):
        for claim in passage.get("claim", []):
            assert claim["quote"] in passage["text"]
            assert claim["stance"] in STANCES
            assert claim["element"] in {"modality", "scale"}
            code = claim["value"].get("code")
            assert claim["element"] == "scale" or code in CODES["modality"]


@pytest.mark.parametrize("part", SPEAK_MIN)
def test_short_statements_of_programmes_speak_and_everyday_ones_are_silent(part: str) -> None:
    speaking = silent = 0
    for passage in _passages(part):
        found = claims(passage["text"], published=passage["published"])
        speaking += bool(passage.get("claim")) and bool(found)
        silent += not passage.get("claim") and not found
    assert speaking >= SPEAK_MIN[part]
    assert silent >= SILENT_MIN[part]
