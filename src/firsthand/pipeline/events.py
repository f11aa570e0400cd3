"""Leave an entry for what was done with evidence: handed over, checked. Where the case cannot be written, say why not.

In: a case's folder; what was done.  Out: an entry, or one sentence. A reader without the key, or of a case on a medium that
cannot be written, does what they came for all the same.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.custody_event import Exported, ExportKind, FixityChecked
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.continuing import read_state
from firsthand.pipeline.verifying import SUMS
from firsthand.store.signing import public_key
from firsthand.store.vault import hash_file


def leave_entry(folder: Path, body: Exported | FixityChecked) -> str:
    """Record *body*; empty if it is recorded, else why it is not."""
    if not os.access(folder / "record", os.W_OK):
        return "not recorded: the case cannot be written"
    try:
        with Case.open(folder, writing=False) as case:
            mine = keys.signing_key_path().is_file() and (
                public_key(keys.operator_key()) == case.opened().key
            )
        if not mine:  # looked at first: opening to write would make a key where there is none
            return "not recorded: another key signs this case"
        with Case.open(folder, writing=True) as case:
            case.append([body])
    except OperatorError as problem:
        return f"not recorded: {problem}"
    return ""


def published_as(case: Case, folder: Path, *, withhold: Path | None) -> Exported:
    """What is recorded of a dossier: the state of the record in it, and how many phrases were withheld."""
    from firsthand.pipeline.publishing import phrases

    _, state = read_state(folder if (folder / "record/checkpoint").is_file() else case.folder)
    return Exported(
        kind=ExportKind.DOSSIER,
        objects=(),
        entries=state.size,
        sums=sums_of(folder / SUMS),
        withheld=len(phrases(case, withhold)) + (len(case.hold.phrases) if case.hold else 0),
    )


def sums_of(listing: Path) -> str:
    """The SHA-256 of an export's list of sums."""
    return hash_file(listing)[0] if listing.is_file() else hashlib.sha256(b"").hexdigest()
