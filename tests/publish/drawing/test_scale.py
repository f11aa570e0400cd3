from __future__ import annotations

from firsthand.publish.drawing.scale import Bar, Reference, draw_counts


def bar(low: float | None, high: float | None, *, hedged: bool = False) -> Bar:
    return Bar(low=low, high=high, label="a count", below="1 page", target="x.html", hedged=hedged)


def test_an_open_end_is_an_arrow_and_a_single_figure_a_point() -> None:
    over = draw_counts([bar(5_000, None)], references=(), what="Persons", key="k")
    nearly = draw_counts([bar(None, 5_000)], references=(), what="Persons", key="k")
    exact = draw_counts([bar(5_000, 5_000)], references=(), what="Persons", key="k")
    assert over.count('class="tip"') == nearly.count('class="tip"') == 1
    assert over != nearly
    assert 'class="point"' in exact
    assert 'class="tip"' not in exact


def test_a_population_is_a_line_and_never_a_bar() -> None:
    reference = Reference(persons=40_000, label="population of X 2029: 40,000")
    drawn = draw_counts([bar(10, 20)], references=[reference], what="Persons", key="k")
    assert drawn.count('class="reference"') == 1
    assert drawn.count("<rect") == 1
    assert "population of X 2029: 40,000" in drawn


def test_tens_are_named_and_hedged_counts_are_hollow() -> None:
    drawn = draw_counts([bar(900, 2_000_000, hedged=True)], references=(), what="Persons", key="k")
    for words in (">100<", ">1 thousand<", ">1 million<", ">10 million<"):
        assert words in drawn
    assert 'class="count hedged"' in drawn
