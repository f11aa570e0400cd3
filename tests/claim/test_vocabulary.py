from __future__ import annotations

import pytest

from claim.judging import entry
from firsthand.claim.codes import CODES
from firsthand.claim.vocabulary import VocabularyError, as_new, base, changed, find, hear_changes
from firsthand.model.claim import Element
from firsthand.model.vocabulary import ChangeKind, NewElement, ValueForm, VocabularyChanged
from voted import add, step, vocabulary

RENAME, SPLIT, RETIRE = ChangeKind.RENAME, ChangeKind.SPLIT_CODE, ChangeKind.RETIRE
STANDS = vocabulary()


def _new(key: str, form: ValueForm = ValueForm.TEXT, codes: tuple[str, ...] = ()) -> NewElement:
    return NewElement(key=key, name="N", form=form, asks="asks", codes=codes)


def test_the_24_elements_have_the_codes_that_the_program_reads_by() -> None:
    assert [each.element for each in base().elements] == list(Element)
    for each in base().elements:
        assert set(each.asked_codes) == CODES.get(each.element, frozenset())
    assert base().digest == ""


def test_an_added_element_is_asked_for_and_the_digest_says_that_something_changed() -> None:
    assert [each.now for each in STANDS.own] == ["photo_fee", "photo_kiosk"]
    assert STANDS.digest
    assert STANDS.digest != vocabulary(words=False).digest


@pytest.mark.parametrize("key", ["aim", "photo_fee", "all", "corroborated"])
def test_a_key_that_is_taken_is_not_given_again(key: str) -> None:
    with pytest.raises(VocabularyError, match="nothing is or was called"):
        changed(STANDS, add(_new(key)))


def test_a_name_that_was_given_up_is_not_given_again() -> None:
    renamed = changed(STANDS, step(RENAME, "photo_fee", "photo_price"))
    with pytest.raises(VocabularyError, match="nothing is or was called"):
        changed(renamed, add(_new("photo_fee")))
    with pytest.raises(VocabularyError, match="nothing is or was called"):
        changed(renamed, step(RENAME, "photo_kiosk", "photo_fee"))


def test_all_cases_share_the_24_and_their_codes() -> None:
    with pytest.raises(VocabularyError, match="an element that this case added, found aim"):
        changed(STANDS, step(RENAME, "aim", "purpose"))
    with pytest.raises(VocabularyError, match=r"modality\.dna, which all cases share"):
        changed(STANDS, step(ChangeKind.RENAME_CODE, "modality.dna", "genes"))


def test_codes_may_be_added_to_any_coded_element_and_split() -> None:
    more = changed(STANDS, step(ChangeKind.CODE, "modality", "signature"))
    assert "signature" in find(more, "modality").asked_codes
    split = changed(more, step(SPLIT, "modality.other", "tattoo", "signature"))
    assert "other" not in find(split, "modality").asked_codes
    assert {"tattoo", "signature"} <= set(find(split, "modality").asked_codes)
    for wrong in ("storage", "photo_kiosk"):
        with pytest.raises(VocabularyError, match="expected an element with codes"):
            changed(STANDS, step(ChangeKind.CODE, wrong, "signature"))
    with pytest.raises(VocabularyError, match="nothing of modality is or was called"):
        changed(STANDS, step(ChangeKind.CODE, "modality", "dna"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (step(RENAME, "photo_fee"), "expected one new name, found 0"),
        (step(RENAME, "photo_fee", "a1", "b2"), "expected one new name, found 2"),
        (step(RENAME, "photo_fee", "Fee!"), "expected small letters"),
        (step(RENAME, "no_such", "b2"), "expected an element of this case"),
        (step(SPLIT, "photo_fee.other", "food"), "expected 2 codes or more, found 1"),
        (step(SPLIT, "photo_fee.other", "other", "food"), "expected parts other than other"),
        (step(SPLIT, "photo_fee.none", "a1", "b2"), "expected a code of photo_fee"),
        (step(ChangeKind.RESTORE, "photo_fee"), "it is so already"),
        (step(ChangeKind.CODE, "photo_fee"), "expected a code to add"),
    ],
)
def test_what_cannot_be_done_says_why(change: VocabularyChanged, told: str) -> None:
    with pytest.raises(VocabularyError, match=told):
        changed(STANDS, change)


def test_retired_is_asked_for_again_when_it_is_restored() -> None:
    for name in ("photo_fee", "aim", "photo_fee.other", "modality.gait"):
        gone = changed(STANDS, step(RETIRE, name))
        assert gone != STANDS
        assert changed(gone, step(ChangeKind.RESTORE, name)) == STANDS


def test_an_element_may_be_worded_otherwise_and_never_be_of_another_form() -> None:
    old = as_new(find(STANDS, "photo_kiosk"))
    again = NewElement(key=old.key, name="Kiosks", form=old.form, asks="how many", unit="kiosks")
    reword = VocabularyChanged(kind=ChangeKind.REWORD, elements=(again,), reason="r")
    assert find(changed(STANDS, reword), "photo_kiosk").name == "Kiosks"
    wrong = VocabularyChanged(kind=ChangeKind.REWORD, elements=(_new(old.key),), reason="r")
    with pytest.raises(VocabularyError, match="expected count, the form that it has, found text"):
        changed(STANDS, wrong)


def test_an_entry_that_does_not_apply_is_passed_over() -> None:
    entries = [
        entry(add(_new("one_more"))),
        entry(add(_new("one_more"))),
        entry(add(_new("Not a key"))),
        entry(step(RENAME, "unheard_of", "x1")),
        entry(step(RETIRE, "one_more")),
    ]
    history = hear_changes(entries)
    assert [(each.now, each.retired) for each in history.vocabulary.own] == [("one_more", True)]


def test_a_case_that_took_all_back_is_as_one_that_changed_nothing() -> None:
    there = hear_changes([entry(step(RETIRE, "aim")), entry(step(ChangeKind.RESTORE, "aim"))])
    assert there.vocabulary == base()
