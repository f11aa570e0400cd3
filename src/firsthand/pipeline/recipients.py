"""Say for whom a case seals, and seal again what was sealed for others.

In: recipients, identities.  Out: entries of the record, wrapped keys and register for whoever is a
recipient now. Whoever was one has read what they read, and may hold a copy: nothing here changes that.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.record import Body
from firsthand.model.sealed import RecipientAdded, RecipientRemoved, Rewrapped, WrappedFile
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import KEYS, WITNESSES, KeptSealed, finish, keys_of, register_of
from firsthand.store.files import room, sync
from firsthand.store.sealing import (
    Identity,
    NotForUsError,
    SealError,
    checked_recipient,
    seal,
    unseal,
)
from firsthand.store.wrapped import SUFFIX, Wrapped

MODE = 0o600


@value
class Changed:
    """What came of a change of recipients: how many files were sealed again, and how many were not."""

    recipient: str
    renewed: int
    left: int


def add(case: Case, told: str, *, name: str, identities: Sequence[Identity]) -> Changed:
    """From now on seal for *told* too; with *identities*, what is sealed already is sealed again.

    Raises:
        OperatorError: it is no X25519 recipient, is one already, or has no name.
    """
    recipient = _checked(told)
    apart = finish(case)
    if recipient in apart.recipients:
        raise OperatorError(
            f"{recipient} is a recipient already, {apart.recipients[recipient].name}"
        )
    if not name.strip():
        raise OperatorError("say whose key it is: --name WHO")
    added = RecipientAdded(recipient=recipient, name=name.strip())
    return _change(case, apart, added, [*apart.recipients, recipient], identities)


def remove(case: Case, told: str, *, reason: str, identities: Sequence[Identity]) -> Changed:
    """From now on seal without *told*; with *identities*, what is sealed already is sealed again.

    Raises:
        OperatorError: it is no recipient, there is no reason, or nobody would be left to open anything.
    """
    recipient = _checked(told)
    apart = finish(case)
    if recipient not in apart.recipients:
        raise OperatorError(f"{recipient} is no recipient of this case")
    if not reason.strip():
        raise OperatorError("this has a reason: give --reason")
    left = [each for each in apart.recipients if each != recipient]
    if not left and (apart.keys or apart.register):
        raise OperatorError("nobody would be left who can open what is sealed: add somebody first")
    removed = RecipientRemoved(recipient=recipient, reason=reason.strip())
    return _change(case, apart, removed, left, identities)


def _checked(told: str) -> str:
    try:
        return checked_recipient(told)
    except SealError as problem:
        raise OperatorError(str(problem)) from None


def _change(
    case: Case,
    apart: KeptSealed,
    body: RecipientAdded | RecipientRemoved,
    recipients: Sequence[str],
    identities: Sequence[Identity],
) -> Changed:
    """Offer all anew, record it, put it in force: ended anywhere, it is done wholly or not at all."""
    offered: list[tuple[Wrapped, str, WrappedFile]] = []
    left = 0
    for folder, held, wanted in (
        (KEYS, keys_of(case), apart.keys),
        (WITNESSES, register_of(case), apart.register),
    ):
        for name, sha256 in sorted(wanted.items()):
            plain = _opened(held, name, sha256, identities)
            if plain is None:
                left += 1
                continue
            renewed = held.offer(name, seal(plain, recipients))
            file = WrappedFile(path=f"{folder}/{name}{SUFFIX}", sha256=renewed)
            offered.append((held, name, file))
    bodies: list[Body] = [body]
    if offered:
        bodies.append(Rewrapped(files=tuple(file for _, _, file in offered)))
    case.append(bodies)
    for held, name, _ in offered:
        held.settle(name)
    return Changed(recipient=body.recipient, renewed=len(offered), left=left)


def _opened(held: Wrapped, name: str, sha256: str, identities: Sequence[Identity]) -> bytes | None:
    if not identities:
        return None
    try:
        return unseal(held.get(name, sha256), identities)
    except NotForUsError:
        return None
    except SealError as problem:
        raise OperatorError(f"{held.folder.name}/{name}{SUFFIX}: {problem}") from None


def new_identity(path: Path) -> str:
    """Write a fresh identity to *path*, as `age-keygen` does, for its owner alone; the recipient.

    Raises:
        OperatorError: the file is there already, or cannot be written.
    """
    identity = Identity.fresh()
    text = (
        f"# created: {clock.now().utc}\n# public key: {identity.recipient}\n{identity.reveal()}\n"
    )
    if os.path.lexists(path):
        raise OperatorError(f"{path} is there already: a key is never written over")
    with room(str(path)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        sync(path.parent)
    return identity.recipient
