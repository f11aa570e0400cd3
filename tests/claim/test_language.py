"""Which lexicon reads a passage."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

from firsthand.claim.language import lexicon_for, script_of, tell
from firsthand.claim.languages import Languages

SCRIPTS = {
    "plain letters": ("Police took blood.", "latin"),
    "letters with marks": ("çalıştı ğ", "latin"),
    "a short name in letters among signs": ("警方采集DNA样本", "han"),
    "a word of signs in a long sentence": ("The word for this blood card (血卡) is new", "latin"),
    "Cyrillic with a foreign word": ("анализ DNA у всех жителей", "cyrillic"),
    "Arabic letters": ("أخذت الشرطة عينات الدم", "arabic"),
    "Arabic letters as old files shape them": ("ﺍﻟﺸﺮﻃﺔ", "arabic"),
    "digits alone": ("12,345", ""),
    "a script that nobody here reads": ("བོད་ཡིག", None),
    "Japanese": ("血液サンプルを採取した", None),
}


@pytest.mark.parametrize("why", SCRIPTS)
def test_most_letters_make_the_script(why: str) -> None:
    text, script = SCRIPTS[why]
    assert script_of(text) == script


@cache
def several() -> Languages:
    """English and Chinese, and small files for others that share a script."""
    text = files("firsthand.claim").joinpath("data/en.toml").read_text("utf-8")
    made = {}
    for language, told in {
        "en": 'script = "latin"\ndefault = true\nwords = ["the", "of", "in", "a", "is"]',
        "es": 'script = "latin"\nwords = ["la", "el", "de", "los", "en", "a", "que"]',
        "ru": 'script = "cyrillic"\ndefault = true\nwords = ["и", "в", "не", "у"]',
        "kk": 'script = "cyrillic"\nwords = ["және", "бұл"]\nletters = ["әғқңөұүһі"]',
        "ar": 'script = "arabic"\ndefault = true\nwords = ["في", "من", "على"]',
        "ug": 'script = "arabic"\nwords = ["ۋە", "بىلەن"]\nletters = ["ېۆۈۇەڭ"]',
    }.items():
        changed = re.sub(r"\[told_by\]\n(?:\w.*\n)+", f"[told_by]\n{told}\n", text, count=1)
        changed = changed.replace('language = "en"', f'language = "{language}"', 1)
        made[language] = (changed.encode(), language)
    return Languages(made)


TOLD = {
    "its own small words": ("La policía tomó la sangre de los vecinos.", None, "es"),
    "where nothing tells, the script's first": ("ADN", None, "en"),
    "where nothing tells, the document's": ("ADN", "es", "es"),
    "a quotation in another language": ("The blood of a resident is in the bank.", "es", "en"),
    "a name in another language": ("He of the Puerta de la Luz is in town.", "en", "en"),
    "letters that its neighbour does not write": ("Полиция қан үлгілерін алды.", "ru", "kk"),
    "its neighbour": ("Полиция взяла кровь у всех и не сказала.", "kk", "ru"),
    "Arabic": ("أخذت الشرطة الدم من الناس في المدينة", "ug", "ar"),
    "Uyghur": ("ساقچىلار قان ئەۋرىشكىسى ۋە بارماق ئىزىنى ئالدى", "ar", "ug"),
    "a sentence in the page of a stranger": ("The blood of a man is in the bank.", "pl", "en"),
    "a stranger's own sentence": ("Policja pobrała krew i nic nie powiedziała.", "pl", None),
    "letters in a page of signs": ("DNA", "zh-Hans", "en"),
    "digits in a page of signs": ("1234", "zh-Hans", "zh"),
    "a script that nobody reads": ("བོད་ཡིག", None, None),
}


@pytest.mark.parametrize("why", TOLD)
def test_a_passage_is_read_by_what_it_is_written_in(why: str) -> None:
    text, language, told = TOLD[why]
    found = lexicon_for(text, language, known=several())
    assert (found.language if found else None) == told


def test_a_script_without_a_lexicon_is_left_alone() -> None:
    assert tell("أخذت الشرطة الدم", None, told={"en": several().told["en"]}) is None


@pytest.mark.parametrize("text", ["Police took blood.", "警方采血。", "взяли кровь", "12"])
def test_the_order_of_lexicons_changes_nothing(text: str) -> None:
    told = several().told
    assert tell(text, None, told=told) == tell(text, None, told=dict(reversed(told.items())))
