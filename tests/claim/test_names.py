"""Names that no table knows, by their shape alone."""

from __future__ import annotations

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
    ("ar", "يراجع العامل مركز أمن ماركا غدا."): {"مركز أمن", "مركز أمن ماركا", "أمن ماركا"},
    ("zh", "昨天梅岗乡派出所打电话。"): {"梅岗乡", "梅岗乡派出所"},
    ("zh", "在阿里阿德營重新登記。"): {"阿里阿德營", "阿里阿德"},
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
