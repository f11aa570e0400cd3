"""Make a class a value: frozen, slotted, keyword-only, equal by content.

What makes, compares and hashes a value is written out for its class when it is first needed, by `dataclasses`' own rules. Written
at once, as `dataclasses` does it, it took a quarter of the time in which the program starts; most commands need few classes.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
_WRITTEN = ("__init__", "__eq__", "__hash__")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Turn *cls* into a value; it checks itself once, in `__post_init__`, and nobody checks it again.

    >>> @value
    ... class Count:
    ...     persons: int
    >>> Count(persons=3) == Count(persons=3)
    True
    """
    make: Callable[[type[T]], type[T]] = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=True
    )
    own = set(vars(cls))
    made: Any = make(cls)
    shared = {
        "__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse,
        "__getstate__": _state, "__setstate__": _take_state, "__signature__": _Signature(),
    }  # fmt: skip
    for name, method in (*shared.items(), *((name, _later(made, name)) for name in _WRITTEN)):
        assert name == "__repr__" or name not in own, (
            "a value is made, compared and hashed by content"
        )
        if name not in own:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _later(cls: Any, name: str) -> Callable[..., Any]:
    """A method that has all three written when it is first called, and then is the one that was."""

    def method(self: Any, /, *given: Any, **named: Any) -> Any:
        _write(cls)
        return getattr(cls, name)(self, *given, **named)

    return method


def _write(cls: Any) -> None:
    """Write out what is particular to a class: `dataclasses` writes the same."""
    fields = dataclasses.fields(cls)
    given = {f"_default_{field.name}": field.default for field in fields}
    given |= {f"_make_{field.name}": field.default_factory for field in fields}
    # The place of each field sets it in half the time that `object.__setattr__` takes to find it.
    given |= {f"_set_{field.name}": getattr(cls, field.name).__set__ for field in fields}
    given |= {"_none": dataclasses.MISSING}
    words = ["self", *(["*"] if fields else [])]
    lines = []
    for field in fields:
        name, taken = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            taken = f"_make_{name}() if {name} is _none else {name}"
            words.append(f"{name}=_none")
        else:
            bare = field.default is dataclasses.MISSING
            words.append(name if bare else f"{name}=_default_{name}")
        lines.append(f"  _set_{name}(self, {taken})")
    if hasattr(cls, "__post_init__"):
        lines.append("  self.__post_init__()")
    mine, others = (
        "(" + "".join(f"{who}.{field.name}, " for field in fields if field.compare) + ")"
        for who in ("self", "other")
    )
    source = [
        f"def write({', '.join(given)}):",
        f" def __init__({', '.join(words)}):", *(lines or ["  pass"]),
        " def __eq__(self, other):",
        f"  return {mine} == {others} if other.__class__ is self.__class__ else NotImplemented",
        " def __hash__(self):",
        f"  return hash({mine})",
        " return __init__, __eq__, __hash__",
    ]  # fmt: skip
    room: dict[str, Any] = {}
    exec("\n".join(source), _globals(cls), room)  # noqa: S102 - names of fields only
    for method in room["write"](**given):
        method.__qualname__ = f"{cls.__qualname__}.{method.__name__}"
        setattr(cls, method.__name__, method)
    cls.__init__.__annotations__ = {field.name: field.type for field in fields}


def _globals(cls: Any) -> dict[str, Any]:
    module = sys.modules.get(cls.__module__)
    return {} if module is None else vars(module)


class _Signature:
    """How a value is made, for whoever asks the class."""

    def __get__(self, held: object, cls: Any) -> inspect.Signature:
        written = next(each for each in cls.__mro__ if "__init__" in vars(each))
        _write(written)
        told = inspect.signature(written.__init__)
        return told.replace(parameters=list(told.parameters.values())[1:])


def _repr(self: Any) -> str:
    told = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _refuse(self: Any, name: str, *_: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"a value never changes: {type(self).__name__}.{name}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for field, held in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, held)


def texts_in(item: Any) -> Iterator[str]:
    """Every text in a value, at any depth; closed words of ours are none.

    >>> list(texts_in((1, ("a", None), "b")))
    ['a', 'b']
    """
    if isinstance(item, str):
        if not isinstance(item, Enum):
            yield item
    elif isinstance(item, tuple):
        for part in item:
            yield from texts_in(part)
    elif dataclasses.is_dataclass(item):
        for field in dataclasses.fields(item):
            yield from texts_in(getattr(item, field.name))
