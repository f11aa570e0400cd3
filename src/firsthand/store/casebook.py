"""Keep what machines made, so that it need not be made twice: values by kind and key, in SQLite.

Everything here can be deleted; the same comes back. Values are kept in canonical form, so that two
makings can be compared byte by byte. What one making gave is sealed under a key that lies outside
the case (HMAC-SHA256): what other hands put here, or changed here, is never believed. A file that is
no database of ours, of another format or sealed by another key, is made again.
"""

from __future__ import annotations

import hmac
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from firsthand.errors import CaseBusyError, DamagedDerivedError, OperatorError
from firsthand.store.codec import decode_loosely, encode

T = TypeVar("T")
FORMAT = 2
_WORDS = "words"
NAME = "casebook.sqlite"
WAIT_SECONDS = 60.0  # another command may be writing a large reading
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
_NOT_OURS = "what was derived was changed by other hands, or damaged: delete the folder derived/ and run again"
_TABLES = (
    """CREATE TABLE made (
    stage TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (stage, key, place)) WITHOUT ROWID""",
    """CREATE TABLE finished (
    stage TEXT NOT NULL, key TEXT NOT NULL, seal BLOB NOT NULL,
    PRIMARY KEY (stage, key)) WITHOUT ROWID""",
    "CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, body, tokenize='unicode61')",
    "CREATE TABLE marks (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
)


class Casebook:
    """The file `derived/casebook.sqlite`, believed only where *key* sealed it."""

    def __init__(self, folder: Path, *, key: bytes) -> None:
        self._key = key
        self._path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OperatorError(f"derived/ cannot be made: {problem.strerror}") from problem
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = self._connect()
        if connection is not None:
            return connection
        try:
            for path in sorted(self._path.parent.glob(NAME + "*")):
                path.unlink()
        except OSError as problem:
            raise DamagedDerivedError(
                f"what was derived cannot be opened nor replaced ({problem.strerror}): "
                "delete derived/ and run again"
            ) from problem
        connection = self._connect()
        if connection is None:
            raise DamagedDerivedError
        return connection

    def _connect(self) -> sqlite3.Connection | None:
        """The database, made if there is none; nothing if what is there is not ours to believe."""
        if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
            raise DamagedDerivedError(f"expected a file at derived/{NAME}, found something else")
        try:
            connection = sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)
        except sqlite3.OperationalError:
            raise DamagedDerivedError from None
        try:
            connection.execute("PRAGMA synchronous = OFF")  # a lost page is a broken seal, no more
            connection.execute("BEGIN IMMEDIATE")
            if self._is_fresh(connection):
                self._fill(connection)
            ours = self._is_ours(connection)
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as problem:
            connection.close()
            if problem.sqlite_errorcode in _BUSY:
                raise CaseBusyError from None
            if problem.sqlite_errorcode in _NO_ROOM:
                raise OperatorError("the disk is full: derived/ was not written") from None
            return None
        if not ours:
            connection.close()
            return None
        return connection

    def _is_fresh(self, connection: sqlite3.Connection) -> bool:
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def _fill(self, connection: sqlite3.Connection) -> None:
        for table in _TABLES:
            connection.execute(table)
        connection.execute("INSERT INTO marks VALUES ('key', ?)", (self._seal("casebook", "", ()),))
        connection.execute(f"PRAGMA user_version = {FORMAT}")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        if connection.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
            return False
        row = connection.execute("SELECT body FROM marks WHERE name = 'key'").fetchone()
        return row is not None and _same(row[0], self._seal("casebook", "", ()))

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
        with _guarded():
            rows = self._connection.execute("SELECT key FROM finished WHERE stage = ?", (stage,))
            return {key for (key,) in rows}

    def put(self, stage: str, key: str, values: Iterable[object]) -> None:
        """Keep what *stage* made of *key*, whole or not at all."""
        self.put_many(stage, {key: values})

    def put_only(self, stage: str, key: str, values: Iterable[object]) -> None:
        """Keep what *stage* made of *key* and forget what it made of anything else."""
        for old in sorted(self.finished(stage) - {key}):
            with self._writing():
                for table in ("made", "finished"):
                    self._connection.execute(
                        f"DELETE FROM {table} WHERE stage = ? AND key = ?",  # noqa: S608 - our names
                        (stage, old),
                    )
        self.put(stage, key, values)

    def put_many(self, stage: str, made: Mapping[str, Iterable[object]]) -> None:
        """Keep what *stage* made of several keys: all of it or nothing."""
        if not made:
            return
        bodies = {
            key: [zlib.compress(encode(each), 1) for each in values] for key, values in made.items()
        }
        with self._writing():
            self._connection.executemany(
                "DELETE FROM made WHERE stage = ? AND key = ?", [(stage, key) for key in bodies]
            )
            self._connection.executemany(
                "INSERT INTO made VALUES (?, ?, ?, ?)",
                [
                    (stage, key, place, body)
                    for key, parts in bodies.items()
                    for place, body in enumerate(parts)
                ],
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO finished VALUES (?, ?, ?)",
                [(stage, key, self._seal(stage, key, parts)) for key, parts in bodies.items()],
            )

    def get(self, stage: str, key: str, kind: type[T]) -> tuple[T, ...]:
        """What *stage* made of *key*.

        Raises:
            DamagedDerivedError: it is not what we put there.
        """
        with _guarded():
            sealed = self._connection.execute(
                "SELECT seal FROM finished WHERE stage = ? AND key = ?", (stage, key)
            ).fetchone()
            if sealed is None:
                return ()
            rows = self._connection.execute(
                "SELECT body FROM made WHERE stage = ? AND key = ? ORDER BY place", (stage, key)
            )
            bodies = [body for (body,) in rows]
        return self._opened(stage, key, sealed[0], bodies, kind)

    def get_many(
        self, stage: str, keys: Collection[str], kind: type[T]
    ) -> dict[str, tuple[T, ...]]:
        """What *stage* made of each of *keys*, in one pass; those it was not done for are left out.

        Raises:
            DamagedDerivedError: it is not what we put there.
        """
        wanted = frozenset(keys)
        found: dict[str, tuple[T, ...]] = {}
        with _guarded():
            rows = self._connection.execute(
                "SELECT finished.key, seal, body FROM finished LEFT JOIN made USING (stage, key) "
                "WHERE stage = ? ORDER BY finished.key, place",
                (stage,),
            )
            for (key, seal), group in groupby(rows, key=_first_two):
                if key in wanted:
                    bodies = [body for _, _, body in group if body is not None]
                    found[key] = self._opened(stage, key, seal, bodies, kind)
        return found

    def _opened(
        self, stage: str, key: str, seal: object, bodies: Sequence[object], kind: type[T]
    ) -> tuple[T, ...]:
        if not _same(seal, self._seal(stage, key, bodies)):
            raise DamagedDerivedError(_NOT_OURS)
        return tuple(
            decode_loosely(zlib.decompress(body), kind)
            for body in bodies
            if isinstance(body, bytes)  # what is sealed is
        )

    def _seal(self, stage: str, key: str, bodies: Iterable[object]) -> bytes:
        """A code that only the holder of the key can make, over all that was made and its place."""
        sealed = bytearray()
        for part in (stage.encode(), key.encode(), *bodies):
            data = part if isinstance(part, bytes) else repr(part).encode()
            sealed += b"%d:" % len(data)
            sealed += data
        return hmac.digest(self._key, sealed, "sha256")

    def index(self, texts: Mapping[str, str], *, stage: str) -> None:
        """Make the texts that *stage* made searchable, by id, and no others."""
        with self._writing():
            if stage not in self.finished(_WORDS):
                self._connection.execute("DELETE FROM words")
                self._connection.execute("DELETE FROM finished WHERE stage = ?", (_WORDS,))
                seal = self._seal(_WORDS, stage, ())
                self._connection.execute(
                    "INSERT INTO finished VALUES (?, ?, ?)", (_WORDS, stage, seal)
                )
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
        words = spaced(query.replace("\0", " ")).split()
        if not words:
            return
        phrases = _phrases(words)
        with _guarded():
            rows = self._connection.execute(
                "SELECT id FROM words WHERE words MATCH ? ORDER BY rank, id",
                (" AND ".join(phrases),),
            ).fetchall()
        yield from (key for (key,) in rows)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of it or nothing."""
        with _guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


@contextmanager
def _guarded() -> Iterator[None]:
    """What SQLite reports, in one clear sentence."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode in _BUSY:
            raise CaseBusyError from None
        if problem.sqlite_errorcode in _NO_ROOM:
            raise OperatorError("the disk is full: derived/ was not written") from None
        raise DamagedDerivedError from None


def _first_two(row: tuple[str, object, object]) -> tuple[str, object]:
    return row[0], row[1]


def _same(found: object, expected: bytes) -> bool:
    return isinstance(found, bytes) and hmac.compare_digest(found, expected)


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
