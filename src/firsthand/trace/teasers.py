"""Know a house's teaser of its own story again wherever others have that story.

In: passages that one page of a house has near its end, with which another of its pages begins.  Out: of
every passage, whether it lies in such a teaser. "Read next", the headline and the first sentence are put
under a page by machine, whoever has the story too: neither the page nor anybody has it from there.
Where passages stand on their pages is looked at in `trace.furniture`.

A sentence that a page took from a story of its own house, without the headline, is no teaser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from firsthand.model.document import Document
from firsthand.trace.addresses import letters_of
from firsthand.trace.letters import Flags, Ints, compared_spans
from firsthand.trace.pairs import Pairs, Stretch

SLIP = 8  # letters by which a passage may run over the edge of a teaser
HEADLINE_LEAST = 12  # a shorter one may be any words
DENSE_LEAST = 5
AROUND = 200  # characters before a teaser's sentence in which its headline stands

Place = Callable[[int, Stretch], tuple[int, int]]


def headed_teasers(
    documents: Sequence[Document],
    holders: Sequence[tuple[int, ...]],
    pairs: Pairs,
    place: Place,
    *,
    within: Flags,
    teased: tuple[Flags, Flags],
) -> tuple[Flags, Flags]:
    """Which passages stand below the headline of the page that they are from, or begin with it.

    *within* says which pairs are of one house and share little; *teased* of each passage whether the
    first page may have there a teaser of the second, and turned.
    """
    columns = pairs.columns
    row = np.repeat(np.arange(columns.one.size), columns.passages)
    heads = _Headlines(documents)
    found = []
    for side, here, there in ((0, columns.one, columns.other), (1, columns.other, columns.one)):
        flags = teased[side] & within[row]
        for at in np.flatnonzero(flags).tolist():
            page, story = (holders[int(text[row[at]])][0] for text in (here, there))
            first, last = columns.stretches[at, 2 * side : 2 * side + 2].tolist()
            flags[at] = _is_headed(documents[page].text, place(page, (first, last)), heads[story])
        found.append(flags)
    return found[0], found[1]


def _is_headed(text: str, at: tuple[int, int], headline: str) -> bool:
    """Whether a line right before a passage, or within it, is the headline and no more."""
    least = HEADLINE_LEAST if headline.isascii() else DENSE_LEAST
    if len(headline) < least:
        return False
    start = max(0, at[0] - AROUND)
    end = text.find("\n", at[1])
    lines = text[start : at[1] if end < 0 else min(end, at[1] + AROUND)].splitlines()
    return any(letters_of(line) == headline for line in lines)


class _Headlines(dict[int, str]):
    """Of documents asked for, the letters of the first line of what is compared of them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        self._documents = documents

    def __missing__(self, number: int) -> str:
        document = self._documents[number]
        spans = compared_spans(document)
        start = spans[0][0] if spans else 0
        lines = document.text[start : start + AROUND].strip().splitlines()
        self[number] = letters_of(lines[0]) if lines else ""
        return self[number]


def within_teasers(
    pairs: Pairs, lengths: Ints, teasers: tuple[Flags, Flags]
) -> tuple[Flags, Flags]:
    """Of each passage whether its place on the first page lies in a teaser; and on the second."""
    columns = pairs.columns
    starts = np.concatenate(([0], np.cumsum(lengths + 2 * SLIP + 1)))  # all texts in one row
    texts = (columns.one, columns.other)
    row = [np.repeat(starts[text], columns.passages) for text in texts]
    begins = [row[side] + columns.stretches[:, 2 * side] for side in (0, 1)]
    ends = [row[side] + columns.stretches[:, 2 * side + 1] for side in (0, 1)]
    first = np.concatenate([begins[side][teasers[side]] for side in (0, 1)])
    if not first.size:
        none = np.zeros(len(columns.stretches), dtype=np.bool_)
        return none, none
    last = np.concatenate([ends[side][teasers[side]] for side in (0, 1)])
    order = np.argsort(first, kind="stable")
    first, last = first[order], np.maximum.accumulate(last[order])
    opens = np.concatenate(([True], first[1:] > last[:-1] + SLIP))
    last = last[np.append(np.flatnonzero(opens)[1:] - 1, last.size - 1)]
    first = first[opens]
    inside = []
    for side in (0, 1):
        at = np.searchsorted(first, begins[side] + SLIP, side="right") - 1
        inside.append((at >= 0) & (ends[side] <= last[np.maximum(at, 0)] + SLIP))
    return inside[0], inside[1]
