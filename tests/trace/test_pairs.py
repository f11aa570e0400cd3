from __future__ import annotations

import numpy as np
import pytest

from firsthand.trace.chains import Passages
from firsthand.trace.pairs import PairColumns, Pairs, Shared, join_pairs, pair_up
from firsthand.trace.weights import weigh_letters

STARTS = np.array([10, 200, 400])
TOTALS = np.full(3, 100.0)
LETTERS = weigh_letters(np.full(600, ord("a"), dtype=np.uint16))


def columns(*rows: tuple[int, int, int, int, int, int]) -> PairColumns:
    """Rows: two texts, the stretch in the one, the stretch in the other; all of it agrees."""
    one, other, start, end, there, there_end = (
        np.array(c, dtype=np.int64) for c in zip(*rows, strict=True)
    )
    passages = Passages(
        one=one,
        other=other,
        one_start=STARTS[one] + start,
        one_end=STARTS[one] + end,
        other_start=STARTS[other] + there,
        other_end=STARTS[other] + there_end,
        agreed=(end - start).astype(np.float64),
        edits=np.ones(one.size, dtype=np.int64),
    )
    return pair_up(passages, starts=STARTS, totals=TOTALS, weights=LETTERS)


def test_the_passages_of_a_pair_stand_together_in_order() -> None:
    pairs = Pairs(columns((0, 2, 50, 60, 0, 10), (0, 1, 0, 50, 0, 50), (0, 2, 0, 20, 70, 90)))
    assert list(pairs) == [(0, 1), (0, 2)]
    shared = pairs[0, 2]
    assert shared.one_stretches == ((0, 20), (50, 60))
    assert shared.other_stretches == ((70, 90), (0, 10))
    assert (shared.one_share, shared.other_share) == pytest.approx((0.3, 0.3))
    assert (shared.agreed, shared.edits) == (30.0, 3)


def test_what_two_passages_cover_twice_counts_once() -> None:
    """0-40 and 30-60 of the one are 60 letters; 0-40 and 50-80 of the other are 70."""
    shared = Pairs(columns((0, 1, 0, 40, 0, 40), (0, 1, 30, 60, 50, 80)))[0, 1]
    assert (shared.one_share, shared.other_share) == pytest.approx((0.6, 0.7))


def test_pairs_are_written_out_together_as_one_by_one() -> None:
    pairs = Pairs(columns((0, 1, 0, 50, 3, 50), (0, 2, 50, 60, 0, 10), (0, 2, 0, 20, 70, 90), (1, 2, 5, 9, 1, 5)))  # fmt: skip
    for rows in ((0, 1, 2), (2, 1, 1), ()):
        one_by_one = [pairs.shared(row) for row in rows]
        assert list(pairs.written_out(np.array(rows, dtype=np.int64))) == one_by_one


def test_pairs_that_share_nothing_are_not_there() -> None:
    pairs = Pairs(columns((0, 2, 0, 60, 0, 60)))
    assert [(a, b) for a in range(3) for b in range(4) if (a, b) in pairs] == [(0, 2)]
    assert pairs.row(1, 2) == pairs.row(0, 7) == -1
    with pytest.raises(KeyError):
        pairs[1, 2]


def test_tables_are_joined_by_pair() -> None:
    parts = [columns((1, 2, 0, 30, 0, 30)), columns((0, 2, 5, 30, 5, 30), (0, 2, 60, 80, 60, 80)), columns((0, 1, 0, 9, 0, 9))]  # fmt: skip
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        pairs = Pairs(join_pairs([parts[n] for n in order]))
        assert list(pairs) == [(0, 1), (0, 2), (1, 2)]
        assert pairs[0, 2].one_stretches == ((5, 30), (60, 80))
        assert pairs[1, 2].one_stretches == ((0, 30),)


def test_pairs_are_left_out_with_their_passages() -> None:
    both = columns((0, 1, 0, 9, 0, 9), (0, 1, 20, 30, 20, 30), (1, 2, 0, 30, 0, 30))
    kept = Pairs(both.take(np.array([False, True])))
    assert list(kept) == [(1, 2)]
    assert kept[1, 2].one_stretches == ((0, 30),)


def test_the_same_from_the_other_side() -> None:
    shared = Shared(one_stretches=((0, 9),), other_stretches=((3, 12),), one_share=0.5, other_share=0.9, agreed=9.0, edits=0)  # fmt: skip
    turned = shared.turned()
    assert (turned.one_stretches, turned.one_share) == (((3, 12),), 0.9)
    assert turned.turned().other_stretches == shared.other_stretches


def test_many_pairs_are_looked_up_as_one_is() -> None:
    pairs = Pairs(columns((0, 1, 0, 60, 5, 65), (0, 2, 0, 60, 0, 60)))
    one, other = np.array([0, 0, 1, 0]), np.array([2, 1, 2, 9])
    assert pairs.rows(one, other).tolist() == [1, 0, -1, -1]
    assert pairs.rows(one, other).tolist() == [
        pairs.row(*pair) for pair in zip(one.tolist(), other.tolist(), strict=True)
    ]
    assert Pairs(pairs.columns.take(np.zeros(2, dtype=np.bool_))).rows(one, other).max() == -1
