"""Count by how many a text is pointed to: whom those who share words with it name or link to.

In: `Clues`, `Reuse`.  Out: `Pointed`: of each text how many other texts with words in common name the house of one of
its holders, or link to one.  What that says of who was first is not decided here but in `trace.comparing`.

Of two versions the one that others credit is the source of the other rather than its copy, whatever family those
who say so are in: who took a sentence points to it as who took all of it does. A naming that stands within
the words that both share is none, and a text that many pages hold points once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from firsthand.trace.clues import Clues
from firsthand.trace.direction import points_to
from firsthand.trace.letters import Ints
from firsthand.trace.reuse import Reuse

HOLDERS_MAX = 60  # of one text whose houses are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """By how many each text is pointed to, and how strongly those pages point that were asked."""

    counts: Ints
    odds: Mapping[tuple[int, int], float]  # by a page and the page whose house it names


def count_pointing(clues: Clues, reuse: Reuse) -> Pointed:
    """Of each text the texts that point to it; only those with which it shares words are asked."""
    odds: dict[tuple[int, int], float] = {}
    told = {*_linking(clues, reuse), *_naming(clues, reuse, odds)}
    targets = np.array([target for _, target in told], dtype=np.int64)
    return Pointed(counts=np.bincount(targets, minlength=len(reuse.texts.holders)), odds=odds)


def _linking(clues: Clues, reuse: Reuse) -> Iterator[tuple[int, int]]:
    """Texts, each with a text of which it links to a holder, or whose address it gives as its own."""
    text_of = reuse.texts.text_of
    for page, (links, copy_of) in enumerate(zip(clues.links, clues.copy_of, strict=True)):
        for target in (*links, *copy_of):
            one, other = int(text_of[page]), int(text_of[target])
            if min(one, other) >= 0 and reuse.pairs.row(min(one, other), max(one, other)) >= 0:
                yield one, other


def _naming(
    clues: Clues, reuse: Reuse, odds: dict[tuple[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Texts, each with a text of which it names the house of a holder, in words of its own; how strongly, into *odds*."""
    numbers: dict[str, int] = {}
    houses = [numbers.setdefault(name, len(numbers)) for name in clues.publishers]
    text_of = reuse.texts.text_of
    named = {
        (int(text_of[page]), numbers[agent]): page
        for page, agents in enumerate(clues.named)
        for agent in agents
        if agent in numbers and text_of[page] >= 0
    }
    if not named:
        return
    count = len(numbers)
    keys = np.sort(np.array([text * count + house for text, house in named], dtype=np.int64))
    holders = reuse.texts.holders
    some = [pages[:HOLDERS_MAX] for pages in holders]
    sizes = np.array([len(pages) for pages in some], dtype=np.int64)
    flat = np.array([page for pages in some for page in pages], dtype=np.int64)
    house_of = np.array(houses, dtype=np.int64)[flat]
    first = np.cumsum(sizes) - sizes
    names = np.zeros(len(holders), dtype=np.bool_)
    names[keys // count] = True
    columns = reuse.pairs.columns
    who = np.concatenate((columns.one, columns.other)).astype(np.int64)
    whom = np.concatenate((columns.other, columns.one)).astype(np.int64)
    rows = np.flatnonzero(names[who])
    who, whom = who[rows], whom[rows]
    each = sizes[whom]
    place = np.arange(int(each.sum())) + np.repeat(first[whom] - np.cumsum(each) + each, each)
    wanted = np.repeat(who, each) * count + house_of[place]
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    hits = np.flatnonzero(keys[at] == wanted)
    pages, texts = flat[place[hits]].tolist(), np.repeat(whom, each)[hits].tolist()
    for key, target, text in zip(wanted[hits].tolist(), pages, texts, strict=True):
        page = named[divmod(key, count)]
        odds[page, target] = points_to(clues, reuse, page, target)
        if odds[page, target] > 0:
            yield key // count, text
