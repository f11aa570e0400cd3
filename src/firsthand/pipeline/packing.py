"""Pack one preserved object for somebody who trusts nobody: its bytes, its entries, their proofs.

In: a case and an object.  Out: a folder with everything that standard tools need to check it, and
VERIFY.txt, which says how. The case is read only. Checking such a folder with our own reader is done in
`pipeline.unpacking`.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from firsthand.errors import DamagedRecordError, OperatorError, UnknownIdError
from firsthand.model.anchoring import BlockStamped, Cosigned
from firsthand.model.custody import Capture
from firsthand.model.record import Body, Preserved, Redescribed, Timestamped
from firsthand.model.value import value
from firsthand.pipeline.carrying import Vouched, vouched, words_of, write_vouched
from firsthand.pipeline.case import Case
from firsthand.pipeline.continuing import read_state
from firsthand.pipeline.leaving import bytes_may_leave, may_leave, refuse_sealed
from firsthand.pipeline.signed import need_empty, numbered, signed_now
from firsthand.pipeline.swap import replacing
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import Proof, Tree, grew, write_hashes, write_proof
from firsthand.store.record import Key
from firsthand.store.signing import (
    Checkpoint,
    NoteError,
    fingerprint,
    open_note,
    signature_by,
    signed_text,
)
from firsthand.store.vault import CHUNK_BYTES, hash_file

SUMS = "SHA256SUMS"
NOT_ANCHORED = (
    "No authority outside has\nset its own time to this checkpoint, so the packet does not show by itself *when* it was signed; "
    "another checkpoint\nof the same log that was kept elsewhere does"
)
ANCHORED = (
    "Others outside have put\ntheir own time to states of this log, in `anchors/`: the entries that a state covers were there by that "
    "time, say\nthey. That the log only grew since shows against a checkpoint that was kept elsewhere"
)
PREFIX_LETTERS_MIN = 8  # of a digest, enough to name one of a million objects


@value
class Packet:
    """What was packed, and into which folder."""

    folder: str
    object: str
    size_bytes: int
    entries: tuple[int, ...]
    checkpoint: int
    since: int | None
    key: str
    vouched: tuple[str, ...] = ()  # who outside says by when the object was in the log
    held_back: int = 0  # words of others in which a name of the register stands
    rootless: int = 0  # stamps whose certificates lead to no root


@value
class _Log:
    """The record as it is signed now."""

    note: bytes
    checkpoint: Checkpoint
    key: Key
    lines: dict[int, bytes]  # of the entries that go into the packet
    vouching: tuple[Body, ...]
    tree: Tree


def pack(case: Case, wanted: str, folder: Path, *, since: Path | None = None) -> Packet:
    """Pack the object that *wanted* names.

    A name is its digest or the beginning of it, its address or file, the file's last name, or a file on
    this machine that has these bytes. *since* is a checkpoint of this case kept elsewhere, as an earlier
    packet holds one: then the packet proves too that the log only grew.

    Raises:
        UnknownIdError: no object has that name, or several have.
        OperatorError: the folder holds other things, the bytes are not what the log says, *since* is no
            checkpoint of this case, or what a witness gave would leave without consent.
        DamagedRecordError: the log does not continue *since*.
    """
    need_empty(folder)
    refuse_sealed(case, wanted)
    digest = find_digest(case, wanted)
    log = _log(case, digest)
    earlier = _earlier(since, log) if since is not None else None
    may_leave(case, digest, log.lines.values())
    origin = log.checkpoint.origin
    found, rootless = vouched(log.vouching, log.tree, origin=origin, numbers=sorted(log.lines)[1:])
    going = [
        each for each in found if bytes_may_leave(case, each.by.encode(), *each.files.values())
    ]
    with replacing(folder) as room:
        (room / "object").mkdir()
        size_bytes = copy_object(case, digest, room / "object")
        _write_log(room, log)
        if earlier is not None:
            _write_since(room / "since", earlier, log)
        named = write_vouched(room, going, log.tree, origin=origin)
        words = _words(digest, size_bytes, log, earlier, named)
        (room / "VERIFY.txt").write_text(words, "utf-8")
        (room / SUMS).write_text("".join(sum_lines(room)), "utf-8")
    return Packet(
        folder=str(folder),
        object=digest,
        size_bytes=size_bytes,
        entries=tuple(sorted(log.lines)),
        checkpoint=log.checkpoint.size,
        since=earlier[1].size if earlier else None,
        key=fingerprint(log.key.public),
        vouched=tuple(f"{each.by} at {each.utc or 'its time'}" for each in going),
        held_back=len(found) - len(going),
        rootless=rootless,
    )


def find_digest(case: Case, wanted: str) -> str:
    """The one object that *wanted* names: the exactest way in which it names any counts.

    Raises:
        UnknownIdError: no object has that name, or several have.
    """
    captures = case.captures()
    told, here = wanted.lower(), _digest_of_file(wanted)
    ways: tuple[Callable[[Capture], bool], ...] = (
        lambda each: each.digest == told,
        lambda each: wanted in {each.address, each.file, each.id},
        lambda each: len(told) >= PREFIX_LETTERS_MIN and each.digest.startswith(told),
        lambda each: wanted in {_last(each.address), _last(each.file)},
        lambda each: each.digest == here,
    )
    found: set[str] = set()
    for way in ways:
        found = found or {each.digest for each in captures if way(each)}
    if not found:
        raise UnknownIdError(
            f"no object of this case has the SHA-256, address or file {wanted}: name one as "
            "preserved, or the first 8 digits of its SHA-256 or more"
        )
    if len(found) > 1:
        listed = ", ".join(sorted(found))
        raise UnknownIdError(f"{wanted} names {len(found)} objects: {listed}. Name one of them")
    return found.pop()


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _digest_of_file(path: str) -> str:
    """The digest of a file on this machine: is it in the case? Empty where there is no such file."""
    try:
        return hash_file(path)[0]
    except (OSError, ValueError):
        return ""


def _log(case: Case, digest: str) -> _Log:
    now = signed_now(case)
    leaves: list[bytes] = []
    lines: dict[int, bytes] = {}
    vouching: list[Body] = []
    for number, line, entry in numbered(case):
        leaves.append(hash_leaf(line))
        body = entry.body
        about = isinstance(body, Preserved | Redescribed) and body.capture.digest == digest
        if not number or about:
            lines[number] = line
        if isinstance(body, Timestamped | Cosigned | BlockStamped):
            vouching.append(body)
    return _Log(
        note=now.note,
        checkpoint=now.checkpoint,
        key=now.key,
        lines=lines,
        vouching=tuple(vouching),
        tree=Tree(leaves),
    )


def _earlier(since: Path, log: _Log) -> tuple[bytes, Checkpoint]:
    """The earlier checkpoint, which this log continues."""
    note, said = read_state(since)
    try:
        open_note(note, name=log.key.name, public=log.key.public)
    except NoteError as problem:
        raise OperatorError(f"{since} is no checkpoint by this case's key: {problem}") from None
    if said.origin != log.checkpoint.origin:
        raise OperatorError(
            f"expected a checkpoint of {log.checkpoint.origin}, {since} is one of {said.origin}"
        )
    if said.size > log.checkpoint.size:
        raise DamagedRecordError(
            f"expected at least the {said.size} entries of {since}, found {log.checkpoint.size}: "
            "the case was set back"
        )
    after = (log.checkpoint.size, log.checkpoint.root)
    if not grew((said.size, said.root), after, log.tree.consistency(said.size)):
        raise DamagedRecordError(
            f"the first {said.size} entries are not those of {since}: a fork, history was rewritten"
        )
    return note, said


def copy_object(case: Case, digest: str, room: Path) -> int:
    """Copy the bytes into the folder; how many they are. What is not what the log speaks of is not packed.

    Raises:
        OperatorError: it cannot be copied, or was altered.
    """
    try:
        with case.vault.open(digest) as held, (room / digest).open("xb") as copy:
            shutil.copyfileobj(held, copy, CHUNK_BYTES)
    except OSError as problem:
        raise OperatorError(f"{digest} cannot be copied: {problem.strerror}") from None
    found, size_bytes = hash_file(room / digest)
    if found != digest:
        raise OperatorError(f"what is kept as {digest} has the SHA-256 {found}: it was altered")
    return size_bytes


def _write_log(room: Path, log: _Log) -> None:
    (room / "entries").mkdir()
    (room / "proofs").mkdir()
    for number, line in log.lines.items():
        (room / "entries" / str(number)).write_bytes(line)
        proof = Proof(index=number, hashes=log.tree.inclusion(number), checkpoint=log.note)
        (room / "proofs" / f"{number}.tlog-proof").write_bytes(write_proof(proof))
    _write_note(room, log.note, log.key)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(log.key.public))
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (room / "key.pem").write_bytes(pem)


def _write_note(room: Path, note: bytes, key: Key) -> None:
    """The checkpoint as signed, and its two parts as openssl takes them."""
    (room / "checkpoint").write_bytes(note)
    text = signed_text(note, name=key.name, public=key.public)
    (room / "checkpoint.text").write_bytes(text.encode())
    signature = signature_by(note, name=key.name, public=key.public)
    (room / "checkpoint.signature").write_bytes(signature)


def _write_since(room: Path, earlier: tuple[bytes, Checkpoint], log: _Log) -> None:
    room.mkdir()
    _write_note(room, earlier[0], log.key)
    (room / "proof").write_text(write_hashes(log.tree.consistency(earlier[1].size)), "ascii")


def _words(
    digest: str,
    size_bytes: int,
    log: _Log,
    earlier: tuple[bytes, Checkpoint] | None,
    named: Mapping[str, Vouched],
) -> str:
    """VERIFY.txt. Nothing of the evidence stands in it: a command line is no place for a stranger's words."""
    words = files("firsthand.pipeline")
    since = words.joinpath("SINCE.txt").read_text("utf-8") if earlier is not None else ""
    return Template(words.joinpath("VERIFY.txt").read_text("utf-8")).substitute(
        object=digest,
        size_bytes=size_bytes,
        origin=log.checkpoint.origin,
        size=log.checkpoint.size,
        fingerprint=fingerprint(log.key.public),
        since=since,
        anchors=words_of(named, number=4 + (earlier is not None)),
        when=(ANCHORED if named else NOT_ANCHORED),
    )


def sum_lines(room: Path) -> Iterator[str]:
    """The lines of SHA256SUMS, which does not list itself."""
    for path in sorted(
        path
        for path in room.rglob("*")
        if path.is_file() and not path.is_symlink() and path.name != SUMS
    ):
        yield f"{hash_file(path)[0]}  {path.relative_to(room).as_posix()}\n"
