from __future__ import annotations

import pytest

from firsthand.trace.fresh import is_fresh
from spoken import page

TODAY = (
    "(Norvale) – Police take blood from every resident of the county, Bellwether said today.",
    "(诺瓦勒)-风向标组织今天表示,警方正在采集全县居民的血样。",
    "La police prélève le sang de tous les habitants, a déclaré Bellwether aujourd’hui.",
    "Полиция берёт кровь у всех жителей, заявил сегодня «Бельвезер».",
    "警察は全住民から採血していると本日ベルウェザーは述べた。",
)
LATER = (
    "Police take blood from every resident of the county, Bellwether said on Tuesday.",
    "风向标组织周二表示,警方正在采集全县居民的血样。",
    "Police take blood from every resident today. Bellwether said that nobody was asked.",
    "It rained today in all the valleys of the county, and the harvest was brought in.",
)


@pytest.mark.parametrize("text", TODAY)
def test_a_statement_is_told_on_its_day(text: str) -> None:
    assert is_fresh(page(text))


@pytest.mark.parametrize("text", LATER)
def test_who_tells_of_another_day_or_says_nothing_today_is_not_fresh(text: str) -> None:
    assert not is_fresh(page(text))


def test_what_stands_far_down_is_not_looked_at() -> None:
    assert not is_fresh(page("It rained in the valley. " * 80 + TODAY[0]))
