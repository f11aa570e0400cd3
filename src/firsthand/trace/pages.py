"""Make documents ready to be compared across languages: their sentences, anchors and tongue.

In: documents, what is suggested of each.  Out: pages, and what is asked of many of them at once.
What a document brings by itself (`page_of`) stands apart from what depends on the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document, ReadState
from firsthand.model.identity import identify
from firsthand.model.value import value
from firsthand.trace.alignment import Held, hold, within
from firsthand.trace.anchors import Anchor, find_anchors
from firsthand.trace.direction_clues import Clue, says_translated
from firsthand.trace.followed import document_digest
from firsthand.trace.names import packaged_names
from firsthand.trace.scripts import Spelled, one_language, spell
from firsthand.trace.stretches import Range, may_be_one_language, part, tongue
from firsthand.trace.worth import Keyed


@value
class Parts:
    """What takes long to find in a document; `key` is the digest of what it was found in."""

    key: str
    stretches: tuple[Range, ...]
    anchors: tuple[Anchor, ...]
    told: tuple[Clue, ...]  # where it says itself that it is a translation


@dataclass(frozen=True, kw_only=True)
class Page:
    """A document made ready: its stretches and anchors."""

    document: Document
    tongue: str
    stretches: tuple[Range, ...]
    anchors: tuple[Anchor, ...]  # those within stretches
    told: tuple[Clue, ...]

    @cached_property
    def held(self) -> Held:
        """The anchors laid into the stretches; of most pages nobody asks for them."""
        return hold(self.anchors, stretches=self.stretches)


class Remember(Protocol):
    """What was found in documents before, by the document's id; of each the latest is kept."""

    def get(self, document: str, /) -> Parts | None:
        """What was found in a document; None where nothing was."""

    def put(self, document: str, found: Parts, /) -> None:
        """Keep what was found."""


def page_of(
    document: Document, *, suggestions: Sequence[Suggestion], remember: Remember | None = None
) -> Page:
    """What one document brings to every comparison; it depends on no other document."""
    key = _parts_key(document, suggestions) if remember is not None else ""
    parts = remember.get(document.id) if remember is not None else None
    if parts is None or parts.key != key:
        parts = _find_parts(key, document, suggestions)
        if remember is not None:
            remember.put(document.id, parts)
    return Page(
        document=document,
        tongue=tongue(document),
        stretches=parts.stretches,
        anchors=within(parts.anchors, parts.stretches),
        told=parts.told,
    )


def _find_parts(key: str, document: Document, suggestions: Sequence[Suggestion]) -> Parts:
    stretches = tuple(part(document))
    anchors = find_anchors(
        document,
        suggestions=suggestions,
        spellings=packaged_names(),
        until=stretches[-1][1] if stretches else 0,
    )
    return Parts(
        key=key, stretches=stretches, anchors=tuple(anchors), told=says_translated(document)
    )


def _parts_key(document: Document, suggestions: Sequence[Suggestion]) -> str:
    """Everything that is looked at: words, blocks, language, and what is suggested."""
    made = [each.id for each in suggestions]
    return identify("parts", document_digest(document), *made)


def make_pages(
    documents: Sequence[Document],
    suggestions: Mapping[str, Sequence[Suggestion]],
    *,
    remember: Remember | None = None,
) -> list[Page]:
    """What can be read in a language that has another one beside it, by ids."""
    unique = {d.id: d for d in documents if d.state is not ReadState.UNREADABLE}
    tongues = {key: tongue(document) for key, document in unique.items()}
    names = sorted(set(tongues.values()))
    paired = {name for name, row in zip(names, tell_apart(names), strict=True) if row.any()}
    return [
        page_of(unique[key], suggestions=suggestions.get(key, ()), remember=remember)
        for key in sorted(unique)
        if tongues[key] in paired
    ]


def spell_pages(pages: Sequence[Page]) -> dict[int, Spelled]:
    """Pages in a language that others have in another script, by their letters."""
    names = tongues_of(pages)
    many = {one for one in names if any(one_language(one, other) for other in names)}
    return {
        at: spell(words_of(page), tongue=page.tongue)
        for at, page in enumerate(pages)
        if page.tongue in many
    }


def tongues_of(pages: Sequence[Page]) -> list[str]:
    """The languages that occur, sorted: a page's tongue is told by its place here."""
    return sorted({page.tongue for page in pages})


def key_pages(pages: Sequence[Page]) -> list[Keyed]:
    """The keys of each page, and its place in time."""
    numbers = {name: number for number, name in enumerate(tongues_of(pages))}
    dated = sorted(range(len(pages)), key=lambda at: (_published(pages[at].document), at))
    ranks = {at: rank for rank, at in enumerate(dated)}
    return [
        Keyed(keys=_rarities(page.anchors), tongue=numbers[page.tongue], rank=ranks[at])
        for at, page in enumerate(pages)
    ]


def _published(document: Document) -> str:
    return document.published.edtf if document.published else "9999"


def _rarities(anchors: Sequence[Anchor]) -> dict[str, float]:
    """Every key of a page, with how often it is expected; a less exact key twice as often."""
    found: dict[str, float] = {}
    for anchor in anchors:
        for step, key in enumerate(anchor.keys):
            found[key] = max(found.get(key, 0.0), min(anchor.rarity * 2**step, 0.5))
    return found


def tell_apart(tongues: Sequence[str]) -> NDArray[np.bool_]:
    """Which two of *tongues* are surely two languages."""
    return np.array(
        [[not may_be_one_language(one, other) for other in tongues] for one in tongues], bool
    ).reshape(len(tongues), len(tongues))


def words_of(page: Page) -> list[str]:
    """The sentences of a page."""
    return [page.document.text[start:end] for start, end in page.stretches]
