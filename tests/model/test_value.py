from __future__ import annotations

import dataclasses

import pytest

from firsthand.model.value import value


@value
class Count:
    persons: int

    def __post_init__(self) -> None:
        if self.persons < 0:
            raise ValueError(f"a count is not negative: {self.persons}")


def test_two_values_of_the_same_content_are_one() -> None:
    assert Count(persons=3) == Count(persons=3)
    assert len({Count(persons=3), Count(persons=3)}) == 1


def test_a_value_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Count(persons=3).persons = 4  # type: ignore[misc]  # that it cannot is tested


def test_a_value_is_made_by_name_alone() -> None:
    with pytest.raises(TypeError):
        Count(3)  # type: ignore[call-arg]  # that it cannot is tested


def test_a_value_checks_itself_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="not negative: -1"):
        Count(persons=-1)
    with pytest.raises(ValueError, match="not negative"):
        dataclasses.replace(Count(persons=1), persons=-1)


def test_a_value_holds_nothing_beside_its_fields() -> None:
    assert not hasattr(Count(persons=1), "__dict__")
