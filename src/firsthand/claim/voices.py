"""Say whose words a sentence holds: of those who are named for it, or of whoever goes on speaking in quotes.

In: the sentences of a page and its attributions.  Out: for each sentence, the attributions that cover it. A
quotation may run over sentences of which one alone names who speaks: before it (“Nobody came. I was alone,”
she said) or after it (“I came,” she said. “They took blood.”). What follows without quotes is the page's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from firsthand.claim.pages import Sentence
from firsthand.model.document import Attribution, AttributionKind

QUOTED_SENTENCES_MAX = 8  # of one quotation; a longer one is a mark that was never closed
_OPENING, _CLOSING, _EITHER = "“「『«„", "”」』»", '"'


def said_in(
    sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> list[list[Attribution]]:
    """For each sentence, who is said to have said something in it."""
    starts = [sentence.passage.position.start for sentence in sentences]
    said: list[list[Attribution]] = [[] for _ in sentences]
    for item in attributions:
        if item.kind is AttributionKind.SAID and item.content is not None:
            number = bisect_right(starts, item.content.start) - 1
            if number >= 0:
                said[number].append(item)
    if any(said):
        _carry(sentences, said)
    return said


def _carry(sentences: Sequence[Sentence], said: list[list[Attribution]]) -> None:
    """Give a quotation that goes on, or has begun before, to the one who is named for it."""
    named = [list(each) for each in said]
    inside = False
    begun: list[int] = []  # sentences of an open quotation that name nobody yet
    speaker: Attribution | None = None
    for number, sentence in enumerate(sentences):
        text = sentence.written.strip()
        quoted = inside or text[:1] in _OPENING + _EITHER
        inside = _is_open(text, inside=inside)
        if named[number]:
            speaker = named[number][-1] if _has_quotes(text) or quoted else None
            for at in begun if speaker else ():
                said[at].append(_over(sentences[at], named[number][0]))
            begun = []
        elif quoted and speaker is not None:
            said[number].append(_over(sentence, speaker))
        elif quoted and inside and len(begun) < QUOTED_SENTENCES_MAX:
            begun.append(number)
        elif not quoted:
            speaker, begun = None, []


def _is_open(text: str, *, inside: bool) -> bool:
    """Whether a quotation is open at the end of *text*, if it is or is not at its beginning."""
    for sign in text:
        if sign in _OPENING:
            inside = True
        elif sign in _CLOSING:
            inside = False
        elif sign == _EITHER:
            inside = not inside
    return inside


def _has_quotes(text: str) -> bool:
    return any(sign in text for sign in _OPENING + _CLOSING + _EITHER)


def _over(sentence: Sentence, speaker: Attribution) -> Attribution:
    """The same speaker for another sentence, which denies nothing by that."""
    return replace(speaker, content=sentence.passage.position, denies=False)
