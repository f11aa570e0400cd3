"""Suggest what a document says of a programme, element by element, each bound to its own words.

In: a document, its passages and attributions.  Out: suggestions. A person decides about them; here
nothing is decided. A passage speaks of a programme only where biometrics are named in it or close
by, or where the whole document is about taking them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from firsthand.claim.coded import read_terms
from firsthand.claim.counts import read_counts
from firsthand.claim.covered import read_ages
from firsthand.claim.lexicon import LANGUAGES, Lexicon, fold, lexicon
from firsthand.claim.located import read_places
from firsthand.claim.periods import read_periods
from firsthand.claim.reading import Found, Reading, read_sentence
from firsthand.claim.roles import read_roles
from firsthand.claim.stance import stance_of
from firsthand.model.claim import Element, ElementValue, Maker, MakerKind, Suggestion
from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    Passage,
    Quotation,
)
from firsthand.model.problem import Outcome

MAKER = Maker(kind=MakerKind.RULES, name="firsthand-rules", version="2")
NEAR_PASSAGES = 3  # how far from a word for biometrics a passage may stand and still speak of them
WIDE_PASSAGES = 5  # so far the size of a population may stand, which is context
TOPICAL_PASSAGES_MIN = 3  # so many name biometrics: the whole document is about them
_RULES = (read_terms, read_roles, read_places, read_ages, read_counts, read_periods)
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LATIN = re.compile(r"[A-Za-z]")
_ENGLISH_ONLY = re.compile(
    r"\b(?:the|of|and|were|was|from|by|with|that|their|which)\b", re.IGNORECASE
)
HAN_SHARE = 3  # a Chinese sign says about as much as three Latin letters


def suggest(
    document: Document, *, passages: Sequence[Passage], attributions: Sequence[Attribution]
) -> Outcome[Suggestion]:
    """Everything that the rules find in *document*, by place."""
    read: list[tuple[Passage, str, Lexicon]] = []
    for passage in passages:
        text = document.text[passage.position.start : passage.position.end]
        words = _words_for(text, document.language)
        if passage.role is not BlockRole.BOILERPLATE and words is not None:
            read.append((passage, text, words))
    if _is_foreign(document, read):
        return Outcome(values=())
    topical = [words.context.search(fold(text)) is not None for _, text, words in read]
    title = fold(document.title or "")
    titled = any(
        words.context.search(title) for words in {w.language: w for _, _, w in read}.values()
    )
    whole = sum(topical) >= TOPICAL_PASSAGES_MIN
    published = document.published.edtf if document.published else None
    found: dict[str, Suggestion] = {}
    for number, (passage, text, words) in enumerate(read):
        around = topical[max(0, number - NEAR_PASSAGES) : number + NEAR_PASSAGES + 1]
        near = any(around) or (titled and number < NEAR_PASSAGES)
        near = near or (whole and words.cues["programme"].search(fold(text)) is not None)
        wide = topical[max(0, number - WIDE_PASSAGES) : number + WIDE_PASSAGES + 1]
        if not near and not any(wide):
            continue
        reading = read_sentence(text, words=words, published=published, near=near)
        for made in _from_sentence(document, passage, reading, attributions):
            found.setdefault(made.id, made)
    ordered = sorted(found.values(), key=lambda s: (s.quotation.position.start, s.element, s.id))
    return Outcome(values=tuple(ordered))


def _is_foreign(document: Document, read: Sequence[tuple[Passage, str, Lexicon]]) -> bool:
    """Whether biometrics are named in it, but not those of a programme: a crime, a door lock."""
    texts = [(fold(text), words) for _, text, words in read]
    if document.title and texts:
        texts.append((fold(document.title), texts[0][1]))
    named = any(words.cues["foreign"].search(text) for text, words in texts)
    return named and not any(words.cues["mass"].search(text) for text, words in texts)


def _words_for(text: str, language: str | None) -> Lexicon | None:
    """The lexicon that reads this text; none where it is in a language that we do not read."""
    han = len(_HAN.findall(text))
    if han and han * HAN_SHARE >= len(_LATIN.findall(text)):
        return None if _KANA.search(text) else lexicon("zh")
    known = language is None or language[:2] in LANGUAGES
    return lexicon("en") if known or _ENGLISH_ONLY.search(text) else None


def _from_sentence(
    document: Document, passage: Passage, reading: Reading, attributions: Sequence[Attribution]
) -> Iterable[Suggestion]:
    position = passage.position
    fitting = [
        item
        for item in attributions
        if item.kind is AttributionKind.SAID
        and item.content is not None
        and item.content.start < position.end
        and position.start < item.content.end
    ]
    quotation = Quotation(document=document.id, exact=reading.text, position=position)
    seen: set[tuple[Element, str]] = set()
    for element, value, span in _values(reading):
        if (element, repr(value)) in seen:
            continue
        seen.add((element, repr(value)))
        speaker = _speaker(position.start + span[0], fitting)
        yield Suggestion(
            document=document.id,
            element=element,
            value=value,
            quotation=quotation,
            said_by=speaker.agent if speaker else "",
            stance=stance_of(reading, span, element, denied=bool(speaker and speaker.denies)),
            maker=MAKER,
        )


def _values(reading: Reading) -> Iterable[tuple[Element, ElementValue, tuple[int, int]]]:
    if reading.words.cues["hypothetical"].search(reading.low):
        return
    for rule in _RULES if reading.near else (read_counts,):
        found: Found = rule(reading)
        yield from found


def _speaker(at: int, fitting: Sequence[Attribution]) -> Attribution | None:
    """The source named for these words; the innermost, which is the one that begins last."""
    covering = [
        item for item in fitting if item.content and item.content.start <= at < item.content.end
    ]
    named = [item for item in covering if not item.anonymous] or covering
    return max(named, key=lambda item: item.source.start) if named else None


__all__ = ["MAKER", "suggest"]
