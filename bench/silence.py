"""Measure which short pages are silenced: statements of programmes that must not be, everyday ones that must.

    python bench/silence.py tests/labelled/short/dev.toml [--each]

Of passages with labels it is told how many give anything at all, how many give one of their labelled modalities or
counts, and how many of those labels are found; of passages without, how many give anything. With --each, passage by passage.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from claims import document

from firsthand.claim.suggest import suggest
from firsthand.model.claim import Coded, Element, Quantity, Suggestion
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages

MEASURED = frozenset({Element.MODALITY, Element.SCALE})


def main() -> None:
    """Print a line for each file and, if asked for, one for each passage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", action="store_true")
    told = parser.parse_args()
    for path in told.files:
        _measure(path, each=told.each)


def _measure(path: Path, *, each: bool) -> None:
    speaking = right = found = labels = silent = everyday = programmes = 0
    for passage in tomllib.loads(path.read_text("utf-8"))["passage"]:
        made = _suggested(passage)
        wanted = {_key(claim["element"], claim["value"]) for claim in passage.get("claim", [])}
        got = {_made(one) for one in made if one.element in MEASURED} & wanted
        if each:
            print(passage["id"], len(made), sorted(got), "missed:", sorted(wanted - got))
        if not wanted:
            everyday += 1
            silent += not made
            continue
        programmes += 1
        speaking += bool(made)
        right += bool(got)
        found += len(got)
        labels += len(wanted)
    print(
        f"{path}: of {programmes} statements of programmes {speaking} give something, {right} what is taken or how "
        f"many; {found} of {labels} labels found; of {everyday} everyday passages {silent} give nothing"
    )


def _suggested(passage: dict[str, Any]) -> tuple[Suggestion, ...]:
    page = document(passage)
    passages = split_passages(page)
    attributions = find_attributions(page, passages=passages)
    return suggest(page, passages=passages, attributions=attributions).values


def _key(element: str, value: dict[str, Any]) -> str:
    if "code" in value:
        return f"{element} {value['code']}"
    return f"{element} {value.get('low')}-{value.get('high')}"


def _made(one: Suggestion) -> str:
    if isinstance(one.value, Coded):
        return f"{one.element.value} {one.value.code}"
    if isinstance(one.value, Quantity):
        return f"{one.element.value} {one.value.low}-{one.value.high}"
    return one.element.value


if __name__ == "__main__":
    main()
