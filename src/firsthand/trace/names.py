"""Know places, agents and groups of the field under their names in eleven languages.

In: a text.  Out: whom and what it names, and where. The table `data/names.csv` (name, kind,
spellings parted by |) is made to be edited by people who are no programmers: a spelling is a stem,
endings may follow; one that begins with a capital is found only so.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from firsthand.model.value import value

STEM_MIN = 3  # a shorter spelling takes no ending
ENDING_MAX = 5  # Синьцзяном, شىنجاڭدىكى, Қазақстанда; a longer one makes another word
LATIN_ENDING_MAX = 3  # Xinjiangs, chinoises; "Chinatown" is another place
WORDS_KEPT = 1 << 17  # most words of a pile are met again
HAN_KEY = 2  # names in Han letters are looked up by their first two
_TOKEN = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TIBETAN = re.compile(r"[\u0f00-\u0fff]")
_ARABIC = re.compile(r"^[\u0600-\u06ff]")
_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|[وبلفك](?=[\u0600-\u06ff]{3}))")


@value
class Named:
    """Something of the table, met in a text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """The table, by how a spelling begins."""

    words: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    han: dict[str, tuple[tuple[str, str], ...]]
    starts: frozenset[str]  # the first letters of every word: most words are left at once
    han_starts: re.Pattern[str]


@cache
def packaged_names() -> Spellings:
    """The table that comes with the program."""
    text = files("firsthand.trace").joinpath("data/names.csv").read_text("utf-8")
    words: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    han: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        for spelling in row["spellings"].split("|"):
            if _HAN.match(spelling) or _TIBETAN.match(spelling):
                han[spelling[:HAN_KEY]].append((spelling, row["name"]))
                continue
            parts = tuple(_TOKEN.findall(spelling))
            first = _bare(parts[0])
            words[first.casefold()].append(((first, *parts[1:]), row["name"]))
    return Spellings(
        words={k: tuple(sorted(v, key=_longest_first)) for k, v in words.items()},
        han={k: tuple(sorted(v, key=lambda item: -len(item[0]))) for k, v in han.items()},
        starts=frozenset(key[:STEM_MIN] for key in words),
        han_starts=re.compile(f"[{''.join(sorted({key[0] for key in han}))}]"),
    )


def _longest_first(item: tuple[tuple[str, ...], str]) -> tuple[int, int, str]:
    parts, name = item
    return -len(parts), -sum(map(len, parts)), name


def find_names(text: str, *, spellings: Spellings) -> list[Named]:
    """Every name of the table in *text*, by place; of two that begin together, the longer."""
    found = [*_in_words(text, spellings), *_in_han(text, spellings)]
    return sorted(found, key=lambda named: (named.start, named.end))


def _in_words(text: str, spellings: Spellings) -> list[Named]:
    tokens = list(_TOKEN.finditer(text))
    found: list[Named] = []
    until = 0
    for number, token in enumerate(tokens):
        known = _beginnings(token.group(), spellings)
        if not known or token.start() < until:
            continue
        for parts, name in known:
            end = _match(parts, tokens, number)
            if end is not None:
                found.append(Named(name=name, start=token.start(), end=end))
                until = end
                break
    return found


@lru_cache(maxsize=WORDS_KEPT)
def _beginnings(word: str, spellings: Spellings) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What the table has that may begin with *word*, the longest first."""
    forms = {word, _bare(word), _bare(_bare(word))} if _ARABIC.match(word) else {word}
    found = []
    for form in forms:
        folded = form.casefold()
        if folded[:STEM_MIN] not in spellings.starts:
            continue
        for length in range(len(folded), max(1, len(folded) - ENDING_MAX) - 1, -1):
            known = spellings.words.get(folded[:length], ())
            found += [item for item in known if _fits(item[0][0], form)]
    return tuple(sorted(set(found), key=_longest_first))


def _fits(stem: str, word: str) -> bool:
    if stem[0].isupper() and not word[0].isupper():
        return False
    if stem.isupper() and len(stem) <= ENDING_MAX:  # "WHO" is no "who", "DNA" may be "DNA-"
        return word == stem
    rest = len(word) - len(stem)
    if not word.casefold().startswith(stem.casefold()):
        return False
    most = LATIN_ENDING_MAX if stem[0] < "\u0250" else ENDING_MAX
    return rest == 0 or (len(stem) >= STEM_MIN and rest <= min(most, len(stem) - 1))


def _match(parts: tuple[str, ...], tokens: list[re.Match[str]], number: int) -> int | None:
    """Where a name of several words ends that begins at token *number*."""
    if number + len(parts) > len(tokens):
        return None
    for step, part in enumerate(parts[1:], 1):
        before, here = tokens[number + step - 1], tokens[number + step]
        if here.start() - before.end() > 2 or not _fits(part, here.group()):
            return None
    return tokens[number + len(parts) - 1].end()


def _bare(word: str) -> str:
    """An Arabic word without the article and the particles written onto it."""
    if not _ARABIC.match(word):
        return word
    bare = _PREFIX.sub("", word)
    return bare if len(bare) >= STEM_MIN else word


def _in_han(text: str, spellings: Spellings) -> list[Named]:
    found: list[Named] = []
    until = 0
    for start in spellings.han_starts.finditer(text):
        at = start.start()
        if at < until:
            continue
        for spelling, name in spellings.han.get(text[at : at + HAN_KEY], ()):
            if text.startswith(spelling, at):
                until = at + len(spelling)
                found.append(Named(name=name, start=at, end=until))
                break
    return found
