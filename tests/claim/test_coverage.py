"""What a language has words for."""

from __future__ import annotations

import re
from importlib.resources import files

from firsthand.claim.coverage import counts, coverage
from firsthand.claim.lexicon import CUES, Lexicon, lexicon, load_lexicon


def small() -> Lexicon:
    """English with little in it."""
    text = files("firsthand.claim").joinpath("data/en.toml").read_text("utf-8")
    text = re.sub(r"\nhedge = .*", "", text)
    text = re.sub(r"\nunknown = .*", "\nunknown = []", text)
    return load_lexicon(text.encode(), where="xx.toml")


def test_every_list_is_counted() -> None:
    found = counts(lexicon("en"))
    assert {f"cues.{cue}" for cue in CUES} <= set(found)
    assert found["modality dna"] > 10
    assert found["roles police"] > 5
    persons = [len(each.words) for each in lexicon("en").counted if each.noun == "persons"]
    assert found["counted persons"] == sum(persons) > 1
    assert found["currencies USD"] > 0
    assert found["dates.since"] > 0
    assert found["months"] == sum(map(len, lexicon("en").months)) > 12
    assert {"terms", "roles", "currencies"}.isdisjoint(found)


def test_what_a_language_lacks_is_shown_beside_the_fullest() -> None:
    covered = {each.name: each for each in coverage(small(), beside={"en": lexicon("en")})}
    for name in ("cues.hedge", "cues.unknown"):
        assert covered[name].words == 0
        assert covered[name].most > 5
        assert covered[name].fullest == "en"
    assert covered["cues.deny"].words == covered["cues.deny"].most


def test_a_language_alone_is_counted_too() -> None:
    covered = coverage(small(), beside={})
    assert {each.fullest for each in covered} == {""}
