from __future__ import annotations

from fractions import Fraction

from firsthand.weigh.synthesis.bounding import Extent, extent_of, settle
from firsthand.weigh.synthesis.cells import at_most
from firsthand.weigh.synthesis.linear import Linear
from weigh.synthesis.systems_drawn import cell, every_end, said, system


def test_people_in_two_rounds_are_at_least_the_larger_and_at_most_the_residents() -> None:
    """17.5 and 18.8 million examined in two rounds, 23.6 million residents."""
    one, two, ever, living = (cell(name) for name in ("one", "two", "ever", "living"))
    made = system(
        said("first", (1, one), low=17_500_000, high=17_500_000),
        said("second", (1, two), low=18_800_000, high=18_800_000),
        said("census", (1, living), low=23_600_000, high=23_600_000),
        relations=(
            at_most(one, ever, id_="a", said="who was in round one was in some round"),
            at_most(two, ever, id_="b", said="who was in round two was in some round"),
            at_most(ever, one, two, id_="c", said="who was in some round was in one or two"),
            at_most(ever, living, id_="d", said="who was examined lives there"),
        ),
    )
    found = extent_of(Linear(made), ever)
    assert found is not None
    assert (found.low, found.high) == (18_800_000, 23_600_000)
    assert [each.id for each in found.low_rests] == ["b", "second"]
    assert [each.id for each in found.high_rests] == ["census", "d"]


def test_an_unknown_that_nothing_bounds_has_an_open_end() -> None:
    """At least 3, and nothing more is said; another is unknown altogether."""
    one, other = cell("one"), cell("other")
    made = system(said("a", (1, one), low=3), said("b", (1, one), (1, other), low=5))
    found = extent_of(Linear(made), one)
    assert found is not None
    assert (found.low, found.high) == (3, None)
    assert every_end(made) == {one: (3, None), other: (0, None)}


def test_fractions_of_people_are_rounded_outwards() -> None:
    """A third of 100 is 33 to 34 people."""
    one, all_ = cell("one"), cell("all")
    made = system(
        said("third", (3, one), (-1, all_), low=0, high=0),
        said("all", (1, all_), low=100, high=100),
    )
    found = extent_of(Linear(made), one)
    assert found is not None
    assert (found.low, found.high) == (33, 34)
    assert every_end(made) == {one: (33, 34), all_: (100, 100)}


def test_claims_that_cannot_all_be_true_bound_nothing() -> None:
    """At least 5 and at most 3."""
    one = cell("one")
    made = system(said("a", (1, one), low=5), said("b", (1, one), high=3))
    assert extent_of(Linear(made), one) is None
    assert every_end(made) is None


def test_whichever_way_out_holds_the_number_lies_between_all_ends() -> None:
    """3 to 5 or 1 and more."""
    assert settle([Extent(low=3, high=5), Extent(low=1, high=9)]) == (1, 9)


def test_an_end_is_what_the_fractions_give() -> None:
    """90 percent of the residents are 17.5 million: 19,444,444 and four ninths residents."""
    examined, living = cell("examined"), cell("living")
    made = system(
        said("share", (1, examined), (Fraction(-9, 10), living), low=0),
        said("count", (1, examined), low=17_500_000, high=17_500_000),
    )
    found = extent_of(Linear(made), living)
    assert found is not None
    assert (found.low, found.high) == (0, 19_444_445)
