from __future__ import annotations

from firsthand.trace.facts import Facts, split_words
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


def test_a_place_and_a_figure_tell_one_matter() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert facts.common(0, 1) > facts.common(1, 2) > 0
    assert facts.common(0, 2) == 0


def test_figures_pass_from_one_script_to_another() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert facts.common(0, 3) > 0
    assert facts.held(facts.numbers("据报道，36200人被抽血"), 0) > 0


def test_what_every_page_says_tells_nothing() -> None:
    facts = Facts(PAGES, webs=range(len(PAGES)))
    assert facts.held(facts.numbers("the grain was brought"), 10) == 0


def test_words_that_are_known_to_nobody_weigh_nothing() -> None:
    assert Facts(PAGES, webs=range(len(PAGES))).numbers("xylophone 99999") == frozenset()
    assert Facts([], webs=[]).numbers("blood") == frozenset()


def test_signs_are_taken_in_pairs_where_words_are_not_parted() -> None:
    assert split_words("抽血样") == {"抽血", "血样"}
