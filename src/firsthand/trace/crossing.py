"""Put translations into a lineage: of each page the one page of another language that it follows.

In: pairs that say the same in two languages, the edges drawn so far.  Out: an edge for each page that
follows another, and pairs of which nothing tells who was first. Which pages say the same is not
found here but in `trace.translations`.

Where a page names or links to the page that it says the same as, the edge is drawn already and becomes
a translation. A page that has its words from a copy of the page it would follow has them through that copy and gets
no second edge. Pairs that are likelier come first; each page follows one page at the most; nothing
may close a circle.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.lineage import Derivation, DerivationEvidence, DerivationKind, EvidenceType
from firsthand.trace.dates import order_odds, published_span
from firsthand.trace.direction import odds_to_chance
from firsthand.trace.direction_clues import ClueKind
from firsthand.trace.evidence import COPY_SHARE, QUOTATION_SHARE
from firsthand.trace.settings import TraceSettings
from firsthand.trace.translations import Basis, Passages, Translation

# Log-odds that the page with the sign follows. Set, not measured: only signs of which one is enough
# to be shown to a reader beside the date. That a page is dated later is weighed with the dates.
SIGNS = {
    ClueKind.SAYS_TRANSLATED: 3.0,
    ClueKind.LINKS_ORIGINAL: 3.0,
    ClueKind.NAMES_PUBLISHER: 2.0,
    ClueKind.GLOSSES: 1.0,
}
NEARER_BITS = 8.0  # figures in common beyond another pair's that make a pair the nearer one
PASSAGES_SHOWN = 8  # stretches of one pair; the longest ones
NEIGHBOURS = 2  # characters between two sentences that follow one another


@dataclass(slots=True)
class Crossing:
    """Edges into other languages, and pairs left open, by the documents' ids.

    An edge between two that had one already stands in its place.
    """

    edges: list[Derivation] = field(default_factory=list)
    unclear: list[tuple[str, str]] = field(default_factory=list)


def cross(
    translations: Sequence[Translation],
    *,
    documents: Mapping[str, Document],
    edges: Sequence[Derivation],
    settings: TraceSettings,
    share: Callable[[str, str], float] = lambda _one, _other: 0.0,
) -> Crossing:
    """What *translations* add to *edges*; the same for any order of either.

    *share* tells how much two documents have in common word for word.
    """
    if not translations:
        return Crossing()
    parents: dict[str, set[str]] = {}
    for edge in edges:
        parents.setdefault(edge.later, set()).add(edge.earlier)
    partners: dict[str, set[str]] = {}
    for pair in translations:
        partners.setdefault(pair.one, set()).add(pair.other)
        partners.setdefault(pair.other, set()).add(pair.one)
    drawn = {(edge.later, edge.earlier): edge for edge in edges}
    crossing = Crossing()
    followed: set[str] = set()
    for pair in sorted(
        translations, key=lambda pair: (_told(pair, drawn) is None, _rank(pair, documents))
    ):
        told = _told(pair, drawn)
        if told is not None and told.kind is not DerivationKind.REPORT:
            continue  # they share words: one Chinese text in two orthographies
        if told is None and share(pair.one, pair.other) >= QUOTATION_SHARE:
            continue  # their words tell from which page of the family each has them
        if told is not None:
            followed.add(told.later)
            edge = _edge(pair, documents, later=told.later, earlier=told.earlier, chance=1.0)
            crossing.edges.append(_as_told(edge, told))
            continue
        first = odds_to_chance(_odds_one_first(pair, documents, settings))
        chance = max(first, 1 - first)
        earlier, later = (pair.one, pair.other) if first >= 0.5 else (pair.other, pair.one)
        if chance < settings.direction_sure_min:
            crossing.unclear.append((pair.one, pair.other))
            continue
        through_a_copy = parents.get(later, set()) & partners[earlier]
        circle = later in _above(earlier, parents) or earlier in _above(later, parents)
        if later in followed or through_a_copy or circle:
            continue
        followed.add(later)
        parents.setdefault(later, set()).add(earlier)
        crossing.edges.append(_edge(pair, documents, later=later, earlier=earlier, chance=chance))
    crossing.unclear = [
        (one, other)
        for one, other in crossing.unclear
        if ({one} | _above(one, parents)).isdisjoint({other} | _above(other, parents))
    ]  # two that go back to one page count as one source already
    return crossing


def _told(pair: Translation, drawn: Mapping[tuple[str, str], Derivation]) -> Derivation | None:
    """The edge between the two that is drawn already: a page names the other, or links to it."""
    return drawn.get((pair.one, pair.other)) or drawn.get((pair.other, pair.one))


def _as_told(edge: Derivation, told: Derivation) -> Derivation:
    """One edge of two: how sure it is and by what words it is told, and that it is a translation."""
    return dataclasses.replace(edge, score=told.score, evidence=(*told.evidence, *edge.evidence))


def _rank(
    pair: Translation, documents: Mapping[str, Document]
) -> tuple[float, int, float, float, float, float, str]:
    """What points to the other first, then what keeps its figures, then what is likeliest.

    A translation of a translation has the slips of the page between; where nothing tells the two apart,
    the earliest page is followed.
    """
    spans = [published_span(documents[key]) for key in (pair.one, pair.other)]
    oldest = min(span.low for span in spans)
    share = pair.share_one + pair.share_other
    return (
        -abs(_signs(pair)),
        pair.weighed.contradicted,
        -round(pair.weighed.hard_bits / NEARER_BITS),
        -round(pair.score, 3),
        -round(share, 1),
        oldest,
        pair.one + pair.other,
    )


def _signs(pair: Translation) -> float:
    """Log-odds that the first is the earlier, by what the pages say and show."""
    odds = 0.0
    for kind, follows in sorted({(clue.kind, clue.follows) for clue in pair.clues}):
        weight = SIGNS.get(kind, 0.0)
        odds += weight if follows == pair.other else -weight
    return odds


def _odds_one_first(
    pair: Translation, documents: Mapping[str, Document], settings: TraceSettings
) -> float:
    wrong = settings.date_wrong_share
    odds = order_odds(
        published_span(documents[pair.one]),
        published_span(documents[pair.other]),
        wrong_one=wrong,
        wrong_other=wrong,
    )
    return odds + _signs(pair)


def _above(page: str, parents: Mapping[str, set[str]]) -> set[str]:
    """All that *page* comes from, without itself."""
    met: set[str] = set()
    waiting = list(parents.get(page, ()))
    while waiting:
        item = waiting.pop()
        if item not in met:
            met.add(item)
            waiting += parents.get(item, ())
    return met


def _edge(
    pair: Translation,
    documents: Mapping[str, Document],
    *,
    later: str,
    earlier: str,
    chance: float,
) -> Derivation:
    """The edge with its longest stretches; what they rest on is said beside them."""
    note = ", ".join(sorted({ground.basis.value for ground in pair.grounds}))
    if pair.anchors_only:
        note += "; by anchors only: no encoder knows one of the languages"
    converted = any(ground.basis is Basis.LETTERS for ground in pair.grounds)
    stretches = [
        stretch
        for passages in pair.passages
        for stretch in _stretches(passages, turned=pair.one != later)
    ]
    longest = sorted(stretches, key=lambda each: (each[0].start - each[0].end, each[0].start))
    evidence = tuple(
        DerivationEvidence(
            type=EvidenceType.REUSE if converted else EvidenceType.FIGURE,
            later=_quoted(documents[later], mine),
            earlier=_quoted(documents[earlier], theirs),
            note=note,
        )
        for mine, theirs in longest[:PASSAGES_SHOWN]
    )
    return Derivation(
        later=later,
        earlier=earlier,
        kind=_kind(pair, later) if converted else DerivationKind.TRANSLATION,
        score=round(pair.score * chance, 4),
        evidence=evidence,
    )


def _kind(pair: Translation, later: str) -> DerivationKind:
    """What a page made of one in another script of its language."""
    mine, theirs = pair.share_one, pair.share_other
    if pair.one != later:
        mine, theirs = theirs, mine
    if mine < COPY_SHARE:
        return DerivationKind.QUOTATION if mine < QUOTATION_SHARE else DerivationKind.REWRITE
    return DerivationKind.COPY if theirs >= COPY_SHARE else DerivationKind.EXCERPT


def _stretches(passages: Passages, *, turned: bool) -> list[tuple[TextPosition, TextPosition]]:
    """The sentences that answer one another, neighbours joined; none that the other has not.

    Between two sentences that the pages share may stand what only one of them knows.
    """
    pairs = passages.pairs or ((passages.one.position, passages.other.position),)
    found: list[tuple[TextPosition, TextPosition]] = []
    for mine, theirs in sorted(
        ((other, one) if turned else (one, other) for one, other in pairs),
        key=lambda each: (each[0].start, each[1].start),
    ):
        if found and mine.start - found[-1][0].end <= NEIGHBOURS:
            last, answer = found.pop()
            mine = _both(last, mine)  # noqa: PLW2901
            theirs = _both(answer, theirs)  # noqa: PLW2901
        found.append((mine, theirs))
    return found


def _both(one: TextPosition, other: TextPosition) -> TextPosition:
    return TextPosition(start=min(one.start, other.start), end=max(one.end, other.end))


def _quoted(document: Document, position: TextPosition) -> Quotation:
    exact = document.text[position.start : position.end]
    return Quotation(document=document.id, exact=exact, position=position)
