"""Find who says what in a sentence whose words are parted by spaces.

In: a sentence and the words that give a source away (`Cues`).  Out: `Saying`s: the source's words,
the cue, what is said, and who that is as far as the sentence tells. Whom "the group" means is found
in `read.attributions`; Chinese is read in `read.said_han`.

Each cue is looked at once, and words are looked at no further than `REACH` from it: a sentence made
of nothing but cues costs its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.model.document import AttributionKind
from firsthand.read.agents import kind_of, known_in
from firsthand.read.cues import Cues, tokens

REACH = 16  # words of a source's name and title; a longer subject is a clause
SEGMENTS = 4  # commas between a source and its verb: "Ana Example, 52, a farmer, of Norvale, said"
HITS_MAX = 40  # cues of one sentence; one with more is made to keep us busy
CLAUSE = 3  # words that may say something
ASIDE = 6  # words behind a source that may say no more than who it is
OPENING = (
    9  # words before a comma that may only say when and where: "In a report on Monday, X said"
)
_BOUNDS = frozenset(";:()[]{}—–!?…|‹›/")
_QUOTES = frozenset('"“”„«»‟')
_PARTS = re.compile(r"[;；]|, (?:but|while|whereas|although|though)\b")
_SAME_SIGN = {"‘": "'", "،": ",", "؛": ";"}
_DIGIT = re.compile(r"\d")

_SEATED = ("-based", "-run", "-backed", "-funded", "-owned")  # "New York-based" names a town

Span = tuple[int, int]


class Voice(StrEnum):
    """How a source is named."""

    NAMED = "named"
    NOBODY = "nobody"  # "officials": somebody without a name
    AGAIN = "again"  # "he": somebody named before


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, as far as the words tell; `span` in letters of the sentence."""

    span: Span
    voice: Voice
    name: str
    behind: str = ""  # for whom a person speaks
    kind: str = ""  # what is said of an unnamed one: person, group, ministry, report, ...
    definite: bool = False  # "the group", one that was spoken of before


@dataclass(frozen=True, slots=True)
class Saying:
    """A source, by which words, for which words."""

    source: Source
    cue: Span
    content: Span | None
    kind: AttributionKind = AttributionKind.SAID
    denies: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    role: str


@dataclass(slots=True, eq=False)
class _Sentence:
    """A sentence in words; `words` are small, `caps` tells which began with a capital."""

    text: str
    cues: Cues
    words: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    hits: list[_Hit] = field(default_factory=list)
    hit_at: list[bool] = field(default_factory=list)

    def has(self, role: str, number: int) -> bool:
        return 0 <= number < len(self.words) and self.cues.has(role, self.words[number])

    def is_quote(self, number: int) -> bool:
        word = self.words[number]
        if word in _QUOTES:
            return True
        if word != "'":
            return False
        at = self.starts[number]
        before, after = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        return not (before.isalnum() and after.isalnum()) and not (before == "s" and after == " ")

    def is_bound(self, number: int) -> bool:
        word = self.words[number]
        if word == ".":
            return number == 0 or len(self.words[number - 1]) > 3 or not self.caps[number - 1]  # noqa: PLR2004 - "Mr."
        if word == "-":
            at = self.starts[number]
            return not (self.text[at - 1 : at].isalnum() and self.text[at + 1 : at + 2].isalnum())
        return word in _BOUNDS or self.is_quote(number)

    def letters(self, first: int, last: int) -> Span:
        return self.starts[first], self.ends[last - 1]


def find_sayings(text: str, cues: Cues) -> list[Saying]:
    """Every source that *text* names with what it says, by place of the cue."""
    sentence = _parse(text, cues)
    found: list[Saying] = []
    for hit in (*sentence.hits, None):
        for saying in _sayings(sentence, hit) if hit else _before_colon(sentence):
            if not any(_overlap(saying.source.span, other.source.span) for other in found):
                found.append(saying)
    return found


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _parse(text: str, cues: Cues) -> _Sentence:
    matches = tokens(text)
    plain = [match.group() for match in matches]
    words = [word.casefold().replace("’", "'") for word in plain]
    sentence = _Sentence(
        text=text,
        cues=cues,
        words=[_SAME_SIGN.get(word, word) for word in words],
        starts=[match.start() for match in matches],
        ends=[match.end() for match in matches],
        caps=[word[0].isupper() for word in plain],
    )
    sentence.hit_at = [False] * len(words)
    for hit in _hits(words, cues):
        if hit.role != "before" and _is_heading(sentence, hit):
            continue
        sentence.hit_at[hit.start : hit.end] = [True] * (hit.end - hit.start)
        if hit.role != "not":
            sentence.hits.append(hit)
    return sentence


def _is_heading(sentence: _Sentence, hit: _Hit) -> bool:
    """Whether a verb is written large inside a sentence: "Token Claims" is a title."""
    return hit.start > 0 and sentence.caps[hit.start] and not sentence.is_bound(hit.start - 1)


def _hits(words: list[str], cues: Cues) -> Iterator[_Hit]:
    """Where cues stand; of two that overlap the longer, of equals the first."""
    every = [
        _Hit(start, start + len(phrase), role)
        for number, word in enumerate(words)
        for phrase, longest, role in cues.phrases.get(word, ())
        if (start := number - longest) >= 0 and tuple(words[start : start + len(phrase)]) == phrase
    ]
    taken: set[int] = set()
    kept = []
    for hit in sorted(every, key=lambda h: (h.start - h.end, h.role != "not", h.start, h.role)):
        places = set(range(hit.start, hit.end))
        if not places & taken:
            taken |= places
            kept.append(hit)
    return iter(sorted(kept, key=lambda hit: hit.start)[:HITS_MAX])


def _sayings(sentence: _Sentence, hit: _Hit) -> Iterator[Saying]:
    if hit.role in {"before", "citing", "by"}:
        yield from _named_after(sentence, hit)
    elif hit.role == "after":
        yield from _named_before(sentence, hit)
    elif hit.role == "paper":
        yield from _paper_by(sentence, hit)
    else:
        yield from _spoken(sentence, hit)


def _before_colon(sentence: _Sentence) -> Iterator[Saying]:
    """ "Governor Ana Example: “Nobody was asked.”" """
    colon = next((n for n, word in enumerate(sentence.words[:REACH]) if word == ":"), 0)
    if not 0 < colon < len(sentence.words) - 1 or not sentence.is_quote(colon + 1):
        return
    source = _source(sentence, 0, colon) if _back(sentence, colon) == 0 else None
    if source is not None and source.voice is Voice.NAMED:
        content = _letters(sentence, colon + 1, len(sentence.words))
        yield Saying(source, sentence.letters(colon, colon + 1), content)


def _named_after(sentence: _Sentence, hit: _Hit) -> Iterator[Saying]:
    """ "According to X", "citing X", "reported by X"."""
    source = _forward(sentence, hit.end)
    if source is None:
        return
    found, last = source
    if hit.role == "by" and found.voice is not Voice.NAMED:
        return
    content = _around(sentence, hit.start, last)
    yield Saying(found, sentence.letters(hit.start, hit.end), content)


def _named_before(sentence: _Sentence, hit: _Hit) -> Iterator[Saying]:
    """ "X'e göre", "dem Bericht zufolge": the cue stands behind."""
    first = _back(sentence, hit.start)
    source = _source(sentence, first, hit.start)
    if source is not None:
        yield Saying(
            source, sentence.letters(hit.start, hit.end), _around(sentence, first, hit.end)
        )


def _paper_by(sentence: _Sentence, hit: _Hit) -> Iterator[Saying]:
    """ "A report by X", "documents obtained by X": named ones only."""
    found = _forward(sentence, hit.end)
    if found is not None and found[0].voice is Voice.NAMED:
        yield Saying(
            found[0],
            sentence.letters(hit.start, hit.end),
            _around(sentence, hit.start, found[1]),
            AttributionKind.REFERENCE,
        )


def _spoken(sentence: _Sentence, hit: _Hit) -> Iterator[Saying]:
    """ "X said", "said X", "X told Y"."""
    told = _forward(sentence, hit.end) if hit.role == "tell" else None
    spoken = _speaker(sentence, hit)
    cue = sentence.letters(hit.start, hit.end)
    end = told[1] if told else hit.end + sentence.has("listener", hit.end)
    if spoken is not None:
        source, first, last = spoken
        if _is_weak(sentence, hit, source):
            return
        if sentence.cues.verb_last and last <= hit.start:
            content = _letters(sentence, last, hit.start) or _letters(sentence, 0, first)
        else:
            content = _content(
                sentence,
                min(first, hit.start),
                max(last, end),
                after=last > hit.start or hit.role == "quoted",
            )
        if content is not None:
            yield Saying(source, cue, content, denies=hit.role == "deny")
    passive = spoken is None and sentence.has("passive", _before_helpers(sentence, hit.start) - 1)
    if told and told[0].voice is Voice.NAMED and not passive and not _is_person(told[0]):
        content = _content(sentence, spoken[1] if spoken else hit.start, end, after=False)
        yield Saying(told[0], cue, content, AttributionKind.REFERENCE)


def _is_person(listener: Source) -> bool:
    return bool(listener.behind) or listener.kind == "person" or not _carries(listener.name)


def _carries(name: str) -> bool:
    """Whether somebody who was told a thing passes it on: an outlet, or a body, of any name."""
    return bool(kind_of(name)) or len(name.split()) > 1


def _is_weak(sentence: _Sentence, hit: _Hit, source: Source) -> bool:
    """Whether a verb that seldom means speech has a subject that is seldom a speaker."""
    word = " ".join(sentence.words[hit.start : hit.end])
    if not sentence.cues.has("weak", word) or source.behind or kind_of(source.name):
        return False
    if source.voice is Voice.NOBODY:
        follows = hit.end < len(sentence.words) and not sentence.is_bound(hit.end)
        clause = any(sentence.has(role, hit.end) for role in ("that", "speech"))
        return source.kind == "person" and follows and sentence.words[hit.end] != "," and not clause
    return source.voice is Voice.NAMED and len(source.name.split()) == 1


def _speaker(sentence: _Sentence, hit: _Hit) -> tuple[Source, int, int] | None:
    """Who does what a cue says, and between which words it stands."""
    left = _before_helpers(sentence, hit.start)
    cues = sentence.cues
    if cues.verb_last:
        quoted = left > 0 and sentence.is_quote(left - 1)
        return (
            (_behind(sentence, hit) if quoted else None)
            or _at_the_head(sentence, left)
            or _behind(sentence, hit)
        )
    if sentence.has("passive", left - 1):
        return None
    if cues.verb_first:
        return _behind(sentence, hit) or (_in_front(sentence, left) if left else None)
    if left == 0:
        found = _behind(sentence, hit)
        closes = found is not None and sentence.words[found[2] : found[2] + 1] in ([":"], [","])
        return found if closes else None  # "Writes The Guardian: ..."
    if sentence.words[left - 1] == ",":
        quoted = left > 1 and sentence.is_quote(left - 2)
        aside = None if quoted else _beyond_asides(sentence, left - 1)
        return (
            aside or _behind(sentence, hit) or (_in_front(sentence, left - 1) if quoted else None)
        )
    if sentence.words[left - 1] == ")":
        opening = _before_brackets(sentence, left - 1)
        found = _in_front(sentence, opening)
        return (_spoken_for(sentence, found[0], opening, left - 1), *found[1:]) if found else None
    if sentence.is_bound(left - 1):
        return _in_quotes(sentence, left) or _behind(sentence, hit)
    as_told = sentence.has("adverb", left - 1)  # "as X reports", "wie X meldet", "como informó X"
    return _in_front(sentence, left) or (_behind(sentence, hit) if as_told else None)


def _in_quotes(sentence: _Sentence, end: int) -> tuple[Source, int, int] | None:
    """A subject whose name is in quotes: «Радио Свободная Азия» передаёт."""
    if end < 2 or not sentence.is_quote(end - 1):
        return None
    opening = next((n for n in range(end - 2, max(-1, end - 9), -1) if sentence.is_quote(n)), None)
    if opening is None or not sentence.caps[opening + 1]:
        return None
    before = opening - 1
    starts = (
        before < 0
        or sentence.has("det", before)
        or sentence.is_bound(before)
        or _kind(sentence, before)
    )
    inner = sentence.text[slice(*sentence.letters(opening + 1, end - 1))]
    if not starts or not (known_in(inner) or (before >= 0 and _kind(sentence, before))):
        return None
    source = _source(sentence, opening + 1, end - 1)
    return (source, opening, end) if source else None


def _before_helpers(sentence: _Sentence, at: int) -> int:
    """Where a subject may end: before "has also", "on Monday"."""
    phrases = sentence.cues.many.get("aux", frozenset())
    for _ in range(SEGMENTS):
        for size in (4, 3, 2, 1):
            if at >= size and tuple(sentence.words[at - size : at]) in phrases:
                at -= size
                break
        else:
            break
    return at


def _before_brackets(sentence: _Sentence, at: int) -> int:
    for number in range(at, max(0, at - REACH), -1):
        if sentence.words[number] == "(":
            return number
    return at


def _in_front(sentence: _Sentence, end: int) -> tuple[Source, int, int] | None:
    """The subject that ends right before word *end*; one before "who saw it" too."""
    for _ in range(2):
        first = _back(sentence, end)
        source = _source(sentence, first, end)
        if source is not None:
            return source, first, end
        if not sentence.has("who", first - 1):
            return None
        end = first - 1
        if end and sentence.words[end - 1] == ",":
            end -= 1
    return None


def _beyond_asides(sentence: _Sentence, comma: int) -> tuple[Source, int, int] | None:
    """The subject before what stands between commas: "Ana Example, a farmer, said"."""
    end = comma
    for _ in range(SEGMENTS):
        before = _comma_before(sentence, end)
        if before is None:
            return None
        end = before
        first = _back(sentence, end)
        source = _source(sentence, first, end)
        opens = first == 0 or sentence.words[first - 1] == "," or sentence.is_bound(first - 1)
        if source is not None and opens:
            return _spoken_for(sentence, source, end, comma), first, comma
    return None


def _comma_before(sentence: _Sentence, end: int) -> int | None:
    for at in range(end - 1, max(0, end - REACH) - 1, -1):
        if sentence.words[at] == ",":
            return at
        if sentence.is_bound(at):
            return None
    return None


def _spoken_for(sentence: _Sentence, source: Source, first: int, last: int) -> Source:
    """A person of whom an aside says whose: "Ana Example, a director at HRW"."""
    if source.voice is Voice.AGAIN or source.behind or kind_of(source.name):
        return source
    if sentence.has("who", first + 1):
        return source
    start, end = sentence.letters(first + 1, last)
    known = known_in(sentence.text[start:end])
    if source.voice is Voice.NOBODY and source.kind != "person":
        alone = known and known[0].end - known[0].start == end - start
        span = (start, end)
        return Source(span, Voice.NAMED, known[0].name) if alone else source
    former = "former" in sentence.words[first:last]
    if not known or former:
        return source
    return Source(
        source.span, source.voice, source.name, known[0].name, source.kind, source.definite
    )


def _behind(sentence: _Sentence, hit: _Hit) -> tuple[Source, int, int] | None:
    """The subject that follows the verb: "said Ana Example, a director at HRW"."""
    found = _forward(sentence, hit.end)
    if found is None:
        return None
    source, last = found
    if last < len(sentence.words) and sentence.words[last] in {",", "("}:
        end = last + 1
        while end < min(len(sentence.words), last + REACH) and not (
            sentence.is_bound(end) or sentence.words[end] == "," or sentence.hit_at[end]
        ):
            end += 1
        if end > last + 1:
            source = _spoken_for(sentence, source, last, end)
    return source, hit.end, last


def _at_the_head(sentence: _Sentence, end: int) -> tuple[Source, int, int] | None:
    """The subject of a sentence whose verb comes last: what stands before the first comma."""
    quotes = [n + 1 for n in range(end) if sentence.is_quote(n)]
    for start in (0, *quotes[-2:]):
        stop = start
        while stop < min(end, start + REACH):
            if sentence.words[stop] == "," or sentence.is_bound(stop):
                break
            stop += 1
        for last in range(stop, start, -1):
            closes = last == stop < end or sentence.caps[last - 1] or _kind(sentence, last - 1)
            source = _source(sentence, start, last) if closes else None
            if source is not None:
                return source, start, last
    return None


def _back(sentence: _Sentence, end: int) -> int:
    """Where the words that end at *end* begin, up to a comma, a sign or a joining word."""
    first = end
    while first > max(0, end - REACH):
        at = first - 1
        if sentence.words[at] == "," or sentence.is_bound(at) or sentence.hit_at[at]:
            break
        if sentence.has("join", at) or sentence.has("who", at):
            break
        if sentence.has("and", at) and not (
            _capital(sentence, at - 1) and _capital(sentence, first)
        ):
            break
        first = at
    while first < end and (sentence.has("aux", first) or sentence.has("and", first)):
        first += 1
    return first


def _capital(sentence: _Sentence, at: int) -> bool:
    return 0 <= at < len(sentence.caps) and sentence.caps[at]


def _forward(sentence: _Sentence, first: int) -> tuple[Source, int] | None:
    """The source that begins at word *first*, and where it ends."""
    quoted = first < len(sentence.words) and sentence.is_quote(first)
    at = first + 1 if quoted else first
    in_name = False
    start = at
    while at < min(len(sentence.words), start + REACH):
        if sentence.words[at] == "," or sentence.is_bound(at) or sentence.hit_at[at]:
            break
        if sentence.has("month", at) or (sentence.has("stop", at) and not sentence.caps[at]):
            break
        if in_name and not _goes_on(sentence, at):
            break
        described = at > start and not in_name and _kind(sentence, at - 1)
        if described and not sentence.cues.verb_first and not _is_more(sentence, at):
            break
        in_name = in_name or (sentence.caps[at] and not sentence.has("det", at))
        at += 1
    at = _to_end_of_known(sentence, start, at)
    while at > start and (sentence.has("of", at - 1) or sentence.has("and", at - 1)):
        at -= 1
    source = _source(sentence, start, at) if at > start else None
    if source is None:
        return None
    return source, at + 1 if quoted and at < len(sentence.words) and sentence.is_quote(at) else at


def _is_more(sentence: _Sentence, at: int) -> bool:
    """Whether a description goes on after its noun: "officials in Kashgar", "the group's head"."""
    roles = ("of", "and", "prep")
    if sentence.has("det", at) or sentence.words[at][0].isdigit():
        return False
    return (
        any(sentence.caps[at : at + 3])
        or sentence.words[at] in {"'", "s", "-"}
        or bool(_kind(sentence, at))
        or any(sentence.has(role, at) for role in roles)
    )


def _to_end_of_known(sentence: _Sentence, first: int, last: int) -> int:
    """A known name may go on in small letters: "Chine nouvelle"."""
    if first >= last:
        return last
    limit = min(len(sentence.words), last + 4)
    start = sentence.starts[first]
    for known in known_in(sentence.text[start : sentence.ends[limit - 1]]):
        if start + known.start < sentence.ends[last - 1] < start + known.end:
            return next(n + 1 for n in range(last, limit) if sentence.ends[n] >= start + known.end)
    return last


def _goes_on(sentence: _Sentence, at: int) -> bool:
    """Whether a name of capitals goes on: "Office of the High Commissioner", "Ana Example's"."""
    if sentence.caps[at] or sentence.words[at] in {"'", "s", ".", "&", "-"}:
        return True
    if sentence.has("and", at):
        return _capital(sentence, at + 1)
    return sentence.has("of", at) or _kind(sentence, at) != ""


def _kind(sentence: _Sentence, at: int) -> str:
    """What kind of speaker a word means; empty where none."""
    word = sentence.words[at]
    kinds = sentence.cues.kinds
    if word in kinds or not sentence.cues.compounds:
        return kinds.get(word, "")
    return next((kinds[word[n:]] for n in range(1, len(word) - 3) if word[n:] in kinds), "")


def _source(sentence: _Sentence, first: int, last: int) -> Source | None:
    """Who the words from *first* to *last* name; None if nobody that could speak."""
    first, last = _trimmed(sentence, first, last)
    if first >= last:
        return None
    if last - first == 1 and sentence.has("again", first):
        if sum(sentence.is_quote(n) for n in range(first)) % 2:
            return None  # "they" of somebody's words is not whom the page named last
        return Source(
            sentence.letters(first, last), Voice.AGAIN, sentence.words[first], kind="person"
        )
    core = first
    while core < last and sentence.has("det", core):
        core += 1
    if core >= last or sentence.has("nobody", core) or sentence.has("nobody", first):
        return None
    if sentence.has("not_source", core) or sentence.words[core][0].isdigit() and last - core == 1:
        return None
    return _who(sentence, first, core, last)


def _trimmed(sentence: _Sentence, first: int, last: int) -> Span:
    """Without a place or time in front, and without endings behind."""
    while first < last and (sentence.has("adverb", first) or sentence.words[first] in {"'", "."}):
        first += 1
    if first < last and sentence.has("prep", first):
        after = [n for n in range(first + 1, last) if sentence.has("det", n)]
        first = (
            after[-1] if after and after[-1] < last - 1 else _known_behind(sentence, first, last)
        )
    while last > first and (
        sentence.words[last - 1] in {"'", "."} or sentence.has("suffix", last - 1)
    ):
        if sentence.has("suffix", last - 1) and sentence.words[last - 2 : last - 1] != ["'"]:
            break
        last -= 1
    return first, last


def _known_behind(sentence: _Sentence, first: int, last: int) -> int:
    """Where the known source begins that ends before *last*; *last* where none does."""
    start, end = sentence.letters(first, last)
    ending = [one for one in known_in(sentence.text[start:end]) if start + one.end == end]
    if not ending:
        return last
    return next(n for n in range(first, last) if sentence.starts[n] >= start + ending[-1].start)


def _who(sentence: _Sentence, first: int, core: int, last: int) -> Source | None:
    span = sentence.letters(first, last)
    words = sentence.text[slice(*sentence.letters(core, last))]
    head, kind = _head(sentence, core, last)
    nouns = sum(bool(_kind(sentence, n)) for n in range(core, last))
    if last - core == 1 and sentence.has("place", core):
        return Source(span, Voice.NOBODY, words, kind="ministry")
    seat = max((n for n in range(core, last) if sentence.words[n].endswith(_SEATED)), default=-1)
    capitals = [n for n in range(core, last) if n > seat and _is_capital(sentence, n, core)]
    known = known_in(sentence.text[slice(*sentence.letters(first, last))])
    pointed = (
        sentence.has("definite", first) if sentence.cues.articles else core == first == last - 1
    )
    definite = pointed and nouns == 1 and (kind != "report" or last - core == 1)
    if known:
        return _one_known(sentence, span, words, (core, last), head, kind)
    nobody = Source(span, Voice.NOBODY, sentence.text[slice(*span)], kind=kind, definite=definite)
    if kind and _is_described(sentence, head, kind, capitals):
        return nobody
    if (
        capitals
        and (kind or _is_name(sentence, core, last, capitals))
        and not (len(capitals) == 1 and not kind and _is_common(sentence, core, first))
    ):
        return Source(span, Voice.NAMED, words, kind=kind)
    if kind:
        return nobody
    caseless = sentence.cues.verb_first or not any(
        letter.isupper() or letter.islower() for letter in words
    )
    if caseless and last - core <= 4 and not _DIGIT.search(words):  # noqa: PLR2004 - a name is no clause
        return Source(span, Voice.NAMED, words)
    return None


def _head(sentence: _Sentence, core: int, last: int) -> tuple[int, str]:
    """The noun that says what kind of speaker it is: the last one before "of", else the first."""
    end = next((n for n in range(core + 1, last) if sentence.has("prep", n)), last)
    before = [n for n in range(core, end) if _kind(sentence, n)]
    after = [n for n in range(end, last) if _kind(sentence, n)]
    at = before[-1] if before else after[0] if after else -1
    return at, _kind(sentence, at) if at >= 0 else ""


def _is_capital(sentence: _Sentence, at: int, core: int) -> bool:
    """Whether a word is written large for what it is, and not because a sentence begins with it."""
    if not sentence.caps[at] or sentence.has("month", at):
        return False
    if (
        sentence.cues.compounds
        and _kind(sentence, at)
        and not sentence.text[sentence.starts[at] : sentence.ends[at]].isupper()
    ):
        return False
    if _kind(sentence, at) and sentence.text[sentence.starts[at] : sentence.ends[at]].isupper():
        return False  # "NGO" is no name
    opens = at == 0 or sentence.is_bound(at - 1)
    return not (
        opens and (_kind(sentence, at) or sentence.has("det", at) or sentence.has("place", at))
    )


def _is_described(sentence: _Sentence, head: int, kind: str, capitals: list[int]) -> bool:
    """Whether there is a description and no name: "officials in Kashgar", "Uyghur residents"."""
    if not capitals:
        return True
    if sentence.caps[head] and head in capitals:
        return False
    if min(capitals) > head:
        return sentence.has("prep", head + 1) or sentence.words[head + 1 : head + 2] in (
            ["in"],
            ["of"],
        )
    if max(capitals) < head:
        possessive = sentence.words[max(capitals) + 1 : max(capitals) + 2] == ["'"]
        return kind == "person" or (possessive and kind != "report")
    return False


def _is_name(sentence: _Sentence, core: int, last: int, capitals: list[int]) -> bool:
    """Whether words are a name and not a clause that begins with a capital."""
    small = [
        n
        for n in range(core, last)
        if sentence.words[n][0].isalpha() and not sentence.caps[n] and not sentence.has("of", n)
    ]
    if not small:
        return True
    opens = capitals == [core] and (core == 0 or sentence.is_bound(core - 1))
    return not opens and len(small) < len(capitals)


def _is_common(sentence: _Sentence, core: int, first: int) -> bool:
    """Whether one large word is likely a common noun: German ones with an article are."""
    word = sentence.words[core]
    return (
        (sentence.cues.compounds and core > first)
        or sentence.cues.has("place", word)
        or sentence.cues.has("stop", word)
        or sentence.cues.has("prep", word)
        or sentence.cues.has("aux", word)
    )


def _one_known(
    sentence: _Sentence, span: Span, words: str, between: Span, head: int, kind: str
) -> Source:
    """A known source alone; a person who speaks for it; or somebody who once belonged to it."""
    core, last = between
    known = known_in(sentence.text[slice(*span)])
    names = [(span[0] + one.start, span[0] + one.end) for one in known]
    other = [
        n
        for n in range(core, last)
        if _is_capital(sentence, n, core)
        and not _kind(sentence, n)
        and not any(start <= sentence.starts[n] < end for start, end in names)
    ]
    people = [n for n in other if n + 1 in other or n - 1 in other]
    if people and kind in {"person", ""} and not sentence.cues.verb_first:
        return Source(span, Voice.NAMED, words, behind=known[0].name, kind="person")
    if kind == "person" and "former" in sentence.words[core:last]:
        return Source(span, Voice.NOBODY, sentence.text[slice(*span)], kind=kind)
    plural = head >= 0 and sentence.has("people", head)
    if plural and not any(start <= sentence.starts[head] < end for start, end in names):
        return Source(span, Voice.NOBODY, sentence.text[slice(*span)], kind=kind)
    return Source(span, Voice.NAMED, known[-1].name if kind != "person" else known[0].name)


def _around(sentence: _Sentence, first: int, last: int) -> Span | None:
    """What a source named from *first* to *last* is named for: what follows, or what precedes."""
    left, right = _limits(sentence, first, last)
    after, before = _size(sentence, last, right), _size(sentence, left, first)
    if before >= CLAUSE and after <= ASIDE:
        return _letters(sentence, left, first)
    if before >= CLAUSE:
        return _letters(sentence, left, right)
    return _letters(sentence, last, right) or _letters(sentence, left, first)


def _content(sentence: _Sentence, first: int, last: int, *, after: bool) -> Span | None:
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
    soon = range(last, min(last + 4, right))
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


def _is_opening(sentence: _Sentence, first: int, last: int) -> bool:
    """Whether the words before a comma only say when and where."""
    opens = sentence.has("prep", first) or sentence.has("aux", first) or sentence.has("join", first)
    return opens and last - first <= OPENING


def _limits(sentence: _Sentence, first: int, last: int) -> Span:
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


def _size(sentence: _Sentence, first: int, last: int) -> int:
    return sum(sentence.words[n][0].isalnum() for n in range(first, last))


def _letters(sentence: _Sentence, first: int, last: int) -> Span | None:
    """From the first to the last word that has letters."""
    inner = [
        n for n in range(first, last) if sentence.words[n][0].isalnum() or sentence.is_quote(n)
    ]
    return (sentence.starts[inner[0]], sentence.ends[inner[-1]]) if inner else None
