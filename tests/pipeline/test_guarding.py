from __future__ import annotations

from pathlib import Path

import pytest

from custody import write_pile
from firsthand.errors import OperatorError, SettingError
from firsthand.model.claim import Decision
from firsthand.model.collection import CollectionPart
from firsthand.model.visit import Visit
from firsthand.pipeline import stages, witnesses
from firsthand.pipeline.capturing import CaptureSettings, capture
from firsthand.pipeline.case import IDENTITY, Case
from firsthand.pipeline.collecting import record_collection
from firsthand.pipeline.erasing import erase
from firsthand.pipeline.guarding import Known, guard, known_names, unnamed
from firsthand.pipeline.judging import judge
from firsthand.pipeline.preserving import preserve
from pipeline.spoken_case import NAME, dossier, spoken
from sealed_case import made, statement


def test_names_are_known_with_a_key_or_somebody_says_that_none_is_looked_for(
    tmp_path: Path,
) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held:
        known = known_names(held, case.key, unsearched=False)
        assert known.names == {"witness-7": (NAME, "阿依古丽")}
        with pytest.raises(OperatorError, match="Nothing left"):
            known_names(held, None, unsearched=False)
        assert known_names(held, None, unsearched=True).names is None


def test_a_case_without_witnesses_or_whose_witnesses_were_erased_needs_no_key(
    tmp_path: Path,
) -> None:
    case = made(tmp_path)
    with Case.open(case.folder, writing=True) as held:
        assert known_names(held, None, unsearched=False) == Known(names=None)
        witnesses.enter(held, "name: A. Nother", pseudonym="witness-1")
        witnesses.forget(held, "witness-1", reason="they asked")
        assert known_names(held, None, unsearched=False) == Known(names=None)


def test_texts_that_leave_as_they_are_hold_no_name() -> None:
    known = Known(names={"witness-7": (NAME,)})
    unnamed(["said by witness-7"], known)
    unnamed([f"{NAME} said"], Known(names=None))
    with pytest.raises(OperatorError) as problem:
        unnamed(["x", "AYGUL\nEXAMPLE said"], known)
    assert "xample" not in str(problem.value)


def test_with_the_key_at_hand_nothing_is_recorded_that_holds_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    a reason, a decision, what is written apart, the name of a file, an address of the web: whatever the verb
    """
    case = spoken(tmp_path)
    before = case.everything()
    monkeypatch.setenv(IDENTITY, str(case.key))
    sealed = case.seal(statement(tmp_path)).sealed[0]
    named = write_pile(tmp_path / "more", {"aygul-example.txt": b"a", "other.txt": b"b"})
    (named / "aygul example").symlink_to("/etc/passwd")
    settings = CaptureSettings(visit=Visit(address=""))
    with Case.open(case.folder, writing=True) as held:
        (claim, *_) = stages.claims(held, stages.read(held)).values
        with pytest.raises(OperatorError, match="Nothing was recorded") as problem:
            erase(held, sealed.digest, reason=f"{NAME} asked")
        assert "xample" not in str(problem.value)
        with pytest.raises(OperatorError, match="Nothing was recorded"):
            judge(held, [(claim.id, Decision.ACCEPTED)], reason="AYGUL EXAMPLE told me")
        with pytest.raises(OperatorError, match="Nothing was recorded"):
            record_collection(held, {CollectionPart.REASON: f"for {NAME}"}, because={})
        with pytest.raises(SettingError, match="--restricted") as wrong:
            capture(
                held, ["https://a.example/aygul-example"], settings=settings, progress=stages.quiet
            )
        assert "xample/" not in str(wrong.value)
        report = preserve(held, [str(named)], progress=stages.quiet)
        assert [each.file for each in report.preserved] == ["more/other.txt"]
        assert [each.code for each in report.problems] == ["names-a-witness"] * 2
        assert all("█" in each.where and "xample" not in each.where for each in report.problems)
    for word in (NAME, "aygul", "AYGUL"):
        assert word.encode() not in case.everything(), word
        assert word.encode() not in before


def test_a_key_that_does_not_open_the_register_is_refused(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    (tmp_path / "other").mkdir()
    other = made(tmp_path / "other")
    with Case.open(case.folder, writing=False) as held, pytest.raises(OperatorError):
        guard(held, other.key)


def test_what_is_derived_holds_no_name_of_the_register(tmp_path: Path) -> None:
    """
    read, traced, claimed, weighed and published with the register open; no page names her, and so nothing in the case does
    """
    case = spoken(tmp_path)
    left = dossier(case, tmp_path / "out", unlocked=True)
    everything = case.everything() + left
    for word in (NAME, "阿依古丽", "Almaty"):
        for spelt in (word.encode(), word.encode("utf-16-le"), word.casefold().encode()):
            assert spelt not in everything
