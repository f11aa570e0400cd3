from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.document import Block, BlockRole, TextPosition
from firsthand.trace import letters
from firsthand.trace.letters import (
    Folding,
    compared_spans,
    fold_letter,
    is_dense,
    letter_offsets,
    read_texts,
)
from spoken import page

WORDS = "Police took blood from residents aged 12 to 65"


def folded(text: str) -> str:
    texts = read_texts([page(text)])
    start, length = int(texts.starts[0]), int(texts.lengths[0])
    return "".join(map(chr, texts.letters[start : start + length].tolist()))


ALIKE = {
    "case and spaces": "POLICE  took\nblood, from residents - aged 12 to 65.",
    "accents": "Policé took blöod from resident\u0301s aged 12 to 65",
    "full width": "Ｐolice took blood from residents aged １２ to ６５",
}


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE.keys())
def test_what_typesetting_changes_is_no_difference(text: str) -> None:
    assert folded(text) == folded(WORDS) == "policetookbloodfromresidentsaged12to65"


def test_documents_with_the_same_letters_are_one_text() -> None:
    texts = read_texts([page(WORDS), page("short"), page(WORDS.upper())])
    assert texts.holders == ((0, 2),)
    assert texts.text_of == (0, -1, 0)


def test_what_a_page_is_dressed_in_is_not_compared() -> None:
    text = "Menu\nThe article."
    blocks = tuple(
        Block(position=TextPosition(start=start, end=end), role=role, path="")
        for start, end, role in ((0, 4, BlockRole.BOILERPLATE), (5, 17, BlockRole.ARTICLE))
    )
    made = dataclasses.replace(page(text), blocks=blocks)
    assert compared_spans(made) == [(5, 17)]
    assert compared_spans(dataclasses.replace(made, blocks=())) == [(0, 17)]


def test_blocks_that_overlap_or_run_over_the_end_are_compared_once() -> None:
    blocks = tuple(
        Block(position=TextPosition(start=start, end=end), role=BlockRole.ARTICLE, path="")
        for start, end in ((0, 5), (3, 90))
    )
    made = dataclasses.replace(page("0123456789"), blocks=blocks)
    assert compared_spans(made) == [(0, 5), (5, 10)]


def test_a_text_too_long_is_cut_and_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "LETTERS_MAX", 30)
    texts = read_texts([page("a" * 50), page("b" * 30)])
    assert texts.cut == (0,)
    assert texts.lengths.tolist() == [30, 30]


def test_letters_that_need_four_bytes_are_kept_apart() -> None:
    """𠀀 and 𠀁 differ only above sixteen bits; so do 𠀀 and 0000."""
    signs = [page("𠀀" * 30), page("𠀁" * 30), page(WORDS)]
    texts = read_texts(signs)
    assert texts.holders == ((0,), (1,), (2,))
    assert texts.letters.dtype == np.uint32
    assert is_dense(texts.letters).sum() == 60
    assert read_texts(signs[2:]).letters.dtype == np.uint16


def test_a_pile_is_read_alike_in_one_piece_and_in_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies in different pieces, one sign of four bytes in the middle, a page of nothing."""
    pile = [
        page(text) for text in (WORDS, "𠀀" * 30, "!", WORDS.upper(), "b" * 40, WORDS, "𠀀" * 30)
    ]
    whole = read_texts(pile)
    monkeypatch.setattr(letters, "PART", 50)
    parts = read_texts(pile)
    assert parts.letters.tolist() == whole.letters.tolist()
    assert (parts.holders, parts.text_of) == (whole.holders, whole.text_of)
    assert parts.starts.tolist() == whole.starts.tolist()
    assert whole.holders == ((0, 3, 5), (1, 6), (4,))


def test_of_a_page_with_little_but_spaces_no_more_is_read_than_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letters, "READ_MAX", 60)
    texts = read_texts([page("a " * 50), page("a" * 30)])
    assert texts.cut == (0,)
    assert texts.lengths.tolist() == [30]


@given(st.lists(st.tuples(st.booleans(), st.integers(min_value=1, max_value=40)), max_size=12))
def test_letters_stand_where_they_are_said_to_stand_whatever_is_left_out_between(
    lines: list[tuple[bool, int]],
) -> None:
    made = page("\n".join((chr(97 + number) * length) for number, (_, length) in enumerate(lines)))
    made = dataclasses.replace(
        made,
        blocks=tuple(
            dataclasses.replace(block, role=BlockRole.ARTICLE if kept else BlockRole.BOILERPLATE)
            for block, (kept, _) in zip(made.blocks, lines, strict=True)
        ),
    )
    found = "".join(made.text[place] for place in letter_offsets(made, Folding()).tolist())
    told = (chr(97 + number) * length for number, (kept, length) in enumerate(lines) if kept)
    assert found == "".join(told)


@given(st.text(max_size=200))
def test_every_letter_stands_where_it_is_said_to_stand(text: str) -> None:
    made = page(text)
    offsets = letter_offsets(made, Folding()).tolist()
    assert offsets == sorted(set(offsets))
    texts = read_texts([made])
    if texts.holders:
        start, length = int(texts.starts[0]), int(texts.lengths[0])
        assert len(offsets) == length
        there = np.array([fold_letter(ord(text[at])) for at in offsets])
        assert (there == texts.letters[start : start + length]).all()
