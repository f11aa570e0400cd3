"""Keep sensitive words beside the record, which holds only commitments to them.

In: words; random salts.  Out: files `record/apart/<sha256>`, readable by nobody else, and commitments for an entry; from these
the words again, once they are seen to be those that were committed to. One part can be shown alone: its salt and its words.
Words lie there as `<sha256>.next` until an entry commits to them, so that what an interruption leaves is known and removed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from firsthand.model.collection import Apart, Commitment, KeptApart, Told
from firsthand.model.problem import Problem, Severity
from firsthand.store.codec import CodecError, decode, encode
from firsthand.store.files import (
    kind,
    read_small,
    readable,
    remove_overwritten,
    room,
    sync,
    write_durably,
)
from firsthand.store.vault import is_digest

FOLDER = "apart"
NEXT = ".next"  # behind the name of words that no entry speaks of yet
FILE_BYTES_MAX = 4 << 20  # pages of results that a person typed or pasted
MODE, FOLDER_MODE = 0o600, 0o700


class ApartError(ValueError):
    """The words are not there or not those that were committed to; the message says which."""


def commit(told: Told) -> Commitment:
    """The commitment to one part."""
    data = bytes.fromhex(told.salt) + told.name.encode() + b"\0" + told.words.encode()
    return Commitment(
        name=told.name, digest=hashlib.sha256(data).hexdigest(), recorded=told.recorded
    )


def write_apart(record: Path, apart: Apart) -> KeptApart:
    """Have the words on the disk, offered; the body of the entry that commits to them: then `settle_apart`.

    Raises:
        OperatorError: there is no room.
    """
    data = encode(apart)
    name = hashlib.sha256(data).hexdigest()
    folder = record / FOLDER
    with room("record/apart/"):
        if not folder.is_dir():
            folder.mkdir(mode=FOLDER_MODE)
            sync(record)
    write_durably(folder / f"{name}{NEXT}", data, append=False, mode=MODE)
    return KeptApart(kind=apart.kind, file=name, parts=tuple(map(commit, apart.parts)))


def settle_apart(record: Path, name: str) -> None:
    """An entry speaks of the words *name* now: they take their name.

    Raises:
        OperatorError: there is no room.
    """
    folder = record / FOLDER
    with room("record/apart/"):
        (folder / f"{name}{NEXT}").rename(folder / name)
        sync(folder)


def has_offered(record: Path) -> bool:
    """Whether an interruption left words that have not taken their name."""
    folder = record / FOLDER
    return not folder.is_symlink() and any(folder.glob(f"*{NEXT}"))


def finish_apart(record: Path, recorded: Collection[str]) -> None:
    """End what an interruption left: words of an entry in *recorded* take their name, others are overwritten and go.

    Raises:
        OperatorError: there is no room.
    """
    for path in sorted((record / FOLDER).glob(f"*{NEXT}")):
        name = path.name.removesuffix(NEXT)
        if name in recorded and not os.path.lexists(record / FOLDER / name):
            settle_apart(record, name)
        else:
            with room("record/apart/"):
                remove_overwritten(path)
                sync(path.parent)


def read_apart(record: Path, body: KeptApart) -> Apart:
    """The words that an entry commits to.

    Raises:
        ApartError: they are not there, or others.
    """
    path = record / FOLDER / body.file
    offered = path.with_name(f"{body.file}{NEXT}")
    try:
        data = read_small(path if os.path.lexists(path) else offered, FILE_BYTES_MAX)
    except OSError as problem:
        raise ApartError(f"expected the words kept apart, found: {problem.strerror}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != body.file:
        raise ApartError(f"expected SHA-256 {body.file}, found {found}")
    try:
        apart = decode(data, Apart)
    except CodecError as problem:
        raise ApartError(f"expected words kept apart: {problem}") from None
    if (apart.kind, tuple(map(commit, apart.parts))) != (body.kind, body.parts):
        raise ApartError("the words are not those that the entry commits to")
    return apart


def inspect_apart(record: Path, bodies: Mapping[int, KeptApart]) -> Iterator[Problem]:
    """Every difference between what entries commit to and what lies apart."""
    for number, body in bodies.items():
        try:
            read_apart(record, body)
        except ApartError as problem:
            yield _problem("apart-differs", f"entry {number}: {problem}", body.file)
    folder = record / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        if folder.is_symlink() or folder.exists():
            yield _problem("apart-not-a-folder", "expected a folder", "")
        return
    wanted = {body.file for body in bodies.values()}
    wanted |= {f"{name}{NEXT}" for name in wanted if not os.path.lexists(record / FOLDER / name)}
    for path in sorted(folder.iterdir()):
        name = readable(path.name)
        if path.name in wanted:
            mode = path.lstat().st_mode
            if mode & 0o077:
                message = (
                    f"expected that nobody else may read it: mode 0600, found {mode & 0o777:04o}"
                )
                yield _problem("apart-readable", message, name, Severity.WARNING)
        elif _is_own(path):
            message = "left by an interrupted command that recorded nothing; the next that writes removes it"
            yield _problem("apart-left", message, name, Severity.NOTE)
        else:
            message = f"expected only what an entry commits to, found {kind(path.lstat().st_mode)}"
            yield _problem("apart-unknown", message, name)


def _is_own(path: Path) -> bool:
    """Whether an interrupted write of ours explains the file: offered, or with the name of its bytes, or none yet."""
    try:
        data = read_small(path, FILE_BYTES_MAX)
    except OSError:
        return False
    if path.name.endswith(NEXT) and is_digest(path.name.removesuffix(NEXT)):
        return True
    if not data and len(path.name) == len(hashlib.sha256().hexdigest()):
        return True
    if hashlib.sha256(data).hexdigest() != path.name:
        return False
    try:
        decode(data, Apart)
    except CodecError:
        return False
    return True


def _problem(code: str, message: str, name: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        message=message,
        where=f"record/{FOLDER}/{name}".rstrip("/"),
    )
