from __future__ import annotations

import dataclasses

from firsthand.model.claim import Claim, Counts, Quantity
from firsthand.weigh.denominators import denominators_apart
from weigh.said import SETTINGS, claim, meant, people, residents


def share(percent: float, *, group: str | None = None, over: bool = False) -> Quantity:
    return Quantity(
        low=percent,
        high=None if over else percent,
        approximate=False,
        unit="share",
        counts=Counts.PERSONS,
        place="650000",
        group=group,
    )


def notes(*said: Claim) -> list[str]:
    found = denominators_apart(meant(*said), names={}, settings=SETTINGS)
    return [f"{kind}: {note}" for _, _, kind, note in found]


def test_a_percentage_that_is_not_of_the_population_printed() -> None:
    """
    page-a  17.5 million, over 90 percent of residents    page-b  23.6 million live there
    """
    said = [
        claim("page-a", people(17_500_000, place="650000")),
        claim("page-a", share(90, over=True), start=9),
        claim("page-b", residents(23_600_000, place="650000")),
    ]
    (note,) = notes(*said)
    assert note.startswith("denominator: 17,500,000 persons examined")
    assert "are not of 23,600,000" in note
    fits = claim("page-b", residents(19_300_000, place="650000"))
    assert notes(*said[:2], fits) == []


def test_one_percentage_of_two_groups() -> None:
    """
    page-a  12.5 percent of residents   page-b  12.5 percent of Uyghurs; a round 90 is no sign of it
    """
    of_two = [share(12.5, group="Han people"), share(12.5, group="Uyghurs")]
    (note,) = notes(*(claim(f"page-{n}", each) for n, each in enumerate(of_two)))
    assert note.startswith("denominator: 12.5 percent are of ")
    assert "of Han people" in note
    assert "of Uyghurs" in note
    round_ones = [dataclasses.replace(each, low=90, high=90) for each in of_two]
    assert notes(*(claim(f"page-{n}", each) for n, each in enumerate(round_ones))) == []
