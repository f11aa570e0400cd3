from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.model.claim import Claim, Counts, Quantity
from firsthand.weigh.apart import figures_apart
from weigh.said import SETTINGS, claim, meant, nearly, people, residents


def apart(*said: Claim) -> list[str]:
    return [note for *_, note in figures_apart(meant(*said), names={}, settings=SETTINGS)]


def budget(amount: int, *, period: str | None = None) -> Quantity:
    quantity = people(amount, unit="budget", counts=Counts.MONEY, place="650000", period=period)
    return replace(quantity, currency="USD")


def share(percent: float, *, place: str) -> Quantity:
    return people(percent, unit="share", place=place, period="2017")


APART: dict[str, tuple[Quantity, Quantity]] = {
    "one round, two numbers": (
        people(18_800_000, period="2017"),
        people(12_000_000, period="2017"),
    ),
    "place and time left out on both": (people(500), people(900)),
    "over more than there are": (people(900, over=True), people(500)),
    "nearly is not half": (nearly(36_000_000), people(18_800_000)),
    "more in a county than in its region": (
        people(900, place="652901", period="2017"),
        people(500, place="650000", period="2017"),
    ),
    "more in a month than in its year": (
        people(900, period="2017-05"),
        people(500, period="2017"),
    ),
    "two populations of one people": (
        residents(11_000_000, group="Uyghur"),
        residents(1_100, group="Uyghurs"),
    ),
    "one budget, two amounts": (
        budget(8_700_000, period="2017"),
        budget(12_000_000, period="2017"),
    ),
}

TOGETHER: dict[str, tuple[Quantity, Quantity]] = {
    "rounded": (people(17_500_000), people(17_492_300)),
    "about": (people(18_800_000), people(19_000_000, about=True)),
    "a range and a figure in it": (people(400, 900), people(500)),
    "over": (people(18_000_000, over=True), people(18_800_000)),
    "another year": (people(500, period="2016"), people(900, period="2017")),
    "another place": (people(500, place="650000"), people(900, place="540000")),
    "a county and its region": (people(500, place="652901"), people(900, place="650000")),
    "a month and its year": (people(500, period="2017-05"), people(900, period="2017")),
    "another unit": (people(500), people(900, unit="sampled")),
    "people and visits": (people(500), people(900, counts=Counts.VISITS)),
    "another people": (residents(500, group="Uyghur"), residents(900, group="Kazakh")),
    "two purchases": (budget(8_700_000), budget(2_900_000)),
    "shares here and there": (share(3, place="CN"), share(100, place="650000")),
    "vague": (replace(people(None, over=True), vague=True), people(500)),
    "times in words": (people(500, period="last winter"), people(900, period="this winter")),
}


@pytest.mark.parametrize("reason", APART)
def test_counts_that_no_number_satisfies(reason: str) -> None:
    """page-a against page-b."""
    one, other = APART[reason]
    assert len(apart(claim("page-a", one), claim("page-b", other))) == 1


@pytest.mark.parametrize("reason", TOGETHER)
def test_counts_that_can_both_be_right(reason: str) -> None:
    """page-a beside page-b."""
    one, other = TOGETHER[reason]
    assert apart(claim("page-a", one), claim("page-b", other)) == []


def test_a_count_without_a_time_contradicts_only_if_it_fits_none() -> None:
    """
    page-a  17.5 million in 2016      page-b  18.8 million in 2017
    page-c  18.8 million              page-d  3 million
    """
    dated = [
        claim("page-a", people(17_500_000, period="2016")),
        claim("page-b", people(18_800_000, period="2017")),
    ]
    assert apart(*dated, claim("page-c", people(18_800_000, about=True))) == []
    assert len(apart(*dated, claim("page-d", people(3_000_000)))) == 2


def test_a_page_that_gives_both_counts_two_things() -> None:
    """500 in one town and 900 in another, both on one page and neither named."""
    assert apart(claim("page-a", people(500)), claim("page-a", people(900), start=9)) == []


def test_many_counts_without_place_and_time_are_of_different_things() -> None:
    """Thirteen figures that say neither where nor when; then twelve."""
    said = [claim(f"page-{n}", people(n * 1_001)) for n in range(1, 14)]
    assert apart(*said) == []
    assert apart(*said[:-1])


def test_a_note_says_both_figures_as_they_were_printed() -> None:
    """With about, over, nearly and ranges."""
    said = [people(500, about=True), people(2_000, over=True), people(90, 95), people(None, 80)]
    notes = " ".join(apart(*(claim(f"page-{n}", q) for n, q in enumerate(said))))
    for words in ("about 500 examined", "over 2,000", "90 to 95", "up to 80"):
        assert words in notes
    assert "nearly 36,000,000" in apart(claim("a", nearly(36_000_000)), claim("b", people(7)))[0]
