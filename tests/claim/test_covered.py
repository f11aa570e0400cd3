from __future__ import annotations

import pytest

from claim.found import claims, said

COVERED = {
    "DNA was taken from all of us; the youngest was five, the oldest seventy.": "5-70",
    "警方采集了所有人的DNA，小的六岁，大的不过十三岁。": "6-13",
    "DNA is taken from all residents aged 12 to 65.": "12-65",
    "Fingerprints of everyone between 15 and 60 are taken.": "15-60",
    "Those who give DNA are 18-60 years old.": "18-60",
    "Irises of everyone aged 16 and over are scanned.": "16-None",
    "Everyone over the age of five gives fingerprints.": "5-None",
    "Children as young as four had their DNA taken.": "4-None",
    "The DNA pilot covers only adults aged 18 to 60; children under 12 are exempt.": "18-60",
    "采集12至65周岁居民的血样。": "12-65",
    "五岁以上者采集指纹。": "5-None",
    "年滿十四歲者須按捺指紋。": "14-None",
}


@pytest.mark.parametrize("text", COVERED)
def test_the_ages_that_a_programme_covers(text: str) -> None:
    assert {each for each in said(text) if each[0] == "age_range"} == {("age_range", COVERED[text])}


BESIDE = [
    "A man aged 43 gave his DNA.",
    "A 34-year-old mother had her irises scanned.",
    "DNA was taken. He was sentenced to between 5 and 15 years.",
    "Fingerprints are taken. Cards will be given to all who have completed 18 years.",
    "For over 70 years they were not asked for DNA.",
    "Children under the age of 12 are exempt from giving DNA.",
    "DNA is taken. People aged 15 to 59 make up most of the population.",
    "采集DNA。16周岁以下的采集对象须由监护人陪同。",
    "十九歲的阿依說警方採集了DNA。",
]


@pytest.mark.parametrize("text", BESIDE)
def test_other_ages_are_none(text: str) -> None:
    assert [made for made in claims(text) if made.element == "age_range"] == []


def test_ages_of_inhabitants_who_must_come_are_covered() -> None:
    """They live there, but it is said of them that they are obliged."""
    text = "Die Einwohner im Alter von 12 bis 70 Jahren sind verpflichtet, ihre Fingerabdrücke abzugeben."
    assert ("age_range", "12-70") in said(text)
