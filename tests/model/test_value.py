from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from typing import Any, Generic, TypeVar, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.identity import Named
from firsthand.model.value import value

T = TypeVar("T")


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


def _noted() -> dict[str, int]:
    return {"made": 1}


@value
class Told(Named, Generic[T]):
    """What `dataclasses` may be told of a field."""

    word: str
    held: T
    other: tuple[int, ...] = ()
    hidden: str = dataclasses.field(default="", repr=False)
    beside: int = dataclasses.field(default=0, compare=False)
    made: Mapping[str, int] = dataclasses.field(default_factory=_noted)


@value
class Nothing:
    """It holds nothing."""


class AsUsual(Generic[T]):
    """The same fields, as `dataclasses` makes a value of them."""

    word: str
    held: T
    other: tuple[int, ...] = ()
    hidden: str = dataclasses.field(default="", repr=False)
    beside: int = dataclasses.field(default=0, compare=False)
    made: Mapping[str, int] = dataclasses.field(default_factory=_noted)


Plain: Any = dataclasses.dataclass(frozen=True, slots=True, kw_only=True)(AsUsual)
GIVEN = st.fixed_dictionaries(
    {"word": st.sampled_from("ab"), "held": st.sampled_from([1, "x", None])},
    optional={
        "other": st.sampled_from([(), (1,)]), "hidden": st.sampled_from(["", "h"]), "beside": st.integers(0, 1),
        "made": st.sampled_from([(), (2,)]),
    },
)  # fmt: skip


@given(GIVEN, GIVEN)
def test_a_value_is_what_dataclasses_would_make_of_it(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    ours, theirs = (Told(**one), Told(**two)), (Plain(**one), Plain(**two))
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert repr(ours[0]).replace("Told", "AsUsual") == repr(theirs[0])
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(theirs[0])
    if "made" in one and "made" in two:
        assert [hash(each) for each in ours] == [hash(each) for each in theirs]
    changed = dataclasses.replace(ours[0], **two)
    assert dataclasses.asdict(changed) == dataclasses.asdict(dataclasses.replace(theirs[0], **two))
    for held in (pickle.loads(pickle.dumps(ours[0])), copy.copy(ours[0]), copy.deepcopy(ours[0])):  # noqa: S301
        assert held == ours[0]
        assert held.beside == ours[0].beside


def test_a_value_of_another_kind_is_another_whatever_it_holds() -> None:
    assert Nothing() == Nothing()
    for other in (Nothing(), 1, None):
        assert Count(persons=1).__eq__(other) is NotImplemented
    assert hash(Nothing()) == hash(())


def test_how_a_value_is_made_can_be_asked_of_its_class() -> None:
    ours, theirs = inspect.signature(Told), inspect.signature(Plain)
    assert [(p.name, p.kind, p.annotation) for p in ours.parameters.values()] == [(p.name, p.kind, p.annotation) for p in theirs.parameters.values()]  # fmt: skip
    assert [p.name for p in ours.parameters.values() if p.default is p.empty] == ["word", "held"]
    assert get_type_hints(Told.__init__).items() <= get_type_hints(Plain.__init__).items()
    assert get_type_hints(Told.__init__).keys() == {field.name for field in dataclasses.fields(Told)}  # fmt: skip


@pytest.mark.parametrize("change", ["persons", "more"])
def test_nothing_is_taken_from_a_value_or_added(change: str) -> None:
    held = Count(persons=3)
    with pytest.raises(dataclasses.FrozenInstanceError, match=f"Count.{change}"):
        setattr(held, change, 4)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(held, change)
    assert held.persons == 3


def test_what_is_missing_or_too_much_is_told_by_name() -> None:
    with pytest.raises(TypeError, match=r"Told.__init__.*'held'"):
        Told(word="a")  # type: ignore[call-arg]  # that it cannot is tested
    with pytest.raises(TypeError, match="'more'"):
        Count(persons=1, more=2)  # type: ignore[call-arg]


def test_a_value_may_show_itself_in_its_own_words_and_no_more_than_that() -> None:
    def named(name: str) -> Any:
        return type(name, (), {"__annotations__": {"word": "str"}, name: lambda *_: "shown", "__doc__": ""})  # fmt: skip

    assert repr(value(named("__repr__"))(word="secret")) == "shown"
    with pytest.raises(AssertionError, match="by content"):
        value(named("__eq__"))
