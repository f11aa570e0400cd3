"""Cut a long list into pages that stay quick to open and to print.

In: items and how many go on a page.  Out: parts that know their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from firsthand.model.value import value

T = TypeVar("T")

ROWS_A_PAGE = 500  # a table of 500 rows opens in a blink on a telephone; one of 10,000 does not


@value
class Part(Generic[T]):
    """One page of a list: `first` counts from 1; neighbours are file names in the same folder."""

    path: str
    items: tuple[T, ...]
    first: int
    total: int
    number: int
    pages: int
    previous: str | None
    following: str | None


def parts(path: str, items: Sequence[T], *, size: int = ROWS_A_PAGE) -> Iterator[Part[T]]:
    """*items* as pages: `list.html`, `list-2.html`, … An empty list is one empty page.

    >>> [part.path for part in parts("a/list.html", range(3), size=2)]
    ['a/list.html', 'a/list-2.html']
    """
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 1):
        start = (number - 1) * size
        yield Part(
            path=_path(path, number),
            items=tuple(items[start : start + size]),
            first=start + 1,
            total=len(items),
            number=number,
            pages=pages,
            previous=_file(path, number - 1) if number > 1 else None,
            following=_file(path, number + 1) if number < pages else None,
        )


def _path(path: str, number: int) -> str:
    return path if number == 1 else f"{path.removesuffix('.html')}-{number}.html"


def _file(path: str, number: int) -> str:
    return _path(path, number).rsplit("/", 1)[-1]
