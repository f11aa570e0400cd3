from __future__ import annotations

from firsthand.model.synthesis import Bound, Unanswered
from firsthand.weigh.estimates import Counting
from firsthand.weigh.synthesis.bearing import Bearing, grounds_of, pairs, statement_of
from firsthand.weigh.synthesis.cells import on
from firsthand.weigh.tally import tallies_of
from weigh.said import SETTINGS, claim, meant, people, population
from weigh.synthesis.systems_drawn import cell


def bearing(*years: tuple[int, str], share: bool = False) -> tuple[Bearing, Counting]:
    """Two rounds in 2016 and 2017, and populations of some years."""
    claims = [
        claim("page-1", people(17_500_000, place="650000", period="2016")),
        claim("page-2", people(18_800_000, place="650000", period="2017")),
    ]
    if share:
        over = people(90, place="650000", period="2016", unit="share", over=True)
        claims.append(claim("page-1", over, start=9))
    said = meant(*claims)
    populations = tuple(population(n, year=year) for n, year in years)
    tallies = tuple(tallies_of(said, populations, {}, SETTINGS))
    made = Counting(firm=said, counts=said, tallies=tallies, populations=populations)
    return Bearing(tallies[0], (), made, {}, SETTINGS), made


def bound(found: Bound | Unanswered | None) -> Bound:
    assert isinstance(found, Bound)
    return found


def test_a_bound_says_what_it_rests_on_and_what_other_populations_give() -> None:
    """23.6 million in 2015, 25.2 in 2019, and 18 million in 2000, which is too few."""
    made, _ = bearing((23_600_000, "2015"), (25_232_200, "2019-12-31"), (18_000_000, "2000"))
    found = bound(made.bound(None))
    assert (found.low, found.high) == (18_750_000, 23_650_000)
    assert next(g.said for g in found.low_rests) == "18,800,000 persons examined in 2017"
    assert [(s.low, s.high, s.used) for s in found.scenarios] == [
        (18_750_000, 23_650_000, True),
        (18_750_000, 25_232_250, False),
        (None, None, False),
        (18_750_000, 36_400_000, False),
    ]
    assert found.scenarios[2].why == "fewer lived there than are counted"
    assert {m.said: (m.low, m.high) for m in found.marginals} == {
        "18,800,000 persons examined in 2017": (17_450_000, 23_650_000),
        "population: 23,600,000 in Xinjiang (2015, census, https://example.org/census)": (
            18_750_000,
            36_400_000,
        ),
    }


def test_two_populations_of_one_year_that_contradict_each_other_are_both_kept() -> None:
    """20 and 23.6 million in 2015: the ends hold for either."""
    made, _ = bearing((23_600_000, "2015"), (20_000_000, "2015"))
    found = bound(made.bound(None))
    assert found.disputed
    assert (found.low, found.high) == (18_750_000, 23_650_000)


def test_a_share_goes_with_the_count_of_its_page() -> None:
    """17.5 million, over 90 percent; a share by itself has no base."""
    made, counting = bearing((23_600_000, "2015"), share=True)
    assert len(made.shares) == 1
    assert bound(made.bound(None)).disputed
    found, alone = pairs(counting, {})
    assert (len(found), alone) == (1, [])
    _, fewer = bearing()
    lonely = meant(claim("page-9", people(3, unit="share")))
    found, alone = pairs(
        Counting(firm=(*fewer.firm, *lonely), counts=(), tallies=(), populations=()), {}
    )
    assert (found, alone) == ([], list(lonely))


def test_grounds_are_statements_first() -> None:
    """A relation and a population have no statement's id."""
    one = on(cell("a"), 1, 2, id_="s-1", said="one")
    other = on(cell("a"), 1, 2, id_="population x", said="other")
    assert [g.statement for g in grounds_of([other, one, one])] == ["s-1", ""]
    assert statement_of(on(cell("a"), 1, 2, id_="s-1~most", said="")) == "s-1"
