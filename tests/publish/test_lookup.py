from __future__ import annotations

from firsthand.model.lineage import DerivationKind
from publish.told import DAILY, DNA, DRIFT, GUIDELINE, UYGHUR, WATCH, lookup


def test_a_statement_leads_up_to_its_first_source() -> None:
    """
    daily → watch → a guideline (not in the case)
    """
    found = lookup()
    assert found.edges_for(found.statements["s-dna"]) == (
        (WATCH.id, DAILY.id, DerivationKind.REWRITE),
        ("o-guideline", WATCH.id, DerivationKind.REPORT),
    )
    assert found.edges_for(found.statements["s-voluntary"]) == ()


def test_a_drift_belongs_to_the_statement_whose_words_it_ends_in() -> None:
    found = lookup()
    assert found.drifts_of == {"s-dna": (DRIFT,)}
    assert found.statement_of[DNA[1].id] == "s-dna"


def test_what_rests_on_a_source_is_counted_without_itself() -> None:
    found = lookup()
    assert set(found.resting_on(GUIDELINE)) == {WATCH.id, DAILY.id}
    assert found.name("o-guideline") == "A guideline"
    assert found.name(UYGHUR.id) == "Press Office"
    assert found.places == {"X1": "Exampleville"}
