"""Look for something when it is first asked for, and remember it.

In: a method without arguments.  Out: an attribute. `functools.cached_property` does the same under a
lock (until Python 3.12), which costs more than most of what is remembered here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - it is used as a decorator
    """An attribute whose value its method gives, the first time."""

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, holder: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, holder: object, owner: type) -> T: ...

    def __get__(self, holder: object | None, owner: type) -> once[T] | T:
        if holder is None:
            return self
        made = holder.__dict__[self._name] = self._make(holder)
        return made
