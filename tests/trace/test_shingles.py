from __future__ import annotations

import random

import pytest

from corpora import sentences
from firsthand.trace.letters import read_texts
from firsthand.trace.shingles import (
    DENSE_WINDOW,
    DENSE_WINNOW,
    WINDOW,
    WINNOW,
    pick_postings,
    window_lengths,
)
from spoken import page

NUMBERS = random.Random(5)  # noqa: S311 - letters, no secrets


def some_letters(alphabet: str, count: int) -> str:
    return "".join(NUMBERS.choices(alphabet, k=count))


SCRIPTS = {
    "latin": ("abcdefghijklmnopqrstuvwxyz", WINDOW + WINNOW - 1),
    "cyrillic": ("абвгдежзиклмнопрстуфхцч", WINDOW + WINNOW - 1),
    "han": ("安宁和泰昌盛兴旺福禄寿喜康乐富贵永久长远", DENSE_WINDOW + DENSE_WINNOW - 1),
}


@pytest.mark.parametrize(("alphabet", "length"), SCRIPTS.values(), ids=SCRIPTS.keys())
def test_any_agreement_that_is_long_enough_leaves_a_seed(alphabet: str, length: int) -> None:
    for _ in range(20):
        shared = some_letters(alphabet, length)
        pages = [
            page(some_letters(alphabet, 40) + shared + some_letters(alphabet, 40)) for _ in "ab"
        ]
        postings = pick_postings(read_texts(pages))
        one, other = (set(postings.hashes[postings.texts == n].tolist()) for n in (0, 1))
        assert one & other


def test_no_window_runs_from_one_text_into_the_next() -> None:
    texts = read_texts([page(some_letters("abcdefgh", 30)), page(some_letters("ijklmnop", 30))])
    postings = pick_postings(texts)
    ends = (texts.starts + texts.lengths)[postings.texts]
    assert (postings.places + window_lengths(postings.hashes) <= ends).all()
    assert (postings.places >= texts.starts[postings.texts]).all()


def test_few_windows_are_kept() -> None:
    made = page(" ".join(sentences.english()[:50]))
    postings = pick_postings(read_texts([made]))
    assert 0.08 < postings.hashes.size / sum(c.isalnum() for c in made.text) < 0.2


def test_texts_of_all_chunks_are_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = read_texts([page(f"{n} " + some_letters("abcdefghijkl", 60)) for n in range(20)])
    whole = pick_postings(texts)
    monkeypatch.setattr("firsthand.trace.shingles._CHUNK", 100)
    parts = pick_postings(texts)
    assert parts.hashes.tolist() == whole.hashes.tolist()
    assert parts.places.tolist() == whole.places.tolist()


def test_nothing_gives_nothing() -> None:
    assert pick_postings(read_texts([])).hashes.size == 0
