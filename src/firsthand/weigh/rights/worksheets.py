"""Fill the worksheets of a case: which statements bear on which question, and what people marked.

In: statements, marks and scope from the record.  Out: worksheets. The machine proposes what to look at and
marks nothing; whether a test is passed is said nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from firsthand.model.claim import Coded, Element, Period, Place, Quantity, Stance
from firsthand.model.finding import Standing, Statement
from firsthand.model.rights import (
    Filled,
    Mark,
    Question,
    RightsTest,
    Scope,
    ScopeSet,
    Worksheet,
    Worksheets,
)
from firsthand.weigh.rights.bound import bound_then
from firsthand.weigh.rights.listed import norms, rights_tests

BEARING_MAX = 40  # of one question; more are counted, and the findings list them all
STATE_LETTERS = 2
_CHINA = "CN"  # whose counties have codes of digits: GB/T 2260
_BEST_FIRST = tuple(Standing)


def fill(
    statements: Sequence[Statement], *, marks: Sequence[Mark], scopes: Sequence[ScopeSet]
) -> Worksheets:
    """Every test with its norms, what bears on its elements, and what people marked."""
    scope = scope_of(statements, scopes)
    return Worksheets(
        scope=scope,
        sheets=tuple(_sheet(test, statements, marks, scope) for test in rights_tests()),
    )


def scope_of(statements: Sequence[Statement], scopes: Sequence[ScopeSet]) -> Scope:
    """The state and time that a person gave last; else those that the case itself speaks of most."""
    if scopes:
        return Scope(state=scopes[-1].state, period=scopes[-1].period, proposed=False)
    said = [s for s in statements if s.stance in {Stance.ASSERTED, Stance.HEDGED}]
    states = Counter[str]()
    for each in said:
        place = each.value.code if isinstance(each.value, Place) else ""
        if isinstance(each.value, Quantity):
            place = each.value.place or ""
        state = _state(place)
        if state:
            states[state] += len(each.documents)
    periods = Counter[str]()
    for each in said:
        if isinstance(each.value, Period) and each.standing is not Standing.UNSUPPORTED:
            periods[each.value.edtf] += len(each.documents)
    return Scope(state=_most(states), period=_most(periods))


def _most(counted: Counter[str]) -> str:
    return min(counted, key=lambda key: (-counted[key], key)) if counted else ""


def _state(place: str) -> str:
    if place.isdecimal():
        return _CHINA
    head = place.split("-", maxsplit=1)[0]
    return head if len(head) == STATE_LETTERS and head.isalpha() and head.isupper() else ""


def _sheet(
    test: RightsTest, statements: Sequence[Statement], marks: Sequence[Mark], scope: Scope
) -> Worksheet:
    return Worksheet(
        test=test,
        norms=tuple(bound_then(norm, scope) for norm in norms() if test.id in norm.tests),
        filled=tuple(_filled(test, question, statements, marks) for question in test.questions),
    )


def _filled(
    test: RightsTest, question: Question, statements: Sequence[Statement], marks: Sequence[Mark]
) -> Filled:
    bearing = sorted(
        (each for each in statements if _bears(each, question)),
        key=lambda s: (_BEST_FIRST.index(s.standing), -len(s.documents), s.element, s.id),
    )
    latest = {m.by.person: m for m in marks if (m.test, m.question) == (test.id, question.id)}
    return Filled(
        question=question,
        bearing=tuple(each.id for each in bearing[:BEARING_MAX]),
        bearing_count=len(bearing),
        marks=tuple(latest[name] for name in sorted(latest)),
    )


def _bears(statement: Statement, question: Question) -> bool:
    element: Element = statement.element
    if element.value in question.bears:
        return True
    code = statement.value.code if isinstance(statement.value, Coded) else ""
    return f"{element.value}:{code}" in question.bears
