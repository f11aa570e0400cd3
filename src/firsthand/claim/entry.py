"""One table of a language file, and where in it we are: every fault names its place.

In: a table as TOML gives it.  Out: texts, numbers, compiled patterns; and, in the file's `Source`, each
fault with its line and column, what was expected and what was found. What the keys mean is said in `claim.lexicon`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping

from firsthand.claim.codes import CODES
from firsthand.claim.folding import low, plain, spell
from firsthand.claim.inflect import written_out
from firsthand.claim.lines import Lines, Path
from firsthand.claim.patterns import Words, words_of
from firsthand.claim.sieve import Sieve
from firsthand.errors import SettingError
from firsthand.model.claim import Element
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary


class RefusedError(SettingError):
    """a language file is not as docs/formats/lexicon.md says."""


@value
class Fault:
    """One thing that is wrong in a file, and where."""

    line: int
    column: int
    message: str


class Source:
    """One file while it is read: its name, the sieve of its words, and everything wrong with it.

    `checked`: whether each pattern is tried by itself, so that a fault names the very pattern. The
    packaged files are checked by their tests, and not again whenever the program starts. `vocabulary` is
    that of the case whose words they are, if they are a case's: it may have more elements and codes.
    """

    def __init__(
        self,
        where: str,
        text: str = "",
        *,
        checked: bool = True,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.where, self.checked, self.vocabulary = where, checked, vocabulary
        self.trusted: frozenset[str] = frozenset()  # patterns that were tried before
        self.sieve = Sieve()
        self.faults: list[Fault] = []
        self.sets: dict[str, str] = {}  # named sets of words, {name} in a pattern
        self._text = text
        self._lines: Lines | None = None

    def position(self, path: Path, item: str | None) -> tuple[int, int]:
        """Line and column of a key, or of a word in its list."""
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.position(path, item)

    def refuse(self) -> None:
        """Raise everything that is wrong, by its place in the file.

        Raises:
            RefusedError: something is.
        """
        if self.faults:
            ordered = sorted(self.faults, key=lambda fault: (fault.line, fault.column))
            lines = (f"{self.where}:{f.line}:{f.column}: {f.message}" for f in ordered)
            raise RefusedError("\n".join(dict.fromkeys(lines)))


class Entry:
    """One table of the file, and where in it we are: every fault names its place.

    A fault is kept in the file's `Source` and reading goes on with something harmless in place of what
    was wrong, so that all faults are told at once. Below a table that is missing nothing more is said.
    """

    def __init__(
        self,
        table: Mapping[str, object],
        source: Source,
        place: str = "",
        path: Path = (),
        *,
        whole: bool = True,
        silent: bool = False,
    ) -> None:
        self.table, self.source, self.place, self.path = table, source, place, path
        self.whole, self.silent = whole, silent
        self.sieve = source.sieve
        self._used: set[str] = set()

    def refused(
        self, key: str, expected: str, found: object, item: str | None = None
    ) -> RefusedError:
        """Keep the fault of the value under *key*; *item* is the word of its list that is wrong.

        What is returned may be raised where reading cannot go on.
        """
        shown = "nothing" if found is None else repr(found)
        message = f"{self.place}{key}: expected {expected}, found {shown}"
        if not self.silent:
            line, column = self.source.position((*self.path, key), item)
            self.source.faults.append(Fault(line=line, column=column, message=message))
        return RefusedError(f"{self.source.where}: {message}")

    def get(self, key: str) -> object:
        """Whatever stands under *key*."""
        self._used.add(key)
        return self.table.get(key)

    def text(self, key: str) -> str:
        """A text under *key*."""
        found = self.get(key)
        if not isinstance(found, str) or not found:
            self.refused(key, "a text", found)
            return ""
        return found

    def one_of(self, key: str, known: frozenset[str]) -> str:
        """One of the words that are *known*."""
        found = self.get(key)
        if not isinstance(found, str) or found not in known:
            self.refused(key, f"one of {', '.join(sorted(known))}", found)
            return min(known)
        return found

    def code(self, key: str, element: Element) -> str:
        """One of the codes of *element*: the packaged ones, or what a case calls or called one, for good."""
        vocabulary = self.source.vocabulary
        of = vocabulary.find(element.value) if vocabulary else None
        if of is None:
            return self.one_of(key, CODES[element])
        found = of.code(self.one_of(key, frozenset(n for each in of.codes for n in each.names)))
        assert found is not None, "it is one of the names of a code"
        return found.key

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self.get(key)
        if not isinstance(found, bool):
            self.refused(key, "true or false", found)
            return False
        return found

    def share(self, key: str) -> float:
        """A part of a hundred."""
        found = self.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 < found <= 100:
            self.refused(key, "a number above 0, up to 100", found)
            return 100
        return found

    def texts(self, key: str) -> list[str]:
        """A list of texts that is not empty."""
        found = self.get(key)
        if not isinstance(found, list) or not found or not _are_texts(found):
            self.refused(key, "a list of patterns", found)
            return []
        return found

    def some_texts(self, key: str) -> list[str]:
        """A list that may be empty or missing: a language need not have such words."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not _are_texts(found):
            self.refused(key, "a list of patterns, which may be empty", found)
            return []
        return found

    def words(self, key: str, *, whole: bool | None = None, some: bool = False) -> Words:
        """The patterns under *key*, compiled; with *some* there may be none."""
        whole = self.whole if whole is None else whole
        texts = self.some_texts(key) if some else self.texts(key)
        full = [(text, written_out(text, self.source.sets)) for text in texts]
        kept = [folded(each) for text, each in full if self.check(key, each, item=text)]
        return words_of(kept, whole=whole, sieve=self.sieve)

    def maybe_words(self, key: str, *, whole: bool | None = None) -> Words | None:
        """The patterns under *key*, if the key is there."""
        self._used.add(key)
        return self.words(key, whole=whole) if key in self.table else None

    def keep_sets(self) -> None:
        """Every key as the name of a set of words, which patterns of the file then call {name}."""
        for key in self.table:
            words = [written_out(text, self.source.sets) for text in self.texts(key)]
            self.source.sets[key] = f"(?:{'|'.join(words)})"

    def all_words(self, names: tuple[str, ...]) -> dict[str, Words]:
        """Each of the lists *names*; no others may stand beside them."""
        made = {name: self.words(name, some=True) for name in names}
        self.nothing_more()
        return made

    def sentences(self, key: str, holes: tuple[str, ...]) -> tuple[str, ...]:
        """Patterns with holes like {a}; what fills a hole is known to the grammar."""
        filled = dict.fromkeys(holes, "x")
        return tuple(
            folded(text)
            for text in self.some_texts(key)
            if self.check(key, fill(text, filled), item=text)
        )

    def check(self, key: str, text: str, *, item: str | None = None) -> bool:
        """Whether *text* is a pattern; *item*, where it is told otherwise, is how the file has it."""
        if not self.source.checked or (item or text) in self.source.trusted:
            return True
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", FutureWarning)
                found = re.compile(text)
        except (re.error, FutureWarning) as problem:
            why = problem.msg if isinstance(problem, re.error) else str(problem)
            self.refused(key, f"a pattern ({why})", item or text, item or text)
            return False
        if found.match(""):
            self.refused(key, "a pattern that needs a letter", item or text, item or text)
            return False
        return True

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
            self.refused(key, "a list of whole numbers", found)
            return []
        return found

    def numbers(self) -> dict[str, float]:
        """Every key as a word that means a number: 1.5 where a word says one and a half."""
        made: dict[str, float] = {}
        for key, found in self.table.items():
            if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
                self.refused(key, "a number", found)
            elif self.check(key, key):
                made[folded(key)] = found
        return made

    def whole_numbers(self) -> dict[str, int]:
        """Every key as a word that means a whole number."""
        made: dict[str, int] = {}
        for key, found in self.table.items():
            if isinstance(found, bool) or not isinstance(found, int):
                self.refused(key, "a whole number", found)
            elif self.check(key, key):
                made[folded(key)] = found
        return made

    def bounds(self) -> dict[str, tuple[int, int | None]]:
        """Every key as a word that means from the lowest to the highest."""
        made: dict[str, tuple[int, int | None]] = {}
        for key, found in self.table.items():
            if (
                not isinstance(found, list)
                or len(found) not in {1, 2}
                or not all(type(n) is int for n in found)
            ):
                self.refused(key, "a list of the lowest and, if there is one, the highest", found)
                continue
            if self.check(key, key):
                made[folded(key)] = (found[0], found[1] if len(found) == 2 else None)
        return made

    def section(self, key: str) -> Entry:
        """The table under *key*."""
        found = self.get(key)
        missing = not isinstance(found, dict)
        if missing:
            self.refused(key, "a table", found)
        return self._below(found if isinstance(found, dict) else {}, f"{key}.", key, silent=missing)

    def entries(self, key: str) -> list[Entry]:
        """The tables that begin with [[key]]; none is no fault."""
        found = self.get(key)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.refused(key, f"entries that begin with [[{key}]]", found)
            return []
        return [
            self._below(each, f"{key} {number} ({_name(each)}): ", key, number - 1)
            for number, each in enumerate(found, 1)
        ]

    def _below(
        self, table: Mapping[str, object], place: str, *path: str | int, silent: bool = False
    ) -> Entry:
        return Entry(
            table,
            self.source,
            f"{self.place}{place}",
            (*self.path, *path),
            whole=self.whole,
            silent=silent or self.silent,
        )

    def nothing_more(self) -> None:
        """Refuse a key that nobody asked for: a slip of the pen is not taken for a lack."""
        for key in sorted(set(self.table) - self._used):
            self.refused(key, f"only {', '.join(sorted(self._used))}", self.table[key])


def _are_texts(found: list[object]) -> bool:
    return all(isinstance(each, str) and each for each in found)


def _name(table: Mapping[str, object]) -> str:
    named = [str(table[key]) for key in ("element", "code", "noun") if key in table]
    return " ".join(named) or "unnamed"


def folded(pattern: str) -> str:
    """A pattern for lower-case text; what a backslash means is left alone."""
    if pattern.isascii() and "\\" not in pattern:
        return pattern.lower()
    return re.sub(
        r"\\.|[^\\]+",
        lambda m: m.group() if m.group()[0] == "\\" else _folded(m.group()),
        pattern,
    )


def _folded(words: str) -> str:
    """Words as texts are read; a full stop of another width stays what it is."""
    return low(spell(plain(words.replace("．", "\ue000")).text)).replace("\ue000", r"\.")


def fill(pattern: str, holes: Mapping[str, str]) -> str:
    r"""*pattern* with its {name} holes filled; other braces stay what they are.

    >>> fill("from {a} to {b}, {4}", {"a": "x"})
    'from x to {b}, {4}'
    """
    return re.sub(r"\{([a-z_]+)\}", lambda m: holes.get(m.group(1), m.group()), pattern)
