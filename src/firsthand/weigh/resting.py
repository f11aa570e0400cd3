"""Say what any set of claims rests on: how many independent origins, and why so many.

In: claims, the lineage, documents.  Out: one number for all of them together, one for each thing that
they say, each with an explanation in plain words.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.model.value import value
from firsthand.weigh.ancestry import arrange
from firsthand.weigh.corroborate import back
from firsthand.weigh.explain import counted, explain, names_of_sources
from firsthand.weigh.meaning import group_by_meaning
from firsthand.weigh.origins import independent_origins
from firsthand.weigh.place import gazetteer
from firsthand.weigh.settings import WeighSettings


@value
class Rested:
    """What the claims of one meaning rest on."""

    id: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    independent_origins: int
    explanation: str


@value
class Resting:
    """What a set of claims rests on, all together and each thing that they say."""

    claims: tuple[str, ...]
    origins: tuple[str, ...]
    independent_origins: int
    explanation: str
    statements: tuple[Rested, ...]


def rest(
    claims: Sequence[Claim],
    *,
    lineage: Lineage,
    documents: Sequence[Document],
    settings: WeighSettings,
) -> Resting:
    """What *claims* rest on, whatever they say."""
    ancestry = arrange(lineage, documents=documents)
    called = names_of_sources(lineage, documents)
    supports, statements = [], []
    for meant in group_by_meaning(claims, names=gazetteer(claims, ())):
        backing = back(
            meant, ancestry, search_steps_max=settings.search_steps_max, rule=settings.rule
        )
        supports += [one for each in backing.supports.values() for one in each]
        statements.append(
            Rested(
                id=meant.id,
                claims=tuple(claim.id for claim in meant.claims),
                origins=backing.origins.behind,
                independent_origins=backing.origins.count,
                explanation=explain(meant, backing, ancestry, called),
            )
        )
    together = independent_origins(supports, search_steps_max=settings.search_steps_max)
    pages = {claim.suggestion.document for claim in claims}
    return Resting(
        claims=tuple(sorted(claim.id for claim in claims)),
        origins=together.behind,
        independent_origins=together.count,
        explanation=(
            f"{counted(len(claims), 'claim')} on {counted(len(pages), 'page')}, "
            f"{counted(len(statements), 'statement')}: together they need "
            f"{counted(together.count, 'independent origin')}."
        ),
        statements=tuple(statements),
    )
