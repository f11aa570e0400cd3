"""Know what a language calls things: the files in `data/`, one for each language.

In: a file's bytes.  Out: compiled patterns. The files are made to be edited by people who are no
programmers; docs/formats/lexicon.md says how. A file that is not as described there is refused with
its name, the key, what was expected and what was found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from firsthand.claim.codes import CODES
from firsthand.claim.folding import simplified
from firsthand.claim.patterns import Words, words_of
from firsthand.errors import SettingError
from firsthand.model.claim import Element
from firsthand.model.value import value

LANGUAGES = ("en", "zh")
CUES = (
    "taking", "taking_sure", "programme", "taken_after", "elsewhere", "send", "receive", "passive",
    "spared", "unable", "subject_break", "hedge", "deny", "deny_next", "deny_after", "whether", "rate", "unknown", "plan", "groups",
    "everybody", "group_more", "population", "population_before", "population_after", "examined", "profiled", "profile_of",
    "sampled", "spent", "fined", "clause", "strong_clause", "not_between", "published",
    "published_after", "ordinal", "share_of", "biometric_noun",
    "hypothetical", "foreign", "mass", "exempt", "beside", "no_place", "outlet", "ahead",
)  # fmt: skip
HEDGES = (
    "over_before", "over_after", "under_before", "up_to_before", "about_before", "about_after",
    "range", "between", "percent",
)  # fmt: skip
DATES = ("span", "since", "until", "as_of", "during", "this_year", "last_year")
AGES = ("between", "from", "until")
NOUNS = ("persons", "visits", "events", "samples", "records", "kits", "devices", "money", "other")


@value
class Term:
    """Words that say one code of one element."""

    element: Element
    code: str
    words: Words
    absent: Words | None
    near: Words | None


@value
class Counted:
    """What a language calls one kind of thing that is counted."""

    noun: str
    words: Words
    before: Words | None


@value
class Numbers:
    """How a language writes numbers, as its grammar module reads it."""

    words: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, tuple[int, int | None]]
    shares: tuple[tuple[Words, float], ...]


@value
class Lexicon:
    """One language's words."""

    language: str
    whole: bool
    context: Words
    terms: tuple[Term, ...]
    roles: tuple[tuple[str, Words], ...]
    counted: tuple[Counted, ...]
    currencies: tuple[tuple[str, Words], ...]
    numbers: Numbers
    months: tuple[tuple[str, ...], ...]
    cues: dict[str, Words]
    hedges: dict[str, Words]
    dates: dict[str, tuple[str, ...]]
    ages: dict[str, tuple[str, ...]]


@cache
def lexicon(language: str) -> Lexicon:
    """The packaged words of *language*."""
    name = f"data/{language}.toml"
    return load_lexicon(files("firsthand.claim").joinpath(name).read_bytes(), where=name)


def load_lexicon(data: bytes, *, where: str) -> Lexicon:
    """Compile a language file.

    Raises:
        SettingError: it is not as docs/formats/lexicon.md says; the message names file and key.
    """
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingError(f"{where}: expected TOML in UTF-8, found {problem}") from problem
    return _lexicon(_Entry(table, where, "", whole=True))


def _lexicon(top: _Entry) -> Lexicon:
    whole = top.flag("whole_words")
    top.whole = whole
    made = Lexicon(
        language=top.text("language"),
        whole=whole,
        context=top.words("context"),
        terms=tuple(_term(entry) for entry in top.entries("term")),
        roles=tuple(
            (entry.one_of("code", CODES[Element.COLLECTOR]), entry.words("words"))
            for entry in top.entries("role")
        ),
        counted=tuple(
            Counted(
                noun=entry.one_of("noun", frozenset(NOUNS)),
                words=entry.words("words"),
                before=entry.maybe_words("before"),
            )
            for entry in top.entries("counted")
        ),
        currencies=tuple(
            (entry.text("code"), entry.words("words", whole=False))
            for entry in top.entries("currency")
        ),
        numbers=_numbers(top.section("numbers")),
        months=_months(top),
        cues=top.section("cues").all_words(CUES),
        hedges=top.section("hedges").all_words(HEDGES),
        dates={name: top.section("dates").sentences(name, ("a", "b")) for name in DATES},
        ages={name: top.section("ages").sentences(name, ("a", "b")) for name in AGES},
    )
    top.nothing_more()
    return made


def _term(entry: _Entry) -> Term:
    element = Element(entry.one_of("element", frozenset(map(str, CODES))))
    made = Term(
        element=element,
        code=entry.one_of("code", CODES[element]),
        words=entry.words("words"),
        absent=entry.maybe_words("not"),
        near=entry.maybe_words("near", whole=False),
    )
    entry.nothing_more()
    return made


def _numbers(entry: _Entry) -> Numbers:
    made = Numbers(
        words=entry.section("words").whole_numbers(),
        scales=entry.section("scales").whole_numbers(),
        vague=entry.section("vague").bounds(),
        shares=tuple(
            (each.words("words"), each.share("percent")) for each in entry.entries("share")
        ),
    )
    entry.nothing_more()
    return made


def _months(top: _Entry) -> tuple[tuple[str, ...], ...]:
    months = top.section("dates").table.get("months")
    if (
        not isinstance(months, list)
        or len(months) not in {0, 12}
        or not all(isinstance(m, list) and all(isinstance(name, str) for name in m) for m in months)
    ):
        raise top.refused("dates.months", "twelve lists of names, or none", months)
    return tuple(tuple(month) for month in months)


class _Entry:
    """One table of the file, and where in it we are: every fault names its place."""

    def __init__(self, table: Mapping[str, object], where: str, place: str, *, whole: bool) -> None:
        self.table, self.where, self.place, self.whole = table, where, place, whole
        self._used: set[str] = set()

    def refused(self, key: str, expected: str, found: object) -> SettingError:
        shown = "nothing" if found is None else repr(found)
        return SettingError(f"{self.where}: {self.place}{key}: expected {expected}, found {shown}")

    def get(self, key: str) -> object:
        self._used.add(key)
        return self.table.get(key)

    def text(self, key: str) -> str:
        found = self.get(key)
        if not isinstance(found, str) or not found:
            raise self.refused(key, "a text", found)
        return found

    def one_of(self, key: str, known: frozenset[str]) -> str:
        found = self.text(key)
        if found not in known:
            raise self.refused(key, f"one of {', '.join(sorted(known))}", found)
        return found

    def flag(self, key: str) -> bool:
        found = self.get(key)
        if not isinstance(found, bool):
            raise self.refused(key, "true or false", found)
        return found

    def share(self, key: str) -> float:
        found = self.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 < found <= 100:
            raise self.refused(key, "a number above 0, up to 100", found)
        return found

    def texts(self, key: str) -> list[str]:
        found = self.get(key)
        if (
            not isinstance(found, list)
            or not found
            or not all(isinstance(w, str) and w for w in found)
        ):
            raise self.refused(key, "a list of patterns", found)
        return found

    def words(self, key: str, *, whole: bool | None = None) -> Words:
        whole = self.whole if whole is None else whole
        texts = self.texts(key)
        for text in texts:
            self._check(key, text)
        return words_of([_lower(text) for text in texts], whole=whole)

    def maybe_words(self, key: str, *, whole: bool | None = None) -> Words | None:
        self._used.add(key)
        return self.words(key, whole=whole) if key in self.table else None

    def all_words(self, names: tuple[str, ...]) -> dict[str, Words]:
        made = {name: self.words(name) for name in names}
        self.nothing_more()
        return made

    def sentences(self, key: str, holes: tuple[str, ...]) -> tuple[str, ...]:
        """Patterns with holes like {a}; what fills a hole is known to the grammar."""
        texts = tuple(map(_lower, self.texts(key)))
        for text in texts:
            self._check(key, fill(text, dict.fromkeys(holes, "x")))
        return texts

    def _check(self, key: str, text: str) -> None:
        try:
            re.compile(text)
        except re.error as problem:
            raise self.refused(key, f"a pattern ({problem.msg})", text) from problem

    def whole_numbers(self) -> dict[str, int]:
        for key, found in self.table.items():
            if isinstance(found, bool) or not isinstance(found, int):
                raise self.refused(key, "a whole number", found)
        return {key: found for key, found in self.table.items() if isinstance(found, int)}

    def bounds(self) -> dict[str, tuple[int, int | None]]:
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

    def section(self, key: str) -> _Entry:
        found = self.get(key)
        if not isinstance(found, dict):
            raise self.refused(key, "a table", found)
        return _Entry(found, self.where, f"{self.place}{key}.", whole=self.whole)

    def entries(self, key: str) -> list[_Entry]:
        found = self.get(key)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.refused(key, f"entries that begin with [[{key}]]", found)
        return [
            _Entry(
                each, self.where, f"{self.place}{key} {number} ({_name(each)}): ", whole=self.whole
            )
            for number, each in enumerate(found, 1)
        ]

    def nothing_more(self) -> None:
        for key in sorted(set(self.table) - self._used):
            raise self.refused(key, f"only {', '.join(sorted(self._used))}", self.table[key])


def _name(table: Mapping[str, object]) -> str:
    named = [str(table[key]) for key in ("element", "code", "noun") if key in table]
    return " ".join(named) or "unnamed"


def _lower(pattern: str) -> str:
    """A pattern for lower-case text; what a backslash means is left alone."""
    return re.sub(
        r"\\.|[^\\]+",
        lambda m: m.group() if m.group()[0] == "\\" else simplified(m.group().lower()),
        pattern,
    )


def fill(pattern: str, holes: Mapping[str, str]) -> str:
    r"""*pattern* with its {name} holes filled; other braces stay what they are.

    >>> fill("from {a} to {b}, {4}", {"a": "x"})
    'from x to {b}, {4}'
    """
    return re.sub(r"\{([a-z]+)\}", lambda m: holes.get(m.group(1), m.group()), pattern)
