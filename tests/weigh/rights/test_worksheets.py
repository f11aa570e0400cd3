from __future__ import annotations

import random

from firsthand.model.claim import Element, Period, Place
from firsthand.model.moment import Moment
from firsthand.model.rights import Bound, Mark, MarkWord, ScopeSet
from firsthand.weigh.rights.worksheets import fill, scope_of
from weigh.said import READER, claim, code, weighed

SAID = [
    claim("a", code("mandatory"), element=Element.COMPULSION),
    claim("b", code("uninformed"), element=Element.CONSENT),
    claim("c", code("coerced"), element=Element.CONSENT),
    claim("d", code("school"), element=Element.CHANNEL),
    claim("e", Place(name="Xinjiang", code="650000")),
    claim("f", Period(edtf="2016/2018")),
]
STATEMENTS = weighed(SAID).statements
AT = Moment(utc="2030-01-01T00:00:00Z")


def mark(word: MarkWord, *, by: str = "Ana") -> Mark:
    return Mark(
        test="consent", question="free", word=word, statements=(STATEMENTS[0].id,), claims=(),
        reason="two say so", by=type(READER)(kind=READER.kind, name=by), at=AT,
    )  # fmt: skip


def test_statements_bear_on_elements_by_what_they_say_and_nothing_is_marked() -> None:
    sheets = {sheet.test.id: sheet for sheet in fill(STATEMENTS, marks=(), scopes=()).sheets}
    said = {s.id: s for s in STATEMENTS}
    free = sheets["consent"].filled[1]
    assert {said[key].element.value for key in free.bearing} == {"compulsion", "consent", "channel"}
    assert free.bearing_count == 3  # "uninformed" bears on being told, not on being free
    assert all(not filled.marks for sheet in sheets.values() for filled in sheet.filled)
    covered = sheets["children"].filled[0]
    assert [said[key].element.value for key in covered.bearing] == ["channel"]


def test_the_latest_mark_of_each_person_stands_and_people_who_differ_stand_beside_each_other() -> (
    None
):
    marks = (mark(MarkWord.MET), mark(MarkWord.NOT_MET), mark(MarkWord.CONTESTED, by="Ben"))
    (sheet,) = (
        s for s in fill(STATEMENTS, marks=marks, scopes=()).sheets if s.test.id == "consent"
    )
    assert [(m.by.name, m.word.value) for m in sheet.filled[1].marks] == [
        ("Ana", "not_met"),
        ("Ben", "contested"),
    ]


def test_of_which_state_and_time_is_proposed_from_the_case_until_a_person_says_so() -> None:
    scope = scope_of(STATEMENTS, ())
    assert (scope.state, scope.period, scope.proposed) == ("CN", "2016/2018", True)
    said = ScopeSet(state="KE", period="2019", reason="so", by=READER, at=AT)
    given = fill(STATEMENTS, marks=(), scopes=(said,))
    assert (given.scope.state, given.scope.proposed) == ("KE", False)
    (legality, *_) = given.sheets
    bound = {each.norm.id: each.bound for each in legality.norms}
    assert bound["ke-register-2019"] is Bound.IN_PART
    assert bound["cn-cpl-130"] is Bound.NOT_LISTED


def test_the_order_of_statements_changes_nothing() -> None:
    made = fill(STATEMENTS, marks=(), scopes=())
    shuffled = list(STATEMENTS)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - only an order
    assert fill(shuffled, marks=(), scopes=()) == made
