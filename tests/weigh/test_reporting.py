from __future__ import annotations

import pytest

from firsthand.model.finding import Estimate
from firsthand.weigh.reporting import interval_of, report
from weigh.said import claim, people, population, weighed

ROUNDS = [
    claim("page-a", people(17_500_000, place="650000", period="2016")),
    claim("page-b", people(18_800_000, place="650000", period="2017")),
]


def test_the_largest_count_that_is_printed_stands_beside_what_is_estimated() -> None:
    """
    page-a  17.5 million in 2016   page-b  18.8 million in 2017   25 million live there
    page-c  about 19 million in 2017: a rounding documents no more than what is rounded
    """
    about = claim("page-c", people(19_000_000, place="650000", period="2017", about=True))
    findings = weighed([*ROUNDS, about], populations=(population(25_000_000),))
    (estimate,) = (e for e in findings.estimates if isinstance(e, Estimate))
    (beside,) = report(findings.estimates, ledger=findings.ledger)
    assert findings.reported == (beside,)
    assert (estimate.low, estimate.high) == (18_800_000, 25_000_000)
    assert (beside.documented_low, beside.counts, beside.pages, beside.origins) == (
        18_800_000, 3, 3, 3,
    )  # fmt: skip
    assert (beside.interval, beside.level) == ("bounds", None)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("bounds", ("bounds", None)),
        ("95 percent credible", ("credible", 0.95)),
        ("confidence 0.9", ("confidence", 0.9)),
        ("80%", ("interval", 0.8)),
    ],
)
def test_a_level_says_what_kind_of_interval_and_how_sure(
    told: str, expected: tuple[str, float | None]
) -> None:
    assert interval_of(told) == expected
