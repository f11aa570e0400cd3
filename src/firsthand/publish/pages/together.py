"""Say what all counts allow together, in plain words: a part of the page on how many.

In: the synthesis of the findings.  Out: values for the template: bounds with what they rest on, statements that
cannot all be true, other ways to take a population, numbers that somebody's assumptions give.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model.synthesis import Bound, ConflictSet, Derived, Ground, Swing, Synthesis
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.wording import capital, end_in_words

CONFLICTS_SHOWN = 20


@value
class Link:
    """Words, and the statement that they are of if it has a page."""

    words: str
    target: str


@value
class Line:
    """One row of a table: what is taken in another way, and the ends that gives."""

    what: Link
    low: str
    high: str
    note: str
    used: bool = False


@value
class Shown:
    """One bound as a reader reads it."""

    question: str
    figure: str
    face: str
    unit: str
    disputed: bool
    note: str
    low_rests: tuple[Link, ...]
    high_rests: tuple[Link, ...]
    without: tuple[Line, ...]
    scenarios: tuple[Line, ...]


@value
class Clash:
    """Statements that cannot all be true, and what that rests on."""

    said: tuple[str, ...]
    statements: tuple[Link, ...]
    given: tuple[str, ...]
    note: str


@value
class Assuming:
    """A number under assumptions with an author."""

    question: str
    figure: str
    box: str
    hard: str
    derived: Derived
    swings: tuple[Swing, ...]
    scenarios: tuple[Line, ...]


@value
class Together:
    """All that the counts allow together."""

    bounds: tuple[Shown, ...]
    clashes: tuple[Clash, ...]
    more_clashes: int
    all_clashes: bool
    clashes_known_to: int | None
    assuming: tuple[Assuming, ...]
    entered: str
    refused: tuple[tuple[str, tuple[str, ...]], ...]


def together(lookup: Lookup) -> Together:
    """The synthesis, ready to be shown."""
    found = lookup.dossier.findings.synthesis
    return Together(
        bounds=tuple(_bound(each, lookup) for each in found.bounds),
        clashes=tuple(_clash(each, lookup) for each in found.conflicts[:CONFLICTS_SHOWN]),
        more_clashes=max(0, len(found.conflicts) - CONFLICTS_SHOWN),
        all_clashes=found.conflicts_all,
        clashes_known_to=found.conflicts_known_to,
        assuming=tuple(_assuming(each) for each in found.derived),
        entered=_entered(found),
        refused=tuple((capital(each.question), each.refused) for each in found.refused),
    )


def _entered(found: Synthesis) -> str:
    """By whom the assumptions came into the record, in a sentence."""
    if found.assumptions_entered is None:
        return "Nobody entered them into the record of the case."
    by = found.assumptions_entered
    return f"{by.by.name} entered them into the record on {by.at.utc[:10]}: {by.reason}"


def _bound(bound: Bound, lookup: Lookup) -> Shown:
    face = between(bound.low_printed, bound.high_printed)
    figure = between(bound.low, bound.high)
    return Shown(
        question=capital(bound.question),
        figure=figure,
        face="" if face == figure else face,
        unit=bound.unit,
        disputed=bound.disputed,
        note=bound.note,
        low_rests=_links(bound.low_rests, lookup),
        high_rests=_links(bound.high_rests, lookup),
        without=tuple(
            Line(
                what=_link(one.statement, one.said, lookup),
                low=end_in_words(one.low),
                high=end_in_words(one.high),
                note="",
            )
            for one in bound.marginals
        ),
        scenarios=tuple(
            Line(
                what=Link(words=one.name, target=""),
                low=end_in_words(one.low),
                high="" if one.low is None else end_in_words(one.high),
                note=one.why,
                used=one.used,
            )
            for one in bound.scenarios
        ),
    )


def _clash(conflict: ConflictSet, lookup: Lookup) -> Clash:
    return Clash(
        said=conflict.said,
        statements=tuple(
            Link(words=lookup.title(lookup.statements[key]), target=f"statements/{key}.html")
            for key in conflict.statements
            if key in lookup.statements
        ),
        given=conflict.given,
        note=conflict.note,
    )


def _assuming(derived: Derived) -> Assuming:
    return Assuming(
        question=capital(derived.question),
        figure=between(derived.low, derived.high),
        box=between(derived.box_low, derived.box_high),
        hard=between(derived.hard_low, derived.hard_high),
        derived=derived,
        swings=derived.swings,
        scenarios=tuple(
            Line(
                what=Link(words=one.name, target=""),
                low=end_in_words(one.low),
                high="" if one.low is None else end_in_words(one.high),
                note=one.why,
            )
            for one in derived.scenarios
        ),
    )


def _links(grounds: Iterable[Ground], lookup: Lookup) -> tuple[Link, ...]:
    return tuple(_link(each.statement, each.said, lookup) for each in grounds)


def _link(statement: str, words: str, lookup: Lookup) -> Link:
    return Link(
        words=words, target=f"statements/{statement}.html" if statement in lookup.statements else ""
    )


def between(low: float | None, high: float | None) -> str:
    """Two ends in words.

    >>> between(18_750_000, None)
    '18,750,000 or more'
    """
    if low is None and high is None:
        return "any number"
    if high is None:
        return f"{low:,.0f} or more"
    return f"{low or 0:,.0f} to {high:,.0f}"
