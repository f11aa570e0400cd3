from __future__ import annotations

import json
from dataclasses import replace

import pytest

from claim.found import claims
from firsthand.claim.chosen import Choice, choose
from firsthand.claim.judge import apply_judgements
from firsthand.claim.valued import written_value
from spoken import page

TEXT = "Police take DNA and iris scans from residents aged 12 to 65 in 2017."
PAGE = page(TEXT, language="en")
CLAIMS = apply_judgements(claims(TEXT), judged=[], codings=[])
AGES = next(c for c in CLAIMS if c.suggestion.element == "age_range")
CHOICES = {
    "the element": (Choice(element="modality"), {"modality"}),
    "a code": (Choice(value="dna"), {"modality"}),
    "a date": (Choice(value="2017"), {"period"}),
    "the whole value": (Choice(value='{"max": 65, "min": 12}'), {"age_range"}),
    "the value as shown": (
        Choice(value=json.dumps(written_value(AGES.suggestion.value))),
        {"age_range"},
    ),
    "code and element": (Choice(element="period", value="dna"), set[str]()),
    "words of the quotation": (
        Choice(element="modality", quote="IRIS police"),
        {"modality"},
    ),
    "words that it does not have": (Choice(quote="iris nurses"), set[str]()),
    "the kind of maker": (Choice(element="period", maker="rules"), {"period"}),
    "another maker": (Choice(maker="person"), set[str]()),
    "the page": (Choice(element="period", document=PAGE.address), {"period"}),
    "the page's id as it begins": (Choice(element="period", document=PAGE.id[:9]), {"period"}),
    "another page": (Choice(document="d-none"), set[str]()),
    "no page": (Choice(document=""), set[str]()),
    "how sure it is": (Choice(sure_from=1), set[str]()),
    "the language": (Choice(element="period", language="en"), {"period"}),
    "another language": (Choice(language="e"), set[str]()),
}


@pytest.mark.parametrize(
    ("least", "most", "fits"),
    [(None, None, True), (60, None, True), (61, None, False), (None, 60, True), (None, 59, False), (1, 99, True)],
)  # fmt: skip
def test_a_claim_is_chosen_by_how_sure_it_is(
    least: int | None, most: int | None, *, fits: bool
) -> None:
    """one of which that is not known fits no bound"""
    one = replace(CLAIMS[0], suggestion=replace(CLAIMS[0].suggestion, sureness=60))
    choice = Choice(sure_from=least, sure_to=most)
    assert bool(choose([one], choice, documents={})) is fits
    assert bool(choose([CLAIMS[0]], choice, documents={})) is choice.is_open


@pytest.mark.parametrize("why", CHOICES)
def test_claims_are_chosen_by(why: str) -> None:
    choice, elements = CHOICES[why]
    found = choose(CLAIMS, choice, documents={PAGE.id: PAGE})
    assert {claim.suggestion.element.value for claim in found} == elements
    assert not choice.is_open


def test_where_nothing_is_asked_for_all_fit() -> None:
    assert Choice().is_open
    assert choose(CLAIMS, Choice(), documents={}) == CLAIMS
