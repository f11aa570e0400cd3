"""Join equal hashes into seeds: two places in two texts that begin with the same letters.

In: `Ranges` of postings, the outlet of each text.  Out: `Holders`, what joins whom; from these `write_seeds` writes
the seeds of some postings.  Growing seeds into passages is not done here but in `trace.chains`.

What keeps a hostile or a merely large pile bounded: a hash counts at most `REPEATS_MAX` times in one
text; each posting is joined only to some earlier holders nearest in order and to the first few
(`FIRST_HOLDERS`): to the fewer the more texts have its hash, so that no hash makes more than
`CROWD` seeds or eight for each of its postings; and all seeds together stay below a set number.
Texts are in order of their dates, so the first holders are the likeliest parents.

What one outlet repeats on pages that are otherwise different (sign-up lines, standing paragraphs)
is no evidence between two of its own pages, and is not joined there; nor are pages of two outlets that
both repeat it at the head or foot of theirs (one publishing system serves many).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.trace.engine import HERE, Engine
from firsthand.trace.letters import PAD, Flags, Ints
from firsthand.trace.shingles import (
    DENSE_WINDOW,
    WINDOW,
    Hashes,
    Places,
    Ranges,
    TextNumbers,
    is_short,
)

REPEATS_MAX = 2  # a refrain seeds twice; a text of one word repeated does not seed n² times
REACH = 96  # earlier holders a posting is joined to, nearest first
CROWD = REACH * REACH  # seeds of one hash; where more texts have it, each is joined to fewer
FIRST_HOLDERS = 4  # the earliest texts with a hash are always joined
REACHES = (96, 64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1)  # where there are too many seeds even so
BATCH = 500_000  # seeds in hand at once
STANDING_PAGES_MIN = 3  # an outlet's pages with the same words before they count as standing text
STANDING_SHARE = 0.1  # or this share of its pages, whichever is more
STANDING_PAGES_ENOUGH = 20  # but this many pages are enough for any outlet
STANDING_TEXT_MOST = 0.6  # pages that agree in more than this are versions of one page
HEAD_LETTERS = 300  # of a text, where an outlet's name and sections stand
FOOT_LETTERS = 900  # and where its notices do
FOOT_FROM = 0.75  # of a short text, whose foot is not half of it
HEAD_UNTIL = 0.1
_STEP = 1 << 22  # postings looked at together where there may be very many

Indices = NDArray[np.uint32]
Counts = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Columns: in text `earlier` at `earlier_place` stand the same `length` letters as in `later`."""

    earlier: Ints
    later: Ints
    earlier_place: Ints
    later_place: Ints
    length: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Holders:
    """Postings whose hash is in two texts or more, by hash, then by place."""

    texts: TextNumbers
    places: Places
    first: Indices  # index of the first posting of the same hash
    near: Counts  # to how many before it each is joined
    short: Flags
    standing: Flags
    printed: Flags  # standing, and at the head or foot of its text
    outlets: TextNumbers


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """The shared postings of one range of hashes, and those that an outlet has often."""

    texts: TextNumbers
    places: Places
    first: Indices
    near: Counts
    short: Flags
    dropped: TextNumbers  # the text of each posting that was a refrain
    often: Indices
    cell: Indices  # for each of `often`, what hash and outlet it is of


def hold(ranges: Ranges, *, outlets: TextNumbers, seeds_max: int, engine: Engine = HERE) -> Holders:
    """Bring equal hashes together; *outlets* gives each text's, -1 where unknown."""
    # What the ranges hold is at hand wherever the work is done: only their numbers go there.
    work = partial(_share, ranges=ranges, outlets=outlets)
    found = list(engine.map(work, range(len(ranges))))
    totals = ranges.counts.copy()
    for part in found:
        totals -= np.bincount(part.dropped, minlength=outlets.size)
    blocks = ranges.before.size
    del work, ranges
    standing = np.concatenate(_standing(found, totals, blocks))
    starts = np.cumsum([0, *(part.texts.size for part in found)]).tolist()
    # What was found in each range goes as it is laid together: of a large pile there is no room for both.
    columns: dict[str, list[NDArray[Any]]] = {
        name: [getattr(part, name) for part in found]
        for name in ("texts", "places", "first", "near", "short")
    }
    found.clear()
    near = _together(columns["near"])
    np.minimum(near, _reach(near, seeds_max), out=near)
    columns["first"] = [
        part + np.uint32(start) for part, start in zip(columns["first"], starts, strict=False)
    ]
    return Holders(
        texts=_together(columns["texts"]),
        places=_together(columns["places"]),
        first=_together(columns["first"]),
        near=near,
        short=_together(columns["short"]),
        standing=standing,
        printed=np.zeros(starts[-1], dtype=np.bool_),
        outlets=outlets,
    )


def _together(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """One column of several, which are given up."""
    column = np.concatenate(parts)
    parts.clear()
    return column


def with_edges(holders: Holders, *, starts: Ints, lengths: Ints) -> Holders:
    """*holders* knowing which standing words are at the head or foot of the texts that begin at *starts*."""
    at = np.flatnonzero(holders.standing)
    text = holders.texts[at]
    place = holders.places[at].astype(np.int64) - starts[text]
    foot = np.maximum(lengths[text] - FOOT_LETTERS, lengths[text] * FOOT_FROM)
    printed = holders.printed.copy()
    head = np.minimum(HEAD_LETTERS, lengths[text] * HEAD_UNTIL)
    printed[at[(place < head) | (place >= foot)]] = True
    return replace(holders, printed=printed)


def batches(holders: Holders) -> Iterator[Indices]:
    """Postings text by text, of as many texts as have about `BATCH` seeds; the lower indices first."""
    texts, near = holders.texts, holders.near
    steps = range(0, texts.size, _STEP)
    counts = np.zeros(holders.outlets.size, dtype=np.int64)
    for low in steps:
        weights = near[low : low + _STEP].astype(np.float64)
        found = np.bincount(texts[low : low + _STEP], weights=weights, minlength=counts.size)
        counts += found.astype(np.int64)
    batch_of = _batch_of(counts)
    some: list[tuple[Indices, Ints]] = []
    for low in steps:
        batch = batch_of[texts[low : low + _STEP]]
        ends = np.cumsum(np.bincount(batch, minlength=int(batch_of[-1]) + 2))
        order = np.argsort(batch, kind="stable").astype(np.uint32)
        order += np.uint32(low)
        some.append((order, np.append(0, ends)))
    for number in range(int(batch_of[-1]) + 1 if some else 0):
        chosen = np.concatenate([o[ends[number] : ends[number + 1]] for o, ends in some])
        if chosen.size:
            yield chosen


def _batch_of(counts: Ints) -> NDArray[np.unsignedinteger[Any]]:
    """Of each text, with so many seeds, the batch it is in: whole texts, cut where `BATCH` seeds are reached."""
    running = np.cumsum(counts)
    first = done = 0
    ends = []
    while first < running.size:
        first = max(first + 1, int(np.searchsorted(running, done + BATCH, side="right")))
        ends.append(first)
        done = int(running[first - 1])
    sizes = np.diff([0, *ends])
    # What is two bytes wide is put in order without comparing.
    kind = np.uint16 if sizes.size < 1 << 16 else np.uint32
    return np.repeat(np.arange(sizes.size, dtype=kind), sizes)


def write_seeds(holders: Holders, chosen: Indices) -> Seeds:
    """Write out, by place, each chosen posting beside the earlier holders it is joined to."""
    picked = chosen[_by_place(holders.places[chosen])].astype(np.int64)
    first = holders.first[picked].astype(np.int64)
    near = holders.near[picked].astype(np.int64)
    counts = near + np.minimum(picked - first - near, FIRST_HOLDERS)
    ends = np.cumsum(counts)
    later = np.repeat(picked, counts)
    earlier = np.repeat(picked - 1 + ends - counts, counts)
    earlier -= np.arange(later.size)
    # Behind the nearest, at the end of its row, stand the first few holders of a hash.
    far = counts - near
    inner = np.arange(int(far.sum())) - np.repeat(np.cumsum(far) - far, far)
    earlier[np.repeat(ends - far, far) + inner] = np.repeat(first, far) + inner
    one, other = holders.texts[earlier], np.repeat(holders.texts[picked], counts)
    keep = one != other
    standing = np.flatnonzero(np.repeat(holders.standing[picked], counts))
    here, there = earlier[standing], later[standing]
    printed = holders.printed[here] & holders.printed[there]
    same = holders.outlets[one[standing]] == holders.outlets[other[standing]]
    keep[standing] &= ~(printed | same)
    kept = np.flatnonzero(keep)
    earlier, later = earlier[kept], later[kept]
    return Seeds(
        earlier=one[kept].astype(np.int64),
        later=other[kept].astype(np.int64),
        earlier_place=holders.places[earlier].astype(np.int64),
        later_place=holders.places[later].astype(np.int64),
        length=np.where(holders.short[later], DENSE_WINDOW, WINDOW),
    )


def _share(chosen: int, *, ranges: Ranges, outlets: TextNumbers) -> _Shared:
    """Postings of one range that can seed anything at all."""
    numbers = ranges.numbers(chosen)
    fresh = _changes(numbers >> np.uint64(ranges.place_bits))
    alone = fresh & np.append(fresh[1:], True)[: fresh.size]
    numbers, fresh = numbers[~alone], fresh[~alone]
    short = is_short(numbers >> np.uint64(ranges.bits))
    places = ranges.places(numbers)
    texts = ranges.texts(places)
    page = fresh | _changes(texts)
    order = np.arange(numbers.size)
    keep = order - np.maximum.accumulate(np.where(page, order, 0)) < REPEATS_MAX
    dropped = texts[~keep]
    heads = np.flatnonzero(fresh[keep])
    texts, places, short = texts[keep], places[keep], short[keep]
    sizes = np.diff(np.append(heads, texts.size))
    several = texts[heads] != texts[heads + sizes - 1]
    many = np.repeat(several, sizes)
    sizes = sizes[several]
    texts, places, short = texts[many], places[many], short[many]
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    reach = np.clip(CROWD // np.maximum(sizes, 1), FIRST_HOLDERS, REACH)
    near = np.minimum(np.arange(texts.size) - first, np.repeat(reach, sizes))
    often, cell = _often(sizes, texts, outlets)
    return _Shared(
        texts=texts,
        places=places,
        first=first.astype(np.uint32),
        near=near.astype(np.uint8),
        short=short,
        dropped=dropped,
        often=often,
        cell=cell,
    )


def _by_place(places: Places) -> Indices:
    """The order by place; no two postings have one."""
    bits = max(places.size - 1, 1).bit_length()
    if places.size and int(places.max()).bit_length() + bits > 64:
        return np.argsort(places).astype(np.uint32)
    numbered = places.astype(np.uint64) << np.uint64(bits)
    numbered |= np.arange(places.size, dtype=np.uint64)
    numbered.sort()
    numbered &= np.uint64((1 << bits) - 1)
    return numbered.astype(np.uint32)


def _changes(column: Hashes | TextNumbers | Ints) -> Flags:
    """Where a sorted column begins a new value."""
    fresh = np.ones(column.size, dtype=np.bool_)
    fresh[1:] = column[1:] != column[:-1]
    return fresh


def _often(sizes: Ints, texts: TextNumbers, outlets: TextNumbers) -> tuple[Indices, Indices]:
    """Postings of words that an outlet has on many of its pages; by which hash and outlet."""
    chosen = np.flatnonzero(np.repeat(sizes >= STANDING_PAGES_MIN, sizes) & (outlets[texts] >= 0))
    if not chosen.size:
        return chosen.astype(np.uint32), chosen.astype(np.uint32)
    pages = np.bincount(outlets[outlets >= 0])
    least = np.clip(pages * STANDING_SHARE, STANDING_PAGES_MIN, STANDING_PAGES_ENOUGH)
    group = np.repeat(np.arange(sizes.size), sizes)[chosen]
    key = group * pages.size + outlets[texts[chosen]]
    order = np.argsort(key, kind="stable")
    chosen, key = chosen[order], key[order]
    fresh = _changes(key)
    cell = np.cumsum(fresh) - 1
    counts = np.bincount(cell, weights=fresh | _changes(texts[chosen]))
    many = counts >= least[outlets[texts[chosen[fresh]]]]
    return chosen[many[cell]].astype(np.uint32), cell[many[cell]].astype(np.uint32)


def _standing(ranges: Sequence[_Shared], totals: Ints, blocks: int) -> list[Flags]:
    """Of each range the postings of words that an outlet repeats on pages which otherwise differ.

    The row of letters has so many *blocks* of `PAD` letters.
    """
    counts = np.zeros(totals.size, dtype=np.int64)
    for part in ranges:
        counts += np.bincount(part.texts[part.often], minlength=totals.size)
    share = counts / np.maximum(totals, 1)
    flags = []
    for part in ranges:
        standing = np.zeros(part.texts.size, dtype=np.bool_)
        if part.often.size:
            together = np.bincount(part.cell, weights=share[part.texts[part.often]])
            alike = together / np.maximum(np.bincount(part.cell), 1)
            standing[part.often[alike[part.cell] <= STANDING_TEXT_MOST]] = True
        flags.append(standing)
    edges = [part.places[standing] for part, standing in zip(ranges, flags, strict=True)]
    known = np.sort(np.concatenate(edges)).astype(np.int64)
    if not known.size:
        return flags
    close = _close_to(known, blocks)
    touched = close != 0
    return [
        _with_edges(standing, part.places, close, touched)
        for part, standing in zip(ranges, flags, strict=True)
    ]


def _close_to(known: Ints, blocks: int) -> Hashes:
    """Of every `PAD` letters, as bits, which are less than a window from one of some places, which are in order."""
    close = np.zeros(blocks + 1, dtype=np.uint64)
    # At each place within the block: what is close to it there, in the block before and in the block behind.
    near = [range(at + 1 - WINDOW, at + WINDOW) for at in range(PAD)]
    for slip in (-1, 0, 1):
        of_place = [sum(1 << (n - slip * PAD) for n in some if n // PAD == slip) for some in near]
        bits = np.array(of_place, dtype=np.uint64)[known % PAD]
        block, bits = known[bits > 0] // PAD + slip, bits[bits > 0]
        heads = np.flatnonzero(_changes(block))
        if heads.size:
            close[block[heads]] |= np.bitwise_or.reduceat(bits, heads)
    return close


def _with_edges(standing: Flags, places: Places, close: Hashes, touched: Flags) -> Flags:
    """Standing postings and those that touch one: at its edge, not all pages keep the same window."""
    widened = standing.copy()
    for low in range(0, places.size, _STEP):
        here = places[low : low + _STEP]
        # Most are in no block of letters that is touched, and need not be looked at.
        near = np.flatnonzero(touched[here // PAD])
        here = here[near]
        bits = close[here // PAD] >> (here % PAD).astype(np.uint64)
        widened[low + near[(bits & np.uint64(1)) > 0]] = True
    return widened


def _reach(near: Counts, seeds_max: int) -> int:
    """How many nearest earlier holders can be joined before there are too many seeds."""
    counts = np.zeros(REACH + 1, dtype=np.int64)
    for low in range(0, near.size, _STEP):
        counts += np.bincount(near[low : low + _STEP], minlength=REACH + 1)
    sizes = np.arange(counts.size)
    for reach in REACHES:
        if int((counts * np.minimum(sizes, reach)).sum()) <= seeds_max:
            return reach
    return REACHES[-1]
