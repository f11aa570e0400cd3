"""Join equal hashes into seeds: two places in two texts that begin with the same letters.

In: `Postings`, the outlet of each text.  Out: `Seeds`, in batches that each hold every seed of the
texts they are about.  Growing seeds into passages is not done here but in `trace.chains`.

What keeps a hostile or a merely large pile bounded: a hash counts at most `REPEATS_MAX` times in one
text; each posting is joined only to some earlier holders nearest in order and to the first
few (`FIRST_HOLDERS`); how many is lowered until all seeds together stay below a set number.
Texts are in order of their dates, so the first holders are the likeliest parents.

What one outlet repeats on pages that are otherwise different (sign-up lines, standing paragraphs)
is no evidence between two of its own pages, and is not joined there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from firsthand.trace.letters import Flags, Ints
from firsthand.trace.shingles import WINDOW, Hashes, Postings, window_lengths

REPEATS_MAX = 2  # a refrain seeds twice; a text of one word repeated does not seed n² times
REACHES = (96, 64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1)  # earlier holders a posting is joined to
FIRST_HOLDERS = 4  # the earliest texts with a hash are always joined
BATCH = 500_000  # seeds in hand at once
STANDING_PAGES_MIN = 3  # an outlet's pages with the same words before they count as standing text
STANDING_SHARE = 0.1  # or this share of its pages, whichever is more
STANDING_PAGES_ENOUGH = 20  # but this many pages are enough for any outlet
STANDING_TEXT_MOST = 0.6  # pages that agree in more than this are versions of one page


@dataclass(frozen=True, slots=True, eq=False)
class Seeds:
    """Columns: in text `earlier` at `earlier_place` stand the same `length` letters as in `later`."""

    earlier: Ints
    later: Ints
    earlier_place: Ints
    later_place: Ints
    length: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Postings whose hash is in two texts or more, by hash, then text, then place."""

    group: Ints
    first: Ints  # index of the first posting of the same hash
    texts: Ints
    places: Ints
    length: Ints
    standing: Flags


def join_seeds(postings: Postings, *, outlets: Ints, seeds_max: int) -> Iterator[Seeds]:
    """Every batch of seeds, later texts in order; *outlets* gives each text's, -1 where unknown."""
    groups = _shared(postings, outlets)
    if not groups.texts.size:
        return
    back = np.arange(groups.texts.size, dtype=np.int64) - groups.first
    reach = _reach(back, seeds_max)
    near = np.minimum(back, reach)
    far = np.minimum(back - near, FIRST_HOLDERS)
    order = np.argsort(groups.texts, kind="stable")
    for batch in _batches(groups.texts[order], (near + far)[order]):
        chosen = order[batch]
        seeds = _expand(groups, chosen, near[chosen], far[chosen], outlets)
        if seeds.later.size:
            yield seeds


def _shared(postings: Postings, outlets: Ints) -> _Groups:
    """Postings that can seed anything at all."""
    order = np.argsort(postings.hashes, kind="stable")
    hashes, texts = postings.hashes[order], postings.texts[order]
    fresh = _changes(hashes) | _changes(texts)
    run = np.arange(hashes.size) - np.maximum.accumulate(np.where(fresh, np.arange(hashes.size), 0))
    keep = run < REPEATS_MAX
    order, hashes, texts = order[keep], hashes[keep], texts[keep]
    group = np.cumsum(_changes(hashes)) - 1
    sizes = np.bincount(group)
    ends = np.cumsum(sizes)
    if not ends.size:
        many = np.zeros(0, dtype=np.bool_)
    else:
        many = (texts[ends - sizes] != texts[ends - 1])[group]
    totals = np.bincount(texts, minlength=outlets.size)
    order, hashes, texts, group = order[many], hashes[many], texts[many], group[many]
    starts = np.maximum.accumulate(np.where(_changes(hashes), np.arange(hashes.size), 0))
    return _Groups(
        group=group.astype(np.int64),
        first=starts.astype(np.int64),
        texts=texts,
        places=postings.places[order],
        length=window_lengths(hashes),
        standing=_with_edges(
            _standing(group.astype(np.int64), texts, outlets, totals.astype(np.int64)),
            postings.places[order],
        ),
    )


def _changes(column: Hashes | Ints) -> Flags:
    """Where a sorted column begins a new value."""
    fresh = np.ones(column.size, dtype=np.bool_)
    fresh[1:] = column[1:] != column[:-1]
    return fresh


def _standing(group: Ints, texts: Ints, outlets: Ints, totals: Ints) -> Flags:
    """Postings of words that an outlet repeats on pages which otherwise differ."""
    known = outlets[texts] >= 0
    if not known.any():
        return np.zeros(texts.size, dtype=np.bool_)
    pages = np.bincount(outlets[outlets >= 0])
    least = np.clip(pages * STANDING_SHARE, STANDING_PAGES_MIN, STANDING_PAGES_ENOUGH)
    key = group * (outlets.max() + 2) + outlets[texts]
    key[~known] = -1
    order = np.argsort(key, kind="stable")
    new_page = _changes(key[order]) | _changes(texts[order])
    cell = np.cumsum(_changes(key[order])) - 1
    counts = np.bincount(cell, weights=new_page)
    often = np.zeros(texts.size, dtype=np.bool_)
    often[order] = counts[cell] >= least[np.maximum(outlets[texts[order]], 0)]
    often &= known
    share = np.bincount(texts, weights=often, minlength=outlets.size) / np.maximum(totals, 1)
    alike = np.bincount(cell, weights=share[texts[order]]) / np.bincount(cell)
    differing = np.zeros(texts.size, dtype=np.bool_)
    differing[order] = alike[cell] <= STANDING_TEXT_MOST
    return often & differing


def _with_edges(standing: Flags, places: Ints) -> Flags:
    """Standing postings and those that touch one: at its edge, not all pages keep the same window."""
    known = np.sort(places[standing])
    if not known.size:
        return standing
    after = np.minimum(np.searchsorted(known, places), known.size - 1)
    before = np.maximum(after - 1, 0)
    near = np.minimum(np.abs(known[after] - places), np.abs(known[before] - places))
    widened: Flags = standing | (near < WINDOW)
    return widened


def _reach(back: Ints, seeds_max: int) -> int:
    """How many nearest earlier holders can be joined before there are too many seeds."""
    counts = np.bincount(np.minimum(back, REACHES[0] + 1))
    sizes = np.arange(counts.size)
    for reach in REACHES:
        if int((counts * np.minimum(sizes, reach)).sum()) <= seeds_max:
            return reach
    return REACHES[-1]


def _batches(texts: Ints, counts: Ints) -> Iterator[slice]:
    """Cut a column of postings, sorted by text, where a text ends and about `BATCH` seeds are reached."""
    running = np.cumsum(counts)
    ends = np.append(np.flatnonzero(np.diff(texts)) + 1, texts.size)
    first = 0
    while first < texts.size:
        done = running[first - 1] if first else 0
        fit = int(np.searchsorted(running[ends - 1], done + BATCH, side="right"))
        last = int(ends[max(fit - 1, int(np.searchsorted(ends, first, side="right")))])
        yield slice(first, last)
        first = last


def _expand(groups: _Groups, chosen: Ints, near: Ints, far: Ints, outlets: Ints) -> Seeds:
    """Write out each chosen posting beside the earlier holders it is joined to."""
    counts = near + far
    later = np.repeat(chosen, counts)
    step = np.arange(later.size) - np.repeat(np.cumsum(counts) - counts, counts)
    is_far = step >= np.repeat(near, counts)
    earlier = np.where(
        is_far, groups.first[later] + step - np.repeat(near, counts), later - 1 - step
    )
    one, other = groups.texts[earlier], groups.texts[later]
    own = groups.standing[later] & (outlets[one] == outlets[other])
    keep = (one != other) & ~own
    earlier, later = earlier[keep], later[keep]
    return Seeds(
        earlier=groups.texts[earlier],
        later=groups.texts[later],
        earlier_place=groups.places[earlier],
        later_place=groups.places[later],
        length=groups.length[later],
    )
