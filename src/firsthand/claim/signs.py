"""What lists and rules say of a sentence and of its page, by name: signs of what it says besides the sense of its words.

In: the sentences of a page, with what the rules made of each.  Out: for each sentence a set of names. `claim.meaning`
weighs them with its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.claim.lexicon import Lexicon
from firsthand.claim.pages import Sentence
from firsthand.claim.reading import Reading
from firsthand.model.claim import Coded, Suggestion
from firsthand.model.document import Attribution
from firsthand.model.problem import Problem
from firsthand.model.value import value

PAGE, LISTED, RULED = "@", "%", "!"
LEXICONS_MAX = 40  # whose groups are remembered; a process works on one case
ODDS_STEP, ODDS_MOST = 1.0, 4  # how finely the page's odds are told
LENGTHS = (4, 8, 16, 32)  # sentences: of a long page fewer say anything


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


def key_of(made: Suggestion) -> str:
    """Element and code, as the table names them."""
    code = made.value.code if isinstance(made.value, Coded) else ""
    return f"{made.element.value}:{code}" if code else made.element.value


def facts_of(page: Sequence[Considered]) -> list[frozenset[str]]:
    """The facts of each sentence of a page: what rules made of it and of its page, which lists may have a word in it.

    Besides whether it is the first or the last, how long the page is, and how sure its words are that it tells of taking.
    """
    ruled = [{key_of(made) for made in each.made} for each in page]
    everywhere = {f"{PAGE}{key}" for keys in ruled for key in keys}
    everywhere |= {f"over{length}" for length in LENGTHS if len(page) > length}
    found = []
    for at, each in enumerate(page):
        facts = {f"{RULED}{key}" for key in ruled[at]} | everywhere | set(each.facts)
        if not at:
            facts.add("first")
        if at + 1 == len(page):
            facts.add("last")
        step = max(-ODDS_MOST, min(ODDS_MOST, round(each.odds / ODDS_STEP)))
        facts.update(f"odds{number}" for number in range(-ODDS_MOST, step + 1))
        facts.update(_listed(each.sentence))
        found.append(frozenset(facts))
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
