"""One table of a language file, and where in it we are: every fault names its place.

In: a table as TOML gives it.  Out: texts, numbers, compiled patterns; or a refusal that names file, key,
what was expected and what was found. What the keys mean is said in `claim.lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.claim.folding import fold, plain
from firsthand.claim.patterns import Words, words_of
from firsthand.claim.sieve import Sieve
from firsthand.errors import SettingError


class Entry:
    """One table of the file, and where in it we are: every fault names its place."""

    def __init__(
        self,
        table: Mapping[str, object],
        where: str,
        place: str,
        *,
        whole: bool,
        sieve: Sieve | None = None,
    ) -> None:
        self.table, self.where, self.place, self.whole = table, where, place, whole
        self.sieve = Sieve() if sieve is None else sieve
        self._used: set[str] = set()

    def refused(self, key: str, expected: str, found: object) -> SettingError:
        """The fault of the value under *key*, in the words that the file's author reads."""
        shown = "nothing" if found is None else repr(found)
        return SettingError(f"{self.where}: {self.place}{key}: expected {expected}, found {shown}")

    def get(self, key: str) -> object:
        """Whatever stands under *key*."""
        self._used.add(key)
        return self.table.get(key)

    def text(self, key: str) -> str:
        """A text under *key*."""
        found = self.get(key)
        if not isinstance(found, str) or not found:
            raise self.refused(key, "a text", found)
        return found

    def one_of(self, key: str, known: frozenset[str]) -> str:
        """One of the words that are *known*."""
        found = self.text(key)
        if found not in known:
            raise self.refused(key, f"one of {', '.join(sorted(known))}", found)
        return found

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self.get(key)
        if not isinstance(found, bool):
            raise self.refused(key, "true or false", found)
        return found

    def share(self, key: str) -> float:
        """A part of a hundred."""
        found = self.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 < found <= 100:
            raise self.refused(key, "a number above 0, up to 100", found)
        return found

    def texts(self, key: str) -> list[str]:
        """A list of texts that is not empty."""
        found = self.get(key)
        if not isinstance(found, list) or not found or not _are_texts(found):
            raise self.refused(key, "a list of patterns", found)
        return found

    def some_texts(self, key: str) -> list[str]:
        """A list that may be empty or missing: a language need not have such words."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not _are_texts(found):
            raise self.refused(key, "a list of patterns, which may be empty", found)
        return found

    def words(self, key: str, *, whole: bool | None = None, some: bool = False) -> Words:
        """The patterns under *key*, compiled; with *some* there may be none."""
        whole = self.whole if whole is None else whole
        texts = self.some_texts(key) if some else self.texts(key)
        for text in texts:
            self.check(key, text)
        return words_of([_lower(text) for text in texts], whole=whole, sieve=self.sieve)

    def maybe_words(self, key: str, *, whole: bool | None = None) -> Words | None:
        """The patterns under *key*, if the key is there."""
        self._used.add(key)
        return self.words(key, whole=whole) if key in self.table else None

    def all_words(self, names: tuple[str, ...]) -> dict[str, Words]:
        """Each of the lists *names*; no others may stand beside them."""
        made = {name: self.words(name, some=True) for name in names}
        self.nothing_more()
        return made

    def sentences(self, key: str, holes: tuple[str, ...]) -> tuple[str, ...]:
        """Patterns with holes like {a}; what fills a hole is known to the grammar."""
        texts = tuple(map(_lower, self.some_texts(key)))
        for text in texts:
            self.check(key, fill(text, dict.fromkeys(holes, "x")))
        return texts

    def check(self, key: str, text: str) -> None:
        """Refuse a pattern that is none."""
        try:
            re.compile(text)
        except re.error as problem:
            raise self.refused(key, f"a pattern ({problem.msg})", text) from problem

    def maybe_flag(self, key: str) -> bool:
        """True or false; false where the key is not there."""
        self._used.add(key)
        return key in self.table and self.flag(key)

    def some_numbers(self, key: str) -> list[int]:
        """A list of whole numbers, which may be missing."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(type(each) is int for each in found):
            raise self.refused(key, "a list of whole numbers", found)
        return found

    def numbers(self) -> dict[str, float]:
        """Every key as a word that means a number: 1.5 where a word says one and a half."""
        for key, found in self.table.items():
            if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
                raise self.refused(key, "a number", found)
        return {key: found for key, found in self.table.items() if isinstance(found, int | float)}

    def whole_numbers(self) -> dict[str, int]:
        """Every key as a word that means a whole number."""
        for key, found in self.table.items():
            if isinstance(found, bool) or not isinstance(found, int):
                raise self.refused(key, "a whole number", found)
        return {key: found for key, found in self.table.items() if isinstance(found, int)}

    def bounds(self) -> dict[str, tuple[int, int | None]]:
        """Every key as a word that means from the lowest to the highest."""
        made: dict[str, tuple[int, int | None]] = {}
        for key, found in self.table.items():
            if (
                not isinstance(found, list)
                or len(found) not in {1, 2}
                or not all(type(n) is int for n in found)
            ):
                raise self.refused(
                    key, "a list of the lowest and, if there is one, the highest", found
                )
            made[key] = (found[0], found[1] if len(found) == 2 else None)
        return made

    def section(self, key: str) -> Entry:
        """The table under *key*."""
        found = self.get(key)
        if not isinstance(found, dict):
            raise self.refused(key, "a table", found)
        return Entry(found, self.where, f"{self.place}{key}.", whole=self.whole, sieve=self.sieve)

    def entries(self, key: str) -> list[Entry]:
        """The tables that begin with [[key]]; none is no fault."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.refused(key, f"entries that begin with [[{key}]]", found)
        return [
            Entry(
                each,
                self.where,
                f"{self.place}{key} {number} ({_name(each)}): ",
                whole=self.whole,
                sieve=self.sieve,
            )
            for number, each in enumerate(found, 1)
        ]

    def nothing_more(self) -> None:
        """Refuse a key that nobody asked for: a slip of the pen is not taken for a lack."""
        for key in sorted(set(self.table) - self._used):
            raise self.refused(key, f"only {', '.join(sorted(self._used))}", self.table[key])


def _are_texts(found: list[object]) -> bool:
    return all(isinstance(each, str) and each for each in found)


def _name(table: Mapping[str, object]) -> str:
    named = [str(table[key]) for key in ("element", "code", "noun") if key in table]
    return " ".join(named) or "unnamed"


def _lower(pattern: str) -> str:
    """A pattern for lower-case text; what a backslash means is left alone."""
    return re.sub(
        r"\\.|[^\\]+",
        lambda m: m.group() if m.group()[0] == "\\" else _folded(m.group()),
        pattern,
    )


def _folded(words: str) -> str:
    """Words as texts are read; a full stop of another width stays what it is."""
    return fold(plain(words.replace("．", "\ue000")).text).replace("\ue000", r"\.")


def fill(pattern: str, holes: Mapping[str, str]) -> str:
    r"""*pattern* with its {name} holes filled; other braces stay what they are.

    >>> fill("from {a} to {b}, {4}", {"a": "x"})
    'from x to {b}, {4}'
    """
    return re.sub(r"\{([a-z]+)\}", lambda m: holes.get(m.group(1), m.group()), pattern)
