from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from firsthand.claim.codes import CODES
from firsthand.claim.lexicon import LANGUAGES, lexicon, load_lexicon
from firsthand.claim.lexicon_sections import SECTIONS
from firsthand.errors import SettingError
from firsthand.model.claim import Element

BEGINS = "\n[phrase]\n"  # the first of the sections


def packaged(language: str) -> str:
    return files("firsthand.claim").joinpath(f"data/{language}.toml").read_text("utf-8")


def test_a_language_without_the_sections_still_loads_and_says_nothing_of_them() -> None:
    made = load_lexicon(packaged("en").split(BEGINS)[0].encode(), where="en.toml")
    assert made.sections.purposes == made.sections.groups == ()
    assert made.sections["aim.strong"].search("in order to fight crime") is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_kind_of_aim_and_group_can_be_said(language: str) -> None:
    sections = lexicon(language).sections
    assert {code for code, _ in sections.purposes} == CODES[Element.AIM]
    assert {code for code, _ in sections.groups} == CODES[Element.TARGET_GROUP]


MENDED = {
    "an unknown list": ("[aim]\n", '[aim]\nstong = ["x"]\n', "aim.stong: expected only"),
    "a code that is none": ('code = "security"', 'code = "safety"', "expected one of crime_control"),
    "a pattern that is none": ("[kinship]\nwords = [", "[kinship]\nwords = ['(', ", "kinship.words: expected a pattern"),
    "a section that is a list": ("[absent]\n", "[[absent]]\n", "absent: expected a table"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("why", MENDED)
def test_a_section_that_is_not_as_described_says_where(why: str) -> None:
    old, new, message = MENDED[why]
    text = packaged("en")
    assert old in text
    with pytest.raises(SettingError) as refused:
        load_lexicon(text.replace(old, new, 1).encode(), where="en.toml")
    assert message in str(refused.value)


def test_the_page_on_the_format_explains_every_section() -> None:
    page = Path(__file__).parents[2].joinpath("docs/formats/lexicon.md").read_text("utf-8")
    lists = {key for keys in SECTIONS.values() for key in keys}
    assert [name for name in (*SECTIONS, *lists) if f"`{name}`" not in page] == []


def test_every_language_is_known_to_the_program() -> None:
    assert {"en", "zh"} <= set(LANGUAGES)
