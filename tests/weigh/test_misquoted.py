from __future__ import annotations

import pytest

from firsthand.model.claim import Claim, Counts, Quantity
from firsthand.weigh.misquoted import same_figure_elsewhere
from weigh.said import claim, meant, nearly, people, residents


def kinds(*said: Claim) -> list[str]:
    return [kind for _, _, kind, _ in same_figure_elsewhere(meant(*said), names={})]


VISITS, SAMPLES = Counts.VISITS, Counts.SAMPLES

MISQUOTED: dict[str, tuple[Quantity, Quantity, str]] = {
    "people here, visits there": (people(17_500_000), people(17_500_000, counts=VISITS), "unit"),
    "people here, samples there": (
        nearly(36_000_000),
        people(36_000_000, unit="sampled", counts=SAMPLES),
        "unit",
    ),
    "examined here, sampled there": (
        people(36_000_000),
        people(36_000_000, unit="sampled"),
        "unit",
    ),
    "who lives there taken for who was taken": (
        residents(11_300_000),
        people(11_300_000, unit="enrolled"),
        "unit",
    ),
    "another people": (
        residents(11_000_000, group="Uyghur"),
        residents(11_000_000, group="Kazakh"),
        "group",
    ),
    "another place": (
        people(18_800_000, place="650000"),
        people(18_800_000, place="540000"),
        "place",
    ),
    "another year": (
        people(18_800_000, period="2017"),
        people(18_800_000, period="2019"),
        "period",
    ),
}

NO_MATTER: dict[str, tuple[Quantity, Quantity]] = {
    "few": (people(500), people(500, counts=VISITS)),
    "one digit": (people(10_000_000), people(10_000_000, counts=VISITS)),
    "two digits, two years": (people(36_000_000, period="2016"), people(36_000_000, period="2019")),
    "a county and its region": (
        people(18_800_000, place="652901"),
        people(18_800_000, place="650000"),
    ),
    "things": (people(1_250), people(1_250, unit="devices", counts=Counts.THINGS)),
    "taken in any way": (people(18_800_000), people(18_800_000, unit="enrolled")),
    "who lives there and what was bought": (
        residents(11_300_000),
        people(11_300_000, unit="budget", counts=Counts.MONEY),
    ),
    "shares": (people(1_250, unit="share"), people(1_250, unit="share", counts=VISITS)),
    "not said what is counted": (people(18_800_000), people(18_800_000, counts=None, unit="kits")),
}


@pytest.mark.parametrize("reason", MISQUOTED)
def test_one_figure_for_two_things_is_a_contradiction(reason: str) -> None:
    """page-a against page-b."""
    one, other, kind = MISQUOTED[reason]
    assert kinds(claim("page-a", one), claim("page-b", other)) == [kind]


@pytest.mark.parametrize("reason", NO_MATTER)
def test_one_figure_may_be_a_coincidence_or_no_difference(reason: str) -> None:
    """page-a beside page-b."""
    one, other = NO_MATTER[reason]
    assert kinds(claim("page-a", one), claim("page-b", other)) == []


def test_a_page_that_gives_the_figure_for_both_knows_what_it_does() -> None:
    """ "44,100,000 entries, one for each of 44,100,000 people"."""
    said = [
        claim("page-a", people(44_100_000)),
        claim("page-a", people(44_100_000, counts=Counts.RECORDS, unit="profiled"), start=9),
    ]
    assert kinds(*said) == []
