from __future__ import annotations

from fractions import Fraction

import pytest

from firsthand.weigh.synthesis.cells import Category, System, at_most
from firsthand.weigh.synthesis.conflicts import find_conflicts
from weigh.synthesis.systems_drawn import cell, conflicts_of, drawn, said, system


def named(made: System) -> list[tuple[str, ...]]:
    return [tuple(c.id for c in each.claims) for each in find_conflicts(made).found]


def test_a_share_a_count_and_a_population_that_cannot_all_be_true() -> None:
    """17.5 million as over 90 percent of the residents; 23.6 million residents."""
    examined, living = cell("all"), cell("all", Category.RESIDENTS)
    among = at_most(examined, living, id_="among", said="who was examined lives there")
    made = system(
        said("count", (1, examined), low=17_450_000, high=17_550_000),
        said("share", (1, examined), (Fraction(-9, 10), living), low=0),
        said("residents", (1, living), low=23_550_000, high=23_650_000),
        said("about", (1, examined), low=17_000_000, high=19_000_000),
        relations=(among,),
    )
    found = find_conflicts(made)
    assert named(made) == [
        ("about", "residents", "share"),
        ("count", "residents", "share"),
    ]
    assert all(each.proved and each.relations == () for each in found.found)
    assert found.all_
    assert found.disputed == {"about", "count", "residents", "share"}
    assert {tuple(sorted(way)) for way in found.ways[0]} == {
        ("about", "count", "residents"),
        ("about", "count", "share"),
        ("residents", "share"),
    }


def test_the_relation_that_a_conflict_needs_is_named_and_no_other() -> None:
    """36 million examined, 23.6 million residents: only if those examined live there."""
    examined, living, kits = cell("a"), cell("b", Category.RESIDENTS), cell("c")
    among = at_most(examined, living, id_="among", said="who was examined lives there")
    idle = at_most(living, kits, id_="idle", said="of no matter here")
    made = system(
        said("count", (1, examined), low=36_000_000),
        said("residents", (1, living), high=23_600_000),
        relations=(idle, among),
    )
    (conflict,) = find_conflicts(made).found
    assert [r.id for r in conflict.relations] == ["among"]


def test_contradictory_populations_are_named() -> None:
    """20 million and 25 million residents of one place and time."""
    living = cell("a", Category.RESIDENTS)
    made = system(
        said("one", (1, living), high=20_000_000), said("other", (1, living), low=25_000_000)
    )
    assert named(made) == [("one", "other")]


def test_what_can_be_true_has_no_conflict() -> None:
    """A range and a figure in it."""
    one = cell("a")
    found = find_conflicts(
        system(said("a", (1, one), low=3, high=9), said("b", (1, one), low=5, high=5))
    )
    assert (found.found, found.ways, found.all_) == ((), (), True)


def test_parts_that_share_nothing_are_searched_by_themselves() -> None:
    """Twelve places with two figures each: 12 conflicts, not 4,096 ways out."""
    claims = []
    for n in range(12):
        claims += [
            said(f"{n:02}-a", (1, cell(f"p{n}")), high=5),
            said(f"{n:02}-b", (1, cell(f"p{n}")), low=7),
        ]
    found = find_conflicts(system(*claims))
    assert len(found.found) == 12
    assert found.all_
    assert [len(ways) for ways in found.ways] == [2] * 12


@pytest.mark.parametrize("seed", range(60))
def test_all_conflicts_of_drawn_systems_are_those_of_brute_force(seed: int) -> None:
    """Every set of claims is tried; those that cannot be true, and whose every part can, are listed."""
    made = drawn(seed, cells=2, claims=5)
    found = find_conflicts(made)
    assert {frozenset(c.id for c in each.claims) for each in found.found} == conflicts_of(made)
    assert found.all_
    assert found.known_to is None
    assert all(each.proved for each in found.found)


def test_the_order_of_claims_changes_nothing() -> None:
    """A system and its claims backwards."""
    for seed in range(5):
        made = drawn(seed, cells=3, claims=6)
        again = system(*reversed(made.claims))
        assert find_conflicts(made) == find_conflicts(again)
