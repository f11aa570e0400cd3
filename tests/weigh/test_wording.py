from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.weigh.wording import group_key, normal, people_key

SAME_GROUP = {
    "spelling": ("Uighurs", "Uyghurs"),
    "script": ("维吾尔族", "Uyghur"),
    "traditional characters": ("維吾爾人", "维吾尔人"),
    "Uyghur in Arabic script": ("ئۇيغۇرلار", "Uyghur"),
    "Russian": ("уйгуры", "Uyghurs"),
    "everyone": ("all residents", "常住人口"),
}


@pytest.mark.parametrize("reason", SAME_GROUP)
def test_one_people_has_one_key_in_every_writing(reason: str) -> None:
    """Codes carry meaning across languages; these few names do too."""
    one, other = SAME_GROUP[reason]
    assert group_key(one) == group_key(other) != ""


def test_a_people_and_a_faith_are_told_apart_by_what_is_asked() -> None:
    """Muslims may be named as a faith, Uyghur Muslims as a people."""
    assert people_key("ethnic", "Uyghur Muslims") == people_key("ethnic", "Uyghurs")
    assert people_key("religious", "Uyghur Muslims") == people_key("religious", "Muslims")
    assert people_key("ethnic", "Uyghurs") != people_key("ethnic", "Kazakhs")
    assert group_key(None) == ""


def test_case_marks_and_articles_make_no_difference_and_words_do() -> None:
    """ "The IJOP app." is "IJOP app", and no "IJOP system"."""
    assert normal("The IJOP app.") == normal("IJOP app")
    assert normal("IJOP app") != normal("IJOP system")
    assert normal("the") == "the"


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    """Any wording settles at once."""
    once = normal(text)
    assert normal(once) == once
