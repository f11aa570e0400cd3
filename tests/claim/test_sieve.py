"""Which groups of words can match in a text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.sieve import TEXTS_MAX, TEXTS_OF_A_PAGE, Sieve, make_room

TEXTS = {
    "nothing of it": ("police came", {}),
    "one pattern of one group": ("their blood", {0: 0b01}),
    "two of it": ("blood and dna", {0: 0b11}),
    "two groups": ("dna kits", {0: 0b10, 1: 0b01}),
    "inside a longer word": ("bloodless", {0: 0b01}),
}


@pytest.mark.parametrize("why", TEXTS)
def test_what_can_match_is_told(why: str) -> None:
    sieve = Sieve()
    sieve.add([frozenset({"blood"}), frozenset({"dna", "genes"})])
    sieve.add([frozenset({"kits"})])
    text, live = TEXTS[why]
    assert sieve.live(text) == live


def test_a_pattern_that_needs_nothing_can_always_match() -> None:
    sieve = Sieve()
    assert sieve.add([frozenset({"dna"}), None]) == 0
    assert sieve.live("") == {0: 0b10}


def test_a_group_that_comes_later_is_known_in_a_text_seen_before() -> None:
    sieve = Sieve()
    sieve.add([frozenset({"dna"})])
    assert sieve.live("dna, iris") == {0: 1}
    sieve.add([frozenset({"iris"})])
    assert sieve.live("dna, iris") == {0: 1, 1: 1}


def test_texts_are_forgotten() -> None:
    sieve = Sieve()
    sieve.add([frozenset({"dna"})])
    make_room(0)
    for number in range(3 * TEXTS_MAX):
        sieve.live(f"dna {number}")
    assert len(sieve.known) <= TEXTS_MAX


def test_of_a_long_page_each_text_is_looked_at_once() -> None:
    """
    a page of three times TEXTS_MAX sentences, one of a million, then a short one
    """
    sieve = Sieve()
    sieve.add([frozenset({"dna"})])
    make_room(3 * TEXTS_MAX)
    found = [sieve.live(f"dna {number}") for number in range(3 * TEXTS_MAX)]
    again = [sieve.live(f"dna {number}") for number in range(3 * TEXTS_MAX)]
    assert all(one is other for one, other in zip(found, again, strict=True))
    make_room(1_000_000)
    for number in range(TEXTS_OF_A_PAGE + 1):
        sieve.live(f"dna {number}")
    assert len(sieve.known) <= TEXTS_OF_A_PAGE
    for number in range(2 * TEXTS_MAX):
        sieve.live(f"iris {number}")
    make_room(1)
    assert not sieve.known


@given(
    st.lists(st.frozensets(st.text("ab血", min_size=1, max_size=3), min_size=1, max_size=3)),
    st.text("ab血 ", max_size=12),
)
def test_nothing_is_lost_and_nothing_invented(needs: list[frozenset[str]], text: str) -> None:
    sieve = Sieve()
    for needed in needs:
        sieve.add([needed])
    live = sieve.live(text)
    for group, needed in enumerate(needs):
        assert (group in live) == any(stretch in text for stretch in needed)
