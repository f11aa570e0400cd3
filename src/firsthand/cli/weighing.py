"""Put what weighing finds beside statements into the shapes that `--json` promises.

In: findings.  Out: dictionaries for one JSON document; their shapes are in docs/formats/json.md.
Statements, the ledger and estimates are not put here but in `cli.shown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from firsthand.claim.valued import written_value
from firsthand.cli.screen import print_json, say
from firsthand.model.check import Check
from firsthand.model.decision import Assessment, DisputeRuling, Role, Standard, StandingRule
from firsthand.model.finding import Contradiction, Findings, Side, Statement
from firsthand.model.reporting import GatherItem
from firsthand.model.standing import Beside
from firsthand.publish.wording import STANCE_PREFIXES, element_in_words, value_said


def beside(item: Findings) -> dict[str, Any]:
    """What stands beside statements, contradictions, ledger and estimates."""
    return {
        "checks": [_check(each) for each in item.checks],
        "contradictions_gone": [_ruling(each) for each in item.gone],
        "edges": [
            {
                "id": each.id,
                "later": each.later,
                "earlier": each.earlier,
                "kind": each.kind,
                "score": each.score,
                "why": each.why,
            }
            for each in item.edges
        ],
        "rule": rule(item.rule),
        "inputs": item.inputs,
    }


def reported(item: Findings) -> dict[str, dict[str, Any]]:
    """What stands beside each estimate, by its id, as further fields of it."""
    return {
        each.estimate: {
            "documented": {
                "low": each.documented_low,
                "high": each.documented_high,
                "counts": each.counts,
                "pages": each.pages,
                "origins": each.origins,
            },
            "interval": {"kind": each.interval, "level": each.level},
        }
        for each in item.reported
    }


def show_gathered(items: Sequence[GatherItem], *, json_: bool) -> None:
    """The 18 items of the report on estimates."""
    if json_:
        table = [
            {
                "item": each.number,
                "asks": each.asks,
                "stated": bool(each.told),
                "told": list(each.told),
            }
            for each in items
        ]
        print_json({"gather": table})
        return
    for each in items:
        say(f"{each.number}. {each.asks}")
        for line in each.told or ("not stated",):
            say(f"    {line}")


def titled(item: Statement) -> str:
    """A statement on one line of a screen."""
    said = STANCE_PREFIXES.get(item.stance, "") + value_said(item.value)
    return f"{element_in_words(item.element)}: {said}"


def rule(item: StandingRule) -> dict[str, Any]:
    """The rule by which statements stand, in its parts and as a sentence."""
    return {
        "said": item.said,
        "origins_needed": item.origins_needed,
        "carriers_needed": item.carriers_needed,
        "seen_needed": item.seen_needed,
        "accepted_only": item.accepted_only,
        "interested_counts": item.interested_counts,
        "explained_contests": item.explained_contests,
        "standards": list(item.standards),
    }


def statement(item: Beside) -> dict[str, Any]:
    """What stands beside a statement, as further fields of it."""
    return {
        "compatible": [{"statement": each.statement, "why": each.why} for each in item.compatible],
        "stands": [
            {
                "id": each.id,
                "name": each.name,
                "seen": each.seen,
                "position": each.position.value,
                "why": each.why,
            }
            for each in item.origins
        ],
        "voices": [
            {
                "name": each.name,
                "position": each.position.value,
                "why": each.why,
                "claims": list(each.claims),
            }
            for each in item.voices
        ],
        "edges": list(item.edges),
        "only_through_drift": item.only_through_drift,
        "drifts": [
            {
                "derivation": each.derivation,
                "kind": each.kind,
                "before": each.before,
                "after": each.after,
                "claim": each.claim,
                "earlier_quote": each.earlier.exact if each.earlier else "",
                "later_quote": each.later.exact if each.later else "",
            }
            for each in item.changes
        ],
        "judgements": {
            name: [assessment(each) for each in found]
            for name, found in (
                ("source", item.source),
                ("item", item.item),
                ("content", item.content),
            )
        },
        "standard": standard(item.standard) if item.standard else None,
    }


def assessment(item: Assessment) -> dict[str, Any]:
    """A person's judgement on a source, an item or a content."""
    return {
        "judging": item.judging.value,
        "about": item.about,
        "words": item.words,
        **signed(item),
    }


def standard(item: Standard) -> dict[str, Any]:
    """A standard of proof that a person finds met."""
    return {"statement": item.statement, "words": item.words, **signed(item)}


def signed(item: Assessment | Standard | Role | DisputeRuling) -> dict[str, str]:
    """Why, by whom and when."""
    return {"reason": item.reason, "by": item.by.name, "at": item.at.utc}


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


def _side(side: Side, of: Statement | None) -> dict[str, Any]:
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
    if of is not None:
        told |= {
            "element": of.element.value,
            "value": written_value(of.value),
            "standing": of.standing.value,
            "independent_origins": of.independent_origins,
        }
    return told


def _ruling(item: DisputeRuling) -> dict[str, Any]:
    return {"key": item.key, "state": item.state.value, **signed(item)}


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
