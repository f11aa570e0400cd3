"""One form for every way of writing the same signs, so that words are known in all of them.

In: a text.  Out: what it says without signs that say nothing (soft hyphens, vowel marks, marks of
direction), and where each letter of that stood; then the same in one form of every letter, in lower
case. `model.orthography` says which traditional sign is which simplified one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from firsthand.model.orthography import simplified_signs
from firsthand.model.value import value

REMEMBERED_CHARACTERS_MAX = 2_000  # a sentence has no more
SPELLED_MAX = 500  # sentences: those of a long page; together at most some 4 MB


@value
class Plain:
    """A text without the signs that say nothing.

    `origins`: where in the original each letter stood, and where that ends; None where nothing is left out.
    """

    text: str
    origins: Sequence[int] | None

    def origin(self, at: int) -> int:
        """Where the letter at *at* stood in the original."""
        return at if self.origins is None else self.origins[at]


def plain(text: str) -> Plain:
    """*text* without what is not read: letters stay, each with the place where it stood.

    >>> plain("fin\u00adger").text, plain("fin\u00adger").origins
    ('finger', (0, 1, 2, 4, 5, 6, 7))
    """
    if text.isascii() or not _UNREAD.search(text):
        return Plain(text=text, origins=None)
    letters: list[str] = []
    origins: list[int] = []
    for at, written in _parts(text):
        letters += written
        origins += [at] * len(written)
    return Plain(text="".join(letters), origins=(*origins, len(text)))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Each stretch of *text* that is written otherwise than it is read, or letter by letter."""
    at = 0
    for found in _UNREAD.finditer(text):
        yield from ((place, text[place]) for place in range(at, found.start()))
        at = found.end()
        if found.lastgroup == "shaped":
            yield found.start(), unicodedata.normalize("NFKC", found.group())
        elif found.lastgroup == "marked":
            composed = unicodedata.normalize("NFC", found.group())
            yield from ((found.start() + n, letter) for n, letter in enumerate(composed))
    yield from ((place, text[place]) for place in range(at, len(text)))


def original(words: str, *, near: int, said: Plain, text: str) -> str:
    """What stands in *text* where *said*, its plain form, has *words*: those nearest to *near*."""
    if said.origins is None or not words:
        return words
    starts = [found.start() for found in re.finditer(re.escape(words), said.text)]
    if not starts:
        return words
    after = bisect_left(starts, near)
    start = min(starts[max(0, after - 1) : after + 1], key=lambda each: abs(each - near))
    return text[said.origins[start] : said.origins[start + len(words)]]


def fold(text: str) -> str:
    """*text* in lower case and one form of every sign, of the same length, so that offsets stay.

    >>> fold("DNA İ ５ 採樣 ۱٬۲۰۰")
    'dna i 5 采样 1,200'
    """
    return text.lower() if text.isascii() else low(widened(spell(text)))


def low(spelled: str) -> str:
    """What `spell` gave in lower case, of the same length."""
    lower = spelled.lower()
    if len(lower) == len(spelled):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in spelled)


def spell(text: str) -> str:
    """*text* in one form of every sign, capitals kept: what is known in one form is known in all.

    >>> spell("採集虹膜"), spell("Xi’an"), spell("الإيغور")
    ('采集虹膜', "Xi'an", 'الايغور')
    """
    if text.isascii():
        return text
    return _spelled_again(text) if len(text) <= REMEMBERED_CHARACTERS_MAX else _spelled(text)


def _spelled(text: str) -> str:
    spelled = text.translate(_forms())
    return _CIRCLED.sub(_uncircled, spelled) if _CIRCLED.search(spelled) else spelled


# A sentence is spelled by the rules for words, for places and for speakers, in turn over its page.
_spelled_again = lru_cache(maxsize=SPELLED_MAX)(_spelled)


def widened(spelled: str) -> str:
    """With the stops of Chinese where those of Latin keyboards were typed for them: 来了,就走.

    >>> widened("来了,就走:1,200人")
    '来了，就走：1,200人'
    """
    return _NARROW.sub(_wide, spelled) if _NARROW.search(spelled) else spelled


_NARROW = re.compile(r"[,;:?!](?:(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff].))")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def _wide(stop: re.Match[str]) -> str:
    return _WIDE[stop.group()]


_CIRCLED = re.compile("[⓪①-⑨❶-❾]{2,}")
_CIRCLES = {0x24EA: "0"} | {start + n: str(n + 1) for start in (0x2460, 0x2776) for n in range(9)}


def _uncircled(run: re.Match[str]) -> str:
    """Circled digits in a row are a number (①⑧⑧⓪万); one alone numbers a line and is left."""
    return run.group().translate(_CIRCLES)


@cache
def _forms() -> dict[int, str]:
    digits = {
        ord(f): str(n)
        for zero in "０٠۰༠၀០᠐"  # full width, Arabic, Persian, Tibetan, Burmese, Khmer, Mongolian
        for n, f in enumerate(map(chr, range(ord(zero), ord(zero) + 10)))
    }
    shaped = {
        code: unicodedata.normalize("NFKC", chr(code))
        for first, last in ((0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0xFF21, 0xFF5A))
        for code in range(first, last + 1)
    }
    single = {code: form for code, form in shaped.items() if len(form) == 1}
    signs = {ord(sign): form for sign, form in _SIGNS.items()}
    forms = {**simplified_signs(), **digits, **single, **signs}
    return {code: _SIGNS.get(form, form) for code, form in forms.items()}


_SIGNS = {
    # Arabic letters that are left out, confused or taken from another keyboard
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه",
    "٫": ".", "٬": ",", "٪": "%",
    # Cyrillic and Turkish letters that are often not told apart
    "ё": "е", "Ё": "Е", "İ": "I", "ı": "i",
    # signs of one width, one apostrophe, one space
    "．": ".", "％": "%", "’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u3000": " ",
}  # fmt: skip
_UNREAD = re.compile(
    # soft hyphen, marks of width and direction, lengthening of Arabic words, vowel marks
    "(?P<nothing>[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+)"
    # one sign for two letters: fi, lam-alef, ten in a circle
    "|(?P<shaped>[\ufb00-\ufb06\ufbea-\ufbfb\ufc00-\ufd3d\ufd50-\ufdfb\ufef5-\ufefc\u2469-\u2473])"
    # a letter with its marks beside it
    "|(?P<marked>[^\\W\\d_][\u0300-\u036f]+)"
)
