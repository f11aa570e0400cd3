"""Find pages that repeat the same table or the same series of figures, whatever the words around.

In: documents, a lineage.  Out: pairs of documents with the figures they have in common and what that
is worth in bits; the lineage with an edge for each page that has its figures from another. The edge
holds for those figures alone: claims elsewhere on the page stay the page's own. Where the dates do
not tell who was first no edge is drawn. docs/methods/pictures.md has the formulae.

No order of rows or columns is needed, rows may be left out, figures rounded to three or four digits
and told in other units (thousands, 万). What two pages have from one third page is no new evidence.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.document import Document, Quotation, ReadState, TextPosition
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.trace.dates import order_odds, published_span
from firsthand.trace.direction import odds_to_chance
from firsthand.trace.origins import list_origins
from firsthand.trace.series import FIGURES_MIN, Entry, Series, find_series, shortened
from firsthand.trace.settings import TraceSettings

PAGES_LEAST = 64  # a case of fewer pages is not surer of chance than one of so many
LOOK_ALIKE_BITS = (
    4.0  # log-odds against a pair before anything is counted, beside how many pairs there are
)
SURE_BITS = 4.0  # and so many more than needed to be believed: odds of 16 to 1
BITS_MAX = 12.0  # no figure decides alone
SHARED_MIN = 4  # different figures
SHARE_MIN = 0.3  # of the smaller series: two long tables meet in some figures by chance
ROUNDED_COST = 2.0  # bits: a rounded figure has several ways to meet
FIRST_DIGITS_COST = 1.0  # bits: first digits are not spread evenly (Benford)
WHOLE_WIDTH = 9.0  # first digits run from 1 to 10 where nothing narrower is seen
WIDTH_MIN = 0.01  # figures that are all but one have few ways to be
UNSEEN_PAGES = 50.0  # how many pages not seen a figure's rarity is counted over
HOLDERS_MAX = 32  # a figure in more series pairs each only with the first few
SPOKESMEN = 4
NEIGHBOURS = 64  # letters between two figures of one quotation
QUOTATIONS_MAX = 8  # of one pair; the longest ones
QUOTATION_LETTERS_MAX = 600


@value
class Meeting:
    """A figure that stands in both series; `bits` say how improbable that is by chance."""

    one: Entry
    other: Entry
    bits: float


@value
class SharedFigures:
    """Two documents, the smaller id first, and the figures of one series that both have."""

    one: str
    other: str
    meetings: tuple[Meeting, ...]
    bits: float
    needed: float  # bits at which a chance meeting is as likely as a repeated table

    @property
    def score(self) -> float:
        """The probability that the figures are repeated, under the model of the methods' page."""
        return 1.0 / (1.0 + math.exp2(min(60.0, self.needed - self.bits)))


def find_shared_figures(documents: Sequence[Document]) -> list[SharedFigures]:
    """Every pair of documents that repeat a series of figures, best first."""
    unique = {d.id: d for d in documents if d.state is not ReadState.UNREADABLE}
    series = [each for key in sorted(unique) for each in find_series(unique[key])]
    needed = LOOK_ALIKE_BITS + math.log2(max(len(unique), PAGES_LEAST) ** 2 / 2)
    rarity = _Rarity(series, len(unique))
    best: dict[tuple[str, str], SharedFigures] = {}
    for one, other in sorted(_candidates(series)):
        found = _compare(series[one], series[other], rarity, needed)
        if found is not None:
            before = best.get((found.one, found.other))
            if before is None or found.bits > before.bits:
                best[found.one, found.other] = found
    return sorted(best.values(), key=lambda pair: (-pair.bits, pair.one, pair.other))


class _Rarity:
    """In how many series that are not the same a figure stands."""

    def __init__(self, series: Sequence[Series], pages: int) -> None:
        different = {frozenset(entry.digits for entry in each.entries) for each in series}
        self._counts = Counter(digits for each in different for digits in each)
        self._pages = pages

    def bits(self, digits: str) -> float:
        """At most so many bits is a figure worth that other pages have too."""
        others = self._counts[digits] - 2
        return math.log2((self._pages + UNSEEN_PAGES) / others) if others > 0 else BITS_MAX


def _candidates(series: Sequence[Series]) -> set[tuple[int, int]]:
    """Pairs of series of two documents that may share enough."""
    holders: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, each in enumerate(series):
        for entry in each.entries:
            holders[entry.digits][number] = True
            for key in shortened(entry.digits):
                holders[key].setdefault(number, False)
    counts: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        numbers = sorted(held)
        first = numbers if len(numbers) <= HOLDERS_MAX else numbers[:SPOKESMEN]
        for low in first:
            for high in numbers:
                meets = held[low] or held[high]
                if low < high and meets and series[low].document != series[high].document:
                    counts[low, high] += 1
    return {pair for pair, count in counts.items() if count >= SHARED_MIN}


def _compare(one: Series, other: Series, rarity: _Rarity, needed: float) -> SharedFigures | None:
    """What two series share, in the one unit in which they share most."""
    meetings = _meetings(one, other, rarity)
    if len(meetings) < SHARED_MIN:
        return None
    ratios = Counter(ratio for ratio, _ in meetings)
    ratio = min(ratios, key=lambda each: (-ratios[each], abs(each), each))
    kept = [meeting for found, meeting in meetings if found == ratio]
    smaller = min(len({e.digits for e in side.entries}) for side in (one, other))
    bits = math.fsum(meeting.bits for meeting in kept)
    if len(kept) < SHARED_MIN or len(kept) < SHARE_MIN * smaller or bits < needed + SURE_BITS:
        return None
    turned = one.document > other.document
    if turned:
        kept = [Meeting(one=m.other, other=m.one, bits=m.bits) for m in kept]
    low, high = sorted((one.document, other.document))
    return SharedFigures(
        one=low,
        other=high,
        meetings=tuple(sorted(kept, key=lambda m: (m.one.start, m.other.start))),
        bits=round(bits, 3),
        needed=round(needed, 3),
    )


def _meetings(one: Series, other: Series, rarity: _Rarity) -> list[tuple[int, Meeting]]:
    """Figures of *one* that stand in *other*, whole or rounded, each once; with the ratio of units."""
    mine, theirs = _by_digits(one), _by_digits(other)
    widths = _widths(one), _widths(other)
    found: list[tuple[int, Meeting]] = []
    used: set[str] = set()

    def meet(left: str, right: str, raised: int) -> None:
        if left in used or f"/{right}" in used:
            return
        used.update((left, f"/{right}"))
        a, b = mine[left], theirs[right]
        width = min(widths[0].get(a.size, WHOLE_WIDTH), widths[1].get(b.size, WHOLE_WIDTH))
        kept = min(len(left), len(right))
        bits = _bits(kept, width, max(len(mine), len(theirs)), exact=left == right)
        bits = max(0.0, min(bits, rarity.bits(left), rarity.bits(right)))
        found.append((a.size - b.size + raised, Meeting(one=a, other=b, bits=round(bits, 3))))

    for digits in mine.keys() & theirs.keys():
        meet(digits, digits, 0)
    for digits in sorted(mine, key=lambda each: (-len(each), each)):
        for key, raised in shortened(digits).items():
            if key in theirs:
                meet(digits, key, raised)
    for digits in sorted(theirs, key=lambda each: (-len(each), each)):
        for key, raised in shortened(digits).items():
            if key in mine:
                meet(key, digits, -raised)
    return found


def _by_digits(series: Series) -> dict[str, Entry]:
    held: dict[str, Entry] = {}
    for entry in series.entries:
        held.setdefault(entry.digits, entry)
    return held


def _widths(series: Series) -> dict[int, float]:
    """How wide the figures of each power of ten are spread, where there are enough to tell.

    Shares between 95.1 and 99.9 have 49 ways to be, not nine hundred.
    """
    held: dict[int, list[float]] = defaultdict(list)
    for entry in series.entries:
        held[entry.size].append(int(entry.digits) / 10 ** (len(entry.digits) - 1))
    return {
        size: max(max(firsts) - min(firsts), WIDTH_MIN)
        for size, firsts in held.items()
        if len(firsts) >= FIGURES_MIN
    }


def _bits(kept: int, width: float, tries: int, *, exact: bool) -> float:
    """How improbable it is that one of so many other figures has these digits, *kept* of them.

    >>> round(_bits(5, 9.0, 16, exact=True), 2)
    11.46
    """
    ways = max(1.0, width * 10 ** (kept - 1))
    bits = math.log2(ways) - math.log2(max(1, tries)) - FIRST_DIGITS_COST
    return min(BITS_MAX, bits - (0.0 if exact else ROUNDED_COST))


def with_tables(
    lineage: Lineage, documents: Sequence[Document], *, settings: TraceSettings
) -> Lineage:
    """*lineage* with an edge for each page that has its figures from another, and what that changes."""
    known = {d.id: d for d in documents if d.state is not ReadState.UNREADABLE}
    parents: dict[str, set[str]] = defaultdict(set)
    for edge in lineage.derivations:
        parents[edge.later].add(edge.earlier)
    open_pairs = {frozenset(pair) for pair in lineage.unclear}
    edges: list[Derivation] = []
    problems: list[Problem] = []
    following: set[str] = set()
    for pair in find_shared_figures(list(known.values())):
        one, other = known[pair.one], known[pair.other]
        mine, theirs = _above(one.id, parents), _above(other.id, parents)
        # What both have from one page of the case, or already from one another, is told.
        if (mine & theirs & known.keys()) or frozenset((one.id, other.id)) in open_pairs:
            continue
        chance = _chance_first(one, other, settings)
        if max(chance, 1 - chance) < settings.direction_sure_min:
            problems.append(_unclear(pair))
            continue
        earlier, later = (one, other) if chance >= 0.5 else (other, one)
        if later.id in following:
            continue
        following.add(later.id)
        parents[later.id].add(earlier.id)
        edges.append(_edge(pair, later=later, earlier=earlier, chance=max(chance, 1 - chance)))
    if not edges and not problems:
        return lineage
    return _joined(lineage, known, edges, problems)


def _joined(
    lineage: Lineage,
    documents: Mapping[str, Document],
    edges: Sequence[Derivation],
    problems: Iterable[Problem],
) -> Lineage:
    every = sorted((*lineage.derivations, *edges), key=lambda edge: (edge.later, edge.earlier))
    named = [origin for origin in lineage.origins if not origin.seen]
    return dataclasses.replace(
        lineage,
        derivations=tuple(every),
        origins=list_origins(
            documents,
            every,
            names={origin.id: origin.name for origin in named},
            aliases={origin.id: origin.aliases for origin in named},
            notes={origin.id: origin.note for origin in named},
        ),
        problems=tuple(
            sorted((*lineage.problems, *problems), key=lambda each: (each.code, each.where))
        ),
    )


def _above(page: str, parents: Mapping[str, set[str]]) -> set[str]:
    """*page* and all that it comes from."""
    met, waiting = {page}, [page]
    while waiting:
        for item in parents.get(waiting.pop(), ()):
            if item not in met:
                met.add(item)
                waiting.append(item)
    return met


def _chance_first(one: Document, other: Document, settings: TraceSettings) -> float:
    wrong = settings.date_wrong_share
    odds = order_odds(
        published_span(one), published_span(other), wrong_one=wrong, wrong_other=wrong
    )
    return odds_to_chance(odds)


def _unclear(pair: SharedFigures) -> Problem:
    return Problem(
        severity=Severity.NOTE,
        code="direction-unclear",
        message=f"they have {len(pair.meetings)} figures in common; nothing tells which was first",
        where=f"{pair.one} {pair.other}",
    )


def _edge(pair: SharedFigures, *, later: Document, earlier: Document, chance: float) -> Derivation:
    turned = pair.one != later.id
    meetings = [(m.other, m.one) if turned else (m.one, m.other) for m in pair.meetings]
    runs = _runs(sorted(meetings, key=lambda each: (each[0].start, each[1].start)))
    longest = sorted(runs, key=lambda run: (run[0][0].start - run[-1][0].end, run[0][0].start))
    note = f"{len(pair.meetings)} figures in common, worth {pair.bits:.0f} bits of {pair.needed:.0f} needed"
    evidence = tuple(
        DerivationEvidence(
            type=EvidenceType.FIGURE,
            later=_quotation(later, [mine for mine, _ in run]),
            earlier=_quotation(earlier, [theirs for _, theirs in run]),
            note=note,
        )
        for run in longest[:QUOTATIONS_MAX]
    )
    return Derivation(
        later=later.id,
        earlier=earlier.id,
        kind=DerivationKind.EXCERPT,
        score=round(pair.score * chance, 4),
        evidence=evidence,
    )


Pairs = list[tuple[Entry, Entry]]


def _runs(meetings: Pairs) -> list[Pairs]:
    """Figures that stand near one another in the later text, a quotation each."""
    runs: list[Pairs] = []
    for mine, theirs in meetings:
        near = runs and mine.start - runs[-1][-1][0].end <= NEIGHBOURS
        short = near and mine.end - runs[-1][0][0].start <= QUOTATION_LETTERS_MAX
        if short:
            runs[-1].append((mine, theirs))
        else:
            runs.append([(mine, theirs)])
    return runs


def _quotation(document: Document, entries: Sequence[Entry]) -> Quotation:
    """The words from the first of some figures to the last, unless they lie far apart."""
    start = min(entry.start for entry in entries)
    end = max(entry.end for entry in entries)
    if end - start > QUOTATION_LETTERS_MAX:
        start, end = entries[0].start, entries[0].end
    return Quotation(
        document=document.id,
        exact=document.text[start:end],
        position=TextPosition(start=start, end=end),
    )
