"""Say how sure a suggestion is: of a hundred such on pages that were not learnt from, so many were right.

In: what is suggested of each sentence of a page, and how far above its limit the network's odds are.  Out: the same
suggestions, each with its share, but for those that are rather wrong than right. What speaks for and against one is a handful of signs that can be read, weighed by one logistic
regression (`data/sureness.csv`, learnt by `scripts/learn_sureness` from pages in the manner of real ones, by networks that
had not learnt from them). Nothing is told of a statement of up to three sentences, which is not of the make of those pages,
nor of a language that the network does not know.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from firsthand.claim.doubted import compared
from firsthand.claim.programme import WORDS_MOST
from firsthand.claim.settled import STATED
from firsthand.claim.signs import Considered, key_of
from firsthand.claim.standing import is_heading
from firsthand.model.claim import Element, Stance, Suggestion
from firsthand.model.value import value

ABOVE_LEAST, ABOVE_MOST = -4.0, 6.0  # beyond these the network is sure, and no surer
ODDS_LEAST, ODDS_MOST = -4.0, 6.0  # likewise what the page's words say of it
SHARE_LEAST = 0.01
LEAST, MOST = 1, 99  # of a hundred: nothing that a machine suggests is certain
# Below so much nothing is suggested by the odds alone: the harmonic mean of precision and recall is the same from 30 to 50 on
# pages retold from real ones. What a rule finds has words that can be looked up, and is shown unless four in five such are wrong.
SUGGESTED_FROM, RULED_FROM = 40, 20
ON_PAGE = "on the page "
BRIEF_PASSAGES = 8  # of fewer sentences a page is brief: all of it is of the matter, or nothing
FACTS = ("near", "told", "topical", "taking", "steeped", "about", "beside")
Signs = dict[str, float]


@value
class Weighed:
    """What is suggested of the sentence *number*: by a rule or by the odds alone, and how far these are above its limit.

    `above` is none where the network has no such target; `share` is how likely a value is where it stands, `programme`
    the log-odds that its page tells of one; `words` are those by the words around it together (`claim.wording`), of a programme and of
    what is suggested, where it is a target; `known` is whether the network knows the language.
    """

    number: int
    made: Suggestion
    ruled: bool
    above: float | None
    share: float | None = None
    programme: float = 0.0
    words: tuple[float, ...] = ()
    known: bool = True


@cache
def weights() -> Mapping[str, float]:
    """What each sign weighs."""
    text = files("firsthand.claim").joinpath("data/sureness.csv").read_text("utf-8")
    return {row["sign"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def highest(signs: NDArray[np.float64] | None, targets: Sequence[str]) -> Signs:
    """What stands highest on a page of each thing, by name: the signs of `claim.programme` without those that are of no target."""
    if signs is None:
        return {}
    return {
        f"{ON_PAGE}{name}": float(sign)
        for name, sign in zip(targets, signs[-len(targets) :], strict=True)
    }


def with_sureness(
    page: Sequence[Considered], found: Sequence[Weighed], tops: Signs
) -> Iterator[Suggestion]:
    """The suggestions of *found* that are sure enough, in its order, each with how sure it is where that is known.

    *tops* is what stands highest on the page of each thing.
    """
    if len(page) <= STATED:
        yield from (each.made for each in found)
        return
    known = weights()
    of_page = sum(known.get(sign, 0.0) * size for sign, size in tops.items())
    for each, signs in zip(found, signs_of(page, found), strict=True):
        if signs is None:
            yield each.made
            continue
        odds = of_page + sum(known.get(sign, 0.0) * size for sign, size in signs.items())
        share = max(LEAST, min(MOST, round(100 / (1 + exp(-odds)))))
        if share >= (RULED_FROM if each.ruled else SUGGESTED_FROM):
            yield replace(each.made, sureness=share)


def signs_of(page: Sequence[Considered], found: Sequence[Weighed]) -> list[Signs | None]:
    """The signs of each of *found*; none for an element of the case's own, or in a language that is read by rules alone."""
    again = Counter(map(_same, found))
    kinds: dict[Element, set[object]] = {}
    for each in found:
        kinds.setdefault(each.made.element, set()).add(_same(each))
    shared = {
        "always": 1.0,
        "length": log(len(page)),
        "brief": float(len(page) < BRIEF_PASSAGES),
        "told of": log1p(len(again)) - log(len(page)),
    }
    return [
        None
        if each.made.element.is_own or not each.known
        else shared | _of_sentence(page[each.number], each.number / len(page)) | _of_made(each, again[_same(each)], len(kinds[each.made.element]))
        for each in found
    ]  # fmt: skip


def _same(each: Weighed) -> tuple[str, object]:
    """By what two suggestions of a page say the same."""
    return key_of(each.made), compared(each.made.value)


def _of_sentence(sentence: Considered, below: float) -> Signs:
    signs = {fact: 1.0 for fact in FACTS if fact in sentence.facts}
    signs["below"] = below
    signs["page"] = max(ODDS_LEAST, min(ODDS_MOST, sentence.odds)) / 2
    signs["heading"] = float(is_heading(sentence.reading.text))
    signs[f"in {sentence.sentence.words.language}"] = 1.0
    return signs


def _of_made(each: Weighed, again: int, kinds: int) -> Signs:
    made, way = each.made, "ruled" if each.ruled else "by odds"
    signs = {
        way: 1.0,
        "programme": max(ODDS_LEAST, min(ODDS_MOST, each.programme)) / 2,
        f"{way} {made.element.value}": 1.0,
        made.element.value: 1.0,
        f"says {key_of(made)}": 1.0,
        "again": log(again),
        "kinds": log(kinds),
        "named": float(bool(made.said_by)),
        "hedged": float(made.stance is Stance.HEDGED),
        "denied": float(made.stance is Stance.DENIED),
    }
    signs |= _of_words(each)
    if each.above is not None:
        above = max(ABOVE_LEAST, min(ABOVE_MOST, each.above)) / 2
        signs[f"above, {way}"] = above
        signs["far above"] = max(0.0, above - 1)
    if each.share is not None:
        share = max(SHARE_LEAST, min(1 - SHARE_LEAST, each.share))
        signs["where it stands"] = log(share / (1 - share)) / 2
        signs["scored"] = 1.0
    return signs


def _of_words(each: Weighed) -> Signs:
    """What the words around it say together of a programme, and of this."""
    told = [max(-WORDS_MOST, min(WORDS_MOST, odds)) / 2 for odds in each.words]
    signs = dict(zip(("words", "words say it"), told, strict=False))
    if len(told) > 1:
        signs[f"words say {each.made.element.value}"] = told[1]
    return signs
