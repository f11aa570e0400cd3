"""Add up the parts of a whole where one source gives both: ages, sexes, a group and all others, places.

In: figures.  Out: a check for each whole whose parts one source gives. Parts that leave nobody out
must add up to the whole, as far as they are printed; parts of a place need only not exceed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from firsthand.model.check import Check, CheckKind, CheckResult
from firsthand.model.value import value
from firsthand.weigh.arithmetic.figures import EVERYONE, SHARE, Counted
from firsthand.weigh.figure import said
from firsthand.weigh.place import lies_in

_AGES = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|bis|à|a|至|до)\s*(\d{1,3})")
_OVER = re.compile(
    r"(\d{1,3})\s*(?:\+|and over|and older|or over|or older|ans et plus|und älter|岁以上|岁及以上)"
)
_SEXES = (
    frozenset({"male", "males", "men", "man", "男", "男性"}),
    frozenset({"female", "females", "women", "woman", "女", "女性"}),
)
_NOT = re.compile(r"(?:non|not|other than)[- ]+(.+)")


@value
class _Family:
    """Parts that leave nobody of the whole out, and what they are called together."""

    name: str
    parts: tuple[Counted, ...]


def check_bands(figures: Sequence[Counted]) -> Iterator[Check]:
    """A check for each whole and each way in which its source parts it."""
    for whole in figures:
        if whole.group != EVERYONE or whole.number is None or whole.unit == SHARE:
            continue
        beside = [
            each
            for each in figures
            if each is not whole and each.number is not None and _one_source(each, whole)
        ]
        same_place = [each for each in beside if each.place == whole.place]
        for family in _families([each for each in same_place if each.group != EVERYONE]):
            yield _adds_up(whole, family)
        yield from _parts_of_place(whole, [each for each in beside if each.group == EVERYONE])


def _one_source(part: Counted, whole: Counted) -> bool:
    return (
        part.unit == whole.unit
        and part.counts == whole.counts
        and part.time == whole.time
        and bool(part.pages & whole.pages)
    )


def _families(parts: Sequence[Counted]) -> Iterator[_Family]:
    bands = sorted(
        ((band, each) for each in parts if (band := _ages(each.group_words)) is not None),
        key=lambda pair: (pair[0][0], pair[1].figure.words),
    )
    whole_life = bands and bands[0][0][0] == 0 and bands[-1][0][1] is None
    if whole_life and all(
        one[1] is not None and one[1] + 1 == two[0] for (one, _), (two, _) in pairwise(bands)
    ):
        yield _Family(name="ages", parts=tuple(each for _, each in bands))
    sexes = [[each for each in parts if _plain(each) in words] for words in _SEXES]
    if all(len(found) == 1 for found in sexes):
        yield _Family(name="sexes", parts=tuple(found[0] for found in sexes))
    for each in parts:
        match = _NOT.fullmatch(_plain(each))
        others = [one for one in parts if match and _plain(one) == match[1]]
        if len(others) == 1:
            yield _Family(name=f"{others[0].group_words} and all others", parts=(others[0], each))


def _plain(each: Counted) -> str:
    return each.group_words.casefold().strip()


def _ages(words: str) -> tuple[int, int | None] | None:
    """The ages that a group is named by; an open upper end is None."""
    over = _OVER.search(words)
    if over:
        return int(over[1]), None
    between = _AGES.search(words)
    return (int(between[1]), int(between[2])) if between else None


def _adds_up(whole: Counted, family: _Family) -> Check:
    total = sum(each.number or 0.0 for each in family.parts)
    slack = whole.slack + sum(each.slack for each in family.parts)
    apart = total - (whole.number or 0.0)
    terms = " + ".join(said(each.number) for each in family.parts)
    note = f"{terms} = {said(total)}"
    if not apart:
        result = CheckResult.HOLDS
        note += ", the whole exactly"
    elif abs(apart) <= slack:
        result = CheckResult.HOLDS
        note += f", the whole as far as the figures are printed ({said(abs(apart))} apart)"
    else:
        result = CheckResult.FAILS
        note += f", {said(abs(apart))} {'more' if apart > 0 else 'less'} than the whole"
    return _made(
        CheckKind.BANDS,
        result,
        f"do the {family.name} add up to {whole.figure.words}",
        note,
        (whole, *family.parts),
    )


def _parts_of_place(whole: Counted, others: Sequence[Counted]) -> Iterator[Check]:
    """Places within the place of the whole, none within another of them."""
    if whole.place is None:
        return
    inside = [
        each
        for each in others
        if each.place is not None and each.place != whole.place and lies_in(each.place, whole.place)
    ]
    apart = [
        each
        for each in inside
        if not any(o is not each and lies_in(each.place or "", o.place or "") for o in inside)
    ]
    if len(apart) < 2:
        return
    total = sum(each.number or 0.0 for each in apart)
    slack = whole.slack + sum(each.slack for each in apart)
    fails = total > (whole.number or 0.0) + slack
    note = f"{len(apart)} places within it hold {said(total)} together, "
    note += "more than the whole" if fails else "not more than the whole"
    result = CheckResult.FAILS if fails else CheckResult.HOLDS
    yield _made(
        CheckKind.PARTS,
        result,
        f"do the places within it exceed {whole.figure.words}",
        note,
        (whole, *apart),
    )


def _made(
    kind: CheckKind, result: CheckResult, about: str, note: str, used: Sequence[Counted]
) -> Check:
    return Check(
        kind=kind,
        result=result,
        about=about,
        note=note,
        figures=tuple(each.figure for each in used),
        statements=tuple(sorted({s for each in used if (s := each.statement) is not None})),
    )
