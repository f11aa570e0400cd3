"""Consent of witnesses: to what, for whom, for which details, until when. Nothing else leaves.

A consent covers a use if it names its purpose, its audience and every detail, and is in force on the
day. Several consents are not added up: who agreed to a picture in court and to words in public did not
agree to the picture in public.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from firsthand.model.value import value

PUBLICATION = "publication"
PUBLIC = "public"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W_][\w .-]{0,60}")


class Detail(StrEnum):
    """What of a witness may show."""

    NAME = "name"
    PICTURE = "picture"
    PLACE = "place"
    FAMILY = "family"
    WORDS = "words"


def checked_word(told: str) -> str:
    """A purpose or an audience in its one spelling.

    >>> checked_word(" Court ")
    'court'
    """
    word = " ".join(told.casefold().split())
    if not _WORD.fullmatch(word):
        raise ValueError(f"expected a purpose or audience in a word or a few, found {told!r}")
    return word


@value
class Use:
    """What is about to be done with what a witness gave: why, and for whom."""

    purpose: str = PUBLICATION
    audience: str = PUBLIC


@value
class ConsentGiven:
    """A witness agrees. `given` and `expires` are days; `how` is in which way they said so."""

    id: str
    witness: str
    purposes: tuple[str, ...]
    audiences: tuple[str, ...]
    details: tuple[Detail, ...]
    given: str
    how: str
    expires: str = ""

    def __post_init__(self) -> None:
        if not (self.purposes and self.audiences and self.details):
            raise ValueError("a consent names a purpose, an audience and a detail at the least")
        for word in (*self.purposes, *self.audiences):
            if checked_word(word) != word:
                raise ValueError(f"expected {checked_word(word)!r}, found {word!r}")
        for day in filter(None, (self.given, self.expires)):
            if not _DAY.fullmatch(day):
                raise ValueError(f"expected a day such as 2030-01-02, found {day!r}")
        if not self.given or not self.how.strip():
            raise ValueError("a consent says when it was given and how")

    def covers(self, use: Use, details: Collection[Detail]) -> bool:
        """Whether it names this use and all these details; the day is asked in `in_force`."""
        return (
            use.purpose in self.purposes
            and use.audience in self.audiences
            and set(details) <= set(self.details)
        )

    def in_force(self, day: str) -> bool:
        """Whether it was given by *day* and has not expired; its last day counts."""
        return self.given <= day and (not self.expires or day <= self.expires)


@value
class ConsentRevoked:
    """A witness takes a consent back. What left before cannot be called back."""

    consent: str
    reason: str
