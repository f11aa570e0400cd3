"""Keep what a language file abbreviates whole: every form of a verb, every word of a set."""

from __future__ import annotations

import re

import pytest

from firsthand.claim.inflect import forms, written_out


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("collect", "collect collects collected collecting"),
        ("take", "take takes took taken taking"),
        ("swab", "swab swabs swabbed swabbing"),
        ("enrol", "enrol enrols enrolled enroll enrolling"),
        ("carry", "carry carries carried carrying"),
        ("press", "press presses pressed pressing"),
        ("capture", "capture captures captured capturing"),
        ("gather", "gather gathers gathered gathering"),
    ],
)
def test_every_form_of_a_verb_is_known_by_its_first(verb: str, said: str) -> None:
    """swab~ is swabs, swabbed, swabbing; take~ is took"""
    pattern = re.compile(forms(verb))
    assert [word for word in said.split() if not pattern.fullmatch(word)] == []
    assert not pattern.fullmatch(verb + "ness")


def test_a_set_is_written_where_it_is_named() -> None:
    """{finger} print in a file that has a set finger; {m} is a hole of dates and stays"""
    assert written_out("{finger} prints? {m}", {"finger": "(?:thumb|index)"}) == (
        "(?:thumb|index) prints? {m}"
    )
    assert written_out("a{0,3} b", {"a": "x"}) == "a{0,3} b"
