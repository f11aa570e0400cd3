"""Keep contradictions as a register: both sides with their words, and what a person decided.

In: contradictions, statements by meaning, decisions from the record.  Out: the contradictions with
sides and the latest decision on each; decisions whose contradiction is no longer found.
A decision is found again by the contradiction's key, else by the claims that both sides had then.
Finding contradictions is not done here but in `contradict`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.decision import DisputeRuling
from firsthand.model.finding import Contradiction, Side, Told
from firsthand.weigh.corroborate import is_firm
from firsthand.weigh.meaning import Meant

TOLD_MAX = 3  # words of one side that are kept with it; its statement has all


def keep_register(
    contradictions: Sequence[Contradiction],
    *,
    statements: Sequence[Meant],
    rulings: Sequence[DisputeRuling],
) -> tuple[tuple[Contradiction, ...], tuple[DisputeRuling, ...]]:
    """Contradictions with their sides and decisions, in their order; and decisions left over."""
    by_id = {meant.id: meant for meant in statements}
    found = _rulings_of(contradictions, by_id, rulings)
    kept = tuple(
        dataclasses.replace(
            each,
            sides=(_side(by_id[each.one]), _side(by_id[each.other])),
            ruling=found.get(each.key),
        )
        for each in contradictions
    )
    used = {id(ruling) for ruling in found.values()}
    keys = {ruling.key for ruling in found.values()}
    left = {r.key: r for r in rulings if id(r) not in used and r.key not in keys}
    return kept, tuple(left[key] for key in sorted(left) if key not in {c.key for c in kept})


def _rulings_of(
    contradictions: Sequence[Contradiction],
    by_id: Mapping[str, Meant],
    rulings: Sequence[DisputeRuling],
) -> dict[str, DisputeRuling]:
    """The latest decision on each contradiction; one made under another key is found by its claims."""
    known = {each.key: each for each in contradictions}
    latest: dict[str, DisputeRuling] = {}
    for ruling in rulings:
        key = ruling.key if ruling.key in known else _by_claims(ruling, contradictions, by_id)
        if key is not None:
            latest[key] = ruling
    return latest


def _by_claims(
    ruling: DisputeRuling, contradictions: Sequence[Contradiction], by_id: Mapping[str, Meant]
) -> str | None:
    """The contradiction of its kind with most of its claims on both sides; None where it has none."""
    best: tuple[int, str] | None = None
    for each in contradictions:
        if each.kind != ruling.kind:
            continue
        sides = ([claim.id for claim in by_id[key].claims] for key in (each.one, each.other))
        shared = ruling.shared(*sides)
        if shared and (best is None or (-shared, each.key) < best):
            best = (-shared, each.key)
    return best[1] if best else None


def _side(meant: Meant) -> Side:
    ordered = sorted(meant.claims, key=_firmest_first)
    return Side(
        statement=meant.id,
        told=tuple(
            Told(
                claim=claim.id,
                quotation=claim.suggestion.quotation,
                said_by=claim.suggestion.said_by,
            )
            for claim in ordered[:TOLD_MAX]
        ),
        claims_count=len(meant.claims),
    )


def _firmest_first(claim: Claim) -> tuple[bool, str, int, str]:
    made = claim.suggestion
    return (not is_firm(claim), made.document, made.quotation.position.start, claim.id)
