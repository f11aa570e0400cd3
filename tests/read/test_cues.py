from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from firsthand.read.cues import KINDS, LANGUAGES, cues_of, languages_for, split, tokens

TABLES = (*LANGUAGES, "zh")


def rows(language: str) -> list[dict[str, str]]:
    text = files("firsthand.read").joinpath(f"data/cues/{language}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("language", TABLES)
def test_a_language_can_tell_that_somebody_speaks_and_who(language: str) -> None:
    roles = {row["role"] for row in rows(language)}
    assert {"say", "person", "credit"} <= roles
    assert roles & {"before", "after"}


@pytest.mark.parametrize("language", TABLES)
def test_no_word_stands_for_saying_and_for_not_saying(language: str) -> None:
    cues = cues_of((language,))
    assert not cues.roles["say"] & cues.roles.get("not", frozenset())


def test_every_role_is_explained_to_who_edits_the_tables() -> None:
    page = (Path(__file__).parents[2] / "docs/methods/reading.md").read_text("utf-8")
    used = {row["role"] for language in TABLES for row in rows(language)}
    assert {role for role in used if f"`{role}`" not in page} == set()
    assert set(KINDS) <= used


def test_a_cue_is_looked_up_by_its_longest_word() -> None:
    cues = cues_of(("en",))
    assert (("according", "to"), 0, "before") in cues.phrases["according"]
    assert "to" not in cues.phrases


def test_papers_and_who_made_them_are_put_together() -> None:
    phrases = {phrase for held in cues_of(("en",)).phrases.values() for phrase, _, _ in held}
    assert ("documents", "obtained", "by") in phrases


LANGUAGE = {
    ("Laut dpa regnet es.", "de-CH"): ("de",),
    ("La police est dans le village.", None): ("fr",),
    ("The police went to the village.", None): ("en",),
    ("La policía fue a los pueblos de la región.", "it"): ("es",),
    ("Как сообщает ТАСС", None): ("ru",),
    ("деп хабарлады", "kk"): ("kk",),
    ("قالت رويترز", None): ("ar",),
    ("دېدى", "ug"): ("ug",),
    ("12 345", None): ("en",),
    ("", None): ("en",),
}


@pytest.mark.parametrize("told", LANGUAGE)
def test_a_text_is_read_with_its_own_tables(told: tuple[str, str | None]) -> None:
    assert languages_for(*told) == LANGUAGE[told]


def test_words_keep_their_marks_and_signs_stand_alone() -> None:
    assert split("D’après l'ONG, «вчера» وفقًا") == ["d", "'", "après", "l", "'", "ong", ",", "«", "вчера", "»", "وفقًا"]  # fmt: skip
    assert [match.group() for match in tokens("New York-based")] == ["New", "York-based"]


def test_a_number_is_one_word_whatever_parts_its_digits() -> None:
    """Its comma parts no clause, so that nobody is called "the agency has scanned 1"."""
    assert split("de 1,6 millones, 1.600 y 2,4") == ["de", "1,6", "millones", ",", "1.600", "y", "2,4"]  # fmt: skip
    assert split("in 2019,too") == ["in", "2019", ",", "too"]
