"""The verb `systems`: multiple systems estimation alone, for a table of capture patterns.

In: a CSV.  Out: the answers of all methods, or why there is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from firsthand.cli.screen import Json, end, print_json
from firsthand.errors import OperatorError


def systems(
    patterns: Annotated[Path, typer.Argument(metavar="PATTERNS.csv")], json_: Json = False
) -> None:
    """Multiple systems estimation for a table of capture patterns."""
    from firsthand.weigh.systems import estimate, parse_patterns

    try:
        text = patterns.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"{patterns} cannot be read as a table: {problem}") from problem
    outcome = parse_patterns(text)
    if not outcome.values:
        if json_:
            reasons = [item.message for item in outcome.problems]
            print_json({"documented": None, "methods": [], "union": None, "refused": reasons})
        end(outcome.problems)
    answer = estimate(outcome.values[0])
    document: dict[str, Any] = {
        "documented": answer.documented,
        "methods": [
            {"name": m.name, "low": m.low, "median": m.median, "high": m.high, "level": m.level}
            for m in answer.methods
        ],
        "union": {"low": answer.union[0], "high": answer.union[1]} if answer.union else None,
        "refused": list(answer.refused),
        "assumptions": list(answer.assumptions),
    }
    if json_:
        print_json(document)
    else:
        for method in answer.methods:
            print(
                f"{method.name:40} {method.low:>9,} {method.median:>9,} {method.high:>9,}  {method.level}"
            )
        for reason in answer.refused:
            print(f"refused: {reason}")
    end(outcome.problems)
