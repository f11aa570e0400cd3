"""Tell how much of a sentence another page has: its letters, its words, its figures.

In: a sentence, a page.  Out: shares, and the stretch of the page that has most of it. What follows
for where a claim is from is not decided here but in `trace.statements`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache

from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.trace.letters import compared_spans

LETTERS_MAX = 200_000  # of a page; a longer one is a book, of which only the beginning is looked at
WINDOW = 10  # letters in a row that two texts share by copying, seldom by chance
WINDOW_DENSE = 5  # the same in a script that says a word in a sign or two
_DENSE = re.compile(r"[\u3400-\u9fff\u3041-\u30ff\uac00-\ud7a3]")
_BETWEEN = re.compile(r"[\W_]+")  # what str.isalnum is false of
SENTENCES_KEPT = 2_048  # read a moment ago: one is asked for by several edges of its page
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？；…]+[”’」』）]*|[؟۔।]+|\n")
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")
_WORD_LETTERS_MIN = 3  # "of" and "to" are in every sentence
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE_DIGITS_MIN = 3  # smaller figures are met by chance


def letters_of(text: str) -> tuple[str, int]:
    """The letters and figures of a text, folded, and how many of them in a row are compared."""
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    if letters.isascii():
        return letters, WINDOW
    return letters, WINDOW_DENSE if 2 * len(_DENSE.findall(letters)) > len(letters) else WINDOW


def windows(text: str) -> frozenset[str]:
    """All stretches of a few letters; case, width, space and punctuation aside."""
    letters, size = letters_of(text)
    return frozenset([letters[at : at + size] for at in range(len(letters) - size + 1)])


_sentence_windows = lru_cache(maxsize=SENTENCES_KEPT)(windows)


@lru_cache(maxsize=SENTENCES_KEPT)
def words(text: str) -> frozenset[str]:
    """Words of three letters and more, figures, pairs of signs where words are not parted.

    >>> sorted(words("They took 1,500 of us, 抽血样"))
    ['1500', 'they', 'took', '抽血', '血样']
    """
    found: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if word[0].isdigit():
            found.add(word.replace(",", ""))
        elif _DENSE.search(word):
            found.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif len(word) >= _WORD_LETTERS_MIN:
            found.add(word)
    return frozenset(found)


@lru_cache(maxsize=SENTENCES_KEPT)
def figures(text: str) -> frozenset[str]:
    """Figures that few texts share by chance: of three digits and more, and no years.

    >>> sorted(figures("In 2017, 36,200 of 12 villages"))
    ['36200']
    """
    plain = {f.replace(",", "") for f in _FIGURE.findall(unicodedata.normalize("NFKC", text))}
    return frozenset(
        figure
        for figure in plain
        if sum(map(str.isdigit, figure)) >= _FIGURE_DIGITS_MIN and not _YEAR.fullmatch(figure)
    )


class PageWords:
    """One page made ready to be looked through; each part is made when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._best: dict[str, tuple[float, Quotation | None]] = {}

    def share_of_letters(self, sentence: str) -> float:
        """How much of the sentence stands on the page letter by letter, differences between."""
        asked = _sentence_windows(sentence)
        return len(asked & self.windows) / len(asked) if asked else 0.0

    def best(self, sentence: str) -> tuple[float, Quotation | None]:
        """The share of the sentence's words that one place of the page has, and that place.

        A place is a sentence or two in a row: a retelling takes apart and puts together.
        """
        if sentence not in self._best:
            self._best[sentence] = self._look_for(sentence)
        return self._best[sentence]

    def _look_for(self, sentence: str) -> tuple[float, Quotation | None]:
        asked = words(sentence)
        if not asked:
            return 0.0, None
        hits: dict[int, set[str]] = {}
        for word in sorted(asked):
            for number in self._holders.get(word, ()):
                hits.setdefault(number, set()).add(word)
        best, where = 0, -1
        for number in sorted(hits):
            if len(hits[number]) > best:
                best, where = len(hits[number]), number
        quoted = None if where < 0 else self._quote(where)
        both = max((len(hits[n] | hits.get(n + 1, set())) for n in hits), default=0)
        return both / len(asked), quoted

    @cached_property
    def windows(self) -> frozenset[str]:
        """Of everything the page says."""
        return frozenset().union(*(windows(self._text(*span)) for span in self._spans))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Of everything the page says."""
        return frozenset().union(*(figures.__wrapped__(self._text(*span)) for span in self._spans))

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        left, spans = LETTERS_MAX, []
        for start, end in compared_spans(self.document):
            if left > 0:
                spans.append((start, min(end, start + left)))
            left -= end - start
        return spans

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [each for span in self._spans for each in _split(self.document.text, *span)]

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Which sentences hold a word."""
        found: dict[str, list[int]] = {}
        for number, span in enumerate(self._sentences):
            for word in words.__wrapped__(self._text(*span)):
                found.setdefault(word, []).append(number)
        return found

    def _text(self, start: int, end: int) -> str:
        return self.document.text[start:end]

    def _quote(self, number: int) -> Quotation:
        start, end = self._sentences[number]
        return quoted(self.document, start, end)


def quoted(document: Document, start: int, end: int) -> Quotation:
    """Exact words of a document."""
    return Quotation(
        document=document.id,
        exact=document.text[start:end],
        position=TextPosition(start=start, end=end),
    )


def shared_share(page: PageWords, earlier: list[PageWords]) -> tuple[float, list[float]]:
    """How much of a page's letters stand on earlier pages: on any of them, and on each."""
    mine = page.windows
    if not mine:
        return 0.0, [0.0 for _ in earlier]
    counts = Counter(window for other in earlier for window in mine & other.windows)
    return len(counts) / len(mine), [len(mine & other.windows) / len(mine) for other in earlier]


def _split(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch, without the space around them."""
    at = start
    ends = [match.end() for match in _END.finditer(text, start, stop)]
    for end in (*ends, stop):
        piece = text[at:end]
        left, right = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        if left < right:
            yield left, right
        at = end
