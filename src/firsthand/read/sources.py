"""Tell whom words name as a source: a known one, a name, somebody without one, "he".

In: a sentence, from which word to which.  Out: `Source`, or None where the words name nobody that
could speak. Which words are to be looked at is found in `read.speakers`; whom "he" and "the group"
mean in `read.attributions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.read.agents import known_in
from firsthand.read.sentences import Sentence, Span

REACH = 16  # words of a source's name and title; a longer subject is a clause
SMALL_EACH = 2  # words in small letters for each in capitals; with more it is a clause
NAME_LEAST = 2  # first name and surname
NAME_WORDS = 4  # of a name in a script without capitals; a longer one is a clause
_DIGIT = re.compile(r"\d")
_FILE = re.compile(
    r"[\w.-]+\.(?:txt|htm|html|xml|json|ya?ml|conf|cfg|ini|csv|log|pdf|c|h|cpp|hpp|exe|dll|zip|gz|tar|deb|rpm|toml|lock|css|js)"
    r"|[A-Z_]+\.[a-z]{1,4}"
)
_SITE = re.compile(
    r"[\w-]+\.(?:kz|ru|com|org|net|tr|uz|kg|by|ua|info|news)"
)  # named in small letters
_IDENTIFIER = re.compile(r"[A-Z0-9]+[_-][A-Z0-9_-]*")
_SEATED = ("-based", "-run", "-backed", "-funded", "-owned")  # "New York-based" names a town


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
    behind_kind: str = ""  # a person speaks for "the group", whichever that is


def source_in(sentence: Sentence, first: int, last: int) -> Source | None:
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
    if sentence.has("not_source", core) or (sentence.words[core][0].isdigit() and last - core == 1):
        return None
    return _who(sentence, first, core, last)


def _trimmed(sentence: Sentence, first: int, last: int) -> Span:
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


def _known_behind(sentence: Sentence, first: int, last: int) -> int:
    """Where the known source begins that ends before *last*; *last* where none does."""
    start, end = sentence.letters(first, last)
    ending = [one for one in known_in(sentence.text[start:end]) if start + one.end == end]
    if not ending:
        return last
    begins = start + ending[-1].start  # in the middle of a word where two scripts meet
    return next((n for n in range(first, last) if sentence.starts[n] >= begins), last)


def _who(sentence: Sentence, first: int, core: int, last: int) -> Source | None:
    """Who it is, where articles and the like stand from *first* to *core*."""
    span = sentence.letters(first, last)
    words = sentence.text[slice(*sentence.letters(core, last))]
    head, kind = _head(sentence, core, last)
    if last - core == 1 and sentence.has("place", core):
        return Source(span, Voice.NOBODY, words, kind="ministry")
    if known_in(sentence.text[slice(*span)]):
        return _one_known(sentence, span, core, last, (head, kind))
    seat = _seat(sentence, core, last)
    capitals = [n for n in range(core, last) if n > seat and _is_capital(sentence, n)]
    described = kind and _is_described(sentence, head, kind, capitals)
    if not described and _has_name(sentence, (first, core, last), kind, capitals):
        if _is_clause(sentence, core, last) or _is_thing(sentence, core, last):
            return None
        return Source(span, Voice.NAMED, words, kind=kind)
    if not kind:
        return None
    definite = _is_definite(sentence, first, core, last, kind)
    written = sentence.text[slice(*span)]
    return Source(span, Voice.NOBODY, written, kind=kind, definite=definite)


def _seat(sentence: Sentence, core: int, last: int) -> int:
    """The last word of "New York-based"; -1 where there is none."""
    seats = (n for n in range(core, last) if sentence.words[n].endswith(_SEATED))
    return max(seats, default=-1)


def _has_name(
    sentence: Sentence, between: tuple[int, int, int], kind: str, capitals: list[int]
) -> bool:
    """Whether words hold a name: by their capitals, or by being few in a script that has none."""
    first, core, last = between
    if capitals and kind:
        return True
    if capitals and _is_name(sentence, core, last, capitals):
        return len(capitals) > 1 or not _is_common(sentence, core, first)
    words = sentence.text[slice(*sentence.letters(core, last))]
    caseless = not any(letter.isupper() or letter.islower() for letter in words)
    few = last - core <= NAME_WORDS and not _DIGIT.search(words)
    return not kind and few and (sentence.cues.verb_first or caseless)


def _is_clause(sentence: Sentence, core: int, last: int) -> bool:
    """Whether words with capitals say something: they have a verb, or end in the middle of it."""
    small = [n for n in range(core, last) if not sentence.caps[n]]
    large = sum(_is_capital(sentence, n) for n in range(core, last))
    if len([n for n in small if sentence.words[n][0].isalpha()]) > SMALL_EACH * (large + 1):
        return True
    if any(sentence.has("verb", n) for n in small):
        return True
    if not small or not sentence.cues.roles.get("verb"):
        return False
    ends = last - 1 in small and (sentence.has("prep", last - 1) or sentence.has("det", last - 1))
    first = min((n for n in range(core, last) if sentence.caps[n]), default=last)
    parted = any(sentence.has("prep", n) or sentence.has("det", n) for n in range(core + 1, first))
    return ends or (core in small and parted and not any(kind_at(sentence, n) for n in small))


def _is_thing(sentence: Sentence, core: int, last: int) -> bool:
    """Whether words are a file's or a command's name: "config.h", "SET ROLE", "NEW-OWNER"."""
    words = [sentence.text[sentence.starts[n] : sentence.ends[n]] for n in range(core, last)]
    if any(map(_FILE.fullmatch, words)) or (len(words) == 1 and _IDENTIFIER.fullmatch(words[0])):
        return True
    shouted = len(words) > 1 and all(word.isupper() for word in words if word[0].isalpha())
    if not shouted or not any(letter.islower() for letter in sentence.text):
        return False
    return not any(sentence.has("house", n) or kind_at(sentence, n) for n in range(core, last))


def _is_definite(sentence: Sentence, first: int, core: int, last: int, kind: str) -> bool:
    """Whether "the group" may mean one that was named: it says no more of itself."""
    nouns = sum(bool(kind_at(sentence, n)) for n in range(core, last))
    articles = sentence.cues.articles
    pointed = sentence.has("definite", first) if articles else core == first == last - 1
    return pointed and nouns == 1 and (kind != "report" or last - core == 1)


def _head(sentence: Sentence, core: int, last: int) -> tuple[int, str]:
    """The noun that says what kind of speaker it is: the last one before "of", else the first."""
    end = next((n for n in range(core + 1, last) if sentence.has("prep", n)), last)
    before = [n for n in range(core, end) if kind_at(sentence, n)]
    after = [n for n in range(end, last) if kind_at(sentence, n)]
    at = before[-1] if before else after[0] if after else -1
    return at, kind_at(sentence, at) if at >= 0 else ""


def _is_capital(sentence: Sentence, at: int) -> bool:
    """Whether a word is written large for what it is, and not because a sentence begins with it."""
    if not sentence.caps[at]:
        return not sentence.cues.articles and bool(_SITE.fullmatch(sentence.words[at]))
    if sentence.has("month", at):
        return False
    written = sentence.text[sentence.starts[at] : sentence.ends[at]]
    if kind_at(sentence, at) and (sentence.cues.compounds or written.isupper()):
        return False  # "NGO" is no name, nor is a German noun
    opens = at == 0 or sentence.is_bound(at - 1)
    return not (
        opens and (kind_at(sentence, at) or sentence.has("det", at) or sentence.has("place", at))
    )


def _is_described(sentence: Sentence, head: int, kind: str, capitals: list[int]) -> bool:
    """Whether there is a description and no name: "officials in Kashgar", "Uyghur residents"."""
    if not capitals:
        return True
    if sentence.caps[head] and head in capitals:
        return kind == "report" and capitals == [head]  # "the Guidelines", "Policy 4"
    if min(capitals) > head:
        if _ends_in_a_name(sentence, capitals):
            return False
        return sentence.has("prep", head + 1) or sentence.words[head + 1 : head + 2] in (
            ["in"],
            ["of"],
        )
    if max(capitals) < head:
        possessive = sentence.words[max(capitals) + 1 : max(capitals) + 2] == ["'"]
        return kind == "person" or (possessive and kind != "report")
    return False


def _ends_in_a_name(sentence: Sentence, capitals: list[int]) -> bool:
    """Whether an office is followed by who holds it: "начальник управления по делам миграции Ольга Кирова"."""
    if sentence.cues.articles or len(capitals) < NAME_LEAST:
        return False
    first, last = capitals[-NAME_LEAST:]
    return last == first + 1 and not sentence.has("prep", first - 1)


def _is_name(sentence: Sentence, core: int, last: int, capitals: list[int]) -> bool:
    """Whether words are a name and not a clause that begins with a capital."""
    small = [
        n
        for n in range(core, last)
        if sentence.words[n][0].isalpha()
        and not sentence.caps[n]
        and n not in capitals
        and not sentence.has("of", n)
    ]
    if not small:
        return True
    opens = capitals == [core] and (core == 0 or sentence.is_bound(core - 1))
    return not opens and len(small) < len(capitals)


def _is_common(sentence: Sentence, core: int, first: int) -> bool:
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
    sentence: Sentence, span: Span, core: int, last: int, described: tuple[int, str]
) -> Source:
    """A known source alone; a person who speaks for it; or somebody who once belonged to it."""
    head, kind = described
    words = sentence.text[slice(*sentence.letters(core, last))]
    known = known_in(sentence.text[slice(*span)])
    names = [(span[0] + one.start, span[0] + one.end) for one in known]
    other = [
        n
        for n in range(core, last)
        if _is_capital(sentence, n)
        and not kind_at(sentence, n)
        and n > _seat(sentence, core, last)
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
    about = names[0][0] == sentence.starts[core] and any(
        sentence.has("of", n) for n in range(core, last) if names[0][1] <= sentence.starts[n]
    )  # "the Reuters analysis of Xinhua reports"
    return Source(span, Voice.NAMED, known[0 if kind == "person" or about else -1].name)


def source_after(sentence: Sentence, first: int) -> tuple[Source, int] | None:
    """The source that begins at word *first*, and where it ends."""
    quoted = first < len(sentence.words) and sentence.is_quote(first)
    at = first + 1 if quoted else first
    in_name = False
    start = at
    while at < min(len(sentence.words), start + REACH):
        if sentence.words[at] == "," or sentence.is_bound(at) or sentence.hit_at[at]:
            break
        article = at == start and sentence.has("det", at)
        stops = sentence.has("stop", at) and not sentence.caps[at] and not article
        if sentence.has("month", at) or stops:
            break
        if in_name and not _goes_on(sentence, at):
            break
        described = at > start and not in_name and kind_at(sentence, at - 1)
        if described and not sentence.cues.verb_first and not _is_more(sentence, at):
            break
        in_name = in_name or (sentence.caps[at] and not sentence.has("det", at))
        at += 1
    at = _to_end_of_known(sentence, start, at)
    while at > start and (sentence.has("of", at - 1) or sentence.has("and", at - 1)):
        at -= 1
    source = source_in(sentence, start, at) if at > start else None
    if source is None:
        return None
    return source, at + 1 if quoted and at < len(sentence.words) and sentence.is_quote(at) else at


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a name of capitals goes on: "Office of the High Commissioner", "Ana Example's"."""
    if sentence.caps[at] or sentence.words[at] in {"'", "s", ".", "&", "-"}:
        return True
    if sentence.has("and", at):
        return _capital(sentence, at + 1)
    return sentence.has("of", at) or kind_at(sentence, at) != ""


def _is_more(sentence: Sentence, at: int) -> bool:
    """Whether a description goes on after its noun: "officials in Kashgar", "the group's head"."""
    roles = ("of", "and", "prep")
    if sentence.has("det", at) or sentence.words[at][0].isdigit():
        return False
    return (
        any(sentence.caps[at : at + 3])
        or sentence.words[at] in {"'", "s", "-"}
        or bool(kind_at(sentence, at))
        or any(sentence.has(role, at) for role in roles)
    )


def _to_end_of_known(sentence: Sentence, first: int, last: int) -> int:
    """A known name may go on in small letters: "Chine nouvelle"."""
    if first >= last:
        return last
    limit = min(len(sentence.words), last + 4)
    start = sentence.starts[first]
    for known in known_in(sentence.text[start : sentence.ends[limit - 1]]):
        if start + known.start < sentence.ends[last - 1] < start + known.end:
            return next(n + 1 for n in range(last, limit) if sentence.ends[n] >= start + known.end)
    return last


def clause_start(sentence: Sentence, end: int) -> int:
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


def _capital(sentence: Sentence, at: int) -> bool:
    return 0 <= at < len(sentence.caps) and sentence.caps[at]


def kind_at(sentence: Sentence, at: int) -> str:
    """What kind of speaker a word means; empty where none."""
    word = sentence.words[at]
    kinds = sentence.cues.kinds
    if word in kinds or not sentence.cues.compounds:
        return kinds.get(word, "")
    return next((kinds[word[n:]] for n in range(1, len(word) - 3) if word[n:] in kinds), "")
