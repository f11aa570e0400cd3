from __future__ import annotations

from firsthand.model.lineage import Derivation, DerivationKind, Lineage, Origin
from firsthand.trace.wanted import missing_origins


def test_what_most_pages_rest_on_is_to_be_got_first() -> None:
    """
    three pages rest on a notice, one on a report; a page of the case is not missing
    """
    lineage = Lineage(
        derivations=tuple(
            Derivation(
                later=later, earlier=earlier, kind=DerivationKind.REPORT, score=0.6, evidence=()
            )
            for later, earlier in (("d-1", "o-report"), ("d-2", "o-notice"), ("d-3", "o-notice"))
        ),
        origins=(
            Origin(id="d-0", name="page", seen=True, documents=("d-0",)),
            Origin(id="o-notice", name="notice", seen=False, documents=("d-2", "d-3", "d-4")),
            Origin(id="o-report", name="report", seen=False, documents=("d-1",)),
        ),
    )
    assert [(o.name, count) for o, count in missing_origins(lineage)] == [
        ("notice", 3),
        ("report", 1),
    ]


def test_nothing_is_wanted_where_all_is_there() -> None:
    assert missing_origins(Lineage()) == ()
