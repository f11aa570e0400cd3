"""Tell which lexicon reads a passage: by its letters, then by its own small words and its document's language.

In: a passage's text, its document's language, the lexicons there are.  Out: one lexicon, or none where
the passage is in a language that no lexicon reads. A document in several languages is read passage by
passage. The small words and letters of a language stand in its file, under `[told_by]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.claim.languages import Languages, packaged
from firsthand.claim.lexicon import Lexicon, ToldBy

HAN_SHARE = 3  # a Chinese sign says about as much as three letters of an alphabet
CLEARER = 2  # so many more own words must another language have than the document's
OWN_WORDS_MIN = 2  # in a document whose language nobody here reads
OWN_SHARE = 4  # and one word of so many: small words are a third of a plain sentence

_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]"),
    "han": re.compile(r"[㐀-鿿]"),
    "cyrillic": re.compile(r"[Ѐ-ԯ]"),
    "arabic": re.compile(r"[ء-يٮ-ۓەۮۯۺ-ۿݐ-ݿﭐ-ﷻﹰ-ﻼ]"),
}
SCRIPTS = tuple(_SCRIPTS)
_BEYOND = re.compile(r"[\u0250-\u1dff\u2c00-\U0010ffff]")  # letters that are no Latin ones
_KANA = re.compile(r"[぀-ヿ]")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏЀ-ԯ㐀-鿿؀-ۿﭐ-ﷻﹰ-ﻼ]")
_WORD = re.compile(r"[^\W\d_]+")


def script_of(text: str) -> str | None:
    """The script that most of the letters are of; None where none is known, "" without a letter.

    >>> script_of("DNA采样"), script_of("ДНК"), script_of("тест in English"), script_of("12")
    ('han', 'cyrillic', 'latin', '')
    """
    if not _BEYOND.search(text):
        return "latin" if _SCRIPTS["latin"].search(text) else ""
    if len(_SCRIPTS["han"].findall(text)) * (HAN_SHARE + 1) > len(text):
        return None if _KANA.search(text) else "han"
    counts = {script: len(letters.findall(text)) for script, letters in _SCRIPTS.items()}
    counts["han"] *= HAN_SHARE
    best = max(("han", "arabic", "cyrillic", "latin"), key=lambda script: counts[script])
    if counts[best] < len(_OTHER.findall(text)) or (best == "han" and _KANA.search(text)):
        return None
    return best if counts[best] else ""


def lexicon_for(
    text: str, language: str | None, *, known: Languages | None = None
) -> Lexicon | None:
    """The lexicon that reads *text*, a passage of a document in *language*."""
    known = packaged() if known is None else known
    found = tell(text, language, told=known.told)
    return None if found is None else known[found]


def tell(text: str, language: str | None, *, told: Mapping[str, ToldBy]) -> str | None:
    """The language of *text*, a passage of a document in *language*, among those *told* of."""
    code = (language or "").partition("-")[0].lower()
    of_document = code if code in told else None
    script = script_of(text)
    if script is None:
        return None
    if not script and of_document is not None:
        return of_document
    script = script or "latin"
    readers = sorted(each for each in told if told[each].script == script)
    if not readers:
        return None
    stranger = language is not None and of_document is None and script != "han"
    if len(readers) == 1 and not stranger:
        return readers[0]
    return _by_words(text, {each: told[each] for each in readers}, of_document, stranger=stranger)


def _by_words(
    text: str, readers: Mapping[str, ToldBy], of_document: str | None, *, stranger: bool
) -> str | None:
    """Among languages of one script: whose small words and letters the passage has.

    *stranger*: the document is in a language that nobody here reads, as the passage may be too.
    """
    words = frozenset(_WORD.findall(text.lower()))
    letters = "".join(words)
    found = {each: told.count(words, letters) for each, told in readers.items()}
    best = max(readers, key=lambda each: (found[each], each == of_document, readers[each].default))
    most = found[best]
    if of_document in found:
        own = found[of_document]
        return best if most >= own + CLEARER and most > CLEARER * own else of_document
    if not stranger:
        return best
    return best if most >= OWN_WORDS_MIN and most * OWN_SHARE >= len(words) else None
