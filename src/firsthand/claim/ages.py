"""Ranges of age that a sentence names.

In: a lower-case sentence and its language's words.  Out: ranges and where they stand. The age of one
person is none. Whether a range is the programme's is decided in `claim.covered`.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.claim.entry import fill
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.patterns import Sentences
from firsthand.claim.quantities import GRAMMARS
from firsthand.model.value import value

AGE_YEARS_MAX = 120  # nobody is older; a larger number is no age
_DIGITS = r"\d{1,3}(?!\d|[,.]\d)"  # "completed 6,320" is no age of six
_NUMERALS = rf"{_DIGITS}|[零一二三四五六七八九十百]{{1,4}}"


@value
class Ages:
    """A range of ages in whole years, open where an end is None, and where it stands."""

    low: int | None
    high: int | None
    start: int
    end: int


_made: dict[str, Sentences] = {}


def _patterns(words: Lexicon) -> Sentences:
    made = _made.get(words.key)
    if made is None:
        made = _made[words.key] = _compiled(words)
    return made


def _compiled(words: Lexicon) -> Sentences:
    numerals = words.numbers.numerals
    number = f"{_DIGITS}|{numerals.small}" if numerals else _NUMERALS
    holes = {"a": f"(?P<a>{number})", "b": f"(?P<b>{number})"}
    return Sentences(
        [
            (kind, fill(sentence, holes))
            for kind in ("between", "from", "until")
            for sentence in words.ages[kind]
        ],
        sieve=words.sieve,
    )


def find_ages(text: str, *, words: Lexicon) -> Iterator[Ages]:
    """Every range of ages in lower-case *text*."""
    if not any(sign in text for sign in words.ages["signs"]):
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in _patterns(words).live(text):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            parts = match.groupdict()
            low = _age(parts.get("a"), words)
            high = _age(parts.get("b"), words)
            if kind == "between" and (low is None or high is None or low >= high):
                continue
            if low is None and high is None:
                continue
            taken.append(match.span())
            yield Ages(low=low, high=high, start=match.start(), end=match.end())


def _age(words: str | None, known: Lexicon) -> int | None:
    if words is None:
        return None
    if words.isdigit():
        age: float = int(words)
    elif words in known.numbers.words:
        age = known.numbers.words[words]
    else:
        found = list(GRAMMARS[known.grammar].find_numbers(words, known.numbers))
        if len(found) != 1 or found[0].vague or found[0].end - found[0].start != len(words):
            return None
        age = found[0].number
    return int(age) if age <= AGE_YEARS_MAX else None
