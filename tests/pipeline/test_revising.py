from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from firsthand.claim.revise import Anew
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.claim import AgeRange
from firsthand.model.record import RevisionKind
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.judging import take_back
from firsthand.pipeline.revising import Revision, read_parts, revise
from pipeline.to_judge import A, claims, copied, make, one

EDIT, SPLIT, MERGE, ADD = RevisionKind


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("revising"))


@pytest.fixture
def held(made: Path, tmp_path: Path) -> Iterator[Case]:
    with Case.open(copied(made, tmp_path), writing=True) as case:
        yield case


def test_an_edited_claim_is_weighed_in_the_place_of_the_machine_s_that_stays_beside_it(
    held: Case,
) -> None:
    ages = one(held, "age_range")
    asked = Revision(
        kind=EDIT, claims=(ages.id[:12],), written=(Anew(value='{"min": 12, "max": 64}'),)
    )
    before = claims(held)
    done = revise(held, asked, reason="the page says under 65")
    new = next(claim for claim in done.values if claim.id != ages.id)
    old = next(claim for claim in done.values if claim.id == ages.id)
    assert (old.status, new.status) == ("rejected", "accepted")
    assert old.said[0].replaced_by == (new.id,)
    assert new.said[0].replaces == (ages.id,)
    assert old.suggestion == ages.suggestion
    weighed = stages.weigh_case(held).findings.statements
    assert AgeRange(age_years_min=12, age_years_max=64) in {each.value for each in weighed}
    take_back(held, "", reason="it does not")
    assert claims(held) == before


def test_one_claim_is_split_and_two_are_merged(held: Case) -> None:
    period = one(held, "period")
    parts = read_parts(
        json.dumps(
            [{"value": {"edtf": "2017-05"}}, {"value": {"edtf": "2017-06"}, "quote": "2017"}]
        )
    )
    done = revise(
        held, Revision(kind=SPLIT, claims=(period.id,), written=parts), reason="two rounds"
    )
    halves = [claim.id for claim in done.values if claim.status == "accepted"]
    assert len(halves) == 2
    whole = Anew(value='{"edtf": "2017-05/2017-06"}')
    done = revise(
        held,
        Revision(kind=MERGE, claims=tuple(halves), written=(whole,)),
        reason="it was one round",
    )
    (merged,) = (claim for claim in done.values if claim.status == "accepted")
    assert merged.said[0].replaces == tuple(halves)
    assert merged.suggestion.quotation.exact == period.suggestion.quotation.exact


def test_a_claim_nobody_suggested_reaches_the_findings(held: Case) -> None:
    anew = Anew(element="tool", value='{"text": "a needle"}', quote="DNA again")
    done = revise(held, Revision(kind=ADD, document=A, written=(anew,)), reason="it was a needle")
    (added,) = done.values
    statements = stages.weigh_case(held).findings.statements
    (found,) = (each for each in statements if added.id in each.claims)
    assert (found.origins, found.judged_count) == ((added.suggestion.document,), 1)


def test_a_mistake_records_nothing(held: Case) -> None:
    ages, period = one(held, "age_range"), one(held, "period")
    mistakes: list[tuple[Revision, type[OperatorError], str]] = [
        (
            Revision(kind=EDIT, claims=("c-none",), written=(Anew(),)),
            UnknownIdError,
            "no claim has it",
        ),
        (Revision(kind=EDIT, claims=(ages.id,), written=(Anew(),)), OperatorError, "says already"),
        (
            Revision(kind=EDIT, claims=(ages.id,), written=(Anew(value="{}"),)),
            OperatorError,
            "value: min, max",
        ),
        (
            Revision(kind=MERGE, claims=(ages.id, ages.id), written=(Anew(),)),
            OperatorError,
            "two claims",
        ),
        (
            Revision(kind=MERGE, claims=(ages.id, period.id), written=(Anew(),)),
            OperatorError,
            "one element, found 2",
        ),
        (
            Revision(kind=ADD, document="d-none", written=(Anew(),)),
            UnknownIdError,
            "no document has it",
        ),
        (Revision(kind=ADD, document=A, written=(Anew(),)), OperatorError, "element: expected"),
        (
            Revision(kind=SPLIT, claims=(ages.id,), written=(Anew(), Anew())),
            OperatorError,
            "two of these claims say the same",
        ),
        (
            Revision(kind=SPLIT, claims=(ages.id,), written=(Anew(), Anew(stance="sure"))),
            OperatorError,
            "claim 2, stance: expected one of",
        ),
        (Revision(kind=ADD, written=(Anew(),)), OperatorError, "give --document"),
    ]
    before = len(list(held.entries()))
    for asked, error, words in mistakes:
        with pytest.raises(error, match=words):
            revise(held, asked, reason="read")
    with pytest.raises(OperatorError, match="give --reason"):
        revise(held, mistakes[0][0], reason=" ")
    assert len(list(held.entries())) == before


FILES = {
    "no JSON": ("[", "a JSON list of claims"),
    "no list": ('{"value": 1}', "found something else"),
    "a list of words": ('["a", "b"]', "found something else"),
    "one claim": ("[{}]", "2 to 100 claims"),
    "a field there is not": ('[{}, {"quotation": "x"}]', "claim 2: expected element, value"),
    "a number for words": ('[{"quote": 3}, {}]', "claim 1, quote: expected a text, found 3"),
    "words for a number": ('[{"start": "3"}, {}]', "claim 1, start: expected an offset"),
}


@pytest.mark.parametrize("why", FILES)
def test_a_file_to_split_into_says_what_is_wrong_with_it(why: str) -> None:
    text, words = FILES[why]
    with pytest.raises(OperatorError, match=words):
        read_parts(text)
