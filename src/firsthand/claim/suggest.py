"""Suggest what a document says of a programme, element by element, each bound to its own words.

In: a document, its passages and attributions.  Out: suggestions. A person decides about them; here
nothing is decided. A passage speaks of a programme only where biometrics are named in it or close by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.claim.lexicon import LANGUAGES, Lexicon, Term, lexicon, places
from firsthand.claim.scale import read_ages, read_counts
from firsthand.claim.spans import Reading, periods_in
from firsthand.model.claim import (
    Coded,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Place,
    Stance,
    Suggestion,
)
from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    Passage,
    Quotation,
    TextPosition,
)
from firsthand.model.problem import Outcome

MAKER = Maker(kind=MakerKind.RULES, name="firsthand-rules", version="1")
NEAR_PASSAGES = 2  # how far from a word for biometrics a passage may stand and still speak of them
CUE_CHARACTERS = 90  # how far from a word the cue that it needs may stand
_HAN = re.compile(r"[\u3400-\u9fff]")


def suggest(
    document: Document, *, passages: Sequence[Passage], attributions: Sequence[Attribution]
) -> Outcome[Suggestion]:
    """Everything that the rules find in *document*, by place."""
    read = [passage for passage in passages if passage.role is not BlockRole.BOILERPLATE]
    texts = [document.text[p.position.start : p.position.end] for p in read]
    words = [lexicon("zh" if _HAN.search(text) else LANGUAGES[0]) for text in texts]
    topical = [bool(known.context.search(text)) for known, text in zip(words, texts, strict=True)]
    found: dict[str, Suggestion] = {}
    for number, (passage, text, known) in enumerate(zip(read, texts, words, strict=True)):
        near = topical[max(0, number - NEAR_PASSAGES) : number + NEAR_PASSAGES + 1]
        if not any(near):
            continue
        reading = Reading(text=text, words=known, topical=topical[number], document=document)
        seen = set()
        for element, value, span in _values(reading):
            if (element, repr(value)) in seen:
                continue
            seen.add((element, repr(value)))
            made = _suggestion(document, passage, reading, attributions, element, value, span)
            found.setdefault(made.id, made)
    ordered = sorted(found.values(), key=lambda s: (s.quotation.position.start, s.element, s.id))
    return Outcome(values=tuple(ordered))


def _suggestion(  # noqa: PLR0917 - one place where all that was read comes together
    document: Document,
    passage: Passage,
    reading: Reading,
    attributions: Sequence[Attribution],
    element: Element,
    value: ElementValue,
    span: tuple[int, int],
) -> Suggestion:
    position = passage.position
    return Suggestion(
        document=document.id,
        element=element,
        value=value,
        quotation=Quotation(document=document.id, exact=reading.text, position=position),
        said_by=_said_by(position, span, attributions),
        stance=_stance(reading, span, element),
        maker=MAKER,
    )


def _said_by(
    position: TextPosition, span: tuple[int, int], attributions: Sequence[Attribution]
) -> str:
    """The source named for these words; the innermost, which is the one that begins last."""
    at = position.start + span[0]
    fitting = [
        item
        for item in attributions
        if item.kind is AttributionKind.SAID
        and item.content is not None
        and item.content.start <= at < item.content.end
    ]
    named = [item for item in fitting if not item.anonymous] or fitting
    return max(named, key=lambda item: item.source.start).agent if named else ""


def _stance(reading: Reading, span: tuple[int, int], element: Element) -> Stance:
    text, cues = reading.text, reading.words.cues
    clause = _clause(text, span)
    if cues["unknown"].search(clause):
        return Stance.UNKNOWN
    settled = element in {Element.CONSENT, Element.COMPULSION, Element.SANCTION}
    if not settled and cues["deny"].search(text[max(0, span[0] - 40) : span[0]]):
        return Stance.DENIED
    return Stance.HEDGED if cues["hedge"].search(clause) else Stance.ASSERTED


def _clause(text: str, span: tuple[int, int]) -> str:
    start = max(text.rfind(mark, 0, span[0]) for mark in ("; ", "；", "，but"))
    return text[max(0, start) : span[1] + 20]


def _values(reading: Reading) -> Iterator[tuple[Element, ElementValue, tuple[int, int]]]:
    for term in reading.words.terms:
        yield from _coded(reading, term)
    yield from _roles(reading)
    yield from _places(reading)
    yield from read_ages(reading)
    yield from read_counts(reading)
    yield from periods_in(reading)


def _coded(reading: Reading, term: Term) -> Iterator[tuple[Element, ElementValue, tuple[int, int]]]:
    text = reading.text
    for match in term.words.finditer(text):
        around = text[max(0, match.start() - CUE_CHARACTERS) : match.end() + CUE_CHARACTERS]
        if term.absent and any(hit.start() <= match.end() and match.start() <= hit.end() + 2 for hit in term.absent.finditer(text)):  # fmt: skip
            continue
        if term.near and not term.near.search(around):
            continue
        if (
            term.element in {"channel", "compulsion", "consent"}
            and not reading.topical
            and not (
                term.element in {"compulsion", "consent"}
                or reading.words.cues["collect"].search(text)
            )
        ):
            continue
        value = Coded(code=term.code, text=match.group())
        yield Element(term.element), value, match.span()
        return


def _roles(reading: Reading) -> Iterator[tuple[Element, ElementValue, tuple[int, int]]]:
    """Who takes it stands before the taking (or after "by"); who is given it, after the giving."""
    text, cues = reading.text, reading.words.cues
    sends = list(cues["send"].finditer(text))
    for code, words in reading.words.roles:
        for match in words.finditer(text):
            given = [hit for hit in sends if 0 <= match.start() - hit.end() <= 30]
            if given:
                value = Coded(code=code, text=match.group())
                yield Element.RECIPIENT, value, match.span()
                continue
            before = text[max(0, match.start() - 12) : match.start()]
            after = text[match.end() : match.end() + CUE_CHARACTERS]
            passive = cues["passive"].search(before) and cues["collect"].search(text)
            acts = cues["collect"].search(after)
            if passive or (acts and not re.search(r"[.;；。]", after[: acts.start()])):
                yield Element.COLLECTOR, Coded(code=code, text=match.group()), match.span()
                break


def _places(reading: Reading) -> Iterator[tuple[Element, ElementValue, tuple[int, int]]]:
    """Places named in a sentence that itself speaks of biometrics."""
    if not reading.topical:
        return
    pattern, codes = places()
    found = [(match, codes[match.group()]) for match in pattern.finditer(reading.text)]
    finer = [(match, code) for match, code in found if code.isdigit()]
    seen = set()
    for match, code in finer or found:
        if code not in seen:
            seen.add(code)
            yield Element.PLACE, Place(name=match.group(), code=code), match.span()


__all__ = ["MAKER", "Lexicon", "suggest"]
