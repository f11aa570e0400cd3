"""Run each verb on a case, with what it needs made first.

In: an open case.  Out: the values of that verb. What was made for the same input by the same stage
is taken from the casebook; everything else is made now. Printing is done in `cli`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from firsthand.claim.judge import SPOKEN, Coding, apply_judgements, hear, weighable
from firsthand.claim.suggest import MAKER
from firsthand.model.claim import Claim, Suggestion
from firsthand.model.document import Document
from firsthand.model.finding import Findings, Population
from firsthand.model.identity import identify
from firsthand.model.lineage import Correction, Drift, Lineage
from firsthand.model.problem import Outcome, Problem
from firsthand.model.record import (
    Coded,
    Corrected,
    Denominators,
    Described,
    Judged,
    Offered,
)
from firsthand.model.value import value
from firsthand.pipeline.anchor_shelves import AnchorShelves
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case
from firsthand.pipeline.cores import workers
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.reading import read_captures
from firsthand.pipeline.suggesting import Said, find_said
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import ATTRIBUTIONS_VERSION
from firsthand.read.capture import READER, VERSION
from firsthand.store.casebook import Casebook
from firsthand.tools.encoder import RememberingEncoder, SentenceEncoder, Shelf, packaged_encoder
from firsthand.trace.changes import find_drifts
from firsthand.trace.dates import without_impossible
from firsthand.trace.descent import TRACER_VERSION, trace_documents
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.judgement import in_force, with_corrections, with_judgements
from firsthand.trace.pictures import find_same_pictures, with_pictures
from firsthand.trace.settings import TraceSettings
from firsthand.trace.statements import follow_statements
from firsthand.trace.tables import with_tables
from firsthand.trace.translations import TranslationSettings, find_translations
from firsthand.weigh.resting import Resting, rest
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh

READ_SECONDS_MAX = 120.0
TRANSLATION_SCORE_MIN = 0.9  # docs/methods/translations.md: what 0.5 would add is wrong too often
SUGGEST_SECONDS_MAX = 60.0  # a page of 64 MiB of words takes about ten

STAGES = (
    ("read", READER, VERSION),
    ("trace", "firsthand-trace", TRACER_VERSION),
    ("claim", MAKER.name, MAKER.version),
    ("weigh", "firsthand-weigh", "1"),
)


@value
class Judgements:
    """What people entered into the record, in its order."""

    judged: tuple[Judged, ...]
    codings: tuple[Coding, ...]
    described: tuple[Described, ...]
    corrections: tuple[Correction, ...]
    populations: tuple[Population, ...]
    offered: tuple[Suggestion, ...] = ()
    undone: tuple[Judged, ...] = ()
    people_needed: int = 1


def quiet(done: int, total: int | None, what: str) -> None:
    """No progress shown."""
    del done, total, what


def judgements(case: Case) -> Judgements:
    """Everything that people decided, from the record."""
    spoken, codings, described, corrections = [], [], [], []
    offered: list[Suggestion] = []
    populations: tuple[Population, ...] = ()
    for entry in case.decided():
        if isinstance(entry.body, SPOKEN):
            spoken.append(entry)
        elif isinstance(entry.body, Coded):
            codings.append(Coding(coded=entry.body, by=entry.by, at=entry.at))
        elif isinstance(entry.body, Described):
            described.append(entry.body)
        elif isinstance(entry.body, Corrected):
            corrections.append(entry.body.correction)
        elif isinstance(entry.body, Denominators):
            populations += entry.body.populations
        elif isinstance(entry.body, Offered):
            offered += entry.body.suggestions
    heard = hear(spoken)
    return Judgements(
        judged=heard.judged,
        codings=tuple(codings),
        described=tuple(described),
        corrections=in_force(corrections),
        populations=populations,
        offered=tuple(offered),
        undone=heard.undone,
        people_needed=heard.people_needed,
    )


def read(case: Case, *, progress: Progress = quiet) -> tuple[Document, ...]:
    """All documents of the case, by address, capture and place; read now if they were not."""
    stage = f"{READER} {VERSION}"
    captures = case.captures()
    with case.casebook() as casebook:
        keys = {
            capture.id: _reading_key(capture.id, repr(capture.described)) for capture in captures
        }
        done = casebook.finished(stage)
        waiting = [capture for capture in captures if keys[capture.id] not in done]
        for capture, documents in read_captures(
            waiting,
            open_path=case.vault.path,
            workers=workers(),
            seconds=READ_SECONDS_MAX,
            progress=progress,
        ):
            casebook.put(stage, keys[capture.id], documents)
        made = casebook.get_many(stage, frozenset(keys.values()), Document)
        found = [document for capture in captures for document in made[keys[capture.id]]]
        unique = {document.id: document for document in found}
        ordered = sorted(unique.values(), key=lambda d: (d.address, d.capture, d.locator))
        casebook.index(
            {document.id: f"{document.title or ''} {document.text}" for document in ordered},
            stage=stage,
        )
    return tuple(ordered)


def _reading_key(capture: str, described: str) -> str:
    return identify("read", capture, described)


def said(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet
) -> tuple[Said, ...]:
    """What machines find in each document; found now where it was not."""
    stage = f"{MAKER.name} {MAKER.version} {ATTRIBUTIONS_VERSION} on {READER} {VERSION}"
    keys = [_said_key(document) for document in documents]
    with case.casebook() as casebook:
        done = casebook.finished(stage)
        waiting = [d for d, key in zip(documents, keys, strict=True) if key not in done]
        found = find_said(
            waiting, workers=workers(), seconds=SUGGEST_SECONDS_MAX, progress=progress
        )
        for document, fresh in zip(waiting, found, strict=True):
            casebook.put(stage, _said_key(document), [fresh])
        made = casebook.get_many(stage, frozenset(keys), Said)
        return tuple(each for key in keys for each in made[key])


def _said_key(document: Document) -> str:
    """What the words of a document and its page's own statements about it are known by."""
    told = (document.published, document.language, document.publisher, document.title)
    return identify("said", document.id, repr(told))


def claims(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet
) -> Outcome[Claim]:
    """Suggestions with what people said of them, and documents for which none could be made."""
    entered = judgements(case)
    found = said(case, documents, progress=progress)
    made = [suggestion for each in found for suggestion in each.suggestions]
    made += entered.offered
    return Outcome(
        values=apply_judgements(
            made,
            judged=entered.judged,
            codings=entered.codings,
            people_needed=entered.people_needed,
        ),
        problems=tuple(problem for each in found for problem in each.problems),
    )


@value
class Traced:
    """The lineage as machine and analysts see it, and what changed along it."""

    lineage: Lineage
    drifts: tuple[Drift, ...]


def trace(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet, engine: Engine = HERE
) -> Traced:
    """Who had what from whom; *engine* does what can be done in pieces, with the same result."""
    found = said(case, documents, progress=progress)
    machine = _machine_lineage(case, documents, found, engine)
    entered = judgements(case)
    described = [(each.origins, each.derivations) for each in entered.described]
    known = {document.id: document for document in documents}
    drawn, cut = with_corrections(
        with_judgements(machine, described=described),
        corrections=entered.corrections,
        documents=known,
    )
    lineage = follow_statements(
        drawn,
        documents=documents,
        suggestions=_all_suggestions(found, entered),
        attributions={each.document: each.attributions for each in found},
        resolve=resolve_agent,
        settled=frozenset(edge.later for _, edges in described for edge in edges),
        cut=cut,
    )
    changed = find_drifts(
        lineage,
        documents=documents,
        suggestions={each.document: each.suggestions for each in found},
        resolve=resolve_agent,
    )
    edges = {edge.id for edge in lineage.derivations}
    told = [
        drift for each in entered.described for drift in each.drifts if drift.derivation in edges
    ]
    unique = {drift.id: drift for drift in (*changed, *told)}
    progress(len(documents), len(documents), "trace")
    return Traced(lineage=lineage, drifts=tuple(unique[key] for key in sorted(unique)))


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
    case: Case, documents: Sequence[Document], found: Sequence[Said], engine: Engine
) -> Lineage:
    """The tracer's own lineage, drawn again only when a document or a version is new."""
    documents, dates = without_impossible(documents, latest=case.last_met())
    encoder = packaged_encoder()
    knows = encoder.name if encoder else "no encoder"
    stage = f"firsthand-trace {TRACER_VERSION} with {knows} on {MAKER.version} {ATTRIBUTIONS_VERSION} {READER} {VERSION}"
    key = identify("lineage", *sorted(_said_key(document) for document in documents))
    with case.casebook() as casebook:
        kept = casebook.get(stage, key, Lineage)
        if kept:
            return kept[0]
        anchors = AnchorShelves(casebook, stage=f"anchors of {stage}")
        crossed = find_translations(
            documents,
            suggestions={each.document: each.suggestions for each in found},
            encode=_remembering(encoder, casebook) if encoder else None,
            settings=TranslationSettings(score_min=TRANSLATION_SCORE_MIN),
            remember=anchors,
        )
        anchors.keep()
        drawn = trace_documents(
            documents,
            attributions={each.document: each.attributions for each in found},
            resolve=resolve_agent,
            settings=TraceSettings(),
            translations=crossed.values,
            engine=engine,
        )
        problems = (*drawn.problems, *crossed.problems, *dates)
        drawn = dataclasses.replace(drawn, problems=problems)
        drawn = with_tables(drawn, documents, settings=TraceSettings())
        drawn = with_pictures(drawn, find_same_pictures(documents))
        casebook.put(stage, key, [drawn])
    return drawn


def _remembering(encoder: SentenceEncoder, casebook: Casebook) -> RememberingEncoder:
    """The encoder with what it made in earlier runs of this case."""
    stage = f"vectors of {encoder.name}"

    def recall(shelf: str) -> Shelf:
        return next(iter(casebook.get(stage, shelf, Shelf)), Shelf(vectors=()))

    def keep(shelf: str, vectors: Shelf) -> None:
        casebook.put(stage, shelf, [vectors])

    return RememberingEncoder(encoder, recall=recall, keep=keep)


@value
class Weighed:
    """Everything that a dossier is made of."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    traced: Traced
    findings: Findings
    populations: tuple[Population, ...]
    problems: tuple[Problem, ...] = ()


def weigh_case(case: Case, *, progress: Progress = quiet) -> Weighed:
    """All verbs up to weighing."""
    documents = read(case, progress=progress)
    traced = trace(case, documents, progress=progress)
    found = claims(case, documents, progress=progress)
    entered = judgements(case)
    findings = weigh(
        weighable(found.values, codings=entered.codings),
        lineage=traced.lineage,
        documents=documents,
        populations=entered.populations,
        settings=WeighSettings(),
    )
    return Weighed(
        documents=documents,
        claims=found.values,
        traced=traced,
        findings=findings,
        populations=entered.populations,
        problems=found.problems,
    )


def resting(
    case: Case, documents: Sequence[Document], traced: Traced, asked: Sequence[str]
) -> Resting:
    """What the claims named by *asked* rest on; ids may be shortened.

    Raises:
        UnknownIdError: an id names no claim, or several.
    """
    known = {claim.id: claim for claim in claims(case, documents).values}
    chosen = {
        found.id: found for found in (known[one_of(key, known, what="claim")] for key in asked)
    }
    return rest(
        [chosen[key] for key in sorted(chosen)],
        lineage=traced.lineage,
        documents=documents,
        settings=WeighSettings(),
    )


def search(case: Case, query: str) -> Iterator[tuple[Document, str]]:
    """Documents that hold every word of *query*, with some words around the first."""
    documents = {document.id: document for document in read(case)}
    with case.casebook() as casebook:
        found = list(casebook.search(query))
    for key in found:
        if key in documents:
            yield documents[key], _around(documents[key].text, query)


def _around(text: str, query: str) -> str:
    first = query.split(maxsplit=1)[0].casefold() if query.split() else ""
    at = max(0, text.casefold().find(first))
    return " ".join(text[max(0, at - 60) : at + 100].split())
