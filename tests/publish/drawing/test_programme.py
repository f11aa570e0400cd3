from __future__ import annotations

from firsthand.publish.drawing.programme import BOXES_MAX, Box, Column, draw_programme


def test_arrows_join_columns_and_no_line_joins_boxes() -> None:
    box = Box(label="police", below="2 origins", standing="contested", target="x.html")
    drawn = draw_programme([Column(title="Who", boxes=(box,)), Column(title="What", boxes=())])
    assert drawn.count('class="arrow"') == 1
    assert 'class="box contested"' in drawn
    assert "nothing is claimed" in drawn


def test_more_boxes_than_fit_are_counted() -> None:
    boxes = tuple(
        Box(label=str(n), below="", standing="x", target="x") for n in range(BOXES_MAX + 4)
    )
    assert "and 4 more in the table" in draw_programme([Column(title="Who", boxes=boxes)])
