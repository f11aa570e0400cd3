"""Record what an analyst rules on an edge of the lineage: it holds, it does not, or neither any more.

In: an open case, ids as the operator wrote them, a reason.  Out: entries of the record; a ruling that
names no edge, or would close a circle, is refused and nothing is recorded. Rulings are applied each
time the lineage is drawn, in `trace.judgement`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.errors import OperatorError, UnknownIdError
from firsthand.model.document import Document
from firsthand.model.identity import identify
from firsthand.model.lineage import Correction, Derivation, DerivationKind, Lineage, Ruling
from firsthand.model.record import Corrected
from firsthand.model.value import value
from firsthand.pipeline import clock, stages
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.decided import judgements

NAMED = "name:"  # before a source that is not in the case and that no page was found to name


@value
class Asked:
    """What the operator asks for, in the operator's words."""

    cut: tuple[str, ...] = ()
    undo: tuple[str, ...] = ()
    fix: tuple[str, str] | None = None
    kind: DerivationKind | None = None
    claims: tuple[str, ...] = ()


def correct(case: Case, asked: Asked, *, reason: str) -> tuple[Correction, ...]:
    """Record the rulings asked for; all of them, or none.

    Raises:
        OperatorError: no reason is given, or an edge that is to be fixed would close a circle.
        UnknownIdError: an id names nothing, or several things.
    """
    if not reason.strip():
        raise OperatorError("a ruling on an edge has a reason: give --reason")
    documents = stages.read(case)
    lineage = stages.trace(case, documents).lineage
    made = [_cut(key, lineage, reason) for key in asked.cut]
    made += [_undo(key, case, lineage, reason) for key in asked.undo]
    if asked.fix is not None:
        made.append(_fix(asked, case, lineage, documents, reason))
    case.append([Corrected(correction=each) for each in made])
    return tuple(made)


def _cut(key: str, lineage: Lineage, reason: str) -> Correction:
    edges = {edge.id: edge for edge in (*lineage.carried, *lineage.derivations)}
    if key and any(each.derivation.id.startswith(key) for each in lineage.cut) and not any(id_.startswith(key) for id_ in edges):  # fmt: skip
        raise OperatorError(f"it is so already: {key} is cut")
    edge = edges[one_of(key, edges, what="edge")]
    return _ruling(Ruling.CUT, edge, lineage, reason)


def _undo(key: str, case: Case, lineage: Lineage, reason: str) -> Correction:
    """Take back the ruling in force on an edge, that is fixed or cut now."""
    ruled = {each.edge: each for each in judgements(case).corrections}
    edges = {each.derivation.id: each.derivation for each in lineage.cut}
    edges |= {edge.id: edge for edge in lineage.derivations}
    known = {id_: edge for id_, edge in edges.items() if _key(edge) in ruled}
    for each in ruled.values():
        if each.edge not in {_key(edge) for edge in known.values()}:
            gone = Derivation(
                later=each.later, earlier=each.earlier, kind=each.kind, score=0, evidence=(),
                claims=each.claims,
            )  # fmt: skip
            known[gone.id] = gone
    edge = known[one_of(key, known, what="edge fixed or cut")]
    return _ruling(Ruling.UNDONE, edge, lineage, reason)


def _fix(
    asked: Asked, case: Case, lineage: Lineage, documents: Sequence[Document], reason: str
) -> Correction:
    from firsthand.read.agents import resolve_agent
    from firsthand.trace.judgement import way_back

    assert asked.fix is not None, "asked only where an edge is to be fixed"
    pages = {document.id for document in documents}
    named = {origin.id for origin in lineage.origins} | {e.earlier for e in lineage.derivations}
    later, earlier = (_at_address(told, documents) for told in asked.fix)
    later = one_of(later, pages | named, what="document or origin")
    name = ""
    if earlier.startswith(NAMED) and resolve_agent(earlier.removeprefix(NAMED)):
        name = resolve_agent(earlier.removeprefix(NAMED))
        earlier = identify("o", name)
    else:
        earlier = one_of(earlier, pages | named, what="document or origin")
        name = _name(earlier, lineage)
    if later == earlier:
        raise OperatorError(f"nothing comes from itself: {later}")
    suggested = {claim.id for claim in stages.claims(case, documents).values}
    claims = tuple(sorted({one_of(key, suggested, what="claim") for key in asked.claims}))
    drawn = [e for e in lineage.derivations if _key(e) == (later, earlier, claims)]
    kind = asked.kind or (drawn[0].kind if drawn else DerivationKind.REPORT)
    ruling = Correction(
        ruling=Ruling.FIXED, later=later, earlier=earlier, kind=kind, claims=claims, name=name,
        reason=reason, by=operator(), at=clock.now(),
    )  # fmt: skip
    way = way_back(lineage.derivations, ruling)
    if way:
        shown = ", ".join(f"{edge.id} ({edge.later} from {edge.earlier})" for edge in way)
        raise OperatorError(
            f"this would close a circle: {earlier} comes from {later} already, by {shown}; cut one first"
        )
    return ruling


def _at_address(told: str, documents: Sequence[Document]) -> str:
    """The id of the one document at an address; other words as they are.

    Raises:
        UnknownIdError: several documents have the address.
    """
    found = sorted({document.id for document in documents if document.address == told})
    if len(found) > 1:
        raise UnknownIdError(
            f"expected the id of one document, found {told}: {len(found)} documents have this address: {', '.join(found)}"
        )
    return found[0] if found else told


def _name(key: str, lineage: Lineage) -> str:
    """What a source that is not in the case is called."""
    return next((o.name for o in lineage.origins if o.id == key and not o.seen), "")


def _ruling(ruling: Ruling, edge: Derivation, lineage: Lineage, reason: str) -> Correction:
    return Correction(
        ruling=ruling,
        later=edge.later,
        earlier=edge.earlier,
        kind=edge.kind,
        claims=edge.claims,
        name=_name(edge.earlier, lineage),
        reason=reason,
        by=operator(),
        at=clock.now(),
    )


def _key(edge: Derivation) -> tuple[str, str, tuple[str, ...]]:
    return (edge.later, edge.earlier, edge.claims)
