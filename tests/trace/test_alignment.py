from __future__ import annotations

import numpy as np

from firsthand.trace.alignment import Compared, Held, chain, find_cells, hold
from firsthand.trace.anchors import Anchor, AnchorKind

WORTH = {f"figure:{n}": 8.0 for n in range(100)} | {"figure:2031": 1.0}


def page_of(*figures: tuple[int, ...]) -> Held:
    """A page whose stretch N, ten letters long, has the figures given."""
    anchors = [
        Anchor(
            kind=AnchorKind.YEAR if figure > 100 else AnchorKind.FIGURE,
            keys=(f"figure:{figure}",),
            start=10 * at + step,
            end=10 * at + step + 1,
            rarity=0.01,
        )
        for at, numbers in enumerate(figures)
        for step, figure in enumerate(numbers)
    ]
    return hold(anchors, stretches=[(10 * n, 10 * n + 9) for n in range(len(figures))])


def runs(
    one: Held, other: Held, likeness: list[list[float]] | None = None
) -> list[list[tuple[int, int]]]:
    matrix = None if likeness is None else np.array(likeness, np.float32)
    compared = Compared(worth=WORTH, likeness=matrix, most_one=[8.0] * 50, most_other=[8.0] * 50)
    return [
        [(cell.one, cell.other) for cell in run]
        for run in chain(find_cells(one, other, compared=compared).cells)
    ]


def test_sentences_with_the_same_figures_answer_one_another_in_order() -> None:
    """
    one    | 36 | - | 12 |
    other  | 5 | 36 | 12 |
    """
    assert runs(page_of((36,), (), (12,)), page_of((5,), (36,), (12,))) == [[(0, 1), (2, 2)]]


def test_passages_in_another_order_are_two_passages() -> None:
    """
    one    | 1 | 2 | 3 | 4 |
    other  | 3 | 4 | 1 | 2 |
    """
    found = runs(page_of((1,), (2,), (3,), (4,)), page_of((3,), (4,), (1,), (2,)))
    assert sorted(found) == [[(0, 2), (1, 3)], [(2, 0), (3, 1)]]


def test_one_sentence_may_be_two_in_the_other_language() -> None:
    """
    one    | 1 2 |
    other  | 1 | 2 |
    """
    assert runs(page_of((1, 2)), page_of((1,), (2,))) == [[(0, 0), (0, 1)]]


def test_a_year_alone_pairs_nothing() -> None:
    assert runs(page_of((2031,)), page_of((2031,))) == []


def test_sentences_alike_whose_figures_differ_are_not_paired() -> None:
    """
    "took blood from 36 people" and "took blood from 59 people, aged 41 and 42"
    """
    same = page_of((36, 37, 38), (1, 2))
    other = page_of((59, 41, 42), (1, 2))
    alike = [[0.5, 0.0], [0.0, 0.9]]
    assert runs(same, other, alike) == [[(1, 1)]]


def test_sentences_without_figures_are_paired_by_meaning() -> None:
    alike = [[0.9, 0.1, 0.1], [0.1, 0.9, 0.1], [0.1, 0.1, 0.9]]
    assert runs(page_of((), (), ()), page_of((), (), ()), alike) == [[(0, 0), (1, 1), (2, 2)]]


def test_pages_where_every_sentence_is_like_every_other_pair_nothing() -> None:
    """
    two tables of contents: all alike, so no likeness says anything
    """
    assert runs(page_of((), (), ()), page_of((), (), ()), [[0.6] * 3] * 3) == []


def test_a_figure_that_fills_both_pages_ends_in_time() -> None:
    """
    600 sentences with one figure on either side: 360,000 pairs if all were looked at
    """
    many = page_of(*[(7,)] * 600)
    assert len(runs(many, many)) >= 1


def test_no_sentences_have_no_passages() -> None:
    assert runs(page_of(), page_of()) == []
    assert runs(page_of(()), page_of(()), [[0.0]]) == []
