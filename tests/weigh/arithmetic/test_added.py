from __future__ import annotations

from firsthand.model.check import Check, CheckResult
from firsthand.model.claim import Claim, Counts
from firsthand.weigh.arithmetic.added import check_added
from weigh.said import SETTINGS, claim, meant, nearly, people

ROUNDS = (
    claim("page-a", people(17_500_000, place="650000", period="2016-09/2017-03")),
    claim("page-b", people(18_800_000, place="650000", period="2017")),
)


def checks(*said: Claim) -> list[Check]:
    return list(check_added(meant(*said), names={}, settings=SETTINGS))


def test_36_million_people_are_two_rounds_added() -> None:
    """
    page-a  17.5 million in 2016-09/2017-03   page-b  18.8 million in 2017
    page-c  nearly 36 million in 2016/2017
    """
    (check,) = checks(
        *ROUNDS, claim("page-c", nearly(36_000_000, place="650000", period="2016/2017"))
    )
    assert check.result is CheckResult.FAILS
    assert "17,500,000 + 18,800,000 = 36,300,000" in check.note
    assert "says less than the figure, the sum is more" in check.note
    assert [figure.high for figure in check.figures] == [36_000_000, 17_500_000, 18_800_000]
    assert len(check.statements) == 3


def test_a_figure_of_samples_that_is_rounds_of_people_is_named_too() -> None:
    """page-c "36 million samples": the same sum, under another unit."""
    samples = people(
        36_000_000, place="650000", period="2016/2017", unit="sampled", counts=Counts.SAMPLES
    )
    (check,) = checks(*ROUNDS, claim("page-c", samples))
    assert "the rounds count persons, this figure is said to count samples" in check.note


def test_a_figure_that_no_rounds_add_up_to_is_left_alone() -> None:
    """page-c 31 million; and the rounds of another place are not added."""
    alone = claim("page-c", people(31_000_000, place="650000", period="2016/2017"))
    elsewhere = claim("page-d", people(36_000_000, place="540000", period="2016/2017"))
    assert checks(*ROUNDS, alone, elsewhere) == []
