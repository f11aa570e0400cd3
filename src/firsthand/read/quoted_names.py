"""Tell whom words name whose name stands in « », or who speak from inside a body: пишет газета «Вечерняя почта», сообщили в МВД.

In: a sentence and the word behind a verb of saying, or before it.  Out: the source. Only in languages without articles:
there a name in « » takes no capital but its first, and what is said would stand behind a colon.
"""

from __future__ import annotations

from firsthand.read.sentences import Sentence
from firsthand.read.sources import Source, Voice, kind_at, source_after, source_in

TITLE_WORDS = 6  # of a name in quotation marks; longer ones are what somebody said
HEAD_WORDS = 4  # before it: "правозащитной группы «...»"
_STOPS = frozenset(".,!?:;…")
_MANY = ("ли", "ют", "ят", "ают")  # how Russian verbs of several end
_OPENING, _CLOSING = "«", "»"


def source_behind(sentence: Sentence, first: int) -> tuple[Source, int] | None:
    """The source that begins at word *first*, and where it ends."""
    if sentence.cues.articles:
        return source_after(sentence, first)
    opening = _opening(sentence, first)
    closing = _closing(sentence, opening) if opening is not None else None
    if opening is None or closing is None:
        return _inside_behind(sentence, first) or source_after(sentence, first)
    if opening == first and _names_somebody(sentence, closing + 1):
        return source_after(sentence, closing + 1)  # рассказала «Вечерке» жительница: who was told
    return named_in_quotes(sentence, first, opening, closing), closing + 1


def named_in_quotes(sentence: Sentence, first: int, opening: int, closing: int) -> Source:
    """Whom a name between the signs *opening* and *closing* is, with the words from *first* on that say what."""
    kind = next(
        (kind_at(sentence, at) for at in range(first, opening) if kind_at(sentence, at)), ""
    )
    span = sentence.letters(first, closing + 1)
    if kind == "person":  # источник «Вечерки»: somebody, and not the paper
        return Source(span, Voice.NOBODY, sentence.text[slice(*span)], kind=kind)
    name = sentence.text[slice(*sentence.letters(opening + 1, closing))]
    return Source(span, Voice.NAMED, name, kind=kind)


def inside_before(sentence: Sentence, first: int, end: int) -> Source | None:
    """Those inside a body, where a verb of several follows: "В МВД отрицают"."""
    if not sentence.has("within", first) or not _is_of_many(sentence, end):
        return None
    return _body(source_in(sentence, first + 1, end))


def _inside_behind(sentence: Sentence, first: int) -> tuple[Source, int] | None:
    if not sentence.has("within", first) or not _is_of_many(sentence, first - 1):
        return None
    start = first + 1
    if sentence.has("month", start) or sentence.has("place", start):
        return None
    opening = _opening(sentence, start)
    closing = _closing(sentence, opening) if opening is not None and opening > start else None
    if opening is not None and closing is not None:
        return named_in_quotes(sentence, start, opening, closing), closing + 1
    found = source_after(sentence, start)
    body = _body(found[0]) if found else None
    return (body, found[1]) if found and body else None


def _body(source: Source | None) -> Source | None:
    """*source*, if it is a body: nobody speaks inside a person, and a report is no speaker's house."""
    if source is None or source.voice is Voice.AGAIN or source.kind in {"person", "report"}:
        return None
    return source


def _is_of_many(sentence: Sentence, at: int) -> bool:
    return 0 <= at < len(sentence.words) and sentence.words[at].endswith(_MANY)


def _opening(sentence: Sentence, first: int) -> int | None:
    """Where « stands, at *first* or behind a few small words of which one says what is named."""
    for at in range(first, min(len(sentence.words), first + HEAD_WORDS + 1)):
        if sentence.words[at] == _OPENING:
            said = any(kind_at(sentence, head) for head in range(first, at))
            return at if at == first or said else None
        if sentence.caps[at] or not sentence.words[at][0].isalpha() or sentence.hit_at[at]:
            return None
    return None


def _closing(sentence: Sentence, opening: int) -> int | None:
    """Where the name ends that begins behind *opening*; None where it is no name but what is said."""
    if opening + 1 >= len(sentence.words) or not sentence.caps[opening + 1]:
        return None
    for at in range(opening + 2, min(len(sentence.words), opening + TITLE_WORDS + 2)):
        if sentence.words[at] == _CLOSING:
            return at
        if sentence.words[at] in _STOPS:
            return None
    return None


def _names_somebody(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.words) and (kind_at(sentence, at) == "person" or sentence.caps[at])
