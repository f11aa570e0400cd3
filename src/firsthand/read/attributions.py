"""Find who a page says its words come from: "X said", credits, bylines, posts.

In: a document and its passages.  Out: attributions, in order. Whether the named source really said
so is not known here. A page that names its own publisher is found too; tracing decides about it.

Sentences are read in `read.said` and `read.said_han`, lines that carry a credit in `read.credits`;
the words they go by are tables in `data/cues`. Here is decided whom "he", "the group", "该组织" and a
surname mean: the last one named on the page before that fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    Passage,
    TextPosition,
)
from firsthand.read.agents import fold, kind_of, known_in, resolve_agent
from firsthand.read.credits import Credit, find_credits
from firsthand.read.cues import LANGUAGES, Cues, cues_of, languages_for
from firsthand.read.mentioned import find_mentions
from firsthand.read.said import Saying, find_sayings
from firsthand.read.said_han import find_sayings_han
from firsthand.read.sources import Source, Voice

ATTRIBUTIONS_MAX = 5_000  # of one document; with more it is a list made to be long
PERSON_CHARACTERS = 1_000  # so far back "she" may mean somebody when a body has spoken since
PERSONAL = frozenset({"he", "she", "er", "él", "ella", "он", "она"})  # never, or seldom, a body
EARLY_CHARACTERS = 1_500  # a dateline stands near the top
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652])+(?:[-.][^\W_]+)*")
_LATIN = re.compile(r"[A-Za-z]{3}")
# What kinds of known sources a noun may mean that names nobody by itself.
_FITS = {
    "group": {"ngo", "group"},
    "paper_named": {"paper", "paper_named"},
    "agency": {"agency"},
    "broadcaster": {"broadcaster", "site"},
    "ministry": {"ministry", "government", "court"},
    "institute": {"institute", "un"},
    "company": {"company"},
    "report": {"ngo", "un", "institute", "group"},
    "story": {"paper", "paper_named", "agency", "broadcaster", "site"},
}


@dataclass(slots=True, eq=False)
class _Page:
    """What is remembered while a page is read from top to bottom."""

    document: Document
    passages: Sequence[Passage]
    scanned: int = 0  # passages whose mentions of known sources are in `mentions`
    mentions: list[tuple[int, str, str]] = field(default_factory=list)  # place, name, kind
    people: dict[str, tuple[str, str]] = field(default_factory=dict)  # surname -> name, for whom
    last: Attribution | None = None
    person: Attribution | None = None  # the last one who is somebody: "she" is no ministry


def find_attributions(
    document: Document, *, passages: Sequence[Passage]
) -> tuple[Attribution, ...]:
    """Every attribution in *document*, by place; where nobody is said to speak, whom it mentions."""
    page = _Page(document, passages)
    cues = cues_of(languages_for(document.text, document.language))
    english = cues_of(("en",))
    found: dict[tuple[int, int], Attribution] = {}
    for number, passage in enumerate(passages):
        if len(found) >= ATTRIBUTIONS_MAX:
            break
        for item in _in_passage(page, number, passage, (cues, english)):
            found.setdefault((item.source.start, item.source.end), item)
    told = {AttributionKind.SAID, AttributionKind.REFERENCE}
    if not any(item.kind in told and not item.anonymous for item in found.values()):
        for item in find_mentions(document, passages):
            found.setdefault((item.source.start, item.source.end), item)
    return tuple(found[key] for key in sorted(found))


def _in_passage(
    page: _Page, number: int, passage: Passage, cues: tuple[Cues, Cues]
) -> Iterator[Attribution]:
    start, end = passage.position.start, passage.position.end
    text = page.document.text[start:end]
    if passage.role is not BlockRole.CAPTION:
        for credit in find_credits(text, early=start < EARLY_CHARACTERS):
            yield _credited(page, number, credit, start)
    if passage.role is BlockRole.BOILERPLATE:
        return
    for saying in _sayings(text, cues):
        made = _attribution(page, number, saying, start)
        if made is not None:
            if made.kind is AttributionKind.SAID:
                page.last = made
                page.person = made if _is_somebody(saying.source, cues[0]) else page.person
            yield made


def _sayings(text: str, cues: tuple[Cues, Cues]) -> Iterator[Saying]:
    """Who says what in a sentence; most have no word that gives a source away and are left at once."""
    if _HAN.search(text):
        yield from find_sayings_han(text)
        if _LATIN.search(text) and _has_cue(text, cues[1]):
            yield from find_sayings(text, cues[1])
    elif _has_cue(text, cues[0]):
        yield from find_sayings(text, cues[0])


def _has_cue(text: str, cues: Cues) -> bool:
    return not cues.phrases.keys().isdisjoint(_WORD.findall(text.casefold()))


def _credited(page: _Page, number: int, credit: Credit, start: int) -> Attribution:
    content = page.passages[number - 1].position if credit.is_post and number else None
    end = page.passages[number].position.end
    if credit.is_rest and start + credit.cue[1] < end:
        content = TextPosition(start=start + credit.cue[1], end=end)
    return Attribution(
        kind=credit.kind,
        agent=resolve_agent(credit.name),
        source=TextPosition(start=start + credit.source[0], end=start + credit.source[1]),
        cue=TextPosition(start=start + credit.cue[0], end=start + credit.cue[1]),
        content=content,
    )


def _attribution(page: _Page, number: int, saying: Saying, start: int) -> Attribution | None:
    who = _who(page, number, saying.source, start)
    if who is None:
        return None
    agent, behind, anonymous = who
    content = saying.content
    return Attribution(
        kind=saying.kind,
        agent=agent,
        source=TextPosition(start=start + saying.source.span[0], end=start + saying.source.span[1]),
        cue=TextPosition(start=start + saying.cue[0], end=start + saying.cue[1]),
        content=TextPosition(start=start + content[0], end=start + content[1]) if content else None,
        anonymous=anonymous,
        denies=saying.denies,
        behind=behind,
    )


def _who(page: _Page, number: int, source: Source, start: int) -> tuple[str, str, bool] | None:
    """The agent's name, for whom it speaks, and whether it is nobody by name."""
    place = start + source.span[0]
    if source.voice is Voice.AGAIN and source.kind in {"", "person"}:
        last = _spoke_last(page, source, start)
        return (last.agent, last.behind, last.anonymous) if last else None
    if source.voice is not Voice.NAMED:
        meant = _meant(page, number, source, place) if source.definite else None
        if not meant and source.kind == "story" and page.last is not None:
            return page.last.agent, page.last.behind, page.last.anonymous
        name = " ".join(source.name.split())
        return (meant, "", False) if meant else (name, "", True)
    if source.behind_kind and not source.behind:
        body = replace(source, kind=source.behind_kind)
        source = replace(source, behind=_meant(page, number, body, place))
    return _named(page, source, place)


def _is_somebody(source: Source, cues: Cues) -> bool:
    """Whether a source is one person: not officials, and no body."""
    if source.voice is Voice.AGAIN:
        return False
    if source.kind not in {"person", ""} or (
        not source.behind and kind_of(resolve_agent(source.name))
    ):
        return False
    words = source.name.casefold().split()
    if source.voice is Voice.NAMED:
        return source.kind == "person" or len(words) > 1
    return source.kind == "person" and not any(cues.has("people", word) for word in words)


def _spoke_last(page: _Page, source: Source, place: int) -> Attribution | None:
    """Whom a pronoun means: who spoke last, or the last who is somebody, where that was no body's speech."""
    last, person = page.last, page.person
    if last is None or person is None or last is person or source.name not in PERSONAL:
        return last
    if last.agent == person.agent:
        return last
    return person if place - person.source.start <= PERSON_CHARACTERS else last


def _named(page: _Page, source: Source, place: int) -> tuple[str, str, bool]:
    agent = " ".join(resolve_agent(source.name).split())
    if kind_of(agent) == "platform":
        return agent, "", True  # a place where people write, not who wrote
    behind = source.behind
    if source.kind in {"person", ""} and not kind_of(agent):
        agent, behind = _person(page, agent, behind)
    elif source.kind:
        page.mentions.append((place, agent, source.kind))
    return agent, behind, False


def _person(page: _Page, agent: str, behind: str) -> tuple[str, str]:
    """A surname, with a title or without, means who was named in full before."""
    words = fold(agent).split()
    while len(words) > 1 and words[0].strip(".") in _titles():
        words = words[1:]
    if len(words) == 1 and words[0] in page.people:
        return page.people[words[0]]
    if len(words) > 1:
        before = page.people.get(words[-1])
        if before and fold(before[0]).split()[-2:] == words[-2:]:
            return before[0], behind or before[1]
        page.people[words[-1]] = (agent, behind)
    return agent, behind


@cache
def _titles() -> frozenset[str]:
    """What may stand before a surname: "Mr", "Senator"."""
    cues = cues_of(LANGUAGES)
    return cues.roles["title"] | {word for word, kind in cues.kinds.items() if kind == "person"}


def _meant(page: _Page, number: int, source: Source, place: int) -> str:
    """Whom "the group" means: the last one of that kind who was named before; empty if nobody was."""
    fitting = _FITS.get(source.kind)
    if fitting is None:
        return ""
    while page.scanned <= number:
        position = page.passages[page.scanned].position
        for known in known_in(page.document.text[position.start : position.end]):
            page.mentions.append((position.start + known.start, known.name, kind_of(known.name)))
        page.scanned += 1
    before = [item for item in page.mentions if item[0] < place and item[2] in fitting]
    return max(before)[1] if before else ""
