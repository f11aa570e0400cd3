from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.document import BlockRole
from firsthand.read import drafting
from firsthand.read.drafting import Draft


@given(st.lists(st.text()))
def test_blocks_lie_in_the_text_in_order_and_cover_it(parts: list[str]) -> None:
    draft = Draft()
    for part in parts:
        draft.add(part, role=BlockRole.ARTICLE, path="/p")
    words = [draft.text[b.position.start : b.position.end] for b in draft.blocks]
    assert words == [part.strip() for part in parts if part.strip()]
    assert "\n".join(words) == draft.text


LIMITS = {"TEXT_CHARACTERS_MAX": 10, "BLOCKS_MAX": 2, "PATHS_CHARACTERS_MAX": 5}


@pytest.mark.parametrize("name", LIMITS)
def test_a_text_that_is_too_long_is_cut_and_known_to_be(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(drafting, name, LIMITS[name])
    draft = Draft()
    for _ in range(5):
        draft.add("words ", role=BlockRole.ARTICLE, path="/p")
    assert draft.full
    assert len(draft.text) <= 12


def test_a_link_over_no_words_has_no_position() -> None:
    draft = Draft()
    draft.link("https://a.example/", 3, 3)
    draft.link("https://a.example/", 3, 5)
    assert [link.position is None for link in draft.links] == [True, False]
