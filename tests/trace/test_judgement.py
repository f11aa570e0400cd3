from __future__ import annotations

from firsthand.model.lineage import Derivation, DerivationKind, Lineage, Origin
from firsthand.trace.judgement import with_judgements


def edge(later: str, earlier: str) -> Derivation:
    return Derivation(
        later=later, earlier=earlier, kind=DerivationKind.COPY, score=0.9, evidence=()
    )


def origin(key: str, *, seen: bool) -> Origin:
    return Origin(id=key, name=key, seen=seen, documents=())


MACHINE = Lineage(
    derivations=(edge("d-1", "d-2"), edge("d-3", "o-wire")),
    origins=(origin("d-2", seen=True), origin("o-wire", seen=False)),
)


def test_where_an_analyst_described_a_page_the_machine_is_silent() -> None:
    """
    machine: 1 ← 2, 3 ← wire     analyst: 3 ← notice
    """
    told = ((origin("o-notice", seen=False),), (edge("d-3", "o-notice"),))
    found = with_judgements(MACHINE, described=[told])
    assert {(e.later, e.earlier) for e in found.derivations} == {
        ("d-1", "d-2"),
        ("d-3", "o-notice"),
    }
    assert {o.id for o in found.origins} == {"d-2", "o-notice"}


def test_without_a_judgement_the_machine_s_lineage_stands() -> None:
    assert with_judgements(MACHINE, described=[]) == MACHINE
