"""Make the dossier of a case as a folder.

In: an open case and what was weighed.  Out: files in a folder. A folder that holds other things is
refused; one that holds a dossier is replaced page by page.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.finding import Statement
from firsthand.model.record import Preserved
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case
from firsthand.pipeline.stages import STAGES, Weighed
from firsthand.pipeline.summary import value_said
from firsthand.publish.dossier import Dossier, KeptCapture, StageVersion
from firsthand.publish.redact import redact
from firsthand.publish.site import render_site
from firsthand.store.signing import fingerprint

PREVIEW_BYTES = 4096
MARK = "dossier.css"


def publish(case: Case, weighed: Weighed, folder: Path) -> int:
    """Write the dossier into *folder*; how many pages it has.

    Raises:
        OperatorError: the folder holds something else.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise OperatorError(f"expected an empty folder or a dossier, {folder} holds other things")
    opened = case.opened()
    kept = tuple(
        KeptCapture(capture=entry.body.capture, preserved_at=entry.at, entry=number)
        for number, entry in enumerate(case.entries())
        if isinstance(entry.body, Preserved)
    )
    dossier = Dossier(
        case=opened.name,
        edition="Edition of this day",
        moment=clock.now(),
        captures=kept,
        documents=weighed.documents,
        claims=weighed.claims,
        findings=weighed.findings,
        lineage=weighed.traced.lineage,
        drifts=weighed.traced.drifts,
        populations=weighed.populations,
        versions=tuple(StageVersion(name=name, version=version) for _, name, version in STAGES),
        checkpoint=case.record.checkpoint.read_text("utf-8"),
        key_fingerprint=fingerprint(opened.key),
        key=opened.key,
    )
    redacted = redact(dossier, withheld=())
    count = 0
    for page in render_site(redacted, say=_say, preview=lambda digest: _head(case, digest)):
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.content)
        count += 1
    (folder / "bytes").mkdir(exist_ok=True)
    for capture in redacted.captures:
        if capture.digest and capture.digest in case.vault:
            target = folder / "bytes" / f"{capture.digest}.bin"
            if not target.exists():
                shutil.copyfile(case.vault.path(capture.digest), target)
    return count


def _head(case: Case, digest: str) -> bytes | None:
    return case.vault.head(digest, PREVIEW_BYTES) if digest in case.vault else None


def _say(statement: Statement) -> str:
    return value_said(statement.value)
