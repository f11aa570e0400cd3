from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.weigh.systems import Linkage, Patterns, Range, estimate, parse_patterns
from firsthand.weigh.systems.answers import Interval
from firsthand.weigh.systems.choice import conditional, forward_terms
from firsthand.weigh.systems.combine import (
    AIC,
    BEST,
    BIC,
    CHAO,
    FORWARD,
    GRAPHS,
    HIGHEST,
    LATENT,
    Systems,
    _both,
    disagreements,
    method_of,
)
from firsthand.weigh.systems.loglinear import patterns_of
from firsthand.weigh.systems.refusals import Disagreement, PoorLinkage, UnknownLinkage
from weigh.systems.tables import KOSOVO, independent, table

SHARED = Path(__file__).parents[4] / "shared/data/mse"
KNOWN = Linkage(recall=Range(low=1.0, high=1.0))


SMALL = independent(3_000, (0.4, 0.35, 0.3))


@cache
def small() -> Systems:
    return estimate(SMALL)


@cache
def kosovo() -> Systems:
    return estimate(table(KOSOVO), linkage=KNOWN)


def medians(found: Systems) -> Mapping[str, int]:
    return {method.name: method.median for method in found.methods}


@pytest.mark.slow
def test_methods_are_shown_together_and_their_union_is_the_answer() -> None:
    """Kosovo: nine methods, from 8,803 to 16,942."""
    found = kosovo()
    assert found.documented == 4_400
    assert found.refused == ()
    assert found.label == "lower bound for the reachable"
    assert {CHAO, FORWARD, BEST, BIC, AIC, HIGHEST, GRAPHS, LATENT} < medians(found).keys()
    assert {10_270, 14_342, 16_942, 10_357} <= set(medians(found).values())
    assert found.union == (min(m.low for m in found.methods), max(m.high for m in found.methods))
    assert all(m.level == "95" and m.low <= m.median <= m.high for m in found.methods)
    assert any("lower bounds for all" in a for a in found.assumptions)


@pytest.mark.slow
def test_people_that_are_known_are_covered_where_lists_are_independent() -> None:
    """3,000 people, three lists."""
    union = small().union
    assert union
    assert union[0] < 3_000 < union[1]


def test_each_method_says_what_tells_whether_to_believe_it() -> None:
    """The model chosen and its narrower interval; how chains mixed; what a broken assumption does."""
    details = {method.name: method.detail for method in kosovo().methods}
    assert details[FORWARD].conditional == (12_541, 16_540)
    assert "a and b" in details[FORWARD].pairs
    assert details[HIGHEST].if_broken == (10_671, 29_484)
    assert 1.0 <= (details[LATENT].r_hat or 0.0) < 1.01
    assert details[LATENT].chains == 96
    assert details[LATENT].predictive


def test_the_order_of_lists_and_rows_changes_nothing() -> None:
    """Columns and rows turned round: the same numbers to the person, known linking or not."""
    turned = Patterns(
        lists=tuple(reversed(SMALL.lists)),
        counts=tuple((tuple(reversed(cell)), n) for cell, n in reversed(SMALL.counts)),
    )
    found, unknown = estimate(turned, linkage=KNOWN), small()
    assert found.methods == unknown.methods
    assert found.union == unknown.union
    assert unknown.refusals == (UnknownLinkage(), *found.refusals)


@pytest.mark.slow
def test_missed_links_are_propagated() -> None:
    """97 of 100 linked: every method has fewer people than if all had been."""
    found = estimate(SMALL, linkage=Linkage(recall=Range(low=0.97, high=0.97)))
    assert UnknownLinkage() not in found.refusals
    before = medians(small())
    assert before.keys() & medians(found).keys() >= {CHAO, FORWARD, BEST, BIC, GRAPHS}
    for name, median in medians(found).items():
        assert median < before[name]
    poor = estimate(SMALL, linkage=Linkage(recall=Range(low=0.8, high=0.98)))
    assert (poor.union, poor.refusals) == (None, (PoorLinkage(recall=0.8),))


def test_linking_known_between_two_shares_has_the_intervals_of_both() -> None:
    """The middle between the middles."""
    one = method_of(BIC, Interval(low=10.0, median=15.0, high=20.0, points=(15.0,)))
    other = method_of(BIC, Interval(low=12.0, median=19.0, high=24.0, points=(19.0,)))
    (both,) = _both([one, method_of(AIC, Interval(low=1.0, median=2.0, high=3.0))], [other])
    assert (both.low, both.median, both.high) == (10, 17, 24)
    assert both.points == (15.0, 19.0)


def test_intervals_that_do_not_meet_leave_the_union_alone() -> None:
    """A lower bound is no rival."""
    low, high, bound = (
        method_of(name, Interval(low=low, median=low, high=high))
        for name, low, high in ((BIC, 10.0, 20.0), (AIC, 25.0, 30.0), (CHAO, 50.0, 60.0))
    )
    assert disagreements([low, high, bound]) == [
        Disagreement(lower=BIC, lower_high=20, higher=AIC, higher_low=25)
    ]
    assert disagreements([low, bound]) == []


@pytest.mark.slow
@settings(max_examples=2, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=7, max_size=7))
def test_any_three_lists_get_an_answer_or_a_reason(counts: list[int]) -> None:
    """Never neither, and never an interval that leaves out its own middle."""
    found = estimate(table(dict(zip(patterns_of(3), counts, strict=True))), linkage=KNOWN)
    assert bool(found.methods) or bool(found.refused)
    for method in found.methods:
        assert found.documented <= method.low <= method.median <= method.high
    assert (found.union is None) == (not found.methods)


# The tables beside the checkout, and the methods by the names under which results are published.
TABLES = {
    "Kosovo": "kosovo",
    "UKdat_5": "uk_5_lists",
    "UKdat (6 lists)": "uk_6_lists",
    "Ned (6 lists)": "netherlands_6_lists",
}
THRESHOLDS = {"SparseMSE stepwise p=0.02": 0.02, "SparseMSE p=0.02": 0.02, "SparseMSE p=0.05": 0.05}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the tables beside the checkout are absent")
def test_forward_selection_is_the_published_one_on_every_table_and_threshold() -> None:
    """Four tables, two thresholds: estimate and the interval that takes the model as known."""
    published = (SHARED / "published_results.csv").read_text(encoding="utf-8")
    compared = 0
    for row in csv.DictReader(io.StringIO(published)):
        if row["dataset"] not in TABLES or row["method"] not in THRESHOLDS:
            continue
        text = (SHARED / f"{TABLES[row['dataset']]}.csv").read_text(encoding="utf-8")
        (patterns,) = parse_patterns(text).values
        terms = forward_terms(patterns, rare_share=THRESHOLDS[row["method"]])
        found = conditional(patterns, terms)
        assert found
        expected = [int(row[end]) for end in ("estimate", "lo", "hi")]
        assert [found.median, found.low, found.high] == pytest.approx(expected, abs=1)
        compared += 1
    assert compared == 5
