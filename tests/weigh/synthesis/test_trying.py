from __future__ import annotations

import pytest

from firsthand.weigh.synthesis import trying
from firsthand.weigh.synthesis.cells import System
from firsthand.weigh.synthesis.parting import parted
from firsthand.weigh.synthesis.trying import Search
from weigh.synthesis.systems_drawn import cell, conflicts_of, drawn, said, system


def searched(made: System) -> list[Search]:
    """A search of each part that cannot be true as a whole, run to its end."""
    found = [Search(part) for part in parted(made)]
    found = [each for each in found if not each.can_be_true(each.everything)]
    for each in found:
        each.run()
    return found


def names(searches: list[Search]) -> set[frozenset[str]]:
    return {frozenset(s.name(n) for n in taken) for s in searches for taken in s.conflicts}


def pairs(count: int) -> System:
    """One connected part in which each of so many places has two figures that cannot both be right."""
    claims = [said("all", *((1, cell(f"p{n:02}")) for n in range(count)), low=0)]
    for n in range(count):
        claims += [
            said(f"{n:02}-a", (1, cell(f"p{n:02}")), high=5),
            said(f"{n:02}-b", (1, cell(f"p{n:02}")), low=7),
        ]
    return system(*claims)


@pytest.mark.parametrize("seed", range(60))
def test_sets_tried_by_size_find_the_conflicts_of_brute_force(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """No way out is worked out beforehand."""
    monkeypatch.setattr(trying, "WAYS_MAX", 0)
    made = drawn(seed, cells=2, claims=5)
    found = searched(made)
    assert names(found) == conflicts_of(made)
    assert all(each.done for each in found)
    assert not any(each.all_ways for each in found)


def test_nine_pairs_have_512_ways_out() -> None:
    """All are tried, all conflicts are known."""
    (found,) = searched(pairs(9))
    assert (found.done, found.all_ways) == (True, True)
    assert (len(found.conflicts), len(found.ways)) == (9, 512)


def test_where_ways_out_are_too_many_the_smallest_conflicts_are_known() -> None:
    """Fourteen pairs have 16,384 ways out: every pair is named, and that nothing smaller is missing is said."""
    (found,) = searched(pairs(14))
    assert not found.all_ways
    assert not found.done
    assert found.known_to >= 2
    assert len(found.conflicts) == 14
    disputed = frozenset(n for taken in found.conflicts for n in taken)
    assert found.can_be_true(found.everything - disputed)


def test_a_limit_that_is_met_at_once_says_that_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One programme may be solved, and no more."""
    for name in ("SOLVED_MAX", "SIZED_MAX"):
        monkeypatch.setattr(trying, name, -1)
    (found,) = searched(pairs(2))
    assert (found.done, found.known_to, found.conflicts) == (False, 0, [])


def test_what_is_missing_is_told_in_units() -> None:
    """At most 5 and at least 7: two are missing."""
    (part,) = parted(system(said("a", (1, cell("x")), high=5), said("b", (1, cell("x")), low=7)))
    search = Search(part)
    solved = search.solved(search.everything)
    assert solved.least == pytest.approx(2)
    assert search.missing(search.everything) == search.everything
    assert len(search.lacking) == 4
