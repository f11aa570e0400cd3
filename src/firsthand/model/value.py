"""Make a class a value: frozen, slotted, keyword-only, equal by content."""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
