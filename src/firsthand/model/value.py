"""Make a class a value: frozen, slotted, keyword-only, equal by content."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


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
        frozen=True, slots=True, kw_only=True
    )
    return make(cls)
