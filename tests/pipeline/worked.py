"""The worked case as documents, without the command line: for the tests of it."""

from __future__ import annotations

import hashlib

from firsthand.model.claim import Claim
from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import Document, ReadState
from firsthand.model.finding import Findings
from firsthand.model.lineage import Lineage
from firsthand.model.record import Coded, Denominators, Described
from firsthand.pipeline.worked_case import WorkedCase, record_bodies, worked_case
from firsthand.weigh.settings import WeighSettings
from firsthand.weigh.weigh import weigh


def documents_of(case: WorkedCase) -> list[Document]:
    """Each note as the reader of plain text gives it."""
    made = []
    for note in case.notes:
        capture = Capture(
            digest=hashlib.sha256(note.data).hexdigest(),
            size_bytes=len(note.data),
            address=note.manifest.address or note.file,
            file=note.file,
            media_type=MediaType.TEXT,
            described=note.manifest,
        )
        made.append(
            Document(
                capture=capture.id,
                locator="",
                address=capture.address,
                media_type="text/plain",
                state=ReadState.READ,
                text=note.data.decode("utf-8"),
                publisher=note.manifest.publisher,
            )
        )
    return made


def weighed() -> tuple[Findings, list[Claim], Described]:
    """The findings of the worked case, its claims, and the analyst's lineage."""
    case = worked_case()
    documents = documents_of(case)
    bodies = record_bodies(case, documents).values
    (described,) = (body for body in bodies if isinstance(body, Described))
    (denominators,) = (body for body in bodies if isinstance(body, Denominators))
    claims = [
        Claim(suggestion=suggestion)
        for body in bodies
        if isinstance(body, Coded)
        for suggestion in body.suggestions
    ]
    findings = weigh(
        claims,
        lineage=Lineage(derivations=described.derivations, origins=described.origins),
        documents=documents,
        populations=denominators.populations,
        settings=WeighSettings(),
        drifts=described.drifts,
    )
    return findings, claims, described
