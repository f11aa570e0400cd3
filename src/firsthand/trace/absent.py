"""Tell where two pages have their words from a text that is not in the case, and not from each other.

In: steps by shared words, `Clues`, `Reuse`.  Out: the steps that stay, and pairs with what is told of them. Papers
that print one wire text share long passages, and one of them is the earliest; it is no more the source of the others
than they are. Three things tell: the later page credits somebody for the whole of itself whom the other does not
name; each has, between passages that both have, more than once what the other lacks; of three pages each two share
what the third lacks, by turns. Who names or links to the other has it from there, whatever else is so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from firsthand.model.document import Attribution, AttributionKind
from firsthand.model.problem import Problem, Severity
from firsthand.trace.clues import Clues
from firsthand.trace.deciding import Step
from firsthand.trace.direction import is_within
from firsthand.trace.fitting import around
from firsthand.trace.parents import Parentage
from firsthand.trace.reuse import Reuse, Shared, Stretch

CODE = "common-source-missing"
CREDITED_SHARE = 0.7  # of a page that credits another for the whole, so much is what both have
HELD_SHARE = (
    0.8  # of what the other has of it, the credited house's own page has so much: it is from there
)
CUT_SHARE = 0.4  # of either page, where each cut what the other has: versions of one text
LACKED = 60.0  # weight of what one has and the other lacks: a passage, see `settings`
CUTS_EACH = 2  # by an editor, one paragraph left out and one put in are nothing special
CUT_EMPTY = 0.25  # what stands in the place of what was cut is so much smaller
CROSSED_SHARE = 0.25  # of either page: pages with less in common quote each other
CROSSED = 100.0  # weight of what each two of three pages share and the third lacks
TURNS = 2  # what is of the one and of the other alternates so often: a page put together from two has them one after the other
THIRD_MOST = 24  # pages that are looked at beside two
QUOTED = 60  # characters of words that are shown
HEADS_MOST = 12  # words of a problem are shown of so many places at most


def without_absent(parentage: Parentage, clues: Clues, reuse: Reuse) -> Parentage:
    """What is left of *parentage*: who comes from elsewhere is open with the other, so that they count as one source."""
    beside = _beside(parentage)
    kept: list[Step] = []
    told: dict[tuple[int, int], str] = {}
    for step in parentage.steps:
        why = _why(step, clues, reuse, beside)
        if why is None:
            kept.append(step)
        elif why:
            told[min(step.earlier, step.later), max(step.earlier, step.later)] = why
    for pair in parentage.unclear:
        if why := _between(pair, clues, reuse, beside):
            told[pair] = why
    return replace(
        parentage,
        steps=tuple(kept),
        unclear=tuple(sorted({*parentage.unclear, *told})),
        elsewhere=tuple(sorted(told.items())),
    )


def merely_open(parentage: Parentage) -> list[tuple[int, int]]:
    """The open pairs of which no more is known."""
    told = dict(parentage.elsewhere)
    return [pair for pair in parentage.unclear if pair not in told]


def problems_of(parentage: Parentage, clues: Clues) -> list[Problem]:
    """What a reader is told of each pair that comes from elsewhere."""
    ids = [document.id for document in clues.documents]
    return [
        Problem(
            severity=Severity.NOTE,
            code=CODE,
            message=f"they share words and may both have them from a text that is not in the case: {why}",
            where=" ".join(sorted((ids[one], ids[other]))),
        )
        for (one, other), why in parentage.elsewhere
    ]


def _beside(parentage: Parentage) -> dict[int, list[int]]:
    """Of each page those with which it was put together or left open."""
    beside: dict[int, set[int]] = {}
    for one, other in (*((s.later, s.earlier) for s in parentage.steps), *parentage.unclear):
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    return {page: sorted(others) for page, others in beside.items()}


def _why(step: Step, clues: Clues, reuse: Reuse, beside: dict[int, list[int]]) -> str | None:
    """What speaks against a step; nothing to tell (``""``) where the true source is here; None where it stays."""
    later, earlier = step.later, step.earlier
    if not _credits(later, clues) or reuse.share(earlier, later) < CREDITED_SHARE:
        return _between((earlier, later), clues, reuse, beside) or None
    if _are_of_one_house(earlier, later, clues) or _points(clues, later, earlier):
        return None
    credit = _credit_elsewhere(later, earlier, clues, reuse)
    if credit is not None:
        name, one = credit
        held = _held_by(name, later, clues, reuse)
        if held:
            return "" if held >= HELD_SHARE * reuse.share(earlier, later) else None
        words = clues.documents[later].text[one.source.start : one.source.end]
        return f"the later credits {words!r} for the whole of it, whom the other does not name"
    return _between((earlier, later), clues, reuse, beside) or None


def _credits(page: int, clues: Clues) -> bool:
    """Whether a page credits anybody at all: most do not."""
    return any(
        one.kind is AttributionKind.CREDIT for given in clues.named[page].values() for one in given
    )


def _points(clues: Clues, page: int, target: int) -> bool:
    """Whether a page names or links to another, wherever it does."""
    return (
        target in clues.links[page]
        or target in clues.copy_of[page]
        or clues.publishers[target] in clues.named[page]
    )


def _are_of_one_house(one: int, other: int, clues: Clues) -> bool:
    house = clues.publishers[one]
    return bool(house) and house == clues.publishers[other]


def _between(
    pair: tuple[int, int], clues: Clues, reuse: Reuse, beside: dict[int, list[int]]
) -> str:
    """What the words of two pages say against either as the source of the other; empty where nothing does."""
    one, other = pair
    if _are_of_one_house(one, other, clues):
        return ""
    # Looked at before their passages are: most pairs are copies of the whole, or share a little.
    shares = (reuse.share(other, one), reuse.share(one, other))
    if min(shares) < CROSSED_SHARE or max(shares) > 1 - LACKED / _heavier(pair, reuse):
        return ""
    near = sorted({*beside.get(one, ()), *beside.get(other, ())} - {one, other})
    shared = reuse.between(one, other)
    if shared is None or (len(shared.one_stretches) <= 2 * CUTS_EACH and not near):
        return ""
    told = _each_cut(one, other, shared, reuse) or _crossed(one, other, shared, reuse, near)
    if not told or _points(clues, one, other) or _points(clues, other, one):
        return ""
    return told


def _heavier(pair: tuple[int, int], reuse: Reuse) -> float:
    return max(*(float(reuse.weights[reuse.texts.text_of[page]]) for page in pair), LACKED)


def _credit_elsewhere(
    later: int, earlier: int, clues: Clues, reuse: Reuse
) -> tuple[str, Attribution] | None:
    """Whom the later page credits for the whole of itself, if the other does not name them."""
    common = None
    for name, given in clues.named[later].items():
        if name in clues.named[earlier] or name == clues.publishers[earlier]:
            continue
        for one in given:
            if one.kind is not AttributionKind.CREDIT or one.content is not None:
                continue
            if common is None:
                stretches = reuse.explained(earlier, later, ends=False)
                common = [reuse.quotation(later, stretch).position for stretch in stretches]
            if not is_within(one.source, common):
                return name, one
    return None


def _held_by(name: str, later: int, clues: Clues, reuse: Reuse) -> float:
    """How much of the later page a page of that house has which may be earlier; 0 where there is none."""
    return max(
        (
            reuse.share(page, later)
            for page in around(clues.published_by.get(name, ()), later)
            if page != later and clues.spans[page].low <= clues.spans[later].high
        ),
        default=0.0,
    )


def _each_cut(one: int, other: int, shared: Shared, reuse: Reuse) -> str:
    """Whether each has, between passages that follow each other on both, twice what the other lacks."""
    if min(shared.one_share, shared.other_share) < CUT_SHARE:
        return ""
    weigh = [_weight(page, reuse) for page in (one, other)]
    rows = sorted(zip(shared.one_stretches, shared.other_stretches, strict=True))
    lacked: tuple[list[Stretch], list[Stretch]] = ([], [])
    for before, after in pairwise(rows):
        gaps = [(before[side][1], after[side][0]) for side in (0, 1)]
        sizes = [(gap[1] - gap[0]) * weigh[side] for side, gap in enumerate(gaps)]
        for side in (0, 1):
            there = max(sizes[1 - side], 0.0)
            if sizes[1 - side] > -LACKED and sizes[side] - there >= LACKED and there <= CUT_EMPTY * sizes[side]:  # fmt: skip
                lacked[side].append(gaps[side])
    if min(map(len, lacked)) < CUTS_EACH:
        return ""
    mine, theirs = (
        " and ".join(_shown(page, gap, reuse) for gap in gaps[:HEADS_MOST])
        for page, gaps in zip((one, other), lacked, strict=True)
    )
    return f"between passages of both, one has {mine}, and the other has {theirs}"


def _crossed(one: int, other: int, shared: Shared, reuse: Reuse, near: Sequence[int]) -> str:
    """Whether of two pages and a third each two share what the last lacks, by turns."""
    texts = reuse.texts.text_of
    least = CROSSED / _heavier((one, other), reuse)
    for third in near[:THIRD_MOST]:
        if texts[third] in {texts[one], texts[other]}:
            continue
        if min(reuse.share(third, one), reuse.share(third, other)) < least:
            continue
        of_one, of_other = reuse.between(one, third), reuse.between(other, third)
        if of_one is None or of_other is None:
            continue
        weight = _weight(third, reuse)
        mine, theirs = sorted(of_one.other_stretches), sorted(of_other.other_stretches)
        only_mine, only_theirs = _without(mine, theirs), _without(theirs, mine)
        if min(_sum(only_mine), _sum(only_theirs)) * weight < CROSSED:
            continue
        lacks = _without(sorted(shared.one_stretches), sorted(of_one.one_stretches))
        if _sum(lacks) * _weight(one, reuse) < CROSSED or _turns(only_mine, only_theirs, weight) < TURNS:  # fmt: skip
            continue
        shown = [_shown(third, max(gaps, key=_length), reuse) for gaps in (only_mine, only_theirs)]
        last = _shown(one, max(lacks, key=_length), reuse)
        return (
            f"of these and {reuse.documents[third].id} each two have what the last lacks: "
            f"{shown[0]}, {shown[1]}, {last}"
        )
    return ""


def _turns(mine: Sequence[Stretch], theirs: Sequence[Stretch], weight: float) -> int:
    """How often what is of the one and what is of the other take turns."""
    rows = [(*s, 0) for s in mine] + [(*s, 1) for s in theirs]
    sides = [side for start, end, side in sorted(rows) if (end - start) * weight >= LACKED / 2]
    return sum(before != after for before, after in pairwise(sides))


def _without(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """The parts of stretches that lie in none of the others; both sorted."""
    parts: list[Stretch] = []
    for start, end in stretches:
        at = start
        for low, high in others:
            if high <= at or low >= end:
                continue
            if low > at:
                parts.append((at, low))
            at = max(at, high)
        if at < end:
            parts.append((at, end))
    return parts


def _length(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]


def _sum(stretches: Sequence[Stretch]) -> int:
    return sum(map(_length, stretches))


def _weight(page: int, reuse: Reuse) -> float:
    """What a letter of a page weighs."""
    text = reuse.texts.text_of[page]
    return float(reuse.weights[text]) / max(int(reuse.texts.lengths[text]), 1)


def _shown(page: int, stretch: Stretch, reuse: Reuse) -> str:
    """The first words of a stretch."""
    start, end = reuse.place(page, stretch)
    return repr(reuse.documents[page].text[start:end].strip()[:QUOTED])
