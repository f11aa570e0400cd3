from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.claim import Quantity
from firsthand.weigh.meaning import Meant
from firsthand.weigh.period import overlap
from firsthand.weigh.rounds import (
    Added,
    Sorted,
    _clustered,
    _Count,
    _count,
    rounds_added,
    sort_rounds,
)
from weigh.said import SETTINGS, claim, meant, nearly, people


def statements(*counts: Quantity) -> tuple[Meant, ...]:
    return meant(*(claim(f"page-{n}", count) for n, count in enumerate(counts)))


def rounds(*counts: Quantity) -> Sorted:
    return sort_rounds(statements(*counts), settings=SETTINGS)


def ends(*counts: Quantity) -> list[tuple[float | None, float | None]]:
    return [(r.low, r.high) for r in rounds(*counts).rounds]


FIRST = people(17_500_000, period="2016-09/2017-03")
SECOND = people(18_800_000, period="2017")


def test_round_numbers_and_exact_ones_of_one_round_are_one() -> None:
    """18.8 million, about 19 million, over 18 million and nearly 19 million, all in 2017."""
    found = ends(
        SECOND,
        people(19_000_000, period="2017", about=True),
        people(18_000_000, period="2017", over=True),
        nearly(19_000_000, period="2017"),
    )
    assert found == [(18_800_000, 18_800_000)]


def test_rounds_that_share_months_are_still_two() -> None:
    """Their figures cannot be the same count."""
    assert ends(SECOND, FIRST) == [(17_500_000, 17_500_000), (18_800_000, 18_800_000)]


def test_two_figures_for_one_time_make_one_disputed_round() -> None:
    """12 million or 18.8 million in 2017."""
    (found,) = rounds(SECOND, people(12_000_000, period="2017")).rounds
    assert found.disputed
    assert (found.low, found.high) == (12_000_000, 18_800_000)
    assert found.text.startswith("12,000,000 to 18,800,000")


def test_a_longer_time_with_more_people_is_no_round() -> None:
    """30 million over both years is neither round."""
    found = rounds(FIRST, SECOND, people(30_000_000, period="2016/2017"))
    assert len(found.rounds) == 2
    assert [r.low for r in found.cumulative] == [30_000_000]


def test_a_count_without_a_time_joins_the_round_it_fits() -> None:
    """And stands by itself if it fits none."""
    assert ends(FIRST, SECOND, people(18_800_000)) == ends(FIRST, SECOND)
    alone = rounds(FIRST, people(3_000_000)).rounds
    assert alone[0].text == "3,000,000 at a time that is not stated"


def test_wide_figures_make_wide_rounds() -> None:
    """Only "about", only "over", only "nearly"."""
    assert ends(people(1_000, about=True)) == [(950, 1_050)]
    assert ends(people(1_000, over=True)) == [(1_000, None)]
    (upper,) = rounds(nearly(1_000)).rounds
    assert (upper.low, upper.high) == (None, 1_000)
    assert upper.text == "up to 1,000 at a time that is not stated"
    assert rounds(people(1_000, over=True)).rounds[0].text.startswith("over 1,000")


def test_a_dispute_with_an_open_end_stays_open() -> None:
    """Over 30 million, or 18.8 million, in 2017."""
    (found,) = rounds(SECOND, people(30_000_000, period="2017", over=True)).rounds
    assert (found.low, found.high) == (18_800_000, None)


def added(figure: Quantity, *others: Quantity) -> Added | None:
    (whole,) = statements(figure)
    return rounds_added(whole, rounds(*others).rounds, settings=SETTINGS)


def test_a_figure_that_is_two_rounds_added_is_known_for_it() -> None:
    """36 million is 17.5 and 18.8 million, as far as it is printed."""
    found = added(people(36_000_000, period="2016/2017"), FIRST, SECOND)
    assert found
    assert [r.low for r in found.rounds] == [17_500_000, 18_800_000]
    assert added(nearly(36_000_000), FIRST, SECOND)


def test_a_figure_that_is_no_sum_is_left_alone() -> None:
    """Too far off, outside the time, too small, or a round number at an unknown time."""
    assert added(people(40_000_000, period="2016/2017"), FIRST, SECOND) is None
    assert added(people(36_300_000, period="2019"), FIRST, SECOND) is None
    assert added(people(30), people(10), people(20)) is None
    assert added(people(3_000), people(1_000), people(2_000)) is None
    assert added(people(1_000, 2_000), FIRST, SECOND) is None


def joined(counts: list[_Count]) -> list[set[str]]:
    """Clusters as they are defined: each count is held against every other."""
    clusters: list[list[_Count]] = []
    for count in counts:
        kin = [
            cluster
            for cluster in clusters
            if any(
                overlap(one.time, count.time) and one.interval.meets(count.interval)
                for one in cluster
                if one.time is not None and count.time is not None
            )
        ]
        rest = [cluster for cluster in clusters if cluster not in kin]
        clusters = [*rest, [count, *(one for cluster in kin for one in cluster)]]
    return [{one.meant.id for one in cluster} for cluster in clusters]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 60),
            st.booleans(),
            st.sampled_from(["2016", "2017", "2016/2017", "2017-03", "2017/2016", "2015/..", "../2016"]),
        ),
        max_size=14,
    )
)  # fmt: skip
def test_counts_are_joined_as_if_each_were_held_against_every_other(
    said: list[tuple[int, bool, str]],
) -> None:
    """also at times whose end is before their beginning, and in the same order"""
    all_counts = [
        _count(each, SETTINGS)
        for each in statements(
            *(people(1_000 * many, period=period, about=about) for many, about, period in said)
        )
    ]
    counts = [each for each in all_counts if each.closed and each.time is not None]
    found = [{one.meant.id for one in cluster} for cluster in _clustered(counts)]
    assert found == joined(counts)
