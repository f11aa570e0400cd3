"""Compare the pages of families with one another: how far apart, which points to which.

In: `Reuse`, `Clues`, families as page numbers.  Out: `Compared`, of each family the matrices that it is
decided by. Nothing is decided here but in `trace.deciding`.

The pairs of many families are compared as columns; only the few that name, link to or quote somebody
are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from firsthand.trace.clues import Clues
from firsthand.trace.copies import VOTE, VOTES_MOST
from firsthand.trace.deciding import Compared, Matrix
from firsthand.trace.direction import (
    FORMULA_SHARE,
    NAMED_STEP,
    Columns,
    costs_of,
    credits_whole,
    explained,
    is_formula,
    lean_of,
    points_to,
)
from firsthand.trace.forms import FORM_MOST, Looks, is_filled_otherwise
from firsthand.trace.fresh import is_fresh
from firsthand.trace.letters import Flags, Ints
from firsthand.trace.misread import (
    VERSION_SHARE,
    WORDS_FREE,
    Lexicon,
    count_words,
    misread_odds,
)
from firsthand.trace.pairs import Shared
from firsthand.trace.pointed import Pointed
from firsthand.trace.quoted import quoting
from firsthand.trace.reuse import Reuse
from firsthand.trace.trees import Family

# Log-odds: of two pages the one that links to a page of another text is the earlier. Copying loses links, and who has
# words from the other would link there.
LINKS_ELSEWHERE = 1.0
QUOTED = 2.0  # who quotes what another says itself is the later: set, not measured
TODAY = 1.5  # so is who says that somebody said it today: set, not measured
_MARKS = re.compile(r"[“„«「『\"‘]")


def compare_families(  # noqa: PLR0917 - families and what is known
    families: Sequence[tuple[int, ...]],
    reuse: Reuse,
    clues: Clues,
    lexicon: Lexicon | None = None,
    holders: Mapping[int, Sequence[int]] | None = None,
    pointed: Pointed | None = None,
) -> list[Compared]:
    """What is known of each pair of each family, apart from dates.

    *lexicon* tells words that were misread; without it nothing is told of them. *holders* are, of a page that
    stands for all that hold its text, these. *pointed* says how many point to each text.
    """
    places = [_places(len(pages)) for pages in families]
    known = _Known(families, places, reuse, clues, lexicon, holders=holders or {}, pointed=pointed)
    return list(known.families(families, places))


@lru_cache(maxsize=512)
def _places(size: int) -> tuple[Ints, Ints]:
    """Rows and columns of all pairs of a family, the earlier page first."""
    rows, columns = np.triu_indices(size, 1)
    return rows.astype(np.int64), columns.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Whom some pages name and link to, by their places among these."""

    of_any: Flags  # of each page, whether it names or links to anybody
    houses: Ints  # of each page, the number of its publisher
    named: Ints  # a number for each page and publisher that it names, in order
    linked: Ints  # and for each page and page that it links to

    def point(self, who: Ints, whom: Ints) -> Flags:
        """Of pairs of pages whether the one may name or link to the other."""
        size = self.houses.size
        found: Flags = _among(self.named, who * size + self.houses[whom])
        found |= _among(self.linked, who * size + whom)
        return found


def _keys(pairs: Sequence[tuple[int, int]], size: int) -> Ints:
    return np.sort(np.array([one * size + other for one, other in pairs], dtype=np.int64))


def _among(keys: Ints, wanted: Ints) -> Flags:
    """Which of the wanted are among some numbers in order."""
    if not keys.size:
        return np.zeros(wanted.shape, dtype=np.bool_)
    found: Flags = keys[np.minimum(np.searchsorted(keys, wanted), keys.size - 1)] == wanted
    return found


class _Known:
    """Columns, a row for each pair of pages of each family."""

    def __init__(
        self,
        families: Sequence[tuple[int, ...]],
        places: Sequence[tuple[Ints, Ints]],
        reuse: Reuse,
        clues: Clues,
        lexicon: Lexicon | None,
        *,
        holders: Mapping[int, Sequence[int]],
        pointed: Pointed | None,
    ) -> None:
        self._clues = clues
        self._holders = holders
        self._odds = pointed.odds if pointed is not None else {}
        numbers = [np.array(pages, dtype=np.int64) for pages in families]
        one, other = (
            np.concatenate([pages[at[side]] for pages, at in zip(numbers, places, strict=True)])
            for side in (0, 1)
        )
        pages = np.unique(np.concatenate(numbers))
        at_one, at_other = np.searchsorted(pages, one), np.searchsorted(pages, other)
        text = np.array([reuse.texts.text_of[page] for page in pages.tolist()], dtype=np.int64)
        self._share(text[at_one], text[at_other], reuse)
        self._leave_out_formulas(pages, (at_one, at_other), reuse)
        met = self.met
        forth, back = self._pointing(pages, (at_one, at_other), reuse)
        credit = np.array([credits_whole(clues, page) for page in pages.tolist()])
        self.lean = lean_of(
            forth - back,
            credit[at_other] - credit[at_one],
            one_share=self.one_share,
            other_share=self.other_share,
        )
        self.lean += self._outward(pages, (at_one, at_other), reuse)
        fresh = np.array([is_fresh(clues.documents[p]) for p in pages.tolist()], dtype=np.float64)
        self.lean += np.where(met, TODAY * (fresh[at_one] - fresh[at_other]), 0.0)
        self.lean += self._quoting(pages, (at_one, at_other), reuse)
        if pointed is not None:
            counts = pointed.counts[text]
            ahead = counts[at_one] - (forth > 0) - counts[at_other] + (back > 0)
            # Of pages that are no versions of each other, one may be put together from an old one: its readers credit it.
            versions = np.minimum(self.one_share, self.other_share) >= VERSION_SHARE
            votes = VOTE * np.clip(ahead, -VOTES_MOST, VOTES_MOST)
            self.lean += np.where(met & versions, votes, 0.0)
        if lexicon is not None:
            self.lean += self._misread(pages, (at_one, at_other), reuse, lexicon)
        self.forth, self.back = (np.where(way > 0, NAMED_STEP, 0.0) for way in (forth, back))
        self.cost = np.where(met, costs_of(self.one_share, self.other_share, self.edits), np.inf)
        weight = reuse.weights[text]
        self.explains = explained(self.other_share, weight[at_other], self.edits) + self.forth
        self.explained = explained(self.one_share, weight[at_one], self.edits) + self.back

    def _share(self, one: Ints, other: Ints, reuse: Reuse) -> None:
        """How much of each page lies in the other, the first page's share first."""
        rows = reuse.pairs.rows(np.minimum(one, other), np.maximum(one, other))
        same, turned = one == other, one > other
        self._rows, self._turned = rows, turned
        self.met: Flags = same | (rows >= 0)
        columns = reuse.pairs.columns
        self.short: Flags = np.zeros(one.size, dtype=np.bool_)
        if not columns.one.size:
            self.one_share = self.other_share = np.ones(one.size)
            self.edits: Columns = np.zeros(one.size)
            return
        at = np.maximum(rows, 0)
        shares = columns.one_share[at], columns.other_share[at]
        self.one_share = np.where(same, 1.0, np.where(turned, shares[1], shares[0]))
        self.other_share = np.where(same, 1.0, np.where(turned, shares[0], shares[1]))
        self.edits = np.where(same, 0, columns.edits[at]).astype(np.float64)
        self.short = ~same & (columns.agreed[at] <= FORM_MOST)

    def _shared(self, rows: Ints, reuse: Reuse) -> Iterator[Shared]:
        """What pairs that were met share, each of two texts."""
        every = reuse.pairs.written_out(self._rows[rows])
        for shared, turned in zip(every, self._turned[rows].tolist(), strict=True):
            yield shared.turned() if turned else shared

    def _leave_out_formulas(self, pages: Ints, at: tuple[Ints, Ints], reuse: Reuse) -> None:
        """Pairs that share no more than how both say what a source said share nothing, nor a form of words."""
        clues = self._clues
        names = np.array(
            [bool(clues.named[p] or clues.documents[p].links) for p in pages.tolist()],
            dtype=np.bool_,
        )
        little = np.maximum(self.one_share, self.other_share) <= FORMULA_SHARE
        named = np.where(self.short, names[at[0]] | names[at[1]], names[at[0]] & names[at[1]])
        looks = Looks()
        rows = np.flatnonzero(self.met & little & (named | self.short))
        columns = (rows, pages[at[0][rows]], pages[at[1][rows]], named[rows], self.short[rows])
        every = zip(
            *(column.tolist() for column in columns), self._shared(rows, reuse), strict=True
        )
        for row, one, other, is_named, is_short, shared in every:
            if (is_named and is_formula(clues, reuse, one, other, shared, looks)) or (
                is_short and is_filled_otherwise(reuse, one, other, shared, looks)
            ):
                self.met[row] = False

    def _outward(self, pages: Ints, at: tuple[Ints, Ints], reuse: Reuse) -> Columns:
        """Log-odds that the first is the earlier, by links to pages of another text that the other has not."""
        links = self._clues.links
        leads = np.array(
            [
                any(reuse.between(page, target) is None for target in links[page])
                for page in pages.tolist()
            ],
            dtype=np.float64,
        )
        return np.where(self.met, LINKS_ELSEWHERE * (leads[at[0]] - leads[at[1]]), 0.0)

    def _quoting(self, pages: Ints, at: tuple[Ints, Ints], reuse: Reuse) -> Columns:
        """Log-odds that the first page is the earlier, where one quotes what the other says itself."""
        clues = self._clues
        quotes = np.array(
            [
                bool(clues.named[p]) and _MARKS.search(clues.documents[p].text) is not None
                for p in pages.tolist()
            ],
            dtype=np.bool_,
        )
        odds = np.zeros(at[0].size)
        least = np.minimum(self.one_share, self.other_share)
        rows = np.flatnonzero(self.met & (least < VERSION_SHARE) & (quotes[at[0]] | quotes[at[1]]))
        columns = (rows, pages[at[0][rows]], pages[at[1][rows]])
        every = zip(
            *(column.tolist() for column in columns), self._shared(rows, reuse), strict=True
        )
        for row, one, other, shared in every:
            odds[row] = QUOTED * quoting(clues, reuse, one, other, shared)
        return odds

    def _misread(
        self, pages: Ints, at: tuple[Ints, Ints], reuse: Reuse, lexicon: Lexicon
    ) -> Columns:
        """Log-odds that of two versions the first is the earlier, by words of the other that were misread."""
        least = np.minimum(self.one_share, self.other_share)
        rows = np.flatnonzero(self.met & (least >= VERSION_SHARE) & (self.edits > WORDS_FREE))
        odds = np.zeros(at[0].size)
        if rows.size:
            one, other = at[0][rows], at[1][rows]
            told = np.unique(np.concatenate((one, other)))
            strange, known = count_words(pages[told].tolist(), reuse, lexicon)
            one, other = np.searchsorted(told, one), np.searchsorted(told, other)
            odds[rows] = misread_odds((strange[one], strange[other]), (known[one], known[other]))
        return odds

    def _pointing(
        self, pages: Ints, at: tuple[Ints, Ints], reuse: Reuse
    ) -> tuple[Columns, Columns]:
        """How strongly the second page points to the first, and the first to the second."""
        clues = self._clues
        told, several = self._told(pages)
        ways = []
        for who, whom in ((at[1], at[0]), (at[0], at[1])):
            points = np.zeros(at[0].size)
            rows = np.flatnonzero(self.met & told.of_any[who])
            # Of most pairs neither names or links to the other: they need not be looked at one by one.
            rows = rows[several[whom[rows]] | told.point(who[rows], whom[rows])]
            ends = zip(pages[who[rows]].tolist(), pages[whom[rows]].tolist(), strict=True)
            for row, (page, target) in zip(rows.tolist(), ends, strict=True):
                named, links, copy_of = clues.named[page], clues.links[page], clues.copy_of[page]
                for holder in self._holders.get(target) or (target,):
                    if clues.publishers[holder] in named or holder in links or holder in copy_of:
                        told_before = self._odds.get((page, holder))
                        strength = (
                            points_to(clues, reuse, page, holder)
                            if told_before is None
                            else told_before
                        )
                        points[row] = max(points[row], strength)
            ways.append(points)
        return ways[0], ways[1]

    def _told(self, pages: Ints) -> tuple[_Told, Flags]:
        """Whom pages name or link to; and which of them stand for several holders of a text."""
        clues = self._clues
        numbers: dict[str, int] = {}
        houses = [numbers.setdefault(clues.publishers[p], len(numbers)) for p in pages.tolist()]
        place = {page: at for at, page in enumerate(pages.tolist())}
        named: list[tuple[int, int]] = []
        linked: list[tuple[int, int]] = []
        of_any = np.zeros(pages.size, dtype=np.bool_)
        for at, page in enumerate(pages.tolist()):
            agents, links, copy_of = clues.named[page], clues.links[page], clues.copy_of[page]
            of_any[at] = bool(agents or links or copy_of)
            named += [(at, numbers[agent]) for agent in agents if agent in numbers]
            linked += [(at, place[to]) for to in (*links, *copy_of) if to in place]
        several = np.array([page in self._holders for page in pages.tolist()], dtype=np.bool_)
        told = _Told(
            of_any=of_any,
            houses=np.array(houses, dtype=np.int64),
            named=_keys(named, pages.size),
            linked=_keys(linked, pages.size),
        )
        return told, several

    def families(
        self, families: Sequence[tuple[int, ...]], places: Sequence[tuple[Ints, Ints]]
    ) -> Iterator[Compared]:
        """The matrices of each family; those of all are filled at once."""
        sizes = np.array([len(pages) for pages in families], dtype=np.int64)
        ends = np.cumsum(sizes**2)
        counts = sizes * (sizes - 1) // 2
        met = np.flatnonzero(self.met)
        size, first = (np.repeat(each, counts)[met] for each in (sizes, ends - sizes**2))
        rows, columns = (np.concatenate([at[side] for at in places])[met] for side in (0, 1))
        forth, back = first + rows * size + columns, first + columns * size + rows

        def matrices(empty: float, ahead: Columns, behind: Columns) -> Matrix:
            filled = np.full(int(sizes @ sizes), empty)
            filled[forth], filled[back] = ahead[met], behind[met]
            return filled

        cost = matrices(np.inf, self.cost, self.cost)
        lean = matrices(0.0, self.lean, -self.lean)
        likeness = matrices(0.0, self.forth, self.back)
        fit = matrices(-np.inf, self.explains, self.explained)
        spans = self._clues.spans
        for pages, end in zip(families, ends.tolist(), strict=True):
            shape = len(pages), len(pages)
            own = slice(end - len(pages) ** 2, end)
            yield Compared(
                pages=pages,
                spans=tuple([spans[page] for page in pages]),
                family=Family(
                    cost=cost[own].reshape(shape),
                    clues=lean[own].reshape(shape),
                    likeness=likeness[own].reshape(shape),
                ),
                fit=fit[own].reshape(shape),
            )
