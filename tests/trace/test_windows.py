from __future__ import annotations

import pickle

import numpy as np

from firsthand.model.document import Document, ReadState
from firsthand.trace.letters import Texts, read_texts
from firsthand.trace.shingles import pick_postings
from firsthand.trace.windows import Folded, one_text, pick_windows, weight_of

WORDS = "Health workers have taken blood; 医务人员已采集了居民的血液，Élevé ＡＢＣ ظاهر"


def _texts(words: str) -> Texts:
    page = Document(
        capture="c", locator="", address="a", media_type="t", state=ReadState.READ, text=words
    )
    return read_texts([page])


def test_letters_are_those_that_are_traced() -> None:
    """
    folded page after page, as in one go
    """
    folding = Folded()
    folding.fold("Health")
    texts = _texts(WORDS)
    start = int(texts.starts[0])
    assert folding.fold(WORDS).tolist() == texts.letters[start : start + texts.lengths[0]].tolist()


def test_windows_are_those_that_are_traced() -> None:
    texts = one_text(Folded().fold(WORDS * 5))
    picked, known = pick_windows(texts), list(pick_postings(_texts(WORDS * 5)))
    assert sorted(picked.hashes.tolist()) == sorted(np.concatenate([k.hashes for k in known]))
    assert (np.diff(picked.hashes.astype(object)) >= 0).all()


def test_what_was_learnt_is_learnt_again_elsewhere() -> None:
    folding = Folded()
    letters = folding.fold(WORDS)
    there = pickle.loads(pickle.dumps(folding))  # noqa: S301 - our own
    assert len(pickle.dumps(folding)) < 200
    assert there.fold(WORDS).tolist() == letters.tolist()


def test_a_dense_letter_weighs_more() -> None:
    folding = Folded()
    assert weight_of(folding.fold("blood")) == 5
    assert weight_of(folding.fold("血样")) > 4
