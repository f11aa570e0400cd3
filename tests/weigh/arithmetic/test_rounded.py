from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.check import Check, CheckResult
from firsthand.model.claim import Quantity
from firsthand.weigh.arithmetic.rounded import check_rounded
from weigh.arithmetic.counts import figures
from weigh.said import claim, nearly, people

LONG = claim("page-a", people(18_800_000, place="650000", period="2017"))


def checks(short: Quantity) -> list[Check]:
    placed = dataclasses.replace(short, place="650000", period=short.period or "2017")
    return list(check_rounded(figures(LONG, claim("page-b", placed))))


CASES: dict[str, tuple[Quantity, CheckResult, str]] = {
    "rounded": (people(19_000_000, about=True), CheckResult.HOLDS, "rounded"),
    "cut off without a hedge": (people(18_000_000), CheckResult.FAILS, "cut off, where"),
    "cut off and over": (people(18_000_000, over=True), CheckResult.HOLDS, "same way"),
    "raised and nearly": (nearly(19_000_000), CheckResult.HOLDS, "same way"),
    "raised and over": (people(19_000_000, over=True), CheckResult.FAILS, "“over” says"),
    "cut off and nearly": (nearly(18_000_000), CheckResult.FAILS, "“nearly” or"),
}


@pytest.mark.parametrize("reason", CASES)
def test_a_shorter_figure_is_rounded_cut_off_or_hedged_against_its_digits(reason: str) -> None:
    """page-a  18.8 million   page-b  the shorter figure"""
    short, result, words = CASES[reason]
    (check,) = checks(short)
    assert check.result is result
    assert words in check.note
    assert check.figures[0].words.startswith("18,800,000")


def test_figures_that_no_rounding_joins_or_of_another_time_are_left_alone() -> None:
    """14 million; 19 million in 2016; 19 million at a time that is not stated"""
    assert checks(people(14_000_000)) == []
    assert checks(people(19_000_000, period="2016")) == []
    assert not list(check_rounded(figures(LONG, claim("page-b", people(19_000_000)))))
