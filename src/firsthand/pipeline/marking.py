"""Record what a person marks on the worksheets of rights tests, and of which state and time they ask.

In: an open case, what was weighed, the operator's words, a reason.  Out: an entry of the record. The machine
marks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.errors import OperatorError
from firsthand.model.record import RightsMarked, RightsScoped
from firsthand.model.rights import Mark, MarkWord, ScopeSet
from firsthand.pipeline import clock
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.judging import need_reason
from firsthand.pipeline.stages import Weighed
from firsthand.weigh.period import span_of

BETWEEN = "."  # test.element
STATE_LETTERS = 2


def mark(
    case: Case, weighed: Weighed, told: tuple[str, str], *, on: Sequence[str], reason: str
) -> Mark:
    """Mark an element, as (TEST.ELEMENT, WORD), on the statements that *on* names.

    Raises:
        OperatorError: no reason is given, the element or word is none, or statements are missing where
            it is said to be met, not met or contested.
        UnknownIdError: an id names no statement, or several.
    """
    need_reason(reason)
    name, word = told
    known = {
        f"{sheet.test.id}{BETWEEN}{filled.question.id}": (sheet.test.id, filled.question.id)
        for sheet in weighed.worksheets.sheets
        for filled in sheet.filled
    }
    if name not in known:
        raise OperatorError(f"expected one of {', '.join(known)}, found {name}")
    if word not in set(MarkWord):
        raise OperatorError(f"expected {', '.join(MarkWord)}, found {word}")
    claims = {each.id: each.claims for each in weighed.findings.statements}
    chosen = tuple(sorted({one_of(key, claims, what="statement") for key in on}))
    if not chosen and word != MarkWord.NO_EVIDENCE:
        raise OperatorError(f"what is {word} is so on statements: give --statement")
    test, question = known[name]
    made = Mark(
        test=test,
        question=question,
        word=MarkWord(word),
        statements=chosen,
        claims=tuple(sorted({claim for key in chosen for claim in claims[key]})),
        reason=reason.strip(),
        by=operator(),
        at=clock.now(),
    )
    case.append([RightsMarked(mark=made)])
    return made


def set_scope(case: Case, weighed: Weighed, *, state: str, period: str, reason: str) -> ScopeSet:
    """Say of which state and time the worksheets ask; what is not given stays as it is.

    Raises:
        OperatorError: no reason is given, or the state is no code of two letters, or the time no EDTF.
    """
    need_reason(reason)
    now = weighed.worksheets.scope
    made = ScopeSet(
        state=(state or now.state).upper(),
        period=period or now.period,
        reason=reason.strip(),
        by=operator(),
        at=clock.now(),
    )
    if len(made.state) != STATE_LETTERS or not made.state.isalpha():
        raise OperatorError(f"expected a state as two letters (ISO 3166-1), found {state!r}")
    if span_of(made.period) is None:
        raise OperatorError(f"expected a time in EDTF, as 2016/2018, found {period!r}")
    case.append([RightsScoped(scope=made)])
    return made
