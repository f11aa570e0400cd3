"""Clues and reuse for tests, from pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.document import Attribution, Document, Link, TextPosition
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from firsthand.trace.clues import Clues, gather_clues


def attributions(documents: Sequence[Document]) -> Mapping[str, tuple[Attribution, ...]]:
    """What the reader finds on each."""
    return {d.id: find_attributions(d, passages=split_passages(d)) for d in documents}


def clues_of(*documents: Document) -> Clues:
    """All clues, with names resolved as the reader resolves them."""
    return gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)


def link(text: str, words: str, target: str) -> Link:
    """A link over *words*."""
    start = text.index(words)
    return Link(target=target, position=TextPosition(start=start, end=start + len(words)))
