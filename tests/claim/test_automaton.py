"""Many words found in one pass."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.automaton import Automaton


def test_without_a_word_nothing_is_found() -> None:
    assert list(Automaton[int]({}).iter("anything")) == []
    assert list(Automaton({"": 1}).iter("anything")) == []


@given(
    st.sets(st.text("ab血\ud800", min_size=1, max_size=3), max_size=6),
    st.text("ab血\ud800 ", max_size=12),
)
def test_every_word_is_found_wherever_it_stands(words: set[str], text: str) -> None:
    automaton = Automaton({word: word for word in words})
    found = sorted(automaton.iter(text))
    assert automaton.standing(text) == {word for _, word in found}
    assert found == sorted(
        (at + len(word) - 1, word)
        for word in words
        for at in range(len(text))
        if text.startswith(word, at)
    )
