"""Put what weighing finds beside statements into the shapes that `--json` promises.

In: findings.  Out: dictionaries for one JSON document; their shapes are in docs/formats/json.md.
Statements, the ledger and estimates are not put here but in `cli.shown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firsthand.claim.valued import written_value
from firsthand.model.check import Check
from firsthand.model.decision import DisputeRuling
from firsthand.model.finding import Contradiction, Findings, Side, Statement


def beside(item: Findings) -> dict[str, Any]:
    """What stands beside statements, contradictions, ledger and estimates."""
    return {
        "checks": [_check(each) for each in item.checks],
        "contradictions_gone": [_ruling(each) for each in item.gone],
    }


def register(found: Sequence[Contradiction], item: Findings) -> dict[str, Any]:
    """What `contradictions --json` prints: some contradictions, each side with its statement."""
    return {
        "contradictions": contradictions(found, item),
        "contradictions_gone": [_ruling(each) for each in item.gone],
    }


def contradictions(found: Sequence[Contradiction], item: Findings) -> list[dict[str, Any]]:
    """Contradictions with both sides, their words, and what a person decided."""
    statements = {each.id: each for each in item.statements}
    return [
        {
            "one": each.one,
            "other": each.other,
            "kind": each.kind,
            "note": each.note,
            "key": each.key,
            "state": each.state.value,
            "ruling": _ruling(each.ruling) if each.ruling else None,
            "sides": [_side(side, statements.get(side.statement)) for side in each.sides],
        }
        for each in found
    ]


def _side(side: Side, statement: Statement | None) -> dict[str, Any]:
    told = {
        "statement": side.statement,
        "claims_count": side.claims_count,
        "quotes": [
            {
                "claim": each.claim,
                "document": each.quotation.document,
                "exact": each.quotation.exact,
                "start": each.quotation.position.start,
                "end": each.quotation.position.end,
                "said_by": each.said_by,
            }
            for each in side.told
        ],
    }
    if statement is not None:
        told |= {
            "element": statement.element.value,
            "value": written_value(statement.value),
            "standing": statement.standing.value,
            "independent_origins": statement.independent_origins,
        }
    return told


def _ruling(item: DisputeRuling) -> dict[str, Any]:
    return {
        "key": item.key,
        "state": item.state.value,
        "reason": item.reason,
        "by": item.by.name,
        "at": item.at.utc,
    }


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
