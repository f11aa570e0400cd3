from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from firsthand.errors import FaultError, OperatorError, UnknownIdError
from firsthand.model.consent import Detail, Use
from firsthand.pipeline import consenting, stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.consenting import Agreed, Place, errata, hold_back, use_of
from firsthand.pipeline.events import published_as
from firsthand.pipeline.holding import HeldBack
from firsthand.pipeline.publishing import publish
from pipeline.spoken_case import AGREED, DAY, MOMENT, NAME, SAID, agree, bind, dossier, spoken
from sealed_case import SealedCase


def held_back(case: SealedCase, use: Use | None = None, *, day: str = DAY) -> HeldBack:
    with Case.open(case.folder, writing=False) as held:
        return hold_back(held, use or Use(), day=day)


def test_what_is_bound_stays_until_a_consent_covers_it(tmp_path: Path) -> None:
    """
    an object with words and a picture; consents to words in public, to both in court, to both
    """
    case = spoken(tmp_path)
    bind(case, Detail.WORDS, Detail.PICTURE, object="pile/said.txt")
    court = Use(purpose="court", audience="the hague")
    both = (Detail.WORDS, Detail.PICTURE)
    assert held_back(case).objects
    agree(case)
    assert held_back(case).objects
    agree(
        case,
        dataclasses.replace(AGREED, details=both, purposes=("court",), audiences=("The Hague",)),
    )
    assert held_back(case).objects
    assert not held_back(case, court).objects
    agree(case, dataclasses.replace(AGREED, details=both, expires="2030-02-28"))
    assert not held_back(case).objects
    assert held_back(case, day="2030-03-01").objects
    assert held_back(case, day="2029-12-31").objects


def test_two_consents_are_not_added_up(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, Detail.WORDS, Detail.PLACE, object="pile/said.txt")
    agree(case)
    agree(case, dataclasses.replace(AGREED, details=(Detail.PLACE,)))
    assert held_back(case).objects


def test_an_object_held_back_is_nowhere_in_the_dossier(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    shown = dossier(case, tmp_path / "out")
    for words in (b"my village", b"said.txt", b"14 to 70", b"witness-7", b"1 withdrawn"):
        assert words not in shown
    assert b"12 to 65" in shown
    agree(case)
    assert b"my village" in dossier(case, tmp_path / "out")


def test_a_passage_held_back_leaves_the_rest_of_its_page(tmp_path: Path) -> None:
    """
    a claim on ages is bound: its words go, the sentence on the clinic stays, the bytes stay behind
    """
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        found = stages.claims(held, stages.read(held)).values
        claim = next(
            each
            for each in found
            if each.suggestion.element == "age_range" and "14" in each.suggestion.quotation.exact
        )
    bind(case, claim=claim.id)
    shown = dossier(case, tmp_path / "out")
    assert claim.suggestion.quotation.exact.encode() not in shown
    assert claim.id.encode() not in shown
    assert b"The clinic closed in May" in shown
    assert SAID.encode() not in shown
    agree(case)
    assert claim.suggestion.quotation.exact.encode() in dossier(case, tmp_path / "out")


def test_the_case_s_own_lineage_is_none_the_less_for_a_publication(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        documents = stages.read(held)
        before = stages.trace(held, documents)
        claim = next(
            each
            for each in stages.claims(held, documents).values
            if "14" in each.suggestion.quotation.exact
        )
    bind(case, claim=claim.id)
    dossier(case, tmp_path / "out")
    with Case.open(case.folder, writing=False) as held:
        assert stages.trace(held, documents) == before
        assert claim in stages.claims(held, documents).values


def test_a_document_held_back_goes_with_its_claims_and_bytes(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        document = next(each for each in stages.read(held) if "said" in each.address)
    bind(case, document=document.id)
    shown = dossier(case, tmp_path / "out")
    for words in (b"my village", b"14 to 70", document.id.encode()):
        assert words not in shown


def test_the_record_stays_and_words_of_the_register_are_nowhere(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    agree(case)
    shown = dossier(case, tmp_path / "out")
    for words in (NAME, "阿依古丽", "Almaty", "ConsentGiven", "entries.jsonl", "in writing"):
        assert words.encode() not in shown


def test_a_name_on_a_page_is_taken_out_where_the_register_is_unlocked(tmp_path: Path) -> None:
    """
    a paper names her; she agreed to words, later to her name
    """
    paper = f"{NAME} spoke to us. Police took blood samples from residents aged 12 to 65. " * 3
    case = spoken(tmp_path, paper=paper)
    agree(case)
    assert NAME.encode() in dossier(case, tmp_path / "locked")
    shown = dossier(case, tmp_path / "unlocked", unlocked=True)
    assert NAME.encode() not in shown
    assert b"12 to 65" in shown
    agree(case, dataclasses.replace(AGREED, details=(Detail.WORDS, Detail.NAME)))
    assert NAME.encode() in dossier(case, tmp_path / "named", unlocked=True)


def test_after_revocation_the_next_edition_says_that_and_not_what(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    consent = agree(case)
    assert b"Errata" not in dossier(case, tmp_path / "out")
    with Case.open(case.folder, writing=True) as held:
        assert consenting.revoke(held, consent[:14], reason="she asked") == consent
        with pytest.raises(OperatorError, match="was taken back"):
            consenting.revoke(held, consent, reason="again")
    shown = dossier(case, tmp_path / "out")
    assert b"Errata: one passage was withdrawn" in shown
    for words in (b"my village", b"said.txt", b"witness-7", b"she asked", consent.encode()):
        assert words not in shown


def test_what_is_bound_after_an_edition_left_is_withdrawn_too(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    assert b"my village" in dossier(case, tmp_path / "out")
    with Case.open(case.folder, writing=True) as held:
        held.append([published_as(held, tmp_path / "out", withhold=None)])
    assert b"Errata" not in dossier(case, tmp_path / "out")
    bind(case, object="pile/said.txt")
    shown = dossier(case, tmp_path / "out")
    assert b"Errata: one passage was withdrawn" in shown
    assert b"my village" not in shown


def test_errata_count_and_name_nothing() -> None:
    assert errata(HeldBack(use=Use())) == ""
    assert "2 passages were withdrawn" in errata(HeldBack(use=Use(), withdrawn=2))


def test_a_case_with_witnesses_is_never_published_unasked(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        weighed = stages.weigh_case(held)
        with pytest.raises(FaultError):
            publish(held, weighed, tmp_path / "out", moment=MOMENT)
    assert not (tmp_path / "out").exists()


def test_a_binding_by_mistake_is_taken_back(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bound = bind(case, object="pile/said.txt")
    with Case.open(case.folder, writing=True) as held:
        assert consenting.unbind(held, bound[:10], reason="another's") == bound
    assert not held_back(case).objects


def test_a_place_that_is_not_found_any_more_holds_its_whole_object(tmp_path: Path) -> None:
    """
    the file is described anew by a manifest: its document has another id
    """
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        document = next(each for each in stages.read(held) if "said" in each.address)
    bind(case, document=document.id)
    (tmp_path / "pile/manifest.csv").write_text("file,address\nsaid.txt,https://other.example/\n")
    with Case.open(case.folder, writing=True) as held:
        from firsthand.pipeline.preserving import preserve

        preserve(held, [str(tmp_path / "pile")], progress=stages.quiet)
        assert document.id not in {each.id for each in stages.read(held)}
    assert held_back(case).objects == {document.capture}
    assert b"my village" not in dossier(case, tmp_path / "out")


@pytest.mark.parametrize(
    "agreed",
    [
        Agreed(purposes=(), audiences=("public",), details=(Detail.WORDS,), given=DAY, how="h"),
        Agreed(purposes=("<x>",), audiences=("p",), details=(Detail.WORDS,), given=DAY, how="h"),
        Agreed(purposes=("p",), audiences=("p",), details=(Detail.WORDS,), given="", how="h"),
        Agreed(purposes=("p",), audiences=("p",), details=(Detail.WORDS,), given=DAY, how=" "),
    ],
)
def test_a_consent_that_says_too_little_is_refused(tmp_path: Path, agreed: Agreed) -> None:
    case = spoken(tmp_path)
    with pytest.raises(OperatorError):
        agree(case, agreed)


def test_nobody_and_nowhere_are_refused(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        with pytest.raises(UnknownIdError):
            consenting.give(held, "witness-8", AGREED)
        for place in (Place(), Place(object="a", claim="b")):
            with pytest.raises(OperatorError, match="one place"):
                consenting.bind(held, "witness-7", place, details=(Detail.WORDS,), reason="r")
        for place in (Place(object="zz"), Place(document="zz"), Place(claim="zz")):
            with pytest.raises(UnknownIdError):
                consenting.bind(held, "witness-7", place, details=(Detail.WORDS,), reason="r")
        with pytest.raises(OperatorError, match="reason"):
            consenting.bind(
                held, "witness-7", Place(object="pile/said.txt"), details=(Detail.WORDS,), reason=""
            )
    with pytest.raises(OperatorError, match="purpose or audience"):
        use_of("", "public")
