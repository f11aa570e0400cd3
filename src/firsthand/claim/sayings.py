"""Tell from all signs of a sentence together what it says, and which of the rules' suggestions to believe.

In: the signs of a sentence (`claim.signs`).  Out: for each thing that may be said the log-odds that it is, and from
which odds it is told. How much each sign speaks for and against was learnt from labelled sentences
(`scripts/learn`) and stands in `data/sayings.LANGUAGE.txt`, a sign a line, where it can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.signs import Signs
from firsthand.model.value import value

LANGUAGES = (
    "ar",
    "de",
    "en",
    "es",
    "fr",
    "ru",
    "tr",
    "zh",
)  # of which labelled pages may be learnt from
LEVELS = (
    46  # steps of a weight on either side of nothing: two printable signs hold target and weight
)
FIRST = 33  # the first printable sign that is no space
SIGNS = [*range(FIRST, 127), *range(161, 256)]  # what a target is written as, in Latin-1
LETTERS = 256
UNTOLD = float("inf")  # the limit of what was too often wrong to be told: rules stand alone there
_SIGNS = np.array(SIGNS)


@value
class Sayings:
    """What each sign says of each target, in steps; from `limits` on a target is told.

    `of`: for each sign, pairs of letters: a target, a weight. `steps` are the size of a step for
    marks of words, for whole words, for the words of sentences beside, and for what lists and rules say.
    """

    targets: tuple[str, ...]
    bias: tuple[float, ...]
    limits: tuple[float, ...]
    steps: tuple[float, ...]
    of: Mapping[str, bytes]

    def weighs(self, target: str) -> bool:
        """Whether the odds decide about *target*: else what rules suggest of it stands."""
        return target in self.targets and self.limits[self.targets.index(target)] < UNTOLD


@cache
def sayings_of(language: str) -> Sayings | None:
    """What was learnt of sentences in *language*; none where nothing was."""
    if language not in LANGUAGES:
        return None
    table = files("firsthand.claim").joinpath(f"data/sayings.{language}.txt")
    return read_table(table.read_text("utf-8")) if table.is_file() else None


def read_table(text: str) -> Sayings:
    """A table as it is written: four lines that begin with "#", then a sign, a tab and its weights a line."""
    heads: dict[str, list[str]] = {}
    of: dict[str, bytes] = {}
    for line in text.splitlines():
        sign, _, weights = line.partition("\t")
        if sign.startswith("#"):
            heads[sign[1:]] = weights.split(" ")
        else:
            of[sign] = weights.encode("latin-1")
    return Sayings(
        targets=tuple(heads["targets"]),
        bias=tuple(map(float, heads["bias"])),
        limits=tuple(map(float, heads["limits"])),
        steps=tuple(map(float, heads["steps"])),
        of=of,
    )


def written(sayings: Sayings) -> str:
    """The table as `read_table` reads it."""
    heads = {
        "targets": " ".join(sayings.targets),
        "bias": " ".join(f"{each:.3f}" for each in sayings.bias),
        "limits": " ".join(f"{each:.2f}" for each in sayings.limits),
        "steps": " ".join(f"{each:.5f}" for each in sayings.steps),
    }
    lines = [f"#{name}\t{told}" for name, told in heads.items()]
    lines += [f"{sign}\t{sayings.of[sign].decode('latin-1')}" for sign in sorted(sayings.of)]
    return "\n".join(lines) + "\n"


def packed(weights: Mapping[int, int]) -> bytes:
    """The weights of a sign, in steps by target, as pairs of letters.

    >>> packed({0: -46, 2: 46})
    b'!!#}'
    """
    return bytes(
        each
        for target, weight in sorted(weights.items())
        for each in (SIGNS[target], FIRST + LEVELS + weight)
    )


def odds_of(signs: Signs, sayings: Sayings) -> NDArray[np.float64]:
    """The log-odds of each target. Steps are whole numbers, so that their sum depends on no order."""
    get = sayings.of.get
    groups = _groups(signs, sayings)
    parts = [b"".join(filter(None, map(get, marks))) for marks, _ in groups]
    pairs = np.frombuffer(b"".join(parts), np.uint8)
    weights = pairs[1::2].astype(np.float64) - (FIRST + LEVELS)
    many = len(sayings.targets)
    odds = np.array(sayings.bias)
    at = 0
    for part, (_, size) in zip(parts, groups, strict=True):
        end = at + len(part) // 2
        sums = np.bincount(pairs[2 * at : 2 * end : 2], weights[at:end], minlength=LETTERS)
        odds += sums[_SIGNS[:many]] * size
        at = end
    return odds


def _groups(signs: Signs, sayings: Sayings) -> tuple[tuple[Collection[str], float], ...]:
    """The signs by kind, and how much a step of theirs is, evened out."""
    senses = sayings.of.keys() & signs.senses
    words, whole, beside, facts = sayings.steps
    return (
        (signs.words, words * evened(len(signs.words))),
        (senses, whole * evened(len(senses))),
        (signs.beside, beside * evened(len(signs.beside))),
        (signs.facts, facts),
    )


def evened(many: int) -> float:
    """How much each of *many* signs counts: a long sentence says no more by being long."""
    return float(1 / max(1, many) ** 0.5)


def told_by(signs: Signs, sayings: Sayings, *, margin: float) -> dict[str, float]:
    """The targets whose log-odds are *margin* above their limits, with how far they are above them."""
    above = odds_of(signs, sayings) - np.array(sayings.limits)
    return {sayings.targets[at]: float(above[at]) for at in np.flatnonzero(above >= margin)}


def why(signs: Signs, target: str, sayings: Sayings, *, most: int) -> tuple[tuple[str, float], ...]:
    """The *most* signs that speak loudest for or against a target, to tell a reader why."""
    letter = SIGNS[sayings.targets.index(target)]
    found: dict[str, float] = {}
    for marks, size in _groups(signs, sayings):
        for mark in marks:
            pairs = sayings.of.get(mark, b"")
            for one, weight in zip(pairs[::2], pairs[1::2], strict=True):
                if one == letter:
                    found[mark] = (weight - FIRST - LEVELS) * size
    return tuple(sorted(found.items(), key=lambda each: (-abs(each[1]), each[0]))[:most])
