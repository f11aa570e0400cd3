"""Put beside each statement what its standing does not say by itself.

In: statements by meaning with what backs them, lineage, drifts, decisions.  Out: for each statement what is
compatible with it, how its origins and voices stand to it, the edges that it is followed along, what
changed on the way, and what people judged. Nothing of this is put into one number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.decision import Assessment, Decisions, Judging
from firsthand.model.lineage import Lineage
from firsthand.model.standing import Beside, Compatible, EdgeReason
from firsthand.weigh.corroborate import Backing
from firsthand.weigh.drifted import Changed
from firsthand.weigh.meaning import Meant
from firsthand.weigh.positions import Positions
from firsthand.weigh.reasons import Reasons
from firsthand.weigh.wording import normal


def put_beside(
    statements: Sequence[Meant],
    *,
    backings: Mapping[str, Backing],
    lineage: Lineage,
    compatible: Mapping[str, tuple[Compatible, ...]],
    positions: Positions,
    changed: Mapping[str, Changed],
    decisions: Decisions,
) -> tuple[tuple[Beside, ...], tuple[EdgeReason, ...]]:
    """What stands beside each statement, in the order of the statements; the edges with their reasons."""
    reasons = Reasons(lineage)
    used: set[str] = set()
    made = []
    standards = {_found_again(s.statement, s.claims, statements): s for s in decisions.standards}
    contents = _contents(decisions.assessments, statements)
    for meant in statements:
        edges = reasons.followed(meant)
        used.update(edges)
        change = changed.get(meant.id)
        origins = positions.origins(meant, backings[meant.id].origins.behind)
        names = {normal(each.name) for each in origins}
        names |= {normal(claim.suggestion.said_by) for claim in meant.claims} - {""}
        pages = {claim.suggestion.document for claim in meant.claims}
        made.append(
            Beside(
                statement=meant.id,
                compatible=compatible.get(meant.id, ()),
                origins=origins,
                voices=positions.voices(meant),
                edges=edges,
                changes=change.changes if change else (),
                only_through_drift=bool(change and change.only),
                source=_latest(
                    a
                    for a in decisions.assessments
                    if a.judging is Judging.SOURCE and normal(a.about) in names
                ),
                item=_latest(
                    a
                    for a in decisions.assessments
                    if a.judging is Judging.ITEM and a.about in pages
                ),
                content=_latest(contents.get(meant.id, ())),
                standard=standards.get(meant.id),
            )
        )
    return tuple(made), reasons.told(used)


def _latest(found: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The latest judgement of each person on each thing; people who differ stand beside each other."""
    latest = {(normal(a.about), a.by.person): a for a in found}
    return tuple(latest[key] for key in sorted(latest))


def _contents(
    assessments: Sequence[Assessment], statements: Sequence[Meant]
) -> dict[str, list[Assessment]]:
    found: dict[str, list[Assessment]] = {}
    for each in assessments:
        if each.judging is Judging.CONTENT:
            key = _found_again(each.about, each.claims, statements)
            if key is not None:
                found.setdefault(key, []).append(dataclasses.replace(each, about=key))
    return found


def _found_again(told: str, claims: Sequence[str], statements: Sequence[Meant]) -> str | None:
    """The statement that a decision was made on: by its id, else the one with most of its claims."""
    if any(meant.id == told for meant in statements):
        return told
    wanted = set(claims)
    shared = [(-sum(c.id in wanted for c in m.claims), m.id) for m in statements]
    count, key = min(shared, default=(0, ""))
    return key if count else None
