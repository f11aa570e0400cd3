from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.trace import candidates
from firsthand.trace.candidates import Candidates, Pair, Sought, find_candidates
from firsthand.trace.worth import Keyed, build_index

EN, ZH, UG = 0, 1, 2
APART = ~np.eye(3, dtype=bool)


def sought(
    *keys: str, tongue: int, about: str = "", day: float = 0.0, rank: int = 0, length: int = 4
) -> Sought:
    """A page of *length* sentences, all about one thing; of none without one."""
    return Sought(
        keyed=Keyed(keys=dict.fromkeys(keys, 0.001), tongue=tongue, rank=rank),
        sentences=[f"{about} sentence {'abcdefgh'[at % 8] * 9}" for at in range(length)]
        if about
        else [],
        day=day,
    )


def encode(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Sentences about one thing point one way, in any language; the encoder's work, done by hand."""
    rows = np.full((len(sentences), 32), 0.01, np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        row[sum(map(ord, sentence.split()[0])) % 32] = 1.0
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def find(pages: Sequence[Sought], *, encoded: bool = True) -> Candidates:
    def likeliest(pairs: Iterable[Pair]) -> list[Pair]:
        return sorted(pairs)

    return find_candidates(
        pages,
        index=build_index([page.keyed for page in pages]),
        apart=APART,
        encode=encode if encoded else None,
        likeliest=likeliest,
    )


def test_pages_that_share_anchors_are_compared() -> None:
    """
    en and ug share two rare figures, zh none
    """
    pages = [sought("a", "b", tongue=EN), sought("c", tongue=ZH), sought("a", "b", tongue=UG)]
    found = find(pages, encoded=False)
    assert found.pairs == ((0, 2),)
    assert found.meanings is None


def test_pages_of_like_meaning_are_compared_without_any_anchor() -> None:
    pages = [
        sought(tongue=EN, about="iris"),
        sought(tongue=ZH, about="iris"),
        sought(tongue=ZH, about="rain"),
    ]
    assert find(pages).pairs == ((0, 1),)


def test_a_language_alone_in_the_encoder_is_not_encoded() -> None:
    """
    the other pages are Uyghur, which it does not know
    """
    read: list[str] = []

    def counting(sentences: Sequence[str]) -> NDArray[np.float32]:
        read.extend(sentences)
        return encode(sentences)

    pages = [sought("a", "b", tongue=EN, about="iris"), sought("a", "b", tongue=UG)]
    index = build_index([page.keyed for page in pages])
    find_candidates(pages, index=index, apart=APART, encode=counting, likeliest=list)
    assert read == []


@pytest.fixture
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large pile of a few pages: a limit set low."""
    monkeypatch.setattr(candidates, "SENTENCES_MAX", 24)


@pytest.mark.usefixtures("few_sentences")
def test_in_a_large_pile_pages_with_anchors_in_common_are_encoded_and_no_others() -> None:
    """
    40 English pages; one shares figures with the Chinese one
    """
    keys = ("k", "l", "m", "n")
    pages = [
        sought(*(f"{key}{at}" for key in keys), tongue=EN, about=f"t{at}", rank=at)
        for at in range(40)
    ]
    pages.append(sought("k7", "l7", "m7", "n7", tongue=ZH, about="t7", rank=40))
    found = find(pages)
    assert found.pairs == ((7, 40),)
    assert found.meanings is not None
    assert [at for at in range(41) if len(found.meanings.of(at))] == [7, 40]


@pytest.mark.usefixtures("few_sentences")
def test_in_a_large_pile_pages_without_anchors_are_looked_for_near_their_day() -> None:
    """
    the Chinese page is of day 100, its original of day 98; others are of days far away
    """
    pages = [
        sought(tongue=EN, about=f"t{at}", day=98.0 if at == 20 else 900.0 + at, rank=at)
        for at in range(40)
    ]
    pages.append(sought(tongue=ZH, about="t20", day=100.0, rank=40))
    found = find(pages)
    assert (20, 40) in found.pairs
    (problem,) = found.problems
    assert problem.code == "too-many-sentences"
    assert "37 such pages" in problem.message
