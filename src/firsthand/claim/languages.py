"""The languages that can be read, each loaded when the first passage in it is met.

In: language files.  Out: for each what tells a passage in it, at once; its words, when asked for. To
load one takes a fifth of a second, and a case is seldom in all of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from firsthand.claim.entry import Entry, Source
from firsthand.claim.lexicon import LANGUAGES, Lexicon, ToldBy, lexicon, load_lexicon, told_by

Loaded = tuple[bytes, str]


class Languages(Mapping[str, Lexicon]):
    """Lexicons by their language. `told` says how passages in each are told.

    *extra* are files, with their names for messages, that stand beside the packaged ones. *ready* are lexicons
    that are there already and take the place of packaged ones.
    """

    def __init__(
        self,
        extra: Mapping[str, Loaded] | None = None,
        *,
        ready: Mapping[str, Lexicon] | None = None,
    ) -> None:
        self._extra = dict(extra or {})
        self._loaded: dict[str, Lexicon] = dict(ready or {})
        self.told: dict[str, ToldBy] = {
            language: _told(*self._file(language))
            for language in sorted({*LANGUAGES, *self._extra})
        }
        for language, made in sorted(self._loaded.items()):
            self.told[language] = made.told_by

    def _file(self, language: str) -> Loaded:
        if language in self._extra:
            return self._extra[language]
        name = f"data/{language}.toml"
        return files("firsthand.claim").joinpath(name).read_bytes(), name

    def __getitem__(self, language: str) -> Lexicon:
        """The words of *language*, loaded the first time."""
        found = self._loaded.get(language)
        if found is None:
            if language in self._extra:
                data, where = self._extra[language]
                found = load_lexicon(data, where=where)
            elif language in self.told:
                found = lexicon(language)
            else:
                raise KeyError(language)
            self._loaded[language] = found
        return found

    def __iter__(self) -> Iterator[str]:
        """The languages, by their codes."""
        return iter(self.told)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.told)


@cache
def packaged() -> Languages:
    """The languages that come with the program."""
    return Languages()


def _told(data: bytes, where: str) -> ToldBy:
    """What tells a language: it stands in front of the first entry, and the rest is read later."""
    text = data.decode("utf-8")
    table = tomllib.loads(text.split("\n[[", 1)[0])
    if "told_by" not in table:
        table = tomllib.loads(text)
    source = Source(where, text)
    found = told_by(Entry(table, source).section("told_by"))
    source.refuse()
    return found
