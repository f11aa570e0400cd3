"""Capture addresses with the browser and seal each archive for the recipients of the case.

In: an open case, addresses, how they are visited.  Out: a sealed WACZ for each, picture, print and final state in it; entries that hold no
address, no host and no word of a page; for whoever sits here, receipts. What failed is told, not recorded: an address betrays.
While the browser works, its folder holds the page in plain; every file of it is overwritten afterwards, by the guardian where this is killed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from firsthand.model.problem import Problem
from firsthand.model.receipt import CaptureState, Receipt
from firsthand.model.sealed import Sealed
from firsthand.model.value import value
from firsthand.pipeline.capturing import (
    COOKIE_LEFT,
    CaptureSettings,
    checked,
    name_of,
    problems_of,
    visits,
)
from firsthand.pipeline.case import Case
from firsthand.pipeline.converting import Converted
from firsthand.pipeline.kept_sealed import KeptSealed
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.sealing import Called, for_whom, record_sealed, seal_object
from firsthand.store.files import open_to_read


@value
class SealedCapture:
    """What was captured of one address; the receipt is for the screen of whoever captured."""

    sealed: Sealed
    receipt: Receipt


@value
class SealedCaptures:
    """What became of addresses; their names stand in receipts and problems alone."""

    captured: tuple[SealedCapture, ...] = ()
    failed: tuple[Receipt, ...] = ()
    problems: tuple[Problem, ...] = ()


def capture_sealed(
    case: Case, addresses: Sequence[str], *, settings: CaptureSettings, progress: Progress
) -> SealedCaptures:
    """Capture each of *addresses* and seal it, each before the next begins; an address twice is captured once.

    Which addresses were captured before nobody can tell without a key, so none is passed over.

    Raises:
        SettingError: one of them is no address to capture; nothing was begun.
        MissingToolError: there is no browser.
        OperatorError: nobody is named for whom to seal, or the disk is full.
    """
    for address in addresses:
        checked(address)
    apart = for_whom(case)
    captured: list[SealedCapture] = []
    failed: list[Receipt] = []
    problems: list[Problem] = []
    waiting = list(dict.fromkeys(addresses))
    with closing(visits(waiting, settings=settings, progress=progress, restricted=True)) as found:
        for address, made in found:
            kept = seal_capture(case, address, made, apart=apart)
            if kept is not None:
                captured.append(kept)
            elif made.receipt is not None:
                failed.append(made.receipt)
            problems += [p for p in problems_of(address, made) if p.code != COOKIE_LEFT]
    return SealedCaptures(captured=tuple(captured), failed=tuple(failed), problems=tuple(problems))


def seal_capture(
    case: Case, address: str, found: Converted, *, apart: KeptSealed
) -> SealedCapture | None:
    """Seal the archive of one capture into the vault and record that; None where there is none to keep."""
    receipt = found.receipt
    if found.archive is None or receipt is None or receipt.state is CaptureState.FAILED:
        return None
    called = Called(file=name_of(receipt), address=address)
    with case.vault.batch() as batch, open_to_read(found.archive) as stream:
        sealed, _ = seal_object(case, stream, called, batch=batch, apart=apart)
    record_sealed(case, [sealed])
    return SealedCapture(sealed=sealed, receipt=receipt)
