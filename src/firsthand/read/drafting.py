"""Put a document's text together block by block, so that every offset is known as it is made.

In: words, their role and the way back to the bytes.  Out: a text and its blocks.
"""

from __future__ import annotations

from firsthand.model.document import Block, BlockRole, Link, TextPosition

TEXT_CHARACTERS_MAX = 20_000_000  # a longer text is read up to here and marked as partly read


class Draft:
    """A text under construction; blocks are parted by line ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.full = False

    def add(self, words: str, *, role: BlockRole, path: str) -> int | None:
        """Append one block; the offset at which it begins, None if it holds nothing."""
        words = words.strip()
        if not words or self.full:
            return None
        if self.size + len(words) > TEXT_CHARACTERS_MAX:
            words = words[: TEXT_CHARACTERS_MAX - self.size]
            self.full = True
            if not words:
                return None
        start = self.size
        position = TextPosition(start=start, end=start + len(words))
        self.blocks.append(Block(position=position, role=role, path=path))
        self._parts.append(words)
        self.size += len(words) + 1
        return start

    @property
    def text(self) -> str:
        """All blocks, a line each."""
        return "\n".join(self._parts)
