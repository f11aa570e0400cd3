from __future__ import annotations

import pytest

from firsthand.trace.numerals import find_figures, plain_digits

SAME = {
    "separators of English": ("en", "4,360,000 people", 4_360_000),
    "points that part thousands": ("de", "4.360.000 Menschen", 4_360_000),
    "spaces that part thousands": ("ru", "4 360 000 человек", 4_360_000),
    "narrow spaces": ("fr", "4\u202f360\u202f000 personnes", 4_360_000),
    "an apostrophe": ("de", "4'360'000 Personen", 4_360_000),
    "a decimal point and a word": ("en", "4.36 million people", 4_360_000),
    "a decimal comma and a word": ("fr", "4,36 millions de personnes", 4_360_000),
    "a shortened word": ("ru", "4,36 млн жителей", 4_360_000),
    "myriads": ("zh", "436万居民", 4_360_000),
    "myriads, traditional": ("zh", "436萬居民", 4_360_000),
    "Chinese numerals": ("zh", "四百三十六万居民", 4_360_000),
    "Arabic digits and separator": ("ar", "٤٬٣٦٠٬٠٠٠ نسمة", 4_360_000),
    "Arabic decimal": ("ar", "٤٫٣٦ مليون نسمة", 4_360_000),
    "an Arabic word with an ending": ("ar", "880 مليونا", 880_000_000),
    "two scales in a row": ("ug", "4 مىليون 360 مىڭ ئاھالە", 4_360_000),
    "thousands and a rest": ("ug", "28 مىڭ 700 كىشى", 28_700),
    "myriads and a rest": ("zh", "7萬3050戶", 73_050),
    "Kazakh": ("kk", "385 мың жинақ", 385_000),
    "Turkish": ("tr", "28,6 milyon kron", 28_600_000),
    "Spanish thousand millions": ("es", "3 mil millones de euros", 3_000_000_000),
    "a German milliard": ("de", "1,5 Milliarden", 1_500_000_000),
    "a German billion": ("de", "2 Billionen Euro", 2_000_000_000_000),
    "an English billion": ("en", "2 billion euros", 2_000_000_000),
    "hundreds of millions": ("zh", "8.8億", 880_000_000),
    "a word for the number": ("en", "two million people", 2_000_000),
    "a word in Russian": ("ru", "два миллиона человек", 2_000_000),
    "Tibetan digits": ("bo", "༡༢༠༠", 1_200),
}


@pytest.mark.parametrize("reason", SAME)
def test_a_figure_is_the_same_in_every_language(reason: str) -> None:
    """
    "4,360,000 people", "4,36 млн жителей", "436万居民" → 4360000
    """
    language, text, number = SAME[reason]
    found = find_figures(plain_digits(text), language=language)
    assert [figure.number for figure in found] == [number]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "87 percent", 87),
        ("fr", "7,4 %", 7.4),
        ("tr", "yüzde 46'sı", 46),
        ("zh", "百分之38的人", 38),
        ("ar", "2.6 في المئة", 2.6),
        ("ug", "68 پىرسەنتى", 68),
        ("kk", "87 пайызы", 87),
        ("es", "46 por ciento", 46),
    ],
)
def test_a_share_is_known_as_one(language: str, text: str, number: float) -> None:
    found = find_figures(plain_digits(text), language=language)
    assert [(figure.number, figure.percent) for figure in found] == [(number, True)]


def test_a_mark_that_custom_alone_explains_has_both_readings() -> None:
    """
    "1.234" in a text of no known language: 1234, perhaps 1.234
    """
    (figure,) = find_figures("1.234", language=None)
    assert (figure.number, figure.others) == (1234, (1.234,))


def test_figures_stand_where_they_are_said_to() -> None:
    text = "от 12 до 65 лет, 4,36 млн жителей"
    found = [text[f.start : f.end] for f in find_figures(text, language="ru")]
    assert found == ["12", "65", "4,36 млн"]


def test_a_run_of_digits_too_long_to_be_a_count_is_none() -> None:
    assert find_figures("6" * 500, language="en") == []


def test_any_separators_are_read_without_a_fault() -> None:
    """
    "1.2,3.4,5": nobody writes so, and it must not stop the reading
    """
    for text in ("1.2,3.4,5", "1..2", "1,٫2", "٫", "0.0.0.1", "1.2.3.4", "12٫34٫56", "1'2,3"):
        for language in ("en", "fr", None):
            find_figures(plain_digits(text), language=language)


def test_a_tibetan_scale_word_stands_before_its_number() -> None:
    """
    ཁྲི་༤༣༦: 436 ten-thousands; ས་ཡ་༤: four million; བརྒྱ་ཆ་༨༧: 87 percent
    """
    found = find_figures(plain_digits("མི་ཁྲི་༤༣༦། ས་ཡ་༤། བརྒྱ་ཆ་༨༧།"), language="bo")
    assert [(figure.number, figure.percent) for figure in found] == [
        (4_360_000, False),
        (4_000_000, False),
        (87, True),
    ]


def test_a_spelled_number_is_known_in_capitals_with_a_dot() -> None:
    """
    İKİ MİLYON: two million
    """
    assert [figure.number for figure in find_figures("İKİ MİLYON", language="tr")] == [2_000_000]
