"""Findings as a whole: order changes nothing, a copy changes nothing, the same input gives the same bytes."""

from __future__ import annotations

import json
import random

import pytest

from firsthand.cli import shown
from firsthand.model.claim import Claim, Element, Stance
from firsthand.model.document import Document
from firsthand.model.finding import Findings
from firsthand.model.lineage import Drift, DriftKind, Lineage
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh
from weigh.said import claim, code, edge, nearly, page, people, population

PAGES = [page(name) for name in "abcdef"]
A, B, C, D, E, F = PAGES
SAID = [
    claim(A, people(17_500_000, place="650000", period="2016-09/2017-03"), said_by="Xinhua"),
    claim(B, people(18_800_000, place="650000", period="2017")),
    claim(C, nearly(36_000_000, place="650000", period="2016/2017")),
    claim(D, code("mandatory"), element=Element.COMPULSION),
    claim(E, code("voluntary"), element=Element.COMPULSION, said_by="an officer"),
    claim(E, code("dna"), said_by="an officer", start=9),
    claim(F, code("dna"), stance=Stance.HEDGED),
]
EDGES = [edge(C, B), edge(F, "o-wire")]
DRIFTS = [
    Drift(
        derivation=EDGES[0].id, element="scale", before="18.8", after="36,000,000",
        kind=DriftKind.FIGURE, later=SAID[2].suggestion.quotation,
    )
]  # fmt: skip
POPULATIONS = [population(21_800_000, year="2010"), population(25_200_000, year="2020")]


def found(said: list[Claim], pages: list[Document], *, seed: int | None = None) -> Findings:
    lists: list[list[object]] = [list(said), list(pages), list(EDGES), list(POPULATIONS)]
    if seed is not None:
        for each in lists:
            random.Random(seed).shuffle(each)  # noqa: S311 - only an order
    claims, documents, edges, populations = lists
    return weigh(
        claims,  # type: ignore[arg-type]
        lineage=Lineage(derivations=tuple(edges)),  # type: ignore[arg-type]
        documents=documents,  # type: ignore[arg-type]
        populations=populations,  # type: ignore[arg-type]
        settings=WeighSettings(),
        drifts=DRIFTS,
    )


def written(findings: Findings) -> str:
    return json.dumps(shown.findings(findings), sort_keys=True)


@pytest.mark.parametrize("seed", range(6))
def test_the_same_input_in_any_order_gives_the_same_bytes(seed: int) -> None:
    assert written(found(SAID, PAGES, seed=seed)) == written(found(SAID, PAGES))


def test_other_input_has_another_digest() -> None:
    assert found(SAID, PAGES).inputs != found(SAID[:-1], PAGES).inputs


@pytest.mark.parametrize("number", range(len(SAID)))
def test_a_page_that_repeats_another_to_the_letter_changes_no_finding(number: int) -> None:
    """a copy of one page is put beside it: it makes its claim once more, and nothing else changes"""
    original = next(p for p in PAGES if p.id == SAID[number].suggestion.document)
    copy = page("copy", text=original.text)
    made = SAID[number].suggestion
    again = claim(
        copy, made.value, element=made.element, stance=made.stance, said_by=made.said_by,
        start=made.quotation.position.start,
    )  # fmt: skip
    before, after = found(SAID, PAGES), found([*SAID, again], [*PAGES, copy])
    stands = [
        [(s.id, s.standing, s.independent_origins, s.contradicts) for s in each.statements]
        for each in (before, after)
    ]
    assert stands[0] == stands[1]
    assert [c.key for c in before.contradictions] == [c.key for c in after.contradictions]
    assert [(c.id, c.result) for c in before.checks] == [(c.id, c.result) for c in after.checks]
    numbers = [
        [(e.question, getattr(e, "low", None), getattr(e, "high", None)) for e in each.estimates]
        for each in (before, after)
    ]
    assert numbers[0] == numbers[1]
    drifted = [[b.only_through_drift for b in each.beside] for each in (before, after)]
    assert drifted[0] == drifted[1]
