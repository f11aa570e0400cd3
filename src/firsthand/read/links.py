"""Keep track of a page's links while its blocks are read: where to, and over which words.

In: where links begin and end, and where blocks do.  Out: for each block its links. A link that goes
on over several blocks is a link in each.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

ADDRESS_CHARACTERS_MAX = 2_000  # a longer one is no place anybody can go to


class Links:
    """The links that are open, and those of the block in hand."""

    def __init__(self, base: str) -> None:
        self._base = base
        parts = _split(base)
        self._origin = f"{parts[0]}://{parts[1]}" if parts[0] in {"http", "https"} else ""
        self._open: list[tuple[int, str, bool]] = []
        self._done: list[tuple[int, int, str]] = []

    def open(self, target: str, at: int) -> None:
        """A link begins."""
        self._open.append((at, self._full(target.strip()), False))

    def close(self, at: int) -> None:
        """The innermost link ends."""
        if self._open:
            start, target, seen = self._open.pop()
            if target and (start < at or not seen):
                self._done.append((start, at, target))

    def cut(self, at: int) -> list[tuple[int, int, str]]:
        """A block ends; a link that goes on is a link in both blocks."""
        for start, target, _ in self._open:
            if target and start < at:
                self._done.append((start, at, target))
        self._open = [(0, target, seen or start < at) for start, target, seen in self._open]
        done, self._done = self._done, []
        return done

    def _full(self, target: str) -> str:
        lower = target[:8].lower()
        if lower.startswith(("http://", "https://")):
            return target[:ADDRESS_CHARACTERS_MAX]
        if lower.startswith(("#", "javascri", "mailto:", "tel:", "data:")):
            return ""
        if not self._origin and not target.startswith("//"):
            return ""  # a page from nowhere: nobody knows what it points at
        if target[:1] == "/" and target[1:2] != "/" and "/." not in target:
            return self._origin + target
        full = full_address(self._base, target)
        return full if _split(full)[0] in {"http", "https"} else ""


def full_address(base: str, target: str | None) -> str:
    """An address as seen from *base*."""
    try:
        return urljoin(base, (target or "").strip())
    except ValueError:
        return base


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc
