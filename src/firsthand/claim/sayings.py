"""Tell from all words of a sentence together what it says, where no list has its words.

In: a sentence of a page about taking.  Out: codes and statements, each with the whole sentence as its words. How
much each word says was learnt from labelled sentences (`scripts/learn`) and stands in `data/sayings.csv`. What was
not right in four of five sentences that it was not learnt from is not told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from firsthand.claim.marks import NUMBER, SIGNS_MOST, STEM_LETTERS
from firsthand.claim.reading import Found, Reading
from firsthand.model.claim import Coded, Element, Words
from firsthand.model.value import value

APART = 3  # words between the two of a pair that is no neighbour
LIMIT = "limit"
_TOKEN = re.compile(r"([^\W\d_\u3400-\u9fff]+)|([\u3400-\u9fff]+)|(\d[\d.,]*)")
Target = tuple[Element, str]


@value
class Sayings:
    """What each mark says of each target, in log-odds before they are evened out; from `limits` a target is told."""

    targets: Sequence[Target]
    bias: Sequence[float]
    limits: Sequence[float]
    of: Mapping[str, Sequence[tuple[int, float]]]


def wording_of(low: str) -> set[str]:
    """The marks of a folded sentence: beginnings of all words, small ones too, pairs of them, runs of signs.

    >>> sorted(wording_of("no print, no rice"))
    ['no', 'no print', 'no rice', 'no~no', 'print', 'print no', 'print~rice', 'rice']
    """
    found: set[str] = set()
    stems: list[str] = []
    for word, signs, number in _TOKEN.findall(low):
        if signs:
            for length in range(1, SIGNS_MOST + 1):
                found.update(signs[at : at + length] for at in range(len(signs) - length + 1))
        else:
            stems.append(NUMBER if number else word[:STEM_LETTERS])
    found.update(stem for stem in stems if stem != NUMBER)
    for at, stem in enumerate(stems):
        for reach in range(1, APART):
            if at + reach < len(stems):
                found.add(f"{stem}{' ' if reach == 1 else '~'}{stems[at + reach]}")
    return found


@cache
def sayings_of(language: str) -> Sayings | None:
    """What was learnt of sentences in *language*; none where nothing was."""
    return _packaged().get(language)


@cache
def _packaged() -> Mapping[str, Sayings]:
    source = files("firsthand.claim").joinpath("data/sayings.csv").read_text("utf-8")
    return read_table(list(csv.reader(source.splitlines()))[1:])


def read_table(rows: Sequence[Sequence[str]]) -> Mapping[str, Sayings]:
    """The tables of all languages, from rows of language, element, code, what it is of, mark and weight."""
    told: dict[str, dict[Target, dict[tuple[str, str], float]]] = {}
    for language, element, code, kind, mark, weight in rows:
        target = (Element(element), code)
        told.setdefault(language, {}).setdefault(target, {})[kind, mark] = float(weight)
    tables = {}
    for language, targets in told.items():
        of: dict[str, list[tuple[int, float]]] = {}
        for number, weights in enumerate(targets.values()):
            for (kind, mark), says in weights.items():
                if not kind:
                    of.setdefault(mark, []).append((number, says))
        tables[language] = Sayings(
            targets=tuple(targets),
            bias=tuple(weights["bias", ""] for weights in targets.values()),
            limits=tuple(weights.get((LIMIT, ""), float("inf")) for weights in targets.values()),
            of={mark: tuple(each) for mark, each in of.items()},
        )
    return tables


def odds_of(low: str, sayings: Sayings) -> list[float]:
    """The log-odds of each target."""
    sums = [0.0] * len(sayings.targets)
    marks = sorted(wording_of(low))  # in one order, so that sums are the same
    for mark in marks:
        for number, weight in sayings.of.get(mark, ()):
            sums[number] += weight
    even = max(1, len(marks)) ** 0.5
    return [bias + each / even for bias, each in zip(sayings.bias, sums, strict=True)]


def read_sayings(reading: Reading) -> Found:
    """What the sentence says by all its words together."""
    sayings = sayings_of(reading.words.language)
    if sayings is None:
        return
    odds = odds_of(reading.low, sayings)
    text = reading.text.strip()
    start = reading.text.index(text)
    span = (start, start + len(text))
    for number, (element, code) in enumerate(sayings.targets):
        if odds[number] < sayings.limits[number]:
            continue
        if not _may_be_said(reading, element) or _is_taken_back(reading, element, code):
            continue
        yield element, Coded(code=code, text=text) if code else Words(text=text), span


def _may_be_said(reading: Reading, element: Element) -> bool:
    """Whether an authority is named that may deny it."""
    authority = reading.words.sections["denial.authority"]
    return element is not Element.DENIAL or authority.stand(reading.low)


def _is_taken_back(reading: Reading, element: Element, code: str) -> bool:
    """Whether the lists know the sentence's words and say that they are no such thing: "not voluntary at all"."""
    return any(
        term.absent is not None and term.absent.stand(reading.low)
        for term in reading.words.terms
        if term.element is element and term.code == code
    )


def why(low: str, target: Target, sayings: Sayings, *, most: int) -> Iterator[tuple[str, float]]:
    """The *most* marks of a sentence that speak loudest for or against a target, to tell a reader why."""
    number = list(sayings.targets).index(target)
    found = {
        mark: weight
        for mark in wording_of(low)
        for one, weight in sayings.of.get(mark, ())
        if one == number
    }
    yield from sorted(found.items(), key=lambda each: (-abs(each[1]), each[0]))[:most]
