"""Find who says what in a sentence whose words are parted by spaces.

In: a sentence and the words that give a source away (`Cues`).  Out: `Saying`s: the source, the cue,
what is said. Whom "the group" means is found in `read.attributions`; Chinese is read in
`read.said_han`.

Each cue is looked at once, and there are no more than `HITS_MAX`: a sentence made of nothing but cues
costs its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.model.document import AttributionKind
from firsthand.read.agents import kind_of
from firsthand.read.bare_names import bare
from firsthand.read.cues import Cues
from firsthand.read.plain_speakers import plain_speaker
from firsthand.read.quoted_names import source_behind
from firsthand.read.sentences import Hit, Sentence, Span, parse_sentence
from firsthand.read.sources import REACH, Source, Voice, clause_start, source_in
from firsthand.read.speakers import before_helpers, find_speaker, unsaid

CLAUSE = 3  # words that may say something
ASIDE = 6  # words behind a source that may say no more than who it is
OPENING = (
    9  # words before a comma that may only say when and where: "In a report on Monday, X said"
)
THAT_REACH = 4  # words between a cue and its "that"
_GENITIVE = re.compile(r"(?<=\w{3})(?:[ндт][ыі]ң|نىڭ)$")  # Kazakh, Uyghur
_DATIVE = re.compile(r"(?<=\w{3}[aeıioöuü])[ny][ae]$")  # Turkish
_OWNER = re.compile(r"(?<=\w{3}[ıiuü])n[ıiuü]n$")  # Turkish: gazetesi-nin haberinde
_CYRILLIC = re.compile(r"[\u0400-\u06ff]")
_PARTS = re.compile(r"[;；]|, (?:but|while|whereas|although|though)\b")


@dataclass(frozen=True, slots=True)
class Saying:
    """A source, by which words, for which words."""

    source: Source
    cue: Span
    content: Span | None
    kind: AttributionKind = AttributionKind.SAID
    denies: bool = False


def find_sayings(text: str, cues: Cues) -> list[Saying]:
    """Every source that *text* names with what it says, by place of the cue."""
    sentence = parse_sentence(text, cues)
    found: list[Saying] = []
    for hit in (*sentence.hits, None):
        for saying in _sayings(sentence, hit) if hit else _before_colon(sentence):
            if not any(_overlap(saying.source.span, other.source.span) for other in found):
                found.append(replace(saying, source=bare(saying.source, cues)))
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _sayings(sentence: Sentence, hit: Hit) -> Iterator[Saying]:
    if hit.role in {"before", "citing", "by"}:
        yield from _named_after(sentence, hit)
    elif hit.role == "after":
        yield from _named_before(sentence, hit)
    elif hit.role == "alone":
        yield _again(sentence, hit)
    elif hit.role == "paper":
        yield from _paper_by(sentence, hit)
    else:
        yield from _spoken(sentence, hit)


def _again(sentence: Sentence, hit: Hit) -> Saying:
    """Such as "dit-il", "по её словам": a cue that is a pronoun too."""
    span = sentence.letters(hit.start, hit.end)
    source = Source(span, Voice.AGAIN, sentence.words[hit.start], kind="person")
    return Saying(source, span, _around(sentence, hit.start, hit.end))


def _before_colon(sentence: Sentence) -> Iterator[Saying]:
    """Such as "Governor Ana Example: “Nobody was asked”"."""
    colon = next((n for n, word in enumerate(sentence.words[:REACH]) if word == ":"), 0)
    if not 0 < colon < len(sentence.words) - 1 or not sentence.is_quote(colon + 1):
        return
    source = source_in(sentence, 0, colon) if clause_start(sentence, colon) == 0 else None
    if source is not None and source.voice is Voice.NAMED:
        content = _letters(sentence, colon + 1, len(sentence.words))
        yield Saying(source, sentence.letters(colon, colon + 1), content)


def _named_after(sentence: Sentence, hit: Hit) -> Iterator[Saying]:
    """Such as "According to X", "citing X", "reported by X"."""
    source = source_behind(sentence, hit.end)
    if source is None:
        return
    found, last = source
    if hit.role == "by" and found.voice is not Voice.NAMED:
        return
    content = _around(sentence, hit.start, _to_comma(sentence, hit.start, last))
    yield Saying(found, sentence.letters(hit.start, hit.end), content)


def _to_comma(sentence: Sentence, first: int, last: int) -> int:
    """Where what is said of a source ends that opens a sentence: "According to X of Y, ..."."""
    if _size(sentence, 0, first) >= CLAUSE:
        return last
    end = min(len(sentence.words), last + REACH)
    for at in range(last, end):
        if sentence.is_bound(at):
            return last
        if sentence.words[at] == ",":
            return at
    return last


def _named_before(sentence: Sentence, hit: Hit) -> Iterator[Saying]:
    """Such as "X'e göre", "dem Bericht zufolge": the cue stands behind."""
    first = clause_start(sentence, hit.start)
    source = source_in(sentence, first, hit.start)
    if source is not None:
        cue = sentence.letters(hit.start, hit.end)
        yield Saying(
            _unbent(source, sentence.text[slice(*cue)]), cue, _around(sentence, first, hit.end)
        )


def _unbent(source: Source, cue: str) -> Source:
    """A source without the ending that the cue behind it asks for: министрліг*інің* айтуынша, bakanlığı*na* göre."""
    shape = _GENITIVE
    if cue.isascii() or not _CYRILLIC.search(cue):
        shape = _DATIVE if cue == "göre" else _OWNER
    ending = shape.search(source.name)
    if ending is None:
        return source
    cut = len(source.name) - ending.start()
    span = source.span[0], source.span[1] - cut
    return replace(source, name=source.name[: ending.start()], span=span)


def _paper_by(sentence: Sentence, hit: Hit) -> Iterator[Saying]:
    """Such as "A report by X", "documents obtained by X": named ones only."""
    found = source_behind(sentence, hit.end)
    if found is not None and found[0].voice is Voice.NAMED:
        yield Saying(
            found[0],
            sentence.letters(hit.start, hit.end),
            _around(sentence, hit.start, found[1]),
            AttributionKind.REFERENCE,
        )


def _spoken(sentence: Sentence, hit: Hit) -> Iterator[Saying]:
    """Such as "X said", "said X", "X told Y"."""
    told = source_behind(sentence, hit.end) if hit.role == "tell" else None
    spoken = find_speaker(sentence, hit) or plain_speaker(sentence, hit) or unsaid(sentence, hit)
    cue = sentence.letters(hit.start, hit.end)
    end = told[1] if told else hit.end + sentence.has("listener", hit.end)
    if spoken is not None:
        source, first, last = spoken
        if _is_weak(sentence, hit, source):
            return
        if sentence.cues.verb_last and last <= hit.start:
            content = _letters(sentence, last, hit.start) or _letters(sentence, 0, first)
        elif sentence.has("closes", hit.start - 1) and last > hit.start:
            content = _letters(sentence, 0, hit.start - 1)  # ..., деп хабарлайды egemen.kz
        else:
            content = _content(
                sentence,
                min(first, hit.start),
                max(last, end),
                after=last > hit.start or hit.role == "quoted",
            )
        if content is not None:
            yield Saying(source, cue, content, denies=hit.role == "deny")
    passive = spoken is None and sentence.has("passive", before_helpers(sentence, hit.start) - 1)
    if told and told[0].voice is Voice.NAMED and not passive and not _is_person(told[0]):
        content = _content(sentence, spoken[1] if spoken else hit.start, end, after=False)
        yield Saying(told[0], cue, content, AttributionKind.REFERENCE)


def _is_person(listener: Source) -> bool:
    return bool(listener.behind) or listener.kind == "person" or not _carries(listener.name)


def _carries(name: str) -> bool:
    """Whether somebody who was told a thing passes it on: an outlet, or a body, of any name."""
    return bool(kind_of(name)) or len(name.split()) > 1


def _is_weak(sentence: Sentence, hit: Hit, source: Source) -> bool:
    """Whether a verb that seldom means speech has a subject that is seldom a speaker."""
    word = " ".join(sentence.words[hit.start : hit.end])
    if not sentence.cues.has("weak", word) or source.behind or kind_of(source.name):
        return False
    if source.voice is Voice.NOBODY:
        follows = hit.end < len(sentence.words) and not sentence.is_bound(hit.end)
        clause = any(sentence.has(role, hit.end) for role in ("that", "speech"))
        return source.kind == "person" and follows and sentence.words[hit.end] != "," and not clause
    return source.voice is Voice.NAMED and len(source.name.split()) == 1


def _around(sentence: Sentence, first: int, last: int) -> Span | None:
    """What a source named from *first* to *last* is named for: what follows, or what precedes."""
    left, right = _limits(sentence, first, last)
    after, before = _size(sentence, last, right), _size(sentence, left, first)
    if before >= CLAUSE and after <= ASIDE:
        return _letters(sentence, left, first)
    if before >= CLAUSE:
        return _letters(sentence, left, right)
    return _letters(sentence, last, right) or _letters(sentence, left, first)


def _content(sentence: Sentence, first: int, last: int, *, after: bool) -> Span | None:
    """What is said, where source and cue stand from *first* to *last*; *after*: "said X"."""
    left, right = _limits(sentence, first, last)
    before, behind = _size(sentence, left, first), _size(sentence, last, right)
    quote_before = any(sentence.is_quote(n) for n in range(left, first))
    quote_behind = any(sentence.is_quote(n) for n in range(last, right))
    if quote_before and quote_behind and behind > 1:
        return _letters(sentence, left, right)
    if quote_before or (not behind and before):
        return _letters(sentence, left, first)
    ends = first > 0 and (sentence.words[first - 1] == "," or sentence.is_bound(first - 1))
    soon = range(last, min(last + THAT_REACH, right))
    that = any(sentence.has("that", n) or sentence.words[n] == ":" for n in soon)
    if that or not ends or before < CLAUSE or _is_opening(sentence, left, first):
        return _letters(sentence, last, right)
    if not after and behind >= CLAUSE and sentence.words[last] == ",":
        adds = sentence.has("adding", last + 1) or sentence.hit_at[min(last + 1, right - 1)]
        return _letters(sentence, left, first if adds else right)  # "A, X said, B"
    tail = behind < CLAUSE or sentence.has("prep", last) or sentence.words[last] == ","
    if after or tail:
        return _letters(sentence, left, first)
    return _letters(sentence, last, right)


def _is_opening(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words before a comma only say when and where."""
    opens = sentence.has("prep", first) or sentence.has("aux", first) or sentence.has("join", first)
    return opens and last - first <= OPENING


def _limits(sentence: Sentence, first: int, last: int) -> Span:
    """The words around that a source may be named for: up to a semicolon or a "but"."""
    at = sentence.starts[first]
    left, right = 0, len(sentence.words)
    quotes = [sentence.starts[n] for n in range(right) if sentence.is_quote(n)]
    for match in _PARTS.finditer(sentence.text):
        if bisect_left(quotes, match.start()) % 2:
            continue  # inside a quotation
        if match.end() <= at:
            left = next(
                (n for n in range(left, first + 1) if sentence.starts[n] >= match.end()), first
            )
        elif match.start() > at:
            right = next(
                (n for n in range(last, right) if sentence.starts[n] >= match.start()), right
            )
            break
    return left, right


def _size(sentence: Sentence, first: int, last: int) -> int:
    return sum(sentence.words[n][0].isalnum() for n in range(first, last))


def _letters(sentence: Sentence, first: int, last: int) -> Span | None:
    """From the first to the last word that has letters."""
    inner = [
        n for n in range(first, last) if sentence.words[n][0].isalnum() or sentence.is_quote(n)
    ]
    return (sentence.starts[inner[0]], sentence.ends[inner[-1]]) if inner else None
