"""The verb `synthesis`: what all counts of a case allow together, and what authored assumptions add.

In: a case, a file of assumptions if there is one.  Out: bounds with what they rest on, sets of statements that
cannot all be true, other ways to take a population, refusals.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import (
    CasePath,
    Json,
    Reason,
    Shown,
    end,
    print_json,
    reading_problems,
    say,
)
from firsthand.errors import OperatorError
from firsthand.model.synthesis import Bound, ConflictSet, Derived, Synthesis, Unanswered
from firsthand.pipeline import assuming, stages
from firsthand.pipeline.assuming import enter_assumptions
from firsthand.pipeline.case import Case
from firsthand.weigh.explain import counted

Assumptions = Annotated[
    Path | None,
    typer.Option(
        "--assumptions",
        metavar="FILE",
        help="try authored assumptions (TOML) instead of the case's own; nothing is recorded",
    ),
]
Enter = Annotated[
    Path | None,
    typer.Option("--enter", metavar="FILE", help="record authored assumptions (TOML) as the case's own"),
]  # fmt: skip
TakeBack = Annotated[
    bool, typer.Option("--take-back", help="record that the case rests on no assumptions any more")
]


def synthesis(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    assumptions: Assumptions = None,
    enter: Enter = None,
    take_back: TakeBack = False,
    reason: Reason = "",
    json_: Json = False,
) -> None:
    """Say what all counts allow together: bounds, conflicts, what each statement adds, assumptions."""
    changes = int(enter is not None) + int(take_back)
    if changes > 1 or (changes and assumptions is not None):
        raise OperatorError("expected one of --assumptions, --enter, --take-back, found several")
    if reason and not changes:
        raise OperatorError("--reason says why assumptions are entered or taken back")
    with Case.open(case, writing=bool(changes)) as held, Shown() as progress:
        if enter is not None:
            enter_assumptions(held, enter, reason=reason)
        elif take_back:
            assuming.take_back(held, reason=reason)
        weighed = stages.weigh_case(held, progress=progress, assumptions=assumptions)
    found = weighed.findings.synthesis
    if json_:
        print_json({"synthesis": dataclasses.asdict(found)})
    else:
        for line in lines_of(found):
            say(line)
    end([*reading_problems(weighed.documents), *weighed.problems])


def lines_of(found: Synthesis) -> Iterable[str]:
    """The synthesis in plain words, a line each."""
    for bound in found.bounds:
        yield from _bound(bound)
    if found.conflicts:
        more = "" if found.conflicts_all else f", and there may be more{known_to(found)}"
        yield f"cannot all be true ({counted(len(found.conflicts), 'set')} of statements{more}):"
    for conflict in found.conflicts:
        yield from _conflict(conflict)
    if found.assumptions_sha256:
        yield _entered(found)
    for derived in found.derived:
        yield from _derived(derived)
    for refused in found.refused:
        yield from _refused(refused)


def _bound(bound: Bound) -> Iterable[str]:
    yield f"{bound.question}: {ends(bound.low, bound.high)} {bound.unit} ({bound.kind}, {bound.level})"
    if (bound.low_printed, bound.high_printed) != (bound.low, bound.high):
        yield f"    figures at face value: {ends(bound.low_printed, bound.high_printed)}"
    if bound.disputed:
        yield "    statements contradict each other: the ends hold whichever of them is given up"
    for name, grounds in (("at least", bound.low_rests), ("at most", bound.high_rests)):
        for ground in grounds:
            yield f"    {name}, because {ground.said}"
    for one in bound.marginals:
        yield f"    without “{one.said}”: {ends(one.low, one.high)}"
    for scenario in bound.scenarios:
        used = " (used)" if scenario.used else ""
        found = ends(scenario.low, scenario.high) if scenario.low is not None else scenario.why
        yield f"    {scenario.name}: {found}{used}"


def _entered(found: Synthesis) -> str:
    """By whom the assumptions came into the record."""
    entered = found.assumptions_entered
    if entered is None:
        return f"assumptions {found.assumptions_sha256[:12]}: not entered into the record"
    return f"assumptions {found.assumptions_sha256[:12]}: entered by {entered.by.name}, {entered.at.utc}: {entered.reason}"


def _conflict(conflict: ConflictSet) -> Iterable[str]:
    given = f", given that {'; '.join(conflict.given)}" if conflict.given else ""
    yield f"    {' / '.join(conflict.said)}{given}"
    if conflict.note:
        yield f"        {conflict.note}"


def _derived(derived: Derived) -> Iterable[str]:
    box = ends(derived.box_low, derived.box_high)
    yield (
        f"{derived.question}: {ends(derived.low, derived.high)} {derived.unit} "
        f"({derived.kind}, level {derived.level}, {derived.draws:,} draws, seed {derived.seed}); "
        f"{box} whatever the dependence"
    )
    yield f"    between hard bounds {ends(derived.hard_low, derived.hard_high)}"
    for one in derived.assumptions:
        yield f"    assumed by {one.who}, {one.when}: {one.name}: {one.said}, because {one.why}"
    for swing in derived.swings:
        yield f"    {swing.assumption} alone moves the lower end from {swing.low:,.0f} to {swing.high:,.0f}"
    for scenario in derived.scenarios:
        yield f"    {scenario.name}: {ends(scenario.low, scenario.high)}, because {scenario.why}"


def _refused(refused: Unanswered) -> Iterable[str]:
    yield f"{refused.question} refused: {'; '.join(refused.refused)}"


def known_to(found: Synthesis) -> str:
    """Up to which size all conflicts are named, in words.

    >>> known_to(Synthesis(conflicts_all=False, conflicts_known_to=3))
    ', of 4 statements or more'
    """
    return (
        f", of {found.conflicts_known_to + 1} statements or more"
        if found.conflicts_known_to
        else ""
    )


def ends(low: float | None, high: float | None) -> str:
    """An interval as it is read.

    >>> ends(3, None)
    '3 or more'
    """
    first = "any number" if low is None else f"{low:,.0f}"
    if high is None:
        return f"{first} or more" if low is not None else "any number"
    return f"{first} to {high:,.0f}"
