"""Turn documents into one long row of letters that can be compared, in any script.

In: documents.  Out: `Texts`, columns of folded letters of each *different* text, and which
documents hold it (exact copies are one text from here on).  Finding what texts share is not done
here but in `trace.shingles`, `trace.seeds` and `trace.chains`.

A letter is folded (case, width, accents), spaces and punctuation fall out, so that what typesetting
changes is no difference. Vowel signs of scripts that write them as marks are kept. Offsets are not
stored: `letter_offsets` makes them again for the few documents whose passages are shown.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import BlockRole, Document

COMPARED = frozenset({BlockRole.ARTICLE, BlockRole.HEADING, BlockRole.CAPTION})
LETTERS_MAX = 2_000_000  # a text beyond this is a book or an attack; the rest is not compared
LETTERS_MIN = 20  # a shorter text holds no passage in any script
PAD = 64  # zeros between texts, so that no window and no extension runs from one into the next
DENSE_WEIGHT = 2.4  # one Han character says about as much as this many letters: 25 against 60

_CODE_POINTS = 0x110000
_DENSE_RANGES = (
    (0x3041, 0x3100),  # kana
    (0x3400, 0x4DC0),  # Han, extension A
    (0x4E00, 0xA000),  # Han
    (0xAC00, 0xD7A4),  # Hangul syllables
    (0xF900, 0xFB00),  # Han, compatibility
    (0x20000, 0x33480),  # Han, further planes
)
_DROPPED_MARKS = ((0x0300, 0x0370), (0x064B, 0x0653), (0x0670, 0x0671))  # accents, harakat

Ints = NDArray[np.int64]
Letters = NDArray[np.uint32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Columns: the letters of all different texts in one row, and who holds which."""

    letters: Letters
    starts: Ints  # of each text in `letters`
    lengths: Ints
    holders: tuple[tuple[int, ...], ...]  # for each text, the documents with exactly these letters
    text_of: tuple[int, ...]  # for each document its text, or -1 where there is too little
    cut: tuple[int, ...]  # documents whose end was not compared

    def dense(self) -> Flags:
        """Which letters are of a script that says a word in a sign or two."""
        return is_dense(self.letters)


def is_dense(letters: Letters) -> Flags:
    """Mark Han, kana and Hangul.

    >>> is_dense(np.array([ord("a"), ord("血")], dtype=np.uint32)).tolist()
    [False, True]
    """
    dense = np.zeros(letters.shape, dtype=np.bool_)
    for low, high in _DENSE_RANGES:
        dense |= (letters >= low) & (letters < high)
    return dense


def read_texts(documents: Sequence[Document]) -> Texts:
    """Fold every document; equal rows of letters are kept once."""
    table = folding_table(documents)
    rows: list[Letters] = []
    holders: list[list[int]] = []
    text_of: list[int] = []
    cut: list[int] = []
    met: dict[bytes, int] = {}
    for index, document in enumerate(documents):
        codes = _codes(document)
        folded = table[codes]
        folded = folded[folded > 0]
        if folded.size > LETTERS_MAX:
            cut.append(index)
            folded = folded[:LETTERS_MAX]
        if folded.size < LETTERS_MIN:
            text_of.append(-1)
            continue
        digest = hashlib.blake2b(folded.tobytes(), digest_size=16).digest()
        if digest not in met:
            met[digest] = len(rows)
            rows.append(folded)
            holders.append([])
        holders[met[digest]].append(index)
        text_of.append(met[digest])
    return _row_up(rows, holders, text_of, cut)


def _row_up(
    rows: list[Letters], holders: list[list[int]], text_of: list[int], cut: list[int]
) -> Texts:
    """Lay the texts end to end with padding between."""
    lengths = np.array([row.size for row in rows], dtype=np.int64)
    starts = np.cumsum(lengths + PAD) - lengths
    letters = np.zeros(int(lengths.sum()) + PAD * (len(rows) + 1), dtype=np.uint32)
    for row, start in zip(rows, starts.tolist(), strict=True):
        letters[start : start + row.size] = row
    return Texts(
        letters=letters,
        starts=starts,
        lengths=lengths,
        holders=tuple(tuple(group) for group in holders),
        text_of=tuple(text_of),
        cut=tuple(cut),
    )


def letter_offsets(document: Document, table: Letters) -> Ints:
    """Where in the document's text each compared letter stands."""
    spans = compared_spans(document)
    whole = _text_codes(document.text)
    parts = [np.arange(start, end, dtype=np.int64) for start, end in spans]
    places = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return places[table[whole[places]] > 0][:LETTERS_MAX]


def compared_spans(document: Document) -> list[tuple[int, int]]:
    """The stretches of a document that are compared: what is said, not what the page is dressed in.

    A document that nobody divided into blocks is compared whole.
    """
    length = len(document.text)
    if not document.blocks:
        return [(0, length)] if length else []
    spans: list[tuple[int, int]] = []
    end = 0
    for block in sorted(document.blocks, key=lambda block: block.position.start):
        first, last = max(block.position.start, end), min(block.position.end, length)
        if block.role in COMPARED and first < last:
            spans.append((first, last))
            end = last
    return spans


def folding_table(documents: Sequence[Document]) -> Letters:
    """For every code point that occurs, the letter it is compared as; 0 where it is not compared."""
    met = np.zeros(_CODE_POINTS, dtype=np.bool_)
    for document in documents:
        met[_text_codes(document.text)] = True
    table = np.zeros(_CODE_POINTS, dtype=np.uint32)
    for code in np.flatnonzero(met).tolist():
        table[code] = _fold(code)
    return table


def _fold(code: int) -> int:
    """One code point as it is compared: é as e, Ａ as a, ß as s; 0 for what is no letter or digit."""
    if any(low <= code < high for low, high in _DROPPED_MARKS):
        return 0
    character = chr(code)
    if unicodedata.category(character)[0] not in "LMN":
        return 0
    plain = unicodedata.normalize("NFKD", character).casefold()
    for part in unicodedata.normalize("NFKD", plain):
        if unicodedata.category(part)[0] in "LMN":
            return SIMPLIFIED.get(ord(part), ord(part))
    return 0


def _text_codes(text: str) -> Letters:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _codes(document: Document) -> Letters:
    """The code points of what is compared, without the places they stand at."""
    spans = compared_spans(document)
    codes = _text_codes(document.text)
    if spans == [(0, len(document.text))]:
        return codes
    parts = [codes[start:end] for start, end in spans]
    return np.concatenate(parts) if parts else codes[:0]


SIMPLIFIED: Mapping[int, int] = {}
