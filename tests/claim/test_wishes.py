from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace

import pytest

from claim.found import claims
from claim.judging import ANA, BO, NOON, judged
from firsthand.claim.judge import apply_judgements
from firsthand.claim.sheet import row_of
from firsthand.claim.wishes import Known, RowError, Wish, known_of, read_wish
from firsthand.model.claim import Decision, Element
from firsthand.model.custody import Agent
from firsthand.model.record import Judged
from spoken import page

TEXT = "Police take DNA from residents aged 12 to 65. Police take DNA again."
PAGE = page(TEXT)
MADE = claims(TEXT)
AGES = next(each for each in MADE if each.element is Element.AGE_RANGE)
ADDED = {
    "document": PAGE.address,
    "element": "tool",
    "value": '{"text": "a needle"}',
    "quote": "again",
    "reason": "read",
}


def known(*said: Judged, by: Agent = ANA, undone: tuple[Judged, ...] = ()) -> Known:
    found = apply_judgements(MADE, judged=said, codings=[])
    return known_of(found, documents=[PAGE], said=(*said, *undone), by=by)


def row(case: Known, **filled: str) -> Mapping[str, str]:
    """The row of the claim on ages as it is exported, with cells filled in."""
    return row_of(case.claims[AGES.id], PAGE, by=case.by.name, blind=False) | filled


def wish(case: Known, **filled: str) -> Wish | None:
    return read_wish(row(case, **filled), case, reason="")


def test_a_row_as_it_was_written_asks_for_nothing() -> None:
    assert wish(known()) is None
    assert wish(known(judged(AGES, Decision.ACCEPTED))) is None


def test_a_decision_filled_in_is_asked_for_once() -> None:
    asked = wish(known(), decision="Accept", reason="read")
    assert asked is not None
    assert (asked.decision, asked.reason) == (Decision.ACCEPTED, "read")
    assert wish(known(judged(AGES, Decision.ACCEPTED)), decision="accept", reason="read") is None
    changed = wish(known(judged(AGES, Decision.ACCEPTED)), decision="rejected")
    assert changed is not None
    assert changed.decision is Decision.REJECTED


def test_another_reason_for_the_same_decision_is_news() -> None:
    asked = wish(known(judged(AGES, Decision.ACCEPTED)), decision="accepted", reason="read twice")
    assert asked is not None
    assert asked.reason == "read twice"


def test_what_another_coder_decided_is_neither_taken_over_nor_said_again() -> None:
    said = judged(AGES, Decision.ACCEPTED, by=BO)
    theirs = {"decision": "accepted", "reason": "read", "by": BO.name, "at": NOON.utc}
    assert wish(known(said), **theirs) is None
    with pytest.raises(RowError, match="judgements of Ana Example, found one of Bo Example"):
        wish(known(), **theirs)
    own = wish(known(said), decision="accepted", reason="read")
    assert own is not None


def test_a_row_from_before_a_change_of_mind_does_not_change_it_back() -> None:
    said = judged(AGES, Decision.ACCEPTED)
    old = row(known(said))
    later = known(said, judged(AGES, Decision.REJECTED))
    assert read_wish(old, later, reason="") is None
    assert read_wish(old, known(undone=(said,)), reason="") is None


def test_a_value_written_anew_is_asked_for_once() -> None:
    asked = wish(known(), new_value='{"min": 12, "max": 64}', reason="read")
    assert asked is not None
    assert asked.made is not None
    assert asked.claim == AGES
    so_already = judged(AGES, Decision.REJECTED)
    told = dataclasses.replace(so_already.judgement, replaced_by=(asked.made.id,))
    after = known(dataclasses.replace(so_already, judgement=told))
    assert wish(after, new_value='{"min": 12, "max": 64}', reason="read", decision="") is None


def test_a_row_without_an_id_is_a_claim_of_its_writer_found_again_by_what_it_says() -> None:
    asked = read_wish(ADDED, known(), reason="")
    assert asked is not None
    assert asked.made is not None
    assert asked.claim is None
    assert asked.about == asked.made.id
    after = known(judged(asked.made, Decision.ACCEPTED))
    assert read_wish(ADDED, after, reason="") is None
    again = read_wish(ADDED | {"start": "62", "end": "67", "reason": ""}, known(), reason="all")
    assert again == Wish(reason="all", made=asked.made)


WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "an id of another case": ({"id": "c-none"}, "id", "a claim of this case, found 'c-none'"),
    "a word that decides nothing": ({"decision": "maybe"}, "decision", "found 'maybe'"),
    "no reason": ({"decision": "accepted"}, "reason", "expected why"),
    "a book for a reason": ({"reason": "x" * 10_001}, "reason", "found 10001"),
    "a value written over": ({"value": '{"min": 1, "max": 2}'}, "value", "belongs in new_value"),
    "a value broken": ({"value": "12-65"}, "value", "belongs in new_value"),
    "a quote written over": ({"quote": "Police"}, "quote", "belongs in new_quote"),
    "another page": ({"document": "d-other"}, "document", "found 'd-other'"),
    "another place": ({"start": "3"}, "start", "expected '0' as the claim has it"),
    "a value of another form": ({"new_value": '{"min": "x"}'}, "new_value", "whole years"),
    "words that are not there": ({"new_quote": "Nurses"}, "new_quote", "found 'Nurses'"),
    "words in two places": ({"new_quote": "DNA"}, "new_quote", "12..15, 58..61"),
    "a place of other words": (
        {"new_quote": "DNA", "new_start": "13"},
        "new_quote",
        "expected 'DNA' at 13..16",
    ),
    "no number": ({"new_start": "-1"}, "new_start", "found '-1'"),
    "nothing new": ({"new_stance": "asserted"}, "new_value", "says already"),
    "rejected and written anew": (
        {"new_stance": "hedged", "decision": "rejected"},
        "decision",
        "where the claim is written anew",
    ),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_cannot_stand_is_named_by_its_column(why: str) -> None:
    filled, column, words = WRONG[why]
    with pytest.raises(RowError, match=words) as refused:
        wish(known(), **filled)
    assert refused.value.column == column


ADDED_WRONG = {
    "no page": ({"document": ""}, "document", "no page has it"),
    "no element": ({"element": ""}, "element", "found nothing"),
    "rejected": ({"decision": "rejected"}, "decision", "that you write"),
    "no reason": ({"reason": ""}, "reason", "expected why"),
    "no words": ({"quote": ""}, "quote", "found nothing"),
}


@pytest.mark.parametrize("why", ADDED_WRONG)
def test_a_claim_of_its_own_has_all_its_parts(why: str) -> None:
    filled, column, words = ADDED_WRONG[why]
    with pytest.raises(RowError, match=words) as refused:
        read_wish(ADDED | filled, known(), reason="")
    assert refused.value.column == column


def test_an_address_that_two_pages_have_names_neither() -> None:
    other = page("Other words.")
    at = known_of([], documents=[PAGE, other], said=[], by=ANA)
    with pytest.raises(RowError, match="2 pages have it"):
        read_wish(ADDED, at, reason="")
    assert read_wish(ADDED | {"document": PAGE.id}, at, reason="") is not None


@pytest.mark.parametrize("ending", [".0", ",0", ".00"])
def test_places_that_a_spreadsheet_wrote_as_fractions_are_the_same_places(ending: str) -> None:
    case = known()
    filled = row(case)
    over = {name: filled[name] + ending for name in ("start", "end")}
    found = wish(case, decision="accepted", reason="read", **over)
    assert found is not None
    assert found.decision is Decision.ACCEPTED
    with pytest.raises(RowError, match="as the claim has it"):
        wish(case, start=f"{filled['start']}.5")


def test_a_reason_that_lost_its_apostrophes_in_a_spreadsheet_is_no_other_reason() -> None:
    said = judged(MADE[0], Decision.ACCEPTED)
    said = replace(said, judgement=replace(said.judgement, reason="'- as printed"))
    assert wish(known(said), reason="- as printed") is None


def test_a_row_that_left_the_case_without_some_words_can_come_back() -> None:
    """A witness's name was taken out of the quotation, of the value and of the reason."""
    said = judged(AGES, Decision.ACCEPTED)
    case = replace(known(), block="##")
    filled = dict(row(case))
    filled |= {"quote": f"##{filled['quote'][8:]}", "value": filled["value"].replace("12", "##")}
    assert read_wish(filled, case, reason="") is None
    asked = read_wish(filled | {"decision": "accepted", "reason": "read"}, case, reason="")
    assert asked is not None
    assert asked.decision is Decision.ACCEPTED
    told = {"decision": "accepted", "reason": "##d", "by": said.judgement.by.name}
    mine, theirs = (replace(known(said, by=by), block="##") for by in (ANA, BO))
    at = {"at": said.judgement.at.utc}
    assert read_wish(filled | told | at, mine, reason="") is None
    assert read_wish(filled | told | at, theirs, reason="") is None
    with pytest.raises(RowError, match="as the claim has it"):
        read_wish(filled | {"quote": "## other words"}, case, reason="")
