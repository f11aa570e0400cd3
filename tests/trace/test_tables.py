from __future__ import annotations

import random

import pytest

from corpora import tabled
from firsthand.model.document import Document
from firsthand.model.lineage import (
    Derivation,
    DerivationEvidence,
    DerivationKind,
    EvidenceType,
    Lineage,
)
from firsthand.trace.settings import TraceSettings
from firsthand.trace.tables import find_shared_figures, with_tables
from spoken import page

SETTINGS = TraceSettings()
ENGLISH = "Residents examined, by county\nElm 12,346 28,017\nAsh 4,193 31,872\nYew 9,127 6,481"


def english(published: str | None = "2030-01-01") -> Document:
    return page(ENGLISH, address="https://en.example/", published=published, language="en")


def chinese(published: str | None = "2030-03-01") -> Document:
    return page(
        "据办公室通报：\n紫杉 6481 9127\n白蜡 3.19万 4193\n榆树 2.80万 1.2346万\n另有一名教师说他不知情。",
        address="https://zh.example/", published=published, language="zh",
    )  # fmt: skip


def test_a_table_told_again_in_another_language_is_found() -> None:
    """
    en  Elm 12,346 28,017 · Ash 4,193 31,872 · Yew 9,127 6,481
    zh  紫杉 6481 9127 · 白蜡 3.19万 4193 · 榆树 2.80万 1.2346万
    """
    (pair,) = find_shared_figures([english(), chinese()])
    assert len(pair.meetings) == 5  # 2.80 has two digits left
    assert pair.bits > pair.needed
    assert pair.score > 0.9


OTHERS = {
    "other figures": "Elm 13,346 27,017\nAsh 4,293 30,872\nYew 9,128 6,581",
    "three of its figures": "Elm 12,346 28,017\nAsh 4,193 30,872\nYew 9,871 6,581",
    "years and prices": "Elm 1998 $9.99\nAsh 2004 $14.95\nYew 2011 $29.99",
}


@pytest.mark.parametrize("why", OTHERS)
def test_a_table_with_other_figures_is_another(why: str) -> None:
    other = page(OTHERS[why], address="https://other.example/", published="2030-02-01")
    assert find_shared_figures([english(), other]) == []


def test_the_later_page_has_its_figures_from_the_earlier_and_nothing_else() -> None:
    lineage = with_tables(Lineage(), [chinese(), english()], settings=SETTINGS)
    (edge,) = lineage.derivations
    assert (edge.later, edge.earlier) == (chinese().id, english().id)
    assert edge.kind is DerivationKind.EXCERPT
    assert {each.type for each in edge.evidence} == {EvidenceType.FIGURE}
    for each in edge.evidence:
        assert each.later is not None
        assert each.earlier is not None
        start, end = each.later.position.start, each.later.position.end
        assert chinese().text[start:end] == each.later.exact
        assert each.earlier.exact in ENGLISH
        assert "教师" not in each.later.exact
    assert [origin.id for origin in lineage.origins] == [english().id]


def test_without_dates_nobody_was_first() -> None:
    pages = [english(None), chinese(None)]
    lineage = with_tables(Lineage(), pages, settings=SETTINGS)
    assert lineage.derivations == ()
    assert lineage.unclear == ()  # their other words are not one source for it
    (problem,) = lineage.problems
    assert problem.code == "direction-unclear"
    assert set(problem.where.split()) == {each.id for each in pages}


def test_what_two_pages_have_from_a_third_is_no_new_edge() -> None:
    first = page("The notice in full.", address="https://first.example/", published="2029-01-01")
    evidence = (DerivationEvidence(type=EvidenceType.LINK),)
    told = tuple(
        Derivation(
            later=each.id,
            earlier=first.id,
            kind=DerivationKind.REPORT,
            score=0.9,
            evidence=evidence,
        )
        for each in (english(), chinese())
    )
    before = Lineage(derivations=told)
    assert with_tables(before, [first, english(), chinese()], settings=SETTINGS) == before


def test_a_page_that_is_followed_does_not_follow() -> None:
    """
    The English page is known to come from the Chinese one: no figure turns that around.
    """
    edge = Derivation(
        later=english().id, earlier=chinese().id, kind=DerivationKind.TRANSLATION, score=0.9,
        evidence=(DerivationEvidence(type=EvidenceType.LINK),),
    )  # fmt: skip
    before = Lineage(derivations=(edge,))
    assert with_tables(before, [english(), chinese()], settings=SETTINGS) == before


@pytest.mark.parametrize("seed", [11, 12])
def test_tables_told_again_are_found_and_others_are_not(seed: int) -> None:
    every = tabled.corpus(seed, 12)
    by_id = {each.document.id: each for each in every}
    pairs = find_shared_figures([each.document for each in every])
    wrong = [p for p in pairs if by_id[p.one].table != by_id[p.other].table]
    with_first = {
        by_id[key].how
        for p in pairs
        for key, other in ((p.one, p.other), (p.other, p.one))
        if by_id[other].how == "first"
    }
    found = sum("first" in {by_id[p.one].how, by_id[p.other].how} for p in pairs if p not in wrong)
    assert wrong == []
    assert with_first == set(tabled.CHANGES)
    assert found >= 0.95 * 12 * len(tabled.CHANGES)


@pytest.mark.slow
def test_the_order_of_input_changes_nothing() -> None:
    documents = [each.document for each in tabled.corpus(5, 4)]
    drawn = with_tables(Lineage(), documents, settings=SETTINGS)
    assert drawn.derivations
    random.Random(2).shuffle(documents)  # noqa: S311 - the same order every time
    assert with_tables(Lineage(), documents, settings=SETTINGS) == drawn


def test_a_table_that_everybody_has_costs_no_square_of_pages() -> None:
    pages = [
        page(f"{ENGLISH}\nPage {n} of its own words.", address=f"https://p{n}.example/", published="2030-01-01")
        for n in range(600)
    ]  # fmt: skip
    assert len(find_shared_figures(pages)) <= 600 * 4
