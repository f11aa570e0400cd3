"""Tell which statements changed on the way, and which are there only because something changed.

In: statements by meaning, drifts, the lineage as it is climbed.  Out: for each statement the drifts that
end in its claims, and whether every page through which it reaches us has it by such a change.
Finding drifts is not done here but in `trace.changes`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from firsthand.model.claim import (
    AgeRange,
    Claim,
    Coded,
    ElementValue,
    Period,
    Place,
    Quantity,
    Words,
)
from firsthand.model.lineage import Derivation, Drift, DriftKind
from firsthand.model.standing import Change
from firsthand.model.value import value
from firsthand.weigh.ancestry import NAMED_ONLY, Ancestry, carriers_of
from firsthand.weigh.meaning import Meant
from firsthand.weigh.wording import normal

_Place = tuple[str, int, int, str]  # document, start, end, element


@value
class Changed:
    """The changes that end in a statement's claims; `only` where nothing else brings it to us."""

    changes: tuple[Change, ...]
    only: bool


def find_changed(
    statements: Sequence[Meant],
    *,
    drifts: Sequence[Drift],
    derivations: Sequence[Derivation],
    ancestry: Ancestry,
) -> Mapping[str, Changed]:
    """What changed on the way to each statement, by its id; those that nothing changed are left out."""
    at: dict[tuple[str, int, int, str], list[Drift]] = defaultdict(list)
    for drift in sorted(drifts, key=lambda each: each.id):
        if drift.later is not None:
            place = drift.later.position
            at[drift.later.document, place.start, place.end, drift.element].append(drift)
    beside = Counter(_place_of(claim) for meant in statements for claim in meant.claims)
    earlier = {edge.id: ancestry.node(edge.earlier) for edge in derivations}
    found = {}
    for meant in statements:
        changes = _changes(meant, at, beside)
        if changes:
            saying = {ancestry.node(claim.suggestion.document) for claim in meant.claims}
            made = {change.claim for change in changes if _makes_it(change, earlier, saying=saying)}
            drifted = {
                ancestry.node(claim.suggestion.document)
                for claim in meant.claims
                if claim.id in made
            }
            carriers = set(carriers_of(meant.claims, ancestry))
            found[meant.id] = Changed(changes=changes, only=bool(carriers) and carriers <= drifted)
    return found


def _makes_it(change: Change, earlier: Mapping[str, str], *, saying: set[str]) -> bool:
    """Whether the statement is not there before the change: what it came from does not say it.

    Another speaker makes no other statement. Nor does a hedge that fell off, as far as is known, where
    the earlier text is not in the case.
    """
    if change.kind == DriftKind.ATTRIBUTION:
        return False
    before = earlier.get(change.derivation, NAMED_ONLY)
    if before.startswith(NAMED_ONLY):
        return change.kind != DriftKind.HEDGE
    return before not in saying


def _place_of(claim: Claim) -> _Place:
    made = claim.suggestion
    place = made.quotation.position
    return (made.document, place.start, place.end, made.element.value)


def _changes(
    meant: Meant, at: Mapping[_Place, Sequence[Drift]], beside: Mapping[_Place, int]
) -> tuple[Change, ...]:
    """The drifts whose later words are those of a claim; of several on the same words, what it became."""
    found = {}
    for claim in meant.claims:
        place = _place_of(claim)
        for drift in at.get(place, ()):
            if beside[place] > 1 and not _became(claim.suggestion.value, drift.after):
                continue
            found[claim.id, drift.id] = Change(
                id=drift.id,
                derivation=drift.derivation,
                kind=drift.kind.value,
                before=drift.before,
                after=drift.after,
                claim=claim.id,
                earlier=drift.earlier,
                later=drift.later,
            )
    return tuple(found[key] for key in sorted(found))


def _became(said: ElementValue, after: str) -> bool:
    """Whether a drift's *after* names this value among others that stand on the same words."""
    match said:
        case Quantity():
            ends = [f"{end:,}" for end in (said.low, said.high) if end is not None]
            return any(re.search(rf"(?<![\d,]){re.escape(end)}(?![\d,])", after) for end in ends)
        case AgeRange():
            return after == f"{said.age_years_min}-{said.age_years_max}"
        case Place():
            return normal(after) in {normal(said.code), normal(said.name)}
        case Coded():
            return normal(after) in {normal(said.code), normal(said.text)}
        case Period():
            return after == said.edtf
        case Words():
            return normal(after) == normal(said.text)


def only_through_drift(changes: Sequence[Change]) -> str:
    """A sentence for a statement that is there only because something changed."""
    told = dict.fromkeys(f"{c.kind}: {c.before} → {c.after}" for c in changes)
    return f"It exists only through what changed on the way ({'; '.join(told)})"
