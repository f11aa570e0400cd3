from __future__ import annotations

import datetime as dt
import math

import pytest

from firsthand.model.document import Stated
from firsthand.trace.dates import doubted, published_span, wrong_chance
from firsthand.trace.dating import STATED_OTHERWISE, STATED_TWICE, TOLD_LATER, address_date, doubt
from spoken import page

TOLD = "The township finished its round of eye scans on 11 May 2019, after nurses had gone from house to house."


def day(text: str) -> float:
    return float(dt.date.fromisoformat(text).toordinal())


ADDRESSES = {
    "https://a.example/2017/12/13/story": ("2017-12-13", "day"),
    "https://a.example/world/2021/jun/15/story": ("2021-06-15", "day"),
    "https://a.example/news/2021/6/5/story": ("2021-06-05", "day"),
    "https://a.example/en/20210615-a-story": ("2021-06-15", "day"),
    "https://a.example/texts/18/15-06-2021/story": ("2021-06-15", "day"),
    "https://a.example/news/story-05172017142909.html": ("2017-05-17", "day"),
    "http://a.example/2017-12/13/c_1122.htm": ("2017-12-13", "day"),
    "https://a.example/n1/2017/1213/c1-1.html": ("2017-12-13", "day"),
    "https://a.example/t20171213_99.htm": ("2017-12-13", "day"),
    "https://a.example/2017/12/story": ("2017-12-01", "month"),
    "https://a.example/2017/story": ("2017-01-01", "year"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_gives_a_date(address: str) -> None:
    found = address_date(address)
    assert found is not None
    assert (found[0], found[2]) == (day(ADDRESSES[address][0]), ADDRESSES[address][1])


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/1/2",
        "https://a.example/id/20179999/",
        "a/2017/12/13",
        "https://a.example/8080",
        "https://a.example/texts/05-06-2021/story",
        "https://a.example/news/story-25172017142909.html",
    ],
)
def test_a_number_in_an_address_is_no_date(address: str) -> None:
    assert address_date(address) is None


def test_a_page_without_a_date_has_that_of_its_address() -> None:
    span = published_span(page("It rained.", address="https://a.example/2017/12/13/x"))
    assert (span.low, span.high) == (day("2017-12-13"), day("2017-12-14"))


def test_an_address_that_contradicts_a_stated_date_is_believed_and_doubted() -> None:
    """stated 2016-12-13, a year off; the address was made once"""
    span = published_span(
        page("It rained.", address="https://a.example/2017/12/13/x", published="2016-12-13")
    )
    assert span.low == day("2017-12-13")
    assert span.doubt > 1


def test_a_page_that_tells_of_a_later_day_is_doubted() -> None:
    """dated a year before the day that it tells of: if it is wrong, it is from then or later"""
    early = page(TOLD, published="2018-05-15")
    span = doubted(early, published_span(early))
    assert span.doubt == TOLD_LATER
    assert span.since == day("2019-05-11")
    right = page(TOLD, published="2019-05-12")
    assert doubted(right, published_span(right)).doubt == 1
    assert wrong_chance(span, 0.05) > 0.8 > wrong_chance(published_span(right), 0.05)


@pytest.mark.parametrize(
    "text",
    [
        "The township is to finish its round of eye scans, which will last until 11 May 2019, house by house.",
        "Les contrôles seront achevés avant le 11 mai 2019 dans toutes les maisons de la commune, dit-on.",
        "Updated 11 May 2019",
    ],
)
def test_a_day_that_was_to_come_raises_no_doubt(text: str) -> None:
    found = page(text, published="2018-05-15")
    assert doubt(found, day("2018-05-15"), day("2018-05-16")) == (1.0, -math.inf)


def test_places_that_state_one_day_confirm_it_and_others_do_not() -> None:
    def said(*days: str) -> float:
        stated = tuple(
            Stated(name="published", text=text, found=found)
            for text, found in zip(days, ("meta:article:published_time", "visible"), strict=True)
        )
        made = page("It rained.", published=days[0])
        object.__setattr__(made, "stated", stated)
        return doubt(made, day(days[0]), day(days[0]) + 1)[0]

    assert said("2018-05-15", "2018-05-15") == STATED_TWICE
    assert said("2018-05-15", "2018-11-02") == STATED_OTHERWISE
