"""Have another organisation sign that it saw the record grow only, by files that people carry.

In: a case; what a cosigner answered.  Out: a request with a proof that the record continues what they saw last; entries
with their signatures, once these are seen to hold. Nothing is sent from here. What the cosigner does is in
`pipeline.cosigner`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.anchoring import Cosigned
from firsthand.model.value import value
from firsthand.pipeline.anchoring import as_utc
from firsthand.pipeline.case import Case
from firsthand.pipeline.signed import signed_now, write_new
from firsthand.store.cosigning import (
    ID_BYTES,
    LOG_TYPE,
    VerifierKey,
    check_cosignature,
    read_key,
    read_line,
    signature_lines,
)
from firsthand.store.files import read_small
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import ProofError, Tree, read_hashes, write_hashes
from firsthand.store.record import Key
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, open_note, read_unsigned

REQUEST_BYTES_MAX = NOTE_BYTES_MAX + 8192  # a checkpoint, and 63 hashes of 45 bytes
HASHES_MAX = 63  # as c2sp.org/tlog-witness allows in a request


@value
class Request:
    """What a cosigner is asked: that the log of the checkpoint continues the *old* entries that they saw."""

    old: int
    hashes: tuple[bytes, ...]
    note: bytes


@value
class Asked:
    """What was asked for, and the key that the cosigner must be told by another way."""

    size: int
    old: int
    log_key: str


def ask(case: Case, target: Path, *, cosigner: str = "", old: int | None = None) -> Asked:
    """Write a request for the record as it is signed now.

    It continues what *cosigner* signed last for this case, or the last that anybody did; or *old* entries.

    Raises:
        OperatorError: the file is there already or cannot be written, or *old* is more than there is.
    """
    now = signed_now(case)
    checkpoint = now.checkpoint
    if old is None:
        seen = [each.size for each in _earlier(case) if cosigner in {"", each.cosigner}]
        old = max(seen, default=0)
    if not 0 <= old <= checkpoint.size:
        raise OperatorError(f"expected at most {checkpoint.size} entries seen before, found {old}")
    tree = Tree([hash_leaf(line) for line in case.record.lines()])
    asked = Request(old=old, hashes=tree.consistency(old), note=now.note)
    write_new(target, write_request(asked))
    return Asked(size=checkpoint.size, old=old, log_key=log_key(now.key).text)


def log_key(key: Key) -> VerifierKey:
    """The key of a case's record, as it is told to others."""
    return VerifierKey(name=key.name, type=LOG_TYPE, public=base64.b64decode(key.public))


def _earlier(case: Case) -> Iterable[Cosigned]:
    return [entry.body for entry in case.decided() if isinstance(entry.body, Cosigned)]


def write_request(request: Request) -> bytes:
    """As c2sp.org/tlog-witness writes what is asked of a cosigner."""
    return f"old {request.old}\n{write_hashes(request.hashes)}\n".encode() + request.note


def read_request(data: bytes) -> Request:
    """What such a file asks.

    Raises:
        NoteError: it is no such file.
    """
    head, gap, note = data.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
        word, _, number = first.partition(" ")
        if not gap or word != "old" or not number.isdecimal() or str(int(number)) != number:
            raise NoteError("expected a request that begins with `old N`")
        if len(lines) > HASHES_MAX:
            raise NoteError(f"expected at most {HASHES_MAX} hashes, found {len(lines)}")
        return Request(old=int(number), hashes=read_hashes(lines), note=note)
    except (UnicodeDecodeError, ProofError, ValueError) as problem:
        if isinstance(problem, NoteError):
            raise
        raise NoteError(f"expected a request for a cosignature: {problem}") from None


def take(case: Case, answered: Path, *, known: Sequence[str]) -> tuple[Cosigned, ...]:
    """Record the cosignatures on a checkpoint of this case.

    *known* are the keys of cosigners, told by another way; those of earlier entries of this case are known too.

    Raises:
        OperatorError: it is no checkpoint of this case, or no known key signed it.
    """
    opened = case.opened()
    try:
        note = read_small(answered, NOTE_BYTES_MAX)
        said = read_unsigned(note)
        open_note(note, name=opened.key_name, public=opened.key)
    except OSError as problem:
        raise OperatorError(f"{answered} cannot be read: {problem.strerror}") from None
    except NoteError as problem:
        raise OperatorError(
            f"{answered} is no checkpoint signed by this case's key: {problem}"
        ) from None
    _is_state(case, said, answered)
    earlier = list(_earlier(case))
    keys = read_keys([*known, *(each.key for each in earlier)])
    found = [body for line in signature_lines(note) if (body := _read(line, keys, said))]
    made = tuple(body for body in found if body.line not in {each.line for each in earlier})
    if not found:
        raise OperatorError(
            f"no known cosigner signed {answered}: give their key, told by another way (--cosigner KEY)"
        )
    case.append(made)
    return made


def _is_state(case: Case, said: Checkpoint, answered: Path) -> None:
    """See that the checkpoint is of a state that this record had."""
    lines = [hash_leaf(line) for line in case.record.lines()]
    if said.size > len(lines) or Tree(lines[: said.size]).root() != said.root:
        raise OperatorError(
            f"{answered} is signed by this case's key over {said.size} other entries: the case was set "
            "back or its history rewritten since it was asked"
        )


def read_keys(told: Iterable[str]) -> dict[tuple[str, bytes], VerifierKey]:
    """Keys by name and id.

    Raises:
        OperatorError: one is no key.
    """
    found: dict[tuple[str, bytes], VerifierKey] = {}
    for text in told:
        try:
            key = read_key(text)
        except NoteError as problem:
            raise OperatorError(str(problem)) from None
        found[key.name, key.id] = key
    return found


def _read(
    line: str, keys: dict[tuple[str, bytes], VerifierKey], said: Checkpoint
) -> Cosigned | None:
    """The entry for a signature line; None where its key is not known."""
    _, name, blob = read_line(line)
    key = keys.get((name, blob[:ID_BYTES]))
    if key is None:
        return None
    try:
        seconds = check_cosignature(line, key=key, checkpoint=said)
        utc = as_utc(seconds)
    except NoteError as problem:
        raise OperatorError(str(problem)) from None
    return Cosigned(
        size=said.size,
        root=said.root.hex(),
        utc=utc,
        cosigner=name,
        key=key.text,
        line=line.rstrip("\n"),
    )
