"""Run each verb on a case, with what it needs made first.

In: an open case.  Out: the values of that verb. What was made for the same input by the same stage
is taken from the casebook; everything else is made now. Printing is done in `cli`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.claim import RULES, RULES_VERSION
from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.finding import Findings, Population
from firsthand.model.identity import identify
from firsthand.model.problem import Outcome, Problem
from firsthand.model.reporting import GatherItem
from firsthand.model.rights import Worksheets
from firsthand.model.value import value
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import TOOL, Case
from firsthand.pipeline.cores import workers
from firsthand.pipeline.decided import Judgements as Judgements  # noqa: PLC0414 - named here for others
from firsthand.pipeline.decided import judgements as judgements  # noqa: PLC0414
from firsthand.pipeline.preserving import Progress
from firsthand.read import ATTRIBUTIONS_VERSION, READER, VERSION
from firsthand.trace import TRACER_VERSION
from firsthand.trace.engine import HERE

if TYPE_CHECKING:
    from firsthand.pipeline.suggesting import Said
    from firsthand.pipeline.tracing import Traced
    from firsthand.trace.engine import Engine
    from firsthand.weigh.resting import Resting
    from firsthand.weigh.settings import WeighSettings

READ_SECONDS_MAX = 120.0
# Ten million letters that are all about a programme take half a minute, on a busy machine several times that.
SUGGEST_SECONDS_MAX = 240.0

STAGES = (
    ("read", READER, VERSION),
    ("trace", "firsthand-trace", TRACER_VERSION),
    ("claim", RULES, RULES_VERSION),
    ("weigh", "firsthand-weigh", "1"),
)


def quiet(done: int, total: int | None, what: str) -> None:
    """No progress shown."""
    del done, total, what


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
        if waiting:
            from firsthand.pipeline.reading import read_captures

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
    return tuple(ordered) if case.hold is None else case.hold.documents_left(ordered)


def _reading_key(capture: str, described: str) -> str:
    return identify("read", capture, described)


def said(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet
) -> tuple[Said, ...]:
    """What machines find in each document; found now where it was not."""
    from firsthand.pipeline.states import said_once
    from firsthand.pipeline.suggesting import Said, as_asked, find_said, said_key

    stage = f"{RULES} {RULES_VERSION} {ATTRIBUTIONS_VERSION} on {READER} {VERSION}"
    vocabulary = judgements(case).changed
    own = vocabulary.reading if vocabulary else ""
    keys = [said_key(document, own) for document in documents]
    with case.casebook() as casebook:
        done = casebook.finished(stage)
        waiting = [d for d, key in zip(documents, keys, strict=True) if key not in done]
        found = find_said(
            waiting,
            vocabulary=vocabulary,
            workers=workers(),
            seconds=SUGGEST_SECONDS_MAX,
            progress=progress,
        )
        for document, fresh in zip(waiting, found, strict=True):
            casebook.put(stage, said_key(document, own), [fresh])
        made = casebook.get_many(stage, frozenset(keys), Said)
        found_now = said_once(
            [as_asked(each, vocabulary) for key in keys for each in made[key]], documents
        )
    return (
        found_now
        if case.hold is None
        else tuple(
            dataclasses.replace(each, suggestions=case.hold.suggestions_left(each.suggestions))
            for each in found_now
        )
    )


def claims(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet
) -> Outcome[Claim]:
    """Suggestions with what people said of them, and documents for which none could be made."""
    from firsthand.claim.judge import apply_judgements
    from firsthand.claim.migrated import with_before

    entered = judgements(case)
    found = said(case, documents, progress=progress)
    made = [suggestion for each in found for suggestion in each.suggestions]
    made += (*entered.offered, *(each.suggestion for each in entered.again), *entered.loose)
    claims_ = apply_judgements(
        made,
        judged=entered.judged,
        codings=entered.codings,
        people_needed=entered.people_needed,
    )
    return Outcome(
        values=with_before(claims_, entered.again, entered.vocabulary),
        problems=tuple(problem for each in found for problem in each.problems),
    )


def trace(
    case: Case, documents: Sequence[Document], *, progress: Progress = quiet, engine: Engine = HERE
) -> Traced:
    """Who had what from whom; *engine* does what can be done in pieces, with the same result."""
    from firsthand.pipeline.tracing import make_ready, recall_traced, trace_ready

    ready = make_ready(documents, judgements(case), latest=case.last_met())
    with case.casebook() as casebook:
        traced = recall_traced(casebook, ready)
    if traced is None:
        found = said(case, documents, progress=progress)
        with case.casebook() as casebook:
            traced = trace_ready(casebook, ready, found, engine=engine)
    progress(len(documents), len(documents), "trace")
    return traced


@value
class Weighed:
    """Everything that a dossier is made of."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    traced: Traced
    findings: Findings
    populations: tuple[Population, ...]
    problems: tuple[Problem, ...] = ()
    worksheets: Worksheets = Worksheets()
    gathered: tuple[GatherItem, ...] = ()


def weigh_case(
    case: Case, *, progress: Progress = quiet, assumptions: Path | None = None
) -> Weighed:
    """All verbs up to weighing, with the case's own assumptions or those of another file."""
    from firsthand.claim.judge import weighable
    from firsthand.pipeline.assuming import read_assumptions
    from firsthand.pipeline.ruled import decisions
    from firsthand.weigh.gather import gather
    from firsthand.weigh.rights.worksheets import fill
    from firsthand.weigh.synthesis.assumptions import NOTHING
    from firsthand.weigh.weigh import weigh

    assumed = read_assumptions(case, assumptions)
    documents = read(case, progress=progress)
    traced = trace(case, documents, progress=progress)
    found = claims(case, documents, progress=progress)
    entered = judgements(case)
    decided = decisions(case)
    findings = weigh(
        weighable(found.values, codings=entered.codings),
        lineage=traced.lineage,
        documents=documents,
        populations=entered.populations,
        settings=weigh_settings(case),
        decisions=decided,
        drifts=traced.drifts,
        authored=assumed.values[0] if assumed.values else NOTHING,
    )
    return Weighed(
        documents=documents,
        claims=found.values,
        traced=traced,
        findings=findings,
        populations=entered.populations,
        problems=(*found.problems, *assumed.problems),
        worksheets=fill(findings.statements, marks=decided.marks, scopes=decided.scopes),
        gathered=gather(
            findings,
            documents=documents,
            populations=entered.populations,
            versions=[f"{TOOL.name} {TOOL.version}"],
            left_out=sum(claim.status == "rejected" for claim in found.values),
            told=decided.told,
        ),
    )


def resting(
    case: Case, documents: Sequence[Document], traced: Traced, asked: Sequence[str]
) -> Resting:
    """What the claims named by *asked* rest on; ids may be shortened.

    Raises:
        UnknownIdError: an id names no claim, or several.
    """
    from firsthand.weigh.resting import rest

    known = {claim.id: claim for claim in claims(case, documents).values}
    chosen = {
        found.id: found for found in (known[one_of(key, known, what="claim")] for key in asked)
    }
    return rest(
        [chosen[key] for key in sorted(chosen)],
        lineage=traced.lineage,
        documents=documents,
        settings=weigh_settings(case),
    )


def weigh_settings(case: Case) -> WeighSettings:
    """How this case is weighed: by the rule of standing that a person set last, if one did."""
    from firsthand.pipeline.ruled import decisions
    from firsthand.weigh.settings import WeighSettings

    apart = tuple(
        (each.now, *pair) for each in judgements(case).vocabulary.own for pair in each.apart
    )
    return WeighSettings(rule=decisions(case).rule, apart=apart)


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
