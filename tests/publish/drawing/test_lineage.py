from __future__ import annotations

import dataclasses

from firsthand.model.lineage import DerivationKind
from firsthand.publish.drawing.lineage import BOXES_MAX, draw_lineage
from publish.told import WATCH, dossier, lookup

REPORT = DerivationKind.REPORT


def test_many_pages_under_one_report_are_one_box_that_opens() -> None:
    """
    o-guideline → watch → p01 … p43
    """
    edges = [("o-guideline", WATCH.id, REPORT)]
    edges += [(WATCH.id, f"d-{n:02}", REPORT) for n in range(43)]
    drawn = draw_lineage(edges, lookup=lookup(), up="", key="k")
    assert drawn is not None
    (group,) = drawn.groups
    assert (len(group.members), group.source) == (43, WATCH.id)
    assert (drawn.drawn, drawn.left_out) == (3, 0)
    assert 'href="#k-group-1"' in drawn.drawing
    assert "43 pages" in drawn.drawing


def test_a_big_case_keeps_what_most_rests_on_and_counts_the_rest() -> None:
    edges = [(f"o-{n}", f"d-{n}-{m}", REPORT) for n in range(200) for m in range(2 + n % 3)]
    drawn = draw_lineage(edges, lookup=lookup(), up="", key="k")
    assert drawn is not None
    assert drawn.drawn <= BOXES_MAX
    boxes = 200 + sum(2 if n % 3 == 0 else 1 for n in range(200))
    assert drawn.drawn + drawn.left_out == boxes


def test_what_is_not_in_the_case_differs_by_words_and_line() -> None:
    drawn = draw_lineage([("o-guideline", WATCH.id, REPORT)], lookup=lookup(), up="../", key="k")
    assert drawn is not None
    assert 'class="box unseen"' in drawn.drawing
    assert ">not in the case<" in drawn.drawing
    assert f'href="../documents/{WATCH.id}.html"' in drawn.drawing


def test_a_circle_is_drawn_and_ends() -> None:
    edges = [("o-1", "o-2", REPORT), ("o-2", "o-1", REPORT)]
    assert draw_lineage(edges, lookup=lookup(), up="", key="k") is not None
    assert draw_lineage([], lookup=lookup(), up="", key="k") is None


def test_order_of_edges_changes_no_drawing() -> None:
    edges = [(f"o-{n % 7}", f"d-{n}", REPORT) for n in range(30)]
    told = lookup(dataclasses.replace(dossier()))
    assert draw_lineage(edges, lookup=told, up="", key="k") == draw_lineage(
        edges[::-1], lookup=told, up="", key="k"
    )
