"""What a language calls times that are told from the date of the page: `data/times.csv`.

In: a language and a kind of words ("next_month", "half_1", "years").  Out: compiled patterns, read when a sentence
is first looked at. docs/formats/lexicon.md says what each kind means. What is done with them is told in
`claim.near_times`, `claim.lasting` and `claim.bare_dates`.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import count

from firsthand.claim.entry import fill, folded
from firsthand.claim.lexicon import Lexicon
from firsthand.claim.patterns import Sentences

FAR = {
    "this": 0,
    "next": 1,
    "last": -1,
}  # what a year is called that has no number, in years from the page's
_NUMBER = r"(?<!\d)(?:19|20)\d\d(?!\d)"


@cache
def patterns(language: str, kind: str) -> re.Pattern[str] | None:
    """Every way in which *language* says *kind*, as one pattern; none where it has no words for it."""
    written = words_for(language, kind)
    if not written:
        return None
    number = count(1)
    return re.compile("|".join(_with_year(language, each, number) for each in written))


_made: dict[tuple[str, tuple[str, ...]], Sentences] = {}


def sentences(words: Lexicon, asked: tuple[str, ...]) -> Sentences:
    """The patterns of the kinds that are *asked* for, in their order, each tried only where it can stand."""
    made = _made.get((words.key, asked))
    if made is None:
        found = ((kind, patterns(words.language, kind)) for kind in asked)
        told = [(kind, each.pattern) for kind, each in found if each]
        made = _made[words.key, asked] = Sentences(told, sieve=words.sieve)
    return made


@cache
def kinds(language: str) -> tuple[str, ...]:
    """The kinds for which *language* has words."""
    return tuple(kind for of, kind in _table() if of == language)


def words_for(language: str, kind: str) -> tuple[str, ...]:
    """The patterns of *kind* as they are written."""
    return _table().get((language, kind), ())


def year_said(hit: re.Match[str]) -> tuple[int | None, int]:
    """The year that a match gives by number, if it does; else how far it is from the page's.

    >>> found = patterns("en", "half_1")
    >>> [year_said(found.search(text)) for text in ("first half of 2019", "first half of next year")]
    [(2019, 0), (None, 1)]
    """
    for name, said in hit.groupdict().items():
        if said is not None:
            told = name.rstrip("0123456789")
            return (int(said), 0) if told == "y" else (None, FAR[told])
    return None, 0


def _with_year(language: str, written: str, number: Iterator[int]) -> str:
    """*written*, each {y} of it a year by number, each {year} one by number or as "next year", in groups of their own names."""

    def year(hole: re.Match[str]) -> str:
        at = next(number)
        if hole[0] == "{y}":
            return f"(?P<y{at}>{_NUMBER})"
        named = [fill(each, {"y": f"(?P<y{at}>{_NUMBER})"}) for each in words_for(language, "year")]
        named += [
            f"(?P<{name}{at}>{'|'.join(words_for(language, name))})"
            for name in FAR
            if words_for(language, name)
        ]
        return f"(?:{'|'.join(named)})"

    return re.sub(r"\{y(?:ear)?\}", year, written)


@cache
def _table() -> Mapping[tuple[str, str], tuple[str, ...]]:
    text = files("firsthand.claim").joinpath("data/times.csv").read_text("utf-8")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        found[row["language"], row["kind"]].append(folded(row["words"]))
    return {key: tuple(words) for key, words in found.items()}
