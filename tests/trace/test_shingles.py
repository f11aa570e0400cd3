from __future__ import annotations

import random

import numpy as np
import pytest

from corpora import sentences
from firsthand.trace.letters import read_texts
from firsthand.trace.shingles import (
    DENSE_WINDOW,
    DENSE_WINNOW,
    WINDOW,
    WINNOW,
    pick_postings,
    place_type,
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
        (postings,) = pick_postings(read_texts(pages))
        one, other = (set(postings.hashes[postings.texts == n].tolist()) for n in (0, 1))
        assert one & other


def test_no_window_runs_from_one_text_into_the_next() -> None:
    texts = read_texts([page(some_letters("abcdefgh", 30)), page(some_letters("ijklmnop", 30))])
    (postings,) = pick_postings(texts)
    ends = (texts.starts + texts.lengths)[postings.texts]
    assert (postings.places + window_lengths(postings.hashes) <= ends).all()
    assert (postings.places >= texts.starts[postings.texts]).all()


@pytest.mark.slow
def test_few_windows_are_kept() -> None:
    made = page(" ".join(sentences.english()[:50]))
    (postings,) = pick_postings(read_texts([made]))
    assert 0.08 < postings.hashes.size / sum(c.isalnum() for c in made.text) < 0.2


def test_postings_are_the_same_however_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a few texts, chunks that end within a text, sixteen ranges of hashes."""
    alphabets = ("abcdefghijkl", "安宁和泰昌盛兴旺福禄寿喜康乐富贵")
    texts = read_texts([page(f"{n} " + some_letters(alphabets[n % 2], 60)) for n in range(40)])
    (whole,) = pick_postings(texts)
    monkeypatch.setattr("firsthand.trace.shingles._CHUNK", 100)
    monkeypatch.setattr("firsthand.trace.shingles.PART", 500)
    monkeypatch.setattr("firsthand.trace.shingles.RANGE_LETTERS", 400)
    parts = list(pick_postings(texts))
    assert len(parts) == 16
    assert all(
        not postings.hashes.size or (postings.hashes >> np.uint64(60) == n).all()
        for n, postings in enumerate(parts)
    )
    every = [
        (int(p), int(t), int(h))
        for part in parts
        for p, t, h in zip(part.places, part.texts, part.hashes, strict=True)
    ]
    assert sorted(every) == list(
        zip(whole.places.tolist(), whole.texts.tolist(), whole.hashes.tolist(), strict=True)
    )


def test_places_beyond_four_thousand_million_are_kept_in_eight_bytes() -> None:
    assert place_type(2**32 - 1) == np.uint32
    assert place_type(2**32) == np.uint64


def test_nothing_gives_nothing() -> None:
    (postings,) = pick_postings(read_texts([]))
    assert postings.hashes.size == 0
