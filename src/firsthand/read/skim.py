"""See what a page says and links to without reading it: a fiftieth of the cost, for millions of pages.

In: a page found in a container.  Out: all its words in one row, and where its links lead. Which words are
its article, where they stand, what it states of itself: not here but in `read.html`, for the few
pages that are then read. Both see the same tree of the page, and no word that is read is not skimmed.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from firsthand.model.custody import MediaType
from firsthand.read.archive import Found
from firsthand.read.encoding import to_text
from firsthand.read.html import SILENT, Page, parse

LINKS_MAX = 20_000  # of one page; a page with more is a list of everything


class Skimmed(NamedTuple):
    """The words of a page, and its links as they are written."""

    text: str
    links: tuple[str, ...] = ()


def skim(found: Found) -> Skimmed | None:
    """What is in a page or a text; None for what can only be read (a PDF)."""
    if found.kind is MediaType.HTML:
        return _skim_html(found)
    if found.kind is MediaType.TEXT:
        return Skimmed(to_text(found.data, declared=(found.charset,), where="")[0])
    return None


def _skim_html(found: Found) -> Skimmed:
    _, root = parse(found.data, charset=found.charset, where="", page=Page())
    if root is None:
        return Skimmed("")
    links = [element.get("href") for element in root.iter("a")]
    etree.strip_elements(root, *SILENT, with_tail=False)
    text = etree.tostring(root, method="text", encoding="unicode")
    return Skimmed(text, tuple(link for link in links[:LINKS_MAX] if link))
