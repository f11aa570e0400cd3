"""Find what changed between an earlier text and a later one.

In: a lineage, documents, and what each is suggested to say.  Out: drifts along edges between two
documents that are both in the case. Only what both speak of is compared: a new fact is no drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from firsthand.model.claim import AgeRange, Element, Place, Quantity, Stance, Suggestion
from firsthand.model.document import Document
from firsthand.model.lineage import Derivation, Drift, DriftKind, Lineage

_FIRM = {Stance.DENIED: 3, Stance.ASSERTED: 2, Stance.HEDGED: 1, Stance.UNKNOWN: 0}


def find_drifts(
    lineage: Lineage,
    *,
    documents: Sequence[Document],
    suggestions: Mapping[str, Sequence[Suggestion]],
) -> tuple[Drift, ...]:
    """Every change along *lineage*, by id."""
    known = {document.id for document in documents}
    found = {}
    for edge in lineage.derivations:
        if edge.later in known and edge.earlier in known:
            before, after = suggestions.get(edge.earlier, ()), suggestions.get(edge.later, ())
            for drift in _compare(edge, before, after):
                found[drift.id] = drift
    return tuple(found[key] for key in sorted(found))


def _compare(
    edge: Derivation, before: Sequence[Suggestion], after: Sequence[Suggestion]
) -> list[Drift]:
    earlier, later = _by_element(before), _by_element(after)
    drifts = []
    for element in sorted(earlier.keys() & later.keys()):
        one, other = earlier[element], later[element]
        if len(one) == 1 and len(other) == 1:
            left, right = next(iter(one.values())), next(iter(other.values()))
            change = _change(left, right)
        else:
            same = sorted(one.keys() & other.keys())
            pairs = [(one[key], other[key]) for key in same]
            moved = [(a, b) for a, b in pairs if _stance_change(a, b)]
            if len(moved) != 1:
                continue
            left, right = moved[0]
            change = _stance_change(left, right)
        if change is not None:
            drifts.append(
                Drift(
                    derivation=edge.id, element=element, before=change[1], after=change[2],
                    kind=change[0], earlier=left.quotation, later=right.quotation,
                )
            )  # fmt: skip
    return drifts


def _by_element(made: Sequence[Suggestion]) -> dict[str, dict[str, Suggestion]]:
    found: dict[str, dict[str, Suggestion]] = defaultdict(dict)
    for item in made:
        found[item.element.value].setdefault(_shown(item), item)
    return found


def _shown(item: Suggestion) -> str:
    value = item.value
    if isinstance(value, AgeRange):
        return f"{value.age_years_min}-{value.age_years_max}"
    if isinstance(value, Quantity):
        return f"{value.low}..{value.high} {value.counts or value.unit}"
    if isinstance(value, Place):
        return value.code
    return str(
        getattr(value, "code", "") or getattr(value, "edtf", "") or getattr(value, "text", "")
    )


def _change(left: Suggestion, right: Suggestion) -> tuple[DriftKind, str, str] | None:
    one, other = left.value, right.value
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if (one.low, one.high) == (other.low, other.high):
            if one.counts != other.counts and one.counts and other.counts:
                return DriftKind.UNIT, one.counts.value, other.counts.value
        elif {one.low, one.high} & {other.low, other.high} - {None}:
            return DriftKind.HEDGE, _shown(left), _shown(right)
        else:
            return DriftKind.FIGURE, _shown(left), _shown(right)
    elif isinstance(one, AgeRange) and one != other:
        return DriftKind.AGE, _shown(left), _shown(right)
    elif left.element is Element.PERIOD and one != other:
        return DriftKind.DATE, _shown(left), _shown(right)
    return _stance_change(left, right)


def _stance_change(left: Suggestion, right: Suggestion) -> tuple[DriftKind, str, str] | None:
    if left.stance == right.stance or _shown(left) != _shown(right):
        return None
    kind = DriftKind.NEGATION if Stance.DENIED in {left.stance, right.stance} else DriftKind.HEDGE
    return kind, left.stance.value, right.stance.value
