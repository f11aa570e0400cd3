from __future__ import annotations

from firsthand.model.finding import Population
from firsthand.weigh.period import span_of
from firsthand.weigh.population import population_said, populations_near, populations_printed
from weigh.said import SETTINGS, claim, meant, people, population, residents

NAMES = {"xinjiang": "650000"}


def near(*populations: Population, place: str | None = "650000", time: str = "2017") -> list[int]:
    found = populations_near(populations, place=place, time=span_of(time), names=NAMES)
    return [each.persons for each in found]


def test_the_population_nearest_in_time_comes_first() -> None:
    """The census of 2010 and the bulletin of 2019 for a round of 2017."""
    assert near(population(21, year="2010"), population(25, year="2019-12-31")) == [25, 21]
    assert near(population(21, year="2010"), population(25, year="2030")) == [21, 25]
    assert near(population(21, year="2016"), population(25, year="2018")) == [25, 21]
    assert near(population(21, year="long ago"), population(25, year="1950")) == [25, 21]
    assert near(population(21, year="2010/.."), population(25, year="1950")) == [21, 25]


def test_only_everyone_in_that_place_bounds_a_count() -> None:
    """Not the men, and not another region."""
    men = Population(
        area="Xinjiang",
        place_code="650000",
        year="2017",
        group="male",
        persons=12,
        kind="",
        address="",
    )
    assert near(men, population(3, area="Tibet", code_="540000"), population(24)) == [24]
    assert near(population(24, code_=""), place="650000") == [24]
    assert near(population(24), place=None) == []


def test_what_pages_print_of_a_population_bounds_it_too() -> None:
    """
    page-a  18.8 million examined in 650000
    page-b  "about 20 million live there"     page-c  "over 22 million"     page-d  11 million Uyghurs
    """
    said = [
        claim("page-a", people(18_800_000, place="650000")),
        claim("page-b", residents(20_000_000)),
        claim("page-d", residents(11_000_000, group="Uyghur")),
    ]
    printed = populations_printed(meant(*said), addresses={}, names=NAMES, settings=SETTINGS)
    assert [(p.persons, p.place_code, p.kind) for p in printed] == [
        (20_000_000, "650000", "as printed")
    ]
    alone = populations_printed(meant(said[1]), addresses={}, names=NAMES, settings=SETTINGS)
    assert [p.persons for p in populations_near(alone, place=None, time=None, names=NAMES)] == [
        20_000_000
    ]


def test_a_population_is_shown_with_its_source() -> None:
    """So that a reader can look it up."""
    assert population_said(population(23_600_000)) == (
        "23,600,000 in Xinjiang (2015, census, https://example.org/census)"
    )
