from __future__ import annotations

from firsthand.model.lineage import Derivation, DerivationKind, Origin
from firsthand.trace.origins import list_origins
from spoken import page

PAPER, COPY, ALONE = (page(n, address=n, publisher=n) for n in ("paper", "copy", "alone"))


def edge(later: str, earlier: str) -> Derivation:
    return Derivation(
        later=later, earlier=earlier, kind=DerivationKind.REPORT, score=1.0, evidence=()
    )


def origins(*edges: Derivation, names: dict[str, str]) -> dict[str, Origin]:
    documents = {d.id: d for d in (PAPER, COPY, ALONE)}
    found = list_origins(documents, edges, names=names, aliases={"o-ngo": ("HRW",)}, notes={})
    assert [o.id for o in found] == sorted(o.id for o in found)
    return {o.id: o for o in found}


def test_a_chain_ends_at_what_it_began_with() -> None:
    """notice ← organisation ← newspaper ← copy"""
    found = origins(
        edge(COPY.id, PAPER.id), edge(PAPER.id, "o-ngo"), edge("o-ngo", "o-notice"),
        names={"o-ngo": "Human Rights Watch", "o-notice": "a notice"},
    )  # fmt: skip
    assert {key for key, origin in found.items() if origin.first} == {"o-notice", ALONE.id}
    assert not found["o-ngo"].first
    assert found["o-ngo"].aliases == ("HRW",)
    assert found["o-notice"].documents == tuple(sorted((PAPER.id, COPY.id)))
    assert not found["o-notice"].seen


def test_a_page_that_came_from_nothing_known_is_its_own_origin() -> None:
    found = origins(names={})
    assert found[ALONE.id].name == "alone"
    assert found[ALONE.id].documents == (ALONE.id,)
    assert found[ALONE.id].seen
