"""Make a suggestion of what was found in a sentence: its value as written, whose words they are, how firmly.

In: a sentence, what a rule or a table found in it, who is named for it.  Out: a suggestion that quotes the whole
sentence, so that hedge, denial and source stay with the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from firsthand.claim import RULES, RULES_VERSION
from firsthand.claim.folding import original
from firsthand.claim.judged import may_deny, who_judges
from firsthand.claim.pages import Sentence
from firsthand.claim.reading import Reading, Told
from firsthand.claim.stance import stance_of
from firsthand.model.claim import (
    Coded,
    Element,
    ElementValue,
    Maker,
    MakerKind,
    Place,
    Quantity,
    Suggestion,
    Words,
)
from firsthand.model.document import Attribution, Quotation, TextPosition

HALF = 2
STATED = frozenset({Element.DENIAL, Element.ASSESSMENT})  # whole statements, with who makes them
IN_CHARACTERS = 4  # "in " before where somebody speaks from
MAKER = Maker(kind=MakerKind.RULES, name=RULES, version=RULES_VERSION)


def made_of(
    document: str,
    sentence: Sentence,
    reading: Reading,
    said: Sequence[Attribution],
    found: Iterable[Told],
) -> Iterator[Suggestion]:
    """A suggestion for each value that was found, each once."""
    position = sentence.passage.position
    quotation = Quotation(document=document, exact=sentence.written, position=position)
    seen: set[tuple[Element, ElementValue]] = set()
    for element, given, span in found:
        if (element, given) in seen:
            continue
        seen.add((element, given))
        start, end = (position.start + sentence.plain.origin(each) for each in span)
        speaker = speaker_of(start, end, said, stated=element in STATED)
        if element is Element.CHANNEL and _is_of_a_speaker(start, end, said):
            continue
        who = speaker.agent if speaker else who_judges(reading, span, element)
        if element is Element.DENIAL and not may_deny(reading, speaker, position.start):
            continue
        yield Suggestion(
            document=document,
            element=element,
            value=_as_written(given, span[0], sentence),
            quotation=quotation,
            said_by=who,
            stance=stance_of(reading, span, element, denied=bool(speaker and speaker.denies)),
            maker=MAKER,
        )


def _is_of_a_speaker(start: int, end: int, said: Sequence[Attribution]) -> bool:
    """Whether words only say where somebody speaks from: "as they told us in the migration office"."""
    return any(
        item.source.start - IN_CHARACTERS <= start and end <= item.source.end for item in said
    )


def _as_written(given: ElementValue, near: int, sentence: Sentence) -> ElementValue:
    """A value in the very words of the page, with the signs that were not read."""
    if sentence.plain.origins is None:
        return given

    def words(read: str) -> str:
        return original(read, near=near, said=sentence.plain, text=sentence.written)

    if isinstance(given, Coded | Words):
        return replace(given, text=words(given.text))
    if isinstance(given, Place):
        return replace(given, name=words(given.name))
    if isinstance(given, Quantity) and given.group:
        return replace(given, group=words(given.group))
    return given


def _says(item: Attribution, content: TextPosition, start: int, end: int, *, stated: bool) -> bool:
    """Whether words are among what *item* says, from its verb on, and not in its name or between name and verb.

    "Two nurses in Karakax told us …": where they are is the page's own; "Nurses, who took blood, said …": so is what they took.
    A statement that begins with who makes it is theirs all the same (*stated*).
    """
    if not min(item.source.start, content.start) <= start < max(item.source.end, content.end):
        return False
    if stated:
        return True
    first = min(item.cue.start, content.start)
    return start >= first and not item.source.start <= start < end <= item.source.end


def speaker_of(
    start: int, end: int, said: Sequence[Attribution], *, stated: bool
) -> Attribution | None:
    """The source named for these words; the innermost, which is the one that begins last.

    Where none covers their beginning, who is said to have said half of them: "On Monday the ministry called it lawful".
    """
    spoken = [(item, item.content) for item in said if item.content]
    covering = [
        item for item, content in spoken if _says(item, content, start, end, stated=stated)
    ] or [
        item
        for item, content in spoken
        if (min(end, content.end) - max(start, content.start)) * HALF >= end - start
    ]
    named = [item for item in covering if not item.anonymous] or covering
    return max(named, key=lambda item: item.source.start) if named else None
