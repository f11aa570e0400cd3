"""China's provinces, prefectures, counties and townships: their names and codes, year by year.

In: a name, and the year that a page speaks of.  Out: every code that it had then; several where several
places bear it. Codes are those of GB/T 2260 for each year from 1980 (`data/china.csv`), of townships those of
2023 (`data/townships.csv`). A place that was given another code keeps its `unit`.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from firsthand.claim.shortened import short_of
from firsthand.model.value import value

TOWN = re.compile("镇|乡|街道|苏木")
TOWN_SIGNS = range(
    14, 2, -1
)  # 巴彦淖尔镇: the longest name first; two signs are words of their own
CODE_DIGITS = 6
SHORT_SINCE = 2000  # a place that was gone before is not called by its short name on pages of now


@value
class Division:
    """A name that a code had from one year to another, both included."""

    name: str
    code: str
    unit: str
    first: int
    last: int

    def apart(self, year: int | None) -> int:
        """How many years *year* lies outside; without a year, how long ago it ended."""
        if year is None:
            return -self.last
        return max(self.first - year, year - self.last, 0)


class Divisions:
    """Names and codes from provinces down to counties."""

    def __init__(self, rows: Iterable[Division]) -> None:
        self._named: dict[str, list[Division]] = defaultdict(list)
        self._units: dict[str, list[Division]] = defaultdict(list)
        short: dict[str, list[Division]] = defaultdict(list)
        for row in rows:
            self._named[row.name].append(row)
            self._units[row.unit].append(row)
            if row.last >= SHORT_SINCE and (said := short_of(row.name)):
                short[said].append(row)
        self.short = {
            said: _highest(rows) for said, rows in short.items() if said not in self._named
        }

    def names(self) -> Iterable[str]:
        """Every name that any of them ever had."""
        return self._named.keys()

    def codes(self, name: str, year: int | None) -> tuple[str, ...]:
        """The codes that *name*, whole or short, had in *year*, or else in the years nearest to it."""
        return _nearest(self._named.get(name) or self.short.get(name, ()), year)

    def code_in(self, code: str, year: int | None) -> str:
        """The code that the place of today's *code* had in *year*; itself where that is not known."""
        found = _nearest(self._units.get(code, ()), year)
        return found[0] if len(found) == 1 else code


def _highest(rows: Sequence[Division]) -> Sequence[Division]:
    """Of places that share a short name, the prefectures and provinces: 宜宾 is the city, not the county in it."""
    return [row for row in rows if row.code.endswith("00")] or rows


def _nearest(rows: Iterable[Division], year: int | None) -> tuple[str, ...]:
    ranked = [(row.apart(year), row.code) for row in rows]
    least = min((apart for apart, _ in ranked), default=0)
    return tuple(sorted({code for apart, code in ranked if apart == least}))


def within(codes: Iterable[str], around: Iterable[str]) -> tuple[str, ...]:
    """Those of *codes* that lie in the finest of the places *around* that holds any of them.

    >>> within(["320612", "110112"], ["CN", "320000"])
    ('320612',)
    """
    known = sorted(set(codes))
    stems = {stem(each) for each in around if each.isdigit()}
    for digits in sorted({len(each) for each in stems}, reverse=True):
        inner = tuple(each for each in stems if len(each) == digits)
        found = tuple(code for code in known if code.startswith(inner) and code not in inner)
        if found:
            return found
    return ()


def stem(code: str) -> str:
    """The digits of a division's code that all its parts begin with."""
    if len(code) > CODE_DIGITS:
        return code
    return code.removesuffix("00").removesuffix("00")


class Townships:
    """Names of townships and their codes of nine digits; the first six are the county's."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._codes: dict[str, list[str]] = defaultdict(list)
        for name, code in rows:
            self._codes[name].append(code)

    def finditer(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Names in simplified *text*, the longest at each place, with all codes that bear them."""
        for match in TOWN.finditer(text):
            end = match.end()
            for signs in TOWN_SIGNS:
                codes = self._codes.get(text[end - signs : end]) if signs <= end else None
                if codes:
                    yield end - signs, end, tuple(codes)
                    break


@cache
def divisions() -> Divisions:
    """The packaged table of provinces, prefectures and counties."""
    return Divisions(
        Division(
            name=row["name"],
            code=row["code"],
            unit=row["unit"],
            first=int(row["first"]),
            last=int(row["last"]),
        )
        for row in _rows("china.csv")
    )


@cache
def townships() -> Townships:
    """The packaged table of townships; read when a text first names one."""
    return Townships((row["name"], row["code"]) for row in _rows("townships.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("firsthand.claim").joinpath(f"data/{name}").read_text("utf-8")
    yield from csv.DictReader(text.splitlines())
