"""Follow two texts from two places on while their letters agree, and on over small differences.

In: the row of letters, columns of places.  Out: how many letters agree, how far an end may grow. Which places are
looked at is told in `trace.chains`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.letters import Ints, Letters, is_dense

LOOK = 20  # letters that an end may skip in either text to find agreement again
AGREE = 7  # letters that must agree after a skip
DENSE_LOOK = 9
DENSE_AGREE = 3
EXTENSIONS_MAX = 48  # skips from one end; a passage with more edits than that has seeds
_STRIDE = 32  # letters compared at once
_STRIDES_MAX = 128
_BATCH = 4096  # ends that look for agreement at once
_AHEAD = np.uint32(0x9E3779B1)  # odd
_AHEAD_SHORT = np.uint16(0x9E37)  # odd
_AT_ONCE = 400  # ends of which all skips are compared at once
_GLANCE_LEAST = 1_000  # ends that are glanced at first
_GLANCE = 4  # letters: two ends that have not even so few in common, as most, are let go at once

Codes = NDArray[np.uint32]
Short = NDArray[np.uint16]


def agreement_around(letters: Letters, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """How many letters agree before two places, and from them on."""
    # Both sides are looked up at once: most of what it takes is to reach the letters.
    left = _rows(letters, one - _STRIDE, 2 * _STRIDE)
    right = _rows(letters, other - _STRIDE, 2 * _STRIDE)
    bits = _differences(left, right).view(np.uint32).reshape(-1, 2)
    before = bits[:, 0].copy()
    for step in (1, 2, 4, 8, 16):  # every bit below the highest that is set
        before |= before >> np.uint32(step)
    reaches = _STRIDE - np.bitwise_count(before).astype(np.int64), _below_lowest(bits[:, 1])
    for reach, step, first in zip(reaches, (-1, 1), (-1 - _STRIDE, _STRIDE), strict=True):
        far = np.flatnonzero(reach == _STRIDE)
        reach[far] += agreement(
            letters, one[far] + first, other[far] + first, step, _STRIDES_MAX - 1
        )
    return reaches


def agreement(
    letters: Letters, one: Ints, other: Ints, step: int, strides: int = _STRIDES_MAX
) -> Ints:
    """How many letters agree from two places on, in one direction."""
    return _agreement(letters, one, other, one.size if step > 0 else 0, strides)


def _agreement(
    letters: Letters, one: Ints, other: Ints, ahead: int, strides: int = _STRIDES_MAX
) -> Ints:
    """The same, on from the first *ahead* of the places and back from the others."""
    reach = np.zeros(one.size, dtype=np.int64)
    active = np.arange(one.size)
    for _ in range(strides):
        if not active.size:
            break
        left = _both_ways(letters, one, ahead, _STRIDE)
        right = _both_ways(letters, other, ahead, _STRIDE)
        bits = _differences(left, right).view(np.uint32)
        reach[active] += _below_lowest(bits)
        far = (bits == 0).nonzero()[0]
        step = _STRIDE * _steps(far, ahead)
        active, one, other = active[far], one[far] + step, other[far] + step
        ahead = int(far.searchsorted(ahead))
    return reach


def _differences(left: Letters, right: Letters) -> NDArray[np.uint8]:
    """A bit for each letter that differs or is padding, the first one lowest."""
    differs = left != right
    differs |= left == 0
    return np.packbits(differs, bitorder="little")


def _below_lowest(bits: Codes) -> Ints:
    """How many bits lie below the lowest that is set: so many letters agree."""
    return np.bitwise_count((bits & (~bits + np.uint32(1))) - np.uint32(1)).astype(np.int64)


def _rows(letters: Letters, places: Ints, count: int) -> Letters:
    """The next *count* letters from each place; padding keeps them within the row."""
    # Each row of letters is taken as one thing of so many bytes: that takes a third of the time that letters take.
    windows: NDArray[np.void] = np.ndarray(
        letters.size - count + 1, f"V{count * letters.itemsize}", letters, strides=letters.strides
    )
    rows: Letters = windows[places].view(letters.dtype).reshape(places.size, count)
    return rows


def _both_ways(letters: Letters, places: Ints, ahead: int, count: int) -> Letters:
    """The next letters from the first *ahead* of the places on, and from the others back, the nearest first."""
    if ahead == places.size:
        return _rows(letters, places, count)
    first = places.copy()
    first[ahead:] -= count - 1
    rows = _rows(letters, first, count)
    rows[ahead:] = rows[ahead:, ::-1].copy()
    return rows


def extend(
    letters: Letters, one: Ints, other: Ints, *, ahead: int
) -> tuple[Ints, Ints, Ints, Ints]:
    """From two places on: letters gained in each text, letters that agree, skips made.

    The first *ahead* of the places are looked on from, the others back. Few run on for long, and of both directions these
    are followed together.
    """
    gained = tuple(np.zeros(one.size, dtype=np.int64) for _ in range(4))
    before = one - _steps(np.arange(one.size), ahead)
    dense = is_dense(letters.take(before, mode="clip"))
    for wanted, look, agree in ((dense, DENSE_LOOK, DENSE_AGREE), (~dense, LOOK, AGREE)):
        some = wanted.nonzero()[0]
        found = _extend_some(
            letters, one[some], other[some], int(some.searchsorted(ahead)), (look, agree)
        )
        for column, values in zip(gained, found, strict=True):
            column[some] = values
    return gained[0], gained[1], gained[2], gained[3]


def _steps(ends: Ints, ahead: int) -> Ints:
    """In which direction each of some ends, by number, is followed."""
    return np.where(ends < ahead, 1, -1)


def _extend_some(
    letters: Letters, one: Ints, other: Ints, ahead: int, window: tuple[int, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Skip and agree again and again while it pays; keep the best point reached."""
    look, agree = window
    best = tuple(np.zeros(one.size, dtype=np.int64) for _ in range(4))
    # Of the ends that are followed still, by number: where they are, how many letters agreed, the score now and the best so far.
    active, here, there = np.arange(one.size), one, other
    agreed = score = most = np.zeros(one.size, dtype=np.int64)
    for skips in range(1, EXTENSIONS_MAX + 1):
        open_ends = (letters.take(here, mode="clip") != 0) & (letters.take(there, mode="clip") != 0)
        if not open_ends.all():
            chosen = open_ends.nonzero()[0]
            active, here, there = active[chosen], here[chosen], there[chosen]
            agreed, score, most = agreed[chosen], score[chosen], most[chosen]
        if not active.size:
            break
        forth = int(active.searchsorted(ahead))
        skip_one, skip_other = _first_agreement(letters, (here, there), forth, window)
        chosen = (skip_one >= 0).nonzero()[0]
        active, skip_one, skip_other = active[chosen], skip_one[chosen], skip_other[chosen]
        step = _steps(active, ahead)
        here, there = here[chosen] + skip_one * step, there[chosen] + skip_other * step
        run = _agreement(letters, here, there, int(active.searchsorted(ahead)))
        here += run * step
        there += run * step
        agreed = agreed[chosen] + run
        score = score[chosen] + (run - np.maximum(skip_one, skip_other) - 1)
        most = most[chosen]
        true = run >= agree  # numbers of letters may be the same where letters are not
        better = (true & (score > most)).nonzero()[0]
        ends = active[better]
        step = step[better]
        best[0][ends] = (here[better] - one[ends]) * step
        best[1][ends] = (there[better] - other[ends]) * step
        best[2][ends] = agreed[better]
        best[3][ends] = skips
        most[better] = score[better]
        chosen = (true & (score > most - look)).nonzero()[0]
        active, here, there = active[chosen], here[chosen], there[chosen]
        agreed, score, most = agreed[chosen], score[chosen], most[chosen]
    return best[0], best[1], best[2], best[3]


def _first_agreement(
    letters: Letters, places: tuple[Ints, Ints], ahead: int, window: tuple[int, int]
) -> tuple[Ints, Ints]:
    """The shortest skips from each pair of places after which letters agree; -1 where there are none.

    The shortest are those whose longer one is shortest, then whose other one is, then that skip less in
    the first text. The first *ahead* of the pairs are looked on from, the others back.
    """
    size = places[0].size
    if size > _BATCH:
        parts = [
            _first_agreement(
                letters,
                (places[0][low : low + _BATCH], places[1][low : low + _BATCH]),
                min(max(ahead - low, 0), _BATCH),
                window,
            )
            for low in range(0, size, _BATCH)
        ]
        one, other = zip(*parts, strict=True)
        return np.concatenate(one), np.concatenate(other)
    look, agree = window
    rows = [_turned(_both_ways(letters, place, ahead, look + agree)) for place in places]
    # Where few are left, most of them agree: to look is faster than to glance first.
    every = np.arange(size) if size < _GLANCE_LEAST else _may_agree(rows[0], rows[1], window)
    rank = np.full(size, (look + 1) ** 2)
    for low in range(0, every.size, _AT_ONCE):
        some = every[low : low + _AT_ONCE]
        left, right = (
            _ahead_hashes(row[:, some], window, empty=empty) for empty, row in enumerate(rows, 1)
        )
        rank[some] = _first_alike(left, right)
    in_one, in_other = _shortest_first(look)
    return in_one[rank], in_other[rank]


def _first_alike(left: Codes, right: Codes) -> Ints:
    """Of each column the place among `_shortest_first` of the first skips after which both are alike, that behind the last for none."""
    alike = (left[:, None] == right[None]).reshape(-1).nonzero()[0]
    pair, column = np.divmod(alike, left.shape[1])
    place_of = _places(len(left) - 1)
    first = np.full(left.shape[1], place_of.size)
    np.minimum.at(first, column, place_of[pair])
    return first


@lru_cache(maxsize=2)
def _shortest_first(look: int) -> tuple[Ints, Ints]:
    """All skips of so many letters at most, in one text and in the other, the shortest first; behind the last -1, for none."""
    one, other = np.divmod(np.arange((look + 1) ** 2), look + 1)
    order = np.lexsort((one, np.minimum(one, other), np.maximum(one, other)))
    return np.append(one[order], -1), np.append(other[order], -1)


@lru_cache(maxsize=2)
def _places(look: int) -> Ints:
    """The place of each skip among `_shortest_first`."""
    one, other = _shortest_first(look)
    places = np.empty(one.size - 1, dtype=np.int64)
    places[one[:-1] * (look + 1) + other[:-1]] = np.arange(places.size)
    return places


def _turned(rows: Letters) -> Letters:
    """The same with a column for each row."""
    return rows.T.copy()


def _may_agree(left: Letters, right: Letters, window: tuple[int, int]) -> Ints:
    """The pairs of ends of which as few letters as `_GLANCE` agree somewhere; none that agrees is left out.

    Letters that agree hold some that begin at one of every few places in the first text: these alone are looked for.
    """
    look, agree = window
    size = min(_GLANCE, agree)
    one, other = (
        _glance(np.where(rows == 0, padding, rows).astype(np.uint16), size)
        for padding, rows in ((1, left), (2, right))
    )
    found = np.zeros(other.shape, dtype=np.bool_)
    for row in range(0, look + agree - size + 1, agree - size + 1):
        found |= other == one[row]
    return np.flatnonzero(found.any(axis=0))


def _glance(letters: Short, size: int) -> Short:
    """A short code of *size* letters from each place on."""
    places = len(letters) - size + 1
    codes = letters[:places].copy()
    for letter in range(1, size):
        codes *= _AHEAD_SHORT
        codes += letters[letter : letter + places]
    return codes


def _ahead_hashes(rows: Letters, window: tuple[int, int], *, empty: int) -> Codes:
    """A row for each of the next places: a hash of the next few letters; *empty* past the end."""
    _, agree = window
    ahead = rows.astype(np.uint32)
    hashes, size, factor = ahead, 1, int(_AHEAD)
    for bit in f"{agree:b}"[1:]:  # of one letter, of two, of twice as many and so on
        hashes = hashes[:-size] * np.uint32(factor) + hashes[size:]
        size, factor = 2 * size, factor * factor % (1 << 32)
        if bit == "1":
            hashes = hashes[:-1] * _AHEAD + ahead[size:]
            size, factor = size + 1, factor * int(_AHEAD) % (1 << 32)
    # Past its end a text has nothing but padding.
    hashes[ahead[agree - 1 :] == 0] = np.uint32(empty)
    return hashes
