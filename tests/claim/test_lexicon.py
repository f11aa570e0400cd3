from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from firsthand.claim.codes import CODES
from firsthand.claim.lexicon import CUES, LANGUAGES, lexicon, load_lexicon, read_toml
from firsthand.errors import SettingError
from firsthand.model.claim import Element


def packaged(language: str) -> str:
    return files("firsthand.claim").joinpath(f"data/{language}.toml").read_text("utf-8")


WITH_TERMS = [language for language in LANGUAGES if lexicon(language).terms]


@pytest.mark.parametrize("language", WITH_TERMS)
def test_every_language_says_every_code_that_a_passage_can(language: str) -> None:
    said = {(term.element, term.code) for term in lexicon(language).terms}
    for element in (Element.MODALITY, Element.COMPULSION, Element.CONSENT, Element.SANCTION):
        assert {code for one, code in said if one is element} == CODES[element]


MENDED = {
    "no TOML": ("language =", "language", "expected TOML"),
    "a code that is none": ('code = "dna"', 'code = "blood"', "term 1 (modality blood): code: expected one of blood_sample"),
    "an element that is none": ('element = "modality"', 'element = "modalities"', "element: expected one of"),
    "a pattern that is none": ('words = ["dna",', 'words = ["dna(",', "term 1 (modality dna): words: expected a pattern"),
    "a word instead of a list": ("[cues]", '[cues]\nhedge = "x"\n[cues2]', "cues."),
    "a key that is unknown": ('language = "en"', 'language = "en"\nlangauge = "en"', "langauge: expected only"),
    "a missing key": ("whole_words = true", "", "whole_words: expected true or false, found nothing"),
    "a number that is a word": ("zero = 0", 'zero = "0"', "numbers.words.zero: expected a number, found '0'"),
    "a share of nothing": ("percent = 50", "percent = 0", "percent: expected a number above 0"),
    "a grammar that is none": ('grammar = "spaced"', 'grammar = "klingon"', "grammar: expected one of chinese, spaced"),
    "a script that is none": ('script = "latin"', 'script = "runes"', "told_by.script: expected one of"),
    "a hole": ('months = [["january", "jan"],', "months = [", "dates.months: expected twelve lists"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("why", MENDED)
def test_a_file_that_is_not_as_described_says_where(why: str) -> None:
    old, new, message = MENDED[why]
    text = packaged("en")
    assert old in text
    with pytest.raises(SettingError) as refused:
        load_lexicon(text.replace(old, new, 1).encode(), where="en.toml")
    lines = str(refused.value).splitlines()
    assert all(re.match(r"en\.toml:\d+:\d+: ", line) for line in lines)
    assert any(message in line for line in lines)


BROKEN = {
    "bytes that are no text": (b"a = 1\nb\xff", "x.toml:2:2: expected UTF-8, found the byte 0xff"),
    "a sign that is missing": (b"a = 1\nb = [1 2]", "x.toml:2:8: expected TOML, found: Unclosed array"),
    "an end too soon": (b"a = [1,\n", "x.toml:2:1: expected TOML, found: Invalid value, at the end"),
}  # fmt: skip


@pytest.mark.parametrize("why", BROKEN)
def test_what_is_no_toml_is_refused_with_its_place(why: str) -> None:
    data, message = BROKEN[why]
    with pytest.raises(SettingError) as refused:
        load_lexicon(data, where="x.toml")
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_packaged_file_is_as_described(language: str) -> None:
    """They are not checked when the program starts."""
    load_lexicon(packaged(language).encode(), where=f"{language}.toml")


@pytest.mark.slow
def test_everything_wrong_is_told_at_once() -> None:
    text = packaged("en").replace("zero = 0", 'zero = "0"').replace('"palm_print"', '"palm"')
    with pytest.raises(SettingError) as refused:
        load_lexicon(text.encode(), where="en.toml")
    assert len(str(refused.value).splitlines()) == 2


def test_the_page_on_the_format_explains_every_cue() -> None:
    page = Path(__file__).parents[2].joinpath("docs/formats/lexicon.md").read_text("utf-8")
    assert [cue for cue in CUES if f"`{cue}`" not in page] == []


def test_a_language_is_one_file() -> None:
    assert {"en", "zh"} <= set(LANGUAGES)
    assert all(lexicon(language).language == language for language in LANGUAGES)


@pytest.mark.slow
def test_a_language_need_not_have_words_for_every_cue() -> None:
    text = re.sub(r"\nhedge = .*", "", packaged("en"))
    assert not load_lexicon(text.encode(), where="en.toml").cues["hedge"].search("reportedly")


@pytest.mark.slow
def test_two_files_are_told_apart() -> None:
    one, other = packaged("en"), packaged("en") + "\n"
    keys = {load_lexicon(text.encode(), where="en.toml").key for text in (one, one, other)}
    assert len(keys) == 2


def test_the_mark_that_some_editors_write_first_is_no_fault() -> None:
    """As Notepad saves UTF-8."""
    text, table = read_toml(b'\xef\xbb\xbflanguage = "en"\n', where="x.toml")
    assert (text, table) == ('language = "en"\n', {"language": "en"})
