from __future__ import annotations

import pytest

from firsthand.model.claim import AgeRange, Coded, ElementValue, Period, Place, Quantity, Words
from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.trace.bearing import PAGES_KEPT, gather, same_value
from spoken import page


def _people(low: int | None, high: int | None = None, *, vague: bool = False) -> Quantity:
    return Quantity(low=low, high=high, approximate=False, unit="examined", vague=vague)


SAME: dict[str, tuple[ElementValue, ElementValue]] = {
    "one end of two counts": (_people(500, 500), _people(500)),
    "two vague counts": (_people(None, vague=True), _people(None, vague=True)),
    "one code": (Coded(code="dna", text="blood"), Coded(code="dna", text="DNA")),
    "no code, like words": (Coded(code="other", text="gait"), Coded(code="other", text="gait")),
    "one place under two names": (Place(name="喀什", code="653100"), Place(name="Kashgar", code="653100")),
    "one name": (Place(name="Kashgar", code=""), Place(name="kashgar", code="653100")),
    "like words": (Words(text="the IJOP system"), Words(text="IJOP system")),
    "ages": (AgeRange(age_years_min=12, age_years_max=65), AgeRange(age_years_min=12, age_years_max=65)),
}  # fmt: skip
OTHER: dict[str, tuple[ElementValue, ElementValue]] = {
    "other figures": (_people(500, 500), _people(501, 501)),
    "other codes": (Coded(code="dna", text="blood"), Coded(code="iris", text="blood")),
    "no code, other words": (Coded(code="other", text="gait"), Coded(code="other", text="ear shape")),
    "other places": (Place(name="Kashgar", code="653100"), Place(name="Hotan", code="653200")),
    "other years": (Period(edtf="2016"), Period(edtf="2017")),
    "other kinds": (_people(500), Words(text="500")),
}  # fmt: skip


@pytest.mark.parametrize("why", SAME)
def test_two_values_may_be_one(why: str) -> None:
    one, other = SAME[why]
    assert same_value(one, other)
    assert same_value(other, one)


@pytest.mark.parametrize("why", OTHER)
def test_two_values_are_not_one(why: str) -> None:
    one, other = OTHER[why]
    assert not same_value(one, other)
    assert not same_value(other, one)


def test_few_pages_are_kept_ready_at_a_time() -> None:
    documents: list[Document] = [page("words", address=str(n)) for n in range(PAGES_KEPT + 5)]
    pages = gather(
        Lineage(), documents=documents, suggestions={}, attributions={}, resolve=lambda name: name
    )
    first = pages.words(documents[0].id)
    assert pages.words(documents[0].id) is first
    for document in documents[1:]:
        pages.words(document.id)
    assert pages.words(documents[0].id) is not first
