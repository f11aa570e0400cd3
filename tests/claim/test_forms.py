"""Figures in every form that ten languages write them in: tables of cases, and numbers spelled out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim.number_words import SPELL
from firsthand.claim.folding import fold
from firsthand.claim.lexicon import lexicon
from firsthand.claim.quantities import Figure, find_figures
from quantified import figures_in, forms

FOLDER = Path(__file__).parents[1] / "labelled/quantities/forms"
CASES = [
    (path.stem, text, labels)
    for path in sorted(FOLDER.glob("*.txt"))
    for text, labels in forms(path)
]


@pytest.mark.parametrize(("language", "text", "labels"), CASES)
def test_a_form_is_read(language: str, text: str, labels: tuple[tuple[str, str, str], ...]) -> None:
    read = figures_in(text, lexicon(language))
    assert [each[:2] for each in read] == [each[:2] for each in labels]
    for (_, _, counted), (_, _, kind) in zip(labels, read, strict=True):
        assert not counted or kind.removesuffix(" plan") == counted


def read(text: str, language: str) -> list[Figure]:
    return find_figures(fold(text), words=lexicon(language))


LANGUAGES = sorted(SPELL)
PEOPLE = {
    "en": " people", "fr": " personnes", "de": " Menschen", "es": " personas", "ru": " человек", "tr": " kişi",
    "kk": " адам", "ug": " ئادەم", "ar": " شخص", "zh": "人",
}  # fmt: skip
numbers = st.integers(2, 999) | st.integers(2, 10**6) | st.integers(2, 10**9 - 1)


@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("language", LANGUAGES)
@given(number=numbers)
def test_a_number_spelled_out_comes_back_with_its_place(language: str, number: int) -> None:
    words = SPELL[language](number)
    text = f"({words}{PEOPLE[language]})"
    (figure,) = read(text, language)
    assert figure.number == figure.low == figure.high == number
    assert text[figure.start : figure.end] == words


MARKS = {"en": ",", "fr": "\u202f", "de": ".", "es": ".", "ru": " ", "tr": ".", "kk": " ", "ug": ",", "ar": ",", "zh": ","}  # fmt: skip


@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(1, 10**9))
def test_a_number_in_digits_comes_back_with_its_place(language: str, number: int) -> None:
    words = f"{number:,}".replace(",", MARKS[language])
    text = f"{words}{PEOPLE[language]}"
    (figure,) = read(text, language)
    assert figure.number == number
    assert text[figure.start : figure.end] == words


BESIDE = {
    "en": ("Police said that ", " were seen, and that was all."), "fr": ("La police dit que ", " sont venues."),
    "de": ("Die Polizei sagte: ", " kamen."), "es": ("Dijo la policía: ", " vinieron."), "ru": ("Полиция сказала: ", " пришло."),
    "tr": ("Polis dedi ki: ", " geldi."), "kk": ("Полиция айтты: ", " келді."), "ug": ("ساقچى دېدى: ", " كەلدى."),
    "ar": ("قالت الشرطة: ", " حضروا."), "zh": ("警方说：", "到场。"),
}  # fmt: skip


@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("language", LANGUAGES)
@given(number=numbers, spelled=st.booleans())
def test_words_around_a_figure_change_nothing(language: str, number: int, spelled: bool) -> None:
    words = SPELL[language](number) if spelled else str(number)
    alone = f"{words}{PEOPLE[language]}"
    before, after = BESIDE[language]
    (one,) = read(alone, language)
    (other,) = read(f"{before}{alone}{after}", language)
    assert (other.number, other.low, other.high) == (one.number, one.low, one.high)
    assert (other.start - len(before), other.end - len(before)) == (one.start, one.end)


HEDGES = {
    "en": ("at least ", "up to ", "nearly ", "about "), "fr": ("au moins ", "jusqu'à ", "près de ", "environ "),
    "de": ("mindestens ", "bis zu ", "fast ", "etwa "), "es": ("al menos ", "hasta ", "casi ", "unos "),
    "ru": ("не менее ", "до ", "почти ", "около "), "tr": ("en az ", "en fazla ", "neredeyse ", "yaklaşık "),
    "kk": ("кемінде ", "ең көп дегенде ", "шамамен "), "ug": ("ئەڭ ئاز دېگەندە ", "تەخمىنەن "),
    "ar": ("ما لا يقل عن ", "ما يصل إلى ", "نحو "), "zh": ("至少", "最多", "近", "约"),
}  # fmt: skip


@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("language", LANGUAGES)
@given(number=numbers, data=st.data())
def test_a_hedge_only_widens(language: str, number: int, data: st.DataObject) -> None:
    hedge = data.draw(st.sampled_from(HEDGES[language]))
    (figure,) = read(f"{hedge}{number}{PEOPLE[language]}", language)
    assert figure.number == number
    assert figure.low is None or figure.low <= number
    assert figure.high is None or figure.high >= number
    assert figure.hedged_from == 0
    assert figure.approximate or None in {figure.low, figure.high}


@settings(deadline=None, max_examples=150)
@given(
    language=st.sampled_from(LANGUAGES),
    text=st.text() | st.text(st.sampled_from("0123456789.,' -%mille тысяч ألف و bin يۈز万ein und")),
)
def test_any_text_survives(language: str, text: str) -> None:
    ends = 0
    for figure in read(text, language):
        assert ends <= figure.start < figure.end <= len(text)
        assert figure.hedged_from <= figure.start
        assert figure.end <= figure.hedged_to <= len(text)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        ends = figure.end
