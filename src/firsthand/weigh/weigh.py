"""Weigh what was claimed: what stands, on how many independent origins, and how many people.

In: claims as people left them, the lineage of their documents, populations as bounds, what somebody assumes.
Out: findings: statements, contradictions, the ledger of counts, estimates and refusals.
Rejected claims are left out; claims that nobody has judged count, and the findings say how many.
Nothing is decided about who is right, and nothing is written anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.decision import Decisions, DisputeState, StandingRule
from firsthand.model.document import Document
from firsthand.model.finding import (
    Contradiction,
    Estimate,
    Findings,
    Population,
    Refusal,
    Statement,
)
from firsthand.model.identity import identify
from firsthand.model.lineage import Derivation, Drift, Lineage
from firsthand.model.standing import Beside, Position
from firsthand.model.synthesis import Synthesis
from firsthand.model.value import value
from firsthand.weigh.ancestry import Ancestry, arrange
from firsthand.weigh.arithmetic.checks import check_arithmetic
from firsthand.weigh.beside import put_beside
from firsthand.weigh.compatible import find_compatible
from firsthand.weigh.contradict import find_contradictions
from firsthand.weigh.corroborate import Backing, back, standing
from firsthand.weigh.drifted import find_changed, only_through_drift
from firsthand.weigh.estimates import counting_of, estimate
from firsthand.weigh.explain import explain, names_of_sources
from firsthand.weigh.ledger import keep_ledger
from firsthand.weigh.meaning import Meant, group_by_meaning
from firsthand.weigh.place import Gazetteer, gazetteer
from firsthand.weigh.positions import Positions
from firsthand.weigh.register import keep_register
from firsthand.weigh.reporting import report
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.synthesis.assumptions import NOTHING, Authored
from firsthand.weigh.synthesis.synthesise import synthesise

NOTHING_DECIDED = Decisions()

_REJECTED = "rejected"


def weigh(
    claims: Sequence[Claim],
    *,
    lineage: Lineage,
    documents: Sequence[Document],
    populations: Sequence[Population],
    settings: WeighSettings,
    decisions: Decisions = NOTHING_DECIDED,
    drifts: Sequence[Drift] = (),
    authored: Authored = NOTHING,
) -> Findings:
    """All that follows from *claims*, sorted, and the same for any order of what comes in.

    *decisions* of people and *drifts* along the lineage are shown beside statements.
    """
    kept = {claim.id: claim for claim in sorted(claims, key=repr) if claim.status != _REJECTED}
    names = gazetteer(kept.values(), populations)
    meant = group_by_meaning(kept.values(), names=names)
    ancestry = arrange(lineage, documents=documents)
    steps, rule = settings.search_steps_max, settings.rule
    backings = {each.id: back(each, ancestry, search_steps_max=steps, rule=rule) for each in meant}
    contradictions = find_contradictions(meant, names=names, settings=settings)
    called = names_of_sources(lineage, documents)
    counted, together = _counted(
        meant, backings=backings, contradictions=contradictions, populations=populations,
        documents=documents, names=names, settings=settings, authored=authored,
    )  # fmt: skip
    register, gone = keep_register(contradictions, statements=meant, rulings=decisions.disputes)
    supports = {key: found for b in backings.values() for key, found in b.supports.items()}
    roles = decisions.roles
    positions = Positions(meant, supports=supports, roles=roles, lineage=lineage, called=called)
    changed = find_changed(meant, drifts=drifts, derivations=_edges(lineage), ancestry=ancestry)
    beside, edges = put_beside(
        meant,
        backings=backings,
        lineage=lineage,
        compatible=find_compatible(meant, names=names, settings=settings),
        positions=positions,
        changed=changed,
        decisions=decisions,
    )
    ledger = keep_ledger(meant, supports=supports)
    return Findings(
        statements=_statements(
            meant, backings=backings, against=_opponents(register, rule),
            uncounted=_uncounted(beside, rule), rule=rule,
            told=_explained(meant, backings, beside, ancestry, called),
        ),
        contradictions=register,
        ledger=ledger,
        estimates=counted,
        synthesis=together,
        checks=check_arithmetic(meant, populations=populations, names=names, settings=settings),
        beside=beside,
        edges=edges,
        rule=rule,
        reported=report(counted, ledger=ledger),
        inputs=_inputs(
            kept.values(),
            lineage=lineage,
            others=(populations, settings, decisions, drifts, authored, [page.id for page in documents]),
        ),
        gone=gone,
    )  # fmt: skip


def _counted(
    meant: Sequence[Meant],
    *,
    backings: Mapping[str, Backing],
    contradictions: Sequence[Contradiction],
    populations: Sequence[Population],
    documents: Sequence[Document],
    names: Gazetteer,
    settings: WeighSettings,
    authored: Authored,
) -> tuple[tuple[Estimate | Refusal, ...], Synthesis]:
    """How many people, count by count, and what all counts allow together."""
    counting = counting_of(
        meant,
        backings=backings,
        contradictions=contradictions,
        populations=populations,
        addresses={document.id: document.address for document in documents},
        names=names,
        settings=settings,
    )
    counted = estimate(meant, counting=counting, backings=backings, names=names, settings=settings)
    together = synthesise(
        meant, counting=counting, answers=counted, backings=backings, names=names,
        settings=settings, authored=authored,
    )  # fmt: skip
    return counted, together


def _inputs(claims: Iterable[Claim], *, lineage: Lineage, others: Sequence[object]) -> str:
    """The digest of what comes in, in whatever order: who has the same has the same findings.

    Claims and edges go in by their ids, which name what they say, with what people made of them.
    """
    parts = sorted(f"{claim.id} {claim.status}" for claim in claims)
    parts += sorted(f"{edge.id} {edge.score}" for edge in _edges(lineage))
    parts += sorted(f"{begun.document} {begun.claim}" for begun in lineage.begins)
    parts += sorted(" ".join(pair) for pair in lineage.unclear)
    for each in others:
        parts += sorted(map(repr, each)) if isinstance(each, tuple | list) else [repr(each)]
    return identify("w", *parts)


@value
class _Against:
    """Which statements are against each: all of them, and those that may contest it by the rule."""

    every: Mapping[str, frozenset[str]]
    contesting: Mapping[str, frozenset[str]]


def _opponents(register: Sequence[Contradiction], rule: StandingRule) -> _Against:
    every: dict[str, set[str]] = {}
    contesting: dict[str, set[str]] = {}
    for pair in register:
        lifted = pair.state is DisputeState.EXPLAINED and not rule.explained_contests
        for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
            every.setdefault(here, set()).add(there)
            if not lifted:
                contesting.setdefault(here, set()).add(there)
    return _Against(
        every={key: frozenset(found) for key, found in every.items()},
        contesting={key: frozenset(found) for key, found in contesting.items()},
    )


def _uncounted(beside: Sequence[Beside], rule: StandingRule) -> dict[str, frozenset[str]]:
    """The origins that the rule does not count for each statement: those interested in it."""
    if rule.interested_counts:
        return {}
    return {
        each.statement: frozenset(
            origin.id for origin in each.origins if origin.position is Position.INTERESTED
        )
        for each in beside
    }


def _edges(lineage: Lineage) -> tuple[Derivation, ...]:
    return (*lineage.derivations, *lineage.carried)


def _explained(
    meant: Sequence[Meant],
    backings: Mapping[str, Backing],
    beside: Sequence[Beside],
    ancestry: Ancestry,
    called: Mapping[str, str],
) -> dict[str, str]:
    """What each statement rests on, in words; and that it exists only through drift, where it does."""
    told = {}
    for each, one in zip(meant, beside, strict=True):
        words = explain(each, backings[each.id], ancestry, called)
        drifted = f" {only_through_drift(one.changes)}." if one.only_through_drift else ""
        told[each.id] = f"{words}{drifted}"
    return told


def _statements(
    meant: Sequence[Meant],
    *,
    backings: Mapping[str, Backing],
    against: _Against,
    uncounted: Mapping[str, frozenset[str]],
    rule: StandingRule,
    told: Mapping[str, str],
) -> tuple[Statement, ...]:
    none = frozenset[str]()
    made = []
    for each in meant:
        backing = backings[each.id]
        contesting = sorted(against.contesting.get(each.id, none))
        made.append(
            Statement(
                id=each.id,
                element=each.element,
                value=each.value,
                claims=tuple(claim.id for claim in each.claims),
                documents=tuple(sorted({claim.suggestion.document for claim in each.claims})),
                origins=backing.origins.behind,
                independent_origins=backing.origins.count,
                contradicts=tuple(sorted(against.every.get(each.id, none))),
                standing=standing(
                    each,
                    backing,
                    against=[backings[o] for o in contesting],
                    rule=rule,
                    uncounted=uncounted.get(each.id, none),
                ),
                judged_count=backing.judged_count,
                explanation=told[each.id],
                stance=each.stance,
            )
        )
    return tuple(made)
