from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from custody import firsthand, printed
from firsthand.cli import shown
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.document import Quotation, TextPosition
from firsthand.model.lineage import (
    Beginning,
    Correction,
    CutEdge,
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
    Ruling,
)
from firsthand.model.moment import Moment
from followed import REPORT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    a.txt  2030-01-01  the report        b.txt  2030-01-02  the report, and an interview
    """
    folder = tmp_path_factory.mktemp("traced")
    pile = folder / "pile"
    pile.mkdir()
    (pile / "a.txt").write_text(REPORT)
    (pile / "b.txt").write_text(
        REPORT + "A teacher told us that nurses drew DNA from 512 children."
    )
    (pile / "manifest.csv").write_text(
        "file,address,published\na.txt,https://a.example/,2030-01-01\nb.txt,https://b.example/,2030-01-02\n"
    )
    assert firsthand("run", str(folder / "case"), str(pile), home=folder / "home").returncode == 0
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """That case with its key, for one test to change."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "case"


def _traced(case: Path, *words: str) -> dict[str, Any]:
    done = firsthand("trace", str(case), "--json", *words, home=case.parent / "home")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_each_statement_shows_what_carries_it_or_where_it_begins(case: Path) -> None:
    found = _traced(case)
    (edge,) = found["derivations"]
    assert {e["earlier"] for e in found["statement_derivations"]} == {edge["earlier"]}
    for each in found["statement_derivations"]:
        assert each["claims"]
        assert each["evidence"][0]["later_quote"] == each["evidence"][0]["earlier_quote"]
    assert {b["document"] for b in found["begins"]} == {edge["later"]}
    assert found["cut"] == []


def test_an_edge_is_cut_and_shown_as_cut_and_in_the_dossier(case: Path) -> None:
    (edge,) = _traced(case)["derivations"]
    found = _traced(case, "--cut", edge["id"][:10], "--reason", "both print the wire's text")
    assert found["derivations"] == []
    (cut,) = found["cut"]
    assert (cut["id"], cut["reason"]) == (edge["id"], "both print the wire's text")
    assert cut["by"]
    assert "both print the wire's text" in " ".join(p["message"] for p in found["problems"])
    folder = case.parent / "dossier"
    assert firsthand("publish", str(case), str(folder), home=case.parent / "home").returncode == 0
    for page in ("lineage.html", f"documents/{edge['later']}.html"):
        assert "both print the wire" in (folder / page).read_text()
    again = _traced(case, "--undo", edge["id"], "--reason", "they do not")
    assert [e["id"] for e in again["derivations"]] == [edge["id"]]
    assert again["cut"] == []


def test_what_any_claims_rest_on_is_said_in_a_sentence(case: Path) -> None:
    listed = printed("claim", case, home=case.parent / "home")["claims"]
    scales = [c["id"] for c in listed if c["element"] == "scale"]
    words = [word for key in scales for word in ("--claims", key[:14])]
    found = _traced(case, *words)
    assert sorted(found["claims"]) == sorted(scales)
    assert found["independent_origins"] == 2
    assert found["explanation"].startswith("3 claims on 2 pages, 2 statements")
    told = firsthand("trace", str(case), *words, home=case.parent / "home").stdout
    assert "told us" in told


MISTAKES = {
    "no reason": (["--cut", "v-1"], "give --reason"),
    "a kind of nothing": (["--kind", "copy"], "give --fix"),
    "no such edge": (["--cut", "v-none", "--reason", "r"], "no edge has it"),
    "no such claim": (["--claims", "c-none"], "no claim has it"),
}


@pytest.mark.parametrize("why", MISTAKES)
def test_a_mistake_ends_with_two_and_one_clear_sentence(case: Path, why: str) -> None:
    words, sentence = MISTAKES[why]
    done = firsthand("trace", str(case), *words, home=case.parent / "home")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


PROOF = DerivationEvidence(
    type=EvidenceType.REUSE,
    later=Quotation(document="d-1", exact="took blood", position=TextPosition(start=0, end=10)),
)
WHOLE = Derivation(
    later="d-1", earlier="o-wire", kind=DerivationKind.COPY, score=0.9, evidence=(PROOF,)
)
OF_A_SOURCE = Derivation(
    later="o-wire", earlier="o-notice", kind=DerivationKind.REPORT, score=0.6, evidence=()
)
FOR_ONE = Derivation(
    later="d-1",
    earlier="o-wire",
    kind=DerivationKind.COPY,
    score=0.9,
    evidence=(PROOF,),
    claims=("c-1",),
)
CUT = Correction(
    ruling=Ruling.CUT, later="d-1", earlier="o-wire", reason="seen it",
    by=Agent(kind=AgentKind.PERSON, name="Ana"), at=Moment(utc="2030-01-02T03:04:05Z"),
)  # fmt: skip


def test_edges_of_pages_of_sources_and_of_statements_stand_apart() -> None:
    lineage = Lineage(
        derivations=(WHOLE, OF_A_SOURCE),
        carried=(FOR_ONE,),
        begins=(Beginning(claim="c-2", document="d-1", evidence=(PROOF,)),),
        cut=(CutEdge(derivation=WHOLE, correction=CUT),),
    )
    found = shown.traced(lineage, drifts=(), documents=())
    assert [edge["id"] for edge in found["derivations"]] == [WHOLE.id]
    assert [edge["id"] for edge in found["origin_derivations"]] == [OF_A_SOURCE.id]
    assert [edge["claims"] for edge in found["statement_derivations"]] == [["c-1"]]
    (begins,) = found["begins"]
    assert (begins["claim"], begins["evidence"][0]["later_quote"]) == ("c-2", "took blood")
    (cut,) = found["cut"]
    assert (cut["id"], cut["by"], cut["reason"]) == (WHOLE.id, "Ana", "seen it")
