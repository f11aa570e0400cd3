from __future__ import annotations

import numpy as np
import pytest

from firsthand.trace.facts import Facts
from firsthand.trace.numbered import Ints
from spoken import page

PAGES = [
    page("In Qarluq blood was taken from 36,200 people.", address="a"),
    page("The paper wrote of 36,200 tubes in Qarluq and of the harvest.", address="b"),
    page("The harvest was brought in.", address="c"),
    page("卡鲁县共有36,200人被抽血。", address="d"),
    *(
        page(f"People of village {n}{n} brought in the grain.", address=str(n))
        for n in range(10, 40)
    ),
]


def held(facts: Facts, numbers: Ints, page: int) -> float:
    pages = np.array([page])
    return float(facts.held_by(pages).weigh(numbers, pages)[0])


def test_a_place_and_a_figure_tell_one_matter() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert facts.common(0, 1) > facts.common(1, 2) > 0
    assert facts.common(0, 2) == 0


def test_figures_pass_from_one_script_to_another() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert facts.common(0, 3) > 0
    assert held(facts, facts.numbers("据报道，36200人被抽血"), 0) > 0


def test_what_every_page_says_tells_nothing() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert held(facts, facts.numbers("the grain was brought"), 10) == 0


def test_words_that_are_known_to_nobody_weigh_nothing() -> None:
    assert not Facts(PAGES, webs=range(len(PAGES))).numbers("xylophone 99999").size
    assert not Facts([], webs=[]).numbers("blood").size


def test_of_several_pages_each_weighs_what_it_weighs_alone() -> None:
    """
    also a page without a rare word, at the beginning, within and at the end
    """
    facts = Facts(PAGES, webs=range(len(PAGES)))
    others = np.array([0, 2, 3, 20, 33])
    laid = facts.held_by(others)
    for pages in (others, others[1:3], others[:0], np.array([20, 0, 20])):
        weighed = laid.weigh(facts.of_page(1), pages).tolist()
        assert weighed == [facts.common(1, number) for number in pages.tolist()]
    nobody = np.zeros(0, dtype=np.int64)
    assert facts.held_by(nobody).weigh(facts.of_page(1), nobody).tolist() == []


def test_years_and_short_figures_are_no_figures() -> None:
    facts = Facts([page(t, address=t) for t in ("2017 36,200 12", "2017 36200 12")], webs=[0, 1])
    assert len(facts.figures("In 2017 of 36,200 people 12")) == 1
    assert not facts.figures("In 2017").size


def test_facts_are_the_same_however_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    webs = [n // 2 for n in range(len(PAGES))]
    whole = Facts(PAGES, webs=webs)
    pairs = [(a, b) for a in range(len(PAGES)) for b in range(a)]
    expected = [whole.common(*pair) for pair in pairs]
    monkeypatch.setattr("firsthand.trace.rare.PART", 40)
    monkeypatch.setattr("firsthand.trace.rare.RANGE_CHARACTERS", 100)
    parts = Facts(PAGES, webs=webs)
    assert [parts.common(*pair) for pair in pairs] == expected
    assert any(expected)


def test_a_pile_too_large_for_one_way_of_sorting_is_counted_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """numbers of pages that do not fit beside a word"""
    webs = [number // 2 for number in range(len(PAGES))]
    pairs = [(one, other) for one in range(4) for other in range(len(PAGES))]
    whole = Facts(PAGES, webs=webs)
    wanted = [whole.common(*pair) for pair in pairs]
    monkeypatch.setattr("firsthand.trace.rare._KEY_BITS", 40)
    sorted_otherwise = Facts(PAGES, webs=webs)
    assert [sorted_otherwise.common(*pair) for pair in pairs] == wanted
    assert wanted[1] > 0
