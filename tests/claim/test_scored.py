"""Score what could be a value."""

from __future__ import annotations

import numpy as np

from firsthand.claim.candidates import ELEMENTS, KINDS, WAYS
from firsthand.claim.meaning import TOP
from firsthand.claim.scored import Scorer, Weights, kept, read_scorers, scorers

SMALL = Scorer(
    ways=("-", "same", "open"),
    names={"old": 0},
    hidden=Weights(
        weights=np.array([[2], [0], [1]], np.float32), size=np.array([0.5], np.float32), bias=np.zeros(1, np.float32)
    ),
    told=Weights(
        weights=np.array([[0, 0, 4], [0, 1, 0]], np.float32), size=np.ones(3, np.float32), bias=np.zeros(3, np.float32)
    ),
    steps=1.0,
    limits={"period": 0.4},
)  # fmt: skip


def _rows(*of: list[float]) -> np.ndarray:
    return np.array(of, np.float32)


def test_shares_are_of_the_ways_that_are_open() -> None:
    """1 + 0.5: the hidden row is 2 (of 1.5), what is told of it e^2 to 1"""
    shares = SMALL.shares(_rows([1, 9]), _rows([1]), [[True, True, False]])
    assert np.allclose(shares, [[1 / (1 + np.exp(2)), np.exp(2) / (1 + np.exp(2)), 0]])


def test_what_is_below_nothing_is_nothing_and_what_is_above_the_top_is_the_top() -> None:
    low = SMALL.shares(_rows([-9, 0]), _rows([0]), [[True, True, True]])
    assert np.allclose(low, 1 / 3)
    high = SMALL.shares(_rows([1000, 0]), _rows([0]), [[True, True, True]])
    assert high[0, 0] == np.exp(-TOP) / (1 + 2 * np.exp(-TOP))


def test_scorers_come_back_as_they_were_kept() -> None:
    known = {"dates": SMALL, "ages": SMALL}
    back = read_scorers(kept(known))
    assert list(back) == ["ages", "dates"]
    assert kept(back) == kept(known)
    rows, signs, open_ = _rows([3, 1]), _rows([2]), [[True] * 3]
    assert (back["dates"].shares(rows, signs, open_) == SMALL.shares(rows, signs, open_)).all()


def test_the_packaged_scorers_fit_the_candidates() -> None:
    for kind in KINDS:
        known = scorers()[kind]
        assert known.ways == WAYS[kind]
        assert set(known.limits) == {element.value for element in ELEMENTS[kind]}
        assert known.told.weights.shape[0] == len(known.names) + known.hidden.weights.shape[1]
