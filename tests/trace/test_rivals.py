from __future__ import annotations

import dataclasses

from firsthand.trace.alignment import Cell, Conflict, Held, hold
from firsthand.trace.anchors import Anchor, AnchorKind
from firsthand.trace.rivals import ANCHORS_ONLY, ENCODED, Weighed, parts_of, score_of, weigh


def page_of(*figures: tuple[int, ...], kind: AnchorKind = AnchorKind.FIGURE) -> Held:
    """A page with the figures given, stretch by stretch."""
    anchors = [
        Anchor(
            kind=kind,
            keys=(f"{kind}:{figure}",),
            start=100 * at + place,
            end=100 * at + place + 1,
            rarity=0.01,
        )
        for at, stretch in enumerate(figures)
        for place, figure in enumerate(stretch)
    ]
    return hold(anchors, stretches=[(100 * at, 100 * at + 90) for at in range(len(figures))])


def weighed(one: Held, other: Held, *conflicts: Conflict, meaning: float = 0.0) -> Weighed:
    """The two pages with their stretches paired, and all that they share counted."""
    cells = []
    for at in sorted({*one.stretch_of} & {*other.stretch_of}):
        keys = sorted(
            key
            for key in one.of_key.keys() & other.of_key.keys()
            if key in one.exact | other.exact and one.stretch_of[one.of_key[key][0]] == at
        )
        shared = tuple((one.of_key[key][0], other.of_key[key][0], key) for key in keys)
        cells.append(Cell(one=at, other=at, bits=8.0, meaning=meaning, shared=shared))
    worth = dict.fromkeys(one.of_key, 8.0)
    return weigh(one, other, [cells], conflicts, worth=worth, shares=(1.0, 1.0))


def score(weighed: Weighed, pages: int = 100) -> float:
    return score_of(weighed, pages=pages, encoded=False)


def test_sentences_whose_figures_all_agree_make_a_link_sure() -> None:
    """
    three sentences with two figures each, the same on both sides
    """
    same = page_of((1, 2), (3, 4), (5, 6))
    assert weighed(same, same).agreeing == 3
    assert score(weighed(same, same)) > 0.99


def test_one_rare_figure_makes_no_link() -> None:
    assert score(weighed(page_of((1,)), page_of((1,)))) == 0


def test_accounts_of_one_matter_share_its_main_figures_and_no_sentence() -> None:
    """
    each sentence has one figure in common, and another one on either side
    """
    one = page_of((1, 11), (2, 12), (3, 13))
    other = page_of((1, 21), (2, 22), (3, 23))
    assert weighed(one, other).agreeing == 0
    assert weighed(one, other).partly == 3
    assert weighed(one, other).hard_bits == 12.0
    assert score(weighed(one, other)) < 0.2


def test_the_more_pages_there_are_the_more_must_agree() -> None:
    pair = weighed(page_of((1, 2), (3,)), page_of((1, 2), (3,)))
    assert score(pair, pages=1_000_000) < score(pair, pages=1_000)


def test_a_row_of_a_table_counts_as_no_more_than_three_figures() -> None:
    """
    twelve figures in one stretch, all the same
    """
    row = page_of(tuple(range(12)))
    assert weighed(row, row).hard_bits == 3 * 8.0


def test_five_figures_of_a_hundred_meet_by_chance() -> None:
    """
    two tables of a hundred figures with five in common; two pages of five figures, all in common
    """
    tables = weighed(
        page_of(*((at,) for at in range(100))), page_of(*((at,) for at in range(95, 195)))
    )
    pages = weighed(page_of(*((at,) for at in range(5))), page_of(*((at,) for at in range(5))))
    assert tables.chosen_bits > 25
    assert pages.chosen_bits == 0


def test_names_count_together_as_no_more_than_one_figure() -> None:
    firms = page_of(tuple(range(9)), kind=AnchorKind.WORD)
    assert weighed(firms, firms).soft_bits == 8.0
    assert weighed(firms, firms).hard_bits == 0.0


def test_sentences_alike_with_other_figures_are_a_look_alike() -> None:
    """
    meaning says 24 bits; three figures of three differ
    """
    alike = weighed(page_of((1,), (2,), (3,)), page_of((4,), (5,), (6,)), meaning=8.0)
    assert alike.contradicted == 3
    assert score_of(alike, pages=100, encoded=True) < 0.1


def test_a_figure_left_out_contradicts_nothing() -> None:
    left_out = weighed(page_of((1, 2, 3)), page_of((1, 2)))
    changed = weighed(page_of((1, 2, 3)), page_of((1, 2, 9)))
    assert (left_out.contradicted, changed.contradicted) == (0, 1)


def test_sentences_left_out_inside_a_passage_are_counted() -> None:
    """
    first with first, fourth with third: two left out here, one there
    """
    page = page_of((1,), (2,), (3,), (4,))
    cells = [
        Cell(one=0, other=0, bits=8.0, meaning=0.0, shared=((0, 0, "figure:1"),)),
        Cell(one=3, other=2, bits=8.0, meaning=0.0, shared=()),
    ]
    worth = dict.fromkeys(page.of_key, 8.0)
    found = weigh(page, page, [cells], (), worth=worth, shares=(0.5, 1.0))
    assert found.gaps == 1.5
    assert (found.share, found.larger_share) == (0.5, 1.0)


def test_figures_that_differ_outside_the_passage_count_too() -> None:
    """
    two sentences each other's likest, with other figures, beside the passage
    """
    pair = page_of((1, 2))
    beside = Conflict(one=7, other=7, apart=3)
    assert weighed(pair, pair, beside).contradicted == 3
    within = Conflict(one=0, other=7, apart=3)
    assert weighed(pair, pair, within).contradicted == 0


def test_two_days_of_one_month_are_two_dates() -> None:
    """
    14 March 2031 and 2 March 2031 differ; 14 March 2031 and "March 2031" do not
    """

    def dated(*keys: str) -> Held:
        anchor = Anchor(kind=AnchorKind.DATE, keys=keys, start=0, end=1, rarity=0.01)
        return hold([anchor], stretches=[(0, 100)])

    day = dated("day:2031-03-14", "month:2031-03")
    assert weighed(day, dated("day:2031-03-02", "month:2031-03")).contradicted == 1
    assert weighed(day, dated("month:2031-03")).contradicted == 0


def test_each_part_has_its_weight() -> None:
    """
    as many parts as weights; none of the weights but the last below 0
    """
    parts = parts_of(weighed(page_of((1,)), page_of((1,))), pages=100)
    for weights in (ENCODED, ANCHORS_ONLY):
        given = [getattr(weights, field.name) for field in dataclasses.fields(weights)]
        assert len(given) == len(parts)
        assert min(given[:-1]) >= 0.0
