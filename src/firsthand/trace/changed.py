"""Follow a claim that changed on its way: where the earlier page has its words, with another value.

In: what carries each claim, what begins at its page.  Out: the same further up, for claims that the
earlier page does not make as they are. "36 million" that was "17.5 million" one page before comes
from where that came from. A claim that the earlier page makes itself is met there by whoever climbs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.claim import Stance, Suggestion
from firsthand.model.document import Quotation
from firsthand.model.lineage import Beginning, DerivationEvidence
from firsthand.trace.bearing import Pages, Tie, same_value

STEPS_MAX = 12  # up one line; further up a claim is followed as any claim of its page

Begins = Mapping[str, tuple[Suggestion, tuple[DerivationEvidence, ...]]]


@dataclass(slots=True)
class Onward:
    """Ties and beginnings above the page of a claim, for that claim."""

    ties: list[tuple[str, Tie]] = field(default_factory=list)
    begins: list[Beginning] = field(default_factory=list)


def follow_words(
    ties: Mapping[str, Sequence[Tie]],
    begins: Begins,
    made: Mapping[str, Suggestion],
    pages: Pages,
) -> Onward:
    """What *ties* and *begins* say of the words that each claim, *made* by its id, was made of."""
    onward = Onward()
    for key in sorted(ties):
        claim, waiting, met = made[key], [(tie, 0) for tie in ties[key]], set[str]()
        while waiting:
            tie, steps = waiting.pop()
            before = _before(claim, tie.evidence.earlier, pages)
            if before is None or before.id in met or steps >= STEPS_MAX:
                continue
            met.add(before.id)
            onward.ties += [(key, further) for further in ties.get(before.id, ())]
            waiting += [(further, steps + 1) for further in ties.get(before.id, ())]
            if before.id in begins:
                evidence = begins[before.id][1]
                onward.begins.append(
                    Beginning(claim=key, document=before.document, evidence=evidence)
                )
    return onward


def _before(claim: Suggestion, place: Quotation | None, pages: Pages) -> Suggestion | None:
    """What stood where the claim stands now; None where the earlier page makes the claim as it is."""
    if place is None:
        return None
    there = [
        each for each in pages.suggestions.get(place.document, ()) if each.element is claim.element
    ]
    if any(each.value == claim.value and _polarity(each) == _polarity(claim) for each in there):
        return None
    near = [
        each
        for each in there
        if each.quotation.position.start < place.position.end
        and place.position.start < each.quotation.position.end
    ]
    like = [each for each in near if same_value(each.value, claim.value)] or near
    return min(like, key=lambda each: each.id) if len(like) == 1 or _one_place(like) else None


def _one_place(claims: Sequence[Suggestion]) -> bool:
    return len({each.quotation.position for each in claims}) == 1 and len(claims) > 0


def _polarity(claim: Suggestion) -> Stance:
    return Stance.ASSERTED if claim.stance is Stance.HEDGED else claim.stance
