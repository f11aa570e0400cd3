from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.trace import weights
from firsthand.trace.letters import DENSE_WEIGHT
from firsthand.trace.weights import weigh_letters


def test_a_dense_letter_counts_for_several() -> None:
    weighed = weigh_letters(np.array([0, ord("a"), ord("血"), 0], dtype=np.uint16))
    starts, ends = np.array([1, 1, 2]), np.array([2, 3, 3])
    assert weighed.between(starts, ends).tolist() == pytest.approx(
        [1, 1 + DENSE_WEIGHT, DENSE_WEIGHT]
    )
    assert weighed.at(np.array([1, 2, 3])).tolist() == [1.0, 1.0, DENSE_WEIGHT]


def test_where_nothing_is_dense_nothing_is_kept() -> None:
    weighed = weigh_letters(np.full(1000, ord("a"), dtype=np.uint16))
    assert weighed.words.size == 0
    assert weighed.between(np.array([3]), np.array([9])).tolist() == [6.0]
    assert weighed.at(np.array([4])).tolist() == [1.0]


@given(st.text(alphabet="a血", min_size=1, max_size=300), st.data())
def test_weights_are_counted_letter_by_letter(text: str, data: st.DataObject) -> None:
    row = np.array([ord(letter) for letter in text], dtype=np.uint16)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = sum(DENSE_WEIGHT if letter == "血" else 1.0 for letter in text[start:end])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "_STEP", 64)
        weighed = weigh_letters(row)
    found = weighed.between(np.array([start]), np.array([end])).tolist()
    assert found == pytest.approx([expected])
