"""Look for what ties one sentence of a page to one of the texts that the page comes from.

In: a page, an edge from it, what both pages are suggested to say, who is named where.  Out: the
ground on which the edge carries the sentence or a claim in it, with both quotes; or that nothing of
it is there; or neither. What follows of several edges together is decided in `trace.statements`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.model.claim import (
    AgeRange,
    Coded,
    ElementValue,
    Period,
    Place,
    Quantity,
    Suggestion,
    Words,
)
from firsthand.model.document import Attribution, AttributionKind, Document, TextPosition
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.trace.addresses import host
from firsthand.trace.contained import PageWords, figures, quoted, words

COVERED_MIN = 0.5  # of a sentence inside words that are known to be shared: it is one of them
LETTERS_MIN = 0.5  # of its letters on the earlier page: copied, a word in ten changed or misread
RETOLD_MIN = 0.6  # of its words in one place of the earlier page: the same in other words
NOTHING_MAX = 0.35  # no place there has more of its words: the earlier page does not say it
ALIKE_MAX = 50  # claims of one kind on one page that are compared by their words
LINE_MAX = 500  # texts above a page that are looked at; further up nothing is told, and none begins
PAGES_KEPT = 256  # pages made ready for comparing that are kept at a time; one takes about 0.2 MB

_SHARING = {
    DerivationKind.COPY, DerivationKind.EXCERPT, DerivationKind.REWRITE, DerivationKind.QUOTATION,
}  # fmt: skip


class Ground(StrEnum):
    """Why an edge is thought to carry a claim. The first four are firm: each is enough by itself."""

    WORDS = "words"  # the sentence is copied
    TRANSLATED = "translated"  # it answers a sentence in another language
    NAMED = "named"  # the page says in this sentence that it is from there
    LINKED = "linked"  # the sentence links there
    JUDGED = "judged"  # an analyst says that the page as a whole comes from there
    SAME = "same"  # the earlier page makes the same claim
    RETOLD = "retold"  # a place of the earlier page has most of its words
    FIGURES = "figures"  # a figure of the sentence stands on the earlier page
    GOVERNED = "governed"  # the paragraph names that source, and no other since
    CREDITED = "credited"  # the page credits that source for the whole
    REACHED = "reached"  # who is named is a source of the earlier page
    REST = "rest"  # the page is for the most part a copy


# Evidence that stands in the sentence itself, and of how much of the sentence.
_PLACED = (
    (EvidenceType.REUSE, Ground.WORDS, COVERED_MIN),
    (EvidenceType.FIGURE, Ground.TRANSLATED, COVERED_MIN),
    (EvidenceType.LINK, Ground.LINKED, 0.0),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge, and on what ground it carries a claim."""

    edge: Derivation
    ground: Ground
    evidence: DerivationEvidence


@dataclass(slots=True, eq=False)
class Pages:
    """The pages of a case, what they are suggested to say, whom they name, and their sources' names."""

    documents: Mapping[str, Document]
    suggestions: Mapping[str, Sequence[Suggestion]]
    attributions: Mapping[str, Sequence[Attribution]]
    resolve: Callable[[str], str]
    called: Mapping[str, frozenset[str]]
    above: Mapping[str, tuple[str, ...]]
    unclear: frozenset[tuple[str, str]]
    _kept: dict[str, PageWords] = field(default_factory=dict)
    _saying: dict[str, dict[tuple[str, str], list[Suggestion]]] = field(default_factory=dict)

    def words(self, key: str) -> PageWords:
        """A page made ready for comparing; those used last are kept."""
        page = self._kept.pop(key, None) or PageWords(self.documents[key])
        self._kept[key] = page
        if len(self._kept) > PAGES_KEPT:
            del self._kept[next(iter(self._kept))]
        return page

    def saying(self, key: str, claim: Suggestion) -> Suggestion | None:
        """What a page is suggested to say that may be the same as *claim*, if anything."""
        if key not in self._saying:
            held: dict[tuple[str, str], list[Suggestion]] = {}
            for other in self.suggestions.get(key, ()):
                for sign in _signs(other.value):
                    same = held.setdefault((other.element, sign), [])
                    if len(same) < ALIKE_MAX:
                        same.append(other)
            self._saying[key] = held
        for sign in _signs(claim.value):
            for other in self._saying[key].get((claim.element, sign), ()):
                if same_value(claim.value, other.value):
                    return other
        return None

    def are_one(self, one: str, other: str) -> bool:
        """Whether two pages count as one source: one text, or nobody knows which was first."""
        texts = [self.documents[key].text.strip() for key in (one, other)]
        return texts[0] == texts[1] or (min(one, other), max(one, other)) in self.unclear

    def lines(self, key: str) -> set[str]:
        """All that *key* comes from, itself included; of very long lines the nearest."""
        met, waiting = {key}, [key]
        while waiting and len(met) < LINE_MAX:
            for one in self.above.get(waiting.pop(), ()):
                if one not in met:
                    met.add(one)
                    waiting.append(one)
        return met


def gather(
    lineage: Lineage,
    *,
    documents: Sequence[Document],
    suggestions: Mapping[str, Sequence[Suggestion]],
    attributions: Mapping[str, Sequence[Attribution]],
    resolve: Callable[[str], str],
) -> Pages:
    """Everything that is looked at for every sentence."""
    called: dict[str, set[str]] = {}
    for document in documents:
        publisher = resolve(document.publisher or host(document.address))
        called[document.id] = {publisher.casefold()} - {""}
    for origin in lineage.origins:
        names = {origin.name, *origin.aliases} if not origin.seen else set()
        called.setdefault(origin.id, set()).update(
            form.casefold() for name in names for form in (name, resolve(name)) if form
        )
    above: dict[str, set[str]] = {}
    for edge in lineage.derivations:
        above.setdefault(edge.later, set()).add(edge.earlier)
    return Pages(
        documents={document.id: document for document in documents},
        suggestions=suggestions,
        attributions=attributions,
        resolve=resolve,
        called={key: frozenset(names) for key, names in called.items()},
        above={key: tuple(sorted(found)) for key, found in above.items()},
        unclear=frozenset((min(pair), max(pair)) for pair in lineage.unclear),
    )


def names_of(edge: Derivation, pages: Pages) -> frozenset[str]:
    """The names under which a page may name what the edge leads to."""
    noted = {
        pages.resolve(each.note).casefold()
        for each in edge.evidence
        if each.note and each.type in {EvidenceType.ATTRIBUTION, EvidenceType.CREDIT}
    }
    return pages.called.get(edge.earlier, frozenset()) | noted


def firm_tie(
    edge: Derivation, span: TextPosition, named: Iterable[str], pages: Pages
) -> Tie | None:
    """The edge carries the whole sentence; *named* are those whom the sentence names as its source."""
    for type_, ground, share in _PLACED:
        shown = _shown(edge, span, type_)
        if sum(_overlap(one, span) for _, one in shown) > share * (span.end - span.start):
            known = max(shown, key=lambda each: _overlap(each[1], span))[0]
            return _tie(edge, ground, span, pages, type_, note=known.note, known=known)
    if edge.earlier in pages.documents:
        sentence = pages.documents[edge.later].text[span.start : span.end]
        if pages.words(edge.earlier).share_of_letters(sentence) >= LETTERS_MIN:
            return _tie(edge, Ground.WORDS, span, pages, EvidenceType.REUSE)
    if names_of(edge, pages) & set(named):
        return _tie(edge, Ground.NAMED, span, pages, EvidenceType.ATTRIBUTION)
    return None


def _shown(
    edge: Derivation, span: TextPosition, type_: EvidenceType
) -> list[tuple[DerivationEvidence, TextPosition]]:
    """What the edge shows of that type within a stretch of the later page, and where."""
    return [
        (each, each.later.position)
        for each in edge.evidence
        if each.type is type_
        and each.later is not None
        and each.later.document == edge.later
        and _overlap(each.later.position, span)
    ]


def loose_tie(edge: Derivation, claim: Suggestion, pages: Pages) -> Tie | None:
    """The edge may well carry a claim: the earlier page says the same, in whatever words."""
    if edge.earlier not in pages.documents:
        return None
    span = claim.quotation.position
    other = pages.saying(edge.earlier, claim)
    if other is not None:
        evidence = DerivationEvidence(
            type=EvidenceType.FIGURE,
            later=claim.quotation,
            earlier=other.quotation,
            note="the earlier page makes the same claim",
        )
        return Tie(edge=edge, ground=Ground.SAME, evidence=evidence)
    share, _ = pages.words(edge.earlier).best(claim.quotation.exact)
    if share >= RETOLD_MIN:
        note = "the same in other words"
        return _tie(edge, Ground.RETOLD, span, pages, EvidenceType.REUSE, note=note)
    common = figures(claim.quotation.exact) & pages.words(edge.earlier).figures
    if common:
        note = f"both have the figure {min(common)}"
        return _tie(edge, Ground.FIGURES, span, pages, EvidenceType.FIGURE, note=note)
    return None


def told_tie(edge: Derivation, span: TextPosition, pages: Pages) -> Tie | None:
    """The page says of the paragraph, or of the whole, that it is from there."""
    judged = [each for each in edge.evidence if each.type is EvidenceType.JUDGEMENT]
    if judged:
        return _tie(edge, Ground.JUDGED, span, pages, judged[0].type, note=judged[0].note)
    text = pages.documents[edge.later].text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end
    names = names_of(edge, pages)
    given = pages.attributions.get(edge.later, ())
    before = [
        each
        for each in given
        if each.content is not None
        and start <= each.source.start < span.start
        and each.content.start < span.start
    ]
    last = max(before, key=lambda each: each.source.start, default=None)
    if last is not None and _name(last, pages) in names:
        note = "the paragraph names the source before"
        return _tie(edge, Ground.GOVERNED, span, pages, EvidenceType.ATTRIBUTION, note=note)
    for each in edge.evidence:
        at = each.later.position.start if each.later is not None else -1
        if each.type is EvidenceType.LINK and start <= at < end:
            return _tie(edge, Ground.GOVERNED, span, pages, each.type, note=each.note)
    kinds = {AttributionKind.CREDIT, AttributionKind.BYLINE}
    if any(each.type is EvidenceType.CREDIT for each in edge.evidence) or any(
        each.kind in kinds and _name(each, pages) in names for each in given
    ):
        note = "credited for the whole page"
        return _tie(edge, Ground.CREDITED, span, pages, EvidenceType.CREDIT, note=note)
    return None


def has_nothing(
    edge: Derivation, claim: Suggestion, pages: Pages, *, somebody_spoke: bool
) -> float | None:
    """How little of the sentence stands on the earlier page, if so little that it does not say it.

    A page that is only reported says what it says in other words: of it this is believed only
    where the later page has somebody speak whom the earlier does not have.
    """
    if edge.earlier not in pages.documents or not _one_language(edge, pages):
        return None
    if edge.kind not in _SHARING and not somebody_spoke:
        return None
    share, _ = pages.words(edge.earlier).best(claim.quotation.exact)
    return share if share <= NOTHING_MAX and words(claim.quotation.exact) else None


def rest_tie(edge: Derivation, span: TextPosition, pages: Pages) -> Tie:
    """The page is for the most part made of the earlier one."""
    note = "the page is for the most part a copy"
    return _tie(edge, Ground.REST, span, pages, EvidenceType.REUSE, note=note)


def reached_tie(
    edge: Derivation, span: TextPosition, named: frozenset[str], pages: Pages
) -> Tie | None:
    """Who is named as the source is one from which the earlier page comes."""
    for one in sorted(pages.lines(edge.earlier)):
        if pages.called.get(one, frozenset()) & named:
            note = "the source that is named is one of the earlier page's"
            return _tie(edge, Ground.REACHED, span, pages, EvidenceType.ATTRIBUTION, note=note)
    return None


def same_value(one: ElementValue, other: ElementValue) -> bool:
    """Whether two values may be one: told loosely, since a page may have one from the other.

    >>> same_value(Coded(code="dna", text="blood"), Coded(code="dna", text="DNA samples"))
    True
    """
    match one, other:
        case Quantity(), Quantity():
            common = {one.low, one.high} & {other.low, other.high} - {None}
            return bool(common) or (one.vague and other.vague and one.unit == other.unit)
        case Coded(), Coded():
            return one.code == other.code and (one.code != "other" or _alike(one.text, other.text))
        case Place(), Place():
            codes = {one.code, other.code} - {""}
            named = one.name.casefold() == other.name.casefold()
            return named or (len(codes) == 1 and bool(one.code) and bool(other.code))
        case Words(), Words():
            return _alike(one.text, other.text)
        case AgeRange() | Period(), _:
            return one == other
        case _:
            return False


def _signs(value: ElementValue) -> tuple[str, ...]:
    """What two values that may be one have in common, at least one of these."""
    match value:
        case Quantity():
            ends = sorted({str(end) for end in (value.low, value.high) if end is not None})
            return (*ends, f"vague {value.unit}") if value.vague else tuple(ends)
        case Coded():
            return (value.code,)
        case Place():
            return (value.name.casefold(), *((value.code,) if value.code else ()))
        case Words():
            return ("",)
        case AgeRange() | Period():
            return (repr(value),)


def _alike(one: str, other: str) -> bool:
    mine, theirs = words(one), words(other)
    return 2 * len(mine & theirs) >= len(mine) + len(theirs) - len(mine & theirs)


def _name(given: Attribution, pages: Pages) -> str:
    return "" if given.anonymous else pages.resolve(given.agent).casefold()


def _one_language(edge: Derivation, pages: Pages) -> bool:
    """Whether the words of both can be compared; unknown languages are taken to be one."""
    tongues = {
        (pages.documents[key].language or "").split("-")[0] for key in (edge.later, edge.earlier)
    }
    return edge.kind is not DerivationKind.TRANSLATION and len(tongues - {""}) < 2


def _overlap(one: TextPosition, other: TextPosition) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _tie(
    edge: Derivation,
    ground: Ground,
    span: TextPosition,
    pages: Pages,
    type_: EvidenceType,
    *,
    note: str = "",
    known: DerivationEvidence | None = None,
) -> Tie:
    """The ground with the sentence and the place on the earlier page that has most of it."""
    later = quoted(pages.documents[edge.later], span.start, span.end)
    earlier = None
    if edge.earlier in pages.documents:
        if known is None or known.type is EvidenceType.REUSE:
            earlier = pages.words(edge.earlier).best(later.exact)[1]
        if earlier is None and known is not None:
            earlier = known.earlier
    evidence = DerivationEvidence(type=type_, later=later, earlier=earlier, note=note)
    return Tie(edge=edge, ground=ground, evidence=evidence)
