from __future__ import annotations

import dataclasses

from firsthand.model.document import Quotation, TextPosition
from firsthand.model.lineage import DerivationEvidence, EvidenceType, Lineage
from firsthand.weigh.reasons import Reasons, why
from weigh.said import claim, code, edge, meant, page

A, B, C = page("a"), page("b"), page("c")


def test_a_statement_is_followed_along_its_own_edges_where_there_are_such() -> None:
    """
    a from b as a whole; a from c for this claim alone; c from o-wire
    """
    said = claim(A, code("dna"))
    whole, own, up = edge(A, B), edge(A, C, said), edge(C, "o-wire")
    reasons = Reasons(Lineage(derivations=(whole, own, up)))
    (statement,) = meant(said)
    assert reasons.followed(statement) == tuple(sorted((own.id, up.id)))
    other = claim(A, code("iris"))
    (elsewhere,) = meant(other)
    assert reasons.followed(elsewhere) == (whole.id,)
    told = reasons.told({own.id})
    assert [(e.later, e.earlier, e.why) for e in told] == [(A.id, C.id, "an analyst says so")]


def test_a_claim_that_begins_at_its_page_is_followed_nowhere_and_a_carried_one_along_its_edge() -> (
    None
):
    said = claim(A, code("dna"))
    whole = edge(A, B)
    carried = dataclasses.replace(edge(A, C), claims=(said.id,))
    (statement,) = meant(said)
    lineage = Lineage(derivations=(whole, edge(A, C)), carried=(carried,))
    assert Reasons(lineage).followed(statement) == (carried.id,)


def test_an_edge_says_why_it_is_believed_with_the_words_that_show_it() -> None:
    words = Quotation(
        document=A.id, exact="took blood  from all", position=TextPosition(start=0, end=20)
    )
    shown = dataclasses.replace(
        edge(A, B),
        evidence=(
            DerivationEvidence(type=EvidenceType.REUSE, later=words),
            DerivationEvidence(type=EvidenceType.REUSE),
            DerivationEvidence(type=EvidenceType.CREDIT, note="By Example Wire"),
        ),
    )
    assert why(shown) == (
        "shared words in 2 places (“took blood from all”); a credit line (By Example Wire)"
    )
    assert why(dataclasses.replace(shown, evidence=())) == "nothing is said of why"
