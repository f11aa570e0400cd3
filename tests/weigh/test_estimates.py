from __future__ import annotations

from firsthand.model.claim import Claim, Counts, Quantity, Stance
from firsthand.model.finding import Estimate, Population, Refusal
from firsthand.model.lineage import Derivation
from weigh.said import claim, edge, nearly, page, people, population, residents, weighed

FIRST = people(17_500_000, place="650000", period="2016-09/2017-03")
SECOND = people(18_800_000, place="650000", period="2017")


def answers(
    *counts: Quantity | Claim,
    populations: tuple[Population, ...] = (),
    edges: tuple[Derivation, ...] = (),
) -> tuple[list[Estimate], list[Refusal]]:
    said = [
        each if isinstance(each, Claim) else claim(f"page-{n}", each)
        for n, each in enumerate(counts)
    ]
    found = weighed(said, *edges, populations=populations).estimates
    return (
        [e for e in found if isinstance(e, Estimate)],
        [e for e in found if isinstance(e, Refusal)],
    )


def ends(
    *counts: Quantity | Claim, populations: tuple[Population, ...] = ()
) -> tuple[float | None, float | None]:
    (estimate,), _ = answers(*counts, populations=populations)
    return estimate.low, estimate.high


def test_people_of_two_rounds_are_at_least_the_larger_and_at_most_the_population() -> None:
    """17.5 and 18.8 million examined, 23.6 million residents: never 36.3 million."""
    assert ends(FIRST, SECOND, populations=(population(23_600_000),)) == (18_800_000, 23_600_000)


def test_without_a_population_rounds_added_are_the_upper_end() -> None:
    """Everybody came once."""
    assert ends(FIRST, SECOND) == (18_800_000, 36_300_000)


def test_a_population_printed_on_a_page_is_an_upper_end_too() -> None:
    """page-c says that 23.6 million live there."""
    assert ends(FIRST, SECOND, residents(23_600_000)) == (18_800_000, 23_600_000)


def test_where_no_count_names_a_place_the_population_is_of_theirs() -> None:
    """Two rounds somewhere, and a region with 23.6 million; but not two regions."""
    rounds = (people(17_500_000, period="2016"), people(18_800_000, period="2017"))
    region = residents(23_600_000, place="650000")
    assert ends(*rounds, region) == (18_800_000, 23_600_000)
    assert ends(*rounds, region, residents(3_600_000, place="540000")) == (18_800_000, 36_300_000)


def test_copies_of_a_round_are_that_round() -> None:
    """Three pages print one figure."""
    assert ends(SECOND, SECOND, SECOND) == (18_800_000, 18_800_000)


def test_an_open_round_leaves_the_upper_end_open() -> None:
    """Over 18 million in one round, 17.5 million in another."""
    over = people(18_000_000, place="650000", period="2018", over=True)
    assert ends(FIRST, over) == (18_000_000, None)
    assert ends(nearly(500)) == (None, 500)


def test_a_count_over_all_rounds_bounds_them() -> None:
    """30 million over both years."""
    both = people(30_000_000, place="650000", period="2016/2017")
    assert ends(FIRST, SECOND, both) == (30_000_000, 30_000_000)
    apart = people(30_000_000, place="650000", period="2016-09/2017-06")
    assert ends(FIRST, SECOND, apart) == (30_000_000, 36_300_000)


def test_parts_of_a_place_bound_it_from_below() -> None:
    """500 in one county and 600 in another are 1,100 in the region, where 700 are counted."""
    region, one, other = ("650000", "652901", "652902")
    found, _ = answers(*(people(n, place=p) for n, p in ((700, region), (500, one), (600, other))))
    whole = next(e for e in found if "650000" in e.question)
    assert whole.low == 1_100
    assert any("nobody is counted in two of these places" in a for a in whole.assumptions)
    assert len(whole.inputs) == 3


def test_hedged_figures_are_no_bounds() -> None:
    """ "Perhaps 18.8 million"."""
    said = claim("page-a", SECOND, stance=Stance.HEDGED)
    assert answers(said) == ([], [])


def test_a_number_of_people_does_not_rest_on_what_more_pages_call_records() -> None:
    """
    page-a          44.1 million people       page-b, page-c   44.1 million records
    page-d          over 40 million people
    """
    records = people(44_100_000, unit="profiled", counts=Counts.RECORDS)
    found, _ = answers(
        people(44_100_000, unit="enrolled"),
        records,
        records,
        people(40_000_000, unit="enrolled", over=True),
    )
    (estimate,) = found
    assert (estimate.low, estimate.high) == (40_000_000, None)


def test_a_sum_of_rounds_is_refused_and_its_rounds_are_estimated() -> None:
    """36 million is 17.5 + 18.8 million; a third round is not part of it."""
    found, refused = answers(
        FIRST,
        SECOND,
        people(17_492_300, place="650000", period="2018"),
        people(36_000_000, place="650000", period="2016/2017"),
        populations=(population(23_600_000),),
    )
    assert {(e.low, e.high) for e in found} == {(18_800_000, 23_600_000)}
    assert len(found) == 2
    (refusal,) = refused
    assert (
        refusal.refused[0]
        == "36 million is 17.5 + 18.8 million added and larger than the population"
    )


def test_more_than_live_there_is_refused() -> None:
    """90 million of 23.6 million."""
    found, refused = answers(
        people(90_000_000, place="650000"), populations=(population(23_600_000),)
    )
    assert found == []
    assert "larger than every population" in refused[0].refused[0]


def test_an_estimate_says_on_how_many_origins_its_figures_rest() -> None:
    """Both rounds are from one ministry."""
    pages = (edge(page("page-0"), "o-ministry"), edge(page("page-1"), "o-ministry"))
    (estimate,), _ = answers(FIRST, SECOND, edges=pages)
    assert "the figures rest on 1 independent origin" in estimate.assumptions


def test_a_disputed_round_is_named_and_its_lower_figure_bounds() -> None:
    """12 or 18.8 million in 2017."""
    (estimate,), _ = answers(SECOND, people(12_000_000, place="650000", period="2017"))
    assert (estimate.low, estimate.high) == (12_000_000, 18_800_000)
    assert any(a.startswith("sources disagree") for a in estimate.assumptions)
