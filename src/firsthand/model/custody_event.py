"""Custody events after ingestion that leave an entry: bytes checked, evidence handed over (PREMIS 3, event types)."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.value import value


@value
class FixityChecked:
    """Every byte and entry was checked against what was signed (PREMIS event: fixity check).

    `entries` and `root` are the state that was checked; `differences` is the outcome, 0 where all is as it was.
    """

    objects: int
    size_bytes: int
    entries: int
    root: str
    differences: int


class ExportKind(StrEnum):
    """As what evidence left the case."""

    PACKET = "packet"
    PROOFS = "proofs"
    BAGIT = "bagit"
    RO_CRATE = "ro-crate"
    DOSSIER = "dossier"


@value
class Exported:
    """Evidence left the case (PREMIS event: dissemination; where words were withheld, redaction too).

    `objects` are the digests of what was handed over, none where it was all that may leave. `entries` is the state
    of the record in it, `sums` the SHA-256 of its list of sums, by which a copy is known again.
    """

    kind: ExportKind
    objects: tuple[str, ...]
    entries: int
    sums: str
    withheld: int = 0
