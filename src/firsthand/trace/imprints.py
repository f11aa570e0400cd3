"""Leave out names that a page's own house put there: who prints the page is not who said it.

In: documents, the attributions found in them.  Out: the attributions that may name a source. Left out
are those that hold the name of the house itself ("Copyright Ash Courier Media Limited", "the readers'
editor of the Ash Courier"), and those in a line that the house repeats at the edge of three pages that
begin differently. Finding attributions is not done here but in `read.attributions`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.model.document import Attribution, Document
from firsthand.trace.addresses import house_letters, letters_of

PAGES_MIN = 3  # of a house with one line at their edge, before it is the house's own
EDGE_CHARACTERS = 1_500  # of the beginning or end of a page; what stands between is its matter
LINE_CHARACTERS = 600  # a longer line is running text
BEGINNING_LETTERS = 80  # by which two pages of a house are told apart
NAME_LETTERS = 5  # a shorter name of a house may be a part of any name
DENSE_NAME_LETTERS = 3

_RIGHTS = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)

Lines = dict[tuple[str, str], set[str]]


def without_imprints(
    documents: Sequence[Document],
    attributions: Mapping[str, Sequence[Attribution]],
    *,
    houses: Sequence[str],
) -> dict[str, tuple[Attribution, ...]]:
    """The attributions of each document that has any, without those that its house (of `outlets`) put there."""
    names = {house: house_letters(house) for house in set(houses)}
    lines: Lines = {}
    found: list[tuple[Document, str, list[tuple[Attribution, str]]]] = []
    for document, house in zip(documents, houses, strict=True):
        every = attributions.get(document.id, ())
        if not every:
            continue
        name = names[house]
        given = [
            (each, _edge_line(document.text, each) if house else "")
            for each in every
            if not _is_own(document.text, each, name)
        ]
        found.append((document, house, given))
        if any(line for _, line in given):
            beginning = letters_of(document.text[: 2 * BEGINNING_LETTERS])[:BEGINNING_LETTERS]
            for _, line in given:
                lines.setdefault((house, line), set()).add(beginning)
    return {
        document.id: tuple(
            each for each, line in given if not line or len(lines[house, line]) < PAGES_MIN
        )
        for document, house, given in found
    }


def _is_own(text: str, given: Attribution, name: str) -> bool:
    """Whether the source holds the house's own name and more: the name alone may be a credit.

    Behind a sign of copyright the name, or a part of it, is who prints the page.
    """
    if len(name) < (NAME_LETTERS if name.isascii() else DENSE_NAME_LETTERS):
        return False
    said = letters_of(text[given.source.start : given.source.end])
    reserves = _RIGHTS.search(text[given.cue.start : given.cue.end]) is not None
    return (name in said and name != said) or (reserves and bool(said) and said in name)


def _edge_line(text: str, given: Attribution) -> str:
    """The letters of the line around a source near the edge of a page; empty for other places."""
    at = given.source
    if at.end > EDGE_CHARACTERS and at.start < len(text) - EDGE_CHARACTERS:
        return ""
    start = text.rfind("\n", 0, at.start) + 1
    end = text.find("\n", at.end)
    end = len(text) if end < 0 else end
    return letters_of(text[start:end]) if end - start <= LINE_CHARACTERS else ""
