from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.trace.meaning import WINDOWS_MAX, find_alike, find_meanings

APART = np.array([[False, True], [True, False]])
WORDS = ["police", "blood", "village", "apple", "harvest", "bridge", "court", "ruling"]
MOTS = ["policiers", "sang", "hameau", "pommes", "moisson", "viaduc", "tribunal", "arrêt"]


def by_words(sentences: Sequence[str]) -> NDArray[np.float32]:
    """An encoder that knows eight words in two languages: a direction for each."""
    rows = np.zeros((len(sentences), len(WORDS) + 1), np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        for word in sentence.split():
            known = WORDS.index(word) if word in WORDS else MOTS.index(word) if word in MOTS else -1
            row[known] += 1
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def test_sentences_of_one_meaning_are_alike() -> None:
    meanings = find_meanings(
        [["police blood village"], ["policiers sang hameau", "pommes moisson viaduc"]],
        encode=by_words,
    )
    likeness = meanings.likeness(0, 1)
    assert likeness is not None
    assert np.allclose(likeness, [[1, 0]], atol=0.01)


def test_figures_are_taken_out_of_what_is_compared() -> None:
    """
    "police blood village 36" and "police blood village 59": figures count as anchors
    """
    meanings = find_meanings(
        [["police blood village 36"], ["police blood village 59"]], encode=by_words
    )
    likeness = meanings.likeness(0, 1)
    assert likeness is not None
    assert likeness[0, 0] > 0.999


def test_what_says_too_little_is_like_nothing() -> None:
    """
    "14.03." and "AFP": stretches without words
    """
    meanings = find_meanings([["14.03."], ["AFP", "policiers sang hameau"]], encode=by_words)
    likeness = meanings.likeness(0, 1)
    assert likeness is not None
    assert not likeness.any()


def test_pages_beyond_the_encoder_have_no_likeness() -> None:
    meanings = find_meanings([["police blood village"], []], encode=by_words)
    assert meanings.likeness(0, 1) is None


def test_pages_are_found_by_meaning_alone() -> None:
    pages = [
        ["police blood village", "court ruling bridge"],
        ["apple harvest bridge", "apple apple village"],
        ["policiers sang hameau", "tribunal arrêt viaduc"],
    ]
    meanings = find_meanings(pages, encode=by_words)
    assert find_alike(meanings, apart=APART, tongues=[0, 0, 1]).values == ((0, 2),)


@pytest.mark.slow
def test_more_pages_than_can_be_compared_are_said_to_be_left_out() -> None:
    """
    30,000 pages of four windows each
    """
    count = WINDOWS_MAX // 3
    page = ["police blood village"] * 9
    meanings = find_meanings([page] * count, encode=by_words)
    outcome = find_alike(meanings, apart=np.zeros((1, 1), bool), tongues=[0] * count)
    assert [problem.code for problem in outcome.problems] == ["too-many-windows"]


def test_nothing_encoded_is_nothing_found() -> None:
    meanings = find_meanings([[], []], encode=by_words)
    assert find_alike(meanings, apart=APART, tongues=[0, 1]).values == ()
