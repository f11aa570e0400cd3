"""Tell the links that say something from those that dress a page.

In: a document, who publishes the page that a link leads to.  Out: links made from what is said; whether a
link names whose page it leads to.

A page's menu, and a list of its own house's stories, are put there by machine, often long after the
page: they lead to everything and say nothing of where its words come from. "As <a>the Post has
shown</a>" and "(<a>the Post</a>)" are how a page names its source. Whether the source was first is
not decided here.
"""

from __future__ import annotations

import re

from firsthand.model.document import BlockRole, Document, Link, TextPosition
from firsthand.trace.addresses import comparable, host

EDGE = 1_500  # letters at a page's end in which a line without a sentence is a list's
COVERED_SHARE = 0.8  # of its line: a link over nearly all of it is an entry, not part of a sentence
NEAR = 60  # letters beside a link that say why it is made
NAME_LEAST = 3  # letters of a name that is looked for beside a link; two of Chinese
WRITTEN_MAX = 200  # addresses written out on one page; with more it is a list of them
_ADDRESS = re.compile(r"https?://[^\s,;\"'<>()\[\]{}，。；、（）《》“”]+")
_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")
_ENDS = re.compile(r"[.!?。！？]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TOLD = re.compile(
    r"\b(?:reported|reports?\s+(?:by|in|from|of)|has\s+(?:shown|reported|found|learned)|have\s+shown|wrote|writes"
    r"|accounts?\s+(?:in|by|of)|according\s+to|revealed|first\s+(?:told|published|printed)|published\s+(?:by|in)"
    r"|story\s+(?:in|by)|told\s+(?:by|to))\b|披露|报道|報道|报导|報導|来源|來源|原载|原載|转自|轉自|转载|轉載|сообщи|según|selon|laut\b",
    re.IGNORECASE,
)


def said_links(document: Document) -> list[Link]:
    """Links made from what is said, and addresses written out in it."""
    if not document.links and "://" not in document.text:
        return []
    dressing = [
        (block.position.start, block.position.end)
        for block in document.blocks
        if block.role is BlockRole.BOILERPLATE
    ]
    own = host(document.address)
    return [
        link
        for link in (*document.links, *_written(document))
        if not _is_way_about(link, own)
        and (
            link.position is None
            or (
                not any(start <= link.position.start < end for start, end in dressing)
                and not _is_entry(document, link, link.position)
            )
        )
    ]


def _is_way_about(link: Link, own: str) -> bool:
    """Whether a link leads about its own host: over a picture, or to the front page."""
    if not own or host(link.target) != own:
        return False
    return link.position is None or comparable(link.target) == own


def _written(document: Document) -> list[Link]:
    """Addresses in the text; the full stop behind one is the sentence's."""
    if "://" not in document.text:
        return []
    linked = {link.position.start for link in document.links if link.position}
    found = []
    for match in _ADDRESS.finditer(document.text):
        target = match.group().rstrip(".:!?")
        if match.start() not in linked and host(target):
            span = TextPosition(start=match.start(), end=match.start() + len(target))
            found.append(Link(target=target, position=span))
    return found if len(found) <= WRITTEN_MAX else []


def _is_entry(document: Document, link: Link, at: TextPosition) -> bool:
    """Whether a link is an entry in a list of stories of the page's own host."""
    own = host(document.address)
    if not own or host(link.target) != own:
        return False
    text = document.text
    start = text.rfind("\n", 0, at.start) + 1
    end = text.find("\n", at.end)
    end = len(text) if end < 0 else end
    line = text[start:end].strip()
    if at.end - at.start >= COVERED_SHARE * len(line):
        return True
    rest = text[start : at.start] + text[at.end : end]
    return at.start >= len(text) - EDGE and not _ENDS.search(rest)


def names_its_page(document: Document, link: Link, *, names: tuple[str, ...]) -> bool:
    """Whether a link in running text says whose page it leads to.

    Another house's page: its name or a word of telling stands in the link or right beside it. A page of
    the page's own host: both do, since a house links to itself for any reason.
    """
    at = link.position
    if at is None or not _is_running(document, at):
        return False
    text = document.text
    before = _SENTENCE.split(text[max(0, at.start - NEAR) : at.start])[-1]
    words = before + text[at.start : at.end]
    if at.end - at.start == len(link.target):
        words = before  # an address holds its house's name whatever is said
    folded = " ".join(words.casefold().split())
    named = any(name in folded for name in map(_plain, names) if _is_long(name))
    told = _TOLD.search(words) is not None
    is_own = host(link.target) == host(document.address)
    return named and told if is_own else named or told


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _is_long(name: str) -> bool:
    return len(name) >= (NAME_LEAST - 1 if _HAN.search(name) else NAME_LEAST)


def _is_running(document: Document, at: TextPosition) -> bool:
    """Whether a place stands in a paragraph of the article."""
    return all(
        block.role is BlockRole.ARTICLE
        for block in document.blocks
        if block.position.start <= at.start < block.position.end
    )
