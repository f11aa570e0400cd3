"""Say of each claim what would change in the findings if it were rejected, so that people judge that first.

In: claims as people left them, the lineage of their documents, populations.  Out: for each claim a lever: how
its statement would stand without it, which contradictions would end, which estimates it is an input of.
A statement is weighed again without the claim, by the same functions; what other statements then are
told apart by (a count that names no place and joins the only one it fits) is not weighed again.
A statement with many claims is weighed again only where it stands on so little that one of them may decide
how it stands; otherwise origins are counted from the supports that are left. Estimates are not made again.
What would change counts by how likely it is: a machine's suggestion by how many of a hundred such were wrong.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.finding import Contradiction, Estimate, Population, Standing
from firsthand.model.lineage import Lineage
from firsthand.model.value import value
from firsthand.weigh.ancestry import Ancestry, arrange
from firsthand.weigh.contradict import find_contradictions
from firsthand.weigh.corroborate import Backing, back, is_firm, standing
from firsthand.weigh.estimates import counting_of, estimate
from firsthand.weigh.explain import counted
from firsthand.weigh.meaning import Meant, group_by_meaning
from firsthand.weigh.origins import independent_origins
from firsthand.weigh.place import gazetteer
from firsthand.weigh.settings import WeighSettings

WHOLE_CLAIMS_MAX = 12  # a statement of no more claims is weighed again without each of them
AGAIN_MAX = 24  # of a larger one, without those that alone hold up an origin, up to this many
FEW = 2  # a statement on more origins and more pages is corroborated without any one of its claims
SUPPORTS_COUNTED_MAX = 60  # of more, only a source that nothing else speaks of is counted as lost
EVEN = 0.5  # how likely a claim is to be rejected of which nothing is known
_REJECTED = "rejected"
_MOVED = {  # what it weighs that a statement no longer stands as it does
    Standing.CORROBORATED: 4,
    Standing.CONTESTED: 3,
    Standing.SINGLE_ORIGIN: 2,
    Standing.UNSUPPORTED: 1,
}
_SOLVED = 3  # a contradiction that ends
_FIGURE = 3  # an estimate that loses a figure
_QUESTIONS_SHOWN = 2


@value
class Lever:
    """What would change if *claim* were rejected.

    `after` is None where its statement would be gone. `origins_lost` are independent origins, firm or
    not. `solved` are statements that would no longer be contested. `estimates` are questions whose
    number would lose its only claim for one figure; `inputs` all those that it is an input of.
    `resting` are other pages of the statement that have it from this claim's page.
    """

    claim: str
    statement: str
    before: Standing
    after: Standing | None
    origins: int
    origins_lost: int
    solved: tuple[str, ...]
    estimates: tuple[str, ...]
    inputs: tuple[str, ...]
    resting: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What it moves, for comparing: standings and figures, origins, inputs of estimates, pages."""
        moved = 0 if self.after is self.before else _MOVED[self.before]
        moved += _SOLVED * len(self.solved) + _FIGURE * len(self.estimates)
        return (moved, self.origins_lost, len(self.inputs), self.resting)


def why(lever: Lever) -> str:
    """Why a claim stands where it does among those to judge, in plain words."""
    told = []
    if lever.after is None:
        told.append(f"without it a statement would be gone, {lever.before} now")
    elif lever.after is not lever.before:
        told.append(f"without it a statement would be {lever.after}, {lever.before} now")
    if lever.solved:
        told.append(f"it alone contests {counted(len(lever.solved), 'other statement')}")
    if lever.estimates:
        told.append(f"an estimate would lose a figure: {_questions(lever.estimates)}")
    elif lever.inputs:
        told.append(f"it is an input of an estimate: {_questions(lever.inputs)}")
    if lever.origins_lost and lever.after is not None:
        left = lever.origins - lever.origins_lost
        told.append(f"of {counted(lever.origins, 'independent origin')} {left} would be left")
    if lever.resting:
        told.append(f"{counted(lever.resting, 'other page')} may have it from this one")
    return "; ".join(told) or "without it the findings would stand as they do"


def _questions(asked: Sequence[str]) -> str:
    shown = ", ".join(asked[:_QUESTIONS_SHOWN])
    more = len(asked) - _QUESTIONS_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def find_levers(
    claims: Sequence[Claim],
    *,
    lineage: Lineage,
    documents: Sequence[Document],
    populations: Sequence[Population],
    settings: WeighSettings,
) -> tuple[Lever, ...]:
    """The lever of each claim that is weighed, those that move most first."""
    kept = {claim.id: claim for claim in claims if claim.status != _REJECTED}
    names = gazetteer(kept.values(), populations)
    meant = group_by_meaning(kept.values(), names=names)
    ancestry = arrange(lineage, documents=documents)
    steps = settings.search_steps_max
    backings = {
        each.id: back(each, ancestry, search_steps_max=steps, rule=settings.rule) for each in meant
    }
    contradictions = find_contradictions(meant, names=names, settings=settings)
    counting = counting_of(
        meant,
        backings=backings,
        contradictions=contradictions,
        populations=populations,
        addresses={document.id: document.address for document in documents},
        names=names,
        settings=settings,
    )
    answers = estimate(meant, counting=counting, backings=backings, names=names, settings=settings)
    inputs: dict[str, list[str]] = {}
    for answer in answers:
        if isinstance(answer, Estimate):
            for key in answer.inputs:
                inputs.setdefault(key, []).append(answer.question)
    disputes = _Disputes(backings, contradictions)
    levers = [
        lever for each in meant for lever in _levers_of(each, ancestry, disputes, inputs, settings)
    ]
    doubt = {key: doubt_of(claim) for key, claim in kept.items()}
    return tuple(
        sorted(
            levers,
            key=lambda each: ([-n * doubt[each.claim] for n in each.weight], each.claim),
        )
    )


def doubt_of(claim: Claim) -> float:
    """How likely a suggestion is to be rejected: one of a machine as its like were wrong, else half."""
    sureness = claim.suggestion.sureness
    return EVEN if sureness is None else 1 - sureness / 100


class _Disputes:
    """Who is against whom: which statement alone contests which."""

    def __init__(
        self, backings: Mapping[str, Backing], contradictions: Sequence[Contradiction]
    ) -> None:
        self.backings = backings
        self.against: dict[str, set[str]] = {}
        for pair in contradictions:
            self.against.setdefault(pair.one, set()).add(pair.other)
            self.against.setdefault(pair.other, set()).add(pair.one)
        self.contesting = {
            key: frozenset(o for o in opponents if _contests(backings[o], backings[key]))
            for key, opponents in self.against.items()
        }

    def opponents(self, key: str) -> list[Backing]:
        """What backs the statements against this one."""
        return [self.backings[other] for other in sorted(self.against.get(key, ()))]

    def solved_without(self, key: str, left: Backing | None) -> tuple[str, ...]:
        """The statements that only this one contests, and would not with what is left of it."""
        return tuple(
            other
            for other in sorted(self.against.get(key, ()))
            if self.contesting[other] == {key}
            and self.backings[other].firm.count
            and (left is None or not _contests(left, self.backings[other]))
        )


def _contests(one: Backing, other: Backing) -> bool:
    """Whether *one* has a firm support that shares no origin with *other*: see `corroborate`."""
    own = set(other.origins.reached)
    return any(own.isdisjoint(support) for support in one.firm_supports)


def _levers_of(
    meant: Meant,
    ancestry: Ancestry,
    disputes: _Disputes,
    inputs: Mapping[str, Sequence[str]],
    settings: WeighSettings,
) -> list[Lever]:
    backing = disputes.backings[meant.id]
    opponents, rule = disputes.opponents(meant.id), settings.rule
    before = standing(meant, backing, against=opponents, rule=rule)
    resting = _resting(meant, backing, ancestry)
    firm_count = sum(is_firm(claim) for claim in meant.claims)
    again = _worth_weighing_again(meant, backing, ancestry)
    losses = _losses(meant, backing, again, settings)
    made = []
    for claim in meant.claims:
        left: Backing | None = backing
        after: Standing | None = before
        if len(meant.claims) == 1:
            left, after = None, None
        elif claim.id in again:
            less = dataclasses.replace(
                meant, claims=tuple(each for each in meant.claims if each is not claim)
            )
            left = back(less, ancestry, search_steps_max=settings.search_steps_max, rule=rule)
            after = standing(less, left, against=opponents, rule=rule)
        origins, told = backing.origins.count, tuple(inputs.get(claim.id, ()))
        lost = origins - left.origins.count if left else origins
        made.append(
            Lever(
                claim=claim.id,
                statement=meant.id,
                before=before,
                after=after,
                origins=origins,
                origins_lost=max(0, lost, losses.get(claim.id, 0)),
                solved=disputes.solved_without(meant.id, left),
                estimates=told if is_firm(claim) and firm_count == 1 else (),
                inputs=told,
                resting=resting[claim.id],
            )
        )
    return made


def _worth_weighing_again(meant: Meant, backing: Backing, ancestry: Ancestry) -> frozenset[str]:
    """The claims of a statement without which it could stand otherwise.

    In a large one that is little held up these are claims with a support that no other has, or on a
    page that alone carries it.
    """
    if len(meant.claims) <= WHOLE_CLAIMS_MAX:
        return frozenset(claim.id for claim in meant.claims)
    if backing.firm.count > FEW and len(backing.carriers) > FEW:
        return frozenset()
    firm = [claim for claim in meant.claims if is_firm(claim)]
    holding = Counter(support for claim in firm for support in set(backing.supports[claim.id]))
    pages = Counter(ancestry.node(claim.suggestion.document) for claim in firm)
    few = set(backing.carriers) if len(backing.carriers) <= FEW else set[str]()
    chosen = [
        claim.id
        for claim in firm
        if any(holding[support] == 1 for support in backing.supports[claim.id])
        or (pages[node := ancestry.node(claim.suggestion.document)] == 1 and node in few)
    ]
    return frozenset(chosen[:AGAIN_MAX])


def _losses(
    meant: Meant, backing: Backing, again: frozenset[str], settings: WeighSettings
) -> dict[str, int]:
    """How many origins go with a claim that is not weighed again, by the supports that are left.

    A support that no other claim has is one origin less if nothing else speaks of its sources.
    """
    if len(meant.claims) <= WHOLE_CLAIMS_MAX:
        return {}
    holding = Counter(support for found in backing.supports.values() for support in set(found))
    spoken = Counter(origin for support in holding for origin in support)
    losses = {}
    for key, found in backing.supports.items():
        own = {support for support in found if holding[support] == 1}
        if key in again or not own:
            continue
        if all(spoken[origin] == 1 for support in own for origin in support):
            losses[key] = len(own)
        elif len(holding) <= SUPPORTS_COUNTED_MAX:
            left = independent_origins(
                holding.keys() - own, search_steps_max=settings.search_steps_max
            )
            losses[key] = backing.origins.count - left.count
    return losses


def _resting(meant: Meant, backing: Backing, ancestry: Ancestry) -> dict[str, int]:
    """For each claim, how many other pages of the statement may have it from this claim's page."""
    pages: dict[str, set[str]] = {}
    for claim in meant.claims:
        for support in backing.supports[claim.id]:
            for origin in support:
                pages.setdefault(origin, set()).add(claim.suggestion.document)
    found = {}
    for claim in meant.claims:
        page = claim.suggestion.document
        found[claim.id] = len(pages.get(ancestry.node(page), set()) - {page})
    return found
