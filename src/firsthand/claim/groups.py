"""Say which group is singled out, and who is taken whatever their age.

In: a sentence.  Out: groups as written, each with its kind; age exceptions. A group counts where it is
targeted, tracked or taken from. One that lives there, speaks or is only named does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from firsthand.model.claim import Coded, Element, Words

BEFORE_CHARACTERS = 36  # between "targets" and the group
AFTER_CHARACTERS = 30  # between the group and "are tracked"
OTHER = "other"
RELATIVE = "relative"
SUSPECT = "suspect"
_PEOPLES = frozenset({"ethnic", "religious", "political", "migrant"})  # "Muslims must give …"
_UNDERGOING = _PEOPLES - {
    "political"
}  # activists of whom is read speak more often than they are bled
_BY_CUE = frozenset(
    {OTHER, RELATIVE, SUSPECT}
)  # that something is taken from women singles nobody out
_WATCHED = frozenset({RELATIVE, SUSPECT})  # who must come whatever their age is singled out
SUBJECT_CHARACTERS = 80  # "persons under observation by the security service of the district"
LIST_CHARACTERS = 16  # between one group of a list and the next


def read_groups(reading: Reading) -> Found:
    """Every group that is singled out, each once."""
    if not on_programme(reading):
        return
    low, beside = reading.low, reading.words.sections["target.beside"]
    named = sorted(
        (hit.start(), hit.end(), code)
        for code, words in reading.words.sections.groups
        for hit in words.finditer(low)
    )
    named = [
        each
        for each in named
        if not any(o[0] <= each[0] and each[1] <= o[1] and o[1] - o[0] > each[1] - each[0] for o in named)
    ]  # fmt: skip
    listed = -LIST_CHARACTERS - 1
    said: set[str] = set()
    for start, end, code in named:
        if beside.follows(low, end) or beside.ends(low, start):
            continue
        other = _ELSEWHERE.get(code)
        if other and _overlaps(reading, other, (start, end)):
            continue
        in_list = (
            code != OTHER
            and start - listed <= LIST_CHARACTERS
            and _LIST.fullmatch(low[listed:start])
        )
        if not (in_list or _is_singled_out(reading, (start, end), code)):
            continue
        listed = end
        text = shown(reading, (start, end))
        if text.lower() not in said:
            said.add(text.lower())
            yield Element.TARGET_GROUP, Coded(code=code, text=text), (start, end)


_LIST = re.compile(r"(?:\s?[,、和及与或]\s?|\s(?:and|or)\s|,\s(?:and|or)\s)+(?:[\w-]+\s){0,2}")


def _is_singled_out(reading: Reading, span: Span, code: str) -> bool:
    """Whether it is targeted, or taken from: "from women" singles nobody out."""
    low, sections = reading.low, reading.words.sections
    start, end = span
    left, right = within(reading, span, strong=True)
    before = max(left, start - BEFORE_CHARACTERS), start
    return bool(
        sections["target.before"].search(low, *before)
        or sections["target.after"].search(low, end, min(right, end + AFTER_CHARACTERS))
        or (code in _PEOPLES and sections["target.obliged"].follows(low, end))
        or (code in _WATCHED and sections["any_age.words"].search(low, left, right))
        or (code not in _BY_CUE and sections["target.samples"].search(low, *before))
        or _is_taken_from(reading, span, code)
    )


def _is_taken_from(reading: Reading, span: Span, code: str) -> bool:
    """Whether something is taken "from" it."""
    if not (reading.taking and (reading.topical or reading.steeped)):
        return False
    sections = reading.words.sections
    if sections["target.named"].pattern.match(reading.low, span[0]):
        return True
    if code in _BY_CUE:
        return False
    return sections["target.taken_from"].ends(reading.low, span[0]) or _undergoes(
        reading, span, code
    )


def _undergoes(reading: Reading, span: Span, code: str) -> bool:
    """Whether a people is what the taking is done to: "refugees had their irises scanned"."""
    sections, low = reading.words.sections, reading.low
    if (
        code not in _UNDERGOING
        or not len(sections["act.takes"])
        or sections["act.speaks"].follows(low, span[1])
    ):
        return False
    left, right = within(reading, span, strong=True)
    return sections["act.takes"].stand(low, left, right) or sections["act.undergone"].stand(
        low, span[1], right
    )


# Whoever is found through others, or from whom alone a law would take it, is not singled out.
_ELSEWHERE = {RELATIVE: "kinship.words", SUSPECT: "law.limited"}


def _overlaps(reading: Reading, name: str, span: Span) -> bool:
    found = reading.words.sections[name].finditer(reading.low)
    return any(hit.start() < span[1] and span[0] < hit.end() for hit in found)


def read_any_age(reading: Reading) -> Found:
    """Who is taken whatever their age."""
    if not on_programme(reading):
        return
    for hit in reading.words.sections["any_age.words"].finditer(reading.low):
        for span in _meant(reading, hit):
            yield Element.AGE_EXCEPTION, Words(text=shown(reading, span)), span
            break
    for hit in reading.words.sections["any_age.even"].finditer(reading.low):  # "even the baby"
        span = trimmed(reading, *hit.span())
        yield Element.AGE_EXCEPTION, Words(text=shown(reading, span)), span


def _meant(reading: Reading, hit: re.Match[str]) -> Iterator[Span]:
    """The group that stands with "whatever their age": behind "if", or the one named in the clause."""
    low, sections = reading.low, reading.words.sections
    left, right = within(reading, hit.span(), strong=True)
    if (
        low[hit.end() : hit.end() + 1] in _COLON
    ):  # "at any age: prisoners, imams and their families"
        stop = _LISTED.search(low, hit.end() + 1)
        yield trimmed(reading, hit.end() + 1, stop.start() if stop else len(low))
    for cue in sections["any_age.before"].finditer(low, left, right):
        start, end = phrase_from(reading, cue.end())
        if start < hit.start() < end:
            start, end = trimmed(reading, start, hit.start())
        if start < end:
            yield start, end
    groups = sorted(
        found.span() for _, words in sections.groups for found in words.finditer(low, left, right)
    )
    if groups:
        start, end = groups[0]
        for one, other in groups[1:]:
            if one - end <= LIST_CHARACTERS + BEFORE_CHARACTERS:
                end = max(end, other)
        yield trimmed(reading, start, end)
    yield from _spoken_of(reading, hit)


def _spoken_of(reading: Reading, hit: re.Match[str]) -> Iterator[Span]:
    """Who the sentence is about, where no group is known by name: "persons under observation must …"."""
    low, sections = reading.low, reading.words.sections
    left, _ = within(reading, hit.span())
    if not low[left : hit.start()].strip(" ,，、"):  # the clause begins with "whatever their age"
        left, _ = within(reading, (max(0, left - 2), max(1, left - 1)))
    verb = sections["any_age.verb"].search(low, left, hit.end())
    start, end = trimmed(reading, left, min(verb.start() if verb else hit.start(), hit.start()))
    joined = _JOINED.match(low, start, end)  # "and from boatmen whatever …"
    start = joined.end() if joined else start
    if (
        end - start > SUBJECT_CHARACTERS and hit.start() <= end + 1
    ):  # "and from deckhands whatever …"
        start = name_before(reading, hit.start())
    everybody = reading.words.cues["everybody"].search(low, start, end)
    if (
        start < end
        and end - start <= SUBJECT_CHARACTERS
        and not (everybody and everybody.span() == (start, end))
        and not _ALL.match(low, start)
    ):
        yield start, end


_JOINED = re.compile(r"(?:and|or) (?:from |of )?|from ")
_COLON = frozenset({":", "："})
_LISTED = re.compile(r"[.;。；]|$")
_ALL = re.compile(r"all\b|every|each\b|any\b|residents?$|所有|全体|全部|全民|居民|村民|每")
