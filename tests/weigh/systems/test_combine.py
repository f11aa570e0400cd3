from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.weigh.systems import estimate, parse_patterns
from firsthand.weigh.systems.combine import Systems
from firsthand.weigh.systems.loglinear import patterns_of
from firsthand.weigh.systems.patterns import Patterns
from weigh.systems.tables import KOSOVO, independent, table

SHARED = Path(__file__).parents[4] / "shared/data/mse"


def test_methods_are_shown_together_and_their_union_is_the_answer() -> None:
    """Kosovo: seven methods, from 8,803 to 16,942."""
    found = estimate(table(KOSOVO))
    assert found.documented == 4_400
    assert found.refused == ()
    assert len(found.methods) == 7
    assert {10_270, 14_342, 16_942} <= {m.median for m in found.methods}
    assert found.union == (min(m.low for m in found.methods), max(m.high for m in found.methods))
    assert all(m.level == "95" and m.low <= m.median <= m.high for m in found.methods)
    assert any("lower bounds for all" in a for a in found.assumptions)


def test_people_that_are_known_are_covered_where_lists_are_independent() -> None:
    """10,000 people, four lists."""
    found = estimate(independent(10_000, (0.3, 0.25, 0.2, 0.15)))
    assert found.union
    assert found.union[0] < 10_000 < found.union[1]


REFUSED: dict[str, tuple[Patterns, str]] = {
    "nobody": (table({(1, 0, 0): 0}), "nobody is on any list"),
    "two lists": (table({(1, 0): 81, (0, 1): 61, (1, 1): 19}), "expected 3 lists or more, found 2"),
    "one list": (table({(1,): 9}), "expected 3 lists or more, found 1"),
    "a list made from another": (
        table({(1, 0, 0): 50, (1, 1, 0): 20, (0, 0, 1): 40, (1, 0, 1): 12, (1, 1, 1): 5}),
        "everyone on the list b is on a",
    ),
    "a list of other people": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20, (0, 0, 1): 30}),
        "nobody on the list c is on another",
    ),
    "an empty list": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20}),
        "nobody is on the list c",
    ),
    "hardly anybody on two": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 2, (0, 1, 1): 1}),
        "expected 10 people or more on two lists, found 3",
    ),
    "too many lists": (independent(100_000, (0.5,) * 11), "expected at most 10 lists"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_where_a_number_would_mislead_none_is_given(reason: str) -> None:
    """Each with its own words."""
    patterns, words = REFUSED[reason]
    found = estimate(patterns)
    assert found.methods == ()
    assert found.union is None
    assert any(each.startswith(words) for each in found.refused)


def test_two_lists_are_told_what_they_would_say_if_independent() -> None:
    """Chapman's number stands in the reason, and not as a method."""
    (reason,) = estimate(table({(1, 0): 81, (0, 1): 61, (1, 1): 19})).refused
    assert "about 408 (Chapman)" in reason


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=7, max_size=7))
def test_any_three_lists_get_an_answer_or_a_reason(counts: list[int]) -> None:
    """Never neither, and never an interval that leaves out its own middle."""
    found = estimate(table(dict(zip(patterns_of(3), counts, strict=True))))
    assert bool(found.methods) or bool(found.refused)
    for method in found.methods:
        assert found.documented <= method.low <= method.median <= method.high
    assert (found.union is None) == (not found.methods)


def shared(name: str) -> Systems:
    text = (SHARED / f"{name}.csv").read_text(encoding="utf-8")
    (patterns,) = parse_patterns(text).values
    return estimate(patterns)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the tables beside the checkout are absent")
def test_published_results_are_reproduced() -> None:
    """Every measured row of a method that we have, on the four published tables."""
    tables = {
        "Kosovo": "kosovo",
        "UKdat_5": "uk_5_lists",
        "UKdat (6 lists)": "uk_6_lists",
        "Ned (6 lists)": "netherlands_6_lists",
    }
    methods = {
        "SparseMSE stepwise p=0.02": "log-linear, forward selection",
        "SparseMSE p=0.02": "log-linear, forward selection",
        "NHOI plug-in": "no highest-order interaction",
        "Chao lower bound": "Chao's lower bound",
        "dga 2.0.2 delta=1/16": "decomposable graphs, averaged",
        "dga 2.0.2 delta=1/32 (grid to 400k)": "decomposable graphs, averaged",
    }
    answers = {name: shared(file) for name, file in tables.items()}
    published = (SHARED / "published_results.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(published)))
    compared = 0
    for row in rows:
        if row["dataset"] in answers and row["method"] in methods:
            found = next(
                m for m in answers[row["dataset"]].methods if m.name == methods[row["method"]]
            )
            for ours, theirs in (
                (found.median, row["estimate"]),
                (found.low, row["lo"]),
                (found.high, row["hi"]),
            ):
                if theirs:
                    assert ours == pytest.approx(int(theirs), rel=2e-3)
            compared += 1
    assert compared == 8
