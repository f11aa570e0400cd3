from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.trace.numbered import number_words

WORDS = {
    "figures, words of four letters and more": ("took 36,200 of us", 2),
    "a figure with and without a comma": ("36,200 36200", 1),
    "no figure of one digit, no comma at its end": ("5, 17, 17.", 1),
    "signs are taken in pairs where words are not parted": ("抽血样", 2),
    "a sign alone is no word": ("a血b", 0),
    "a word may have signs in it, and signs letters": ("abcd血样 血样ab", 4),
    "case and ligatures": ("Field FIELD ﬁeld", 1),
    "letters that are no digit of a number": ("x² ①②", 0),
}


@pytest.mark.parametrize(("text", "count"), WORDS.values(), ids=WORDS.keys())
def test_words_are_counted_each_once(text: str, count: int) -> None:
    counts, numbers = number_words(["", text, text + " " + text])
    assert counts.tolist() == [0, count, count]
    assert numbers[:count].tolist() == numbers[count:].tolist()


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_parted_into_words(texts: list[str]) -> None:
    counts, numbers = number_words(texts)
    assert counts.sum() == numbers.size
    assert [number_words([text])[0][0] for text in texts] == counts.tolist()


def test_words_are_the_same_however_many_texts_are_parted_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [text for text, _ in WORDS.values()]
    counts, numbers = number_words(texts)
    monkeypatch.setattr("firsthand.trace.numbered.PART", 20)
    again, alike = number_words(texts)
    assert (again.tolist(), alike.tolist()) == (counts.tolist(), numbers.tolist())


def test_a_word_has_one_number_wherever_it_stands() -> None:
    """behind words and figures of any length, beside letters of any plane"""
    for before in ("", "a ", "36,200 and 1,2 ", "𠀀 ", "x" * 300_000 + " "):
        counts, numbers = number_words([before, before + "Qarluq 36200", "qarluq 36,200"])
        alone = set(numbers[counts[0] + counts[1] :].tolist())
        assert len(alone) == 2
        assert alone <= set(numbers[counts[0] : counts[0] + counts[1]].tolist())
