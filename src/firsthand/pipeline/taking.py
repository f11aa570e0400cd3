"""Take pages that a sweep found into the case: each as a small web archive with its record alone.

In: an open case, found pages, where their archives are.  Out: what was preserved, by way of
`pipeline.preserving`, so that each has its entry in the record.

Not the archive as a whole: it holds millions of pages of people who have nothing to do with the case. The
record's bytes are those of the archive, unchanged; in front of them stands a record of ours that says of
which archive (its address, its digest) they are which bytes, so that whoever holds the archive can cut them out
and compare. The same record taken twice is the same file.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from firsthand.model.problem import Problem, Severity
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import PreserveReport, Progress, preserve
from firsthand.pipeline.shelves import Archive, Place, Shelf, open_shelf
from firsthand.pipeline.swept import FoundPage, Swept
from firsthand.tools.buckets import NotReachedError

GZIP = b"\x1f\x8b\x08"


def take(
    case: Case, place: Place, swept: Sequence[Swept], *, progress: Progress
) -> tuple[PreserveReport, tuple[Problem, ...]]:
    """Preserve each page of *swept* that the case does not hold; what cannot be taken is said."""
    shelf = open_shelf(place)
    problems: list[Problem] = []
    rows: dict[str, str] = {}
    with TemporaryDirectory(prefix="firsthand-take-") as temporary:
        folder = Path(temporary) / "swept"
        folder.mkdir()
        for each in swept:
            for page in each.found:
                if page.held:
                    continue
                try:
                    data = _cut(shelf, each.archive, page)
                except NotTakenError as why:
                    where = f"{page.archive} record={page.offset}"
                    problems.append(_problem(f"{page.address} is not taken, because {why}", where))
                    continue
                name = f"{page.sha256}.warc{'.gz' if data.startswith(GZIP) else ''}"
                (folder / name).write_bytes(told_of(each, page, packed=name.endswith(".gz")) + data)
                rows[name] = f"{page.archive}#bytes={page.start}-{page.end}"
        _write_manifest(folder, rows)
        return preserve(case, [str(folder)], progress=progress), tuple(problems)


class NotTakenError(Exception):
    """a record cannot be taken."""


def _cut(shelf: Shelf, archive: Archive, page: FoundPage) -> bytes:
    """The record's bytes, as they were when they were swept."""
    if page.start is None or page.end is None:
        raise NotTakenError(
            "its record cannot be cut out of the archive: preserve the archive itself"
        )
    try:
        data = shelf.piece(archive, page.start, page.end)
    except NotReachedError as problem:
        raise NotTakenError(str(problem)) from None
    except OSError as problem:
        raise NotTakenError(problem.strerror or "the disk fails") from None
    if hashlib.sha256(data).hexdigest() != page.sha256:
        raise NotTakenError("its bytes have changed since it was swept")
    return data


def told_of(swept: Swept, page: FoundPage, *, packed: bool) -> bytes:
    """A `warcinfo` record that says where the record behind it was cut out."""
    said = {
        "software": "firsthand sweep --take",
        "description": "one record, cut out of a web archive; its bytes are unchanged",
        "isPartOf": page.archive,
        "archive-sha256": swept.sha256,
        "archive-size-bytes": str(swept.archive.size_bytes),
        "archive-bytes": f"{page.start}-{page.end}",
        "record-sha256": page.sha256,
    }
    block = "".join(f"{name}: {words}\r\n" for name, words in said.items()).encode()
    digest = hashlib.sha256(block).hexdigest()
    head = (
        "WARC/1.0\r\nWARC-Type: warcinfo\r\n"
        f"WARC-Record-ID: <urn:sha256:{digest}>\r\n"
        f"WARC-Date: {page.captured or '1970-01-01T00:00:00Z'}\r\n"
        "Content-Type: application/warc-fields\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode()
    record = head + block + b"\r\n\r\n"
    # Stored, not squeezed: the same bytes whatever library packs them.
    return gzip.compress(record, compresslevel=0, mtime=0) if packed else record


def _write_manifest(folder: Path, rows: Mapping[str, str]) -> None:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(["file", "address"])
    writer.writerows(sorted(rows.items()))
    (folder / "manifest.csv").write_text(text.getvalue(), "utf-8")


def _problem(message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code="not-taken", message=message, where=where)
