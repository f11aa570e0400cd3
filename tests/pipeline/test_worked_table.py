from __future__ import annotations

import pytest

from firsthand.model.claim import AgeRange, Coded, Counts, Period, Place, Quantity, Words
from firsthand.model.lineage import DerivationKind, DriftKind
from firsthand.pipeline.worked_table import card_of, origin_of, source_of

ROW = {
    "card": "c1",
    "source_id": "paper",
    "element": "tool",
    "statement": " Police use an app. ",
    "value": '{"text":"an app"}',
    "stance": "asserted",
    "said_by": "police",
    "derived_from": "agency",
    "derivation_kind": "",
    "drift": "unit:check-ups->people",
    "first_source": "o-ministry",
}

VALUES = {
    "words": ("tool", '{"text":"an app"}', Words(text="an app")),
    "a code": ("modality", '{"code":"dna","text":"DNA"}', Coded(code="dna", text="DNA")),
    "ages": ("age_range", '{"min":12,"max":65}', AgeRange(age_years_min=12, age_years_max=65)),
    "a time": ("period", '{"edtf":"2016/.."}', Period(edtf="2016/..")),
    "a place": ("place", '{"name":"Ili","code":"654000"}', Place(name="Ili", code="654000")),
    "a share, as a fraction": (
        "scale",
        '{"low":0.03,"high":null,"approximate":true,"unit":"share","counts":"persons"}',
        Quantity(low=3, high=None, approximate=True, unit="share", counts=Counts.PERSONS),
    ),
    "a share of a fraction of a percent": (
        "scale",
        '{"low":0.025,"high":0.025,"approximate":false,"unit":"share"}',
        Quantity(low=2.5, high=2.5, approximate=False, unit="share"),
    ),
}


@pytest.mark.parametrize("reason", VALUES)
def test_a_card_has_a_value_of_its_element(reason: str) -> None:
    """As the table writes it."""
    element, text, expected = VALUES[reason]
    assert card_of({**ROW, "element": element, "value": text}).value == expected


def test_a_card_says_where_it_is_from_and_what_changed() -> None:
    """A drift is kind, before and after; a kind left out is a report."""
    card = card_of(ROW)
    assert card.statement == "Police use an app."
    assert card.kind is DerivationKind.REPORT
    assert card.drift == (DriftKind.UNIT, "check-ups", "people")
    assert card_of({**ROW, "drift": ""}).drift is None


def test_each_parent_of_a_source_has_its_own_basis() -> None:
    """Lists in step; a list that is too short is our fault."""
    row = dict.fromkeys(
        ("source_id", "address", "publisher", "title", "published", "language"), "x"
    )
    source = source_of({**row, "parent": "o-a;o-b", "basis": "inferred;credit line"})
    assert source.parents == (("o-a", "inferred"), ("o-b", "credit line"))
    with pytest.raises(ValueError, match="shorter"):
        source_of({**row, "parent": "o-a;o-b", "basis": "inferred"})


def test_an_origin_may_rest_on_others() -> None:
    """Or on none."""
    row = dict.fromkeys(("origin_id", "name", "kind", "date", "note"), "x")
    assert origin_of({**row, "parents": "o-a; o-b"}).parents == ("o-a", "o-b")
    assert origin_of({**row, "parents": ""}).parents == ()
