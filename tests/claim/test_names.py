"""Names that no table knows, by their shape alone."""

from __future__ import annotations

import time

import pytest

from firsthand.claim.language import lexicon_for
from firsthand.claim.names import NAMES_MAX, names_in
from firsthand.claim.reading import read_sentence

NAMED = {
    ("en", "Enrolment began in Lunglei district on Saturday."): {"Lunglei", "Lunglei district"},
    ("en", "At St Mary's gate they stood."): {"St Mary"},
    ("fr", "Au marché de Sirakoro-Peul, on encre des pouces."): {"Sirakoro-Peul"},
    ("es", "En la carpa del Parque Bicentenario toman la foto."): {"Parque Bicentenario", "Bicentenario"},
    ("ru", "Сведения о водителях в городе Ош внесены."): {"Ош", "городе Ош"},
    ("de", "Im Banner Uxin nahmen sie Blut."): {"Banner Uxin", "Uxin"},
    ("tr", "Lop'taki doğumevinde kan aldılar."): {"Lop"},
    ("en", "It runs in north Gaza and the deep south."): {"north Gaza", "deep south"},
    ("en", "Agents wait in two southern provinces at St. Claude."): {"two southern provinces", "St. Claude"},
    ("en", "The Delta State Government paid."): {"Delta"},
    ("en", "They met in Ward 3 of Tinto."): {"Tinto"},
    ("fr", "Les hommes de l'Île-aux-Chênes donnent leur sang."): {"Île-aux-Chênes"},
    ("es", "Los de la Universidad Nacional de Cotija firman en Sucre No. 4."): {"Cotija", "Sucre No. 4"},
    ("ru", "В орловской школе № 7 и в школах № 8 и 9 берут пальцы."): {"орловской школе № 7", "школах № 8 и 9"},
    ("ru", "Кровь берут в Томской области."): {"Томской области"},
    ("de", "Wer in Lahn am Walde wohnt, gibt in Orsk 360 Proben."): {"Lahn", "Orsk"},
    ("de", "Ob Japans Grenze hält, weiß in Hamburg-Rahm niemand."): {"Japan", "Rahm"},
    ("tr", "Lop Büyükşehir Belediyesi parmak izi alıyor."): {"Lop"},
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_name_is_known_by_its_shape(language: str, text: str) -> None:
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published=None, near=True)
    assert {text[start:end] for start, end, _ in names_in(reading)} >= NAMED[language, text]


def test_a_list_of_members_is_cut() -> None:
    text = ", ".join(["Orsk"] * 3 * NAMES_MAX)
    words = lexicon_for(text, "en")
    assert words is not None
    reading = read_sentence(text, words=words, published=None, near=True)
    assert len(list(names_in(reading))) == NAMES_MAX


@pytest.mark.parametrize(("language", "text"), [("es", "A-" * 1_000), ("ru", "а-" * 1_000)])
def test_a_word_of_a_thousand_hyphens_is_read_at_once(language: str, text: str) -> None:
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published=None, near=True)
    begun = time.process_time()
    list(names_in(reading))
    assert time.process_time() - begun < 0.5
