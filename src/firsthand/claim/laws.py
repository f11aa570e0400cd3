"""Say on which law or order it rests, or that there is none.

In: a sentence.  Out: laws as written, claimed, missing or limited to suspects. A law counts where the
sentence says that the programme rests on it or that it requires the taking; one under which somebody was
convicted, or that is only named, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.claim.phrases import Span, on_programme, shown, within
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Coded, Element, Suggestion

BASIS_CHARACTERS = 30  # between "under" and the law's name
RULES_CHARACTERS = 40  # between a law's name and "requires"
LIMITED_CHARACTERS = 90  # between a law's name and "only from suspects"
BROKEN_CHARACTERS = 60  # between "violates" and the law's name
CLAIMED, MISSING, LIMITED = "claimed", "missing", "limited_to_suspects"


def read_laws(reading: Reading) -> Found:
    """Every law that is relied on or missing, each once."""
    if not on_programme(reading):
        return
    sections = reading.words.sections
    said: list[Span] = []
    limited = False  # a law that is limited to suspects is not relied on too
    for code, span, sure in _laws(reading):
        if not code or any(span[0] < end and start < span[1] for start, end in said):
            continue
        if not sure and (
            limited or sections["law.beside"].search(reading.low, *within(reading, span))
        ):
            continue
        said.append(span)
        limited = limited or code == LIMITED
        yield Element.LEGAL_BASIS, Coded(code=code, text=shown(reading, span)), span


def _laws(reading: Reading) -> Iterator[tuple[str, Span, bool]]:
    """Laws with their code, and whether the words say so by themselves."""
    low, sections = reading.low, reading.words.sections
    named = [hit.span() for hit in sections["law.named"].finditer(low)]
    if reading.words.whole:
        named += _written_names(reading)
    named = _outermost(named)
    for hit in sections["law.limited"].finditer(low):
        yield LIMITED, (_law_before(reading, hit.start(), named), hit.end()), True
    for hit in sections["law.missing"].finditer(low):
        yield MISSING, hit.span(), True
    for span in named:
        code = _relied_on(reading, span)
        yield code, _with_lack(reading, span) if code == MISSING else span, False
    for name in ("law.ordered", "law.issued"):
        for hit in sections[name].finditer(low):
            yield CLAIMED, hit.span(), False
    for hit in sections["law.vague"].finditer(low):
        yield _vaguely(reading, hit.span()), hit.span(), False


def _law_before(reading: Reading, start: int, named: list[Span]) -> int:
    """Where the law begins that is said to be limited: "[the Police Act] speaks of suspects alone"."""
    left, _ = within(reading, (start, start + 1), strong=True)
    before = [one for one, other in named if left <= one and other <= start]
    return max((one for one in before if start - one <= LIMITED_CHARACTERS), default=start)


def _with_lack(reading: Reading, span: Span) -> Span:
    """A law with what it is said not to do: "the Act permits no police use"."""
    lacks = reading.words.sections["law.lacks"].search(
        reading.low, span[1], min(len(reading.low), span[1] + RULES_CHARACTERS)
    )
    return (span[0], lacks.end()) if lacks else span


def _vaguely(reading: Reading, span: Span) -> str:
    """The same for "the law" and its like, of which more must be said right beside it."""
    low, sections = reading.low, reading.words.sections
    _, right = within(reading, span)
    behind = span[1], min(right, span[1] + RULES_CHARACTERS)
    if sections["law.lacks"].follows(low, span[1]) or sections["law.broken"].ends(low, span[0]):
        return MISSING
    rules = sections["law.vague_rules"].search(low, *behind)
    return CLAIMED if rules or sections["law.vague_basis"].ends(low, span[0]) else ""


def _outermost(spans: list[Span]) -> list[Span]:
    return sorted(
        each
        for each in set(spans)
        if not any(
            one <= each[0] and each[1] <= other and (one, other) != each for one, other in spans
        )
    )


def _relied_on(reading: Reading, span: Span) -> str:
    """Whether the programme is said to rest on it, or to break it; empty where neither."""
    low, sections = reading.low, reading.words.sections
    left, right = within(reading, span, strong=True)
    start, end = span
    if sections["law.broken"].search(low, max(left, start - BROKEN_CHARACTERS), start):
        return MISSING
    if sections["law.lacks"].search(low, end, min(right, end + RULES_CHARACTERS)):
        return MISSING
    if sections["law.basis"].search(low, max(left, start - BASIS_CHARACTERS), start):
        return CLAIMED
    if sections["law.rules"].search(low, end, min(right, end + RULES_CHARACTERS)):
        return CLAIMED
    return ""


def _written_names(reading: Reading) -> Iterator[Span]:
    """Names of laws in capitals: the Passport Law, Regulation No. 78 of 2015."""
    for hit in _NAME.finditer(reading.text):
        yield hit.span()


_KIND = (
    r"Act|Law|Code|Decree|Order|Ordinance|Regulations?|Directive|Statute|Constitution|Rules?|"
    r"Measures|Bill|Guidelines|Opinions?|Charter|Edict|Proclamation|Provisions|Notice"
)
_CAPITAL = r"[A-Z][\w'’-]*"
_JOIN = r"(?:(?:of|on|and|the|for|in|against)\s)*"
_YEAR = r"(?:\sof\s(?:\d{1,2}\s)?(?:[A-Z]\w+\s)?\d{4}|,?\s\d{4}\b|\s\(\w[\w .,'’-]{2,40}\))"
_NUMBER = rf"(?:,?\s(?:[Nn]o\.?|Nr\.?)\s?\d[\d/.-]*\d?|\s\d+(?:/\d+)?)?{_YEAR}?"
_ARTICLE = (
    r"(?:[Aa]rticles?|[Ss]ections?|[Pp]aragraphs?|[Cc]hapter|[Rr]egulation|[Rr]ule|[Cc]lause)\s\d+\w?"
    r"(?:\(\w+\))*(?:(?:,|\sand|\sto)\s\d+\w?)*"
)
_LAW = (
    rf"(?:{_CAPITAL}\s{_JOIN}){{0,6}}(?:\([\w ]{{3,40}}\)\s)?(?:{_KIND})\b"
    rf"(?:\s(?:on|of|for|against|concerning)\s(?:the\s)?{_CAPITAL}(?:\s{_JOIN}{_CAPITAL}){{0,6}})?{_NUMBER}"
)
_PLAIN = (
    r"(?:law|decree|order|regulation|directive|statute|ordinance|act)\s(?:(?:[Nn]o|[Nn]r)\.?\s?)?"
    r"\d[\d/-]*(?:\sof\s\d{4})?"
)
_NAME = re.compile(rf"\b(?!The\s)(?:{_ARTICLE}(?:,?\sof\s(?:the\s)?{_LAW})?|{_LAW}|{_PLAIN})")


def without_repeats(laws: list[Suggestion]) -> list[Suggestion]:
    """Laws without "the law" where another of the page has a name: it is that one, told again."""
    named = any(not _is_vague(each) for each in laws)
    return [each for each in laws if not (named and _is_vague(each))]


def _is_vague(made: Suggestion) -> bool:
    value = made.value
    return (
        isinstance(value, Coded)
        and value.code == CLAIMED
        and _VAGUE.fullmatch(value.text) is not None
    )


_VAGUE = re.compile(
    r"(?:(?:the|this|that) )?(?:law|rules?|order|decree|regulations?|directive|act)", re.IGNORECASE
)
