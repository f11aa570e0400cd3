"""Look at single pages with the tracer's own letters, windows and passages, one page after the other.

In: the words of a page.  Out: its letters, the windows that are picked of them, the passages that grow
between it and other texts. Folds that were learnt for one page are kept for the next.
"""

from __future__ import annotations

import numpy as np

from firsthand.trace.chains import Passages, grow_passages
from firsthand.trace.letters import LETTERS_MAX, PAD, Folding, Letters, Texts
from firsthand.trace.seeds import Seeds
from firsthand.trace.shingles import Postings, pick_postings
from firsthand.trace.weights import weigh_letters


class Folded:
    """Folds text; what was learnt of letters is kept, and learnt again elsewhere."""

    def __init__(self) -> None:
        self._folding = Folding()

    def __reduce__(self) -> tuple[type[Folded], tuple[()]]:
        """What was learnt is cheaper learnt again than sent."""
        return Folded, ()

    def fold(self, text: str) -> Letters:
        """The letters of *text*, spaces and punctuation left out.

        >>> "".join(map(chr, Folded().fold("Élevé, 血样!")))
        'eleve血样'
        """
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        folded = self._folding(codes)
        letters: Letters = folded[folded > 0][:LETTERS_MAX]
        return letters


def one_text(letters: Letters) -> Texts:
    """A row of letters as the only text."""
    narrow = int(letters.max(initial=0)) < 1 << 16
    size = letters.size + 2 * PAD
    row: Letters = np.zeros(size, dtype=np.uint16) if narrow else np.zeros(size, dtype=np.uint32)
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
    parts = list(pick_postings(texts))
    hashes = np.concatenate([part.hashes for part in parts])
    places = np.concatenate([part.places for part in parts])
    owners = np.concatenate([part.texts for part in parts])
    order = np.lexsort((places, hashes))
    return Postings(hashes=hashes[order], texts=owners[order], places=places[order])


def grow(seeds: Seeds, *, letters: Letters, weight_min: float) -> Passages:
    """The passages that grow from *seeds* in one row of letters."""
    weights = weigh_letters(letters)
    return grow_passages(seeds, letters=letters, weights=weights, weight_min=weight_min)


def weight_of(letters: Letters) -> float:
    """How much text there is in *letters*, a dense letter counting for several."""
    ends = np.array([0, letters.size], dtype=np.int64)
    return float(weigh_letters(letters).between(ends[:1], ends[1:])[0])
