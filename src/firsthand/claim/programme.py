"""Tell whether a page tells of a programme at all, by the sense of all its sentences together.

In: how far the network's odds are above what each thing is told from, a row a sentence.  Out: log-odds that the page says
anything of a programme. Near misses (a murder solved by DNA, a donation, a lock, a bill) have words and sentences of a
programme, and seldom more than one or two things that it says, none of them surely: what stands highest on the page
of each thing, and what its words tell together (`claim.wording`), are weighed by one logistic regression (`data/programme.csv`, learnt by `scripts/learn_sureness`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from numpy.typing import NDArray

ABOVE_LEAST, ABOVE_MOST = -4.0, 4.0  # beyond these the network is sure, and no surer
LONG = "sentences"  # a sign that is no target: how many sentences were read
WORDS = "words"  # another: what they tell together
WORDS_MOST = 6.0
ALWAYS = "always"
Odds = NDArray[np.float64]


@cache
def weights() -> dict[str, float]:
    """What each sign weighs."""
    text = files("firsthand.claim").joinpath("data/programme.csv").read_text("utf-8")
    return {row["sign"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def signs_of(above: Odds, words: float) -> Odds:
    """What is weighed of a page: always 1, how long it is, what its *words* tell, and of each target how far above its limit it stands at most.

    *above* has a row a sentence, a column a target; there is a row at least. *words* are the log-odds of a programme by all words together.
    """
    top = np.clip(above.max(axis=0), ABOVE_LEAST, ABOVE_MOST) / 2
    own = max(-WORDS_MOST, min(WORDS_MOST, words)) / 2
    return np.concatenate([[1.0, log(len(above)), own], top])


def names_of(targets: Sequence[str]) -> tuple[str, ...]:
    """The names of these signs, in their order."""
    return (ALWAYS, LONG, WORDS, *targets)


def of_a_programme(signs: Odds, targets: Sequence[str]) -> float:
    """The log-odds that a page of these *signs* tells of a programme."""
    known = weights()
    own = np.array([known.get(name, 0.0) for name in names_of(targets)])
    return float(own @ signs)
