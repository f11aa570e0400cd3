"""Know a name again that its language bends: Каменка and Каменке, единая база and единой базы.

In: names as a page writes them.  Out: whether two are one name in other forms, and what is suggested of a page with
each store and each place without a code once: the fullest name, else the one that stands first. Cyrillic letters
alone are looked at: Turkish parts its endings from a name, and in other scripts a name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from firsthand.claim.folding import fold
from firsthand.model.claim import Element, Place, Suggestion, Words

ENDING_CHARACTERS = 4  # the longest ending by which two forms of a word differ: дерекқор-ында
STEM_CHARACTERS = 3  # баз-а, баз-ы
_WORD = re.compile(r"[^\W_]+")
_IN = re.compile(r"\b[вВнН][оОаА]? (?:[а-яё]+ )?$")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


def is_bent(one: str, other: str) -> bool:
    """Whether two words are one in two forms: the beginning is the same and the endings are short.

    >>> is_bent("каменка", "каменке"), is_bent("базу", "база"), is_bent("базу", "банк"), is_bent("минск", "минская")
    (True, True, False, True)
    """
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    if one == other:
        return True
    longer = max(len(one), len(other))
    return (
        shared >= STEM_CHARACTERS and longer - shared <= ENDING_CHARACTERS and 2 * shared >= longer
    )


def is_named_again(short: str, full: str) -> bool:
    """Whether every word of *short* stands in *full*, in some form.

    >>> is_named_again("единой генетической базы", "единую генетическую базу данных"), is_named_again("база", "реестр")
    (True, False)
    """
    known = _words(full)
    return all(any(is_bent(word, each) for each in known) for word in _words(short))


@lru_cache(maxsize=5_000)  # the names of a long page
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(name)))


def each_once(found: Sequence[Suggestion]) -> list[Suggestion]:
    """*found*, by place, without stores and uncoded places that a fuller or an earlier name says already."""
    named: dict[Element, list[tuple[int, str]]] = {}
    # where something is said to be done there first, else by place
    order = sorted(range(len(found)), key=lambda number: not _is_within(found[number]))
    for number, made in enumerate(found[at] for at in order):
        name = _name_of(made)
        if name is not None:
            named.setdefault(made.element, []).append((number, name))
    left_out = {order[number] for names in named.values() for number in _again(names)}
    return [made for number, made in enumerate(found) if number not in left_out]


def _again(names: Sequence[tuple[int, str]]) -> Iterator[int]:
    """The places in order of names that say no more than another one does, which says more or stands before.

    Two words are one only where they begin alike, so that of a page's many names a few are compared with each.
    """
    first: dict[str, int] = {}
    for number, name in names:
        first.setdefault(name, number)
    alike: dict[str, list[str]] = {}
    for name in first:
        for stem in {word[:STEM_CHARACTERS] for word in _words(name)}:
            alike.setdefault(stem, []).append(name)
    said_at: dict[str, int] = {}
    for name in first:
        near = min(
            (alike[word[:STEM_CHARACTERS]] for word in _words(name)), key=len, default=[*first]
        )
        saying = [other for other in near if is_named_again(name, other)]  # itself among them
        fuller = any(not is_named_again(other, name) for other in saying)
        said_at[name] = -1 if fuller else min(first[other] for other in saying)
    return (number for number, name in names if number > said_at[name])


def _is_within(made: Suggestion) -> bool:
    """Whether its place is named as where something is: "в Каменке", and not "жители Каменки"."""
    if not isinstance(made.value, Place):
        return False
    before, _, _ = made.quotation.exact.partition(made.value.name)
    return _IN.search(before) is not None


def _name_of(made: Suggestion) -> str | None:
    """The name that a suggestion gives, if it is one that its language may bend."""
    match made.value:
        case Place(name=name, code=""):
            pass
        case Words(text=name) if made.element is Element.STORAGE:
            pass
        case _:
            return None
    return name if _CYRILLIC.search(name) else None
