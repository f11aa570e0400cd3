"""Find the words that say a code: what is taken, on which occasion, under what compulsion.

In: a sentence.  Out: coded values. Which words say which code stands in the language's file.
"""

from __future__ import annotations

import re

from firsthand.claim.lexicon import OwnTerm, Term
from firsthand.claim.reading import Found, Reading, clause
from firsthand.model.claim import Coded, Element

VISIT = "home_visit"  # cadres who come to the door need not be said to take anything
CUE_CHARACTERS = 90  # how far from a word the cue that it needs may stand
GOODS_CHARACTERS = 26  # between "iris" and "terminals": "iris acquisition terminals"
OTHER = "other"
# Elements whose cue may stand a sentence before.
CARRIED = frozenset({Element.SANCTION, Element.CONSENT, Element.COMPULSION})
AT_CHARACTERS = 24  # between "at" and the place: "at the entrance of the market"
AT_SIGNS = 8
GOODS_SIGNS = 6  # the same where words are not spaced


def read_terms(reading: Reading) -> Found:
    """Every code that the sentence says, each once."""
    said: set[tuple[Element, str]] = set()
    live = reading.words.context.sieve.live(reading.low)
    for term in reading.words.terms:
        if term.words.number not in live:
            continue
        if (term.element, term.code) in said or not _speaks(reading, term):
            continue
        if not _has_cue(reading, term):
            continue
        for match in term.words.finditer(reading.low):
            if (
                fits(reading, term, match)
                and not _is_goods(reading, term, match)
                and not _is_of_suspects(reading, term, match)
                and _is_there(reading, term, match)
            ):
                said.add((term.element, term.code))
                text = reading.text[match.start() : match.end()]
                yield term.element, Coded(code=term.code, text=text), match.span()
                break


def _has_cue(reading: Reading, term: Term) -> bool:
    """Whether the cue that a word needs stands anywhere at all; without it, none is looked for."""
    near = term.near
    return (
        near is None
        or near.stand(reading.low)
        or (term.element in CARRIED and reading.steeped and near.stand(reading.before))
    )


def _speaks(reading: Reading, term: Term) -> bool:
    """Whether the sentence is about taking at all, as far as this element must know."""
    if term.element is Element.MODALITY:
        return (reading.taking or reading.acted) and not reading.buying
    if term.element is Element.CHANNEL:
        named = (reading.topical or reading.taking or reading.about) and not reading.buying
        if named or term.code != VISIT:
            return named
        return any(words.stand(reading.low) for _, words in reading.words.roles)
    return True


def fits(reading: Reading, term: Term | OwnTerm, match: re.Match[str]) -> bool:
    """Whether the word's cue is close, and nothing beside it makes it mean something else.

    That somebody refused, or what was taken, may stand in the sentence before: "If one did not go? They cut
    his allowance." "They swabbed the children. No letter home was sent."
    """
    text = reading.low
    start = max(0, match.start() - CUE_CHARACTERS)
    end = match.end() + CUE_CHARACTERS
    carried = isinstance(term, Term) and term.element in CARRIED
    if term.near is not None and not (
        term.near.stand(text, start, min(end, len(text)))
        or (carried and reading.steeped and term.near.stand(reading.before))
    ):
        return False
    return term.absent is None or not any(
        hit.start() <= match.end() + 1 and match.start() <= hit.end() + 2
        for hit in term.absent.finditer(text)
    )


def _is_goods(reading: Reading, term: Term, match: re.Match[str]) -> bool:
    """Whether a sentence on a purchase names what the goods are for: "60 iris acquisition terminals"."""
    sections = reading.words.sections
    if term.element is not Element.MODALITY or not sections["page.bought"].stand(reading.low):
        return False
    reach = GOODS_CHARACTERS if reading.words.whole else GOODS_SIGNS
    return sections["page.device"].stand(
        reading.low, match.end(), min(len(reading.low), match.end() + reach)
    )


def _is_there(reading: Reading, term: Term, match: re.Match[str]) -> bool:
    """Whether a place that is none of the usual occasions stands where something is done: "at the till"."""
    at = reading.words.sections["act.at"]
    if term.element is not Element.CHANNEL or term.code != OTHER or not len(at):
        return True
    reach = AT_CHARACTERS if reading.words.whole else AT_SIGNS
    return at.stand(reading.low, max(0, match.start() - reach), match.start() + 1)


def _is_of_suspects(reading: Reading, term: Term, match: re.Match[str]) -> bool:
    """Whether the clause only says what a law lets be taken from suspects."""
    if term.element is not Element.MODALITY:
        return False
    left, right = clause(reading, *match.span())
    return reading.words.sections["law.limited"].stand(reading.low, left, right)
