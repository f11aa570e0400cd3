"""Turn documents into one long row of letters that can be compared, in any script.

In: documents.  Out: `Texts`, columns of folded letters of each *different* text, and which
documents hold it (exact copies are one text from here on).  Finding what texts share is not done
here but in `trace.shingles`, `trace.seeds` and `trace.chains`.

A letter is folded (case, width, accents), spaces and punctuation fall out, so that what typesetting
changes is no difference. Vowel signs of scripts that write them as marks are kept. Offsets are not
stored: `letter_offsets` makes them again for the few documents whose passages are shown. The row has
two bytes a letter; four if any letter of the pile needs them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from firsthand.model.document import BlockRole, Document
from firsthand.model.orthography import simplified_signs
from firsthand.trace.engine import HERE, Engine

COMPARED = frozenset({BlockRole.ARTICLE, BlockRole.HEADING, BlockRole.CAPTION})
LETTERS_MAX = 2_000_000  # a text beyond this is a book or an attack; the rest is not compared
LETTERS_MIN = 20  # a shorter text holds no passage in any script
READ_MAX = 4 * LETTERS_MAX  # characters of one document looked at: letters and what is between them
PAD = 64  # zeros between texts, so that no window and no extension runs from one into the next
DENSE_WEIGHT = 2.4  # one Han character says about as much as this many letters: 25 against 60
PART = 4_000_000  # characters read as one piece of work

_CODE_POINTS = 0x110000
_UNKNOWN = 0xFFFFFFFF  # no code point
_SHORT = 0x10000  # code points that have two bytes
_UNKNOWN_SHORT = 0xFFFF  # no character
_ASCII_LETTERS = bytes(code < 128 and chr(code).isalnum() for code in range(256))
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
Letters = NDArray[np.uint16] | NDArray[np.uint32]
Codes = NDArray[np.uint32]
Short = NDArray[np.uint16]
_start = attrgetter("position.start")
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


class Folding:
    """As what letter each code point is compared; found out for those that occur."""

    def __init__(self) -> None:
        self._table = np.full(_CODE_POINTS, _UNKNOWN, dtype=np.uint32)
        self._short = np.full(_SHORT, _UNKNOWN_SHORT, dtype=np.uint16)

    def letters(self, text: str) -> Letters:
        """The folded letters of *text*, 0 where nothing is compared; two bytes each, if that will do."""
        # Most texts have no code point beyond two bytes, and are read in half the time as if none had.
        encoded = text.encode("utf-16-le", "surrogatepass")
        if len(encoded) == 2 * len(text):
            short = self._fold_short(np.frombuffer(encoded, dtype=np.uint16))
            if short is not None:
                return short
        return self(_text_codes(text))

    def _fold_short(self, codes: Short) -> Short | None:
        """The same of code points of two bytes; nothing if one is folded to a longer one."""
        # To take from a table is faster than to index it, where places are not of eight bytes.
        folded: Short = self._short.take(codes)
        if folded.size and folded.max() == _UNKNOWN_SHORT:
            fresh = _met(codes[folded == _UNKNOWN_SHORT], _SHORT)
            if not self._short.flags.writeable:  # it came through shared memory
                self._short = self._short.copy()
            letters = np.array([fold_letter(code) for code in fresh.tolist()], dtype=np.uint32)
            self._short[fresh] = np.minimum(letters, _UNKNOWN_SHORT)
            folded = self._short.take(codes)
            if folded.max() == _UNKNOWN_SHORT:
                return None
        return folded

    def __call__(self, codes: Codes) -> Codes:
        """The folded letters of *codes*, 0 where nothing is compared."""
        folded: Codes = self._table[codes]
        if folded.size and folded.max() == _UNKNOWN:
            fresh = _met(codes[folded == _UNKNOWN], _CODE_POINTS)
            if not self._table.flags.writeable:
                self._table = self._table.copy()
            self._table[fresh] = [fold_letter(code) for code in fresh.tolist()]
            folded = self._table[codes]
        return folded


def _met(codes: Codes | Short, most: int) -> Ints:
    """The different ones of *codes*, all below *most*."""
    met = np.zeros(most, dtype=np.bool_)
    met[codes] = True
    return np.flatnonzero(met)


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The letters of the different texts of a part, and of each document which of them it holds."""

    letters: Letters
    lengths: Ints  # of the different texts
    digests: tuple[bytes, ...]
    text_of: tuple[int, ...]
    cut: tuple[bool, ...]


def is_dense(letters: Letters | NDArray[np.uint8]) -> Flags:
    """Mark Han, kana and Hangul.

    >>> is_dense(np.array([ord("a"), ord("血")], dtype=np.uint32)).tolist()
    [False, True]
    """
    dense = np.zeros(letters.shape, dtype=np.bool_)
    if not letters.size or letters.max() < _DENSE_RANGES[0][0]:
        return dense
    if letters.dtype == np.uint16:
        short: Flags = _dense_table().take(letters)
        return short
    for low, high in _DENSE_RANGES:
        dense |= (letters >= low) & (letters < high)
    return dense


@lru_cache(maxsize=1)
def _dense_table() -> Flags:
    return is_dense(np.arange(_SHORT, dtype=np.uint32))


def read_texts(
    documents: Sequence[Document],
    *,
    engine: Engine = HERE,
    meanwhile: Callable[[], None] | None = None,
) -> Texts:
    """Fold every document; equal rows of letters are kept once.

    *meanwhile* is done here, once, while other processes read, if the engine has begun any.
    """
    lengths: list[int] = []
    holders: list[list[int]] = []
    text_of: list[int] = []
    cut: list[int] = []
    met: dict[bytes, int] = {}
    end = PAD
    # Which documents, not their words, go from process to process.
    work = partial(_read_part, documents=documents)
    reading = engine.map(work, parts_of(documents, PART))
    if meanwhile is not None:
        meanwhile()
    most = sum(min(len(document.text), LETTERS_MAX) + PAD for document in documents)
    row: Letters = np.zeros(
        most + 2 * PAD, dtype=np.uint16
    )  # pages that are never written take no room
    for read in reading:
        if read.letters.dtype != row.dtype and row.dtype == np.uint16:
            row = row.astype(np.uint32)
        numbers = []
        first = 0
        for digest, length in zip(read.digests, read.lengths.tolist(), strict=True):
            number = met.setdefault(digest, len(lengths))
            if number == len(lengths):
                lengths.append(length)
                holders.append([])
                row[end : end + length] = read.letters[first : first + length]
                end += length + PAD
            numbers.append(number)
            first += length
        for local, is_cut in zip(read.text_of, read.cut, strict=True):
            index = len(text_of)
            text_of.append(numbers[local] if local >= 0 else -1)
            if local >= 0:
                holders[numbers[local]].append(index)
            if is_cut:
                cut.append(index)
    sizes = np.array(lengths, dtype=np.int64)
    return Texts(
        letters=row[: end + PAD],
        starts=np.cumsum(sizes + PAD) - sizes,
        lengths=sizes,
        holders=tuple(map(tuple, holders)),
        text_of=tuple(text_of),
        cut=tuple(cut),
    )


def parts_of(documents: Sequence[Document], size: int) -> Iterator[range]:
    """Some documents at a time, of about *size* characters together, by their numbers."""
    first = held = 0
    for number, document in enumerate(documents, 1):
        held += len(document.text)
        if held >= size:
            yield range(first, number)
            first, held = number, 0
    if first < len(documents):
        yield range(first, len(documents))


def _words_of(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """What is compared of a text."""
    if len(spans) == 1:
        return text[spans[0][0] : spans[0][1]]
    return "".join([text[start:end] for start, end in spans])


def _read_part(chosen: range, *, documents: Sequence[Document]) -> _Read:
    """Fold the words of some documents."""
    words = [_words_of(d.text, compared_spans(d)) for d in map(documents.__getitem__, chosen)]
    every_longer = [len(some) > READ_MAX for some in words]
    words = [some[:READ_MAX] for some in words]
    folded = Folding().letters("".join(words))
    is_letter = folded > 0
    before = np.zeros(folded.size + 1, dtype=np.int64)
    np.cumsum(is_letter, out=before[1:])
    ends = np.cumsum(np.array([len(some) for some in words], dtype=np.int64))
    bounds = before[np.append(0, ends)].tolist()
    letters = folded[is_letter]
    rows: list[Letters] = []
    met: dict[bytes, int] = {}
    text_of: list[int] = []
    cut: list[bool] = []
    for number, longer in enumerate(every_longer):
        first, last = bounds[number], bounds[number + 1]
        cut.append(longer or last - first > LETTERS_MAX)
        row: Letters = letters[first : min(last, first + LETTERS_MAX)]
        if row.size < LETTERS_MIN:
            text_of.append(-1)
            continue
        if row.dtype != np.uint16 and row.max() < _SHORT:
            # Equal texts are equal bytes, whatever stands beside them.
            row = row.astype(np.uint16)
        digest = hashlib.blake2b(row.data, digest_size=16).digest()
        text_of.append(met.setdefault(digest, len(rows)))
        if text_of[-1] == len(rows):
            rows.append(row)
    every = np.concatenate([letters[:0], *rows])
    if not every.size or every.max() < _SHORT:
        every = every.astype(np.uint16)
    return _Read(
        letters=every,
        lengths=np.array([row.size for row in rows], dtype=np.int64),
        digests=tuple(met),
        text_of=tuple(text_of),
        cut=tuple(cut),
    )


def letter_offsets(document: Document, folding: Folding) -> NDArray[np.int32]:
    """Where in the document's text each compared letter stands."""
    spans = compared_spans(document)
    text = document.text
    if spans and spans[-1][1] <= READ_MAX and _is_one_stretch(text, spans):
        first = spans[0][0]
        words = text[first : spans[-1][1]]
        if words.isascii():  # the same, in half the time
            flags = np.frombuffer(words.encode().translate(_ASCII_LETTERS), dtype=np.bool_)
        else:
            flags = folding.letters(words) > 0
        found = flags.nonzero()[0][:LETTERS_MAX]
        return np.add(found, first, dtype=np.int32, casting="same_kind")
    words = _words_of(text, spans)[:READ_MAX]
    places: NDArray[np.int32]
    places = np.flatnonzero(folding.letters(words))[:LETTERS_MAX].astype(np.int32)
    read = 0
    lengths = np.cumsum([end - start for start, end in spans])
    # Looked up before any is moved: moved places are no longer in order with those that are not.
    ends = places.searchsorted(lengths).tolist()
    for first, last, (start, end) in zip([0, *ends], ends, spans, strict=False):
        places[first:last] += start - read
        read += end - start
    return places


def _is_one_stretch(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but space stands between stretches: then no letter of a text is left out between them."""
    end = spans[0][0]
    for start, last in spans:
        if start != end and not text[end:start].isspace():
            return False
        end = last
    return True


def compared_spans(document: Document) -> list[tuple[int, int]]:
    """The stretches of a document that are compared: what is said, not what the page is dressed in.

    A document that nobody divided into blocks is compared whole.
    """
    length = len(document.text)
    if not document.blocks:
        return [(0, length)] if length else []
    spans: list[tuple[int, int]] = []
    end = met = 0
    article = BlockRole.ARTICLE
    for block in document.blocks:
        place = block.position
        start, last = place.start, place.end
        if start < met:  # hardly any reader gives them in another order than that of the page
            return _sorted_spans(document)
        met = start
        # Asked of every page several times: what nearly all blocks are is looked at first.
        if block.role is article or block.role in COMPARED:
            if not end <= start < last <= length:
                start, last = max(end, start), min(last, length)
            if start < last:
                spans.append((start, last))
                end = last
    return spans


def _sorted_spans(document: Document) -> list[tuple[int, int]]:
    """The same of blocks in any order."""
    blocks = tuple(sorted(document.blocks, key=_start))
    return compared_spans(replace(document, blocks=blocks))


@lru_cache(maxsize=1 << 16)
def fold_letter(code: int) -> int:
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


def _text_codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


SIMPLIFIED: Mapping[int, int] = {code: ord(sign) for code, sign in simplified_signs().items()}
