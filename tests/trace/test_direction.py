from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from clued import clues_of, link
from firsthand.model.document import Document
from firsthand.trace.direction import (
    LEAN_MOST,
    explained,
    is_formula,
    lean,
    odds_to_chance,
    step_cost,
    weigh_pair,
)
from firsthand.trace.reuse import Reuse, Shared, find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

WORDS = "Officials took blood from every resident aged 12 to 65, in all the villages of the county."


def shared(one: float = 1.0, other: float = 1.0, edits: int = 0) -> Shared:
    return Shared(
        one_stretches=((0, 60),), other_stretches=((0, 60),),
        one_share=one, other_share=other, agreed=60.0, edits=edits,
    )  # fmt: skip


def leaned(one: Document, other: Document) -> float:
    return lean(clues_of(one, other), reuse_of(one, other), 0, 1)


def likeness(one: Document, other: Document) -> tuple[float, float]:
    """For the step from one page to the other, and for the step back."""
    reuse = reuse_of(one, other)
    both = reuse.between(0, 1)
    assert both is not None
    return weigh_pair(clues_of(one, other), reuse, 0, 1, both)[1:]


def reuse_of(*pages: Document) -> Reuse:
    return find_reuse(pages, settings=TraceSettings())


def test_a_page_that_credits_the_other_s_publisher_is_the_later() -> None:
    own = page(WORDS, address="a", publisher="Reuters")
    paper = page(f"Source: Reuters\n{WORDS}", address="b")
    assert leaned(own, paper) > 2
    assert leaned(paper, own) == -leaned(own, paper)
    forth, back = likeness(own, paper)
    assert forth > back == 0


def test_a_naming_that_both_have_is_no_sign() -> None:
    """Reuters' page has "Reuters said" too: it copied a page that names it"""
    text = f"Reuters said that the clinics of the county were full for weeks. {WORDS}"
    pages = page(text, address="a", publisher="Reuters"), page(text, address="b")
    assert clues_of(*pages).named[1]
    assert likeness(*pages) == (0, 0)


def test_a_page_that_links_to_the_other_is_the_later() -> None:
    here = dataclasses.replace(page(WORDS, address="b"), links=(link(WORDS, "blood", "a"),))
    assert leaned(page(WORDS, address="a"), here) > 2


def test_clues_never_make_anything_certain() -> None:
    text = f"Source: Reuters\n{WORDS}"
    here = dataclasses.replace(page(text, address="b"), links=(link(text, "blood", "a"),))
    assert leaned(page(WORDS, address="a", publisher="Reuters"), here) == LEAN_MOST


def test_equal_pages_lean_to_neither_side() -> None:
    assert leaned(page(WORDS, address="a"), page(WORDS, address="b")) == 0


OWN = "The harvest was brought in before the first rain came over the hills, and nobody complained of the price of grain that year."
REST = "It had been a long and dry summer in the valley, and most of the wells along the road to the old mill stood empty until October."


def test_a_formula_of_two_papers_is_no_copy() -> None:
    """both say what Xinhua said, each in its words; the form is the same"""
    one = "Xinhua reported that throughout the whole county nurses took blood from 465,462 herders not younger than 14."
    other = "Xinhua reported that throughout the whole county nurses took blood from 465,462 residents from the age of 14."
    apart = [page(f"{OWN} {one}", address="a"), page(f"{REST} {other}", address="b")]
    copied = [page(f"{OWN} {one}", address="a"), page(f"{REST} {one}", address="b")]
    for pages, formula in ((apart, True), (copied, False)):
        reuse = reuse_of(*pages)
        both = reuse.between(0, 1)
        assert both is not None
        assert is_formula(clues_of(*pages), reuse, 0, 1, both) is formula


def test_names_and_their_verbs_are_no_shared_words() -> None:
    """one sentence ends with who said it, and the next begins so, on both pages"""
    form = "“{},” Human Rights Watch said in a statement.\nHuman Rights Watch also found that {}."
    texts = [
        form.format("It began in May", "nobody was asked"),
        form.format("Wells stood empty", "grain was dear"),
    ]
    pages = [
        page(f"{OWN} {texts[0]} {REST}", address="a"),
        page(f"{REST[:60]} {texts[1]} {OWN[:60]}", address="b"),
    ]
    reuse = reuse_of(*pages)
    both = reuse.between(0, 1)
    assert both is not None
    assert is_formula(clues_of(*pages), reuse, 0, 1, both)
    same = [page(texts[0], address="a"), page(texts[0], address="b")]
    reuse = reuse_of(*same)
    both = reuse.between(0, 1)
    assert both is not None
    assert not is_formula(clues_of(*same), reuse, 0, 1, both)


def test_what_holds_more_of_the_words_explains_them_better() -> None:
    """
    wholly held, nearly, and wholly with one and two differences
    """
    share, edits = np.array([1.0, 0.9, 1.0, 1.0]), np.array([0.0, 0.0, 1.0, 2.0])
    whole, nearly, once, twice = explained(share, np.full(4, 1000.0), edits).tolist()
    assert whole > once > twice > nearly


def test_the_more_differs_the_farther_two_texts_lie_apart() -> None:
    costs = [step_cost(shared()), step_cost(shared(edits=3)), step_cost(shared(0.2, 0.2))]
    assert costs == sorted(costs)
    assert costs[0] == 0
    assert step_cost(shared(0.5, 1.0)) == step_cost(shared(1.0, 0.5))
    assert step_cost(shared(edits=10_000)) == step_cost(shared(edits=20_000))


def test_even_odds_are_a_chance_of_one_half() -> None:
    assert odds_to_chance(0) == 0.5
    assert odds_to_chance(2) == pytest.approx(1 - odds_to_chance(-2))
