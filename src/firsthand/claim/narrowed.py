"""Keep of the places that a page names the narrowest at which it is done, each under its fullest name.

In: everything suggested of a page.  Out: the same without places that another one says more narrowly: Hotan beside Hotan No. 2
Prison, Kunvar beside Kunvar sub-division, the town of a dateline beside any other place.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.claim.folding import spell
from firsthand.model.claim import Element, Place, Suggestion

PLACES_MIN = 2  # one alone is the narrowest
DATELINE_CHARACTERS = 3  # shorter capitals are initials


def narrowed(found: Sequence[Suggestion]) -> list[Suggestion]:
    """*found* without the places that others of it say more narrowly."""
    named = {made.value for made in found if isinstance(made.value, Place)}
    if len(named) < PLACES_MIN:
        return list(found)
    wide = {place for place in named if any(_is_inside(other, place) for other in named - {place})}
    return [
        made
        for made in found
        if made.element is not Element.PLACE
        or not isinstance(made.value, Place)
        or made.value not in wide
    ]


def _is_inside(one: Place, other: Place) -> bool:
    """Whether *one* says more narrowly where than *other* does."""
    if _is_dateline(other):
        return not _is_dateline(one)
    if other.code and one.code:  # a page on a province may say that it runs there too
        return False
    return _is_part(spell(other.name), spell(one.name))


def _is_part(short: str, full: str) -> bool:
    """Whether a name stands in a longer one as whole words (signs in Chinese)."""
    if len(short) >= len(full):
        return False
    if short.isascii():
        return f" {short.lower()} " in f" {full.lower()} "
    return full.startswith(short) or full.endswith(short)


def _is_dateline(place: Place) -> bool:
    return len(place.name) > DATELINE_CHARACTERS and place.name.isascii() and place.name.isupper()
