"""Know the norms and tests that ship with the program.

In: the tables in `data`.  Out: norms and tests, in the order of the tables. The tables are ours: one that
cannot be read is a fault of ours, and stops the program. Which state a norm bound is worked out in `bound`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from firsthand.model.rights import Bond, Question, RightsNorm, RightsTest


@cache
def norms() -> tuple[RightsNorm, ...]:
    """Every norm listed."""
    return tuple(_norm(row) for row in _table("norms")["norm"])


@cache
def rights_tests() -> tuple[RightsTest, ...]:
    """Every test, in the order in which they are asked."""
    return tuple(_test(row) for row in _table("tests")["test"])


def _table(name: str) -> dict[str, Any]:
    text = files("firsthand.weigh.rights").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _norm(row: dict[str, Any]) -> RightsNorm:
    rest = {key: told for key, told in row.items() if key not in {"bond", "tests"}}
    bonds = tuple(Bond(**bond) for bond in row.get("bond", ()))
    return RightsNorm(**rest, tests=tuple(row["tests"]), bonds=bonds)


def _test(row: dict[str, Any]) -> RightsTest:
    questions = tuple(
        Question(id=each["id"], asks=each["asks"], bears=tuple(each["bears"]))
        for each in row["element"]
    )
    return RightsTest(id=row["id"], name=row["name"], asks=row["asks"], questions=questions)
