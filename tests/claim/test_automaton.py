from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.automaton import Automaton

LETTERS = st.text(alphabet="ab采集", max_size=5)


@given(st.dictionaries(LETTERS, st.integers(), max_size=8), st.text(alphabet="ab采集", max_size=40))
def test_all_words_are_found_also_where_they_overlap(words: dict[str, int], text: str) -> None:
    """As looking for each word at each place would."""
    plainly = sorted(
        (at + len(word) - 1, given)
        for word, given in words.items()
        for at in range(len(text))
        if word and text.startswith(word, at)
    )
    assert sorted(Automaton(words).iter(text)) == plainly


def test_without_a_word_nothing_is_found() -> None:
    assert list(Automaton[int]({}).iter("anything")) == []
    assert list(Automaton({"": 1}).iter("anything")) == []
