from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.trace.deciding import Step
from firsthand.trace.line import Line


def test_all_that_a_page_comes_from_is_above_it() -> None:
    """a notice ← an organisation ← a newspaper ← its copy"""
    line = Line([Step(later=3, earlier=2, score=1.0), Step(later=2, earlier=1, score=1.0)])
    assert line.add(1, "the notice")
    assert line.above(3) == {2, 1, "the notice"}
    assert list(line.parents(3)) == [2]


def test_a_circle_is_refused() -> None:
    line = Line([Step(later=2, earlier=1, score=1.0)])
    assert not line.add(1, 2)
    assert not line.add(1, 1)
    assert line.above(1) == set()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_nothing_ever_comes_from_itself(steps: list[tuple[int, int]]) -> None:
    line = Line([])
    for later, earlier in steps:
        line.add(later, earlier)
    assert all(page not in line.above(page) for page in range(10))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_what_is_below_a_page_has_it_above(steps: list[tuple[int, int]]) -> None:
    line = Line([])
    for later, earlier in steps:
        line.add(later, earlier)
    for page in range(10):
        assert line.below(page) == {other for other in range(10) if page in line.above(other)}
