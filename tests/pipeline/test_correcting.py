from __future__ import annotations

import os
from pathlib import Path

import pytest

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.lineage import DerivationKind, EvidenceType, Lineage, Ruling
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.correcting import Asked, correct
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.verifying import verify
from followed import REPORT

A, B, C = (f"https://{name}.example/" for name in "abc")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    a.txt  2030-01-01  the report        b.txt  2030-01-02  the report, repeated
    """
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(REPORT)
    (pile / "b.txt").write_text(REPORT + "The paper wrote this.")
    (pile / "manifest.csv").write_text(
        f"file,address,published\na.txt,{A},2030-01-01\nb.txt,{B},2030-01-02\n"
    )
    Case.create(tmp_path / "case")
    with Case.open(tmp_path / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
    return tmp_path / "case"


def _drawn(held: Case) -> Lineage:
    return stages.trace(held, stages.read(held)).lineage


@pytest.mark.slow
def test_a_cut_outlasts_new_documents_and_derived_deleted(case: Path, tmp_path: Path) -> None:
    with Case.open(case, writing=True) as held:
        (edge,) = _drawn(held).derivations
        (made,) = correct(held, Asked(cut=(edge.id[:9],)), reason="both had it from the wire")
        assert (made.ruling, made.later, made.earlier) == (Ruling.CUT, edge.later, edge.earlier)
        assert _drawn(held).derivations == ()
        (tmp_path / "c.txt").write_text(REPORT + "Seen again.")
        preserve(held, [str(tmp_path / "c.txt")], progress=quiet)
        assert [each.derivation.id for each in _drawn(held).cut] == [edge.id]
    (case / "derived/casebook.sqlite").unlink()
    with Case.open(case, writing=False) as held:
        found = _drawn(held)
        assert (edge.later, edge.earlier) not in {(e.later, e.earlier) for e in found.derivations}
        assert found.cut[0].correction.reason == "both had it from the wire"
        statements = stages.weigh_case(held).findings.statements
        assert max(s.independent_origins for s in statements) == 2


def test_the_ruling_is_an_entry_of_the_signed_record(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        (edge,) = _drawn(held).derivations
        before = len(list(held.entries()))
        correct(held, Asked(cut=(edge.id,)), reason="both had it from the wire")
        assert len(list(held.entries())) == before + 1
    assert verify(case, threads=1, progress=quiet).differences == 0
    log = case / "record/log/entries.jsonl"
    log.write_text(
        log.read_text().replace("both had it from the wire", "no reason at all was given")
    )
    assert verify(case, threads=1, progress=quiet).differences > 0


def test_an_edge_that_was_fixed_is_taken_back_again(case: Path) -> None:
    with Case.open(case, writing=True) as held:
        (edge,) = _drawn(held).derivations
        correct(held, Asked(cut=(edge.id,)), reason="r")
        with pytest.raises(OperatorError, match=f"it is so already: {edge.id} is cut"):
            correct(held, Asked(cut=(edge.id,)), reason="r")
        correct(held, Asked(fix=(A, B), kind=DerivationKind.COPY), reason="a was dated wrongly")
        (fixed,) = _drawn(held).derivations
        assert (fixed.later, fixed.earlier) == (edge.earlier, edge.later)
        assert fixed.kind is DerivationKind.COPY
        assert fixed.evidence[0].type is EvidenceType.JUDGEMENT
        correct(held, Asked(undo=(fixed.id,)), reason="it was not")
        correct(held, Asked(undo=(edge.id,)), reason="it was not")
        again = _drawn(held)
        assert [e.id for e in again.derivations] == [edge.id]
        assert again.cut == ()


@pytest.mark.slow
def test_an_edge_for_one_claim_may_be_cut_and_one_fixed_to_a_source_of_the_analyst(
    case: Path,
) -> None:
    with Case.open(case, writing=True) as held:
        limited = [e for e in _drawn(held).carried if e.claims]
        claim = limited[0].claims[0]
        asked = Asked(fix=(B, "name:Kashgar Bureau"), claims=(claim[:12],))
        correct(held, asked, reason="its own footnote says so")
        found = _drawn(held)
        assert "Kashgar Bureau" in {o.name for o in found.origins}
        assert claim not in {key for e in found.carried for key in e.claims}
        (fixed,) = (e for e in found.derivations if e.claims)
        assert fixed.claims == (claim,)
        other = next(e for e in found.carried if e.claims)
        correct(held, Asked(cut=(other.id,)), reason="no such words there")
        assert {b.claim for b in _drawn(held).begins} >= set(other.claims)


def test_a_file_that_cannot_be_read_is_no_source_after_a_ruling_either(
    case: Path, tmp_path: Path
) -> None:
    """
    b.txt cut from a.txt; nothing.bin holds no bytes     origins: a.txt, b.txt
    """
    (tmp_path / "nothing.bin").write_bytes(b"")
    with Case.open(case, writing=True) as held:
        preserve(held, [str(tmp_path / "nothing.bin")], progress=quiet)
        (edge,) = _drawn(held).derivations
        correct(held, Asked(cut=(edge.id,)), reason="both had it from the wire")
        assert {o.id for o in _drawn(held).origins} == {edge.later, edge.earlier}


def test_an_address_of_two_pages_names_neither(case: Path, tmp_path: Path) -> None:
    """another file with the address of a.txt: who fixes an edge has to say which is meant"""
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Another text at that address.")
    (other / "manifest.csv").write_text(f"file,address,published\nx.txt,{A},2030-01-01\n")
    with Case.open(case, writing=True) as held:
        preserve(held, [str(other)], progress=quiet)
        ids = [d.id for d in stages.read(held) if d.address == A]
        for asked in ((B, A), (A, B)):
            with pytest.raises(UnknownIdError, match="2 documents have this address") as told:
                correct(held, Asked(fix=asked), reason="r")
            assert all(key in str(told.value) for key in ids)
        correct(held, Asked(fix=(B, ids[0])), reason="r")


MISTAKES = {
    "no reason": (Asked(cut=("v-",)), " ", OperatorError, "give --reason"),
    "no such edge": (Asked(cut=("v-none",)), "r", UnknownIdError, "found v-none: no edge has it"),
    "several": (Asked(cut=("v",)), "r", UnknownIdError, "begin so"),
    "nothing to undo": (Asked(undo=("v-",)), "r", UnknownIdError, "fixed or cut"),
    "no such page": (Asked(fix=(A, C)), "r", UnknownIdError, "document or origin"),
    "no such claim": (Asked(fix=(B, A), claims=("c-none",)), "r", UnknownIdError, "one claim"),
    "a circle": (Asked(fix=(A, B)), "r", OperatorError, "would close a circle"),
    "itself": (Asked(fix=(A, A)), "r", OperatorError, "nothing comes from itself"),
}


@pytest.mark.slow
@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_of_the_operator_records_nothing(case: Path, why: str) -> None:
    asked, reason, error, words = MISTAKES[why]
    with Case.open(case, writing=True) as held:
        before = len(list(held.entries()))
        with pytest.raises(error, match=words):
            correct(held, asked, reason=reason)
        assert len(list(held.entries())) == before
