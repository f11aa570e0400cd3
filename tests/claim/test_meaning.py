"""Tell what a sentence says by the sense of its words in their order."""

from __future__ import annotations

import math

import numpy as np
import pytest

from firsthand.claim.meaning import (
    REACH,
    TOGETHER,
    around,
    gist,
    kept,
    network,
    odds_by_meaning,
    pooled,
    read_network,
)
from firsthand.claim.pieces import pieces_of
from firsthand.model.claim import Element

SAID = ["nurses took the blood of every villager", "whoever stayed away lost the allowance", "no"]


def _odds(lows: list[str], facts: tuple[str, ...] = ()) -> np.ndarray:
    return odds_by_meaning([pieces_of(low) for low in lows], [facts] * len(lows), network())


def test_every_target_is_an_element_and_every_language_has_a_limit_for_each() -> None:
    known = network()
    assert {Element(each.partition(":")[0]) for each in known.targets} <= set(Element)
    assert {"en", "zh", "ru", "fr", "de", "es", "ar"} <= set(known.limits)
    assert all(len(each) == len(known.targets) for each in known.limits.values())
    assert all(math.isfinite(limit) for each in known.limits.values() for limit in each)


def test_a_network_is_kept_as_it_is_read() -> None:
    known = network()
    again = read_network(kept(known))
    assert (again.targets, again.facts, again.limits, again.steps) == (
        known.targets, known.facts, known.limits, known.steps,
    )  # fmt: skip
    parted = [pieces_of(low) for low in SAID]
    assert np.array_equal(
        odds_by_meaning(parted, [()] * 3, again), odds_by_meaning(parted, [()] * 3, known)
    )
    assert kept(again) == kept(known)


def test_the_same_words_give_the_same_odds_whatever_is_read_with_them() -> None:
    """each number that is summed is whole: on a page whose pieces are looked at in several turns as on a short one"""
    far = ["she said nothing"] * (REACH + 1)
    short = _odds([*far, *SAID, *far])
    long = _odds([*far, *SAID, *far, *["and so on, to the end of the report"] * (TOGETHER // 4)])
    assert np.array_equal(short[: len(far) + len(SAID)], long[: len(far) + len(SAID)])


def test_sums_of_whole_numbers_stay_exact() -> None:
    """the largest that two rows can come to, in the widest layer, is told from its neighbour in 24 bits"""
    known = network()
    widest = max(layer.weights.shape[0] for layer in known.layers.values())
    assert 127 * 127 * widest < 2**24
    for layer in known.layers.values():
        assert np.array_equal(layer.weights, np.rint(layer.weights))
        assert np.abs(layer.weights).max() <= 127
    features = pooled([pieces_of(low) for low in SAID], known)
    for rows in (features, gist(features, known), around(gist(features, known))):
        assert np.array_equal(rows, np.rint(rows))
        assert np.abs(rows).max() <= 127


@pytest.mark.parametrize("low", ["nobody asked them for consent", "没有人征求过他们的同意", "никто не спрашивал их согласия"])  # fmt: skip
def test_a_sense_is_told_in_several_languages(low: str) -> None:
    """that nobody was asked, surer than that they were forced to"""
    known = network()
    odds = dict(zip(known.targets, _odds([low])[0], strict=True))
    assert odds["consent:uninformed"] > odds["consent:informed"]
    assert odds["consent:uninformed"] > odds["sanction:welfare"]


def test_what_a_rule_found_speaks_for_it() -> None:
    known = network()
    at = known.targets.index("denial")
    assert _odds(SAID, ("!denial",))[0, at] > _odds(SAID)[0, at]


def test_an_empty_sentence_is_read() -> None:
    """one of signs that say nothing has no pieces"""
    assert np.isfinite(_odds(["", SAID[0]])).all()
