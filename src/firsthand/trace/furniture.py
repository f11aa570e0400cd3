"""Tell what an outlet's pages are furnished with from words that one page has from another.

In: pairs of texts with what they share, the house of each.  Out: which pairs share furniture only.
What a house repeats on three pages is left out before, in `trace.seeds`; here is what shows in two pages
alone: how two pages of one house both begin or end; teasers, where one page ends with how another of its
house begins, also with a foot below; lines at the edge of a page in which each page names its own house ("Get the … app"),
as houses on one publishing system have them; and lines there that reserve rights.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from firsthand.model.document import Document
from firsthand.trace.addresses import house_letters, letters_of
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import Flags, Ints, Texts, compared_spans
from firsthand.trace.pairs import Pairs, Stretch
from firsthand.trace.related import Lists, ends_late
from firsthand.trace.shingles import TextNumbers
from firsthand.trace.teasers import headed_teasers, within_teasers

SHARE_MAX = 0.5  # two pages with more in common are versions of one page
SLIP = 8  # characters by which a passage may run over the edge of a block
EDGE_LETTERS = 900  # of the beginning or end of a page; feet are shorter
EDGE_CHARACTERS = 1_500  # the same with the space between
FOOT_FROM = 0.5  # of a short page, whose foot is not its first half
TEASER_LETTERS = 300  # a headline and a sentence; what is longer was written to be read there
TEASED_LETTERS = 400  # of the beginning of a page, where its headline and first sentence stand
NAME_LETTERS = 5  # a shorter name of a house may be a word of any text
DENSE_NAME_LETTERS = 2
_RIGHTS = re.compile(
    r"all rights reserved|\bcopyright\b|©|\(c\) ?\d{4}|without (?:prior |written )*permission|版[权權]所有|不得[转轉][载載]"
    r"|tous droits r[ée]serv[ée]s|alle rechte vorbehalten|todos los derechos reservados|tutti i diritti riservati"
    r"|все права защищены|جميع الحقوق محفوظة|tüm hakları saklıdır|барлық құқықтар",
    re.IGNORECASE,
)
# A page with none of these, as `_folded` writes them, has no words that `_RIGHTS` finds.
_RIGHTS_WORDS = (
    "reserved", "copyright", "©", "(c)", "permission", "版", "不得", "droits", "vorbehalten", "derechos",
    "diritti", "права", "الحقوق", "haklari", "құқықтар",
)  # fmt: skip
PART = 4_000  # pairs looked at as one piece of work
AROUND = 80  # characters around a passage in which a house names itself

Place = Callable[[int, Stretch], tuple[int, int]]  # of a stretch of letters in a document


def is_furniture(
    documents: Sequence[Document],
    texts: Texts,
    pairs: Pairs,
    place: Place,
    *,
    houses: Sequence[str],
    numbers: TextNumbers,
    engine: Engine = HERE,
) -> Flags:
    """Of each pair whether it shares nothing but furniture; *numbers* are the houses of texts."""
    columns = pairs.columns
    little = np.maximum(columns.one_share, columns.other_share) <= SHARE_MAX
    same = (numbers[columns.one] >= 0) & (numbers[columns.one] == numbers[columns.other])
    ends, teased = _both_end(pairs, texts.lengths), _are_teasers(pairs, texts.lengths)
    within = little & same
    found: Flags = within & (_all_of(pairs, ends | teased[0]) | _all_of(pairs, ends | teased[1]))
    headed = headed_teasers(documents, texts.holders, pairs, place, within=within, teased=teased)
    inside = within_teasers(pairs, texts.lengths, headed)
    found |= little & (_all_of(pairs, inside[0]) | _all_of(pairs, inside[1]))
    late = ends_late(pairs, texts.lengths)
    edges = same | _at_edges(pairs, texts.lengths)
    doubtful = np.flatnonzero(little & ~found & (edges | late[0] | late[1]))
    # Pairs by whose page is the first: one page of many pairs is looked at once.
    parts = [doubtful[first : first + PART] for first in range(0, doubtful.size, PART)]
    look = _Look(documents, texts.holders, pairs, place, houses, same=same, edges=edges, late=late)
    for part, told in zip(parts, engine.map(look, parts), strict=True):
        found[part] = told
    return found


class _Look:
    """Looks at pairs one by one: by their words, and by what stands around these."""

    def __init__(
        self,
        documents: Sequence[Document],
        holders: Sequence[tuple[int, ...]],
        pairs: Pairs,
        place: Place,
        houses: Sequence[str],
        *,
        same: Flags,  # of each pair, whether its pages are of one house
        edges: Flags,  # or all that it shares stands at the edges of both
        late: tuple[Flags, Flags],  # see `ends_late`
    ) -> None:
        self._documents, self._holders, self._pairs = documents, holders, pairs
        self._place, self._houses, self._same = place, houses, same
        self._edges, self._late = edges, late

    def __call__(self, rows: Ints) -> Flags:
        columns, holders = self._pairs.columns, self._holders
        one = [holders[text][0] for text in columns.one[rows].tolist()]
        other = [holders[text][0] for text in columns.other[rows].tolist()]
        found = self._listed(rows)
        looked = self._edges[rows] & ~found
        same = self._same[rows]
        for at in np.flatnonzero(looked & same).tolist():
            found[at] = self._both_at_edge(int(rows[at]), one[at], other[at])
        reserving, named = _Reserving(self._documents), _Named(self._documents, self._houses)
        for at in np.flatnonzero(looked & ~same).tolist():
            a, b = one[at], other[at]
            if reserving[a] and reserving[b]:
                found[at] = self._both_reserve(int(rows[at]), a, b)
        for at in np.flatnonzero(looked & ~found).tolist():
            a, b = one[at], other[at]
            if self._houses[a] != self._houses[b] and named[a] and named[b]:
                found[at] = self._both_name(int(rows[at]), (a, named[a]), (b, named[b]))
        return found

    def _listed(self, rows: Ints) -> Flags:
        """Which pairs share nothing but what stands in a list of other stories, or below."""
        lists = Lists(self._documents, self._holders, self._pairs, self._place)
        found = np.zeros(rows.size, dtype=np.bool_)
        for side, late in enumerate(self._late):
            some = np.flatnonzero(late[rows] & ~found)
            found[some] = lists.hold(rows[some], side)
        return found

    def _both_at_edge(self, row: int, one: int, other: int) -> bool:
        shared = self._pairs.shared(row)
        return all(
            _is_block_at_edge(self._documents[page], self._place, page, rows)
            for page, rows in ((one, shared.one_stretches), (other, shared.other_stretches))
        )

    def _both_reserve(self, row: int, one: int, other: int) -> bool:
        shared = self._pairs.shared(row)
        return all(
            _all_near(self._documents[page].text, _RIGHTS, rows, self._place, page)
            for page, rows in ((one, shared.one_stretches), (other, shared.other_stretches))
        )

    def _both_name(self, row: int, one: tuple[int, str], other: tuple[int, str]) -> bool:
        shared = self._pairs.shared(row)
        return all(
            _names_itself(self._documents[page].text, name, rows, self._place, page)
            for (page, name), rows in ((one, shared.one_stretches), (other, shared.other_stretches))
        )


def _at_edges(pairs: Pairs, lengths: Ints) -> Flags:
    """Of each pair whether all its passages lie at the edges of both pages."""
    columns = pairs.columns
    row = np.repeat(np.arange(columns.one.size), columns.passages)
    inside = np.zeros(row.size, dtype=np.bool_)
    for text, start, end in ((columns.one, 0, 1), (columns.other, 2, 3)):
        length = lengths[text][row]
        begins, ends = columns.stretches[:, start], columns.stretches[:, end]
        inside |= (ends > EDGE_LETTERS) & (begins < length - EDGE_LETTERS)
    edges = np.ones(columns.one.size, dtype=np.bool_)
    edges[row[inside]] = False
    return edges


def _all_of(pairs: Pairs, flags: Flags) -> Flags:
    """Of each pair whether all its passages are so."""
    columns = pairs.columns
    row = np.repeat(np.arange(columns.one.size), columns.passages)
    every = np.ones(columns.one.size, dtype=np.bool_)
    every[row[~flags]] = False
    return every


def _both_end(pairs: Pairs, lengths: Ints) -> Flags:
    """Of each passage whether it stands at the foot of both pages."""
    columns = pairs.columns
    ends = np.ones(len(columns.stretches), dtype=np.bool_)
    for text, start in ((columns.one, 0), (columns.other, 2)):
        length = np.repeat(lengths[text], columns.passages)
        foot = np.maximum(length - EDGE_LETTERS, length * FOOT_FROM)
        ends &= columns.stretches[:, start] >= foot
    return ends


def _are_teasers(pairs: Pairs, lengths: Ints) -> tuple[Flags, Flags]:
    """Of each passage whether the first page has there, near its end, how the other begins; and turned."""
    columns = pairs.columns
    begins = {side: columns.stretches[:, side] for side in (0, 2)}
    ends = {side: columns.stretches[:, side + 1] for side in (0, 2)}
    found = []
    for here, there, text in ((0, 2, columns.one), (2, 0, columns.other)):
        lengths_here = np.repeat(lengths[text], columns.passages)
        fits = begins[here] > np.minimum(TEASED_LETTERS, lengths_here * FOOT_FROM)
        fits &= begins[here] > lengths_here - EDGE_LETTERS
        fits &= (ends[there] <= TEASED_LETTERS) & (ends[here] - begins[here] <= TEASER_LETTERS)
        found.append(fits)
    return found[0], found[1]


def _is_block_at_edge(
    document: Document, place: Place, number: int, stretches: Sequence[Stretch]
) -> bool:
    """Whether all stretches lie in the first or in the last compared block of a document."""
    spans = compared_spans(document)
    if len(spans) < 2:
        return False
    places = [place(number, stretch) for stretch in stretches]
    last, first = spans[-1][0] - SLIP, spans[0][1] + SLIP
    return all(start >= last for start, _ in places) or all(end <= first for _, end in places)


class _Reserving(dict[int, bool]):
    """Of documents asked for, whether any of their words may reserve rights."""

    def __init__(self, documents: Sequence[Document]) -> None:
        super().__init__()
        self._documents = documents

    def __missing__(self, number: int) -> bool:
        self[number] = may_reserve(self._documents[number].text)
        return self[number]


def may_reserve(text: str) -> bool:
    """Whether it is worth searching a text for words that reserve rights: a quick look, never a wrong no."""
    folded = _folded(text)
    return any(word in folded for word in _RIGHTS_WORDS)


def _folded(text: str) -> str:
    """Small letters, as a pattern that ignores case takes them: the Turkish letters i are one."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


class _Named(dict[int, str]):
    """Of documents asked for, the letters of their house's name if it stands at their edge, or none."""

    def __init__(self, documents: Sequence[Document], houses: Sequence[str]) -> None:
        super().__init__()
        self._documents, self._houses = documents, houses

    def __missing__(self, number: int) -> str:
        name, text = house_letters(self._houses[number]), self._documents[number].text
        long = len(name) >= (NAME_LETTERS if name.isascii() else DENSE_NAME_LETTERS)
        stands = long and (
            name in letters_of(text[:EDGE_CHARACTERS])
            or (len(text) > EDGE_CHARACTERS and name in letters_of(text[-EDGE_CHARACTERS:]))
        )
        self[number] = name if stands else ""
        return self[number]


def _all_near(
    text: str, wanted: re.Pattern[str], stretches: Sequence[Stretch], place: Place, number: int
) -> bool:
    """Whether every passage, or the words right around it, holds what is wanted."""
    places = (place(number, stretch) for stretch in stretches)
    return all(wanted.search(text, max(0, start - AROUND), end + AROUND) for start, end in places)


def _names_itself(
    text: str, name: str, stretches: Sequence[Stretch], place: Place, number: int
) -> bool:
    """Whether every passage, or the words right around it, holds the name."""
    places = (place(number, stretch) for stretch in stretches)
    return all(
        name in letters_of(text[max(0, start - AROUND) : end + AROUND]) for start, end in places
    )
