"""Say how much text a stretch of letters is: a Han letter says about as much as two or three others.

In: the row of letters.  Out: `Weights`.  The row may have a thousand million letters, so that nothing
is kept for each but a bit, and not even that where no letter is dense.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.letters import DENSE_WEIGHT, Ints, Letters, is_dense

_STEP = 1 << 22  # letters looked at together
_WORD = 64  # bits in a word

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Which letters are dense, as bits, and how many are before each word of bits."""

    words: NDArray[np.uint64]
    before: NDArray[np.uint32]

    def between(self, starts: Ints, ends: Ints) -> Numbers:
        """How much text stands between two places of one text."""
        letters: Numbers = (ends - starts).astype(np.float64)
        if self.words.size:
            letters += (DENSE_WEIGHT - 1) * (self._dense(ends) - self._dense(starts))
        return letters

    def at(self, places: Ints) -> Numbers:
        """The weight of the letter before each place: what makes a gap in Han count for more."""
        if not self.words.size:
            return np.ones(places.size)
        dense = self._dense(places) - self._dense(places - 1)
        return np.where(dense > 0, DENSE_WEIGHT, 1.0)

    def _dense(self, places: Ints) -> Ints:
        """How many dense letters are before each place."""
        word = places >> 6
        mask = (np.uint64(1) << (places & (_WORD - 1)).astype(np.uint64)) - np.uint64(1)
        inside = np.bitwise_count(self.words[word] & mask)
        counted: Ints = self.before[word].astype(np.int64) + inside
        return counted


def weigh_letters(letters: Letters) -> Weights:
    """Find the dense letters of a row."""
    size = -(-(letters.size + 1) // _WORD)
    words = np.zeros(size, dtype=np.uint64)
    bits = words.view(np.uint8)
    for low in range(0, letters.size, _STEP):
        packed = np.packbits(is_dense(letters[low : low + _STEP]), bitorder="little")
        bits[low >> 3 : (low >> 3) + packed.size] = packed
    if not words.any():
        return Weights(words=words[:0], before=np.zeros(0, dtype=np.uint32))
    before = np.zeros(size, dtype=np.uint32)
    np.cumsum(np.bitwise_count(words[:-1]), out=before[1:], dtype=np.uint32)
    return Weights(words=words, before=before)
