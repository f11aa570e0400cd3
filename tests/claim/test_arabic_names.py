"""Names of places in Arabic, by the words before them and in rows."""

from __future__ import annotations

import pytest

from claim.found import names

NAMED = {
    "يراجع العامل مركز أمن ماركا غدا.": {"مركز أمن", "مركز أمن ماركا", "أمن ماركا"},
    "تؤخذ البصمة في سرت وزوارة وغريان.": {"سرت", "زوارة", "غريان"},
    "أُخذت العينات من سكان ترهونة.": {"ترهونة"},
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_a_name_is_known_by_what_stands_around_it(text: str) -> None:
    assert names(text, "ar") >= NAMED[text]


def test_who_is_said_to_speak_is_no_place() -> None:
    assert not names("قال المتحدث إن العمل يسير بهدوء.", "ar")
