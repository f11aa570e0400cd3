from __future__ import annotations

import numpy as np
import pytest

from firsthand.weigh.systems.choice import conditional, forward_terms
from firsthand.weigh.systems.linkage import Linkage, Range, linked_badly, undone
from weigh.systems.tables import KOSOVO, independent, table

TRUE = independent(200_000, (0.4, 0.3, 0.3, 0.2))


@pytest.mark.parametrize("percent", [5, 10])
def test_each_percent_missed_inflates_by_one_to_two(percent: int) -> None:
    """Four independent lists: by about one where the model has no pairs, by two where missed links
    are taken for pairs that depend on one another."""
    seen = linked_badly(TRUE, recall=1 - percent / 100, dice=np.random.default_rng(1))
    plain = conditional(seen, ())
    chosen = conditional(seen, forward_terms(seen, rare_share=0.02))
    assert plain
    assert chosen
    assert 0.7 * percent < 100 * (plain.median / 200_000 - 1) < 1.2 * percent
    assert 0.7 * percent < 100 * (chosen.median / 200_000 - 1) < 2.5 * percent


@pytest.mark.parametrize("recall", [0.9, 0.95, 0.99])
def test_missed_links_are_undone(recall: float) -> None:
    """The table comes back, cell by cell, but for chance."""
    seen = linked_badly(TRUE, recall=recall, dice=np.random.default_rng(2))
    found = undone(seen, recall=recall).table
    for cell, count in TRUE.table.items():
        assert found[cell] == pytest.approx(count, abs=6 * np.sqrt(count) + 2)


def test_perfect_linking_changes_nothing() -> None:
    """Kosovo as it is; and as many false links as missed ones cancel out."""
    assert undone(table(KOSOVO), recall=1.0).table == KOSOVO
    assert undone(table(KOSOVO), recall=0.95, precision=0.95).table == KOSOVO
    seen = linked_badly(table(KOSOVO), recall=1.0, dice=np.random.default_rng(1))
    assert seen.table == KOSOVO


def test_false_links_are_parted() -> None:
    """Of 1,000 people on both lists one in ten is two people."""
    found = undone(table({(1, 1): 1_000}), recall=1.0, precision=0.9).table
    assert found == {(0, 1): 100, (1, 0): 100, (1, 1): 900}


def test_three_records_hold_together_by_two_links() -> None:
    """Pairs linked with 0.9: all together 0.972, one apart 0.009 each, all apart 0.001."""
    found = undone(table({(1, 1, 1): 100_000}), recall=1.0, precision=0.9).table
    assert found[1, 1, 1] == 97_200
    assert found[1, 1, 0] == 900
    assert found[1, 0, 0] == 1_000


def test_nobody_is_counted_below_nought() -> None:
    """More is taken from single lists than is there."""
    found = undone(table({(1, 1, 0): 1_000, (1, 0, 0): 3}), recall=0.9)
    assert all(count >= 0 for _, count in found.counts)


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.5), (0.9, 0.8), (0.5, 1.1)])
def test_a_share_lies_between_nought_and_one(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="shares are above 0"):
        Linkage(recall=Range(low=low, high=high))
