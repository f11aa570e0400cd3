"""Tell from all words of a page together whether it is about taking biometrics from many."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import cast

import pytest

from claim.found import said
from firsthand.claim.folding import fold
from firsthand.claim.marks import (
    DECIDED,
    DISMISSED,
    STRETCH,
    Weights,
    marks_of,
    said_by_marks,
    told_together,
    weights_of,
)

TAKEN = "officers swabbed villagers while nurses pricked fingers"
ROOT = Path(__file__).parents[2]
SHARE_SILENT = 0.8  # of pages of other matters, by which the weights were learnt: they must at least know these


def _odds(page: str, language: str) -> tuple[float, ...]:
    weights = weights_of(language)
    assert weights is not None
    return told_together([fold(each) for each in page.split(". ")], weights)


def test_a_word_is_marked_by_its_beginning_and_its_neighbour() -> None:
    """small words and numbers mark nothing by themselves, a single Chinese sign neither"""
    assert marks_of("the officers took 300 samples") == {
        "the offic", "offic", "offic took", "took", "took #", "# sampl", "sampl",
    }  # fmt: skip
    assert marks_of("采集血样") == {"采集", "集血", "血样", "采集血", "集血样"}


def test_a_page_is_told_by_words_that_no_list_has() -> None:
    """men and women pass a lens at a depot: no biometric is named by a word of the lexicon"""
    page = (
        "Soldiers at the crossing are rated by how many villagers they photograph in a shift. The pictures feed an"
        " app. Nobody who passes is asked. Any man without a profile is held until one is made"
    )
    assert min(_odds(page, "en")) >= DECIDED
    assert said(page + ".", published="2020-05-01")


def test_a_page_of_other_matters_is_told_too() -> None:
    page = (
        "Donors gave 380 units of blood at the university on Thursday. Students waited in line for an hour. Each of"
        " them got a T-shirt and a sandwich"
    )
    assert max(_odds(page, "en")) < DISMISSED


def test_only_the_stretch_that_tells_of_taking_is_told_of_a_long_page() -> None:
    """ten sentences on buses, four on a campaign: the first six are not of it"""
    weights = Weights(bias=-1.0, of=dict.fromkeys(marks_of(TAKEN), 2.0) | {"buses": -2.0})
    odds = told_together(["buses run"] * 10 + [TAKEN] * 4, weights)
    assert all(each < DECIDED for each in odds[: 10 - STRETCH + 1])
    assert all(each >= DECIDED for each in odds[10:])


def test_the_same_words_again_say_nothing_more() -> None:
    """five hundred lines of a menu that names DNA are no page about taking it"""
    weights = Weights(bias=0.0, of=dict.fromkeys(marks_of("our dna kits"), 2.0))
    assert set(told_together(["our dna kits"] * 500, weights)) == {0.0}


def test_what_spoke_can_be_told_in_words() -> None:
    """the loudest first, for or against"""
    weights = Weights(bias=0.0, of={"swabb": 2.0, "every": 0.5, "sold": -1.0})
    told = said_by_marks(["swabbed on every day", "sold"], weights, most=2)
    assert told == (("swabb", 2.0), ("sold", -1.0))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_most_pages_of_other_matters_are_silent(language: str) -> None:
    """a hundred and ten on crimes, donations, gadgets, tests of athletes"""
    pages = (ROOT / "tests/labelled/other_matters.txt").read_text("utf-8").splitlines()
    of = [
        page
        for page in pages
        if (language == "zh") == any("\u3400" <= sign <= "\u9fff" for sign in page)
    ]
    assert len(of) >= 40
    silent = sum(not said(page, published="2020-05-01") for page in of)
    assert silent >= SHARE_SILENT * len(of)


def test_the_table_is_what_the_script_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    """a page of swabs and one of buses, twice each: the words weigh for and against"""
    loader = SourceFileLoader("learn_marks", str(ROOT / "scripts/learn"))
    spec = importlib.util.spec_from_loader("learn_marks", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # where its dataclass looks itself up
    loader.exec_module(module)
    learn = cast("Callable[[object], dict[str, float]]", module.learn)
    told = [(True, {"swab"}), (False, {"buses", "road"})] * 2
    found = learn(told)
    assert found["swab"] > 0 > found["buses"] == found["road"]
    assert learn(told) == found
    assert not any("unseen" in part or part in {"second", "fourth"} for part in module.PARTS)
