from __future__ import annotations

from dataclasses import replace

from claim.found import claims
from claim.judging import ANA, BO, LATER, entry, judged
from firsthand.claim.defined import read_elements
from firsthand.claim.judge import Coding, apply_judgements
from firsthand.claim.migrated import carry, with_before
from firsthand.claim.vocabulary import hear_changes
from firsthand.model.claim import Coded, Decision, Element, Suggestion
from firsthand.model.record import Coded as CodedPage
from firsthand.model.record import Entry, TakenBack
from firsthand.model.vocabulary import ChangeKind
from voted import ELEMENTS, add, step

ACCEPTED, REJECTED = Decision.ACCEPTED, Decision.REJECTED
(FIRST, *_) = claims("Police take DNA from residents.")
RENAME = entry(step(ChangeKind.RENAME, "photo_fee", "photo_price"))
RECODE = entry(step(ChangeKind.RENAME_CODE, "photo_price.other", "goods"))
SPLIT = entry(step(ChangeKind.SPLIT_CODE, "photo_fee.other", "food", "labour"))


def _added() -> Entry:
    rows = read_elements(ELEMENTS.encode(), where="e")
    return entry(add(*(row.element for row in rows)))


def _fee(code: str) -> Suggestion:
    return replace(FIRST, element=Element.named("photo_fee"), value=Coded(code=code, text="x"))


def _standing(entries: list[Entry], made: list[Suggestion]) -> dict[str, str]:
    history = hear_changes(entries)
    carried = carry(entries, [], history)
    found = apply_judgements(
        [*map(history.vocabulary.today, made), *(each.suggestion for each in carried.again)],
        judged=carried.heard.judged,
        codings=carried.codings,
    )
    shown = with_before(found, carried.again, history.vocabulary)
    return {claim.id: f"{claim.suggestion.element}:{claim.status}" for claim in shown}


def test_a_judgement_holds_when_element_and_code_are_renamed() -> None:
    made = _fee("other")
    entries = [_added(), entry(judged(made, ACCEPTED)), RENAME, RECODE]
    assert _standing(entries, [made]) == {made.id: "photo_price:accepted"}


def test_a_judgement_made_under_the_new_name_is_of_the_same_claim() -> None:
    made = _fee("other")
    entries = [_added(), entry(judged(made, REJECTED)), RENAME, RECODE]
    now = hear_changes(entries).vocabulary.today(made)
    entries.append(entry(judged(now, ACCEPTED, at=LATER), at=LATER))
    assert _standing(entries, [made]) == {made.id: "photo_price:accepted"}


def test_what_was_said_of_a_code_before_it_was_split_is_asked_again() -> None:
    split, kept = _fee("other"), _fee("paid")
    entries = [_added(), entry(judged(split, ACCEPTED)), entry(judged(kept, ACCEPTED)), SPLIT]
    history = hear_changes(entries)
    carried = carry(entries, [], history)
    assert [each.suggestion.id for each in carried.again] == [split.id]
    assert _standing(entries, []) == {
        split.id: "photo_fee:suggested",
        kept.id: "photo_fee:accepted",
    }
    found = apply_judgements([split], judged=carried.heard.judged, codings=())
    (claim,) = (c for c in with_before(found, carried.again, history.vocabulary) if c.before)
    assert claim.before[0].decision is ACCEPTED
    assert claim.parts == ("food", "labour")


def test_what_is_said_after_the_split_counts() -> None:
    made = _fee("other")
    entries = [_added(), entry(judged(made, ACCEPTED)), SPLIT, entry(judged(made, REJECTED, by=BO))]
    assert _standing(entries, []) == {made.id: "photo_fee:rejected"}


def test_what_was_taken_back_is_not_asked_again() -> None:
    made = _fee("other")
    spoken = entry(judged(made, ACCEPTED, batch="b-1"))
    undone = entry(TakenBack(batch="b-1", reason="a slip"))
    assert (
        carry(
            [_added(), spoken, undone, SPLIT], [], hear_changes([_added(), spoken, undone, SPLIT])
        ).again
        == ()
    )
    after = [_added(), spoken, SPLIT, undone]
    assert carry(after, [], hear_changes(after)).again == ()


def test_what_a_person_coded_as_a_split_code_is_asked_again_and_the_rest_of_the_page_holds() -> (
    None
):
    split, kept = _fee("other"), _fee("paid")
    page = CodedPage(document=split.document, suggestions=(split, kept), reason="read whole")
    entries = [_added(), entry(page), SPLIT]
    coding = Coding(coded=page, by=ANA, at=LATER)
    carried = carry(entries, [(1, coding)], hear_changes(entries))
    assert carried.loose == (split,)
    assert carried.codings[0].coded.suggestions == (kept,)


def test_a_case_that_changed_nothing_is_heard_as_ever() -> None:
    spoken = judged(FIRST, ACCEPTED, batch="b-1")
    assert carry([entry(spoken)], [], hear_changes([entry(spoken)])).heard.judged == (spoken,)
