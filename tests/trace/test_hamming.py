from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.trace import hamming
from firsthand.trace.hamming import BANDS, SPOKESMEN, near_pairs


def flipped(row: np.ndarray, bits: int, random: np.random.Generator) -> np.ndarray:
    changed = np.unpackbits(row)
    changed[random.choice(len(changed), bits, replace=False)] ^= 1
    return np.packbits(changed)


def pairs(rows: np.ndarray, bits_max: int) -> set[tuple[int, int, int]]:
    whole, owner = np.ones(len(rows), np.bool_), np.arange(len(rows))
    found = near_pairs(rows, whole=whole, owner=owner, bits_max=bits_max)
    return set(zip(*(column.tolist() for column in found), strict=True))


def test_hashes_that_lie_near_are_found_with_the_bits_between() -> None:
    random = np.random.default_rng(1)
    row = random.integers(0, 256, 25, dtype=np.uint8)
    other = random.integers(0, 256, 25, dtype=np.uint8)
    rows = np.array([row, other, flipped(row, 7, random), flipped(row, 40, random)])
    assert pairs(rows, 32) == {(0, 2, 7)}


def test_two_windows_are_compared_only_where_one_is_the_whole() -> None:
    row = np.arange(25, dtype=np.uint8)
    rows = np.array([row, row + 100, row + 200, row + 100])
    whole = np.array([True, False, True, False])
    owner = np.array([0, 0, 1, 1])
    assert near_pairs(rows, whole=whole, owner=owner, bits_max=0)[0].tolist() == []
    whole[3] = True
    assert [c.tolist() for c in near_pairs(rows, whole=whole, owner=owner, bits_max=0)] == [[0], [1], [0]]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1_000), st.integers(0, 2 * BANDS - 1))
def test_by_bands_no_pair_is_lost_within_the_pigeonhole_s_reach(seed: int, bits: int) -> None:
    random = np.random.default_rng(seed)
    rows = random.integers(0, 256, (40, 25), dtype=np.uint8)
    rows[30] = flipped(rows[3], bits, random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hamming, "ALL_PAIRS_MAX", 0)
        assert (3, 30, bits) in pairs(rows, 32)


def test_by_bands_and_all_with_all_agree_on_what_lies_near(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(8)
    rows = random.integers(0, 256, (300, 25), dtype=np.uint8)
    rows[150:] = [flipped(row, int(random.integers(0, 20)), random) for row in rows[:150]]
    every = pairs(rows, 19)
    assert len(every) == 150
    monkeypatch.setattr(hamming, "ALL_PAIRS_MAX", 0)
    assert pairs(rows, 19) == every


def test_the_order_of_hashes_changes_nothing() -> None:
    random = np.random.default_rng(3)
    rows = random.integers(0, 256, (60, 25), dtype=np.uint8)
    rows[40:] = [flipped(row, 9, random) for row in rows[:20]]
    order = random.permutation(60)
    moved = {
        (*sorted((int(order[a]), int(order[b]))), bits) for a, b, bits in pairs(rows[order], 32)
    }
    assert moved == pairs(rows, 32)


def test_hashes_made_to_collide_cost_no_more_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    5,000 files, each a pixel away from the next: twelve million pairs, most of them never looked at.
    """
    monkeypatch.setattr(hamming, "ALL_PAIRS_MAX", 0)
    count = 5_000
    rows = np.zeros((count, 25), np.uint8)
    rows[:, 3] = np.arange(count) % 7
    assert 0 < len(pairs(rows, 32)) <= count * 7 * SPOKESMEN


def test_of_pairs_without_end_the_nearest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(5)
    rows = np.repeat(random.integers(0, 256, (1, 25), dtype=np.uint8), 60, axis=0)
    rows = np.array([flipped(row, n % 12, random) for n, row in enumerate(rows)])
    every = pairs(rows, 32)
    monkeypatch.setattr(hamming, "PAIRS_MAX", 50)
    kept = pairs(rows, 32)
    assert len(kept) == 50
    assert kept < every
    assert max(bits for *_, bits in kept) <= sorted(bits for *_, bits in every)[50]


def test_of_nothing_nothing_is_near() -> None:
    assert pairs(np.zeros((0, 25), np.uint8), 32) == set()
    assert pairs(np.zeros((1, 25), np.uint8), 32) == set()
