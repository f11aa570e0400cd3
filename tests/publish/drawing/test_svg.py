from __future__ import annotations

from firsthand.publish.drawing.svg import figure, fitted, link, rect, text


def test_words_in_a_drawing_are_escaped() -> None:
    drawn = figure(
        width=10,
        height=10,
        title="<a>",
        description="<b>",
        inner=[link('x"y', [text(1, 2, "</svg><script>")], label="<c>"), rect(0, 0, 1, 1)],
        key="k",
    )
    assert "<script>" not in drawn
    assert 'href="x&#34;y"' in drawn
    assert '<title id="k-title">&lt;a&gt;</title>' in drawn


def test_wide_scripts_take_more_room() -> None:
    assert fitted("abcdef", 100) == "abcdef"
    assert len(fitted("新华社新华社新华社", 60)) < len(fitted("x" * 9, 60))
