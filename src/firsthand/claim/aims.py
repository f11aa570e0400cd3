"""Say what the programme is for.

In: a sentence.  Out: aims, each with its kind. A purpose stands behind "in order to", "the goal is",
旨在; "to" and "for" alone say one only where what follows is of a known kind. What a person comes for
("in order to get a passport") is no aim of the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.phrases import Span, on_programme, phrase_from, shown, trimmed, within
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Coded, Element

OTHER = "other"


def read_aims(reading: Reading) -> Found:
    """Every kind of aim that the sentence gives, each once."""
    if not on_programme(reading):
        return
    said: set[str] = set()
    for span, sure in _purposes(reading):
        codes = _kinds(reading, span)
        if not codes and sure and (" " in shown(reading, span) or not reading.words.whole):
            codes = [OTHER]  # one word alone ("the people it was meant to protect") says too little
        for code in codes:
            if code not in said:
                said.add(code)
                yield Element.AIM, Coded(code=code, text=shown(reading, span)), span


def _purposes(reading: Reading) -> Iterator[tuple[Span, bool]]:
    """Phrases that say a purpose; whether they do so whatever follows."""
    low, sections = reading.low, reading.words.sections
    kinds = ("strong", "weak") if _names_a_kind(reading) else ("strong",)
    cues = [
        (cue, name == "strong") for name in kinds for cue in sections[f"aim.{name}"].finditer(low)
    ]
    for cue, sure in sorted(cues, key=lambda each: (not each[1], each[0].start())):
        if not (
            _is_own(reading, cue)
            or _NOT.search(low, max(0, cue.start() - NOT_CHARACTERS), cue.end())
        ):
            span = _gone_on(reading, phrase_from(reading, cue.end()))
            if span[0] < span[1]:
                yield span, sure
    for cue in sections["aim.behind"].finditer(low):
        if sections["aim.own"].ends(low, cue.start()):
            continue
        span = trimmed(reading, _behind(reading, cue.span()), cue.start())
        if span[0] < span[1]:
            yield span, False


def _gone_on(reading: Reading, span: Span) -> Span:
    """A purpose with what is added to it behind a comma: 侦破案件，查找走失人口."""
    start, end = span
    while end < len(reading.low) and reading.low[end] in ",，、":
        more = phrase_from(reading, end + 1)
        if more[1] <= end or not (
            reading.words.sections["aim.go_on"].follows(reading.low, end + 1)
            or _is_listed(reading, more)
        ):
            break
        end = more[1]
    return start, end


BEHIND_CHARACTERS = (
    70  # of a purpose that stands before its cue: "to fight crime" before "amacıyla"
)


def _behind(reading: Reading, cue: Span) -> int:
    """Where a purpose begins that ends at *cue*."""
    start, _ = within(reading, cue)
    if cue[0] - start > BEHIND_CHARACTERS:
        space = reading.low.find(" ", cue[0] - BEHIND_CHARACTERS, cue[0])
        start = space + 1 if space >= 0 else start
    return start


def _is_listed(reading: Reading, more: Span) -> bool:
    """Whether a further purpose of a list begins here: "…, the identification of fugitives"."""
    begun = _ITEM.match(reading.low, more[0])
    return begun is not None and any(
        words.stand(reading.low, *more) for _, words in reading.words.sections.purposes
    )


_ITEM = re.compile(r"(?:and )?(?:the )?[\w-]+(?:ion|ment|ing|ty|ce)\b|(?:and )?(?:social|public) ")
_NOT = re.compile(r"\b(?:not|never)\b|并非|不是|不会|绝不")
NOT_CHARACTERS = 12  # "would not be used for" is no aim


def _names_a_kind(reading: Reading) -> bool:
    """Whether any kind of aim is named at all; without one, "to" and "for" say none."""
    return any(words.search(reading.low) for _, words in reading.words.sections.purposes)


def _is_own(reading: Reading, cue: re.Match[str]) -> bool:
    """Whether it is a person's own purpose, or another matter."""
    return reading.words.sections["aim.own"].follows(reading.low, cue.end()) is not None


def _kinds(reading: Reading, span: Span) -> list[str]:
    """The kinds of aim that the words of a purpose name: the first, and what is added to it by "and"."""
    named = sorted(
        (hit.start(), -hit.end(), code)
        for code, words in reading.words.sections.purposes
        for hit in words.finditer(reading.low, *span)
    )
    kinds: list[str] = []
    last = span[0]
    for start, end, code in named:
        if start < last:
            continue
        if not kinds or (code not in kinds and _AND.search(reading.low, last, start)):
            kinds.append(code)
        last = -end
    return [code for code in kinds if code != OTHER or code == kinds[0]]


_AND = re.compile(r"\b(?:and|or)\b|[,、，和及与或]")
