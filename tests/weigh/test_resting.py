from __future__ import annotations

from firsthand.model.lineage import Beginning, DerivationEvidence, EvidenceType, Lineage
from firsthand.weigh.resting import rest
from weigh.said import SETTINGS, claim, code, edge, page

DNA = code("dna")


def test_claims_of_two_meanings_that_rest_on_one_report_need_one_origin() -> None:
    """
    page-a  dna, iris  ← o-report        page-b  dna  ← o-report
    """
    said = [claim("page-a", DNA), claim("page-a", code("iris"), start=9), claim("page-b", DNA)]
    lineage = Lineage(derivations=tuple(edge(page(p), "o-report") for p in ("page-a", "page-b")))
    found = rest(said, lineage=lineage, documents=(), settings=SETTINGS)
    assert found.independent_origins == 1
    assert found.origins == ("o-report",)
    assert found.explanation == (
        "3 claims on 2 pages, 2 statements: together they need 1 independent origin."
    )
    assert [each.independent_origins for each in found.statements] == [1, 1]


def test_what_a_page_found_out_itself_is_told_in_its_own_words() -> None:
    """
    report  dna        page-a  dna, which officials confirmed to it by telephone
    """
    report, own = claim("report", DNA), claim("page-a", DNA)
    proof = DerivationEvidence(
        type=EvidenceType.ATTRIBUTION, note="the page says that it found this out itself: “told us”"
    )
    lineage = Lineage(
        derivations=(edge(page("page-a"), page("report").id),),
        begins=(Beginning(claim=own.id, document=page("page-a").id, evidence=(proof,)),),
    )
    found = rest(
        [report, own],
        lineage=lineage,
        documents=(page("report"), page("page-a")),
        settings=SETTINGS,
    )
    assert found.independent_origins == 2
    assert "page-a has it itself: the page says that it found this out itself: “told us”" in (
        found.statements[0].explanation
    )
