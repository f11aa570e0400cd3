"""Know one source under its many names, and what kind of source it is.

In: a name as written, or words that may hold one.  Out: the name we file it under, its kind. A name
that is not known is itself.
The table `data/agents.csv` (name, kind, aliases parted by |) can be edited by anyone.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

GARBLED_LEAST = 10  # letters of a name in which one wrong or missing letter is forgiven
OWN_LETTERS = 5  # "Reuters", "Xinhua" mean nothing else
NAMES_KEPT = 16_384  # resolved names that are remembered; a case names its sources again and again
NAME_CHARACTERS_MAX = 200  # a longer one is a sentence
_ARTICLES = "the|The|THE|an?|An?|[Dd]ie|[Dd]er|[Dd]as|[Ll]es?|La|la|[Ee]l"  # "LA Times" has none
_TRIM = re.compile(rf"^(?:{_ARTICLES})\s+|^[lL]['’]|['’]s$|[\s\"'“”‘’«»《》.,:;：，。()（）/]+$|^[\s\"'“”‘’«»《》(（/]+")  # fmt: skip
_TOKEN = re.compile(r"(?:[^\W_\u3400-\u9fff]|[\u0300-\u036f\u064b-\u0652])+")
_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_REPORT_TAILS = frozenset("告道导導")  # with which 报 is a word for a report
_GENERIC = frozenset(
    [
        "news",
        "agency",
        "agence",
        "agentur",
        "agencia",
        "newspaper",
        "newswire",
        "press",
        "service",
        "official",
        "state",
        "magazine",
        "daily",
        "online",
        "website",
        "agency's",
        "radio",
        "television",
        "tv",
    ]
)
_BESIDE = _GENERIC | frozenset(["the", "el", "la", "le", "les", "der", "die", "das", "los", "il"])


@dataclass(frozen=True, slots=True)
class Known:
    """A source of the table, met in words: who, and where."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    names: Mapping[str, str]  # folded alias -> name
    kinds: Mapping[str, str]
    words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> words, name
    han: Mapping[str, tuple[tuple[str, str], ...]]  # first two signs -> alias, name
    garbled: Mapping[str, str]  # alias without one letter -> name; empty where two have it


@cache
def _table() -> _Table:
    text = files("firsthand.read").joinpath("data/agents.csv").read_text("utf-8")
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    words: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    han: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in csv.DictReader(text.splitlines()):
        kinds[row["name"]] = row["kind"]
        for alias in filter(None, (row["name"], *row["aliases"].split("|"))):
            names.setdefault(fold(alias), row["name"])
            parts = tuple(_TOKEN.findall(_bare(alias)))
            if _HAN.match(alias):
                han[alias[:2]].add((alias, row["name"]))
            elif parts and "." not in alias:
                words[parts[0]].add((parts, row["name"]))
    return _Table(
        names=names,
        kinds=kinds,
        words={key: tuple(sorted(v, key=lambda p: (-len(p[0]), p))) for key, v in words.items()},
        han={key: tuple(sorted(v, key=lambda p: (-len(p[0]), p))) for key, v in han.items()},
        garbled=_garbled(names),
    )


def _garbled(names: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for alias, name in names.items():
        if len(alias) >= GARBLED_LEAST:
            for less in _less_one(alias):
                found[less] = name if found.get(less, name) == name else ""
    return found


def _less_one(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def aliases() -> Mapping[str, str]:
    """Every known name, folded, and whom it means."""
    return _table().names


def kind_of(agent: str) -> str:
    """What kind of source *agent* is; empty where it is not known."""
    return _table().kinds.get(agent, "")


def fold(name: str) -> str:
    """A name without articles, case, width and punctuation at its ends."""
    return _bare(name).casefold()


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name[:NAME_CHARACTERS_MAX]).strip()
    for _ in range(3):
        plain = _TRIM.sub("", plain)
    return plain


@lru_cache(maxsize=NAMES_KEPT)
def resolve_agent(name: str) -> str:
    """Whom *name* means.

    >>> resolve_agent("人权观察"), resolve_agent("the HRW"), resolve_agent("A Small Paper")
    ('Human Rights Watch', 'Human Rights Watch', 'Small Paper')
    >>> resolve_agent("Human Right's Watch"), resolve_agent("Xinhua news agency (Beijing)")
    ('Human Rights Watch', 'Xinhua')
    """
    known = _table().names
    for form in (name, re.sub(r"\s*[(（].*", "", name), re.sub(r"^(www\.|https?://)+", "", name)):
        if fold(form) in known:
            return known[fold(form)]
    meant = _meant(fold(name))
    return meant or _bare(name) or name.strip()


def _meant(folded: str) -> str:
    """Whom a name means that has a letter wrong, or a word like "agency" too many."""
    kept = [word for word in folded.split() if word not in _GENERIC]
    shorter = " ".join(kept)
    if kept and shorter in _table().names:
        return _table().names[shorter]
    if len(folded) < GARBLED_LEAST:
        return ""
    garbled = _table().garbled
    found = {garbled[less] for less in _less_one(folded) if less in garbled}
    return found.pop() if len(found) == 1 else ""


def known_in(text: str) -> list[Known]:
    """The sources of the table that *text* names, by place.

    >>> [known.name for known in known_in("a Xinhua reporter and an HRW director")]
    ['Xinhua', 'Human Rights Watch']
    """
    table = _table()
    found: list[Known] = []
    if _HAN.search(text):
        found += _in_han(text, table)
    tokens = list(_TOKEN.finditer(text))
    until = 0
    for number, token in enumerate(tokens):
        if token.start() < until:
            continue
        for parts, name in table.words.get(token.group(), ()):
            here = tokens[number : number + len(parts)]
            if tuple(one.group() for one in here) != parts:
                continue
            if _stands_alone(tokens, number, parts, table.kinds[name]):
                until = here[-1].end()
                found.append(Known(name, token.start(), until))
                break
    return sorted(found, key=lambda known: (known.start, known.end))


def _stands_alone(
    tokens: list[re.Match[str]], number: int, parts: tuple[str, ...], kind: str
) -> bool:
    """Whether a name of one plain word is not a piece of another's name: "National", "Time"."""
    if len(parts) > 1 or parts[0].isupper() or (kind == "agency" and len(parts[0]) >= OWN_LETTERS):
        return True
    around = [*tokens[max(0, number - 1) : number], *tokens[number + 1 : number + 2]]
    at = tokens[number]
    near = [t for t in around if abs(t.start() - at.end()) <= 1 or abs(at.start() - t.end()) <= 1]
    return not any(
        one.group()[0].isupper() and one.group().casefold() not in _BESIDE for one in near
    )


def _in_han(text: str, table: _Table) -> Iterator[Known]:
    until = 0
    for at in range(len(text) - 1):
        if at < until:
            continue
        for alias, name in table.han.get(text[at : at + 2], ()):
            if text.startswith(alias, at) and not _goes_on(text, at, alias):
                until = at + len(alias)
                yield Known(name, at, until)
                break


def _goes_on(text: str, at: int, alias: str) -> bool:
    """Whether two signs at a place are parts of other words: 新报 in 最新报告."""
    if len(alias) > 2 or alias[-1] not in "报報":
        return False
    return text[at + 2 : at + 3] in _REPORT_TAILS
