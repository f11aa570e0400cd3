"""Look at single pages with the tracer's own letters, windows and passages, one page after the other.

In: the words of a page.  Out: its letters, the windows that are picked of them, the passages that grow
between it and other texts. Folds that were learnt for one page are kept for the next.
"""

from __future__ import annotations

import numpy as np

from firsthand.model.document import Document, ReadState
from firsthand.trace.chains import Passages, grow_passages, letter_weights
from firsthand.trace.letters import LETTERS_MAX, PAD, Letters, Texts, folding_table
from firsthand.trace.seeds import Seeds
from firsthand.trace.shingles import Postings, pick_postings

_CODE_POINTS = 0x110000


class Folding:
    """The folds of all letters met so far."""

    def __init__(self) -> None:
        self._known = np.zeros(_CODE_POINTS, dtype=np.bool_)
        self._table = np.zeros(_CODE_POINTS, dtype=np.uint32)

    def __reduce__(self) -> tuple[type[Folding], tuple[()]]:
        """What was learnt is cheaper learnt again than sent."""
        return Folding, ()

    def fold(self, text: str) -> Letters:
        """The letters of *text*, spaces and punctuation left out.

        >>> "".join(map(chr, Folding().fold("Élevé, 血样!")))
        'eleve血样'
        """
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        known = self._known[codes]
        if not known.all():
            self._learn(np.unique(codes[~known]))
        folded = self._table[codes]
        letters: Letters = folded[folded > 0][:LETTERS_MAX]
        return letters

    def _learn(self, codes: Letters) -> None:
        words = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        page = Document(
            capture="", locator="", address="", media_type="", state=ReadState.READ, text=words
        )
        self._table[codes] = folding_table([page])[codes]
        self._known[codes] = True


def one_text(letters: Letters) -> Texts:
    """A row of letters as the only text."""
    row = np.zeros(letters.size + 2 * PAD, dtype=np.uint32)
    row[PAD : PAD + letters.size] = letters
    return Texts(
        letters=row,
        starts=np.array([PAD], dtype=np.int64),
        lengths=np.array([letters.size], dtype=np.int64),
        holders=((0,),),
        text_of=(0,),
        cut=(),
    )


def pick_windows(texts: Texts) -> Postings:
    """The picked windows of *texts*, by hash, then by place."""
    picked = pick_postings(texts)
    order = np.lexsort((picked.places, picked.hashes))
    return Postings(
        hashes=picked.hashes[order], texts=picked.texts[order], places=picked.places[order]
    )


def grow(seeds: Seeds, *, letters: Letters, weight_min: float) -> Passages:
    """The passages that grow from *seeds* in one row of letters."""
    weights = letter_weights(letters)
    return grow_passages(seeds, letters=letters, weights=weights, weight_min=weight_min)


def weight_of(letters: Letters) -> float:
    """How much text there is in *letters*, a dense letter counting for several."""
    return float(letter_weights(letters)[-1])
