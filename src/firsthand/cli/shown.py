"""Put values into the shapes that `--json` promises.

In: values.  Out: dictionaries for one JSON document. The shapes are the contract in
docs/formats/json.md; fields may be added, none renamed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from firsthand.cli import pictured

if TYPE_CHECKING:
    from firsthand.claim.agreement import Agreement
    from firsthand.model.claim import Claim
    from firsthand.model.document import Document, Quotation
    from firsthand.model.finding import Findings
    from firsthand.model.lineage import Derivation, DerivationEvidence, Drift, Lineage
    from firsthand.model.problem import Problem
    from firsthand.pipeline.archives import ArchiveReport
    from firsthand.pipeline.preserving import PreserveReport
    from firsthand.pipeline.verifying import VerifyReport
    from firsthand.weigh.resting import Resting


def problem(item: Problem) -> dict[str, str]:
    """One thing that is wrong."""
    return {
        "severity": item.severity.value,
        "code": item.code,
        "message": item.message,
        "where": item.where,
    }


def document(item: Document) -> dict[str, Any]:
    """A document as `read` and `trace` show it."""
    return {
        "id": item.id,
        "address": item.address,
        "title": item.title,
        "publisher": item.publisher,
        "language": item.language,
        "published": item.published.edtf if item.published else None,
        "published_found": item.published.found if item.published else None,
        "capture": item.capture,
        "locator": item.locator,
        "media_type": item.media_type,
        "state": item.state.value,
        "problems": [problem(each) for each in item.problems],
    }


def agreement(item: Agreement) -> dict[str, Any]:
    """How far people agree on one element; null for all."""
    return {
        "element": item.element.value if item.element else None,
        "units": item.units,
        "alpha": item.alpha,
        "blind_units": item.blind_units,
        "blind_alpha": item.blind_alpha,
        "pairs": [
            {
                "one": pair.one,
                "other": pair.other,
                "both": pair.both,
                "agreed": pair.agreed,
                "kappa": pair.kappa,
                "blind_both": pair.blind_both,
                "blind_agreed": pair.blind_agreed,
                "blind_kappa": pair.blind_kappa,
            }
            for pair in item.pairs
        ],
    }


def read_document(item: Document) -> dict[str, Any]:
    """A document with its text, in which the offsets of quotes and links count."""
    return {
        **document(item),
        "text": item.text,
        "links": [
            {
                "target": link.target,
                "start": link.position.start if link.position else None,
                "end": link.position.end if link.position else None,
            }
            for link in item.links
        ],
        "stated": [
            {"name": each.name, "text": each.text, "found": each.found} for each in item.stated
        ],
    }


def claim(item: Claim) -> dict[str, Any]:
    """A claim with its quote and its standing among people."""
    from firsthand.claim.valued import written_value

    made = item.suggestion
    shown: dict[str, Any] = {
        "id": item.id,
        "document": made.document,
        "element": made.element.value,
        "value": written_value(made.value),
        "quote": {
            "exact": made.quotation.exact,
            "start": made.quotation.position.start,
            "end": made.quotation.position.end,
        },
        "said_by": made.said_by,
        "stance": made.stance.value,
        "status": item.status,
        **({} if made.sureness is None else {"sureness": made.sureness}),
        "maker": {
            "kind": made.maker.kind.value,
            "name": made.maker.name,
            "version": made.maker.version,
        },
    }
    if item.judgement is not None:
        shown["judgement"] = {
            "reason": item.judgement.reason,
            "by": item.judgement.by.name,
            "at": item.judgement.at.utc,
        }
    if item.people_needed > 1:
        shown["people_needed"] = item.people_needed
        shown["accepted_by"] = list(item.accepted_by)
        if item.status == "suggested" and item.accepted_by:
            shown["waits_for"] = "a second person to accept it"
    if item.said and (len(item.said) > 1 or item.people_needed > 1):
        shown["judgements"] = [
            {
                "decision": each.decision.value,
                "reason": each.reason,
                "by": each.by.name,
                "at": each.at.utc,
                "blind": each.blind,
            }
            for each in item.said
        ]
    shown |= _migrated(item)
    for name in ("replaces", "replaced_by"):
        found = sorted({key for each in item.said for key in getattr(each, name)})
        if found:
            shown[name] = found
    return shown


def _migrated(item: Claim) -> dict[str, Any]:
    """What became of a claim's element and code, and what was said of it before its code was split."""
    made = item.suggestion
    told = {
        "element_was": made.element_was,
        "code_was": getattr(made.value, "was", ""),
        "note": item.note,
        "before": [
            {
                "decision": each.decision.value,
                "reason": each.reason,
                "by": each.by.name,
                "at": each.at.utc,
            }
            for each in item.before
        ],
    }
    return {name: found for name, found in told.items() if found}


def _quote(item: Quotation | None) -> str:
    return item.exact if item else ""


def _edge(item: Derivation) -> dict[str, Any]:
    return {
        "id": item.id,
        "later": item.later,
        "earlier": item.earlier,
        "kind": item.kind.value,
        "score": item.score,
        "claims": list(item.claims),
        "evidence": [_evidence(each) for each in item.evidence],
    }


def _evidence(item: DerivationEvidence) -> dict[str, Any]:
    return {
        "type": item.type.value,
        "later_quote": _quote(item.later),
        "earlier_quote": _quote(item.earlier),
        "note": item.note,
    }


def statements(item: Lineage) -> dict[str, Any]:
    """The lineage claim by claim, and the edges that an analyst cut."""
    return {
        "statement_derivations": [_edge(each) for each in item.carried],
        "begins": [
            {
                "claim": each.claim,
                "document": each.document,
                "evidence": [_evidence(proof) for proof in each.evidence],
            }
            for each in item.begins
        ],
        "cut": [
            {
                **_edge(each.derivation),
                "reason": each.correction.reason,
                "by": each.correction.by.name,
                "at": each.correction.at.utc,
            }
            for each in item.cut
        ],
    }


def resting(item: Resting) -> dict[str, Any]:
    """What `trace --claims --json` prints: what these claims rest on, together and by statement."""
    return {
        "claims": list(item.claims),
        "independent_origins": item.independent_origins,
        "origins": list(item.origins),
        "explanation": item.explanation,
        "statements": [
            {
                "id": each.id,
                "claims": list(each.claims),
                "independent_origins": each.independent_origins,
                "origins": list(each.origins),
                "explanation": each.explanation,
            }
            for each in item.statements
        ],
    }


def lineage(item: Lineage) -> dict[str, Any]:
    """Derivations of documents, those of origins apart, and the origins."""
    edges = [_edge(each) for each in item.derivations]
    return {
        "derivations": [edge for edge in edges if not str(edge["later"]).startswith("o-")],
        "origin_derivations": [edge for edge in edges if str(edge["later"]).startswith("o-")],
        "origins": [
            {
                "id": origin.id,
                "name": origin.name,
                "seen": origin.seen,
                "documents": list(origin.documents),
                "first": origin.first,
                "note": origin.note,
            }
            for origin in item.origins
        ],
    }


def preserved(report: PreserveReport) -> dict[str, Any]:
    """What `preserve --json` prints."""
    return {
        "preserved": [
            {
                "id": each.id,
                "sha256": each.digest,
                "size_bytes": each.size_bytes,
                "address": each.address,
                "media_type": each.media_type.value,
            }
            for each in report.preserved
        ],
        "already": report.already,
        "duplicates": report.duplicates,
        "copies": [
            {"address": each.address, "sha256": each.digest, "first": each.first}
            for each in report.copies
        ],
        "redescribed": [
            {"id": each.id, "sha256": each.digest, "file": each.file, "address": each.address}
            for each in report.redescribed
        ],
        "problems": [problem(each) for each in report.problems],
    }


def verified(report: VerifyReport) -> dict[str, Any]:
    """What `verify --json` prints."""
    return {
        "objects": report.objects,
        "size_bytes": report.size_bytes,
        "entries": report.entries,
        "key": report.key,
        "since": report.since,
        "anchors": [dataclasses.asdict(each) for each in report.anchors],
        "differences": report.differences,
        "problems": [problem(each) for each in report.problems],
    }


def verified_archive(report: ArchiveReport) -> dict[str, Any]:
    """What `verify --json` prints of a web archive."""
    return {
        "kind": report.kind,
        "records": report.records,
        "size_bytes": report.size_bytes,
        "differences": report.differences,
        "problems": [problem(each) for each in report.problems],
    }


def traced(
    found: Lineage, *, drifts: Sequence[Drift], documents: Sequence[Document]
) -> dict[str, Any]:
    """What `trace --json` prints."""
    return {
        "documents": [document(each) for each in documents],
        **lineage(found),
        **statements(found),
        "drifts": [
            {
                "derivation": drift.derivation,
                "element": drift.element,
                "before": drift.before,
                "after": drift.after,
                "kind": drift.kind.value,
                "earlier_quote": _quote(drift.earlier),
                "later_quote": _quote(drift.later),
            }
            for drift in drifts
        ],
        "pictures": [pictured.group(each) for each in found.pictures],
        "problems": [problem(each) for each in found.problems],
    }


def findings(item: Findings) -> dict[str, Any]:
    """What `weigh --json` prints."""
    from firsthand.claim.valued import written_value
    from firsthand.cli import weighing
    from firsthand.model.finding import Refusal

    beside = {each.statement: weighing.statement(each) for each in item.beside}
    reported = weighing.reported(item)
    return {
        "statements": [
            {
                "id": each.id,
                "element": each.element.value,
                "value": written_value(each.value),
                "claims": list(each.claims),
                "origins": list(each.origins),
                "independent_origins": each.independent_origins,
                "contradicts": list(each.contradicts),
                "standing": each.standing.value,
                "stance": each.stance.value,
                "judged": each.judged_count,
                "explanation": each.explanation,
            }
            | beside.get(each.id, {})
            for each in item.statements
        ],
        "contradictions": weighing.contradictions(item.contradictions, item),
        "ledger": [
            {
                name: getattr(row, name)
                for name in (
                    "claim", "document", "statement", "low", "high", "approximate", "vague", "unit",
                    "counts", "currency", "group", "place", "period", "said_by", "stance", "quote",
                    "hedge", "precision", "digits",
                )
            }
            | {"origins": list(row.origins)}
            for row in item.ledger
        ],
        "estimates": [
            {"id": each.id, "question": each.question, "refused": list(each.refused)}
            if isinstance(each, Refusal)
            else {
                "id": each.id,
                "question": each.question,
                "low": each.low,
                "high": each.high,
                "level": each.level,
                "method": each.method,
                "assumptions": list(each.assumptions),
                "inputs": list(each.inputs),
            }
            | reported.get(each.id, {})
            for each in item.estimates
        ],
        **weighing.beside(item),
        "synthesis": dataclasses.asdict(item.synthesis),
    }  # fmt: skip
