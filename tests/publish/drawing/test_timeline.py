from __future__ import annotations

from firsthand.publish.drawing.timeline import PERIODS_MAX, Span, draw_timeline


def span(edtf: str) -> Span:
    return Span(edtf=edtf, label=edtf, target="x.html")


def test_pages_a_month_and_periods_share_one_line_of_time() -> None:
    drawn = draw_timeline(["2030-01-05", "2030-01", "2030", "2030-02/2030-03"], [span("2029/..")])
    assert drawn is not None
    assert "2030-01: 2 pages" in drawn.drawing
    assert drawn.without_month == 2
    assert drawn.drawing.count('class="tip"') == 1
    assert ">2029<" in drawn.drawing


def test_what_lies_far_back_is_counted_and_does_not_squeeze_the_rest() -> None:
    drawn = draw_timeline(["1955-01-01", "2030-01-01"], [])
    assert drawn is not None
    assert drawn.outside == 1


def test_more_periods_than_fit_are_counted() -> None:
    drawn = draw_timeline([], [span("2029-01/2029-02")] * (PERIODS_MAX + 3))
    assert drawn is not None
    assert drawn.periods_left_out == 3
    assert draw_timeline(["no date"], [span("never")]) is None
