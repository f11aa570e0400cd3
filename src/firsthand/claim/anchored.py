"""Find quoted words on their page again: where they were said to stand, or else by what stands around them.

In: a text, the words, and what is known of their place.  Out: the one place, or an error that says what was
expected and where the words were found. Nothing is taken for the words that is not letter by letter the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model.document import TextPosition

CONTEXT_CHARACTERS = 32  # on each side; enough to tell most repeated words apart
PLACES_SHOWN = 8  # of words that stand in more places, the first are named


class AnchorError(ValueError):
    """these words do not stand in one place; the message says what was expected and what was found."""


def places_of(text: str, exact: str) -> list[int]:
    """Every place where *exact* begins in *text*, those that overlap too.

    >>> places_of("banana", "ana")
    [1, 3]
    """
    found = []
    at = text.find(exact) if exact else -1
    while at >= 0:
        found.append(at)
        at = text.find(exact, at + 1)
    return found


def anchor(
    text: str, exact: str, *, start: int | None = None, end: int | None = None
) -> TextPosition:
    """Where *exact* stands: at *start* if that is given, else in the only place that there is.

    Without *exact* the words are those from *start* to *end*.

    Raises:
        AnchorError: the place is not on the page, holds other words, or is one of several.
    """
    if start is not None:
        last = start + len(exact) if end is None else end
        if not 0 <= start < last <= len(text):
            raise AnchorError(f"expected a place within 0..{len(text)}, found {start}..{last}")
        if exact and text[start:last] != exact:
            raise AnchorError(
                f"expected {exact[:60]!r} at {start}..{last}, found {text[start:last][:60]!r}"
            )
        return TextPosition(start=start, end=last)
    found = places_of(text, exact)
    if len(found) != 1:
        raise AnchorError(_not_one(exact, found))
    return TextPosition(start=found[0], end=found[0] + len(exact))


def anchor_by_context(
    text: str, exact: str, *, start: int | None, end: int | None, prefix: str, suffix: str
) -> TextPosition:
    """Where *exact* stands: in its place, or else where most of what stood around it stands.

    Of all places with these very words, the one is taken around which more letters of *prefix* and
    *suffix* are the same than around any other.

    Raises:
        AnchorError: the words are not on the page, or no place is better than the others.
    """
    told = start is not None and start >= 0 and bool(exact) and end in {None, start + len(exact)}
    if told and start is not None and text.startswith(exact, start):
        return TextPosition(start=start, end=start + len(exact))
    found = places_of(text, exact)
    if not found:
        raise AnchorError(_not_one(exact, found))
    fits = {at: _alike(text, at, at + len(exact), prefix, suffix) for at in found}
    best = max(fits.values())
    likely = [at for at in found if fits[at] == best]
    if len(likely) != 1:
        raise AnchorError(_not_one(exact, likely))
    return TextPosition(start=likely[0], end=likely[0] + len(exact))


def around(
    text: str, position: TextPosition, hidden: Iterable[tuple[int, int]] = ()
) -> tuple[str, str]:
    """What stands before and after a place, as far as it is kept to find it again, and up to what is *hidden*.

    A part of what may not be shown would be shown otherwise: half a name is not found as that name.
    """
    first = max(0, position.start - CONTEXT_CHARACTERS)
    last = position.end + CONTEXT_CHARACTERS
    for start, end in hidden:
        if start < position.start and end > first:
            first = min(end, position.start)
        if end > position.end and start < last:
            last = max(start, position.end)
    return text[first : position.start], text[position.end : last]


def _alike(text: str, start: int, end: int, prefix: str, suffix: str) -> int:
    before = text[max(0, start - len(prefix)) : start]
    after = text[end : end + len(suffix)]
    return _shared(before[::-1], prefix[::-1]) + _shared(after, suffix)


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _not_one(exact: str, found: list[int]) -> str:
    if not exact:
        return "expected words of the page, found none given"
    if not found:
        return f"expected words of the page, letter by letter, found {exact[:60]!r}, which it does not have"
    shown = ", ".join(f"{at}..{at + len(exact)}" for at in found[:PLACES_SHOWN])
    more = f" and {len(found) - PLACES_SHOWN} more" if len(found) > PLACES_SHOWN else ""
    return f"expected one place for {exact[:60]!r}, found {len(found)}: {shown}{more}; say which"
