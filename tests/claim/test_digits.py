from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.digits import DIGITS, not_counts, read_digits

SOUND = {
    ("18,8", ",", True): 18.8,
    ("18.8", ",", True): 18.8,
    ("1.200", ",", False): 1200,
    ("1,200", ".", False): 1200,
    ("1.200", ".", True): 1.2,
    ("12,345", ",", True): 12.345,
    ("1 234 500", ",", False): 1_234_500,
    ("1\u202f234\u202f500", ",", False): 1_234_500,
    ("1'204", ",", False): 1204,
    ("1.234.567,89", ",", False): 1_234_567.89,
    ("1,234,567.89", ",", False): 1_234_567.89,
    ("18,88,000", ".", False): 1_888_000,
    ("80٬000", ",", False): 80_000,
    ("3٫5", ",", True): 3.5,
}


@pytest.mark.parametrize(("words", "decimal", "scaled"), SOUND)
def test_digits_are_read_by_their_shape(words: str, decimal: str, scaled: bool) -> None:
    assert DIGITS.fullmatch(words)
    assert read_digits(words, decimal=decimal, scaled=scaled) == SOUND[words, decimal, scaled]


@pytest.mark.parametrize("words", ["18.8000", "1880,0", "1,8800", "1.23.45", "1,234.567,8"])
def test_digits_of_no_sound_shape_are_no_number(words: str) -> None:
    assert read_digits(words, decimal="." if words == "1,8800" else ";", scaled=False) is None


NONE = [
    "+86 991 384 2211", "0991-2384521", "030/1234567", "8 (495) 123-45-67", "01 45 67 89 10",
    "91 234 56 78", "17:30", "12.03.2018", "2018-03-12", "10.0.0.1", "https://example.org/12000",
    "0212 345 67 89", "№ 12", "§ 43",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_count_in_any_language_is_told(text: str) -> None:
    assert (0, len(text)) in list(not_counts(text))


@pytest.mark.parametrize(
    "text", ["18 800 000", "1,234,500", "12-65", "3.5", "2017", "17-18", "1 234"]
)
def test_a_number_is_none_of_these(text: str) -> None:
    assert list(not_counts(text)) == []


@given(st.integers(0, 10**12), st.sampled_from([",", ".", "'", " ", "\u00a0", "\u202f", "٬"]))
def test_groups_of_three_come_back(number: int, mark: str) -> None:
    words = f"{number:,}".replace(",", mark)
    assert read_digits(words, decimal=";", scaled=False) == number


@given(st.text(st.sampled_from("0123456789.,' ٫-:/()+")))
def test_any_digits_survive(text: str) -> None:
    for match in DIGITS.finditer(text):
        number = read_digits(match.group(), decimal=",", scaled=False)
        assert number is None or number >= 0
    for start, end in not_counts(text):
        assert 0 <= start < end <= len(text)
