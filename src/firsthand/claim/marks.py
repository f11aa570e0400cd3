"""Tell from all words of a page together whether it is about taking biometrics from many.

In: sentences.  Out: which of them stand in a stretch that is. What the lists of the lexicon look for is one word
or two; here every word counts a little, for or against. How much was learnt from labelled pages of programmes and
of everyday matters (`scripts/learn`), and stands in `data/marks.csv`, where it can be read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from firsthand.claim.pages import ALONE_PASSAGES, Sentence, has_power, names_many
from firsthand.model.value import value

STEM_LETTERS = 5  # "sampled", "samples" and "sampling" are one mark
SIGNS_MOST = 3  # signs of a Chinese mark
SHORT_PASSAGES = 12  # so many sentences are judged as one page
STRETCH = 6  # sentences judged together; a labelled page has three to seven
DECIDED = 0.7  # log-odds from which a stretch is about taking: see docs/methods/claiming.md
DECIDED_ALONE = 1.5  # where no power over people and no crowd is named: DNA in a film
DECIDED_AMONG_MANY = 2.0  # in a longer page more stretches are judged, and one may be so by chance
KNOWN_MIN = 6  # marks; of fewer nothing is told
DISMISSED = -0.7  # a short page below it is about something else
NUMBER = "#"
LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")
SHORTEST = 2  # a single Chinese sign is too often part of a word that says something else
# Small words are said on pages of every kind: what they weighed would be a way of writing.
_SMALL = """
    a an the of to in on at by for from with into over out up off and or but nor so if as than then that this these
    those there here it its he him his she her they them their we us our you your i my me who whom whose which what
    when where why how is are was were be been being am do does did done has have had having will would can could
    may might must shall should not no any all each every some more most many much few other own only also just very
    about after before during while until since again still yet even too s t
"""
IDLE = frozenset(_SMALL.split())
_TOKEN = re.compile(r"([^\W\d_\u3400-\u9fff]+)|([\u3400-\u9fff]+)|(\d[\d.,]*)")


@value
class Told:
    """Which sentences tell of `taking`, each with those around it; `other`: the whole page is about something else."""

    taking: tuple[bool, ...]
    other: bool
    odds: tuple[float, ...] = ()


@value
class Weights:
    """What each mark says for (above 0) or against, in log-odds before they are evened out; `bias` is said by none."""

    bias: float
    of: Mapping[str, float]


def marks_of(low: str) -> set[str]:
    """The marks of a folded sentence: beginnings of words, two of them together, runs of up to three signs.

    >>> sorted(marks_of("police took 3 samples"))
    ['# sampl', 'polic', 'polic took', 'sampl', 'took', 'took #']
    """
    found: set[str] = set()
    before, before_idle = "", False
    for word, signs, number in _TOKEN.findall(low):
        if signs:
            for length in range(SHORTEST, SIGNS_MOST + 1):
                found.update(signs[at : at + length] for at in range(len(signs) - length + 1))
            before = ""
            continue
        idle = word in IDLE
        mark = NUMBER if number else word[:STEM_LETTERS]
        if not (idle or number):
            found.add(mark)
        if before and not (idle and before_idle):
            found.add(f"{before} {mark}")
        before, before_idle = mark, idle or bool(number)
    return found


@cache
def weights_of(language: str) -> Weights | None:
    """What was learnt of pages in *language*; none where nothing was."""
    return _packaged().get(language)


@cache
def _packaged() -> Mapping[str, Weights]:
    of: dict[str, dict[str, float]] = {}
    source = files("firsthand.claim").joinpath("data/marks.csv").read_text("utf-8")
    for language, mark, weight in list(csv.reader(source.splitlines()))[1:]:
        of.setdefault(language, {})[mark] = float(weight)
    return {each: Weights(bias=told.pop(""), of=told) for each, told in of.items()}


def told_together(lows: Sequence[str], weights: Weights) -> tuple[float, ...]:
    """For each sentence the log-odds of the most telling stretch that it stands in; a mark counts once in each.

    Of a stretch with too few marks nothing is told: 0.
    """
    size, of = min(STRETCH, len(lows)), weights.of
    known = [sorted(filter(of.__contains__, marks_of(low))) for low in lows]  # in one order
    stands: dict[str, int] = {}
    total, odds = 0.0, []
    for at, marks in enumerate(known):
        for mark in marks:
            many = stands[mark] = stands.get(mark, 0) + 1
            if many == 1:
                total += of[mark]
        if at >= size:
            for mark in known[at - size]:
                stands[mark] -= 1
                if not stands[mark]:
                    del stands[mark]
                    total -= of[mark]
        if at >= size - 1:
            enough = len(stands) >= KNOWN_MIN
            odds.append(weights.bias + total / len(stands) ** 0.5 if enough else 0.0)
    return tuple(max(odds[max(0, at - size + 1) : at + 1]) for at in range(len(lows)))


def tell_of_taking(sentences: Sequence[Sentence]) -> Told:
    """Which sentences stand in a stretch whose words together tell of taking from many, and whether none does.

    Nothing is told of a sentence in a language of which nothing was learnt.
    """
    odds: list[float | None] = [None] * len(sentences)
    for language in LANGUAGES:
        weights = weights_of(language)
        places = [at for at, each in enumerate(sentences) if each.words.language == language]
        if weights is not None and places:
            lows = [sentences[at].low for at in places]
            for at, found in zip(places, told_together(lows, weights), strict=True):
                odds[at] = found
    least = DECIDED_AMONG_MANY
    if len(sentences) <= SHORT_PASSAGES:
        of_people = any(has_power(each) or names_many(each) for each in sentences)
        least = DECIDED if of_people else DECIDED_ALONE
    return Told(
        taking=tuple(found is not None and found >= least for found in odds),
        odds=tuple(found or 0.0 for found in odds),
        other=ALONE_PASSAGES < len(sentences) <= SHORT_PASSAGES
        and all(found is not None and found < DISMISSED for found in odds),
    )


def said_by_marks(
    lows: Sequence[str], weights: Weights, *, most: int
) -> tuple[tuple[str, float], ...]:
    """The *most* marks that speak loudest for or against, to tell a reader why."""
    found = {mark: weights.of[mark] for low in lows for mark in marks_of(low) if mark in weights.of}
    return tuple(sorted(found.items(), key=lambda each: (-abs(each[1]), each[0]))[:most])
