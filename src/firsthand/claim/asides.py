"""Tell the lines around an article from the article: links to others, credits, tags, rows of a menu.

In: a sentence as written.  Out: whether it is such a line. A page as it was fetched has them between its paragraphs,
and they name places, firms and programmes that the article does not speak of: "Read more: …", "Photo: …",
"Share | Print", "Home > News". A caption that is a sentence is none.
"""

from __future__ import annotations

import re

from firsthand.claim.patterns import Words

PART_CHARACTERS = (
    40  # what stands between two bars of a menu; a row of a table has longer ones, or digits
)
CREDIT_CHARACTERS = 60  # "(Photo: Xinhua)"; a longer line is a caption
_BARS = re.compile(r"\s[>›»]\s|\s?\|\s?")
_QUOTES = frozenset("«‹")  # where one opens, "»" closes a quotation: a sentence in French
_BEGINS = re.compile(r"[\s(\[*•>»–-]*")


def is_aside(low: str, *, aside: Words, credit: Words) -> bool:
    """Whether a line in lower case begins with one of *aside*, is a short one that begins with one of *credit*, or a row of a menu.

    >>> from firsthand.claim.patterns import words_of
    >>> aside, credit = words_of(["read more:"], whole=True), words_of(["photo:"], whole=True)
    >>> [is_aside(line, aside=aside, credit=credit) for line in ("read more: a new law", "home > news", "we read more")]
    [True, True, False]
    """
    start = _begin(low)
    if aside.follows(low, start):
        return True
    if len(low) <= CREDIT_CHARACTERS and credit.follows(low, start):
        return True
    return _is_menu(low)


def _begin(low: str) -> int:
    found = _BEGINS.match(low)
    return found.end() if found else 0


def _is_menu(low: str) -> bool:
    """Whether it is parted by bars, each part short and without a figure."""
    if not _QUOTES.isdisjoint(low):
        return False
    parts = _BARS.split(low)
    return len(parts) > 1 and all(
        len(part) <= PART_CHARACTERS and not any(sign.isdigit() for sign in part) for part in parts
    )
