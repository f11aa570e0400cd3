"""Put an analyst's word before the machine's.

In: a machine's lineage, what analysts described, what they ruled on single edges.  Out: one lineage.
Where an analyst described what a document rests on, the machine's edges from that document are left
out. An edge that was fixed stands with the analyst's reason, one that was cut is taken out and kept
in `cut`; a ruling whose edge is no longer there is named in a note. Rulings that are limited to
claims which only the machine ties to an edge are applied in `trace.cuts`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.document import Document
from firsthand.model.lineage import (
    Correction,
    CutEdge,
    Derivation,
    DerivationEvidence,
    EvidenceType,
    Lineage,
    Origin,
    Ruling,
)
from firsthand.model.problem import Problem, Severity
from firsthand.trace.origins import list_origins

SURE = 1.0  # of an edge that an analyst fixed: no machine's doubt is put beside it

Key = tuple[str, str, tuple[str, ...]]


def with_judgements(
    machine: Lineage, *, described: Sequence[tuple[Sequence[Origin], Sequence[Derivation]]]
) -> Lineage:
    """*machine* with every described origin and derivation in it; the last description counts."""
    edges = {edge.id: edge for _, derivations in described for edge in derivations}
    judged = {edge.later for edge in edges.values()}
    kept = [edge for edge in machine.derivations if edge.later not in judged]
    told = {origin.id: origin for origins, _ in described for origin in origins}
    used = {end for edge in (*kept, *edges.values()) for end in (edge.later, edge.earlier)}
    origins = {
        origin.id: origin
        for origin in machine.origins
        if origin.id not in judged and (origin.seen or origin.id in used)
    }
    return Lineage(
        derivations=_in_order([*kept, *edges.values()]),
        origins=tuple(sorted({**origins, **told}.values(), key=lambda origin: origin.id)),
        problems=machine.problems,
        unclear=tuple(pair for pair in machine.unclear if not judged.intersection(pair)),
        pictures=machine.pictures,
    )


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The last ruling on each edge, none where it was taken back; *corrections* in their order."""
    last: dict[Key, Correction] = {}
    for each in corrections:
        last.pop(each.edge, None)
        last[each.edge] = each
    return tuple(each for each in last.values() if each.ruling is not Ruling.UNDONE)


def with_corrections(
    lineage: Lineage, *, corrections: Sequence[Correction], documents: Mapping[str, Document]
) -> tuple[Lineage, tuple[Correction, ...]]:
    """*lineage* with what was ruled on its edges, and the rulings left for `trace.cuts`."""
    if not corrections:
        return lineage, ()
    known = {*documents, *(origin.id for origin in lineage.origins)}
    edges = list(lineage.derivations)
    cut: list[CutEdge] = []
    notes: list[Problem] = []
    left: list[Correction] = []
    for ruling in corrections:
        if ruling.ruling is Ruling.CUT:
            hit = [edge for edge in edges if (edge.later, edge.earlier, edge.claims) == ruling.edge]
            cut += [CutEdge(derivation=edge, correction=ruling) for edge in hit]
            edges = [edge for edge in edges if edge not in hit]
            if hit:
                notes.append(cut_note(ruling))
            elif ruling.claims:
                left.append(ruling)
            else:
                notes.append(gone_note(ruling))
        elif ruling.later not in known or not (ruling.earlier in known or ruling.name):
            notes.append(gone_note(ruling))
        else:
            edges, gave_way = _fix(edges, ruling)
            notes += gave_way
    changed = dataclasses.replace(
        lineage,
        derivations=_in_order(edges),
        cut=tuple(cut),
        problems=(*lineage.problems, *notes),
    )
    drawn = {end for e in (*lineage.derivations, *edges) for end in (e.later, e.earlier)}
    met = drawn | {origin.id for origin in lineage.origins}
    # What was not traced (an unreadable file, a second state of a page) is no source until it is ruled to be one.
    traced = {key: document for key, document in documents.items() if key in met}
    return dataclasses.replace(changed, origins=_origins(changed, corrections, traced)), tuple(left)


def way_up(edges: Iterable[Derivation], *, start: str, end: str) -> tuple[Derivation, ...]:
    """The edges by which *start* comes from *end*, the shortest way; none where it does not."""
    above: dict[str, list[Derivation]] = {}
    for edge in sorted(edges, key=lambda edge: edge.id):
        above.setdefault(edge.later, []).append(edge)
    came: dict[str, Derivation | None] = {start: None}
    waiting = [start]
    while waiting and end not in came:
        onward = []
        for node in waiting:
            for edge in above.get(node, ()):
                if edge.earlier not in came:
                    came[edge.earlier] = edge
                    onward.append(edge.earlier)
        waiting = onward
    way: list[Derivation] = []
    step = came.get(end)
    while step is not None:
        way.append(step)
        step = came[step.later]
    return tuple(reversed(way))


def way_back(edges: Iterable[Derivation], ruling: Correction) -> tuple[Derivation, ...]:
    """The edges by which the earlier end already comes from the later: a circle, were it fixed.

    Edges that are limited to other claims are of other statements and close none.
    """
    of_it = [e for e in edges if not e.claims or set(e.claims) & set(ruling.claims)]
    return way_up(of_it, start=ruling.earlier, end=ruling.later)


def reason_of(ruling: Correction) -> str:
    """An analyst's reason, with who gave it and when."""
    return f"{ruling.reason} ({ruling.by.name}, {ruling.at.utc})"


def cut_note(ruling: Correction) -> Problem:
    """What a reader is told of an edge that is not there any more."""
    return _note("edge-cut", f"an analyst cut this edge: {reason_of(ruling)}", ruling)


def gone_note(ruling: Correction) -> Problem:
    """What a reader is told of a ruling on nothing."""
    message = f"expected an edge that was {ruling.ruling.value}, found none: {reason_of(ruling)}"
    return _note("corrected-edge-gone", message, ruling)


def _note(code: str, message: str, ruling: Correction) -> Problem:
    where = " ".join((ruling.later, ruling.earlier, *ruling.claims))
    return Problem(severity=Severity.NOTE, code=code, message=message, where=where)


def _fix(edges: list[Derivation], ruling: Correction) -> tuple[list[Derivation], list[Problem]]:
    """*edges* with the one that was fixed; what the machine draws against it gives way."""
    same = [e for e in edges if (e.later, e.earlier, e.claims) == ruling.edge]
    shown = [each for edge in same for each in edge.evidence]
    fixed = Derivation(
        later=ruling.later,
        earlier=ruling.earlier,
        kind=ruling.kind,
        score=SURE,
        evidence=(
            DerivationEvidence(type=EvidenceType.JUDGEMENT, note=reason_of(ruling)),
            *dict.fromkeys(shown),
        ),
        claims=ruling.claims,
    )
    kept = [edge for edge in edges if edge not in same]
    notes = []
    while way := way_back(kept, ruling):
        weakest = min(way, key=lambda edge: (_is_judged(edge), edge.score, edge.id))
        kept.remove(weakest)
        message = (
            f"the edge {weakest.id} would close a circle with one that an analyst fixed and is "
            f"left out: {reason_of(ruling)}"
        )
        where = f"{weakest.later} {weakest.earlier}"
        notes.append(
            Problem(severity=Severity.NOTE, code="edge-gives-way", message=message, where=where)
        )
    return [*kept, fixed], notes


def _is_judged(edge: Derivation) -> bool:
    return any(each.type is EvidenceType.JUDGEMENT for each in edge.evidence)


def _origins(
    lineage: Lineage, corrections: Sequence[Correction], documents: Mapping[str, Document]
) -> tuple[Origin, ...]:
    """The first sources again, now that edges came and went; what is known of each stays."""
    before = {origin.id: origin for origin in lineage.origins}
    given = {each.earlier: each.name for each in corrections if each.name}
    ends = {edge.earlier for edge in lineage.derivations} - documents.keys()
    later = {edge.later for edge in lineage.derivations}
    cut_off = {each.derivation.earlier for each in lineage.cut} - ends - later
    told = before.keys() - documents.keys() - cut_off
    names = {key: before[key].name if key in before else given.get(key, key) for key in ends | told}
    listed = list_origins(
        documents,
        lineage.derivations,
        names=names,
        aliases={key: origin.aliases for key, origin in before.items()},
        notes={key: origin.note for key, origin in before.items()},
    )
    partly = {edge.later for edge in lineage.derivations if edge.claims}
    wholly = {edge.later for edge in lineage.derivations if not edge.claims}
    kept = {origin.id: origin for origin in listed}
    for key in (partly - wholly) & before.keys():
        kept.setdefault(key, before[key])  # a page of which one claim comes from elsewhere
    return tuple(kept[key] for key in sorted(kept))


def _in_order(edges: Iterable[Derivation]) -> tuple[Derivation, ...]:
    return tuple(sorted(edges, key=lambda e: (e.later, e.earlier, e.kind, e.claims)))
