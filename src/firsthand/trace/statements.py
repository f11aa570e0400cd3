"""Draw the lineage of every statement: which of a page's edges carry which of its claims.

In: a lineage of documents, what each is suggested to say, who is named where.  Out: the same lineage
with `carried` (edges limited to claims, each with its evidence) and `begins` (claims that no edge of
their page carries). Where neither can be told a claim is in neither: it may have come over any edge.
To call something independent that is not is the worst mistake here; docs/methods/tracing.md gives
the rule, and how often it errs. Edges between documents are not drawn here but in `trace.descent`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model.claim import Suggestion
from firsthand.model.document import Attribution, Document, TextPosition
from firsthand.model.lineage import (
    Beginning,
    Correction,
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.trace.bearing import (
    Ground,
    Pages,
    Tie,
    firm_tie,
    gather,
    has_nothing,
    loose_tie,
    reached_tie,
    rest_tie,
    told_tie,
)
from firsthand.trace.changed import follow_words
from firsthand.trace.contained import shared_share
from firsthand.trace.cuts import take_out
from firsthand.trace.elsewhere import met_elsewhere
from firsthand.trace.followed import Digests, Found, Remember, packed, unpack
from firsthand.trace.hearsay import may_be_own
from firsthand.trace.reporting import heard_by, own_reporting

MOSTLY = (
    0.5  # a page of which so much is shared with what it comes from is for the most part a copy
)
PART_MIN = 0.15  # a text that gave less than this of it is none of those it is a copy of

# How sure the ground is, beside the order of pages: set, not measured (docs/methods/tracing.md).
WORTH = {
    Ground.JUDGED: 0.9, Ground.WORDS: 1.0, Ground.TRANSLATED: 0.95, Ground.NAMED: 0.95,
    Ground.LINKED: 0.9, Ground.SAME: 0.8, Ground.RETOLD: 0.8, Ground.FIGURES: 0.7,
    Ground.GOVERNED: 0.7, Ground.CREDITED: 0.7, Ground.REACHED: 0.7, Ground.REST: 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a page that claims stand in, and what the page says of where it is from.

    `named` are the sources it names, `own` the words by which the page says it found out itself,
    `heard` those to whom somebody is said to have told it; `spoke` is whether somebody speaks.
    """

    span: TextPosition
    named: frozenset[str]
    own: TextPosition | None
    heard: frozenset[str]
    spoke: bool


def follow_statements(
    lineage: Lineage,
    *,
    documents: Sequence[Document],
    suggestions: Mapping[str, Sequence[Suggestion]],
    attributions: Mapping[str, Sequence[Attribution]],
    resolve: Callable[[str], str],
    settled: Collection[str],
    cut: Collection[Correction],
    remember: Remember | None = None,
) -> Lineage:
    """*lineage* with what each statement rests on, but for the pages that an analyst *settled*.

    *cut* are rulings that an edge does not carry these claims. *remember* has what was found before;
    the result is the same without.
    """
    pages = gather(
        lineage,
        documents=documents,
        suggestions=suggestions,
        attributions=attributions,
        resolve=resolve,
    )
    edges: dict[str, list[Derivation]] = {}
    judged: set[tuple[str, str]] = set()
    for edge in lineage.derivations:
        if edge.later in pages.documents and edge.later not in settled:
            if edge.claims:
                judged.update((edge.later, claim) for claim in edge.claims)
            else:
                edges.setdefault(edge.later, []).append(edge)
    found, digests = Found(), Digests(pages)
    for page in sorted(edges):
        open_ = {
            key: each for each in suggestions.get(page, ()) if (page, key := each.id) not in judged
        }
        if open_:
            found.made.update(open_)
            mine = sorted(edges[page], key=lambda e: e.id)
            _recall_or_follow(page, open_, mine, pages, found, digests, remember)
    for key in met_elsewhere([claim for claim, _ in found.begins.values()], pages):
        del found.begins[key]
    out = take_out(found.ties, found.begins, cut, found.made)
    onward = follow_words(found.ties, found.begins, found.made, pages)
    begins = [
        Beginning(claim=key, document=claim.document, evidence=evidence)
        for key, (claim, evidence) in found.begins.items()
    ]
    return dataclasses.replace(
        lineage,
        carried=_carried([*_by_claim(found.ties), *onward.ties]),
        begins=tuple(sorted((*begins, *onward.begins), key=lambda b: (b.document, b.claim))),
        cut=(*lineage.cut, *out.values),
        problems=(*lineage.problems, *out.problems),
    )


def _recall_or_follow(  # noqa: PLR0917 - one page, and where it may be known from
    page: str,
    claims: Mapping[str, Suggestion],
    edges: Sequence[Derivation],
    pages: Pages,
    found: Found,
    digests: Digests,
    remember: Remember | None,
) -> None:
    if remember is None:
        _follow_page(page, claims, edges, pages, found)
        return
    key = digests.of(page, claims, edges)
    kept = remember.get(page)
    if kept is None or kept.key != key:
        fresh = Found()
        _follow_page(page, claims, edges, pages, fresh)
        kept = packed(key, fresh)
        remember.put(page, kept)
    unpack(kept, claims, edges, found)


def _follow_page(
    page: str,
    claims: Mapping[str, Suggestion],
    edges: Sequence[Derivation],
    pages: Pages,
    found: Found,
) -> None:
    by_span: dict[tuple[int, int], dict[str, Suggestion]] = {}
    for key in sorted(claims):
        position = claims[key].quotation.position
        by_span.setdefault((position.start, position.end), {})[key] = claims[key]
    copied: list[Derivation] | None = None
    for start, end in sorted(by_span):
        here = by_span[start, end]
        sentence = _read(page, TextPosition(start=start, end=end), here.values(), pages)
        firm = [
            tie for edge in edges if (tie := firm_tie(edge, sentence.span, sentence.named, pages))
        ]
        if firm:
            found.ties.update((key, firm) for key in here)
            continue
        if copied is None:
            copied = _copied_from(page, edges, pages)
        for key, claim in here.items():
            _follow_claim(key, claim, sentence, edges, copied, pages, found)


def _read(page: str, span: TextPosition, claims: Iterable[Suggestion], pages: Pages) -> _Sentence:
    """What a page says of where a sentence is from."""
    text, own = pages.documents[page].text, pages.called[page]
    here = [
        each
        for each in pages.attributions.get(page, ())
        if each.content is not None
        and each.content.start < span.end
        and span.start < each.content.end
    ]
    told = {pages.resolve(each.agent).casefold() for each in here if not each.anonymous}
    told |= {pages.resolve(claim.said_by).casefold() for claim in claims if claim.said_by}
    nobody = {pages.resolve(each.agent).casefold() for each in here if each.anonymous}
    heard = {name.casefold() for name in heard_by(text, span, resolve=pages.resolve)} - own
    return _Sentence(
        span=span,
        named=frozenset((told | heard) - nobody - own - {""}),
        own=own_reporting(text, span, own=own, resolve=pages.resolve),
        heard=frozenset(heard),
        spoke=bool(nobody),
    )


def _copied_from(page: str, edges: Sequence[Derivation], pages: Pages) -> list[Derivation]:
    """The edges to those texts of which a page is for the most part made, if it is."""
    seen = [edge for edge in edges if edge.earlier in pages.documents]
    total, each = shared_share(pages.words(page), [pages.words(edge.earlier) for edge in seen])
    mostly = [] if total < MOSTLY else [
        edge for edge, share in zip(seen, each, strict=True) if share >= PART_MIN
    ]  # fmt: skip
    length = len(pages.documents[page].text) or 1
    for edge in seen:
        answered = sum(
            each.later.position.end - each.later.position.start
            for each in edge.evidence
            if each.type is EvidenceType.FIGURE and each.later is not None
        )
        if edge.kind is DerivationKind.TRANSLATION and answered / length >= MOSTLY:
            mostly.append(edge)
    return mostly


def _follow_claim(  # noqa: PLR0917 - one claim, and all that it is decided by
    key: str,
    claim: Suggestion,
    sentence: _Sentence,
    edges: Sequence[Derivation],
    copied: Sequence[Derivation],
    pages: Pages,
    found: Found,
) -> None:
    """Carried by what ties it to a source; else begun here if no edge can have it; else left open."""
    if sentence.own is not None and not sentence.heard:
        taken = [tie for edge in edges if (tie := _taken_over(edge, claim, sentence, pages))]
        if taken:
            found.ties[key] = taken
        else:
            found.begins[key] = (claim, (_says_so(claim, sentence, pages),))
        return
    ties = [tie for edge in edges if (tie := _tie(edge, claim, sentence, pages))]
    if ties:
        found.ties[key] = ties
        return
    absent = {
        edge.id: share
        for edge in edges
        if (share := has_nothing(edge, claim, pages, somebody_spoke=sentence.spoke)) is not None
    }
    unsure = [edge for edge in edges if edge.id not in absent]
    if copied and not (sentence.spoke and not unsure):
        if all(edge in copied for edge in unsure):
            found.ties[key] = [rest_tie(edge, sentence.span, pages) for edge in copied]
    elif not (unsure or sentence.named or sentence.heard) and _may_begin(claim, sentence, pages):
        evidence = tuple(_nothing_there(claim, edge, absent[edge.id], pages) for edge in edges)
        found.begins[key] = (claim, evidence)


def _may_begin(claim: Suggestion, sentence: _Sentence, pages: Pages) -> bool:
    """Whether the page may have the sentence from itself."""
    return may_be_own(
        pages.documents[claim.document].text,
        sentence.span,
        pages.attributions.get(claim.document, ()),
        spoke=sentence.spoke,
        own=pages.called[claim.document],
        resolve=pages.resolve,
    )


def _tie(edge: Derivation, claim: Suggestion, sentence: _Sentence, pages: Pages) -> Tie | None:
    """What ties the claim to where the edge leads, short of the sentence itself being from there."""
    return (
        loose_tie(edge, claim, pages)
        or (reached_tie(edge, sentence.span, sentence.named, pages) if sentence.named else None)
        or _told(edge, sentence, pages)
    )


def _told(edge: Derivation, sentence: _Sentence, pages: Pages) -> Tie | None:
    """What is said of the paragraph or the whole counts unless the sentence names its own source."""
    tie = told_tie(edge, sentence.span, pages)
    return tie if tie and (not sentence.named or tie.ground is Ground.JUDGED) else None


def _taken_over(
    edge: Derivation, claim: Suggestion, sentence: _Sentence, pages: Pages
) -> Tie | None:
    """It is not the page's own "us": that of a source credited for the whole, or taken over."""
    told = told_tie(edge, sentence.span, pages)
    if told is not None and told.ground is Ground.CREDITED:
        return told
    tie = loose_tie(edge, claim, pages)
    if tie is None or tie.evidence.earlier is None:
        return None
    place = tie.evidence.earlier
    earlier = pages.documents[edge.earlier]
    own = own_reporting(
        earlier.text, place.position, own=pages.called[earlier.id], resolve=pages.resolve
    )
    return tie if own is not None else None


def _says_so(claim: Suggestion, sentence: _Sentence, pages: Pages) -> DerivationEvidence:
    assert sentence.own is not None, "asked only of sentences that say so"
    document = pages.documents[claim.document]
    words = document.text[sentence.own.start : sentence.own.end]
    return DerivationEvidence(
        type=EvidenceType.ATTRIBUTION,
        later=claim.quotation,
        note=f"the page says that it found this out itself: “{words}”",
    )


def _nothing_there(
    claim: Suggestion, edge: Derivation, share: float, pages: Pages
) -> DerivationEvidence:
    """The claim beside what comes nearest to it on the earlier page."""
    _, nearest = pages.words(edge.earlier).best(claim.quotation.exact)
    return DerivationEvidence(
        type=EvidenceType.REUSE,
        later=claim.quotation,
        earlier=nearest,
        note=f"no place of the earlier page has more than {share:.0%} of its words",
    )


def _by_claim(ties: Mapping[str, Sequence[Tie]]) -> Iterator[tuple[str, Tie]]:
    return ((key, tie) for key, every in ties.items() for tie in every)


def _carried(ties: Iterable[tuple[str, Tie]]) -> tuple[Derivation, ...]:
    """An edge for each page, source and sentence, limited to the claims that it carries there."""
    claims: dict[tuple[str, Ground, DerivationEvidence], set[str]] = {}
    edges: dict[str, Derivation] = {}
    for key, tie in ties:
        edges[tie.edge.id] = tie.edge
        claims.setdefault((tie.edge.id, tie.ground, tie.evidence), set()).add(key)
    made = [
        dataclasses.replace(
            edges[edge],
            score=round(edges[edge].score * WORTH[ground], 4),
            evidence=(evidence,),
            claims=tuple(sorted(keys)),
        )
        for (edge, ground, evidence), keys in claims.items()
    ]
    return tuple(
        sorted(made, key=lambda e: (e.later, e.earlier, e.kind, e.claims, repr(e.evidence)))
    )
