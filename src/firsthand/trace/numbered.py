"""Part texts into words, each known by a number made of its letters.

In: texts.  Out: of each how many different words it has, and their numbers. Words are figures, words of four letters and more, and
pairs of Han, kana or Hangul. Which of them tell anything is not decided here but in `trace.facts`.

Where two words have one number, which is to be expected once in a million pages, they count as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.engine import in_parts
from firsthand.trace.letters import Flags, is_dense

WORD_LEAST = 4  # letters of a word that may tell something
NUMBER_BITS = 44  # of a word's number; the lowest tells a figure
PART = 200_000  # characters parted into words at once; more do not stay near the processor
_CODE_POINTS = 0x110000
_SHORT = 0x10000  # code points that have two bytes
_LETTER, _DIGIT, _BETWEEN = 1, 2, 3  # "Between" digits stand points and commas
_UNKNOWN = 255
_OTHER = 0
_POWERS_LEAST = 18  # bits of a place in a part: powers of so many places are kept
_STEP = 0x9E3779B97F4A7C15  # odd

Numbers = NDArray[np.uint64]
Codes = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.uint32]
Kinds = NDArray[np.uint8]
Ints = NDArray[np.int64]


def number_words(texts: Iterable[str]) -> tuple[Ints, Numbers]:
    """Of each text how many different words it has, and their numbers, by text.

    Words are figures, words of four letters and more, and pairs of Han, kana or Hangul.
    """
    # An empty text counts too: no part has so many that their numbers pass beyond those of words.
    parts = [
        _number_some(some)
        for some in in_parts(texts, size=PART, size_of=lambda text: len(text) + 1)
    ]
    if len(parts) == 1:
        return parts[0]
    return (
        np.concatenate([np.zeros(0, dtype=np.int64), *(counts for counts, _ in parts)]),
        np.concatenate([np.zeros(0, dtype=np.uint64), *(numbers for _, numbers in parts)]),
    )


def _number_some(texts: Sequence[str]) -> tuple[Ints, Numbers]:
    """The same of so many texts as are parted at once."""
    folded = [text.casefold() for text in texts]
    # Texts in letters of one byte are parted by themselves: that takes half the time.
    plain = [number for number, text in enumerate(folded) if text.isascii()]
    others = [number for number, text in enumerate(folded) if not text.isascii()]
    every = np.concatenate([_keys(folded, some) for some in (plain, others) if some])
    every.sort()
    fresh = np.ones(every.size, dtype=np.bool_)
    np.not_equal(every[1:], every[:-1], out=fresh[1:])
    every = every.compress(fresh)
    counts = np.bincount((every >> np.uint64(NUMBER_BITS)).astype(np.int64), minlength=len(texts))
    return counts, every & np.uint64((1 << NUMBER_BITS) - 1)


def _keys(texts: Sequence[str], chosen: Sequence[int]) -> Numbers:
    """The words of the chosen texts, each as one number: below that of the text, that of the word."""
    some = [texts[number] for number in chosen]
    codes = _codes("\n".join(some))
    parts = _spans(codes, _kinds(codes))
    starts, ends = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    # Of each kind of word they are in order: where texts begin is looked up, not in which text each word is.
    first = np.cumsum([0, *(len(text) + 1 for text in some)])
    numbers = np.array(chosen, dtype=np.uint64) << np.uint64(NUMBER_BITS)
    keys = np.concatenate(
        [np.repeat(numbers, np.diff(begins.searchsorted(first))) for begins, _ in parts]
    )
    words, figures = parts[0][0].size, parts[1][0].size
    keys[words : words + figures] |= np.uint64(1)
    mixed = _number(codes, starts, ends, slice(words, words + figures))
    keys |= mixed >> np.uint64(65 - NUMBER_BITS) << np.uint64(1)
    return keys


def _codes(text: str) -> Codes:
    """The code points of a text, of one byte or two each where that will do."""
    if text.isascii():
        return np.frombuffer(text.encode(), dtype=np.uint8)
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):
        return np.frombuffer(short, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _kinds(codes: Codes) -> Kinds:
    """What each character is to a word."""
    table = _known_kinds()
    # To take from a table is twice as fast as to index it, where places are not of eight bytes.
    kinds: Kinds = table.take(codes)
    if kinds.size and kinds.max() == _UNKNOWN:
        for code in np.unique(codes[kinds == _UNKNOWN]).tolist():
            table[code] = _kind(chr(code))
        kinds = table.take(codes)
    return kinds


@lru_cache(maxsize=1)
def _known_kinds() -> Kinds:
    """The kinds of the characters met so far."""
    return np.full(_CODE_POINTS, _UNKNOWN, dtype=np.uint8)


def _kind(character: str) -> int:
    if character in ".,":
        return _BETWEEN
    if character.isdecimal():
        return _DIGIT
    return _LETTER if character.isalnum() else _OTHER


def _spans(codes: Codes, kinds: Kinds) -> list[tuple[Ints, Ints]]:
    """Where words begin and end, those of each kind in order: words that are spelled, figures, pairs of dense letters."""
    group = np.minimum(kinds, _DIGIT)
    fresh = np.ones(codes.size, dtype=np.bool_)
    np.not_equal(group[1:], group[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    tails = np.append(heads[1:], codes.size)[: heads.size]
    sizes, of = tails - heads, group[heads]
    digits = (of == _DIGIT).nonzero()[0]
    figures = _trimmed(kinds, heads[digits], tails[digits])
    long = (of == _LETTER) & (sizes >= WORD_LEAST)
    dense = is_dense(codes)
    word = long & ~dense[heads]
    spelled = word.nonzero()[0]
    found = [(heads[spelled], tails[spelled]), figures]
    if dense.any():
        inside = _pairs_within(heads, sizes, long & ~word)
        beside = _dense_pairs(dense, kinds, heads, long)
        found += [(inside, inside + 2), (beside, beside + 2)]
    return found


def _pairs_within(heads: Ints, sizes: Ints, chosen: Flags) -> Ints:
    """Where the pairs of neighbours begin in the chosen groups of letters."""
    first, counts = heads[chosen], sizes[chosen] - 1
    pairs: Ints = np.repeat(first - np.cumsum(counts) + counts, counts)
    pairs += np.arange(pairs.size)
    return pairs


def _dense_pairs(dense: Flags, kinds: Kinds, heads: Ints, long: Flags) -> Ints:
    """Where the pairs of dense letters begin that are in no long group."""
    pairs: Ints = np.flatnonzero(dense[:-1] & dense[1:])
    pairs = pairs[(kinds[pairs] == _LETTER) & (kinds[pairs + 1] == _LETTER)]
    return pairs[~long[np.searchsorted(heads, pairs, side="right") - 1]]


def _trimmed(kinds: Kinds, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Figures from their first digit to their last, those of more than one."""
    digits = np.flatnonzero(kinds == _DIGIT)
    if not digits.size:
        return starts[:0], ends[:0]
    first = digits[np.minimum(np.searchsorted(digits, starts), digits.size - 1)]
    last = digits[np.maximum(np.searchsorted(digits, ends) - 1, 0)]
    kept = (first >= starts) & (first < last) & (last < ends)
    return first[kept], last[kept] + 1


def _number(codes: Codes, starts: Ints, ends: Ints, figures: slice) -> Numbers:
    """A number for each word, from its letters; a comma within one of the *figures* counts for nothing."""
    numbers = _sums(codes, starts, ends)
    commas = np.flatnonzero(codes == ord(","))
    begins = starts[figures]
    if commas.size and begins.size:
        at = figures.start + np.maximum(begins.searchsorted(commas, side="right") - 1, 0)
        some = np.unique(at[(starts[at] < commas) & (commas < ends[at])])
        if some.size:
            sizes = ends[some] - starts[some]
            first = np.cumsum(sizes) - sizes
            letters = codes[np.arange(int(sizes.sum())) + np.repeat(starts[some] - first, sizes)]
            kept = letters != ord(",")
            before = np.append(0, np.cumsum(kept))
            numbers[some] = _sums(letters[kept], before[first], before[first + sizes])
    return _mix(numbers)


def _sums(codes: Codes, starts: Ints, ends: Ints) -> Numbers:
    """Of each word the sum of its letters' numbers, each times a power of its place in the word."""
    powers, back = _powers(max(codes.size.bit_length(), _POWERS_LEAST))
    if codes.dtype == np.uint32 and codes.size and codes.max() >= _SHORT:
        values = _mix(codes.astype(np.uint64))
    else:
        values = _letter_numbers().take(codes)
    values *= powers[: codes.size]
    before = np.zeros(codes.size + 1, dtype=np.uint64)
    np.cumsum(values, out=before[1:])
    sums: Numbers = (before[ends] - before[starts]) * back[starts]
    return sums


@lru_cache(maxsize=2)
def _powers(bits: int) -> tuple[Numbers, Numbers]:
    """The powers that letters at so many places are multiplied by, and what undoes each."""
    size = 1 << bits
    forth: Numbers = np.full(size, _STEP, dtype=np.uint64).cumprod(dtype=np.uint64)
    back: Numbers = np.full(size, pow(_STEP, -1, 1 << 64), np.uint64).cumprod(dtype=np.uint64)
    return forth, back


@lru_cache(maxsize=1)
def _letter_numbers() -> Numbers:
    """The numbers of letters that are most in use."""
    return _mix(np.arange(_SHORT, dtype=np.uint64))


def _mix(numbers: Numbers) -> Numbers:
    """Scatter numbers so that order says nothing (the finaliser of SplitMix64)."""
    mixed = numbers + np.uint64(_STEP)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
