"""Say how a statement stands: on how many independent origins, and whether others contradict it.

In: a statement's claims and their supports; the statements that contradict it, with theirs.
Out: its backing and its standing. The rule is written down in docs/methods/weighing.md.
Contradictions are not found here but in `contradict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firsthand.model.claim import Claim, Decision, MakerKind, Stance
from firsthand.model.decision import StandingRule
from firsthand.model.finding import Standing
from firsthand.model.value import value
from firsthand.weigh.ancestry import NAMED_ONLY, Ancestry, Support, carriers_of, supports_of
from firsthand.weigh.meaning import Meant
from firsthand.weigh.origins import Origins, independent_origins

RULE_STEPS_MAX = (
    20_000  # as `WeighSettings.search_steps_max`; where it ends, the count errs towards fewer
)


@value
class Backing:
    """What a statement rests on: the supports of each claim, and the origins they come to.

    `firm` counts only claims that assert it without a hedge and that nobody is unsure of.
    `carriers` are the pages through which those reach us.
    """

    supports: Mapping[str, tuple[Support, ...]]
    origins: Origins
    firm: Origins
    firm_supports: tuple[Support, ...]
    judged_count: int
    carriers: tuple[str, ...]


def back(meant: Meant, ancestry: Ancestry, *, search_steps_max: int, rule: StandingRule) -> Backing:
    """What *meant* rests on, through the lineage; *rule* says which claims are firm."""
    supports = supports_of(meant.claims, ancestry)
    firm = [
        claim
        for claim in meant.claims
        if is_firm(claim) and (is_judged(claim) or not rule.accepted_only)
    ]
    firm_supports = {support for claim in firm for support in supports[claim.id]}
    every = (support for found in supports.values() for support in found)
    return Backing(
        supports=supports,
        origins=independent_origins(every, search_steps_max=search_steps_max),
        firm=independent_origins(firm_supports, search_steps_max=search_steps_max),
        firm_supports=tuple(sorted(firm_supports, key=sorted)),
        judged_count=sum(is_judged(claim) for claim in meant.claims),
        carriers=carriers_of(firm, ancestry),
    )


def standing(
    meant: Meant,
    backing: Backing,
    *,
    against: Iterable[Backing],
    rule: StandingRule,
    uncounted: frozenset[str] = frozenset(),
) -> Standing:
    """How *meant* stands, given what backs it and what backs the statements *against* it.

    In this order: nothing firm is behind it: unsupported. A firm claim against it has a support
    that this statement shares no origin with: contested. As many independent origins as *rule*
    asks for assert it, of which as many as it asks for are in the case, and it reaches us through as
    many pages that have it neither from each other nor from a third: corroborated. Otherwise it has
    a single origin, whatever the number of pages: who names two sources may be wrong about both.
    *uncounted* are origins that the rule does not count for this statement.
    """
    if not backing.firm.count or meant.stance is Stance.UNKNOWN:
        return Standing.UNSUPPORTED
    own = set(backing.origins.reached)
    if any(own.isdisjoint(support) for each in against for support in each.firm_supports):
        return Standing.CONTESTED
    count = backing.firm.count
    if uncounted:
        count = _independent(s for s in backing.firm_supports if not s <= uncounted)
    agreed = count >= rule.origins_needed and len(backing.carriers) >= rule.carriers_needed
    if agreed and rule.seen_needed:
        seen = [s - uncounted for s in backing.firm_supports]
        kept = (s for s in seen if s and not any(o.startswith(NAMED_ONLY) for o in s))
        agreed = _independent(kept) >= rule.seen_needed
    return Standing.CORROBORATED if agreed else Standing.SINGLE_ORIGIN


def _independent(supports: Iterable[Support]) -> int:
    return independent_origins(supports, search_steps_max=RULE_STEPS_MAX).count


def is_firm(claim: Claim) -> bool:
    """Whether the source commits itself, to the thing or to its denial, and no person doubts it."""
    committed = claim.suggestion.stance in {Stance.ASSERTED, Stance.DENIED}
    return committed and claim.status != Decision.UNSURE


def is_judged(claim: Claim) -> bool:
    """Whether people have read it and stand behind it: accepted it, or coded it in the first place."""
    if claim.judgement is not None or claim.said:
        return claim.status == Decision.ACCEPTED
    return claim.suggestion.maker.kind is MakerKind.PERSON
