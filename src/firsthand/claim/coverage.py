"""Say how many words a language has for each thing, and what it has none for.

In: lexicons.  Out: a count of patterns for each code, cue and sentence, named as in the file. A number
says how much somebody wrote down, not how much of a language is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from firsthand.claim.lexicon import Counted, Lexicon, OwnTerm, Term
from firsthand.claim.patterns import Words
from firsthand.model.value import value

_BESIDE = frozenset({"numeric", "own_context", "sieve"})  # made of other lists
_ENTRIES = frozenset({"terms", "roles", "counted", "currencies"})  # counted by what is in them


@value
class Covered:
    """One list of a language file: how many words, and how many the fullest language has."""

    name: str
    words: int
    most: int
    fullest: str


def coverage(words: Lexicon, *, beside: Mapping[str, Lexicon]) -> tuple[Covered, ...]:
    """Every list that *words* or any language *beside* it has, in the order of the file."""
    own = counts(words)
    others = {language: counts(each) for language, each in sorted(beside.items())}
    names = dict.fromkeys([*own, *(name for each in others.values() for name in each)])
    made = []
    for name in names:
        fullest = max(others, key=lambda language: others[language][name], default="")
        most = others[fullest][name] if fullest else 0
        made.append(Covered(name=name, words=own[name], most=most, fullest=fullest if most else ""))
    return tuple(made)


def counts(words: Lexicon) -> Counter[str]:
    """How many patterns each list has, by the list's name."""
    found: Counter[str] = Counter()
    for name, number in _walk(words, ""):
        found[name] += number
    return found


def _walk(part: object, name: str) -> Iterator[tuple[str, int]]:
    if isinstance(part, Words):
        yield name, len(part)
    elif isinstance(part, Term):
        yield f"{part.element} {part.code}", len(part.words)
    elif isinstance(part, OwnTerm | Counted):
        yield _called(part), len(part.words)
    elif isinstance(part, Mapping):
        for key, each in part.items():
            yield from _walk(each, f"{name}.{key}" if name else str(key))
    elif isinstance(part, tuple | list | frozenset):
        yield from _list(tuple(part), name)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in _BESIDE:
                below = f"{name}.{field.name}" if name else field.name
                yield from _walk(getattr(part, field.name), below)


def _called(part: OwnTerm | Counted) -> str:
    if isinstance(part, Counted):
        return f"counted {part.noun}"
    return f"{part.defined.now} {part.code}".strip()


def _list(parts: tuple[object, ...], name: str) -> Iterator[tuple[str, int]]:
    """A list of texts, of entries with a code, or of others."""
    if all(isinstance(each, str) for each in parts):
        if name not in _ENTRIES:
            yield name, len(parts)
        return
    for each in parts:
        if isinstance(each, tuple) and isinstance(each[:1] and each[0], str) and not isinstance(each[-1], str):  # fmt: skip
            yield from _walk(each[1], f"{name} {each[0]}")
        else:
            yield from _walk(each, name)
