"""Say at which line and column of a TOML file each key and each word of a list stands.

In: the text of a file that is known to be TOML.  Out: positions, both counted from one, as editors do.
`tomllib` gives none; this reads as much of TOML as is needed to find keys, and values it skips.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter

Path = tuple[str | int, ...]
Position = tuple[int, int]

_KEY = r"(?:\"(?:\\.|[^\"\\])*\"|'[^']*'|[\w-]+)"
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\[(?P<list>\[)?\s*(?P<keys>{_KEYS})\s*\]\]?")
_ASSIGNED = re.compile(rf"(?P<keys>{_KEYS})[ \t]*=[ \t]*")
_STRING = r"\"\"\"(?:\\.|[^\\])*?\"\"\"+|'''.*?'''+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'"
_PIECE = re.compile(rf"(?P<text>{_STRING})|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<end>\n)|#[^\n]*|[^\"'\[\]{{}}\n#]+", re.DOTALL)  # fmt: skip


class Lines:
    """Where keys and the words of lists stand in one file."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._keys: dict[Path, int] = {(): 0}
        self._texts: dict[Path, list[tuple[int, str]]] = {}
        self._read()

    def position(self, path: Path, item: str | None = None) -> Position:
        """Where the key at *path* stands, or the word *item* in its list; of a missing one, its table."""
        texts = self._texts.get(path, ())
        for at, written in texts if item is not None else ():
            if _said(written) == item:
                return self._place(at)
        while path not in self._keys:
            path = path[:-1]
        return self._place(self._keys[path])

    def _place(self, at: int) -> Position:
        before = self._text[:at]
        return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1

    def _read(self) -> None:
        table: Path = ()
        entries: Counter[Path] = Counter()
        at = 0
        while at < len(self._text):
            header = _HEADER.match(self._text, at)
            assigned = None if header else _ASSIGNED.match(self._text, at)
            if header:
                table = self._within(_names(header.group("keys")), entries)
                if header.group("list"):
                    self._keys.setdefault(table, at)
                    entries[table] += 1
                    table = (*table, entries[table] - 1)
                self._keys.setdefault(table, at)
                at = header.end()
            elif assigned:
                path = (*table, *_names(assigned.group("keys")))
                self._keys.setdefault(path, at)
                at = self._skip(assigned.end(), path)
            else:
                piece = _PIECE.match(self._text, at)
                at = piece.end() if piece and piece.group()[:1] == "#" else at + 1

    def _within(self, names: Path, entries: Counter[Path]) -> Path:
        """The path of a table; below an entry of a list, that of the last entry."""
        path: Path = ()
        for number, name in enumerate(names):
            path = (*path, name)
            if number < len(names) - 1 and entries[path]:
                path = (*path, entries[path] - 1)
        return path

    def _skip(self, at: int, path: Path) -> int:
        """Where the value that begins at *at* ends; its texts are kept under *path*."""
        depth = 0
        texts = self._texts.setdefault(path, [])
        while at < len(self._text):
            piece = _PIECE.match(self._text, at)
            if piece is None:
                at += 1
                continue
            if piece.group("text"):
                texts.append((at, piece.group("text")))
            depth += bool(piece.group("open")) - bool(piece.group("close"))
            at = piece.end()
            if piece.group("end") and depth <= 0:
                break
        return at


def _names(keys: str) -> tuple[str, ...]:
    return tuple(
        name[1:-1] if name[0] in "\"'" else name
        for name in (found.group() for found in re.finditer(_KEY, keys))
    )


def _said(written: str) -> str:
    """What a text between quotation marks says."""
    said: str = tomllib.loads(f"x = {written}")["x"]
    return said
