"""Take a sentence apart into words, and find the cues in it that give a source away.

In: a sentence, the words of its language.  Out: `Sentence`. What the cues mean for whom they name is
found in `read.speakers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from firsthand.read.cues import Cues, tokens

HITS_MAX = 40  # cues of one sentence; one with more is made to keep us busy
_BOUNDS = frozenset(";:()[]{}—–!?…|‹›/")
_QUOTES = frozenset('"“”„«»‟')
_SAME_SIGN = {"‘": "'", "،": ",", "؛": ";"}
_TITLE = 3  # letters of "Mrs", after which a full stop ends nothing

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue, from which word to which, and what it does."""

    start: int
    end: int
    role: str


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence in words; `words` are small, `caps` tells which began with a capital."""

    text: str
    cues: Cues
    words: list[str]
    starts: list[int]
    ends: list[int]
    caps: list[bool]
    hits: list[Hit] = field(default_factory=list)
    hit_at: list[bool] = field(default_factory=list)

    def has(self, role: str, number: int) -> bool:
        """Whether a word plays *role*; no word beyond either end does."""
        return 0 <= number < len(self.words) and self.cues.has(role, self.words[number])

    def is_quote(self, number: int) -> bool:
        """Whether a sign opens or closes a quotation; an apostrophe does not."""
        word = self.words[number]
        if word in _QUOTES:
            return True
        if word != "'":
            return False
        at = self.starts[number]
        before, after = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        return not (before.isalnum() and after.isalnum()) and not (before == "s" and after == " ")

    def is_bound(self, number: int) -> bool:
        """Whether a sign parts clauses; a comma is looked at by itself. No name goes over "1,600"."""
        word = self.words[number]
        if len(word) > 1 and "," in word:
            return True
        if word == ".":
            return number == 0 or len(self.words[number - 1]) > _TITLE or not self.caps[number - 1]
        if word == "-":
            at = self.starts[number]
            return not (self.text[at - 1 : at].isalnum() and self.text[at + 1 : at + 2].isalnum())
        return word in _BOUNDS or self.is_quote(number)

    def letters(self, first: int, last: int) -> Span:
        """Where the words from *first* up to *last* stand."""
        return self.starts[first], self.ends[last - 1]


def parse_sentence(text: str, cues: Cues) -> Sentence:
    """The words of *text* and the cues among them."""
    matches = tokens(text)
    plain = [match.group() for match in matches]
    words = [word.casefold().replace("’", "'") for word in plain]
    sentence = Sentence(
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


def _is_heading(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb is written large inside a sentence: "Token Claims" is a title."""
    return hit.start > 0 and sentence.caps[hit.start] and not sentence.is_bound(hit.start - 1)


def _hits(words: list[str], cues: Cues) -> Iterator[Hit]:
    """Where cues stand; of two that overlap the longer, of equals the first."""
    every = [
        Hit(start, start + len(phrase), role)
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
