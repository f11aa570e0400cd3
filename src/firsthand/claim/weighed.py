"""Weigh what the rules suggest with all signs of its sentence, and say what no rule finds.

In: the sentences of a page, with what the rules made of each.  Out: suggestions: those of the rules that the odds
bear out, and codes and statements that the odds alone tell, each with the whole sentence as its words. In a language
of which nothing was learnt, the rules' suggestions as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.claim.making import made_of
from firsthand.claim.pages import ALONE_PASSAGES
from firsthand.claim.sayings import sayings_of, told_by
from firsthand.claim.signs import Considered, key_of, signs_of
from firsthand.model.claim import Coded, Element, Suggestion, Words

# Values that need more than the words that say them: a table tells that they are there, and not which.
VALUED = frozenset({
    Element.PLACE, Element.PERIOD, Element.SCALE, Element.POPULATION, Element.AGE_RANGE,
})  # fmt: skip
ACTING = frozenset(
    {Element.COLLECTOR, Element.RECIPIENT}
)  # in a statement told by who stands where
WISHED = "wished"
# Each is one claim a page, at its fullest mention (tests/labelled/README.md, rule 2).
ONCE = frozenset({Element.AIM, Element.TARGET_GROUP, Element.LEGAL_BASIS})

# A statement of a sentence or two: what was learnt was learnt on whole pages, where most is said around it. There the
# rules stand as they are, and the odds alone must be higher.
STATED_MARGIN = 1.0
# So far below its limit what a rule suggests is let go. Of labelled pages, most of which were learnt from, 62 wrong and 5 right
# suggestions are; at 0 a few wrong ones more, and what a real page says of its takers.
DOUBT = 1.0
# Duty is said in words that mean nothing else ("compulsory"), which those who wrote the pages avoided; and no value is doubted.
SURE = VALUED | {Element.COMPULSION}


def weighed(document: str, page: Sequence[Considered]) -> Iterator[Suggestion]:
    """What is suggested of the page *document*."""
    added: dict[str, tuple[float, int]] = {}  # the best sentence for what is said once
    more: list[tuple[int, str]] = []
    kept: set[str] = set()
    plain = (
        len(page) <= ALONE_PASSAGES
    )  # a statement: on these rules are better than the odds, learnt on whole pages
    for number, (each, signs) in enumerate(zip(page, signs_of(page), strict=True)):
        sayings = sayings_of(each.sentence.words.language)
        if sayings is None:
            yield from each.made
            continue
        borne = told_by(signs, sayings, margin=-DOUBT)
        least = STATED_MARGIN if plain else 0.0
        told = {key: above for key, above in borne.items() if above >= least}
        ruled = set()
        for made in each.made:
            key = key_of(made)
            ruled.add(key)
            sure = plain or made.element in SURE
            if sure or key in borne or not sayings.weighs(key):
                kept.add(key)
                yield made
        for key in sorted(told.keys() - ruled):
            element, _ = _target(key)
            if element in VALUED or _is_barred(each, element, plain=plain):
                continue
            if element not in ONCE:
                more.append((number, key))
            elif key not in added or told[key] > added[key][0]:
                added[key] = (told[key], number)
    more += [(number, key) for key, (_, number) in added.items() if key not in kept]
    for number, key in sorted(more):
        yield from _by_odds(document, page[number], key)


def _is_barred(each: Considered, element: Element, *, plain: bool) -> bool:
    """Whether the lists know that nothing of the kind is said, however near its words are."""
    if WISHED in each.facts:
        return True  # a bill, a permission, a comparison
    if element is Element.MODALITY:
        reading = each.reading
        bought = reading.buying or reading.words.sections["page.bought"].stand(reading.low)
        return bought or (plain and not reading.taking)
    return plain and element in ACTING


def _target(key: str) -> tuple[Element, str]:
    element, _, code = key.partition(":")
    return Element.named(element), code


def _by_odds(document: str, each: Considered, key: str) -> Iterator[Suggestion]:
    """A suggestion whose words are the whole sentence."""
    element, code = _target(key)
    text = each.reading.text.strip()
    start = each.reading.text.index(text)
    given = Coded(code=code, text=text) if code else Words(text=text)
    span = (start, start + len(text))
    yield from made_of(document, each.sentence, each.reading, each.said, [(element, given, span)])
