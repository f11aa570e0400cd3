"""Put a document's text together block by block, so that every offset is known as it is made.

In: words, their role and the way back to the bytes.  Out: a text and its blocks.
"""

from __future__ import annotations

from firsthand.model.document import Block, BlockRole, Link, TextPosition

TEXT_CHARACTERS_MAX = 20_000_000  # a longer text is read up to here and marked as partly read
BLOCKS_MAX = 200_000  # a book has some ten thousand; whoever opens the case holds them all
PATHS_CHARACTERS_MAX = 40_000_000  # paths may be longer than the text that they lead to
LINKS_MAX = 50_000


class Draft:
    """A text under construction; blocks are parted by line ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._paths_size = 0
        self.size = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.full = False

    def add(self, words: str, *, role: BlockRole, path: str) -> int | None:
        """Append one block; the offset at which it begins, None if it holds nothing."""
        words = words.strip()
        if not words or self.full:
            return None
        self._paths_size += len(path)
        if len(self.blocks) >= BLOCKS_MAX or self._paths_size > PATHS_CHARACTERS_MAX:
            self.full = True
            return None
        if self.size + len(words) > TEXT_CHARACTERS_MAX:
            words = words[: TEXT_CHARACTERS_MAX - self.size].rstrip()
            self.full = True
            if not words:
                return None
        start = self.size
        position = TextPosition(start=start, end=start + len(words))
        self.blocks.append(Block(position=position, role=role, path=path))
        self._parts.append(words)
        self.size += len(words) + 1
        return start

    def keep(self, text: str) -> None:
        """Take *text* as it stands; `mark` then says where its blocks are."""
        assert not self._parts, "a text is taken whole or put together, not both"
        self.full = len(text) > TEXT_CHARACTERS_MAX
        self._parts.append(text[:TEXT_CHARACTERS_MAX])
        self.size = len(self._parts[0].strip())

    def mark(self, start: int, end: int, *, role: BlockRole, path: str) -> bool:
        """A block of the text that was taken whole; whether there was room for it."""
        self.full = self.full or len(self.blocks) >= BLOCKS_MAX
        if not self.full:
            position = TextPosition(start=start, end=end)
            self.blocks.append(Block(position=position, role=role, path=path))
        return not self.full

    def link(self, target: str, start: int, end: int) -> None:
        """Note a link over the words from *start* to *end*; over none if they are the same."""
        if len(self.links) < LINKS_MAX:
            position = TextPosition(start=start, end=end) if start < end else None
            self.links.append(Link(target=target, position=position))

    @property
    def text(self) -> str:
        """All blocks, a line each."""
        return "\n".join(self._parts)
