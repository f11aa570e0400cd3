"""Find where a phrase begins and ends: the purpose behind "in order to", the name before "database".

In: a sentence and a place in it.  Out: spans. Which words part phrases stands in the language's file.
"""

from __future__ import annotations

import re

from firsthand.claim.reading import Reading, clause

PHRASE_CHARACTERS = (
    140  # a longer one is cut at a word: the shortest words that carry it are asked for
)
PHRASE_SIGNS = 44  # the same where words are not spaced
NAME_WORDS = 5  # before "database": "the county police's male DNA database"
NAME_SIGNS = 12
_SIGN = re.compile(r"[^\W\d]|[·-]")
_WORD = re.compile(r"[\w'’.&+-]+$")
_EDGES = " \t\n\u00a0,;:.，、；：。—–-“”\"'‘’「」『』"
Span = tuple[int, int]


def on_programme(reading: Reading) -> bool:
    """Whether biometrics are named in it or close by, on a page about taking them from many people."""
    return reading.near


def phrase_from(reading: Reading, start: int) -> Span:
    """What stands from *start* to the end of its phrase; empty where nothing does."""
    low, sections = reading.low, reading.words.sections
    while start < len(low):
        lead = sections["phrase.leading"].follows(low, start)
        if low[start] in _EDGES:
            start += 1
        elif lead is not None and lead.end() > start:
            start = lead.end()
        else:
            break
    limit = start + (PHRASE_CHARACTERS if reading.words.whole else PHRASE_SIGNS)
    stop = sections["phrase.end"].search(low, start, min(len(low), limit))
    end = stop.start() if stop else min(len(low), limit)
    if end == limit and reading.words.whole and " " in low[start:end]:
        end = start + low[start:end].rindex(" ")
    return trimmed(reading, start, end)


def trimmed(reading: Reading, start: int, end: int) -> Span:
    """A span without the space and signs at its edges."""
    while start < end and reading.low[start] in _EDGES:
        start += 1
    while end > start and reading.low[end - 1] in _EDGES:
        end -= 1
    return start, end


def name_before(reading: Reading, start: int) -> int:
    """Where a name begins of which the last word is known: "the [prefecture's DNA] database"."""
    low, left = reading.low, reading.words.sections["phrase.left"]
    if not reading.words.whole:
        for _ in range(NAME_SIGNS):
            if not start or not _SIGN.match(low[start - 1]) or left.ends(low, start):
                break
            start -= 1
        return start
    for _ in range(NAME_WORDS):
        if not start or low[start - 1] not in " \u00a0" or left.ends(low, start):
            break
        word = _WORD.search(low, max(0, start - 1 - 30), start - 1)
        if word is None or word.group().endswith("."):
            break
        start = word.start()
    return start


def within(reading: Reading, span: Span, *, strong: bool = False) -> Span:
    """The clause around a span."""
    return clause(reading, *span, strong=strong)


def shown(reading: Reading, span: Span) -> str:
    """The words of a span as the page has them."""
    return reading.text[span[0] : span[1]]
