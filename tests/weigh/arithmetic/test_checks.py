from __future__ import annotations

import random

import pytest

from firsthand.model.check import CheckKind, CheckResult
from firsthand.weigh.arithmetic.checks import check_arithmetic
from pipeline.worked import weighed
from weigh.arithmetic.counts import census
from weigh.said import SETTINGS, claim, meant, nearly, people

SAID = [
    claim("page-a", people(17_500_000, place="650000", period="2016-09/2017-03")),
    claim("page-b", people(18_800_000, place="650000", period="2017")),
    claim("page-c", nearly(36_000_000, place="650000", period="2016/2017")),
    claim("page-d", people(19_000_000, place="650000", period="2017", about=True)),
]
CENSUSES = [census("all residents", 21_813_334), census("male", 1_000), census("female", 2_000)]


def test_the_order_of_pages_and_of_populations_changes_nothing() -> None:
    made = check_arithmetic(meant(*SAID), populations=CENSUSES, names={}, settings=SETTINGS)
    assert {each.kind for each in made} == set(CheckKind) - {CheckKind.SHARE, CheckKind.PARTS}
    for seed in range(5):
        shuffled = random.Random(seed)  # noqa: S311 - an order, not a secret
        said, populations = list(SAID), list(CENSUSES)
        shuffled.shuffle(said)
        shuffled.shuffle(populations)
        again = check_arithmetic(meant(*said), populations=populations, names={}, settings=SETTINGS)
        assert again == made


def test_a_page_that_repeats_a_figure_adds_no_check() -> None:
    """page-e repeats page-c: the figure has one more claim, and is checked once"""
    made = check_arithmetic(meant(*SAID), populations=CENSUSES, names={}, settings=SETTINGS)
    copied = [*SAID, claim("page-e", nearly(36_000_000, place="650000", period="2016/2017"))]
    again = check_arithmetic(meant(*copied), populations=CENSUSES, names={}, settings=SETTINGS)
    assert [each.id for each in again] == [each.id for each in made]


@pytest.mark.slow
def test_the_worked_case_s_36_million_are_two_rounds_and_more_than_live_there() -> None:
    findings, _, _ = weighed()
    failing = [each for each in findings.checks if each.result is CheckResult.FAILS]
    by_kind = {kind: [each for each in failing if each.kind is kind] for kind in CheckKind}
    assert all("17,500,000 + 18,800,000" in each.note for each in by_kind[CheckKind.ADDED])
    assert len(by_kind[CheckKind.ADDED]) == 4
    assert len(by_kind[CheckKind.POPULATION]) == 3
    assert all("larger than every population" in e.note for e in by_kind[CheckKind.POPULATION])
    bands = [each for each in findings.checks if each.kind is CheckKind.BANDS]
    assert [each.result for each in bands] == [CheckResult.HOLDS] * 3
