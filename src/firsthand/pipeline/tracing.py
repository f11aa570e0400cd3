"""Trace a case, and keep what was found so that a case that grows pays for what is new.

In: documents, what machines found in each, what people decided.  Out: `Traced`, the same whether it was
kept or is made now. Kept are, each under the digest of all that it was made of: the whole for the
documents and decisions at hand; the machine's own lineage; what was found of the statements of each
page; what is found in one page for translations, and vectors of sentences.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.claim import RULES_VERSION
from firsthand.model.claim import Suggestion
from firsthand.model.document import Document
from firsthand.model.identity import identify
from firsthand.model.lineage import Drift, Lineage
from firsthand.model.problem import Problem
from firsthand.model.value import value
from firsthand.pipeline.decided import Judgements
from firsthand.read import ATTRIBUTIONS_VERSION, READER, VERSION
from firsthand.store.casebook import Casebook
from firsthand.store.codec import encode
from firsthand.trace import TRACER_VERSION

if TYPE_CHECKING:
    from firsthand.pipeline.suggesting import Said
    from firsthand.tools.encoder import RememberingEncoder, SentenceEncoder, Shelf
    from firsthand.trace.engine import Engine

TRANSLATION_SCORE_MIN = 0.9  # docs/methods/translations.md: what 0.5 would add is wrong too often


@value
class Traced:
    """The lineage as machine and analysts see it, and what changed along it."""

    lineage: Lineage
    drifts: tuple[Drift, ...]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A case about to be traced. `documents` are as read, `dated` without dates that cannot be.

    `stage` names all versions at work; `machine` and `key` are digests of what the machine's lineage
    and the whole are made of.
    """

    documents: Sequence[Document]
    dated: Sequence[Document]
    impossible: Sequence[Problem]
    entered: Judgements
    encoder: SentenceEncoder | None
    stage: str
    machine: str
    key: str


def make_ready(documents: Sequence[Document], entered: Judgements, *, latest: str) -> Ready:
    """Name what is to be traced; *latest* is when the last page was met."""
    from firsthand.pipeline.states import notes, traced_once
    from firsthand.pipeline.suggesting import said_key
    from firsthand.tools.encoder import packaged_encoder
    from firsthand.trace.dates import without_impossible

    dated, impossible = without_impossible(traced_once(documents), latest=latest)
    impossible = (*impossible, *notes(documents))
    encoder = packaged_encoder()
    knows = encoder.name if encoder else "no encoder"
    own = entered.changed.reading if entered.changed else ""
    machine = identify(
        "lineage",
        *sorted(said_key(document, own) for document in dated),
        repr(impossible),
        *([entered.changed.digest] if entered.changed else ()),
        *entered.held,
    )
    # So that the case's own lineage stays kept beside it.
    use = " for others" if entered.held else ""
    decided = encode(dataclasses.replace(entered, populations=())).decode()
    return Ready(
        documents=documents,
        dated=dated,
        impossible=impossible,
        entered=entered,
        encoder=encoder,
        stage=f"firsthand-trace {TRACER_VERSION} with {knows} on {RULES_VERSION} {ATTRIBUTIONS_VERSION} {READER} {VERSION}{use}",
        machine=machine,
        key=identify("traced", machine, decided),
    )


def recall_traced(casebook: Casebook, ready: Ready) -> Traced | None:
    """The whole, if nothing has changed since it was made."""
    kept = casebook.get(f"whole {ready.stage}", ready.key, Traced)
    return kept[0] if kept else None


def trace_ready(
    casebook: Casebook, ready: Ready, found: Sequence[Said], *, engine: Engine
) -> Traced:
    """The whole, made now of what was kept and what is new."""
    from firsthand.pipeline.kept_pages import KeptPages
    from firsthand.read.agents import resolve_agent
    from firsthand.trace.changes import find_drifts
    from firsthand.trace.followed import Followed
    from firsthand.trace.judgement import with_corrections, with_judgements
    from firsthand.trace.statements import follow_statements

    machine = _machine_lineage(casebook, ready, found, engine)
    entered = ready.entered
    described = [(each.origins, each.derivations) for each in entered.described]
    drawn, cut = with_corrections(
        with_judgements(machine, described=described),
        corrections=entered.corrections,
        documents={document.id: document for document in ready.documents},
    )
    followed = KeptPages(casebook, stage=f"statements of {ready.stage}", kind=Followed)
    lineage = follow_statements(
        drawn,
        documents=ready.documents,
        suggestions=_all_suggestions(found, entered),
        attributions={each.document: each.attributions for each in found},
        resolve=resolve_agent,
        settled=frozenset(edge.later for _, edges in described for edge in edges),
        cut=cut,
        remember=followed,
    )
    followed.keep()
    changed = find_drifts(
        lineage,
        documents=ready.documents,
        suggestions={each.document: each.suggestions for each in found},
        resolve=resolve_agent,
    )
    edges = {edge.id for edge in lineage.derivations}
    told = [
        drift for each in entered.described for drift in each.drifts if drift.derivation in edges
    ]
    unique = {drift.id: drift for drift in (*changed, *told)}
    traced = Traced(lineage=lineage, drifts=tuple(unique[key] for key in sorted(unique)))
    casebook.put_only(f"whole {ready.stage}", ready.key, [traced])
    return traced


def _all_suggestions(
    found: Sequence[Said], entered: Judgements
) -> dict[str, tuple[Suggestion, ...]]:
    """By document, what machines suggest and what people coded or judged, each once."""
    known = {suggestion.id: suggestion for each in found for suggestion in each.suggestions}
    known |= {s.id: s for coding in entered.codings for s in coding.coded.suggestions}
    known |= {judged.suggestion.id: judged.suggestion for judged in entered.judged}
    by_document: dict[str, list[Suggestion]] = {}
    for _, suggestion in sorted(known.items()):
        by_document.setdefault(suggestion.document, []).append(suggestion)
    return {document: tuple(made) for document, made in by_document.items()}


def _machine_lineage(
    casebook: Casebook, ready: Ready, found: Sequence[Said], engine: Engine
) -> Lineage:
    """The tracer's own lineage, drawn again only when a document or a version is new."""
    from firsthand.pipeline.kept_pages import KeptPages
    from firsthand.read.agents import resolve_agent
    from firsthand.trace.descent import trace_documents
    from firsthand.trace.pages import Parts
    from firsthand.trace.pictures import find_same_pictures, with_pictures
    from firsthand.trace.settings import TraceSettings
    from firsthand.trace.tables import with_tables
    from firsthand.trace.translations import TranslationSettings, find_translations

    documents, settings = ready.dated, TraceSettings()
    kept = casebook.get(ready.stage, ready.machine, Lineage)
    if kept:
        return kept[0]
    parts = KeptPages(casebook, stage=f"parts of {ready.stage}", kind=Parts)
    crossed = find_translations(
        documents,
        suggestions={each.document: each.suggestions for each in found},
        encode=_remembering(ready.encoder, casebook) if ready.encoder else None,
        settings=TranslationSettings(score_min=TRANSLATION_SCORE_MIN),
        remember=parts,
    )
    parts.keep()
    drawn = trace_documents(
        documents,
        attributions={each.document: each.attributions for each in found},
        resolve=resolve_agent,
        settings=settings,
        translations=crossed.values,
        engine=engine,
    )
    problems = (*drawn.problems, *crossed.problems, *ready.impossible)
    drawn = dataclasses.replace(drawn, problems=problems)
    drawn = with_tables(drawn, documents, settings=settings)
    drawn = with_pictures(drawn, find_same_pictures(documents))
    casebook.put_only(ready.stage, ready.machine, [drawn])
    return drawn


def _remembering(encoder: SentenceEncoder, casebook: Casebook) -> RememberingEncoder:
    """The encoder with what it made in earlier runs of this case."""
    from firsthand.tools.encoder import RememberingEncoder, Shelf

    stage = f"vectors of {encoder.name}"

    def recall(shelf: str) -> Shelf:
        return next(iter(casebook.get(stage, shelf, Shelf)), Shelf(vectors=()))

    def keep(shelf: str, vectors: Shelf) -> None:
        casebook.put(stage, shelf, [vectors])

    return RememberingEncoder(encoder, recall=recall, keep=keep)
