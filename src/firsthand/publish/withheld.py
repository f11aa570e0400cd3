"""Find withheld words however they are written: case, script forms, line breaks, URLs, bytes.

In: phrases to withhold, and text or bytes.  Out: where they stand. A name in another script, a
nickname or a surname alone is another phrase: whoever withholds must list each. What they are
replaced by is not decided here but in `publish.redact`.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote_from_bytes

from firsthand.model.claim import Element

# What a reader does not see between two letters: soft hyphen, tatweel, zero-width and direction marks.
_UNSEEN = "[\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
# What may stand between two words of a name in prose, in a file name or in an address.
_BETWEEN_WORDS = (
    "(?:[\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"|[\s\-_+.~·•‧・\u2010-\u2015]|%20|%C2%B7|%E2%80%A7)*"
)
_SEPARATORS = frozenset("-_+.~·•‧・‐‑‒–—―")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE_ENCODINGS = ("utf-16-le", "utf-16-be")
_NARROW_ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "cp1251", "cp1252", "cp1256")


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of *phrases* in text or in an address; None if there are none.

    >>> pattern = pattern_of(["Anar Example"])
    >>> bool(pattern and pattern.search("https://news.example/people/anar-example.html"))
    True
    """
    variants = {variant for phrase in phrases for variant in _variants(phrase)}
    if not variants:
        return None
    longest_first = sorted(variants, key=lambda variant: (-len(variant), variant))
    return re.compile("|".join(_loosely(variant) for variant in longest_first), re.IGNORECASE)


def occurs_in_bytes(data: bytes, *, phrases: Iterable[str]) -> bool:
    """Whether *data* holds any of *phrases*, in any encoding that web pages come in.

    Packed bytes (gzip, zip, PDF streams) are not opened: ask again with what they hold.
    """
    pattern = pattern_of(phrases)
    if pattern is None:
        return False
    return any(
        pattern.search(html.unescape(data.decode(encoding, "replace")))
        for encoding in (*_NARROW_ENCODINGS, *_WIDE_ENCODINGS)
    )


def _variants(phrase: str) -> set[str]:
    """The ways one phrase may be encoded without a reader seeing a difference."""
    words = " ".join(phrase.split())
    if not words or all(_is_separator(character) for character in words):
        return set()
    forms = {unicodedata.normalize(form, words) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    return forms | {unicodedata.normalize("NFC", form.casefold()) for form in forms}


def _is_separator(character: str) -> bool:
    return character.isspace() or character in _SEPARATORS


def _loosely(phrase: str) -> str:
    """The pattern of one phrase: unseen characters and other separators do not hide it."""
    parts: list[str] = []
    previous = ""
    for character in phrase:
        if _is_separator(character):
            if not _is_separator(previous):
                parts.append(_BETWEEN_WORDS)
        else:
            if previous and not _is_separator(previous):
                parts.append(_gap(previous, character))
            parts.append(_any_spelling(character))
        previous = character
    return "".join(parts)


def _gap(before: str, after: str) -> str:
    """Between two Han characters a line may break."""
    return r"\s*" + _UNSEEN + r"\s*" if _HAN.match(before) and _HAN.match(after) else _UNSEEN


def _any_spelling(character: str) -> str:
    """The character itself, or percent-encoded as addresses write it."""
    spellings = {re.escape(character)}
    for encoding in ("utf-8", "gb18030"):
        for case in (character, character.upper(), character.lower()):
            encoded = case.encode(encoding, "surrogatepass" if encoding == "utf-8" else "ignore")
            if encoded:
                percent = quote_from_bytes(encoded, safe="")
                spellings.add(
                    percent if percent.startswith("%") else "".join(f"%{b:02X}" for b in encoded)
                )
    return f"(?:{'|'.join(sorted(spellings))})"


def told_by(line: str) -> tuple[str, ...]:
    """An entry as written, and every text in it as it reads without escapes."""
    found, waiting = [line], [json.loads(line)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return tuple(found)


def named_apart(
    element: Element, pattern: re.Pattern[str] | None, known: dict[str, int]
) -> Element:
    """An element that a case added; one whose key holds a withheld phrase goes by a number, kept in *known*."""
    if pattern is None or not (
        pattern.search(element.value) or pattern.search(element.value.replace("_", " "))
    ):
        return element
    number = known.setdefault(element.value, len(known) + 1)
    return Element.named(f"withheld_{number}")
