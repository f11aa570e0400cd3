"""Make evidence safe to show: it cannot become markup, a link, or reorder our own words.

In: text from evidence.  Out: markup in which that text is only text. What browsers do not show, or
what would turn other words round (U+202E and its like), is written out where it stands, so that a
reader sees that it is there.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

BRIEF_CHARACTERS = 160  # a title, a publisher, an address in a list; the whole is on its own page
WHOLE_CHARACTERS = 2_000  # the same where it has a page to itself; a title of 1 MB is no title
RIGHT_TO_LEFT = frozenset({"ar", "ug", "fa", "he", "ur", "ps", "sd", "ckb", "yi", "dv"})
UNKNOWN_LANGUAGE = "und"

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def visible(text: str) -> str:
    """*text* with characters that act instead of being seen written as their number.

    >>> visible("abc\u202edef")
    'abc⟨U+202E⟩def'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def brief(text: str, most: int = BRIEF_CHARACTERS) -> str:
    """*text* on one line and no longer than *most* characters; how much is missing is said."""
    line = " ".join(text[: most * 4].split())
    if len(line) <= most and len(text) <= most * 4:
        return visible(line)
    return f"{visible(line[:most].rstrip())}… ({len(text):,} characters)"


def said(text: str, most: int = BRIEF_CHARACTERS) -> Markup:
    """*text* kept apart from the words around it, whatever its direction."""
    return Markup("<bdi>{}</bdi>").format(brief(text, most))


def prose(text: str) -> Markup:
    """Longer text of evidence, lines kept; isolated like `said`, but not cut."""
    return Markup("<bdi>{}</bdi>").format(visible(text))


def web(address: str) -> Markup:
    """An address as text; only an address of the web is a link.

    >>> str(web("javascript:alert(1)"))
    '<bdi>javascript:alert(1)</bdi>'
    """
    shown = said(address, WHOLE_CHARACTERS)
    if not is_web(address):
        return shown
    return Markup('<a href="{}" rel="noopener noreferrer nofollow external">{}</a>').format(
        address, shown
    )


def is_web(address: str) -> bool:
    """Whether a browser would ask the web for *address*, and nothing else."""
    if _UNSEEN.search(address) or len(address) > WHOLE_CHARACTERS or address != address.strip():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def language_of(language: str | None) -> str:
    """A language tag that may stand in a page: what is none becomes `und`."""
    return language if language and _LANGUAGE.fullmatch(language) else UNKNOWN_LANGUAGE


def direction(language: str | None) -> Markup:
    """The attributes `lang` and `dir` for words in *language*."""
    tag = language_of(language)
    way = "rtl" if tag.split("-", 1)[0].lower() in RIGHT_TO_LEFT else "auto"
    return Markup('lang="{}" dir="{}"').format(tag, way)


__all__ = [
    "Markup",
    "brief",
    "direction",
    "escape",
    "is_web",
    "language_of",
    "prose",
    "said",
    "visible",
    "web",
]
