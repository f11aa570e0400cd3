"""Weigh what was claimed: what stands, on how many independent origins, and how many people.

In: claims as people left them, the lineage of their documents, populations as bounds.
Out: findings: statements, contradictions, the ledger of counts, estimates and refusals.
Rejected claims are left out; claims that nobody has judged count, and the findings say how many.
Nothing is decided about who is right, and nothing is written anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.model.claim import Claim
from firsthand.model.decision import Decisions
from firsthand.model.document import Document
from firsthand.model.finding import Contradiction, Findings, Population, Statement
from firsthand.model.lineage import Lineage
from firsthand.weigh.ancestry import Ancestry, arrange
from firsthand.weigh.arithmetic.checks import check_arithmetic
from firsthand.weigh.contradict import find_contradictions
from firsthand.weigh.corroborate import Backing, back, standing
from firsthand.weigh.estimates import estimate
from firsthand.weigh.explain import explain, names_of_sources
from firsthand.weigh.ledger import keep_ledger
from firsthand.weigh.meaning import Meant, group_by_meaning
from firsthand.weigh.place import gazetteer
from firsthand.weigh.register import keep_register
from firsthand.weigh.settings import WeighSettings

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
) -> Findings:
    """All that follows from *claims*, sorted, and the same for any order of what comes in.

    *decisions* are what people decided about findings; they are shown beside them.
    """
    kept = {claim.id: claim for claim in sorted(claims, key=repr) if claim.status != _REJECTED}
    names = gazetteer(kept.values(), populations)
    meant = group_by_meaning(kept.values(), names=names)
    ancestry = arrange(lineage, documents=documents)
    backings = {
        each.id: back(each, ancestry, search_steps_max=settings.search_steps_max) for each in meant
    }
    contradictions = find_contradictions(meant, names=names, settings=settings)
    called = names_of_sources(lineage, documents)
    register, gone = keep_register(contradictions, statements=meant, rulings=decisions.disputes)
    return Findings(
        statements=_statements(meant, backings, contradictions, ancestry, called),
        contradictions=register,
        ledger=keep_ledger(
            meant, supports={k: v for b in backings.values() for k, v in b.supports.items()}
        ),
        estimates=estimate(
            meant,
            backings=backings,
            contradictions=contradictions,
            populations=populations,
            addresses={document.id: document.address for document in documents},
            names=names,
            settings=settings,
        ),
        checks=check_arithmetic(meant, populations=populations, names=names, settings=settings),
        gone=gone,
    )


def _statements(
    meant: Sequence[Meant],
    backings: Mapping[str, Backing],
    contradictions: Sequence[Contradiction],
    ancestry: Ancestry,
    called: Mapping[str, str],
) -> tuple[Statement, ...]:
    against: dict[str, set[str]] = {}
    for pair in contradictions:
        against.setdefault(pair.one, set()).add(pair.other)
        against.setdefault(pair.other, set()).add(pair.one)
    made = []
    for each in meant:
        backing = backings[each.id]
        opponents = sorted(against.get(each.id, ()))
        made.append(
            Statement(
                id=each.id,
                element=each.element,
                value=each.value,
                claims=tuple(claim.id for claim in each.claims),
                documents=tuple(sorted({claim.suggestion.document for claim in each.claims})),
                origins=backing.origins.behind,
                independent_origins=backing.origins.count,
                contradicts=tuple(opponents),
                standing=standing(each, backing, against=[backings[o] for o in opponents]),
                judged_count=backing.judged_count,
                explanation=explain(each, backing, ancestry, called),
                stance=each.stance,
            )
        )
    return tuple(made)
