"""Settle which values a page gives of its programme: places, periods, ages, populations and what was taken of how many.

In: the sentences of a page with what the rules made of each, and what the network tells of them.  Out: the same
sentences with the values that are likely enough where they stand (`claim.standing`, `claim.scored`), whether a rule
suggests them or none does. What a rule makes and no candidate is (words of a case's own) stands. In a statement of up
to three sentences, and in a language of which nothing was learnt, the rules stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

import numpy as np

from firsthand.claim.candidates import (
    ELEMENTS,
    KINDS,
    NOTHING,
    PLACES,
    UNTIL,
    Candidate,
    candidates_in,
)
from firsthand.claim.doubted import compared, of_nothing_else
from firsthand.claim.making import made_of
from firsthand.claim.scored import Scorer, Shares, scorers
from firsthand.claim.signs import Considered
from firsthand.claim.standing import Numbered, Sense, counts_of, rows_of, told_of, whole
from firsthand.model.claim import Element, ElementValue, Suggestion

STATED = 3  # so few sentences say little around a value: there the rules stand
# An end alone ("18.8 million by October 2017") is labelled nowhere among what was learnt from, which says nothing of it: it
# stands where a rule suggests it.
END_ALONE = 0.0
LEAST = -4.5  # log-odds that a sentence says such a thing, below which none of it is looked for
TOGETHER = 400  # candidates that are scored together
Chosen = tuple[Element, ElementValue, tuple[int, int]]


def settled(
    document: str, page: Sequence[Considered], sense: Sense
) -> tuple[Sequence[Considered], Mapping[tuple[int, Suggestion], float]]:
    """*page* with its likely values alone, and of those that were scored, by the number of their sentence, how likely they are."""
    if len(page) <= STATED:
        return of_nothing_else(page), {}
    found = list(asked_of(page, sense))
    chosen: dict[int, list[Chosen]] = {}
    shares: dict[tuple[object, ...], float] = {}
    for number, each, share in _likely(page, found, sense):
        chosen.setdefault(number, []).append(each)
        shares[number, each[0], compared(each[1])] = share
    scored: set[tuple[object, ...]] = {
        (number, *each) for number, one in found for each in _compared(one)
    }
    left = of_nothing_else([
        replace(each, made=tuple(_made(document, number, each, chosen.get(number, ()), scored)))
        if chosen.get(number) or any(one.element in VALUED for one in each.made)
        else each
        for number, each in enumerate(page)
    ])  # fmt: skip
    told = ((number, made) for number, each in enumerate(left) for made in each.made)
    return left, {
        (number, made): shares[key]
        for number, made in told
        if (key := (number, made.element, compared(made.value))) in shares
    }


_KIND_OF = {element: kind for kind, of_kind in ELEMENTS.items() for element in of_kind}
VALUED = frozenset(_KIND_OF)


def asked_of(page: Sequence[Considered], sense: Sense) -> Iterator[Numbered]:
    """The candidates that are looked at: where the odds are not negligible, and what a rule suggests."""
    targets = {key: at for at, key in enumerate(sense.known.targets)}
    columns = {
        kind: [targets[element.value] for element in ELEMENTS[kind] if element.value in targets]
        for kind in KINDS
    }
    likely = {
        kind: (sense.odds[:, at].max(axis=1, initial=LEAST - 1) >= LEAST).tolist()
        for kind, at in columns.items()
    }
    for number, each in enumerate(page):
        if each.sentence.words.language not in sense.known.limits:
            continue
        live = {kind for kind in KINDS if likely[kind][number]}
        made = {_KIND_OF[one.element] for one in each.made if one.element in VALUED}
        for one in candidates_in(each.reading, frozenset(live | made)):
            if one.kind in live or told_of(each, one):
                yield number, one


def _likely(
    page: Sequence[Considered], found: Sequence[Numbered], sense: Sense
) -> Iterator[tuple[int, Chosen, float]]:
    """What is chosen of the candidates of a page, those of some sentences after those of others."""
    counts = counts_of(found)
    for some in _together(found):
        rows, signs = rows_of(page, some, sense, counts)
        for kind, scorer in scorers().items():
            at = [place for place, (_, each) in enumerate(some) if each.kind == kind]
            if not at:
                continue
            asked = [some[place] for place in at]
            open_ = [[way == NOTHING or way in each.ways for way in scorer.ways] for _, each in asked]  # fmt: skip
            shares = scorer.shares(rows[at], whole([signs[place] for place in at], scorer.names), open_)  # fmt: skip
            picked = list(_picked(page, asked, shares, scorer))
            for number, each, way, share in apart(picked) if kind == PLACES else picked:
                yield number, (*each.ways[way], (each.start, each.end)), share


def _together(found: Sequence[Numbered]) -> Iterator[Sequence[Numbered]]:
    """The candidates of whole sentences, TOGETHER or a few more: of each a row of thousands of bytes is made."""
    begun = 0
    for at in range(1, len(found)):
        if at - begun >= TOGETHER and found[at][0] != found[at - 1][0]:
            yield found[begun:at]
            begun = at
    if found:
        yield found[begun:]


Picked = tuple[int, Candidate, str, float]


def _picked(
    page: Sequence[Considered],
    found: Sequence[Numbered],
    shares: Shares,
    scorer: Scorer,
) -> Iterator[Picked]:
    for (number, each), row in zip(found, shares, strict=True):
        at = int(np.argmax(row[1:])) + 1
        way = scorer.ways[at]
        if way not in each.ways:
            continue  # none is open to it
        element, _ = each.ways[way]
        limit = scorer.limits[element.value]
        if UNTIL in each.make and row[at] < limit and told_of(page[number], each):
            limit = END_ALONE
        if row[at] >= limit:
            yield number, each, way, float(row[at])


def apart(picked: Sequence[Picked]) -> Iterator[Picked]:
    """Of names that lie in each other the likeliest."""
    kept: dict[int, list[Picked]] = {}  # by sentence: a page of megabytes has many thousands
    for one in sorted(picked, key=lambda each: (-each[3], each[0], each[1].start)):
        beside = kept.setdefault(one[0], [])
        if not any(one[1].start < other[1].end and other[1].start < one[1].end for other in beside):
            beside.append(one)
    yield from sorted(chain(*kept.values()), key=lambda each: (each[0], each[1].start))


def _compared(each: Candidate) -> Iterator[tuple[Element, object]]:
    for element, given in each.ways.values():
        yield element, compared(given)


def _made(
    document: str, number: int, each: Considered, chosen: Sequence[Chosen], scored: AbstractSet[tuple[object, ...]]
) -> Iterator[Suggestion]:  # fmt: skip
    """What the rules made that is no value or no candidate; then what was chosen, as a rule made it where one did."""
    by_rule = {(made.element, compared(made.value)): made for made in each.made}
    for made in each.made:
        if made.element not in VALUED or (number, made.element, compared(made.value)) not in scored:
            yield made
    for element, given, span in chosen:
        ruled = by_rule.get((element, compared(given)))
        if ruled is not None:
            yield ruled
        else:
            yield from made_of(document, each.sentence, each.reading, each.said, [(element, given, span)])  # fmt: skip
