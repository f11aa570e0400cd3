"""Say how the programme is judged, and how an authority denies or defends it.

In: a sentence.  Out: judgements and denials in the source's own words, and whose they are where no
attribution says so. A judgement is a word that values ("a violation of", 侵犯) said of the programme; a
denial is an authority's: of the programme, of what is said of it, or that it is lawful and voluntary.
"""

from __future__ import annotations

import re

from firsthand.claim.folding import fold
from firsthand.claim.phrases import (
    Span,
    name_before,
    on_programme,
    phrase_from,
    shown,
    trimmed,
    within,
)
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Element, Words
from firsthand.model.document import Attribution

AUTHORITY_CHARACTERS = 90  # between "the ministry" and "denied"
SAYS_CHARACTERS = 120  # between "said" and "is voluntary", either way
STATED_CHARACTERS = 60  # a longer beginning is left out
_QUOTED = re.compile('[ \u00a0]?(?:"[^"]{3,120}"|“[^”]{3,120}”|「[^」]{2,60}」)')
BESIDE_CHARACTERS = 60  # between a name and "spokesman of the ministry"


def read_judged(reading: Reading) -> Found:
    """Every denial by an authority, and every judgement that is none; of two that touch, the first."""
    if not on_programme(reading):
        return
    low, sections = reading.low, reading.words.sections
    denied = _denials(reading)
    for span in denied:
        yield Element.DENIAL, Words(text=shown(reading, span)), span
    last = -1
    for hit in sections["judgement.words"].finditer(low):
        if hit.start() < last or reading.words.cues["deny_next"].ends(low, hit.start()):
            continue
        span = _carried(reading, hit)
        if sections["judgement.beside"].search(low, *within(reading, span)) or any(
            start < span[1] and span[0] < end for start, end in denied
        ):
            continue
        last = span[1]
        yield Element.ASSESSMENT, Words(text=shown(reading, span)), span


def _carried(reading: Reading, hit: re.Match[str]) -> Span:
    """The words that judge, up to the end of their phrase."""
    end = hit.end()
    if reading.low[end : end + 2].strip(" \u00a0")[:1].isalnum():
        _, end = phrase_from(reading, end)
    end = max(end, hit.end())
    quoted = _QUOTED.match(reading.text, end)  # 'insists that it was "transparent and lawful"'
    return trimmed(reading, hit.start(), quoted.end() - 1 if quoted else end)


def _denials(reading: Reading) -> list[Span]:
    """What an authority denies, and how it defends the programme."""
    low, sections = reading.low, reading.words.sections
    if sections["denial.beside"].search(low):
        return []
    spans = [
        _carried(reading, hit) if name == "deny" else _stated(reading, hit)
        for name in ("deny", "untrue", "defends")
        for hit in sections[f"denial.{name}"].finditer(low)
        if _is_by_authority(reading, hit, said=name != "deny")
    ]
    return _apart(reading, spans)


def _stated(reading: Reading, hit: re.Match[str]) -> Span:
    """What an authority states, from the beginning of its clause: "[registration is voluntary]"."""
    start, end = _carried(reading, hit)
    left, _ = within(reading, (start, end))
    for cue in reading.words.sections["denial.says"].finditer(reading.low, left, start):
        left = cue.end()
    return trimmed(reading, max(left, start - STATED_CHARACTERS), end)


def _apart(reading: Reading, spans: list[Span]) -> list[Span]:
    """Spans that do not overlap, the earlier first; of two with only signs between, the first."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or any(letter.isalnum() for letter in reading.low[kept[-1][1] : span[0]]):
            kept.append(span)
    return kept


def _is_by_authority(reading: Reading, hit: re.Match[str], *, said: bool) -> bool:
    """Whether an authority stands before it, or is said to say it."""
    low, sections = reading.low, reading.words.sections
    start, end = hit.span()
    before = sections["denial.authority"].search(low, max(0, start - AUTHORITY_CHARACTERS), start)
    if not said:
        return before is not None or _by(reading, end)
    left, right = max(0, start - SAYS_CHARACTERS), min(len(low), end + SAYS_CHARACTERS)
    speaks = sections["denial.says"].search(low, left, right)
    named = sections["denial.authority"]
    return speaks is not None and (
        named.search(low, left, right) is not None or named.stand(reading.before)
    )


def _by(reading: Reading, end: int) -> bool:
    """Whether it is denied "by the ministry"."""
    passive = reading.words.cues["passive"].search(
        reading.low, end, min(len(reading.low), end + 20)
    )
    return passive is not None and bool(
        reading.words.sections["denial.authority"].search(
            reading.low, passive.end(), min(len(reading.low), passive.end() + 40)
        )
    )


def who_judges(reading: Reading, span: Span, element: Element) -> str:
    """Who judges or denies where no attribution covers it: the subject of "criticised", "denied"."""
    low, sections = reading.low, reading.words.sections
    if element is Element.DENIAL:
        named = list(sections["denial.authority"].finditer(low, max(0, span[0] - AUTHORITY_CHARACTERS), span[0]))  # fmt: skip
    elif element is Element.ASSESSMENT:
        left, _ = within(reading, span)
        named = list(sections["judgement.judges"].finditer(low, left, span[0]))
    else:
        return ""
    if not named:
        return ""
    one = named[0] if element is Element.ASSESSMENT else named[-1]
    return reading.text[name_before(reading, one.start()) : one.end()]


def may_deny(reading: Reading, speaker: Attribution | None, offset: int) -> bool:
    """Whether the source named for a denial is an authority, by its name or by what stands beside it.

    *offset* is where the sentence begins in its document.
    """
    if speaker is None:
        return True
    authority = reading.words.sections["denial.authority"]
    if authority.stand(reading.before):  # "A spokesman rejected it. … Wang told reporters."
        return True
    start, end = speaker.source.start - offset, speaker.source.end - offset
    if start < 0 or end > len(reading.low):  # named in another sentence
        return authority.search(fold(speaker.agent)) is not None or bool(speaker.behind)
    beside = max(0, start - BESIDE_CHARACTERS), min(len(reading.low), end + BESIDE_CHARACTERS)
    named = authority.search(fold(speaker.agent)) or authority.search(reading.low, *beside)
    return named is not None
