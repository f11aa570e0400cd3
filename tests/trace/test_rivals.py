from __future__ import annotations

from firsthand.trace.alignment import Cell, Conflict, Held, hold
from firsthand.trace.anchors import Anchor, AnchorKind
from firsthand.trace.rivals import Weighed, score_of, weigh


def page_of(*figures: int, kind: AnchorKind = AnchorKind.FIGURE) -> Held:
    """A page of one stretch with the figures given."""
    anchors = [
        Anchor(kind=kind, keys=(f"{kind}:{figure}",), start=at, end=at + 1, rarity=0.01)
        for at, figure in enumerate(figures)
    ]
    return hold(anchors, stretches=[(0, 100)])


def weighed(one: Held, other: Held, *conflicts: Conflict, meaning: float = 0.0) -> Weighed:
    """The two pages with their stretches paired, and all that they share counted."""
    common = one.of_key.keys() & other.of_key.keys()
    keys = sorted(common & (one.exact | other.exact))
    shared = tuple((one.of_key[key][0], other.of_key[key][0], key) for key in keys)
    cell = Cell(one=0, other=0, bits=8.0, meaning=meaning, shared=shared)
    worth = dict.fromkeys(one.of_key, 8.0)
    return weigh(one, other, [[cell]], conflicts, worth=worth)


def test_many_rare_figures_make_a_link_sure() -> None:
    """
    five figures of five on both sides
    """
    same = page_of(1, 2, 3, 4, 5)
    assert score_of(weighed(same, same), pages=100) > 0.99


def test_one_rare_figure_makes_no_link() -> None:
    assert score_of(weighed(page_of(1), page_of(1)), pages=100) == 0


def test_the_more_pages_there_are_the_more_must_agree() -> None:
    pair = weighed(page_of(1, 2, 3), page_of(1, 2, 3))
    assert score_of(pair, pages=1_000_000) < score_of(pair, pages=1_000)


def test_sentences_alike_with_other_figures_are_a_look_alike() -> None:
    """
    meaning says 48 bits; three figures of three differ
    """
    alike = weighed(page_of(1, 2, 3), page_of(4, 5, 6), meaning=48.0)
    assert alike.contradicted == 3
    assert score_of(alike, pages=100) < score_of(
        weighed(page_of(7), page_of(7), meaning=48.0), pages=100
    )


def test_a_figure_left_out_counts_less_than_one_that_differs() -> None:
    left_out = weighed(page_of(1, 2, 3), page_of(1, 2))
    changed = weighed(page_of(1, 2, 3), page_of(1, 2, 9))
    assert changed.unrelated < left_out.unrelated
    assert (left_out.contradicted, changed.contradicted) == (0, 1)


def test_figures_that_differ_outside_the_passage_count_too() -> None:
    """
    two sentences each other's likest, with other figures, beside the passage
    """
    pair = page_of(1, 2)
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


def test_the_same_firm_says_little_against_a_look_alike() -> None:
    """
    "Oculix" is named in the notice of next year too
    """
    firms = page_of(1, 2, kind=AnchorKind.WORD)
    figures = page_of(1, 2)
    assert weighed(firms, firms).alike < weighed(figures, figures).alike
