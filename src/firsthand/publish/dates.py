"""Put dates that a source wrote onto one line of months.

In: EDTF as `read` and `claim` write it.  Out: first and last month as counts since the year 0; an
open end is None. What is not understood is left out by whoever draws, and said to be.
"""

from __future__ import annotations

import re

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?[?~%]?")
MONTHS_A_YEAR = 12


def months_of(edtf: str) -> tuple[int | None, int | None] | None:
    """The months that *edtf* covers, both included; None where it cannot be read.

    >>> months_of("2017-02"), months_of("2016/..")
    ((24205, 24205), (24192, None))
    """
    start, slash, end = edtf.partition("/")
    first = _first_and_last(start)
    if not slash:
        return first
    last = _first_and_last(end)
    if (first is None and start not in {"", ".."}) or (last is None and end not in {"", ".."}):
        return None
    if first is None and last is None:
        return None
    return (first[0] if first else None, last[1] if last else None)


def is_coarse(edtf: str) -> bool:
    """Whether a single date names no month."""
    return re.fullmatch(r"\d{4}[?~%]?", edtf) is not None


def _first_and_last(text: str) -> tuple[int, int] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[1]) * MONTHS_A_YEAR
    if match[2] is None:
        return year, year + MONTHS_A_YEAR - 1
    month = int(match[2])
    return (year + month - 1, year + month - 1) if 1 <= month <= MONTHS_A_YEAR else None
