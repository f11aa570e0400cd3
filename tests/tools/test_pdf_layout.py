from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.tools.pdf_layout import Block, part_page, read_layout

MARKUP = """<doc><page width="612.0" height="792.0"><flow>
<block xMin="33.7" yMin="43.3" xMax="197.8" yMax="76.0"><line><word xMin="1">Blood</word> <word>for</word></line></block>
<block xMin="33.7" yMin="92.2" xMax="560.9" yMax="125.0"><line><word>AT&amp;T</word></line></block>
</flow></page><page width="612.0" height="792.0"></page></doc>"""


def test_blocks_are_read_page_by_page() -> None:
    assert read_layout(MARKUP) == [
        [Block("Bloodfor", "34,43,198,76"), Block("AT&T", "34,92,561,125")],
        [],
    ]


def test_a_text_is_parted_where_its_blocks_end() -> None:
    """
    Blood for · all of them
    """
    blocks = [Block("Bloodfor", "1,1,2,2"), Block("allofthem", "1,3,2,4")]
    assert part_page("Blood for\nall of\nthem\n", blocks) == [
        ("Blood for", "1,1,2,2"),
        ("all of\nthem", "1,3,2,4"),
    ]


def test_letters_that_stand_reversed_in_a_block_are_the_same_letters() -> None:
    blocks = [Block("ناق", "1,1,2,2")]
    assert part_page("قان\n", blocks) == [("قان", "1,1,2,2")]


def test_blocks_with_other_letters_are_not_believed() -> None:
    for blocks in ([Block("other", "1,1,2,2")], [Block("one", "1,1,2,2")], []):
        assert part_page("one\n\ntwo\n", blocks) == [("one", ""), ("two\n", "")]


@given(st.text(), st.lists(st.builds(Block, st.text(max_size=5), st.just("1,1,2,2"))))
def test_no_letter_is_lost_however_a_page_is_parted(text: str, blocks: list[Block]) -> None:
    parts = part_page(text, blocks)
    assert "".join("".join(part.split()) for part, _ in parts) == "".join(text.split())


@given(st.text())
def test_any_markup_is_a_layout(markup: str) -> None:
    read_layout(markup)
    read_layout(f"<page><block {markup}><word>{markup}</word>")
