"""Take files into the case sealed, and open one again for somebody who holds an identity.

In: paths, or an object and identities.  Out: sealed objects in the vault, their wrapped keys beside the
record, entries that betray nothing; or one file with the plain bytes, where the operator said. Plain
bytes are in memory only, never in a file of ours. Nothing sealed is read into documents.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import OperatorError
from firsthand.model.custody import Described, MediaType
from firsthand.model.problem import Problem, Severity
from firsthand.model.sealed import Envelope, Sealed, Unsealed
from firsthand.model.value import value
from firsthand.pipeline import keys
from firsthand.pipeline.case import Case
from firsthand.pipeline.kept_sealed import KeptSealed, finish, keys_of, sealed_object
from firsthand.pipeline.offering import Offer, Offered
from firsthand.pipeline.preserving import (
    BATCH_BYTES,
    BATCH_COUNT,
    ChangedError,
    Progress,
    still,
    why_not_read,
)
from firsthand.preserve.sniff import HEAD_BYTES, identify_media
from firsthand.store.files import open_to_read, room, sync
from firsthand.store.sealing import (
    Commitment,
    Cut,
    Identity,
    Padded,
    SealError,
    fresh_salt,
    open_stream,
    open_value,
    seal_stream,
    seal_value,
)
from firsthand.store.vault import Batch

MODE = 0o600
# What file systems answer that know no file without a name.
NO_NAMELESS = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL})


@value
class SealedReport:
    """What came in sealed, and what was not taken and why; names stand in the problems alone."""

    sealed: tuple[Sealed, ...]
    problems: tuple[Problem, ...]


def preserve_sealed(case: Case, addresses: Sequence[str], *, progress: Progress) -> SealedReport:
    """Seal every file under *addresses*, each with a key of its own, for the recipients of the case.

    The same bytes offered twice are sealed twice: without an identity nobody can tell. What is refused
    is told, not recorded: a name may betray.

    Raises:
        AddressNotFoundError: a path does not exist; nothing was preserved.
        OperatorError: nobody is named for whom to seal, or the disk is full.
    """
    apart = for_whom(case)
    offer = Offer(addresses, own=case.folder, secrets=keys.private_paths())
    problems = list(offer.problems)
    made: list[Sealed] = []
    done = 0
    while done < len(offer.items):
        batch_made: list[Sealed] = []
        with case.vault.batch() as batch:
            start, size_bytes = done, 0
            while (
                done < len(offer.items) and done - start < BATCH_COUNT and size_bytes < BATCH_BYTES
            ):
                progress(done, len(offer.items), offer.items[done].address)
                sealed = _take(case, offer.items[done], batch, apart, problems)
                if sealed is not None:
                    batch_made.append(sealed)
                    size_bytes += sealed.size_bytes
                done += 1
        record_sealed(case, batch_made)
        made += batch_made
    progress(len(offer.items), len(offer.items), "sealed")
    return SealedReport(sealed=tuple(made), problems=tuple(problems))


def _take(
    case: Case, item: Offered, batch: Batch, apart: KeptSealed, problems: list[Problem]
) -> Sealed | None:
    """Seal one file, or say why not; its wrapped key is on the disk before the object has its name."""
    try:
        with open_to_read(item.path) as stream:
            called = Called(file=item.file, address=item.address, described=item.described)
            made, is_open = seal_object(case, stream, called, batch=batch, apart=apart)
    except OSError as problem:
        code = "vanished" if problem.errno == errno.ENOENT else "unreadable-file"
        code = "changed" if isinstance(problem, ChangedError) else code
        problems.append(_problem(code, why_not_read(problem), item.file))
        return None
    if is_open:
        message = (
            "the vault holds these very bytes unsealed, from before: sealing hides nothing of them"
        )
        problems.append(_problem("kept-open", message, item.file))
    return made


@value
class Called:
    """What an object is called, for nobody but its recipients."""

    file: str
    address: str
    described: Described | None = None


def seal_object(
    case: Case, stream: BinaryIO, called: Called, *, batch: Batch, apart: KeptSealed
) -> tuple[Sealed, bool]:
    """Seal what *stream* holds; and whether the vault holds these very bytes unsealed, from before.

    Its wrapped key is on the disk, offered: when an entry speaks of it, `settle` it.

    Raises:
        OSError: the stream changed while it was read, or could not be read to its end.
        OperatorError: the disk is full.
    """
    identity, salt = Identity.fresh(), fresh_salt()
    commitment = Commitment(salt)
    media_type = identify_media(stream.read(HEAD_BYTES))
    stream.seek(0)
    reader, check = Padded(stream, commitment), still(stream)
    digest, size_bytes = batch.fill(
        lambda sink: seal_stream(reader, sink, identity.recipient),
        check=lambda: check(reader.size_bytes),
    )
    envelope = Envelope(
        identity=identity.reveal(),
        salt=salt.hex(),
        size_bytes=reader.size_bytes,
        file=called.file,
        address=called.address,
        media_type=media_type,
        described=called.described,
    )
    wrapped = seal_value(envelope, tuple(apart.recipients))
    made = Sealed(
        digest=digest,
        size_bytes=size_bytes,
        commitment=commitment.hexdigest(),
        wrapped_sha256=keys_of(case).offer(digest, wrapped),
    )
    return made, reader.hexdigest() in case.vault


def record_sealed(case: Case, made: Sequence[Sealed]) -> None:
    """Record objects whose batch is in the vault, and put their keys in force."""
    case.append(made)
    case.vault.recorded([each.digest for each in made])
    for each in made:
        keys_of(case).settle(each.digest)


def for_whom(case: Case) -> KeptSealed:
    """How things stand, once an interruption is ended.

    Raises:
        OperatorError: nobody is named for whom to seal.
    """
    apart = finish(case)
    if not apart.recipients:
        raise OperatorError(
            "nobody is named who may open it: firsthand recipients CASE --add age1… --name WHO"
        )
    return apart


@value
class Opened:
    """A sealed object that was opened: what it was called, and where its plain bytes are now."""

    digest: str
    target: str
    size_bytes: int
    file: str
    address: str
    media_type: MediaType


def unseal(
    case: Case, told: str, target: Path, *, identities: Sequence[Identity], reason: str
) -> Opened:
    """Write the plain bytes of a sealed object to *target*; that it was opened is recorded first.

    All bytes are opened and compared with the commitment before any is written.

    Raises:
        UnknownIdError: no sealed object is called so.
        OperatorError: it was erased, these identities do not open it, it is damaged, there is no reason,
            or *target* is there already or lies in the case.
    """
    if not reason.strip():
        raise OperatorError("opening what is sealed has a reason: give --reason")
    apart = finish(case)
    sealed = sealed_object(apart, told)
    if os.path.lexists(target):
        raise OperatorError(f"{target} is there already: name another file")
    if target.resolve().is_relative_to(case.folder.resolve()):
        raise OperatorError("plain bytes are never written into the case: name a file elsewhere")
    try:
        wrapped = keys_of(case).get(sealed.digest, apart.keys[sealed.digest])
        envelope = open_value(wrapped, Envelope, identities)
        _pour(case, sealed, envelope, None)
        case.append([Unsealed(digest=sealed.digest, reason=reason.strip())])
        _write(case, sealed, envelope, target)
    except SealError as problem:
        raise OperatorError(f"{sealed.address}: {problem}") from None
    return Opened(
        digest=sealed.digest,
        target=str(target),
        size_bytes=envelope.size_bytes,
        file=envelope.file,
        address=envelope.address,
        media_type=envelope.media_type,
    )


class _File:
    def __init__(self, handle: int) -> None:
        self._handle = handle

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        with room("the opened file"):
            while view:
                view = view[os.write(self._handle, view) :]


def _write(case: Case, sealed: Sealed, envelope: Envelope, target: Path) -> None:
    """All of it or nothing: where the file system can, the file has no name before it is whole."""
    with room(str(target)):
        handle, named = _nameless(target)
    try:
        try:
            _pour(case, sealed, envelope, _File(handle))
            os.fsync(handle)
            if not named:
                _name(handle, target)
        finally:
            os.close(handle)
    except BaseException:
        if named:
            target.unlink(missing_ok=True)
        raise
    sync(target.parent)


def _name(handle: int, target: Path) -> None:
    """Give a file its name. The folder is named by its handle: else Python would link the link in /proc."""
    with room(str(target)):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.link(f"/proc/self/fd/{handle}", target.name, dst_dir_fd=folder)
        finally:
            os.close(folder)


def _nameless(target: Path) -> tuple[int, bool]:
    """A file to write into, and whether it has its name already: killed half-way, one without leaves nothing."""
    try:
        flags = os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC
        return os.open(target.parent, flags, MODE), False
    except OSError as problem:
        if problem.errno not in NO_NAMELESS:
            raise
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE), True


def _pour(case: Case, sealed: Sealed, envelope: Envelope, sink: _File | None) -> None:
    """Open the object into *sink*, and see that it is what the record commits to."""
    commitment = Commitment(bytes.fromhex(envelope.salt))
    cut = Cut(envelope.size_bytes, commitment, sink)
    try:
        with case.vault.open(sealed.digest) as stream:
            open_stream(stream, cut, [Identity(envelope.identity)])
    except OSError as problem:
        raise SealError(f"its bytes cannot be read: {problem.strerror}") from None
    if not cut.is_whole() or commitment.hexdigest() != sealed.commitment:
        raise SealError("what it holds is not what the record commits to")


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
