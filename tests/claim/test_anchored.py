from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.claim.anchored import AnchorError, anchor, anchor_by_context, around, places_of
from firsthand.model.document import TextPosition

TEXT = "Police took DNA in Kashgar. Nurses took DNA in Hotan."
FIRST, SECOND = (TextPosition(start=at, end=at + 3) for at in (12, 40))


def test_words_that_stand_once_need_no_place() -> None:
    assert anchor(TEXT, "Nurses") == TextPosition(start=28, end=34)


def test_words_that_stand_twice_need_one_and_the_places_are_named() -> None:
    with pytest.raises(AnchorError, match=r"expected one place for 'DNA', found 2: 12..15, 40..43"):
        anchor(TEXT, "DNA")
    assert anchor(TEXT, "DNA", start=40) == SECOND
    assert anchor(TEXT, "", start=12, end=15) == FIRST


WRONG = {
    "other words": ({"exact": "dna"}, "letter by letter, found 'dna'"),
    "another place": (
        {"exact": "DNA", "start": 11, "end": 14},
        "expected 'DNA' at 11..14, found ' DN'",
    ),
    "beyond the end": ({"exact": "DNA", "start": 900}, r"within 0..53, found 900..903"),
    "backwards": ({"exact": "", "start": 5, "end": 2}, r"found 5..2"),
    "nothing": ({"exact": ""}, "found none given"),
}


@pytest.mark.parametrize("why", WRONG)
def test_nothing_is_taken_for_words_that_are_not_there(why: str) -> None:
    asked, words = WRONG[why]
    with pytest.raises(AnchorError, match=words):
        anchor(TEXT, **asked)  # type: ignore[arg-type]


def _found(exact: str = "DNA", **told: object) -> TextPosition:
    known = {"start": None, "end": None, "prefix": "", "suffix": ""} | told
    return anchor_by_context(TEXT, exact, **known)  # type: ignore[arg-type]


def test_words_that_have_moved_are_found_by_what_stands_around_them() -> None:
    assert _found(start=40, end=43, prefix="Police took ") == SECOND  # they are where they were
    assert _found(start=41, end=44, prefix="Nurses took ") == SECOND
    assert _found(suffix=" in Kashgar") == FIRST
    with pytest.raises(AnchorError, match="found 2"):
        _found(prefix="took ", suffix=" in ")
    with pytest.raises(AnchorError, match="found 2"):
        _found(start=-3)
    with pytest.raises(AnchorError, match="which it does not have"):
        _found("RNA")


@given(st.text(min_size=1, max_size=60), st.data())
def test_every_place_is_found_again_by_its_words_and_its_position(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = TextPosition(start=start, end=end)
    exact = text[start:end]
    assert start in places_of(text, exact)
    assert anchor(text, exact, start=start, end=end) == place
    before, after = around(text, place)
    assert (
        anchor_by_context(text, exact, start=start, end=end, prefix=before, suffix=after) == place
    )


def test_what_is_kept_around_a_place_ends_where_hidden_words_begin() -> None:
    """Half a name would not be found as that name, and would stay."""
    text = "It was Anar Example who came. He took DNA. So says Anar Example of Hotan."
    place = TextPosition(start=text.index("He"), end=text.index(" So"))
    hidden = [found.span() for found in re.finditer("Anar Example", text)]
    assert around(text, place, hidden) == (" who came. ", " So says ")
    over = [(text.index("came"), text.index("took")), (text.index("DNA"), text.index("says"))]
    assert around(text, place, over) == ("", "")
