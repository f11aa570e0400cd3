from __future__ import annotations

from firsthand.model.claim import Counts, Quantity
from firsthand.model.finding import Population
from firsthand.weigh.tally import Tally, distinct, of_people, rounds_that_were_added, tallies_of
from weigh.said import SETTINGS, claim, meant, nearly, people, population

FIRST = people(17_500_000, place="650000", period="2016-09/2017-03")
SECOND = people(18_800_000, place="650000", period="2017")
BOTH = people(36_000_000, place="650000", period="2016/2017")


def tallies(*counts: Quantity, populations: tuple[Population, ...] = ()) -> list[Tally]:
    said = meant(*(claim(f"page-{n}", count) for n, count in enumerate(counts)))
    return tallies_of(said, populations, {"xinjiang": "650000"}, SETTINGS)


def test_units_and_places_are_tallied_apart_and_only_people() -> None:
    """Examined in two places, sampled in one; visits nowhere."""
    found = tallies(
        people(500, place="650000"),
        people(500, place="540000"),
        people(70, place="650000", unit="sampled"),
        people(900, place="650000", counts=Counts.VISITS),
    )
    assert [(t.unit, t.place) for t in found] == [
        ("examined", "540000"),
        ("examined", "650000"),
        ("sampled", "650000"),
    ]
    assert found[1].question == "how many people were examined in Xinjiang (650000) at least once"


def test_a_count_without_a_place_belongs_to_the_only_place_there_is() -> None:
    """And to none of two."""
    assert len(tallies(people(500, place="650000"), people(900, period="2016"))) == 1
    places = [people(500, place="650000"), people(500, place="540000")]
    assert len(tallies(*places, people(900, period="2016"))) == 3


def test_sums_and_what_no_population_holds_are_set_aside() -> None:
    """36 million is both rounds; 90 million live nowhere near."""
    (tally,) = tallies(
        FIRST,
        SECOND,
        BOTH,
        nearly(36_000_000, place="650000", period="2016/2017"),
        people(90_000_000, place="650000", period="2019"),
        populations=(population(23_600_000),),
    )
    assert [r.low for r in tally.order.rounds] == [17_500_000, 18_800_000]
    assert [a.figure for a in distinct(tally.added)] == [36_000_000]
    assert len(tally.added) == 2
    assert len(tally.too_large) == 1


def test_the_rounds_of_a_sum_are_asked_about_by_themselves_if_there_are_more() -> None:
    """Two rounds are the sum; with a third the two are a question of their own."""
    third = people(17_492_300, place="650000", period="2018")
    (two,) = tallies(FIRST, SECOND, BOTH)
    (three,) = tallies(FIRST, SECOND, BOTH, third)
    assert rounds_that_were_added(two) == []
    (asked,) = rounds_that_were_added(three)
    assert [r.low for r in asked.order.rounds] == [17_500_000, 18_800_000]


def test_people_are_not_specimens() -> None:
    """The unit says who was counted, `counts` says what one is."""
    (one,) = meant(claim("page-a", people(500)))
    (other,) = meant(claim("page-a", people(500, counts=Counts.SAMPLES)))
    assert of_people(one)
    assert not of_people(other)
