"""Weigh what the rules suggest with the sense of its sentence, and say what no rule finds.

In: the sentences of a page, with what the rules made of each.  Out: suggestions: those of the rules that the odds
bear out, and codes and statements that the odds alone tell, each with the clause that says it for its words. In a
language of which nothing was learnt, the rules' suggestions as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from math import inf

import numpy as np
from numpy.typing import NDArray

from firsthand.claim import programme
from firsthand.claim.clauses import Span, Wanted, spans_of, whole_of
from firsthand.claim.making import made_of
from firsthand.claim.meaning import (
    Network,
    Rows,
    around,
    gist,
    network,
    pooled,
    told_by_facts,
    told_by_itself,
    told_by_those_beside,
)  # fmt: skip
from firsthand.claim.pages import ALONE_PASSAGES
from firsthand.claim.pieces import pieces_of
from firsthand.claim.settled import STATED, settled
from firsthand.claim.signs import Considered, facts_of, key_of
from firsthand.claim.standing import Sense
from firsthand.claim.sureness import Weighed, highest, with_sureness
from firsthand.claim.wording import told_by_words, wording
from firsthand.model.claim import Coded, Element, Suggestion, Words
from firsthand.model.value import value

# Values that need more than the words that say them: the odds tell that they are there, and not which.
VALUED = frozenset({
    Element.PLACE, Element.PERIOD, Element.SCALE, Element.POPULATION, Element.AGE_RANGE,
})  # fmt: skip
ACTING = frozenset(
    {Element.COLLECTOR, Element.RECIPIENT}
)  # in a statement told by who stands where
WISHED = "wished"
# Each is one claim a page, at its fullest mention (tests/labelled/README.md, rule 2).
ONCE = frozenset({
    Element.AIM, Element.TARGET_GROUP, Element.LEGAL_BASIS, Element.STORAGE, Element.KINSHIP,
    Element.AGE_EXCEPTION, Element.ABSENT_RESIDENTS, Element.ASSESSMENT, Element.DENIAL,
})  # fmt: skip
BESIDE = ONCE | {Element.TOOL, Element.SURVEILLANCE_CONTEXT}  # what is said beside the taking
# Of these a page names several, each in words of its own; of all else that a rule finds on a page the odds tell no more.
SEVERAL = frozenset({Element.TOOL, Element.SURVEILLANCE_CONTEXT})

# A statement of a sentence or two: what was learnt was learnt on whole pages, where most is said around it. There the
# rules stand as they are, and the odds alone must be higher.
STATED_MARGIN = 2.0
# So much higher they must be on a page of up to three sentences, where nobody asks afterwards how sure a suggestion is.
RAISED = 0.7
# So far below its limit what a rule suggests is let go; on a long page, where less is said around it, what belongs to the
# taking itself only much farther.
DOUBT, LONG_DOUBT = 1.0, 4.0
# A page of which nineteen in twenty like it tell of something else says nothing (log-odds); how sure each suggestion is
# goes by the same odds, so that a higher limit gains nothing, and silences what a witness says in a sentence.
OF_ANOTHER_MATTER = -3.0
# There most sentences tell of other things, and each is one more that may be mistaken: its limits are its own.
LONG_PASSAGES = 12
LONG = " long"  # stands behind the language of such limits
LONG_MARGIN = 0.1  # and the odds alone must be a little higher, or the one real page that is known gives a denial it has not
# Where all words around a sentence say a thing, the sentence itself may say it less surely: so much less for each of the log-odds that they add, and
# at most so much. How sure the suggestion is goes by both.
LENT, LENT_MOST = 0.25, 1.0
# Duty is said in words that mean nothing else ("compulsory"), which those who wrote the pages avoided; and no value is doubted.
SURE = VALUED | {Element.COMPULSION}


@value
class Sensed:
    """What the sense of a page's sentences tells: odds of each target, and what those around each and its facts add to them.

    `words`: of each sentence what the words of its stretch add together, first of a programme, then of each target.
    """

    known: Network
    numbers: Mapping[str, int]
    odds: NDArray[np.float64]
    gists: Rows
    beside: Rows
    facts: Rows
    words: NDArray[np.float64]

    def limits_in(self, language: str) -> tuple[float, ...] | None:
        """From which odds each target is told on this page; none where nothing was learnt of the language."""
        return self.known.limits.get(language + (LONG if len(self.facts) > LONG_PASSAGES else ""))

    def signs_of(self, page: Sequence[Considered]) -> NDArray[np.float64] | None:
        """What stands highest on the page of each thing (`claim.programme`); none where one of its languages is not known."""
        limits = [self.limits_in(each.sentence.words.language) for each in page]
        if not all(limits):
            return None
        above = self.odds - np.array([_as_row(each) for each in limits if each])
        return programme.signs_of(above, float(self.words[:, 0].max()))

    def of_a_programme(self, page: Sequence[Considered]) -> float:
        """The log-odds that the page tells of a programme; without end where one of its languages is not known."""
        signs = self.signs_of(page)
        return inf if signs is None else programme.of_a_programme(signs, self.known.targets)


Added = tuple[int, str, float]  # the number of a sentence, what it says, how far above its limit
Told = tuple[str, float]  # the same of one sentence


def weighed(document: str, page: Sequence[Considered]) -> Iterator[Suggestion]:
    """What is suggested of the page *document*, each with how sure it is."""
    if not page:
        return
    sense = sensed(page)
    found = list(weigh(document, page, sense))
    yield from with_sureness(page, found, highest(sense.signs_of(page), sense.known.targets))


def weigh(document: str, page: Sequence[Considered], sense: Sensed) -> Iterator[Weighed]:
    """What is suggested of the page *document*, whose sentences have that *sense*."""
    odds = sense.of_a_programme(page)
    if len(page) > STATED and odds < OF_ANOTHER_MATTER:
        yield from _own(page)
        return
    for each in unsilenced(document, page, sense):
        yield replace(each, programme=odds)


def unsilenced(document: str, page: Sequence[Considered], sense: Sensed) -> Iterator[Weighed]:
    """The same, whatever the page tells of."""
    for each in _looked_at(document, page, sense):
        at = sense.numbers.get(key_of(each.made))
        whole, *own = sense.words[each.number, [0] if at is None else [0, 1 + at]].tolist()
        yield replace(each, words=(whole, *own))


def _looked_at(document: str, page: Sequence[Considered], sense: Sensed) -> Iterator[Weighed]:
    page, shares = settled(
        document, page, Sense(known=sense.known, odds=sense.odds, gists=sense.gists)
    )
    plain = len(page) <= ALONE_PASSAGES  # on a statement rules are better than the odds
    raised = RAISED if len(page) <= STATED else 0.0
    lent = np.clip(LENT * sense.words[:, 1:], 0.0, 0.0 if plain else LENT_MOST)
    long = len(page) > LONG_PASSAGES
    margin = LONG_MARGIN if long else 0.0
    more: list[Added] = []
    kept: set[str] = set()
    for number, each in enumerate(page):
        limits = sense.limits_in(each.sentence.words.language)
        if limits is None:
            yield from (
                Weighed(number=number, made=made, ruled=True, above=None, known=False)
                for made in each.made
            )
            continue
        above = sense.odds[number] - _as_row(limits) - raised
        ruled = set(map(key_of, each.made))
        for made in each.made:
            key = key_of(made)
            at = sense.numbers.get(key)
            if (
                plain
                or made.element in SURE
                or at is None
                or above[at] >= -_doubt_of(made.element, long=long)
            ):
                kept.add(key)
                yield Weighed(
                    number=number, made=made, ruled=True, above=None if at is None else float(above[at]),
                    share=shares.get((number, made)),
                )  # fmt: skip
        more += [
            (number, key, surer)
            for key, surer in _told_alone(
                sense, above, (STATED_MARGIN if plain else margin) - lent[number]
            )
            if key not in ruled and not _is_barred(each, _target(key)[0], plain=plain)
        ]
    yield from _by_odds(document, page, sense, _each_once(more, kept))


def _own(page: Sequence[Considered]) -> Iterator[Weighed]:
    """What a case's own words find: whether a page is about its programme no gate of ours is asked."""
    for number, each in enumerate(page):
        for made in each.made:
            if made.element.is_own:
                yield Weighed(number=number, made=made, ruled=True, above=None)


def _doubt_of(element: Element, *, long: bool) -> float:
    return LONG_DOUBT if long and element not in BESIDE else DOUBT


def sensed(page: Sequence[Considered]) -> Sensed:
    """What the network makes of a page's sentences."""
    known = network()
    parted = [pieces_of(each.sentence.low) for each in page]
    features = pooled(parted, known)
    gists = gist(features, known)
    odds = told_by_itself(features, gists, known)
    beside, facts = told_by_those_beside(around(gists), known), told_by_facts(facts_of(page), known)
    odds += beside
    odds += facts
    numbers = {key: number for number, key in enumerate(known.targets)}
    return Sensed(
        known=known, numbers=numbers, odds=odds, gists=gists, beside=beside, facts=facts,
        words=told_by_words(parted, wording()),
    )  # fmt: skip


def _told_alone(
    sense: Sensed, above: NDArray[np.float64], margin: NDArray[np.float64]
) -> Iterator[tuple[str, float]]:
    """What the odds tell that is no value."""
    for at in np.flatnonzero(above >= margin):
        key = sense.known.targets[at]
        if _target(key)[0] not in VALUED:
            yield key, float(above[at])


def _each_once(more: Sequence[Added], kept: AbstractSet[str]) -> dict[int, list[Told]]:
    """What each sentence says besides; what a page says but once where it says it most surely, unless a rule found it."""
    best: dict[str, Added] = {}
    found: list[Added] = []
    for number, key, margin in more:
        element, _ = _target(key)
        if key in kept and element not in SEVERAL:
            continue
        if element not in ONCE:
            found.append((number, key, margin))
        elif key not in best or margin > best[key][2]:
            best[key] = (number, key, margin)
    by_sentence: dict[int, list[Told]] = {}
    for number, key, margin in sorted([*found, *best.values()]):
        by_sentence.setdefault(number, []).append((key, margin))
    return by_sentence


def _is_barred(each: Considered, element: Element, *, plain: bool) -> bool:
    """Whether the lists know that nothing of the kind is said, however near its words are."""
    if WISHED in each.facts:
        return True  # a bill, a permission, a comparison
    if element is Element.MODALITY:
        reading = each.reading
        bought = reading.buying or reading.words.sections["page.bought"].stand(reading.low)
        return bought or (plain and not reading.taking)
    return plain and element in ACTING


@lru_cache(maxsize=100)  # a language has one or two
def _as_row(limits: tuple[float, ...]) -> NDArray[np.float64]:
    return np.array(limits)


@lru_cache(maxsize=1_000)  # there are some hundred
def _target(key: str) -> tuple[Element, str]:
    element, _, code = key.partition(":")
    return Element.named(element), code


def _by_odds(
    document: str, page: Sequence[Considered], sense: Sensed, said: Mapping[int, Sequence[Told]]
) -> Iterator[Weighed]:
    """Suggestions of what each sentence is *said* to say, whose words are those of the clauses that say it."""
    for (number, told), spans in zip(said.items(), _spans(page, sense, said), strict=True):
        each = page[number]
        for key, above in told:
            element, code = _target(key)
            span = spans[sense.numbers[key]]
            text = each.reading.text[slice(*span)]
            given = Coded(code=code, text=text) if code else Words(text=text)
            told_of = [(element, given, span)]
            for made in made_of(document, each.sentence, each.reading, each.said, told_of):
                yield Weighed(number=number, made=made, ruled=False, above=above)


def _spans(
    page: Sequence[Considered], sense: Sensed, said: Mapping[int, Sequence[Told]]
) -> list[dict[int, Span]]:
    """Of each sentence that is *said* to say something the words that say it; a statement is quoted whole."""
    wanted = [
        Wanted(
            reading=page[number].reading,
            targets=[sense.numbers[key] for key, _ in told],
            limits=sense.limits_in(page[number].sentence.words.language) or (),
            beside=sense.beside[number],
            facts=sense.facts[number],
        )
        for number, told in said.items()
    ]
    if len(page) > ALONE_PASSAGES:
        return spans_of(wanted, sense.known)
    return [dict.fromkeys(each.targets, whole_of(each.reading.text)) for each in wanted]
