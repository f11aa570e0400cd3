from __future__ import annotations

import dataclasses

import pytest

from clued import clues_of, link
from firsthand.trace.direction import (
    LEAN_MOST,
    lean,
    likeness,
    naming_odds,
    odds_to_chance,
    step_cost,
)
from firsthand.trace.reuse import Shared
from spoken import page

WORDS = "Officials took blood from every resident aged 12 to 65."


def shared(one: float = 1.0, other: float = 1.0, edits: int = 0) -> Shared:
    return Shared(
        one_stretches=((0, 60),), other_stretches=((0, 60),),
        one_share=one, other_share=other, agreed=60.0, edits=edits,
    )  # fmt: skip


def test_a_page_that_credits_the_other_s_publisher_is_the_later() -> None:
    clues = clues_of(
        page(WORDS, address="a", publisher="Reuters"),
        page(f"Source: Reuters\n{WORDS}", address="b"),
    )
    assert lean(clues, 0, 1, shared()) > 2
    assert lean(clues, 1, 0, shared()) == -lean(clues, 0, 1, shared())
    assert naming_odds(clues, 1, 0) > naming_odds(clues, 0, 1) == 0
    assert likeness(clues, 1, 0) > likeness(clues, 0, 1) == 0


def test_a_page_that_links_to_the_other_is_the_later() -> None:
    here = dataclasses.replace(page(WORDS, address="b"), links=(link(WORDS, "blood", "a"),))
    assert lean(clues_of(page(WORDS, address="a"), here), 0, 1, shared()) > 2


def test_clues_never_make_anything_certain() -> None:
    text = f"Source: Reuters\n{WORDS}"
    here = dataclasses.replace(page(text, address="b"), links=(link(text, "blood", "a"),))
    clues = clues_of(page(WORDS, address="a", publisher="Reuters"), here)
    assert lean(clues, 0, 1, shared()) == LEAN_MOST


def test_equal_pages_lean_to_neither_side() -> None:
    clues = clues_of(page(WORDS, address="a"), page(WORDS, address="b"))
    assert lean(clues, 0, 1, shared()) == 0


def test_the_more_differs_the_farther_two_texts_lie_apart() -> None:
    costs = [step_cost(shared()), step_cost(shared(edits=3)), step_cost(shared(0.2, 0.2))]
    assert costs == sorted(costs)
    assert costs[0] == 0
    assert step_cost(shared(0.5, 1.0)) == step_cost(shared(1.0, 0.5))
    assert step_cost(shared(edits=10_000)) == step_cost(shared(edits=20_000))


def test_even_odds_are_a_chance_of_one_half() -> None:
    assert odds_to_chance(0) == 0.5
    assert odds_to_chance(2) == pytest.approx(1 - odds_to_chance(-2))
