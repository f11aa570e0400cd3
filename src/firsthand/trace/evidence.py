"""Show why a step is believed: the shared words on both sides, the credit, the link.

In: `Reuse`, `Clues`, two documents.  Out: the kind of a derivation and its evidence, quotations that
are exact slices of the documents. Whether the step is believed is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from firsthand.model.document import Attribution, AttributionKind, Document, Quotation, TextPosition
from firsthand.model.lineage import DerivationEvidence, DerivationKind, EvidenceType
from firsthand.trace.addresses import comparable
from firsthand.trace.clues import Clues
from firsthand.trace.letters import Ints
from firsthand.trace.links import said_links
from firsthand.trace.reuse import Reuse, Shared

STRETCHES_SHOWN = 12  # the longest; a page with more shared passages is shown by these
COPY_SHARE = 0.85  # so much of both texts in common is a copy
COPY_EDITS = 0.04  # and no more than one difference in so many letters, else it is a rewrite
EXCERPT_EDITS = 0.04
QUOTATION_SHARE = 0.3  # a page of which less is shared quotes, one of which more is takes over
_KINDS = tuple(DerivationKind)
_CREDITS = frozenset({AttributionKind.CREDIT, AttributionKind.BYLINE})


def derivation_kind(shared: Shared) -> DerivationKind:
    """What a later text made of an earlier one; the first side of *shared* is the earlier."""
    letters = sum(end - start for start, end in shared.other_stretches)
    changed = shared.edits / max(letters, 1) > COPY_EDITS
    if shared.one_share >= COPY_SHARE and shared.other_share >= COPY_SHARE:
        return DerivationKind.REWRITE if changed else DerivationKind.COPY
    if shared.other_share < QUOTATION_SHARE:
        return DerivationKind.QUOTATION
    return DerivationKind.REWRITE if changed else DerivationKind.EXCERPT


def shown_places(reuse: Reuse, steps: Sequence[tuple[int, int]]) -> tuple[Ints, Ints, Ints]:
    """Of each step (later, earlier) its kind, how many stretches are shown, and where these stand in both texts.

    A kind is its place among `DerivationKind`. A row for each stretch: start and end in the later document, start and
    end in the earlier.
    """
    kinds: list[int] = []
    counts: list[int] = []
    rows: list[tuple[int, int, int, int]] = []
    for later, earlier in steps:
        shared = reuse.between(earlier, later)
        assert shared is not None, "a step is drawn between texts that share words"
        kinds.append(_KINDS.index(derivation_kind(shared)))
        pairs = list(zip(shared.one_stretches, shared.other_stretches, strict=True))
        if len(pairs) > 1:
            pairs.sort(key=lambda pair: (pair[1][0] - pair[1][1], pair))
            del pairs[STRETCHES_SHOWN:]
        counts.append(len(pairs))
        rows += [
            (*reuse.place(later, mine), *reuse.place(earlier, theirs)) for theirs, mine in pairs
        ]
    return (
        np.array(kinds, dtype=np.int64),
        np.array(counts, dtype=np.int64),
        np.array(rows, dtype=np.int64).reshape(-1, 4),
    )


def step_evidence(
    clues: Clues, places: Sequence[Sequence[int]], *, later: int, earlier: int
) -> tuple[DerivationEvidence, ...]:
    """Shared words with both quotes, then what the later page itself says of the earlier.

    *places* are those of the stretches that are shown, as `shown_places` gives them.
    """
    mine, theirs = clues.documents[later], clues.documents[earlier]
    found = [
        DerivationEvidence(
            type=EvidenceType.REUSE,
            later=quote(mine, TextPosition(start=start, end=end)),
            earlier=quote(theirs, TextPosition(start=there, end=there_end)),
        )
        for start, end, there, there_end in places
    ]
    publisher = clues.publishers[earlier]
    found += [
        naming_evidence(clues.documents[later], attribution)
        for attribution in clues.named[later].get(publisher, ())[:1]
    ]
    if earlier in clues.links[later]:
        found += link_evidence(clues.documents[later], [clues.documents[earlier].address])
    return tuple(found)


def naming_evidence(document: Document, attribution: Attribution) -> DerivationEvidence:
    """The words in which a page names its source."""
    parts = [attribution.source, attribution.cue]
    if attribution.content is not None and not _is_apart(attribution, document):
        parts.append(attribution.content)
    span = TextPosition(start=min(p.start for p in parts), end=max(p.end for p in parts))
    credit = attribution.kind in _CREDITS
    return DerivationEvidence(
        type=EvidenceType.CREDIT if credit else EvidenceType.ATTRIBUTION,
        later=quote(document, span),
        note=attribution.agent,
    )


def _is_apart(attribution: Attribution, document: Document) -> bool:
    """Whether what is said stands in another line than who says it: an embedded post."""
    content, source = attribution.content, attribution.source
    assert content is not None, "only what is said can stand apart"
    between = document.text[min(content.end, source.end) : max(content.start, source.start)]
    return "\n" in between


def link_evidence(document: Document, addresses: Sequence[str]) -> list[DerivationEvidence]:
    """The words over which a page links to an address."""
    wanted = {comparable(address) for address in addresses}
    found = [
        link.position
        for link in said_links(document)
        if link.position is not None
        and link.position.end <= len(document.text)
        and comparable(link.target) in wanted
    ]
    first = min(found, key=lambda span: (span.start, span.end), default=None)
    words = quote(document, first) if first is not None else None
    return [DerivationEvidence(type=EvidenceType.LINK, later=words, note=min(addresses))]


def quote(document: Document, span: TextPosition) -> Quotation:
    """Exact words of a document."""
    return Quotation(
        document=document.id, exact=document.text[span.start : span.end], position=span
    )
