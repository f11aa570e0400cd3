"""Counts as figures, in few words."""

from __future__ import annotations

from firsthand.model.claim import Claim
from firsthand.model.finding import Population
from firsthand.weigh.arithmetic.figures import Counted, counted_of
from weigh.said import SETTINGS, meant


def figures(*said: Claim, populations: tuple[Population, ...] = ()) -> list[Counted]:
    """What *said* and *populations* give."""
    return counted_of(meant(*said), populations, names={}, settings=SETTINGS)


def census(group: str, persons: int, *, code: str = "650000", year: str = "2010") -> Population:
    """A group as one census prints it."""
    return Population(
        area="Xinjiang",
        place_code=code,
        year=year,
        group=group,
        persons=persons,
        kind="census",
        address="https://example.org/census",
    )
