"""Tell which of two versions of a text was misread on its way, by its words.

In: `Reuse`, pages.  Out: how many of a page's words nobody else has, and log-odds that of two pages the first is
the earlier. Words misread by a scanner, or put wrong letter by letter, are words that no page on another matter
has, and stand where another version has words that many have. Who has the words everybody has was there first: nobody
mends a dozen words of a page that he copies. Names are of no account: nobody else has them either, but both versions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.numbered import Ints, Numbers, number_words
from firsthand.trace.rare import beginning
from firsthand.trace.reuse import Reuse

TEXTS_MOST = 1_500  # texts that show which words are common: a word is, or is not, after so many
VERSION_SHARE = 0.6  # two versions of one text have so much in common, each of the other
# Log-odds for each word more that is put wrong, from the third on. Of 150 and more steps to near copies and misread ones
# made up with 3 words more or fewer, 95 in 100 had them more.
WORD, WORDS_FREE, WORDS_MOST = 0.8, 2, 4.0

_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd: lengths that are near are far apart in what it makes

Columns = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a case, as far as they are looked at, and the one web that has each."""

    words: Numbers  # sorted
    webs: Ints  # -1 where several have the word
    web_of: Ints  # of each page

    def count_strange(self, numbers: Numbers, webs: Ints) -> Flags:
        """Which words, each of a page of a web, no other web has."""
        if not self.words.size:
            return np.ones(numbers.size, dtype=np.bool_)
        at = np.minimum(np.searchsorted(self.words, numbers), self.words.size - 1)
        known = (self.words[at] == numbers) & (self.webs[at] != webs)
        strange: Flags = ~known
        return strange


def gather_lexicon(reuse: Reuse) -> Lexicon:
    """The words of some texts: of all, or of about so many."""
    texts = reuse.texts
    chosen = _chosen(texts.lengths)
    pages = [texts.holders[text][0] for text in chosen.tolist()]
    web_of = np.array(reuse.webs(), dtype=np.int64)
    counts, words = number_words(beginning(reuse.documents[page]) for page in pages)
    owners = np.repeat(web_of[np.array(pages, dtype=np.int64)], counts)
    order = np.lexsort((owners, words))
    words, owners = words[order], owners[order]
    if not words.size:
        return Lexicon(words=words, webs=owners, web_of=web_of)
    heads = np.flatnonzero(np.append(True, words[1:] != words[:-1]))
    last = np.append(heads[1:], words.size) - 1
    only = np.where(owners[heads] == owners[last], owners[heads], -1)
    return Lexicon(words=words[heads], webs=only, web_of=web_of)


def _chosen(lengths: Ints) -> Ints:
    """Which texts these are: told by how long each is, so that one more copy chooses no others."""
    if lengths.size <= TEXTS_MOST:
        return np.arange(lengths.size)
    marks = lengths.astype(np.uint64) * _STEP
    least = np.partition(marks, TEXTS_MOST - 1)[TEXTS_MOST - 1]
    return np.flatnonzero(marks <= least)[: 2 * TEXTS_MOST]


def count_words(pages: Sequence[int], reuse: Reuse, lexicon: Lexicon) -> tuple[Columns, Columns]:
    """Of each page how many of its words no page of another web has, and how many one has."""
    counts, words = number_words(beginning(reuse.documents[page]) for page in pages)
    owner = np.repeat(np.arange(len(pages)), counts)
    webs = lexicon.web_of[np.array(pages, dtype=np.int64)]
    strange = lexicon.count_strange(words, webs[owner])
    of_page: Columns = np.bincount(owner, weights=strange, minlength=len(pages)).astype(np.float64)
    known: Columns = counts - of_page
    return of_page, known


def misread_odds(strange: tuple[Columns, Columns], known: tuple[Columns, Columns]) -> Columns:
    """Log-odds that the first of two versions is the earlier; a pair a row, the first page's counts first.

    >>> misread_odds((np.array([4.0]), np.array([10.0])), (np.array([90.0]), np.array([85.0]))).tolist()
    [2.4000000000000004]
    """
    more, fewer = strange[1] - strange[0], known[0] - known[1]
    put_wrong = np.where(
        np.sign(more) == np.sign(fewer),
        np.sign(more) * np.minimum(np.abs(more), np.abs(fewer)),
        0.0,
    )
    beyond = np.maximum(np.abs(put_wrong) - WORDS_FREE, 0.0)
    odds: Columns = np.sign(put_wrong) * np.minimum(WORD * beyond, WORDS_MOST)
    return odds
