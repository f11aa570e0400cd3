"""What stands beside a statement: how its origins stand to it, why each edge, what is compatible, who judged.

In: a statement.  Out: what its page shows of it. Judgements are shown as people gave them: nothing is
put together into one number here.
"""

from __future__ import annotations

from firsthand.model.decision import Assessment, Standard
from firsthand.model.finding import Statement
from firsthand.model.standing import Beside, EdgeReason, OriginStands, Position
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.wording import JUDGING_WORDS, POSITION_WORDS

EDGES_SHOWN = 60  # more are not read one by one; findings in JSON have all


@value
class LinkView:
    """Another statement, and why it stands here."""

    id: str
    title: str
    standing: str
    why: str


@value
class StandsView:
    """An origin (by its key) or a voice, and how it stands to the statement."""

    key: str
    name: str
    position: str
    why: str


@value
class JudgedView:
    """What a person judged, in their words."""

    question: str
    about: str
    words: str
    by: str
    on: str
    reason: str


@value
class BesideView:
    """Everything beside one statement."""

    origins: tuple[StandsView, ...]
    voices: tuple[StandsView, ...]
    compatible: tuple[LinkView, ...]
    edges: tuple[EdgeReason, ...]
    more_edges: int
    judged: tuple[JudgedView, ...]
    standard: JudgedView | None
    only_through_drift: bool


def beside_of(statement: Statement, lookup: Lookup) -> BesideView | None:
    """What stands beside *statement*; None where nothing was put there."""
    found = lookup.beside.get(statement.id)
    if found is None:
        return None
    edges = [lookup.edge_reasons[key] for key in found.edges if key in lookup.edge_reasons]
    judged = (*found.source, *found.item, *found.content)
    return BesideView(
        origins=tuple(
            _origin(each) for each in found.origins if each.position is not Position.NOT_KNOWN
        ),
        voices=tuple(
            StandsView(key="", name=each.name, position=POSITION_WORDS[each.position], why=each.why)
            for each in found.voices
        ),
        compatible=_compatible(found, lookup),
        edges=tuple(edges[:EDGES_SHOWN]),
        more_edges=max(0, len(edges) - EDGES_SHOWN),
        judged=tuple(_judged(each, JUDGING_WORDS[each.judging], lookup) for each in judged),
        standard=_judged(found.standard, "", lookup) if found.standard else None,
        only_through_drift=found.only_through_drift,
    )


def _origin(each: OriginStands) -> StandsView:
    return StandsView(
        key=each.id, name=each.name, position=POSITION_WORDS[each.position], why=each.why
    )


def _compatible(found: Beside, lookup: Lookup) -> tuple[LinkView, ...]:
    views = []
    for each in found.compatible:
        other = lookup.statements.get(each.statement)
        if other is not None:
            title, standing = lookup.title(other), other.standing.value
            views.append(LinkView(id=other.id, title=title, standing=standing, why=each.why))
    return tuple(views)


def _judged(each: Assessment | Standard, question: str, lookup: Lookup) -> JudgedView:
    about = each.about if isinstance(each, Assessment) else ""
    return JudgedView(
        question=question,
        about=lookup.name(about) if about in lookup.documents else about,
        words=each.words,
        by=each.by.name,
        on=each.at.utc[:10],
        reason=each.reason,
    )
