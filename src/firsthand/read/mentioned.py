"""Name the known houses and bodies that a page mentions, in a language whose words of telling are not known here.

In: a document and its passages.  Out: attributions of the weakest kind, without words that were said. A page in Italian,
Polish or Hungarian that names Human Rights Watch would else be taken for the first source of what it says, which
is the worse mistake. In a language that is read, who is only mentioned is no source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.document import (
    Attribution,
    AttributionKind,
    BlockRole,
    Document,
    Passage,
    TextPosition,
)
from firsthand.read.agents import Known, kind_of, known_in, resolve_agent
from firsthand.read.cues import LANGUAGES

DOCUMENT_LEAST = 400  # characters; a shorter one is a piece of a page (a dense script: half of it)
HEAD = 2_000  # characters in which a page says whose the matter is
SENTENCE_LEAST = 60  # characters of a sentence; a shorter line is a credit, a caption or a menu
DENSE = 0x3000  # signs from here on say as much as two or three letters
NAME_LEAST = 8  # letters of a name; shorter ones are words and initials as well: "Time", "AP"
MENTIONED_MOST = 4  # a page that mentions more lists them
_READ = frozenset({*LANGUAGES, "zh"})
_SOURCES = frozenset({"ngo", "institute", "agency", "paper", "broadcaster", "site"})


def find_mentions(document: Document, passages: Sequence[Passage]) -> Iterator[Attribution]:
    """Known bodies and houses in sentences near the head of *document*, each once, by place."""
    language = (document.language or "").split("-")[0].casefold()
    if not language or language in _READ or language == "und":
        return
    if _weight(document.text[:DOCUMENT_LEAST]) < DOCUMENT_LEAST:
        return
    own = resolve_agent(document.publisher) if document.publisher else ""
    met = {own}
    for passage in passages:
        start, end = passage.position.start, passage.position.end
        if start >= HEAD or len(met) > MENTIONED_MOST:
            return
        text = document.text[start:end]
        if passage.role is not BlockRole.ARTICLE or _weight(text) < SENTENCE_LEAST:
            continue
        for known in known_in(text):
            if known.name not in met and _is_source(text, known):
                met.add(known.name)
                span = TextPosition(start=start + known.start, end=start + known.end)
                yield Attribution(
                    kind=AttributionKind.SAID, agent=known.name, source=span, cue=span, content=None
                )


def _weight(text: str) -> int:
    """How much is said, in letters of an alphabet."""
    return sum(1 + 2 * (ord(sign) >= DENSE) for sign in text)


def _is_source(text: str, known: Known) -> bool:
    """Whether a name can be no other word and no credit of a picture, and is of somebody who tells of things."""
    written = text[known.start : known.end]
    if kind_of(known.name) not in _SOURCES or text[known.start - 1 : known.start] in {
        "(",
        "/",
        "©",
    }:
        return False
    return len(written) >= NAME_LEAST or ord(written[0]) >= DENSE
