"""Tell what a page says by all its words together, wherever on it they stand.

In: the pieces of a page's sentences.  Out: for each sentence by how much the words of the stretch of the page around it raise the log-odds
that a programme is told of there, and that each thing is said. A sentence read by itself and with those beside it (`claim.meaning`) does not know that the page
is a court's report, a bank's leaflet or a notice to all residents of a district; its words do. Each piece and each two that
follow one another are weighed by how seldom they are (tf-idf), and one layer tells from their sum what is said (`data/wording.bin`,
learnt by `scripts/learn_wording`). A long page is told in stretches, since what it says at its beginning says nothing of its end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from firsthand.model.value import value

STRETCH = 40  # sentences of a stretch at most: few pages that were learnt from have more
PAIR = 32  # bits of a pair's second piece
DECIMALS = 2  # to which odds are told: sums differ from machine to machine far behind that
Odds = NDArray[np.float64]
_ARRAYS = (("keys", "<i8"), ("worth", "<f4"), ("senses", "<i1"), ("size", "<f4"), ("told", "<f4"), ("bias", "<f4"))  # fmt: skip


@value
class Wording:
    """What was learnt: of each piece or pair, by its key, what it is worth and what it says; how that is told of each target.

    The first column of what is told is whether a programme is told of at all, the others are `targets`. `bias`: the log-odds of each
    of a stretch of which no word is known, about as many as of any; nothing is told by them, since how seldom a thing is is no sign against it.
    """

    targets: tuple[str, ...]
    keys: NDArray[np.int64]
    worth: NDArray[np.float32]
    senses: NDArray[np.int8]
    size: NDArray[np.float32]
    told: NDArray[np.float32]
    bias: NDArray[np.float32]


@cache
def wording() -> Wording:
    """The packaged table."""
    return read_wording(files("firsthand.claim").joinpath("data/wording.bin").read_bytes())


def stretches(many: int) -> Iterator[slice]:
    """The stretches of a page of so many sentences, as long as each other where that can be.

    >>> [(each.start, each.stop) for each in stretches(90)]
    [(0, 30), (30, 60), (60, 90)]
    """
    parts = -(-many // STRETCH)
    for part in range(parts):
        yield slice(part * many // parts, (part + 1) * many // parts)


def keys_of(parted: Sequence[Sequence[int]]) -> Counter[int]:
    """How often each piece, and each two that follow one another in a sentence, stand in sentences parted into pieces."""
    found: Counter[int] = Counter()
    for pieces in parted:
        found.update(pieces)
        found.update((one + 1 << PAIR) | other for one, other in pairwise(pieces))
    return found


def weighed_keys(found: Counter[int], known: Wording) -> tuple[NDArray[np.int64], Odds]:
    """Where those of *found* that are known stand in the table, and what each weighs, of a length of one together."""
    keys = np.fromiter(found.keys(), np.int64, len(found))
    times = np.fromiter(found.values(), np.float64, len(found))
    order = np.argsort(keys)
    keys, times = keys[order], times[order]
    at = np.searchsorted(known.keys, keys)
    at[at == len(known.keys)] = 0
    held = known.keys[at] == keys
    at, times = at[held], times[held]
    weights = (1 + np.log(times)) * known.worth[at]
    length = float(np.sqrt((weights * weights).sum()))
    return at, weights / length if length else weights


def told_by_words(parted: Sequence[Sequence[int]], known: Wording) -> Odds:
    """Of each sentence of a page what the words of its stretch add: a row of log-odds, of a programme and of each target."""
    odds = np.empty((len(parted), len(known.bias)))
    for stretch in stretches(len(parted)):
        odds[stretch] = _told(keys_of(parted[stretch]), known)
    return odds


def _told(found: Counter[int], known: Wording) -> Odds:
    at, weights = weighed_keys(found, known)
    sense = (weights[:, None] * known.senses[at]).sum(axis=0) * known.size
    odds: Odds = (sense[:, None] * known.told).sum(axis=0)
    return np.round(odds, DECIMALS)


def read_wording(raw: bytes) -> Wording:
    """A table as `kept` writes it: a line that names the targets and sizes, then the arrays."""
    line, _, _ = raw.partition(b"\n")
    head = json.loads(line)
    at = len(line) + 1
    arrays = {}
    for name, of_kind in _ARRAYS:
        shape = head["shapes"][name]
        many = int(np.prod(shape))
        arrays[name] = np.frombuffer(raw, np.dtype(of_kind), many, at).reshape(shape)
        at += arrays[name].nbytes
    return Wording(targets=tuple(head["targets"]), **arrays)


def kept(known: Wording) -> bytes:
    """The table as `read_wording` reads it."""
    arrays = {name: getattr(known, name).astype(of_kind) for name, of_kind in _ARRAYS}
    shapes = {name: list(array.shape) for name, array in arrays.items()}
    head = json.dumps({"targets": list(known.targets), "shapes": shapes}, separators=(",", ":"))
    return head.encode() + b"\n" + b"".join(array.tobytes() for array in arrays.values())
