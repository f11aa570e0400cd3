from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.folding import fold
from firsthand.claim.meaning import network
from firsthand.claim.pieces import pieces_of
from firsthand.claim.wording import (
    STRETCH,
    Wording,
    kept,
    keys_of,
    read_wording,
    stretches,
    told_by_words,
    weighed_keys,
    wording,
)

PAIR_OF_1_AND_2 = (2 << 32) | 2


def table() -> Wording:
    """Of two pieces and their pair: the first speaks for a programme, the second against, the pair for an aim."""
    return Wording(
        targets=("aim",),
        keys=np.array([1, 2, PAIR_OF_1_AND_2]),
        worth=np.array([1.0, 1.0, 2.0], np.float32),
        senses=np.array([[2, 0], [-2, 0], [0, 3]], np.int8),
        size=np.array([0.5, 1.0], np.float32),
        told=np.array([[1.0, 0.0], [0.0, 1.0]], np.float32),
        bias=np.array([-1.0, -2.0], np.float32),
    )


def read(text: str) -> float:
    """The log-odds of a programme of a text, by the packaged table."""
    parted = [pieces_of(fold(sentence)) for sentence in text.split(". ")]
    return float(told_by_words(parted, wording())[0, 0])


@given(st.integers(0, 3 * STRETCH + 1))
def test_stretches_are_the_whole_page_and_none_is_too_long(many: int) -> None:
    found = list(stretches(many))
    edges = [0, *(each.stop for each in found)]
    assert edges[-1] == many
    assert [each.start for each in found] == edges[:-1]
    assert all(0 < end - start <= STRETCH for start, end in pairwise(edges))


def test_pieces_and_pairs_are_weighed_by_how_seldom_they_are() -> None:
    found = keys_of([[1, 2], [1], []])
    assert found == {1: 2, 2: 1, PAIR_OF_1_AND_2: 1}
    at, weights = weighed_keys(found, table())
    expected = np.array([1 + np.log(2), 1.0, 2.0])
    assert list(at) == [0, 1, 2]
    assert np.allclose(weights, expected / np.linalg.norm(expected))


def test_what_is_told_is_the_sum_of_what_each_says() -> None:
    """one piece alone has a length of one: half of 2"""
    assert told_by_words([[1]], table()).tolist() == [[1.0, 0.0]]
    assert told_by_words([[2]], table()).tolist() == [[-1.0, 0.0]]
    assert told_by_words([[1, 2]], table()).tolist() == [[0.0, 2.45]]  # 3 * 2 / sqrt 6


def test_of_what_is_not_known_nothing_is_told() -> None:
    assert told_by_words([[7, 8], []], table()).tolist() == [[0.0, 0.0]] * 2
    assert told_by_words([], table()).shape == (0, 2)


def test_a_long_page_is_told_in_stretches() -> None:
    told = told_by_words([[1]] * STRETCH + [[2]] * STRETCH, table())[:, 0]
    assert told.tolist() == [1.0] * STRETCH + [-1.0] * STRETCH


@given(st.permutations([[1, 2], [2, 2, 1], [1], [5, 1, 2]]))
def test_the_order_of_sentences_changes_nothing(parted: list[list[int]]) -> None:
    first = told_by_words([[1, 2], [2, 2, 1], [1], [5, 1, 2]], table())
    assert told_by_words(parted, table()).tolist() == first.tolist()


def test_a_table_is_read_as_it_was_kept() -> None:
    again = read_wording(kept(table()))
    assert again.targets == ("aim",)
    assert told_by_words([[1, 2]], again).tolist() == told_by_words([[1, 2]], table()).tolist()


def test_the_packaged_table_tells_of_what_the_network_tells_of() -> None:
    assert wording().targets == network().targets
    assert len(wording().bias) == 1 + len(network().targets)
    assert bool(np.all(np.diff(wording().keys) > 0))


def test_a_notice_to_all_residents_is_told_from_the_report_of_a_crime() -> None:
    notice = (
        "All residents of the district must come to the police station to have their fingerprints and irises taken. "
        "Bring your identity card. The registration goes on until the end of the month. Each village has its own day."
    )
    crime = (
        "A man was convicted of murder after his DNA matched a stain on a coat. The jury heard that he had denied all. "
        "His lawyer said that he would appeal. The victim's family wept in court."
    )
    assert read(notice) > read(crime) + 2
