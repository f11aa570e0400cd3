from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from answering import answering, offer
from firsthand.errors import FaultError, OperatorError
from firsthand.model.consent import Detail, Use
from firsthand.model.custody_event import ExportKind
from firsthand.pipeline import asking, stages, witnesses
from firsthand.pipeline.case import Case
from firsthand.pipeline.consenting import hold_back
from firsthand.pipeline.handing import hand_over
from firsthand.pipeline.leaving import words_may_leave
from firsthand.pipeline.packing import pack
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.tabling import export
from firsthand.pipeline.unpacking import verify_packet
from firsthand.tools.endpoint import Endpoint
from pipeline.spoken_case import AGREED, DAY, NAME, agree, bind, spoken
from sealed_case import SealedCase, statement

COURT = Use(purpose="court", audience="the hague")


def packed(
    case: SealedCase, wanted: str, folder: Path, *, use: Use = COURT, unlocked: bool = False
) -> Path:
    with Case.open(case.folder, writing=False) as held:
        names = witnesses.names(held, identities=case.identities) if unlocked else None
        hold_back(held, use, day=DAY, names=names)
        pack(held, wanted, folder)
    return folder


def test_a_bound_object_is_exported_only_for_what_was_agreed(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    agree(case, dataclasses.replace(AGREED, purposes=("court",), audiences=("the hague",)))
    with pytest.raises(OperatorError, match="no consent in force") as problem:
        packed(case, "pile/said.txt", tmp_path / "public", use=Use())
    assert "witness-7" not in str(problem.value)
    assert not (tmp_path / "public").exists()
    folder = packed(case, "pile/said.txt", tmp_path / "court")
    assert verify_packet(folder, key=None).differences == 0
    packed(case, "pile/paper.txt", tmp_path / "paper", use=Use())


def test_no_packet_holds_what_the_record_says_of_witnesses(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    agree(case)
    folder = packed(case, "pile/said.txt", tmp_path / "out", use=Use())
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for words in ("witness-7", "consent", NAME, "Almaty"):
        assert words.encode() not in everything


@pytest.mark.slow
def test_a_name_of_the_register_is_not_exported(tmp_path: Path) -> None:
    """
    in the words of a page, written in capitals; in an address that an entry holds
    """
    case = spoken(tmp_path, paper="AYGUL  EXAMPLE spoke to us. " * 20)
    packed(case, "pile/paper.txt", tmp_path / "locked")
    with pytest.raises(OperatorError, match="a name of the register") as problem:
        packed(case, "pile/paper.txt", tmp_path / "out", unlocked=True)
    assert "xample" not in str(problem.value)
    named = tmp_path / "pile2"
    named.mkdir()
    (named / "aygul-example.txt").write_text("nothing")
    with Case.open(case.folder, writing=True) as held:
        preserve(held, [str(named)], progress=stages.quiet)
    with pytest.raises(OperatorError, match="a name of the register"):
        packed(case, "aygul-example.txt", tmp_path / "out", unlocked=True)
    agree(
        case,
        dataclasses.replace(
            AGREED, purposes=("court",), audiences=("the hague",), details=(Detail.NAME,)
        ),
    )
    packed(case, "aygul-example.txt", tmp_path / "out", unlocked=True)


@pytest.mark.slow
def test_of_many_objects_those_with_a_witness_stay(tmp_path: Path) -> None:
    """
    a crate of all that may leave: her statement is bound, a paper names her, a list is met at her address
    """
    case = spoken(tmp_path, paper=f"{NAME} spoke to us. " * 20)
    bind(case, object="pile/said.txt")
    pile = tmp_path / "lists"
    pile.mkdir()
    for name in ("list.txt", "aygul-example.txt", "other.txt"):
        (pile / name).write_text("a list" if name != "other.txt" else "another")
    with Case.open(case.folder, writing=True) as held:
        preserve(held, [str(pile / "list.txt"), str(pile)], progress=stages.quiet)
    with Case.open(case.folder, writing=False) as held:
        hold_back(held, COURT, day=DAY, names=witnesses.names(held, identities=case.identities))
        found = hand_over(held, [], tmp_path / "crate", kind=ExportKind.RO_CRATE)
        for words in ("said by Aygul  EXAMPLE", "阿依古丽"):
            with pytest.raises(OperatorError, match="a name of the register"):
                words_may_leave(held, ["x", words])
        words_may_leave(held, ["said by witness-7"])
    assert (len(found.objects), len(found.stayed)) == (1, 3)
    left = b"".join(path.read_bytes() for path in (tmp_path / "crate").rglob("*") if path.is_file())
    assert b"another" in left
    for words in ("my village", NAME, "aygul", "witness-7"):
        assert words.encode() not in left


def test_a_sealed_object_is_not_exported(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    (sealed,) = case.seal(statement(tmp_path)).sealed
    for told in (sealed.digest, sealed.address, sealed.digest[:10].upper()):
        with pytest.raises(OperatorError, match="is sealed: it is not exported"):
            packed(case, told, tmp_path / "out")


def test_no_object_leaves_for_no_stated_use(tmp_path: Path) -> None:
    case = spoken(tmp_path)
    with Case.open(case.folder, writing=False) as held, pytest.raises(FaultError):
        pack(held, "pile/paper.txt", tmp_path / "out")


def test_no_model_is_asked_about_what_is_held_back(tmp_path: Path) -> None:
    """
    a model on this machine; then a consent to a language model at that host
    """
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    with answering(offer()) as server, Case.open(case.folder, writing=True) as held:
        asking.allow(
            held, Endpoint(address=server.address, model="small"), reason="our own machine"
        )
        documents = stages.read(held)
        asking.ask(held, documents, progress=stages.quiet)
        assert "12 to 65" in str(server.sent)
        assert "14 to 70" not in str(server.sent)
    model = dataclasses.replace(AGREED, purposes=("language model",), audiences=("127.0.0.1",))
    agree(case, dataclasses.replace(model, given="2020-01-01"))
    with answering(offer()) as server, Case.open(case.folder, writing=True) as held:
        asking.allow(
            held, Endpoint(address=server.address, model="small"), reason="our own machine"
        )
        asking.ask(held, documents, progress=stages.quiet)
        assert "14 to 70" in str(server.sent)


@pytest.mark.parametrize("kind", ["csv", "jsonld"])
def test_claims_go_to_coders_without_what_is_held_back(tmp_path: Path, kind: str) -> None:
    case = spoken(tmp_path)
    bind(case, object="pile/said.txt")
    sheet = tmp_path / f"claims.{kind}"
    with Case.open(case.folder, writing=False) as held:
        assert export(held, sheet, blind=False) > 0
    text = sheet.read_text("utf-8-sig")
    assert "12 to 65" in text
    assert "14 to 70" not in text
    assert "my village" not in text
    coding = dataclasses.replace(AGREED, purposes=("coding",), audiences=("coders",))
    agree(case, dataclasses.replace(coding, given="2020-01-01"))
    sheet.unlink()
    with Case.open(case.folder, writing=False) as held:
        export(held, sheet, blind=False)
    assert "14 to 70" in sheet.read_text("utf-8-sig")
