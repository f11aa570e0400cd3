from __future__ import annotations

from importlib.resources import files

import pytest

from firsthand.claim.lexicon import lexicon, load_lexicon
from firsthand.errors import SettingError

RUSSIAN = files("firsthand.claim").joinpath("data/ru.toml").read_text("utf-8")


def test_a_language_without_spaces_has_no_numerals_to_look_up() -> None:
    assert lexicon("zh").numbers.numerals is None
    assert lexicon("zh").numbers.words["三"] == 3


def test_words_of_one_and_a_half_are_no_whole_numbers() -> None:
    numbers = lexicon("ru").numbers
    assert numbers.numerals is not None
    assert all(isinstance(number, int) for number in numbers.words.values())
    assert numbers.numerals.read("полтора") is not None


MENDED = {
    "no mark for decimals": ("decimal = ','", "", "numbers.writing.decimal: expected a text"),
    "a flag that is a word": ("decimal = ','", "decimal = ','\nunits_first = 'yes'", "expected true or false"),
    "a key that is unknown": ("decimal = ','", "decimal = ','\ndecimals = ','", "writing.decimals: expected only"),
    "a list of words for numbers": ("decimal = ','", "decimal = ','\nteens_after = ['60']", "expected a list of whole numbers"),
    "a word that is no pattern": ("'двадцат(?:ь|и|ью)' = 20", "'двадцат(?:ь|и|ью' = 20", "expected a pattern"),
    "a number below nothing": ("'двадцат(?:ь|и|ью)' = 20", "'двадцат(?:ь|и|ью)' = -20", "expected a number"),
}  # fmt: skip


@pytest.mark.parametrize("why", MENDED)
def test_a_table_that_is_not_as_described_says_where(why: str) -> None:
    old, new, message = MENDED[why]
    assert old in RUSSIAN
    with pytest.raises(SettingError) as refused:
        load_lexicon(RUSSIAN.replace(old, new, 1).encode(), where="ru.toml")
    assert str(refused.value).startswith("ru.toml:")
    assert message in str(refused.value)
