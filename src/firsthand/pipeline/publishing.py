"""Make the dossier of a case as a folder.

In: an open case, what was weighed, and the words to withhold.  Out: files in a folder. A folder that
holds other things is refused; one that holds a dossier is replaced as a whole, in one step. Bytes
are copied out of the vault once and hashed on the way; a later edition links to them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from firsthand.errors import FaultError, OperatorError
from firsthand.model.custody import MediaType
from firsthand.model.moment import Moment
from firsthand.model.record import NeverLeaves, Preserved, Redescribed
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case
from firsthand.pipeline.consenting import errata
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.kept_sealed import standing
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.published import MARK
from firsthand.pipeline.stages import STAGES, Weighed, quiet
from firsthand.pipeline.swap import replacing
from firsthand.pipeline.verifying import SUMS
from firsthand.publish.dossier import (
    Dossier,
    KeptCapture,
    OwnElement,
    RedactedDossier,
    StageVersion,
)
from firsthand.publish.redact import redact
from firsthand.publish.site import render_site
from firsthand.publish.withheld import occurs_in_bytes
from firsthand.store.signing import fingerprint
from firsthand.store.vault import CHUNK_BYTES, hash_file

PREVIEW_BYTES = 4096
WITHHELD = "withheld.txt"  # in the case's folder: phrases that never leave, whoever publishes
PAGES_A_STEP = 100  # to say how far it is for each page would cost more than the page
BYTES_MODE = 0o444
SEARCHED = frozenset({MediaType.TEXT, MediaType.HTML})
SEARCHED_BYTES_MAX = 64 << 20  # a larger text is not searched, and so stays behind


def phrases(case: Case, file: Path | None) -> tuple[str, ...]:
    """What to withhold: the case's own list and *file*, one phrase a line; `#` begins a remark.

    Raises:
        OperatorError: a list cannot be read: then nothing may be published.
    """
    own = case.folder / WITHHELD
    found: dict[str, None] = {}
    for path in (own if own.exists() else None, file):
        if path is not None:
            found |= dict.fromkeys(_phrases(path))
    return tuple(found)


def _phrases(path: Path) -> Iterator[str]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"the words to withhold cannot be read: {path}: {problem}") from None
    for line in text.splitlines():
        phrase = line.strip()
        if phrase and not phrase.startswith("#"):
            yield phrase


def publish(
    case: Case,
    weighed: Weighed,
    folder: Path,
    *,
    withhold: Path | None = None,
    moment: Moment | None = None,
    progress: Progress = quiet,
) -> int:
    """Write the dossier into *folder*; how many pages it has.

    *withhold* is a file of phrases that stay back, beside those that the case itself lists.

    Raises:
        OperatorError: the folder holds something else, the vault lacks or has altered bytes, or a
            list of what to withhold cannot be read.
    """
    if folder.exists() and not _may_be_replaced(folder):
        raise OperatorError(f"expected an empty folder or a dossier, {folder} holds other things")
    held = case.hold
    if held is None and standing(case.decided_in_full()).commitments:
        raise FaultError("a case with witnesses was to be published with all that they gave")
    withheld = (*phrases(case, withhold), *(held.phrases if held else ()))
    gathered = _gather(case, weighed, moment or clock.now())
    redacted = redact(
        gathered, withheld=withheld, unbundled=_holding(case, gathered.captures, withheld)
    )
    count = 0
    with replacing(folder) as beside:
        sums = _copy_bytes(case, redacted, beside / "bytes", earlier=folder / "bytes")
        made = set[Path]()
        for page in render_site(redacted, preview=lambda digest: _head(case, digest)):
            target = beside / page.path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            target.write_bytes(page.content)
            sums[page.path] = hashlib.sha256(page.content).hexdigest()
            count += page.path.endswith(".html")
            if count % PAGES_A_STEP == 0:
                progress(count, None, page.path)
        lines = [f"{digest}  {path}\n" for path, digest in sorted(sums.items())]
        (beside / SUMS).write_text("".join(lines), "utf-8")
    return count


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / MARK).is_file())


def _gather(case: Case, weighed: Weighed, moment: Moment) -> Dossier:
    """Everything that the dossier is made of, with nothing taken out yet."""
    opened = case.opened()
    note = case.record.checkpoint.read_text("utf-8")
    signed = int(note.split("\n", 2)[1])  # another may append meanwhile: the log as signed here
    kept = tuple(
        KeptCapture(
            capture=entry.body.capture,
            preserved_at=entry.at,
            entry=number,
            redescribed=isinstance(entry.body, Redescribed),
        )
        for number, entry in enumerate(case.entries())
        if isinstance(entry.body, Preserved | Redescribed)
        and not (case.hold and entry.body.capture.digest in case.hold.objects)
    )
    return Dossier(
        case=opened.name,
        edition=f"Edition of {moment.utc[:10]}",
        moment=moment,
        captures=kept,
        documents=weighed.documents,
        claims=weighed.claims,
        findings=weighed.findings,
        lineage=weighed.traced.lineage,
        drifts=weighed.traced.drifts,
        populations=weighed.populations,
        problems=weighed.problems,
        versions=tuple(StageVersion(name=name, version=version) for _, name, version in STAGES),
        checkpoint=note,
        key_fingerprint=fingerprint(opened.key),
        key=opened.key,
        log=tuple(line.decode("utf-8") for line in islice(case.record.lines(), signed)),
        worksheets=weighed.worksheets,
        gathered=weighed.gathered,
        note=errata(case.hold) if case.hold else "",
        record_stays=any(isinstance(entry.body, NeverLeaves) for entry in case.decided_in_full()),
        elements=tuple(
            OwnElement(element=each.element, name=each.name, asks=each.asks)
            for each in judgements(case).vocabulary.own
        ),
    )


def _holding(
    case: Case, captures: Iterable[KeptCapture], withheld: Sequence[str]
) -> frozenset[str]:
    """The captures whose bytes hold a withheld phrase, or cannot be searched for one.

    Text and HTML are searched. What is packed (PDF, WARC, WACZ) may hold the phrase where no search
    finds it, so it stays behind as soon as anything is withheld.
    """
    found = set(case.hold.behind if case.hold else ())
    if not withheld:
        return frozenset(found)
    for digest, media_type, size in {
        (kept.capture.digest, kept.capture.media_type, kept.capture.size_bytes) for kept in captures
    }:
        if (
            media_type not in SEARCHED
            or size > SEARCHED_BYTES_MAX
            or digest not in case.vault
            or occurs_in_bytes(case.vault.head(digest, size), phrases=withheld)
        ):
            found.add(digest)
    return frozenset(found)


def _copy_bytes(
    case: Case, dossier: RedactedDossier, folder: Path, *, earlier: Path
) -> dict[str, str]:
    """Lay the bytes under their digests; each is hashed, wherever it is taken from.

    Never a link into the vault: whoever alters a file of the dossier shall not alter evidence.
    """
    folder.mkdir()
    sums = {}
    shown = (each for each in dossier.captures if not each.bytes_stay)
    for digest in sorted({capture.digest for capture in shown if capture.digest}):
        target, before = folder / f"{digest}.bin", earlier / f"{digest}.bin"
        if _is_sound(before, digest):
            os.link(before, target)
        elif _copy(case, digest, target) != digest:
            raise OperatorError(
                f"the preserved bytes {digest} are missing or altered: run firsthand verify"
            )
        sums[f"bytes/{target.name}"] = digest
    return sums


def _is_sound(path: Path, digest: str) -> bool:
    return path.is_file() and not path.is_symlink() and hash_file(path)[0] == digest


def _copy(case: Case, digest: str, target: Path) -> str:
    """Copy an object out of the vault; the digest of what was read."""
    if digest not in case.vault:
        return ""
    counted = hashlib.sha256()
    with case.vault.open(digest) as source, target.open("xb") as copy:
        while chunk := source.read(CHUNK_BYTES):
            counted.update(chunk)
            copy.write(chunk)
    target.chmod(BYTES_MODE)
    return counted.hexdigest()


def _head(case: Case, digest: str) -> bytes | None:
    return case.vault.head(digest, PREVIEW_BYTES) if digest in case.vault else None
