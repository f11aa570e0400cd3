"""Leave the office out of a person's name: "глава района Ахмед Исаев", "Göç Müdürü Ayşe Demir".

In: a source as the rules find it.  Out: the same, with first name and surname alone where both stand at its end behind
an office. Only in languages without articles, whose offices stand right before the name without a sign between.
"""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.read.cues import Cues
from firsthand.read.sources import Source, Voice

NAME_LEAST = 2  # first name and surname; a surname alone may be a town: "глава Чечни"
_WORD = re.compile(r"[^\W\d_]\.|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FATHER = re.compile(r"(?:ович|евич|ич|овна|евна|ична)(?:а|у|ем|ом|ой|ы|е)?$")
_ADJECTIVE = re.compile(r"(?:ой|ого|их|ых|ому)$")  # жители Северной Осетии
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def bare(source: Source, cues: Cues) -> Source:
    """*source* as who it is, without what they are."""
    if cues.articles or source.voice is not Voice.NAMED or "«" in source.name:
        return source
    words = list(_WORD.finditer(source.name))
    first = _first(words, cues) if len(words) > NAME_LEAST else 0
    if not first:
        return source
    start = words[first].start()
    return replace(
        source,
        name=source.name[start:],
        span=(source.span[1] - len(source.name) + start, source.span[1]),
    )


def _first(words: list[re.Match[str]], cues: Cues) -> int:
    """Which word begins the person's own name; 0 where none is known to."""
    written = [word.group() for word in words]
    if not all(word[0].isupper() for word in written[-NAME_LEAST:]) or any(
        word.isupper() and len(word) > NAME_LEAST
        for word in written[-NAME_LEAST:]  # сотрудник УФМС МВД
    ):
        return 0
    kinds = [cues.kinds.get(word.casefold(), "") for word in written]
    at = len(words) - NAME_LEAST
    if not _CYRILLIC.search(written[-1]):
        return at if kinds[at - 1] == "person" else 0
    many = any(cues.has("people", word.casefold()) for word in written[:at])
    if many or _ADJECTIVE.search(written[at]) or "person" not in kinds[:at] or any(kinds[at:]):
        return 0
    if _FATHER.search(written[at]) and at > 1 and written[at - 1][0].isupper():
        return at - 1  # Иван Петрович Орлов
    return at
