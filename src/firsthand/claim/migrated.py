"""Carry what people judged over changes of what a case asks for.

In: what people said, the vocabulary as it stands, codes that were split.  Out: the same under the names of today,
and, apart, what was said of a code before it was split in several: nobody can say which part was meant, so it
counts as not said and is asked again. A renamed element or code is the same one; what was said of it holds, and
so does what was said of one that is no longer asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.claim.judge import SPOKEN, Coding, Heard, hear
from firsthand.claim.vocabulary import History, Split
from firsthand.model.claim import Claim, Coded, Suggestion
from firsthand.model.record import Entry, Judged
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary


@value
class Carried:
    """What holds, under the names of today, and what is asked again."""

    heard: Heard
    codings: tuple[Coding, ...]
    again: tuple[Judged, ...] = ()
    loose: tuple[Suggestion, ...] = ()


def carry(
    entries: Sequence[Entry], codings: Sequence[tuple[int, Coding]], history: History
) -> Carried:
    """What *entries* of the record say of claims; *codings* come with their place among the entries."""
    heard = hear(entry for entry in entries if isinstance(entry.body, SPOKEN))
    if not history.vocabulary.digest:
        return Carried(heard=heard, codings=tuple(coding for _, coding in codings))
    again = {each for split in history.splits for each in _before(entries, split)}
    now = history.vocabulary
    held = [_coding(number, coding, history) for number, coding in codings]
    return Carried(
        heard=Heard(
            judged=tuple(_judged(each, now) for each in heard.judged if each not in again),
            undone=tuple(_judged(each, now) for each in heard.undone),
            people_needed=heard.people_needed,
        ),
        codings=tuple(coding for coding, _ in held),
        again=tuple(_judged(each, now) for each in heard.judged if each in again),
        loose=tuple(each for _, left in held for each in left),
    )


def with_before(
    claims: Sequence[Claim], again: Sequence[Judged], now: Vocabulary
) -> tuple[Claim, ...]:
    """*claims* with what was said of them before their codes were split, and what became of their elements."""
    before: dict[str, list[Judged]] = {}
    for each in again:
        before.setdefault(each.suggestion.id, []).append(each)
    noted = (now.noted(claim) for claim in claims)
    return tuple(
        replace(claim, before=tuple(each.judgement for each in before[claim.id]))
        if claim.id in before
        else claim
        for claim in noted
    )


def _before(entries: Sequence[Entry], split: Split) -> list[Judged]:
    """What had been said of a code, and not been taken back, when it was split."""
    spoken = (entry for entry in entries[: split.after] if isinstance(entry.body, SPOKEN))
    return [each for each in hear(spoken).judged if _is_of(each.suggestion, split)]


def _is_of(made: Suggestion, split: Split) -> bool:
    return (
        made.key == split.element and isinstance(made.value, Coded) and made.value.key == split.code
    )


def _judged(each: Judged, now: Vocabulary) -> Judged:
    return replace(each, suggestion=now.today(each.suggestion))


def _coding(number: int, coding: Coding, history: History) -> tuple[Coding, tuple[Suggestion, ...]]:
    """A person's coding of a page without what is asked again, and that."""
    later = [split for split in history.splits if split.after > number]
    kept: list[Suggestion] = []
    left: list[Suggestion] = []
    for each in coding.coded.suggestions:
        asked = any(_is_of(each, split) for split in later)
        (left if asked else kept).append(history.vocabulary.today(each))
    coded = replace(coding.coded, suggestions=tuple(kept))
    return replace(coding, coded=coded), tuple(left)
