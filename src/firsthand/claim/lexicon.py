"""Know what a language calls things: the files in `data/`, one for each language.

In: a file's bytes.  Out: compiled patterns. The files are made to be edited by people who are no
programmers; docs/formats/lexicon.md says how.
"""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files

from firsthand.errors import SettingError
from firsthand.model.value import value

LANGUAGES = ("en", "zh")
Pattern = re.Pattern[str]


@value
class Term:
    """Words that say one code of one element."""

    element: str
    code: str
    words: Pattern
    absent: Pattern | None
    near: Pattern | None


@value
class Lexicon:
    """One language's words."""

    language: str
    context: Pattern
    terms: tuple[Term, ...]
    roles: tuple[tuple[str, Pattern], ...]
    cues: dict[str, Pattern]


@cache
def lexicon(language: str) -> Lexicon:
    """The packaged words of *language*."""
    name = f"data/{language}.toml"
    return load_lexicon(files("firsthand.claim").joinpath(name).read_bytes(), where=name)


def load_lexicon(data: bytes, *, where: str) -> Lexicon:
    """Compile a language file.

    Raises:
        SettingError: it is not as docs/formats/lexicon.md says; the message names file and line.
    """
    try:
        table = tomllib.loads(data.decode("utf-8"))
        language = table["language"]
        return Lexicon(
            language=language,
            context=_compile(table["context"], language),
            terms=tuple(
                Term(
                    element=term["element"],
                    code=term["code"],
                    words=_compile(term["words"], language),
                    absent=_compile(term["not"], language) if "not" in term else None,
                    near=_compile(term["near"], language, whole=False) if "near" in term else None,
                )
                for term in table["term"]
            ),
            roles=tuple(
                (role["code"], _compile(role["words"], language)) for role in table["role"]
            ),
            cues={name: _compile(words, language) for name, words in table["cues"].items()},
        )
    except tomllib.TOMLDecodeError as problem:
        raise SettingError(f"{where}: {problem}") from problem
    except KeyError as problem:
        raise SettingError(f"{where}: expected {problem} in every entry of its kind") from problem
    except re.error as problem:
        raise SettingError(
            f"{where}: {problem.pattern!r} is no pattern: {problem.msg}"
        ) from problem


def _compile(words: list[str], language: str, *, whole: bool = True) -> Pattern:
    joined = "|".join(sorted(words, key=len, reverse=True))
    if language == "zh" or not whole:
        return re.compile(f"(?:{joined})", re.IGNORECASE)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


@cache
def places() -> tuple[Pattern, dict[str, str]]:
    """Names of places, longest first, and their codes."""
    text = files("firsthand.claim").joinpath("data/places.csv").read_text("utf-8")
    codes = {row["name"]: row["code"] for row in csv.DictReader(text.splitlines())}
    latin = [re.escape(name) for name in codes if name.isascii()]
    other = [re.escape(name) for name in codes if not name.isascii()]
    parts = [
        rf"\b(?:{'|'.join(sorted(latin, key=len, reverse=True))})\b",
        *sorted(other, key=len, reverse=True),
    ]
    return re.compile("|".join(parts)), codes
