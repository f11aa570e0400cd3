from __future__ import annotations

from fractions import Fraction

from firsthand.model.claim import Quantity
from firsthand.weigh.estimates import Counting
from firsthand.weigh.synthesis.cells import Category, Cell
from firsthand.weigh.synthesis.counting import (
    counted,
    is_statement,
    population_claim,
    residents_cell,
    share_of,
    words_of,
)
from firsthand.weigh.tally import tallies_of
from weigh.said import SETTINGS, claim, meant, nearly, people, population

FIRST = people(17_500_000, place="650000", period="2016-09/2017-03")
SECOND = people(18_800_000, place="650000", period="2017")


def counting(*counts: Quantity) -> Counting:
    said = meant(*(claim(f"page-{n}", each) for n, each in enumerate(counts)))
    populations = (population(23_600_000),)
    tallies = tuple(tallies_of(said, populations, {}, SETTINGS))
    return Counting(firm=said, counts=said, tallies=tallies, populations=populations)


def test_each_round_is_a_part_and_all_rounds_hold_everyone() -> None:
    """Two rounds among the residents: who was in one, in any, lives there."""
    found = counting(FIRST, SECOND)
    (tally,) = found.tallies
    made = counted(
        tally,
        population=found.populations[0],
        parts=(),
        settings=SETTINGS,
    )
    assert [each.id for each in made.relations] == [
        "part examined",
        "part examined",
        "union examined",
        "among examined",
    ]
    by_low = sorted((int(c.low or 0), int(c.high or 0)) for c in made.claims)
    assert by_low == [
        (17_450_000, 17_550_000),
        (18_750_000, 18_850_000),
        (23_550_000, 23_650_000),
    ]


def test_a_share_is_of_the_residents_and_over_is_not_less() -> None:
    """ "Over 90 percent", and "90 percent", which may be 89.5 to 90.5."""
    examined = Cell(place="a", period="in 2017", category=Category.EXAMINED)
    living = Cell(place="a", period="2015", category=Category.RESIDENTS)
    (over,) = meant(claim("page", people(90, unit="share", over=True)))
    (low,) = share_of(over, examined, living)
    assert {t.cell.category: t.factor for t in low.terms}[Category.RESIDENTS] == Fraction(-9, 10)
    assert low.low == 0
    assert low.high is None
    (exactly,) = meant(claim("page", people(90, unit="share")))
    factors = [c.terms[1].factor for c in share_of(exactly, examined, living)]
    assert factors == [Fraction(-895, 1000), Fraction(-905, 1000)]


def test_a_population_is_as_wide_as_its_last_printed_digit() -> None:
    """23.6 million to a hundred thousand; a census to the last person."""
    printed = population(23_600_000)
    made = population_claim(printed, residents_cell("650000", printed))
    assert [made.low, made.high] == [Fraction(23_550_000), Fraction(23_650_000)]
    census = population(21_813_334)
    made = population_claim(census, residents_cell("650000", census))
    assert made.low == made.high
    assert not is_statement(made.id)
    assert is_statement("s-1")


def test_undated_populations_are_not_one_figure() -> None:
    """20 and 21 million, nobody knows when."""
    one, other = population(20_000_000, year=""), population(21_000_000, year="")
    assert residents_cell("a", one) != residents_cell("a", other)
    assert residents_cell("a", population(20)) == residents_cell("a", population(21))


def test_a_count_in_words() -> None:
    """As it is printed."""
    assert words_of(SECOND) == "18,800,000 persons examined in 2017"
    assert words_of(people(18, over=True)) == "over 18 persons examined"
    assert words_of(nearly(19)) == "nearly 19 persons examined"
    assert words_of(people(3, 5, about=True)) == "about 3 to 5 persons examined"
    assert words_of(people(90, unit="share", over=True)) == "over 90 percent"
