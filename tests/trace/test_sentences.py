from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.trace.sentences import pair_sentences

SAID = "Police took blood from 36 million people aged 12 to 65 in the province."
AGAIN = {
    "as it was": SAID,
    "another figure": SAID.replace("36", "26"),
    "a hedge": SAID.replace("took", "reportedly took"),
    "another unit": SAID.replace("people", "samples"),
    "shorter": SAID.replace(" in the province", ""),
}


@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN.keys())
def test_a_sentence_is_known_again(again: str) -> None:
    other = "The harvest was brought in before the rain came."
    assert pair_sentences([other, SAID], [again, "It rained."]) == [(1, 0)]


def test_another_fact_is_no_change_of_this_one() -> None:
    """
    36 million people aged 12 to 65     the budget was 5 million dollars
    """
    assert pair_sentences([SAID], ["The budget for the year was 5 million dollars."]) == []


def test_an_unspaced_script_is_compared_by_pairs_of_signs() -> None:
    said = "当地警察从喀什1900万名居民身上采集血样"
    assert pair_sentences([said, "村里下雨了"], [said.replace("1900", "900")]) == [(0, 0)]


@given(st.lists(st.text(max_size=20), max_size=5), st.lists(st.text(max_size=20), max_size=5))
def test_each_sentence_is_in_one_pair_at_most(one: list[str], other: list[str]) -> None:
    pairs = pair_sentences(one, other)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
