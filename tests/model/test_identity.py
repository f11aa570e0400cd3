from __future__ import annotations

import copy
import dataclasses
import hashlib
import pickle

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.identity import DIGITS, Named, identify
from firsthand.model.value import value

PARTS = st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=5)


@value
class Plate(Named):
    number: str

    @property
    def id(self) -> str:
        try:
            return self._id
        except AttributeError:
            return self._named("plate", self.number)


def test_an_id_is_worked_out_once_and_never_taken_over() -> None:
    """
    plate 1, asked for its id; then the same with number 2
    """
    first = Plate(number="1")
    assert first.id is first.id == identify("plate", "1")
    other = dataclasses.replace(first, number="2")
    assert other.id == identify("plate", "2")
    assert first == Plate(number="1")
    assert hash(first) == hash(Plate(number="1"))
    assert repr(first) == "Plate(number='1')"
    for again in (copy.copy(first), pickle.loads(pickle.dumps(first))):  # noqa: S301 - our own
        assert (again, again.id) == (first, first.id)


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
