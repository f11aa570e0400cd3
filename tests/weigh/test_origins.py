from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.ancestry import Support
from firsthand.weigh.origins import independent_origins


def count(*supports: str, steps: int = 10_000) -> int:
    return independent_origins(map(Support, supports), search_steps_max=steps).count


def test_pages_with_one_root_have_one_origin() -> None:
    """Three pages, all from a."""
    assert count("a", "a", "a") == 1


def test_a_page_of_several_sources_asks_for_one_of_them() -> None:
    """It may have the claim from any: a or b alone accounts for it."""
    assert count("ab") == 1
    assert count("ab", "a") == 1
    assert count("ab", "a", "b") == 2
    assert count("ab", "bc", "cd") == 2


def test_what_only_may_have_been_a_source_stands_behind_nothing() -> None:
    """One page has it from a; another from a or b."""
    found = independent_origins(map(Support, ("a", "ab")), search_steps_max=10)
    assert (found.reached, found.behind, found.count) == (("a", "b"), ("a",), 1)


def test_no_support_is_no_origin() -> None:
    """Nothing is said, nothing is counted."""
    found = independent_origins([], search_steps_max=10)
    assert (found.count, found.reached, found.chosen) == (0, (), ())


def test_a_search_that_is_cut_short_counts_fewer_and_never_more() -> None:
    """A triangle needs two of its corners; without a search only one pair is surely apart."""
    assert count("ab", "bc", "ca") == 2
    assert count("ab", "bc", "ca", steps=1) == 1


SUPPORTS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=7)


@given(SUPPORTS)
def test_the_count_is_the_smallest_set_that_meets_every_support(supports: list[Support]) -> None:
    """Checked against trying all sets of six sources."""
    found = independent_origins(supports, search_steps_max=10_000)
    smallest = next(
        n
        for n in range(7)
        if any(all(set(some) & s for s in supports) for some in combinations("abcdef", n))
    )
    assert found.count == smallest == len(found.chosen)
    assert all(set(found.chosen) & s for s in supports)
    assert set(found.reached) == {o for s in supports for o in s}
    short = independent_origins(supports, search_steps_max=1)
    assert short.count <= smallest
