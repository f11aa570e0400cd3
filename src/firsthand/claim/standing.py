"""Where a candidate stands, as whole numbers: the pieces before it, in it and behind it, what its sentence says, signs.

In: the sentences of a page with what the rules made of each, the odds of what each says, and candidates.  Out: a row
for each candidate. `claim.scored` weighs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.candidates import ELEMENTS, FIGURES, PLACES, Candidate
from firsthand.claim.doubted import LONG_PASSAGES, compared
from firsthand.claim.meaning import Network, Rows, states
from firsthand.claim.pieces import BEGIN, UNKNOWN, pieces, pieces_of
from firsthand.claim.reading import Reading, clause
from firsthand.claim.signs import Considered
from firsthand.model.value import value

PARTS = 9  # two pieces before, the first, the last, two behind; the mean of those before, in it and behind
FAR = 5  # pieces on either side beyond those
STEP = 16  # steps of a sign that are one
TOP = 127
ODDS_LEAST, ODDS_MOST = -6.0, 6.0
# Words that may stand in a figure's or a date's clause.
CUES = (
    "taking", "taking_sure", "taken_after", "taken_before", "population", "elsewhere", "plan", "spent", "fined", "share_of", "rate",
    "exempt", "programme", "everybody", "hypothetical", "published", "sampled", "examined", "profiled", "enrolled", "profile_of",
)  # fmt: skip
SECTIONS = ("act.takes", "act.was", "act.done", "act.prints", "page.bought", "page.another")
_ENDED = re.compile(r"[.!?。！？…][\"”»」』)）]*\s*$")
_DATELINE = re.compile(r"\s?(?:[-–—(（/:：]|,\s\w+[ .]\d|,\s\d)")
_GOES_ON = re.compile(r" (?:[A-Z0-9]|of [A-Z])")
# Of each part: from which piece of the candidate, its first (0) or its last (1), it is counted, where it starts and where it ends.
_START_FROM, _START = (0, 0, 0, 1, 1, 1, 0, 0, 1), np.array((-2, -1, 0, 0, 1, 2, -FAR, 0, 3))
_END_FROM, _END = (0, 0, 0, 1, 1, 1, 0, 1, 1), np.array((-1, 0, 1, 1, 2, 3, -2, 1, 3 + FAR))
Numbered = tuple[int, Candidate]  # the number of its sentence
Signs = dict[str, float]
Sums = NDArray[np.int32]


@value
class Sense:
    """What the network knows of a page: its odds and the gist of each sentence, a row each."""

    known: Network
    odds: np.ndarray
    gists: Rows


def is_heading(text: str) -> bool:
    """Whether a sentence ends as a heading does: without a sign that closes it.

    >>> is_heading("Blood for the wanted"), is_heading("They took blood.")
    (True, False)
    """
    return not _ENDED.search(text)


def spans_of_pieces(low: str, numbers: Sequence[int]) -> list[int]:
    """Where each piece of a folded sentence ends in it."""
    known = pieces().known
    ends: list[int] = []
    at = 0
    number = iter(numbers)
    for word in re.finditer(r"\S+", low):
        at = word.start() - len(BEGIN)
        while at < word.end():
            piece = next(number)
            at += 1 if piece == UNKNOWN else len(known[piece - 1])
            ends.append(at)
    return ends


@value
class Counts:
    """Of all candidates of a page: in how many sentences each stands, how many of a kind a sentence has, and the page names."""

    times: Mapping[tuple[str, object], int]
    many: Mapping[tuple[int, str], int]
    whole: Mapping[str, int]


def counts_of(found: Sequence[Numbered]) -> Counts:
    """The counts of *found*, all candidates of a page."""
    stands: dict[tuple[str, object], set[int]] = {}
    for number, each in found:
        stands.setdefault((each.kind, _named(each)), set()).add(number)
    return Counts(
        times={named: len(numbers) for named, numbers in stands.items()},
        many=Counter((number, each.kind) for number, each in found),
        whole=Counter(kind for kind, _ in stands),
    )


def rows_of(
    page: Sequence[Considered],
    found: Sequence[Numbered],
    sense: Sense,
    counts: Counts | None = None,
) -> tuple[Rows, list[Signs]]:
    """What the network sees of each candidate, and the signs of each; *found* are numbers of sentences and candidates.

    *counts* are those of the whole page, where *found* are some of its candidates alone.
    """
    gists = sense.gists[[number for number, _ in found]]
    if not found:
        return gists, []
    asked = sorted({number for number, _ in found})
    parted = [pieces_of(page[number].sentence.low) for number in asked]
    told = dict(zip(asked, states(parted, sense.known), strict=True))
    ends = {
        number: spans_of_pieces(page[number].sentence.low, of_one)
        for number, of_one in zip(asked, parted, strict=True)
    }
    signs = _signs(page, found, sense, counts_of(found) if counts is None else counts)
    return np.hstack([_means(found, told, ends), gists]), list(signs)


def _means(
    found: Sequence[Numbered], told: Mapping[int, Rows], ends: Mapping[int, Sequence[int]]
) -> Rows:
    """For each candidate the mean of what the network makes of the pieces of each part, rounded; 0 where there is none."""
    sums = _summed(np.vstack(tuple(told.values())))
    begins, reached = {}, 0
    for number, rows in told.items():
        begins[number] = reached
        reached += len(rows)
    begin = np.array([begins[number] for number, _ in found])[:, None]
    many = np.array([len(told[number]) for number, _ in found])[:, None]
    places = np.array([_place(ends[number], each) for number, each in found])
    start = np.minimum(many, np.maximum(0, places[:, _START_FROM] + _START))
    end = np.minimum(many, np.maximum(0, places[:, _END_FROM] + _END))
    means = (sums[begin + end] - sums[begin + start]) / np.maximum(1, end - start)[:, :, None]
    means[start >= end] = 0
    rounded: Rows = np.rint(means).astype(np.float32).reshape(len(found), -1)
    return rounded


def _summed(told: Rows) -> Sums:
    """The sum of all rows before each, and of all: whole numbers, so that differences are exact."""
    sums = np.zeros((len(told) + 1, told.shape[1]), np.int32)
    np.cumsum(told.astype(np.int32), axis=0, out=sums[1:])
    return sums


def _place(ends: Sequence[int], each: Candidate) -> tuple[int, int]:
    """Its first and its last piece."""
    top = len(ends) - 1
    return min(bisect_right(ends, each.start), top), min(bisect_left(ends, each.end), top)


def _signs(
    page: Sequence[Considered], found: Sequence[Numbered], sense: Sense, counts: Counts
) -> Iterator[Signs]:
    of_page = dict(_of_sentences(page, sorted({number for number, _ in found}), sense))
    for number, each in found:
        reading = page[number].reading
        signs = {**of_page[number], **dict.fromkeys(each.make, 1.0)}
        signs["again"] = log(counts.times[each.kind, _named(each)])
        signs["many"] = log(counts.many[number, each.kind])
        signs["many of page"] = log(counts.whole[each.kind])
        signs["how far in"] = each.start / max(1, len(reading.low))
        signs |= _of_clause(reading, each)
        ruled = told_of(page[number], each)
        signs |= dict.fromkeys([f"rule: {way}" for way in ruled] or ["no rule"], 1.0)
        if each.kind == PLACES:
            signs |= _of_place(reading, each)
        yield signs


def _named(each: Candidate) -> object:
    """By what two candidates are the same."""
    return next(iter(each.ways.values()))[1]


def _of_sentences(
    page: Sequence[Considered], asked: Sequence[int], sense: Sense
) -> Iterator[tuple[int, Signs]]:
    """Signs of the sentences *asked* about."""
    targets = {key: at for at, key in enumerate(sense.known.targets)}
    valued = {
        f"odds {element.value}": targets[element.value]
        for of_kind in ELEMENTS.values()
        for element in of_kind
        if element.value in targets
    }
    taken = [at for key, at in targets.items() if key.startswith("modality:")]
    first = max(0, asked[0] - 1)
    takes = sense.odds[first : asked[-1] + 2, taken].max(axis=1).tolist()
    long = float(len(page) > LONG_PASSAGES)
    for number, odds in zip(asked, sense.odds[asked][:, [*valued.values()]].tolist(), strict=True):
        each, at = page[number], number - first
        beside = [takes[other] for other in (at - 1, at + 1) if 0 <= other < len(takes)]
        signs = {name: _even(told) for name, told in zip(valued, odds, strict=True)}
        signs |= {
            "long": long, "takes": _even(takes[at]), "beside": max(map(_even, beside), default=0.0),
            "page": _even(each.odds), "below": number / len(page), "first sentence": float(not number),
            "heading": float(is_heading(each.reading.text)), f"in {each.sentence.words.language}": 1.0,
        }  # fmt: skip
        signs |= dict.fromkeys(each.facts, 1.0)
        yield number, signs


def _of_clause(reading: Reading, each: Candidate) -> Signs:
    """Which words for what stand in the clause."""
    left, right = clause(reading, each.start, each.end)
    low, words = reading.low, reading.words
    found = [name for name in CUES if words.cues[name].stand(low, left, right)]
    if each.kind == FIGURES:
        found += [
            f"right behind: {name}"
            for name in ("taken_after", "population_after")
            if words.cues[name].follows(low, each.end)
        ]
        found += [
            f"right before: {name}"
            for name in ("taken_before", "population_before", "from_people")
            if words.cues[name].ends(low, each.start)
        ]
    found += [name for name in SECTIONS if words.sections[name].stand(low, left, right)]
    return dict.fromkeys(found, 1.0)


def told_of(each: Considered, candidate: Candidate) -> tuple[str, ...]:
    """The ways in which a rule takes a candidate for a value."""
    made = {(one.element, compared(one.value)) for one in each.made}
    return tuple(
        way
        for way, (element, given) in candidate.ways.items()
        if (element, compared(given)) in made
    )


def _of_place(reading: Reading, each: Candidate) -> Signs:
    text = reading.text
    naming = reading.words.naming
    inside = (
        naming.inside is not None
        and naming.inside.search(text, max(0, each.start - 16), each.start) is not None
    )
    return {
        "dateline": float(each.start == 0 and bool(_DATELINE.match(text, each.end))),
        "in front": float(each.start == 0),
        "goes on": float(bool(_GOES_ON.match(text, each.end))),
        "inside": float(inside),
        "hyphen": float("-" in text[each.start : each.end]),
    }


def _even(odds: float) -> float:
    return max(ODDS_LEAST, min(ODDS_MOST, float(odds))) / 2


def whole(signs: Sequence[Signs], names: Mapping[str, int]) -> Rows:
    """Signs as whole numbers, a row each; of *names* alone."""
    found = np.zeros((len(signs), len(names)), np.float32)
    for row, of in zip(found, signs, strict=True):
        for name, size in of.items():
            at = names.get(name)
            if at is not None:
                row[at] = max(-TOP, min(TOP, round(size * STEP)))
    return found
