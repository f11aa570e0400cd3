"""The signs of a sentence by which is told what it says: its words, those beside it, and what the lists find.

In: the sentences of a page, with what the rules made of each.  Out: for each sentence three sets of signs: of its own
words, of the sentences beside it, and of what lists and rules say of it and of its page. `claim.sayings` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.claim.lexicon import Lexicon
from firsthand.claim.marks import IDLE, NUMBER, SIGNS_MOST, STEM_LETTERS
from firsthand.claim.pages import Sentence
from firsthand.claim.reading import Reading
from firsthand.model.claim import Coded, Suggestion
from firsthand.model.document import Attribution
from firsthand.model.problem import Problem
from firsthand.model.value import value

APART = 3  # words between the two of a pair that is no neighbour
SENSE_SIGNS_MOST = 4  # signs of a Chinese word
NEAR_SIGNS = 2  # Chinese signs of a mark of a sentence beside
BEFORE, AFTER, FACT, SENSE = "<", ">", "=", "+"  # what a sign of each kind begins with
PAGE, LISTED, RULED = "@", "%", "!"
LEXICONS_MAX = 40  # whose groups are remembered; a process works on one case
ODDS_STEP, ODDS_MOST = 1.0, 4  # how finely the page's odds are told
_TOKEN = re.compile(r"([^\W\d_\u3400-\u9fff]+)|([\u3400-\u9fff]+)|(\d[\d.,]*)")


@value
class Considered:
    """A sentence, who is named for it, what rules made of it, what else is known of it, and its page's odds."""

    sentence: Sentence
    reading: Reading
    said: Sequence[Attribution]
    made: tuple[Suggestion, ...]
    facts: tuple[str, ...]
    odds: float


@value
class Page:
    """The sentences of a page that were read; `shut` where it is held to be about something else."""

    sentences: tuple[Considered, ...]
    shut: bool
    problems: tuple[Problem, ...] = ()


@value
class Signs:
    """What speaks for and against what a sentence may say."""

    words: frozenset[str]
    senses: frozenset[str]
    beside: frozenset[str]
    facts: frozenset[str]


def wording_of(low: str) -> set[str]:
    """The marks of a folded sentence: beginnings of all words, small ones too, pairs of them, runs of signs.

    >>> sorted(wording_of("no print, no rice"))
    ['no', 'no print', 'no rice', 'no~no', 'print', 'print no', 'print~rice', 'rice']
    """
    found: set[str] = set()
    stems: list[str] = []
    for word, signs, number in _TOKEN.findall(low):
        if signs:
            for length in range(1, SIGNS_MOST + 1):
                found.update(signs[at : at + length] for at in range(len(signs) - length + 1))
        else:
            stems.append(NUMBER if number else word[:STEM_LETTERS])
    found.update(stem for stem in stems if stem != NUMBER)
    for reach, joint in ((1, " "), (2, "~")):
        found.update(
            [f"{one}{joint}{other}" for one, other in zip(stems, stems[reach:], strict=False)]
        )
    return found


def gist_of(low: str) -> set[str]:
    """What a sentence says to those beside it: beginnings of its telling words, pairs of signs.

    >>> sorted(gist_of("they took the blood"))
    ['blood', 'took']
    """
    found: set[str] = set()
    for word, signs, _ in _TOKEN.findall(low):
        if signs:
            found.update(signs[at : at + NEAR_SIGNS] for at in range(len(signs) - NEAR_SIGNS + 1))
        elif word and word not in IDLE:
            found.add(word[:STEM_LETTERS])
    return found


def senses_of(low: str) -> set[str]:
    """The words of a sentence whole, by which its sense is told: in Chinese, all runs of two to four signs.

    >>> sorted(senses_of("they took the blood"))
    ['+blood', '+took']
    """
    found: set[str] = set()
    for word, signs, _ in _TOKEN.findall(low):
        if signs:
            for length in range(NEAR_SIGNS, SENSE_SIGNS_MOST + 1):
                found.update(
                    [SENSE + signs[at : at + length] for at in range(len(signs) - length + 1)]
                )
        elif word and word not in IDLE:
            found.add(SENSE + word)
    return found


def key_of(made: Suggestion) -> str:
    """Element and code, as the table names them."""
    code = made.value.code if isinstance(made.value, Coded) else ""
    return f"{made.element.value}:{code}" if code else made.element.value


def signs_of(page: Sequence[Considered]) -> list[Signs]:
    """The signs of each sentence of a page."""
    gists = [gist_of(each.sentence.low) for each in page]
    ruled = [{key_of(made) for made in each.made} for each in page]
    everywhere = {f"{PAGE}{key}" for keys in ruled for key in keys}
    found = []
    for at, each in enumerate(page):
        beside: set[str] = set()
        facts = {f"{RULED}{key}" for key in ruled[at]} | everywhere | set(each.facts)
        if at:
            beside.update(BEFORE + mark for mark in gists[at - 1])
            facts.update(f"{BEFORE}{RULED}{key}" for key in ruled[at - 1])
        else:
            facts.add("first")
        if at + 1 < len(page):
            beside.update(AFTER + mark for mark in gists[at + 1])
            facts.update(f"{AFTER}{RULED}{key}" for key in ruled[at + 1])
        else:
            facts.add("last")
        step = max(-ODDS_MOST, min(ODDS_MOST, round(each.odds / ODDS_STEP)))
        facts.update(f"odds{number}" for number in range(-ODDS_MOST, step + 1))
        facts.update(_listed(each.sentence))
        found.append(
            Signs(
                words=frozenset(wording_of(each.sentence.low)),
                senses=frozenset(senses_of(each.sentence.low)),
                beside=frozenset(beside),
                facts=frozenset([FACT + fact for fact in facts]),
            )
        )
    return found


def _listed(sentence: Sentence) -> set[str]:
    """Which lists of the lexicon may have a word in the sentence."""
    names = _names(sentence.words)
    live = sentence.words.sieve.live(sentence.low)
    return {names[number] for number in live if number in names}


def _names(words: Lexicon) -> Mapping[int, str]:
    """What the groups of a language's words are for, by their numbers."""
    known = _named.get(words.key)
    if known is None:
        if len(_named) >= LEXICONS_MAX:
            _named.clear()
        known = _named[words.key] = _names_in(words)
    return known


_named: dict[str, Mapping[int, str]] = {}


def _names_in(words: Lexicon) -> Mapping[int, str]:
    named: dict[int, str] = {}
    for term in words.terms:
        named[term.words.number] = f"{LISTED}{term.element.value}:{term.code}"
        if term.near is not None:
            named[term.near.number] = f"{LISTED}near {term.element.value}:{term.code}"
        if term.absent is not None:
            named[term.absent.number] = f"{LISTED}not {term.element.value}:{term.code}"
    for code, group in words.roles:
        named[group.number] = f"{LISTED}role {code}"
    for name, group in (*words.cues.items(), *words.sections.cues.items()):
        named[group.number] = f"{LISTED}{name}"
    for kind in (words.sections.purposes, words.sections.groups):
        for code, group in kind:
            named[group.number] = (
                f"{LISTED}{'aim' if kind is words.sections.purposes else 'group'} {code}"
            )
    for counted in words.counted:
        named[counted.words.number] = f"{LISTED}counted {counted.noun}"
    named[words.context.number] = f"{LISTED}context"
    named[words.numeric.number] = f"{LISTED}number"
    return named
