from __future__ import annotations

import pytest

from firsthand.model.claim import AgeRange, Claim, Coded, ElementValue, Period, Place, Words
from firsthand.model.lineage import Derivation, Drift, DriftKind, Lineage
from firsthand.weigh.ancestry import arrange
from firsthand.weigh.drifted import Changed, find_changed, only_through_drift
from weigh.said import claim, code, edge, meant, page, people

A, B, C = page("a"), page("b"), page("c")
RIGHT = claim(A, people(18_800_000))
WRONG = claim(B, people(1_880_000))
EDGE = edge(B, A)


def drift(
    made: Derivation,
    to: Claim,
    kind: DriftKind = DriftKind.FIGURE,
    after: str = "1,880,000 persons",
) -> Drift:
    return Drift(
        derivation=made.id,
        element=to.suggestion.element.value,
        before="18,800,000 persons",
        after=after,
        kind=kind,
        later=to.suggestion.quotation,
    )


def changed(
    *said: Claim, drifts: list[Drift], edges: tuple[Derivation, ...] = (EDGE,)
) -> dict[str, Changed]:
    statements = meant(*said)
    found = find_changed(
        statements,
        drifts=drifts,
        derivations=edges,
        ancestry=arrange(Lineage(derivations=edges), documents=()),
    )
    by_claim = {c.id: found.get(m.id) for m in statements for c in m.claims}
    return {key: each for key, each in by_claim.items() if each is not None}


def test_a_figure_that_lost_a_digit_exists_only_through_drift() -> None:
    """
    a  18.8 million    b, from a  1.88 million
    """
    found = changed(RIGHT, WRONG, drifts=[drift(EDGE, WRONG)])
    assert {key: each.only for key, each in found.items()} == {WRONG.id: True}
    assert only_through_drift(found[WRONG.id].changes) == (
        "It exists only through what changed on the way (figure: 18,800,000 persons → 1,880,000 persons)"
    )


def test_so_does_what_repeats_it_and_not_what_another_page_says_of_itself() -> None:
    """
    c, from b, repeats it: still only through drift.  c by itself says it too: not any more
    """
    again = claim(C, people(1_880_000))
    edges = (EDGE, edge(C, B))
    assert changed(RIGHT, WRONG, again, drifts=[drift(EDGE, WRONG)], edges=edges)[again.id].only
    assert not changed(RIGHT, WRONG, again, drifts=[drift(EDGE, WRONG)])[again.id].only


def test_a_hedge_that_fell_off_or_another_speaker_makes_no_other_statement() -> None:
    """a says it too, hedged; or nobody knows what the source, which is not in the case, said"""
    dna = claim(B, code("dna"))
    same = [claim(A, code("dna")), dna]
    assert not changed(*same, drifts=[drift(EDGE, dna, DriftKind.HEDGE)])[dna.id].only
    unseen = edge(B, "o-wire")
    for kind, only in (
        (DriftKind.HEDGE, False),
        (DriftKind.ATTRIBUTION, False),
        (DriftKind.UNIT, True),
    ):
        found = changed(WRONG, drifts=[drift(unseen, WRONG, kind)], edges=(unseen,))
        assert found[WRONG.id].only is only


@pytest.mark.parametrize(
    ("value", "after"),
    [
        (people(1_880_000), "1,880,000 persons"),
        (AgeRange(age_years_min=5, age_years_max=9), "5-9"),
        (Place(name="Aksu", code="652900"), "aksu"),
        (Coded(code="iris", text=""), "iris"),
        (Period(edtf="2017"), "2017"),
        (Words(text="a kit"), "A kit"),
    ],
)
def test_of_several_values_on_the_same_words_the_one_that_it_became_has_changed(
    value: ElementValue, after: str
) -> None:
    """b says two things of one element in one sentence; one of them is what a's became"""
    element = claim(B, value).suggestion.element
    other: ElementValue = Words(text="something else")
    here, beside = claim(B, value, element=element), claim(B, other, element=element)
    found = changed(here, beside, drifts=[drift(EDGE, here, after=after)])
    assert set(found) == {here.id}
