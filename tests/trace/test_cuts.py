from __future__ import annotations

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.lineage import Correction, EvidenceType, Ruling
from firsthand.model.moment import Moment
from followed import REPORT, follow
from spoken import page

ANA = Agent(kind=AgentKind.PERSON, name="Ana")


def test_a_claim_whose_only_carrier_is_cut_begins_at_its_page() -> None:
    """
    2 copies 1; an analyst rules that 36,200 is not from there
    """
    one = page(REPORT, address="https://a.example/", published="2018-01-01")
    two = page(REPORT + "More.", address="https://b.example/", published="2018-01-02")
    key = follow(one, two).scale(two, 36_200).id
    ruling = Correction(
        ruling=Ruling.CUT, later=two.id, earlier=one.id, claims=(key,), reason="seen in their notes",
        by=ANA, at=Moment(utc="2030-01-02T03:04:05Z"),
    )  # fmt: skip
    found = follow(one, two, cut=(ruling,))
    assert found.carried(two, 36_200) == ()
    (begun,) = found.begins(two, 36_200)
    assert begun.evidence[0].type is EvidenceType.JUDGEMENT
    assert "seen in their notes (Ana, 2030" in begun.evidence[0].note
    (cut,) = found.lineage.cut
    assert cut.derivation.claims == (key,)
    assert cut.derivation.evidence
    assert cut.correction == ruling
    others = [e for e in found.lineage.carried if e.later == two.id]
    assert others, "the other claims of the sentence are carried as before"


def test_a_ruling_on_an_edge_that_carries_nothing_of_the_kind_is_named() -> None:
    one = page(REPORT, address="https://a.example/")
    ruling = Correction(
        ruling=Ruling.CUT, later=one.id, earlier="d-gone", claims=("c-1",), reason="r",
        by=ANA, at=Moment(utc="2030-01-02T03:04:05Z"),
    )  # fmt: skip
    (note,) = [p for p in follow(one, cut=(ruling,)).lineage.problems if p.where.endswith("c-1")]
    assert note.code == "corrected-edge-gone"
