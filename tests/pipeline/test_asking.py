from __future__ import annotations

import os
from pathlib import Path

import pytest

from answering import answering, dna, offer
from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.claim import Decision, MakerKind
from firsthand.pipeline import stages
from firsthand.pipeline.asking import Answered, allow, ask, forbid, standing
from firsthand.pipeline.case import Case
from firsthand.pipeline.judging import judge
from firsthand.pipeline.preserving import preserve
from firsthand.pipeline.stages import quiet
from firsthand.pipeline.verifying import verify
from firsthand.tools.endpoint import Endpoint

ODD = "Nurses noted a drop from each of us in the yard."  # our own rules find nothing in it


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """
    a.txt  a sentence that only a model takes for taking DNA      b.txt  a witness is named
    """
    os.environ["FIRSTHAND_HOME"] = str(tmp_path / "home")
    pile = tmp_path / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(ODD)
    (pile / "b.txt").write_text("Mira Example saw the nurses. They kept a small tube.")
    Case.create(tmp_path / "case")
    with Case.open(tmp_path / "case", writing=True) as held:
        preserve(held, [str(pile)], progress=quiet)
    return tmp_path / "case"


def _ask(held: Case, withhold: Path | None = None) -> Answered:
    return ask(held, stages.read(held), progress=quiet, withhold=withhold)


def test_nothing_is_sent_unless_it_is_allowed_in_this_case(case: Path) -> None:
    with answering(offer()) as server, Case.open(case, writing=True) as held:
        endpoint = Endpoint(address=server.address, model="small")
        with pytest.raises(OperatorError, match="nothing was sent"):
            _ask(held)
        with pytest.raises(OperatorError, match="has a reason"):
            allow(held, endpoint, reason=" ")
        allow(held, endpoint, reason="our own machine")
        forbid(held, reason="changed our minds")
        with pytest.raises(OperatorError, match="nothing was sent"):
            _ask(held)
    assert server.sent == []
    with Case.open(case, writing=True) as held, pytest.raises(OperatorError, match="nothing to"):
        forbid(held, reason="again")


@pytest.mark.slow
def test_what_a_model_offers_is_shown_and_weighed_only_once_accepted(case: Path) -> None:
    answer = offer(dna("a drop from each of us"), dna("words that nobody wrote"))
    with answering(answer, offer()) as server, Case.open(case, writing=True) as held:
        allow(held, Endpoint(address=server.address, model="small"), reason="our own machine")
        done = _ask(held)
        assert [(len(o.suggestions), o.refused) for o in done.offered] == [(1, 1), (0, 0)]
        assert [p.code for p in done.problems] == ["not_on_the_page"]
        documents = stages.read(held)
        (claim,) = stages.claims(held, documents).values
        assert claim.suggestion.maker.kind is MakerKind.MODEL
        assert stages.weigh_case(held).findings.statements == ()
        judge(held, [(claim.id, Decision.ACCEPTED)], reason="the witness meant this")
        assert len(stages.weigh_case(held).findings.statements) == 1
    assert verify(case, threads=1, progress=quiet).problems == ()


def test_no_document_is_asked_about_twice_and_broken_off_it_goes_on(case: Path) -> None:
    answers = (offer(dna("a drop from each of us")), (503, b""), offer())
    with answering(*answers) as server, Case.open(case, writing=True) as held:
        allow(held, Endpoint(address=server.address, model="small"), reason="our own machine")
        first = _ask(held)
        assert (len(first.offered), "status 503" in first.ended) == (1, True)
        second = _ask(held)
        assert (len(second.offered), second.already, second.ended) == (1, 1, "")
        third = _ask(held)
        assert (len(third.offered), third.already) == (0, 2)
    assert len(server.sent) == 3
    (case / "derived/casebook.sqlite").unlink()
    with Case.open(case, writing=False) as held:
        assert len(standing(held).offered) == 2
        assert len(stages.claims(held, stages.read(held)).values) == 1


def test_passages_with_words_to_withhold_are_not_sent(case: Path, tmp_path: Path) -> None:
    back = tmp_path / "back.txt"
    back.write_text("Mira Example\n")
    with answering(offer()) as server, Case.open(case, writing=True) as held:
        allow(held, Endpoint(address=server.address, model="small"), reason="our own machine")
        done = _ask(held, withhold=back)
        with pytest.raises(OperatorError, match="cannot be read"):
            _ask(held, withhold=tmp_path / "missing.txt")
    sent = str(server.sent)
    assert "Mira" not in sent
    assert "a small tube" in sent
    assert sum(each.withheld for each in done.offered) == 1


def test_only_the_documents_chosen_are_sent(case: Path) -> None:
    with answering(offer()) as server, Case.open(case, writing=True) as held:
        allow(held, Endpoint(address=server.address, model="small"), reason="our own machine")
        documents = stages.read(held)
        chosen = next(d for d in documents if d.text == ODD)
        ask(held, documents, chosen=[chosen.id[:12]], progress=quiet)
        with pytest.raises(UnknownIdError, match="no document has it"):
            ask(held, documents, chosen=["d-nothing"], progress=quiet)
    (sent,) = server.sent
    assert ODD in str(sent)
