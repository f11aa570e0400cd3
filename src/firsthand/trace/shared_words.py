"""Find which documents share words, in any script, and where.

In: documents.  Out: pairs with the longest shared passage on both sides and the share of each text.
A text is compared as its letters alone, casefolded: 16 at a time, 7 where they are Han. A stretch
that many pages have is boilerplate and links nobody.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from firsthand.model.document import BlockRole, Document, Quotation, TextPosition
from firsthand.model.value import value

LETTERS, HAN_LETTERS = 16, 7
KEPT_OF = 4  # one window in so many is kept, by its own hash, so that both sides keep the same ones
HOLDERS_MAX = 60  # a window in more texts than this tells nothing about any two of them
WINDOWS_MIN = 3


@value
class Shared:
    """Two documents with words in common."""

    one: str
    other: str
    quote_one: Quotation
    quote_other: Quotation
    share_one: float
    share_other: float


def find_shared(documents: Sequence[Document]) -> list[Shared]:
    """Every pair that shares enough, by ids."""
    windows = {document.id: _windows(document) for document in documents}
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(windows):
        for window in windows[key]:
            holders[window].append(key)
    counts: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if 1 < len(keys) <= HOLDERS_MAX:
            for number, one in enumerate(keys):
                counts.update((one, other) for other in keys[number + 1 :])
    texts = {document.id: document for document in documents}
    found = []
    for (one, other), count in sorted(counts.items()):
        if count >= WINDOWS_MIN:
            made = _shared(texts[one], texts[other], windows[one], windows[other], count)
            if made is not None:
                found.append(made)
    return found


def _windows(document: Document) -> dict[int, tuple[int, int]]:
    """Hashes of the kept windows, and the text range of each."""
    letters, places = [], []
    for block in document.blocks:
        if block.role is BlockRole.BOILERPLATE:
            continue
        span = block.position
        for place in range(span.start, span.end):
            letter = document.text[place]
            if letter.isalnum():
                letters.append(unicodedata.normalize("NFKC", letter).casefold()[:1] or letter)
                places.append(place)
    han = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
    size = HAN_LETTERS if han * 2 > len(letters) else LETTERS
    kept: dict[int, tuple[int, int]] = {}
    stream = "".join(letters)
    for at in range(len(stream) - size + 1):
        window = crc32(stream[at : at + size].encode("utf-8", "surrogatepass"))
        if window % KEPT_OF == 0:
            kept.setdefault(window, (places[at], places[at + size - 1] + 1))
    return kept


def _shared(
    one: Document,
    other: Document,
    windows: dict[int, tuple[int, int]],
    others: dict[int, tuple[int, int]],
    count: int,
) -> Shared | None:
    common = sorted((windows[w], others[w]) for w in windows.keys() & others.keys())
    if not common:
        return None
    best = run = [common[0]]
    for before, item in pairwise(common):
        follows = 0 <= item[1][0] - before[1][0] <= 400 and item[0][0] - before[0][0] <= 400
        run = [*run, item] if follows else [item]
        best = run if len(run) > len(best) else best
    return Shared(
        one=one.id,
        other=other.id,
        quote_one=_quote(one, best[0][0][0], best[-1][0][1]),
        quote_other=_quote(other, best[0][1][0], best[-1][1][1]),
        share_one=count / len(windows),
        share_other=count / len(others),
    )


def _quote(document: Document, start: int, end: int) -> Quotation:
    position = TextPosition(start=start, end=end)
    return Quotation(document=document.id, exact=document.text[start:end], position=position)
