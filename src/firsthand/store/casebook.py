"""Keep what machines made, so that it need not be made twice: values by kind and key, in SQLite.

Everything here can be deleted; the same comes back. Values are kept in canonical form, so that two
makings can be compared byte by byte.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from firsthand.errors import DamagedDerivedError
from firsthand.store.codec import decode_loosely, encode

T = TypeVar("T")
FORMAT = 1
_WORDS = "words"
_TABLES = """
CREATE TABLE IF NOT EXISTS made (
    stage TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (stage, key, place)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS finished (
    stage TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (stage, key)) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(id UNINDEXED, body, tokenize='unicode61');
"""


class Casebook:
    """The file `derived/casebook.sqlite`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / "casebook.sqlite")
        try:
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, FORMAT}:
                raise DamagedDerivedError(
                    f"derived/ has format {version}, expected {FORMAT}: delete derived/, run again"
                )
            self._connection.executescript(_TABLES)
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")
            self._connection.commit()
        except sqlite3.DatabaseError:
            self._connection.close()
            raise DamagedDerivedError from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def finished(self, stage: str) -> set[str]:
        """The keys that *stage* has been done for."""
        rows = self._connection.execute("SELECT key FROM finished WHERE stage = ?", (stage,))
        return {key for (key,) in rows}

    def put(self, stage: str, key: str, values: Iterable[object]) -> None:
        """Keep what *stage* made of *key*, whole or not at all."""
        rows = [(stage, key, n, zlib.compress(encode(v), 1)) for n, v in enumerate(values)]
        with self._connection:
            self._connection.execute("DELETE FROM made WHERE stage = ? AND key = ?", (stage, key))
            self._connection.executemany("INSERT INTO made VALUES (?, ?, ?, ?)", rows)
            self._connection.execute("INSERT OR REPLACE INTO finished VALUES (?, ?)", (stage, key))

    def get(self, stage: str, key: str, kind: type[T]) -> tuple[T, ...]:
        """What *stage* made of *key*."""
        rows = self._connection.execute(
            "SELECT body FROM made WHERE stage = ? AND key = ? ORDER BY place", (stage, key)
        )
        try:
            return tuple(decode_loosely(zlib.decompress(body), kind) for (body,) in rows)
        except (ValueError, zlib.error, sqlite3.DatabaseError):
            raise DamagedDerivedError from None

    def index(self, texts: Mapping[str, str], *, stage: str) -> None:
        """Make the texts that *stage* made searchable, by id, and no others."""
        with self._connection:
            if stage not in self.finished(_WORDS):
                self._connection.execute("DELETE FROM words")
                self._connection.execute("DELETE FROM finished WHERE stage = ?", (_WORDS,))
                self._connection.execute("INSERT INTO finished VALUES (?, ?)", (_WORDS, stage))
            rows = self._connection.execute("SELECT rowid, id FROM words")
            known = {key: row for row, key in rows}
            self._connection.executemany(
                "DELETE FROM words WHERE rowid = ?",
                [(row,) for key, row in known.items() if key not in texts],
            )
            self._connection.executemany(
                "INSERT INTO words VALUES (?, ?)",
                ((key, spaced(text)) for key, text in texts.items() if key not in known),
            )

    def search(self, query: str) -> Iterator[str]:
        """Ids of the texts that hold every word of *query*, best first."""
        words = spaced(query).split()
        if not words:
            return
        phrases = _phrases(words)
        rows = self._connection.execute(
            "SELECT id FROM words WHERE words MATCH ? ORDER BY rank, id", (" AND ".join(phrases),)
        )
        yield from (key for (key,) in rows)


def _phrases(words: list[str]) -> list[str]:
    """Han characters that follow each other are a phrase; other words match as beginnings."""
    phrases: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and is_han(word):
            run.append(word)
            continue
        if run:
            phrases.append('"' + " ".join(run) + '"')
            run = []
        if word:
            phrases.append('"' + word.replace('"', '""') + '"*')
    return phrases


def spaced(text: str) -> str:
    """Each Han character a word of its own: finds a word wherever it stands in unspaced text.

    >>> spaced("虹膜scan")
    ' 虹  膜 scan'
    """
    return "".join(f" {letter} " if is_han(letter) else letter for letter in text)


def is_han(letter: str) -> bool:
    """Whether this is a Han character."""
    return "\u3400" <= letter <= "\u9fff" or "\U00020000" <= letter <= "\U0003ffff"
