"""Two dates of a sentence as the ends of one period."""

from __future__ import annotations

import pytest

from firsthand.claim.date_ways import NEXT, SAME
from firsthand.claim.dated import dated_in
from firsthand.claim.language import lexicon_for
from firsthand.claim.paired import PAIR
from firsthand.claim.reading import read_sentence


def pairs(language: str, text: str, published: str = "2024-09-24") -> list[dict[str, str]]:
    words = lexicon_for(text, language)
    assert words is not None
    reading = read_sentence(text, words=words, published=published, near=True)
    return [dict(each.ways) for each in dated_in(reading) if each.kind == PAIR]


NAMED = {
    ("en", "It started in June and went on; the desk closes in December."): (SAME, "2024-06/2024-12"),
    ("en", "It came in December 2015 and left in May."): (SAME, "2015-12/2016-05"),
    ("en", "It came in July 2015 and, they say, left in May 2016."): (SAME, "2015-07/2016-05"),
    ("zh", "方案10月1日开始,到2025年9月30日结束。"): (NEXT[SAME], "2024-10-01/2025-09-30"),
    ("zh", "20日貼出通告,自4日起採血"): (SAME, "2024-09-20/2024-10-04"),
    ("ru", "Опыт начнут 1 декабря, завершат 30 июня 2026-го."): (NEXT[SAME], "2025-12-01/2026-06-30"),
    ("tr", "Kayıt 17 Ağustos'ta başladı, 1 Eylül'e dek sürecek."): (SAME, "2024-08-17/2024-09-01"),
    ("fr", "Ouverte le 2 août, elle finit le jeudi."): (SAME, "2024-08-02/2024-09-19"),
    ("fr", "Du 16 août à vendredi, on essaie."): (SAME, "2024-08-16/2024-09-20"),
    ("en", "In the school year 2019/2020 there are 670."): (SAME, "2019/2020"),
    ("en", "It began on Friday and ended on Monday."): (SAME, "2024-09-20/2024-09-23"),
    ("en", "It began on Monday and ended on Friday."): (SAME, "2024-09-23/2024-09-27"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_period_runs_from_one_date_to_the_other(language: str, text: str) -> None:
    """A page of 24 September 2024, a Tuesday."""
    way, edtf = NAMED[language, text]
    assert edtf in {each.get(way) for each in pairs(language, text)}


NONE = {
    "the second is open": ("en", "It was ordered in June 2023 and has run since September 2024."),
    "a day and its date": ("en", "It is on Sunday, the 29th of September."),
    "a list": ("zh", "第3日、13日"),
    "one date alone": ("en", "It began in June."),
    "backward": ("en", "It ended in 2019 but had begun in 2016."),
    "the first is an end": ("en", "It lasted until May 2019, and again in June 2020 it ran."),
    "far apart": ("en", f"It began in May 2019, {'and so on ' * 9} in June 2020."),
    "told loosely": ("en", "Next month, as in June 2026, it is so."),
    "told loosely at the end": ("en", "It came in June 2019, and ends next week."),
    "within": ("en", "In 2019, as we said, in May 2019 it began."),
}


@pytest.mark.parametrize("why", NONE)
def test_two_dates_are_no_period_where_nothing_makes_them_one(why: str) -> None:
    assert not pairs(*NONE[why])
