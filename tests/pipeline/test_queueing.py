from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.claim.chosen import Choice
from firsthand.claim.revise import Anew
from firsthand.errors import OperatorError
from firsthand.model.claim import Decision
from firsthand.model.record import Coded, RevisionKind
from firsthand.pipeline.case import Case
from firsthand.pipeline.judging import judge, need_people
from firsthand.pipeline.queueing import Queue, judge_all, line_up
from firsthand.pipeline.revising import Revision, revise
from firsthand.pipeline.stages import quiet
from pipeline.to_judge import A, B, claims, copied, make, one

ALL = Choice()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("queueing"))


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Iterator[Case]:
    with Case.open(copied(made, tmp_path), writing=True) as case:
        yield case


def _queue(held: Case, *, blind: bool = False, choice: Choice = ALL) -> Queue:
    return line_up(held, choice, blind=blind, progress=quiet)


def _ids(queue: Queue) -> list[str]:
    return [row.claim.id for row in queue.waiting]


def test_the_figure_of_an_estimate_comes_first_and_the_queue_goes_on_where_it_ended(
    held: Case,
) -> None:
    before = _queue(held)
    assert len(before.waiting) == len(claims(held))
    first = before.waiting[0]
    assert first.claim.id == one(held, "scale", B).id
    assert "an estimate would lose a figure" in first.why
    judge(held, [(first.claim.id, Decision.ACCEPTED)], reason="read")
    after = _queue(held)
    assert _ids(after) == _ids(before)[1:]
    assert after.judged_count == 1


def test_what_is_rejected_moves_up_what_is_left_of_its_statement(held: Case) -> None:
    mine, theirs = one(held, "age_range", A).id, one(held, "age_range", B).id
    at = {row.claim.id: row for row in _queue(held).waiting}
    assert "would be single_origin, corroborated now" in at[theirs].why
    judge(held, [(mine, Decision.REJECTED)], reason="no such words")
    at = {row.claim.id: row for row in _queue(held).waiting}
    assert mine not in at
    assert "would be gone, single_origin now" in at[theirs].why


def test_a_second_coder_sees_nothing_of_the_first(held: Case) -> None:
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    untouched = _queue(held, blind=True)
    os.environ["FIRSTHAND_AGENT"] = "Ana"
    mine = one(held, "age_range", A).id
    judge(held, [(mine, Decision.REJECTED)], reason="no such words")
    anew = Anew(element="tool", value='{"text": "a needle"}', quote="DNA again")
    revise(held, Revision(kind=RevisionKind.ADD, document=A, written=(anew,)), reason="read")
    edit = Anew(value='{"edtf": "2017-05"}')
    period = one(held, "period", A).id
    revise(held, Revision(kind=RevisionKind.EDIT, claims=(period,), written=(edit,)), reason="May")
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    assert _queue(held, blind=True) == untouched
    assert len(_queue(held).waiting) == len(untouched.waiting) + 2
    judge(held, [(mine, Decision.ACCEPTED)], reason="they are there", blind=True)
    assert _ids(_queue(held, blind=True)) == [key for key in _ids(untouched) if key != mine]


def test_what_waits_for_a_second_person_says_so_and_what_is_not_weighed_comes_last(
    held: Case,
) -> None:
    scale = one(held, "scale", B)
    need_people(held, 2, reason="the house rule")
    judge(held, [(scale.id, Decision.ACCEPTED)], reason="read")
    refused = one(held, "age_range", A).id
    judge(held, [(refused, Decision.REJECTED)], reason="no")
    os.environ["FIRSTHAND_AGENT"] = "Bo"
    period = one(held, "period", A).suggestion
    held.append([Coded(document=period.document, suggestions=(period,), reason="read whole")])
    os.environ["FIRSTHAND_AGENT"] = "Cim"
    queue = _queue(held)
    assert queue.waiting[0].why.startswith("accepted by Ana, waits for a second person; without it")
    last = [row.why for row in queue.waiting if row.lever is None]
    assert {why.partition(":")[0] for why in last} == {
        "rejected already",
        "its page was coded by a person without it",
    }
    assert [row.lever for row in queue.waiting[-len(last) :]] == [None] * len(last)


def test_many_are_judged_alike_and_what_was_judged_singly_is_left_alone(held: Case) -> None:
    dna = one(held, "modality", A).id
    judge(held, [(dna, Decision.UNSURE)], reason="which test?")
    taking = Choice(element="modality")
    would = judge_all(held, taking, Decision.ACCEPTED, reason="", blind=False, dry_run=True)
    before = len(list(held.entries()))
    assert {claim.status for claim in would} == {"suggested"}
    done = judge_all(held, taking, Decision.ACCEPTED, reason="plain", blind=False, dry_run=False)
    assert [claim.id for claim in done] == [claim.id for claim in would]
    assert {claim.status for claim in done} == {"accepted"}
    assert len(list(held.entries())) == before + len(done)
    assert claims(held)[dna].status == "unsure"
    assert not judge_all(held, taking, Decision.REJECTED, reason="x", blind=False, dry_run=False)


def test_all_claims_are_never_meant_by_saying_nothing(held: Case) -> None:
    with pytest.raises(OperatorError, match="say which claims are meant"):
        judge_all(held, ALL, Decision.REJECTED, reason="x", blind=False, dry_run=True)
    with pytest.raises(OperatorError, match="give --reason"):
        judge_all(
            held, Choice(element="scale"), Decision.REJECTED, reason="", blind=False, dry_run=False
        )


def test_a_queue_may_be_of_some_claims(held: Case) -> None:
    found = _queue(held, choice=Choice(element="age_range", document=B))
    assert _ids(found) == [one(held, "age_range", B).id]


def test_a_page_that_the_case_does_not_have_is_a_slip_of_the_pen(held: Case) -> None:
    """Nothing would fit, and nobody would know why."""
    with pytest.raises(OperatorError, match=r"a page of this case, found 'https://c\.example/'"):
        _queue(held, choice=Choice(document="https://c.example/"))
    page = one(held, "scale", B).suggestion.document
    assert _queue(held, choice=Choice(document=page[:12])).waiting


def test_a_person_who_types_the_own_name_in_another_way_goes_on_where_they_were(
    held: Case,
) -> None:
    judge(held, [(one(held, "scale", B).id, Decision.ACCEPTED)], reason="read")
    before = _queue(held)
    os.environ["FIRSTHAND_AGENT"] = "ANA "
    assert _ids(_queue(held)) == _ids(before)
    assert _queue(held, blind=True).judged_count == 1
