"""Find claims that seem to begin at their page and whose sentence also stands on another page.

In: claims that begin at their pages, all pages.  Out: those of them whose sentence another page has
that does not have it from theirs. That page may be where it is from, though no edge says so: then
nothing is said of it. Whether a claim begins at its page otherwise is decided in `trace.statements`.

Every sentence in which something is claimed is looked through, in columns: a number of 64 bits for
each few letters in a row. Two stretches of one case have the same number by chance once in some
billion cases of a million pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.claim import Suggestion
from firsthand.trace.bearing import Pages
from firsthand.trace.contained import WINDOW, WINDOW_DENSE, figures, letters_of

MET_MIN = 0.5  # of a sentence's letters in a sentence of another page: the same sentence
HOLDERS_MAX = 64  # sentences that begin at some page and share these letters; more is a formula
LETTERS_AT_ONCE = 100_000  # of sentences looked through together; a few numbers for each letter
_BASE = {WINDOW: 0x9E3779B97F4A7C15, WINDOW_DENSE: 0xC2B2AE3D27D4EB4F}  # odd, of no pattern

Columns = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Sentences that begin at some page: which hold a window, and how many windows each has.

    What very many of them have in common says nothing, and a sentence of nothing else cannot be told
    from others: it has none.
    """

    windows: Columns  # each once, sorted
    starts: Places  # of each window, its first holder; one more at the end
    holders: Places
    sizes: Places  # by sentence


def met_elsewhere(begun: Iterable[Suggestion], pages: Pages) -> set[str]:
    """Of claims *begun* at their pages, those whose sentence stands on a page that is no copy of theirs."""
    told: dict[str, list[Suggestion]] = {}
    for claim in sorted(begun, key=lambda each: each.id):
        told.setdefault(claim.quotation.exact, []).append(claim)
    sentences = list(told)
    index = _index(sentences)
    met = {claim.id for exact, none in zip(sentences, index.sizes == 0, strict=True) if none for claim in told[exact]}  # fmt: skip
    held = _holders_of(pages) if index.windows.size else {}
    for exact, number in _alike(list(held), index):
        if _may_be_one(sentences[number], exact):
            for claim in told[sentences[number]]:
                if claim.id not in met and _stands_apart(claim, held[exact], pages):
                    met.add(claim.id)
    return met


def _stands_apart(claim: Suggestion, holders: Sequence[str], pages: Pages) -> bool:
    """Whether one of the pages that have the sentence does not have it from the claim's page."""
    return any(
        not pages.are_one(claim.document, page) and claim.document not in pages.lines(page)
        for page in holders
    )


def _may_be_one(one: str, other: str) -> bool:
    """Whether they are not two sentences of one form that give two figures."""
    mine = figures(one)
    return not mine or bool(mine & figures(other))


def _holders_of(pages: Pages) -> dict[str, list[str]]:
    """Every sentence in which something is claimed, and the pages that have it."""
    found: dict[str, list[str]] = {}
    for page, claims in pages.suggestions.items():
        for exact in dict.fromkeys(claim.quotation.exact for claim in claims):
            found.setdefault(exact, []).append(page)
    return found


def _index(told: Sequence[str]) -> _Told:
    parts = list(_windows(told))
    windows = np.concatenate([part for part, _ in parts]) if parts else np.zeros(0, np.uint64)
    holders = np.concatenate([of for _, of in parts]) if parts else np.zeros(0, np.int64)
    order = np.lexsort((holders, windows))
    windows, holders = windows[order], holders[order]
    unique, counts = np.unique(windows, return_counts=True)
    kept = np.repeat(counts <= HOLDERS_MAX, counts)
    few = counts[counts <= HOLDERS_MAX]
    return _Told(
        windows=unique[counts <= HOLDERS_MAX],
        starts=np.append(0, np.cumsum(few)).astype(np.int64),
        holders=holders[kept],
        sizes=np.bincount(holders[kept], minlength=len(told)).astype(np.int64),
    )


def _alike(sentences: Sequence[str], told: _Told) -> Iterator[tuple[str, int]]:
    """Sentences that have enough of one that begins at some page, and which that is."""
    count = len(told.sizes)
    for windows, owner in _windows(sentences, among=told.windows):
        at = np.searchsorted(told.windows, windows)
        sizes = told.starts[at + 1] - told.starts[at]
        first = np.repeat(told.starts[at] - np.append(0, np.cumsum(sizes))[:-1], sizes)
        holder = told.holders[first + np.arange(int(sizes.sum()))]
        pairs, hits = np.unique(np.repeat(owner, sizes) * count + holder, return_counts=True)
        enough = hits >= MET_MIN * told.sizes[pairs % count]
        for pair in pairs[enough].tolist():
            yield sentences[pair // count], pair % count


def _windows(
    sentences: Sequence[str], *, among: Columns | None = None
) -> Iterator[tuple[Columns, Places]]:
    """The windows of each sentence as numbers, each once a sentence, and whose it is; many at a time.

    With *among*, sorted and not empty, only windows that are in it.
    """
    for first, last in _cut(sentences):
        folded = [letters_of(sentence) for sentence in sentences[first:last]]
        parts = [
            _numbers({first + n: letters for n, (letters, of) in enumerate(folded) if of == size}, size)
            for size in (WINDOW, WINDOW_DENSE)
        ]  # fmt: skip
        windows = np.concatenate([part for part, _ in parts])
        owners = np.concatenate([of for _, of in parts])
        if among is not None:
            at = np.minimum(np.searchsorted(among, windows), among.size - 1)
            here = among[at] == windows
            windows, owners = windows[here], owners[here]
        order = np.lexsort((windows, owners))
        windows, owners = windows[order], owners[order]
        fresh = np.ones(windows.size, np.bool_)
        fresh[1:] = (windows[1:] != windows[:-1]) | (owners[1:] != owners[:-1])
        yield windows[fresh], owners[fresh]


def _cut(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Sentences in a row that have few letters together, or a single one."""
    first = letters = 0
    for number, sentence in enumerate(sentences):
        letters += len(sentence)
        if letters > LETTERS_AT_ONCE:
            yield first, number + 1
            first, letters = number + 1, 0
    if first < len(sentences):
        yield first, len(sentences)


def _numbers(texts: Mapping[int, str], size: int) -> tuple[Columns, Places]:
    """A number for each *size* letters in a row within each text, and whose they are."""
    codes = np.frombuffer("".join(texts.values()).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(text) for text in texts.values()], np.int64)
    owners = np.repeat(np.fromiter(texts, np.int64, len(texts)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(codes.size)
    starts = np.flatnonzero(left >= size)
    base = np.uint64(_BASE[size])
    made = np.zeros(starts.size, np.uint64)
    for step in range(size):
        made = made * base + codes[starts + step]
    made ^= made >> np.uint64(31)
    return made, owners[starts]
