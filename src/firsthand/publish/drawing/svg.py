"""Build SVG from shapes whose every text is escaped.

In: numbers and text.  Out: markup. Which shapes stand where is decided in the drawings beside this.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

LETTER_WIDTH = 6.2  # of 12 px system letters, on average; wide scripts count twice
WIDE_FROM = 0x2E80  # from here on letters are Han, Hangul, kana: as wide as high


def figure(
    *, width: float, height: float, title: str, description: str, inner: Iterable[Markup], key: str
) -> Markup:
    """A drawing in a box that scrolls by keyboard; *key* tells it apart on its page."""
    return Markup(
        '<div class="drawing" tabindex="0" role="region" aria-labelledby="{key}-title">'
        '<svg xmlns="http://www.w3.org/2000/svg" role="group" width="{width:.0f}" height="{height:.0f}" '
        'viewBox="0 0 {width:.0f} {height:.0f}" aria-labelledby="{key}-title {key}-description">'
        '<title id="{key}-title">{title}</title><desc id="{key}-description">{description}</desc>'
        "{inner}</svg></div>"
    ).format(
        key=key,
        width=width,
        height=height,
        title=title,
        description=description,
        inner=Markup("").join(inner),
    )


def text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "start") -> Markup:
    """Words on one line; each is a paragraph of its own, so that none turns another round."""
    return Markup('<text x="{:.1f}" y="{:.1f}"{}{}>{}</text>').format(
        x,
        y,
        Markup(' class="{}"').format(kind) if kind else "",
        Markup(' text-anchor="{}"').format(anchor) if anchor != "start" else "",
        words,
    )


def rect(
    x: float, y: float, width: float, height: float, *, kind: str = "", round_: int = 4
) -> Markup:
    """A box, its corners rounded unless it measures something."""
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{}"{}/>').format(
        x, y, width, height, round_, Markup(' class="{}"').format(kind) if kind else ""
    )


def path(steps: str, *, kind: str = "", title: str = "") -> Markup:
    """A line; *title* says what it is to whoever points at it."""
    inside = Markup("<title>{}</title>").format(title) if title else Markup("")
    return Markup('<path d="{}"{}>{}</path>').format(
        steps, Markup(' class="{}"').format(kind) if kind else "", inside
    )


def group(inner: Iterable[Markup], *, kind: str = "") -> Markup:
    """Shapes that belong together."""
    return Markup('<g class="{}">{}</g>').format(kind, Markup("").join(inner))


def link(target: str, inner: Iterable[Markup], *, label: str) -> Markup:
    """Shapes that open another page."""
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(
        target, label, Markup("").join(inner)
    )


def fitted(words: str, width: float) -> str:
    """*words* cut to what fits into *width* pixels.

    >>> fitted("a rather long name", 60)
    'a rather…'
    """
    room = width
    kept: list[str] = []
    for letter in words:
        room -= LETTER_WIDTH * (2 if ord(letter) >= WIDE_FROM else 1)
        if room < LETTER_WIDTH:
            return "".join(kept).rstrip() + "…"
        kept.append(letter)
    return words
