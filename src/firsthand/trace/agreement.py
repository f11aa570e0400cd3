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
_AT_ONCE = 200  # ends of which all skips are compared at once
_GLANCE_LEAST = 1_000  # ends that are glanced at first
_GLANCE = 4  # letters: two ends that have not even so few in common, as most, are let go at once

Codes = NDArray[np.uint32]
Short = NDArray[np.uint16]


def agreement_around(letters: Letters, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """How many letters agree before two places, and from them on."""
    # Both sides are looked up at once: most of what it takes is to reach the letters.
    left = _rows(letters, one - _STRIDE, 1, 2 * _STRIDE)
    right = _rows(letters, other - _STRIDE, 1, 2 * _STRIDE)
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
    reach = np.zeros(one.size, dtype=np.int64)
    active = np.arange(one.size)
    for _ in range(strides):
        if not active.size:
            break
        moved = reach[active] * step
        left = _rows(letters, one[active] + moved, step, _STRIDE)
        right = _rows(letters, other[active] + moved, step, _STRIDE)
        bits = _differences(left, right).view(np.uint32)
        reach[active] += _below_lowest(bits)
        active = active[bits == 0]
    return reach


def _differences(left: Letters, right: Letters) -> NDArray[np.uint8]:
    """A bit for each letter that differs or is padding, the first one lowest."""
    differs = left != right
    differs |= left == 0
    return np.packbits(differs, bitorder="little")


def _below_lowest(bits: Codes) -> Ints:
    """How many bits lie below the lowest that is set: so many letters agree."""
    return np.bitwise_count((bits & (~bits + np.uint32(1))) - np.uint32(1)).astype(np.int64)


def _rows(letters: Letters, places: Ints, step: int, count: int) -> Letters:
    """The next *count* letters from each place, in one direction; padding keeps them within the row."""
    # What `sliding_window_view` gives, which takes ten times as long to make as to use.
    windows: Letters = np.ndarray(
        (letters.size - count + 1, count), letters.dtype, letters, strides=2 * letters.strides
    )
    if step > 0:
        return windows[places]
    ahead: Letters = windows[places - count + 1][:, ::-1]
    return ahead


def extend(letters: Letters, one: Ints, other: Ints, step: int) -> tuple[Ints, Ints, Ints, Ints]:
    """From two places on: letters gained in each text, letters that agree, skips made."""
    gained = tuple(np.zeros(one.size, dtype=np.int64) for _ in range(4))
    dense = is_dense(letters.take(one - step, mode="clip"))
    for wanted, look, agree in ((dense, DENSE_LOOK, DENSE_AGREE), (~dense, LOOK, AGREE)):
        some = np.flatnonzero(wanted)
        found = _extend_some(letters, one[some], other[some], step, (look, agree))
        for column, values in zip(gained, found, strict=True):
            column[some] = values
    return gained[0], gained[1], gained[2], gained[3]


def _extend_some(
    letters: Letters, one: Ints, other: Ints, step: int, window: tuple[int, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Skip and agree again and again while it pays; keep the best point reached."""
    look, agree = window
    # Columns: moved in one, moved in other, agreed, skips, score; and the best of them so far.
    now = np.zeros((5, one.size), dtype=np.int64)
    best = now.copy()
    active = np.arange(one.size)
    for _ in range(EXTENSIONS_MAX):
        here = one[active] + now[0, active] * step
        there = other[active] + now[1, active] * step
        open_ends = (letters.take(here, mode="clip") != 0) & (letters.take(there, mode="clip") != 0)
        active, here, there = active[open_ends], here[open_ends], there[open_ends]
        if not active.size:
            break
        skip_one, skip_other = _first_agreement(letters, (here, there), step, window)
        met = skip_one >= 0
        active, here, there = active[met], here[met], there[met]
        skip_one, skip_other = skip_one[met], skip_other[met]
        run = agreement(letters, here + skip_one * step, there + skip_other * step, step)
        true = run >= agree  # numbers of letters may be the same where letters are not
        active, run = active[true], run[true]
        skip_one, skip_other = skip_one[true], skip_other[true]
        now[0, active] += skip_one + run
        now[1, active] += skip_other + run
        now[2, active] += run
        now[3, active] += 1
        now[4, active] += run - np.maximum(skip_one, skip_other) - 1
        better = active[now[4, active] > best[4, active]]
        best[:, better] = now[:, better]
        active = active[now[4, active] > best[4, active] - look]
    return best[0], best[1], best[2], best[3]


def _first_agreement(
    letters: Letters, places: tuple[Ints, Ints], step: int, window: tuple[int, int]
) -> tuple[Ints, Ints]:
    """The shortest skips from each pair of places after which letters agree; -1 where there are none.

    The shortest are those whose longer one is shortest, then whose other one is, then that skip less in
    the first text.
    """
    size = places[0].size
    if size > _BATCH:
        parts = [
            _first_agreement(
                letters,
                (places[0][low : low + _BATCH], places[1][low : low + _BATCH]),
                step,
                window,
            )
            for low in range(0, size, _BATCH)
        ]
        one, other = zip(*parts, strict=True)
        return np.concatenate(one), np.concatenate(other)
    look, agree = window
    ahead = [_turned(_rows(letters, place, step, look + agree)) for place in places]
    # Where few are left, most of them agree: to look is faster than to glance first.
    every = np.arange(size) if size < _GLANCE_LEAST else _may_agree(ahead[0], ahead[1], window)
    skips = np.full((2, size), -1, dtype=np.int64)
    in_one, in_other = _shortest_first(look)
    for low in range(0, every.size, _AT_ONCE):
        some = every[low : low + _AT_ONCE]
        left, right = (
            _ahead_hashes(rows[:, some], window, empty=empty) for empty, rows in enumerate(ahead, 1)
        )
        agreed = left.take(in_one, axis=0) == right.take(in_other, axis=0)
        first = agreed.argmax(axis=0)
        met = agreed[first, np.arange(some.size)]
        skips[0, some[met]] = in_one[first[met]]
        skips[1, some[met]] = in_other[first[met]]
    return skips[0], skips[1]


@lru_cache(maxsize=2)
def _shortest_first(look: int) -> tuple[Ints, Ints]:
    """All skips of so many letters at most, in one text and in the other, the shortest first."""
    one, other = np.divmod(np.arange((look + 1) ** 2), look + 1)
    order = np.lexsort((one, np.minimum(one, other), np.maximum(one, other)))
    return one[order], other[order]


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
    look, agree = window
    ahead = rows.astype(np.uint32)
    hashes = np.zeros((look + 1, ahead.shape[1]), dtype=np.uint32)
    for letter in range(agree):
        hashes *= _AHEAD
        hashes += ahead[letter : letter + look + 1]
    # Past its end a text has nothing but padding.
    hashes[ahead[agree - 1 :] == 0] = np.uint32(empty)
    return hashes
