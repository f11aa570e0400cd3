"""Put what weighing finds beside statements into the shapes that `--json` promises.

In: findings.  Out: dictionaries for one JSON document; their shapes are in docs/formats/json.md.
Statements, the ledger and estimates are not put here but in `cli.shown`.
"""

from __future__ import annotations

from typing import Any

from firsthand.model.check import Check
from firsthand.model.finding import Findings


def beside(item: Findings) -> dict[str, Any]:
    """What stands beside statements, contradictions, ledger and estimates."""
    return {"checks": [_check(each) for each in item.checks]}


def _check(item: Check) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "result": item.result.value,
        "about": item.about,
        "note": item.note,
        "figures": [
            {
                "words": each.words,
                "low": each.low,
                "high": each.high,
                "claims": list(each.claims),
                "address": each.address,
            }
            for each in item.figures
        ],
        "statements": list(item.statements),
    }
