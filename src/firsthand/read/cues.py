"""Know the words by which pages say whose words they give, in many languages.

In: the tables `data/cues/LANGUAGE.csv` (role, words parted by |), made to be edited by anyone.
Out: `Cues`, the words of one language or of several, found by their longest part.
What each role means stands in docs/methods/reading.md. Chinese is read otherwise (`read.said_han`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LATIN = ("en", "fr", "de", "es", "tr")
CYRILLIC = ("ru",)
ARABIC = ("ar",)
LANGUAGES = (*LATIN, "ru", "kk", "ar", "ug")  # those whose words are parted by spaces
_READABLE = {LATIN: LATIN, CYRILLIC: ("ru", "kk"), ARABIC: ("ar", "ug")}  # of each script
KINDS = ("person", "group", "paper_named", "agency", "broadcaster", "ministry", "institute", "company", "report")  # fmt: skip
_LETTERS = {
    LATIN: re.compile(r"[A-Za-z\u00c0-\u024f]"),
    CYRILLIC: re.compile(r"[\u0400-\u04ff]"),
    ARABIC: re.compile(r"[\u0600-\u06ff]"),
}
_WORDS = re.compile(r"[^\W\d_]+")
SCRIPT_CHARACTERS = 400
GUESS_CHARACTERS = 1_000  # a page that begins in another language is not one of ours
_SMALL = ("det", "prep", "join", "stop", "aux")
_PHRASES = ("say", "quoted", "deny", "tell", "before", "citing", "by", "after", "alone", "not")
_WORD = r"(?:[^\W_]|[\u0300-\u036f\u064b-\u0652])+"
# "1,600" and "2,4" are one word: their comma parts no clause
_TOKEN = re.compile(rf"{_WORD}(?:(?:[-.]|(?<=\d),(?=\d)){_WORD})*|[^\w\s]")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Words by what they do. A phrase is kept under its longest word, with that word's place in it."""

    phrases: Mapping[str, tuple[tuple[Phrase, int, str], ...]]
    roles: Mapping[str, frozenset[str]]
    many: Mapping[str, frozenset[Phrase]]  # roles that may have several words in a row
    kinds: Mapping[str, str]  # a speaker's noun -> what kind of speaker
    verb_first: bool = False
    verb_last: bool = False
    articles: bool = True
    compounds: bool = False  # every noun has a capital, and grows at its front
    plain_heads: bool = False  # who stands before a verb and "that" speaks, of whatever kind: not in English, where the parameter "indicates that"
    drops: bool = False  # a verb may stand without its subject: "dijo que", «...», diyor

    def has(self, role: str, word: str) -> bool:
        """Whether *word* plays *role*."""
        return word in self.roles.get(role, frozenset())


def split(text: str) -> list[str]:
    """The words and signs of *text*, as the tables are parted: small, one kind of apostrophe."""
    return [match.group().casefold().replace("’", "'") for match in _TOKEN.finditer(text)]


def tokens(text: str) -> list[re.Match[str]]:
    """The words and signs of *text*, where they stand."""
    return list(_TOKEN.finditer(text))


@cache
def cues_of(languages: tuple[str, ...]) -> Cues:
    """The tables of *languages* as one."""
    phrases: dict[str, list[tuple[Phrase, int, str]]] = defaultdict(list)
    roles: dict[str, set[str]] = defaultdict(set)
    many: dict[str, set[Phrase]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for language in languages:
        for role, words in _rows(language):
            for written in words:
                phrase = tuple(split(written))
                if role in _PHRASES:
                    _keep(phrases, phrase, role)
                elif role in KINDS:
                    kinds.setdefault(" ".join(phrase), role)
                many[role].add(phrase)
                roles[role].add(" ".join(phrase))
    for noun in many["paper"]:
        for made in many["made"]:
            _keep(phrases, (*noun, *made), "paper")
    for phrase in many["paper_of"]:
        _keep(phrases, phrase, "paper")
    order, alone = roles.get("order", set()), len(languages) == 1
    return Cues(
        phrases={key: tuple(sorted(set(v), key=lambda p: (-len(p[0]), p))) for key, v in phrases.items()},
        roles={role: frozenset(words) for role, words in roles.items()},
        many={role: frozenset(words) for role, words in many.items()},
        kinds=kinds,
        verb_first=alone and "verb-first" in order,
        verb_last=alone and "verb-last" in order,
        articles=not (alone and "no-articles" in order),
        compounds=alone and "compounds" in order,
        drops=alone and "drops-subjects" in order,
        plain_heads=alone and "plain-heads" in order,
    )  # fmt: skip


def _keep(phrases: dict[str, list[tuple[Phrase, int, str]]], phrase: Phrase, role: str) -> None:
    """Under its longest word: "according" is rarer than "to"."""
    longest = max(range(len(phrase)), key=lambda n: (len(phrase[n]), -n))
    phrases[phrase[longest]].append((phrase, longest, role))


def _rows(language: str) -> list[tuple[str, list[str]]]:
    text = files("firsthand.read").joinpath(f"data/cues/{language}.csv").read_text("utf-8")
    return [
        (row["role"], [word for word in (row["words"] or "").split("|") if word])
        for row in csv.DictReader(unicodedata.normalize("NFC", text).splitlines())
    ]


def languages_for(text: str, language: str | None) -> tuple[str, ...]:
    """Whose tables to read *text* with: its own language's, else those of its script.

    >>> languages_for("Laut dpa regnet es.", "de"), languages_for("Как сообщает ТАСС", None)
    (('de',), ('ru',))
    >>> languages_for("La police est dans le village.", None)
    ('fr',)
    """
    script = _script(text)
    known = (language or "").split("-")[0].casefold()
    if known in _READABLE.get(script, ()):
        return (known,)
    return script if len(script) == 1 else (_likeliest(text, script),)


def _likeliest(text: str, languages: tuple[str, ...]) -> str:
    """The language whose small words *text* has most of; of equals the first."""
    words = _WORDS.findall(text[:GUESS_CHARACTERS].casefold())
    small = {
        language: frozenset().union(*(cues_of((language,)).roles.get(role, ()) for role in _SMALL))
        for language in languages
    }
    return max(languages, key=lambda language: sum(word in small[language] for word in words))


def _script(text: str) -> tuple[str, ...]:
    """Whose letters *text* is in, as far as its beginning tells."""
    for letters in (text[:SCRIPT_CHARACTERS], text[:GUESS_CHARACTERS]):
        counts = {script: len(shape.findall(letters)) for script, shape in _LETTERS.items()}
        best = max(counts, key=lambda script: counts[script])
        if counts[best]:
            return best
    return ("en",)
