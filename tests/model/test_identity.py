from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.identity import DIGITS, identify

PARTS = st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=5)


def test_an_id_is_the_digest_of_netstrings() -> None:
    """
    d, "ab", none  →  1:d,2:ab,-,
    """
    told = hashlib.sha256(b"1:d,2:ab,-,").hexdigest()[:DIGITS]
    assert identify("d", "ab", None) == f"d-{told}"


def test_parts_do_not_run_into_each_other() -> None:
    assert identify("d", "ab", "c") != identify("d", "a", "bc")
    assert identify("d", "", "a") != identify("d", "a", "")


def test_nothing_stated_is_not_an_empty_word() -> None:
    assert identify("d", None) != identify("d", "")


@given(one=PARTS, other=PARTS)
def test_different_parts_have_different_ids(
    one: list[str | int | None], other: list[str | int | None]
) -> None:
    plain = [None if part is None else str(part) for part in one]
    same = plain == [None if part is None else str(part) for part in other]
    assert (identify("d", *one) == identify("d", *other)) is same


def test_half_a_character_has_an_id_too() -> None:
    assert identify("d", "\ud800") != identify("d", "\ud801")
