"""Know what a language calls things: the files in `data/`, one for each language.

In: a file's bytes.  Out: compiled patterns. The files are made to be edited by people who are no
programmers; docs/formats/lexicon.md says how. A file that is not as described there is refused, with
everything that is wrong in it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from firsthand.claim.codes import CODES
from firsthand.claim.entry import Entry, RefusedError, Source, fill, folded
from firsthand.claim.lexicon_sections import NOTHING, Sections, read_sections
from firsthand.claim.numbering import Numbers, numbers_of
from firsthand.claim.patterns import Words, words_of
from firsthand.claim.sieve import Sieve
from firsthand.model.claim import Element
from firsthand.model.value import value
from firsthand.model.vocabulary import CODED, DefinedElement

GRAMMARS = frozenset({"chinese", "spaced"})  # how numbers and dates are put together
SCRIPTS = frozenset({"latin", "han", "cyrillic", "arabic"})
CUES = (
    "taking", "taking_sure", "programme", "taken_after", "elsewhere", "send", "receive", "passive",
    "spared", "unable", "subject_break", "hedge", "deny", "deny_next", "deny_after", "whether", "rate", "unknown", "plan", "groups",
    "everybody", "group_more", "population", "population_before", "population_after", "examined", "profiled", "profile_of",
    "sampled", "spent", "fined", "clause", "strong_clause", "not_between", "published",
    "published_after", "ordinal", "share_of", "biometric_noun",
    "hypothetical", "foreign", "mass", "exempt", "beside", "no_place", "outlet", "ahead", "among",
    "agent", "send_to", "send_after", "given_ending", "buying", "everyday",
    "idle_ending", "undergone", "passive_after", "plural", "from_people", "taken_before", "enrolled",
)  # fmt: skip
HEDGES = (
    "over_before", "over_after", "under_before", "up_to_before", "about_before", "about_after",
    "range", "between", "percent", "under_after", "up_to_after", "between_after", "percent_before",
    "and", "grew", "reached", "from_ending", "to_ending",
)  # fmt: skip
NAMING = ("kind", "area", "people", "long", "towns", "towns_too")
DATES = (
    "span", "since", "until", "as_of", "during", "this_year", "last_year", "before_last_year",
    "this_month", "last_month", "forms", "bare", "days", "following", "spring", "summer", "autumn", "goes_on", "year_end",
)  # fmt: skip
AGES = ("between", "from", "until", "signs")
_UPPER, _LOWER = (
    "".join(c for c in map(chr, range(0x41, 0x530)) if c.isalpha() and getattr(c, test)())
    for test in ("isupper", "islower")
)
_CAPITAL = rf"[{_UPPER}][{_LOWER}]+(?:['’][{_UPPER}{_LOWER}]{{2,}})?(?:-[{_UPPER}][{_LOWER}]+)?"
CAPITALISED = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
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
class OwnTerm:
    """Words that say an element that a case added.

    Where its values are codes they say `code`; where they are text the match is the value; else a count, ages, a
    time or a place beside them is.
    """

    defined: DefinedElement
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
class ToldBy:
    """What shows that a passage is in a language, beside others of its script.

    `words`: small words that its every page has. `letters`: those that its neighbours do not write.
    `default`: it reads what nothing tells.
    """

    script: str
    words: frozenset[str]
    letters: frozenset[str]
    default: bool

    def count(self, words: frozenset[str], letters: str) -> int:
        """How many of *words*, in lower case and each once, are of this language by themselves.

        *letters* are all of theirs in a row.
        """
        found = len(self.words & words)
        if self.letters and not self.letters.isdisjoint(letters):
            found += sum(not self.letters.isdisjoint(word) for word in words)
        return found


@value
class Naming:
    """How names of places that no table knows are told by what stands beside them.

    `dateline`: the name that a page begins with. `also`: one more name behind one, "and Bukavu". `behind`: the
    word for its kind behind a name. `body`, `subject`: what stands right before one that is a body's.
    """

    named: re.Pattern[str] | None
    institution: re.Pattern[str] | None
    inside: re.Pattern[str] | None
    dateline: re.Pattern[str] | None
    also: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    body: re.Pattern[str] | None
    subject: re.Pattern[str] | None


@value
class Lexicon:
    """One language's words. `key` is the digest of its file, which tells two lexicons apart.

    `own` are words for elements of a case, `own_context` those that show that a passage is about its programme.

    `sieve` tells of a sentence which words can stand in it; `numeric` are signs of a number in it.
    """

    language: str
    key: str
    grammar: str
    told_by: ToldBy
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
    naming: Naming
    sections: Sections
    sieve: Sieve
    numeric: Words
    own: tuple[OwnTerm, ...] = ()
    own_context: Words = NOTHING


def _languages() -> tuple[str, ...]:
    """The languages that have a file, by their codes."""
    folder = files("firsthand.claim").joinpath("data")
    names = (file.name for file in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


LANGUAGES = _languages()


@cache
def lexicon(language: str) -> Lexicon:
    """The packaged words of *language*."""
    name = f"data/{language}.toml"
    data = files("firsthand.claim").joinpath(name).read_bytes()
    return load_lexicon(data, where=name, checked=False)


def load_lexicon(data: bytes, *, where: str, checked: bool = True) -> Lexicon:
    """Compile a language file; *checked*, each of its patterns is tried.

    Raises:
        RefusedError: it is not as docs/formats/lexicon.md says; the message has a line for everything
            that is wrong: file, line, column, key, what was expected and what was found.
    """
    text, table = read_toml(data, where=where)
    return compiled(
        table, Source(where, text, checked=checked), key=hashlib.sha256(data).hexdigest()
    )


def compiled(table: Mapping[str, object], source: Source, *, key: str) -> Lexicon:
    """The lexicon that *table* writes; *key* tells it from others.

    Raises:
        RefusedError: something in it is wrong.
    """
    try:
        made = _lexicon(Entry(table, source), key=key)
    except (RefusedError, re.error) as problem:
        source.refuse()
        raise RefusedError(
            f"{source.where}:1:1: expected patterns that fit together: {problem}"
        ) from problem
    source.refuse()
    return made


def read_toml(data: bytes, *, where: str) -> tuple[str, dict[str, object]]:
    """A file as text, and as the table that it writes; the mark that some editors write first is left out.

    Raises:
        RefusedError: it is no UTF-8, or no TOML; the message has line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
        message = f"expected UTF-8, found the byte {data[problem.start]:#04x}"
        raise RefusedError(f"{where}:{line}:{column}: {message}") from problem
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        why, line, column = _toml_fault(str(problem), text)
        raise RefusedError(f"{where}:{line}:{column}: expected TOML, found: {why}") from problem


def _toml_fault(message: str, text: str) -> tuple[str, int, int]:
    """What `tomllib` says, and where: at the last line where it says "at end of document"."""
    found = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL
    )
    if found is None:
        return message, 1, 1
    if found.group(2):
        return found.group(1), int(found.group(2)), int(found.group(3))
    return f"{found.group(1)}, at the end of the file", text.count("\n") + 1, 1


def _lexicon(top: Entry, *, key: str) -> Lexicon:
    whole = top.flag("whole_words")
    top.whole = whole
    if "sets" in top.table:
        top.section("sets").keep_sets()
    dates, ages = top.section("dates"), top.section("ages")
    terms = [_term(entry) for entry in top.entries("term")]
    made = Lexicon(
        language=top.text("language"),
        key=key,
        grammar=top.one_of("grammar", GRAMMARS),
        told_by=told_by(top.section("told_by")),
        whole=whole,
        context=top.words("context"),
        terms=tuple(term for term in terms if isinstance(term, Term)),
        roles=tuple(_role(entry) for entry in top.entries("role")),
        counted=tuple(_counted(entry) for entry in top.entries("counted")),
        currencies=tuple(_currency(entry) for entry in top.entries("currency")),
        numbers=numbers_of(top.section("numbers")),
        months=_months(dates),
        cues=top.section("cues").all_words(CUES),
        hedges=top.section("hedges").all_words(HEDGES),
        dates={name: dates.sentences(name, ("a", "b")) for name in DATES},
        ages={name: ages.sentences(name, ("a", "b")) for name in AGES},
        naming=_naming(top.section("places")),
        sections=read_sections(top),
        sieve=top.sieve,
        numeric=words_of(_numeric(top.section("numbers")), whole=False, sieve=top.sieve),
        own=tuple(term for term in terms if isinstance(term, OwnTerm)),
    )
    for entry in (dates, ages, top):
        entry.nothing_more()
    return made


def _role(entry: Entry) -> tuple[str, Words]:
    made = (entry.code("code", Element.COLLECTOR), entry.words("words"))
    entry.nothing_more()
    return made


def _counted(entry: Entry) -> Counted:
    made = Counted(
        noun=entry.one_of("noun", frozenset(NOUNS)),
        words=entry.words("words"),
        before=entry.maybe_words("before"),
    )
    entry.nothing_more()
    return made


def _currency(entry: Entry) -> tuple[str, Words]:
    made = (entry.text("code"), entry.words("words", whole=False))
    entry.nothing_more()
    return made


def told_by(entry: Entry) -> ToldBy:
    """The table `[told_by]`."""
    made = ToldBy(
        script=entry.one_of("script", SCRIPTS),
        words=frozenset(word.lower() for word in entry.some_texts("words")),
        letters=frozenset("".join(entry.some_texts("letters")).lower()),
        default="default" in entry.table and entry.flag("default"),
    )
    entry.nothing_more()
    return made


def _naming(entry: Entry) -> Naming:
    """Patterns over the text as written; {name} is a name in capitals, the others are lists beside them."""
    capitals = {"name": CAPITALISED}
    lists = {key: "|".join(entry.some_texts(key)) for key in NAMING if key in entry.table}
    holes = capitals | {key: f"(?:{fill(words, capitals)})" for key, words in lists.items()}

    def pattern(key: str) -> re.Pattern[str] | None:
        filled = [fill(text, holes) for text in entry.some_texts(key)]
        parts = [
            re.sub(r"\(\?P<(place|site)>", rf"(?P<\g<1>{n}>", text) for n, text in enumerate(filled)
        ]
        checked = [
            entry.check(key, part, item=text)
            for part, text in zip(parts, entry.some_texts(key), strict=True)
        ]
        return re.compile("|".join(parts)) if parts and all(checked) else None

    keys = ("named", "institution", "inside", "dateline", "also", "behind", "body", "subject")
    made = Naming(**{key: pattern(key) for key in keys})
    entry.nothing_more()
    return made


def _term(entry: Entry) -> Term | OwnTerm:
    vocabulary = entry.source.vocabulary
    own = {name: each for each in (vocabulary.own if vocabulary else ()) for name in each.names}
    name = entry.one_of("element", frozenset({*map(str, CODES), *own}))
    made: Term | OwnTerm
    if name in own:
        made = _own_term(entry, own[name])
    else:
        element = Element(name)
        known = entry.table.get("element") == name  # else of its codes nothing can be said
        made = Term(
            element=element,
            code=entry.code("code", element) if known else str(entry.get("code")),
            words=entry.words("words"),
            absent=entry.maybe_words("not"),
            near=entry.maybe_words("near", whole=False),
        )
    entry.nothing_more()
    return made


def _own_term(entry: Entry, defined: DefinedElement) -> OwnTerm:
    return OwnTerm(
        defined=defined,
        code=entry.code("code", Element.named(defined.key)) if defined.form in CODED else "",
        words=entry.words("words"),
        absent=entry.maybe_words("not"),
        near=entry.maybe_words("near", whole=False),
    )


def _numeric(entry: Entry) -> list[str]:
    """What no number is written without: a digit, or a word of a number or of a share."""
    tables = [each for each in ("scales", "vague", "parts") if each in entry.table]
    words = [key for each in tables for key in entry.section(each).table]
    spaced = "writing" in entry.table  # there, one is an article, and no number by itself
    numbers = entry.section("words").numbers()
    words += [word for word, number in numbers.items() if number > 1 or not spaced]
    told = entry.entries("share") if "share" in entry.table else []
    shares = [text for share in told for text in share.texts("words")]
    return ["[0123456789]", *words, *shares]


def _months(entry: Entry) -> tuple[tuple[str, ...], ...]:
    months = entry.get("months")
    if (
        not isinstance(months, list)
        or len(months) not in {0, 12}
        or not all(isinstance(m, list) and all(isinstance(name, str) for name in m) for m in months)
    ):
        entry.refused("months", "twelve lists of names, or none", months)
        return ()
    return tuple(
        tuple(folded(name) for name in month if entry.check("months", name)) for month in months
    )
