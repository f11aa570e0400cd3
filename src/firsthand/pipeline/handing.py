"""Hand over many objects at once in a form that archives know, each with its proof of the log.

In: a case seen for a use; objects, or all that may leave; a form.  Out: a folder as BagIt (RFC 8493) or RO-Crate, or the proofs
alone. What packets do not allow does not leave: sealed objects, what a witness gave without consent, and unless they are
named one by one mails and logs of browsers. How such a folder is checked is in `pipeline.handed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.anchoring import BlockStamped, Cosigned
from firsthand.model.collection import ApartKind, CollectionPart, KeptApart
from firsthand.model.custody import Capture, MediaType
from firsthand.model.custody_event import ExportKind
from firsthand.model.record import Body, Preserved, Timestamped
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.bag import write_bag
from firsthand.pipeline.carrying import (
    ENTRIES_IN_PROOFS,
    Vouched,
    vouched,
    words_of,
    write_vouched,
)
from firsthand.pipeline.case import Case
from firsthand.pipeline.cosigning import log_key
from firsthand.pipeline.crate import Part, write_crate
from firsthand.pipeline.leaving import bytes_may_leave, may_leave, refuse_sealed, words_may_leave
from firsthand.pipeline.packing import SUMS, copy_object, find_digest, sum_lines
from firsthand.pipeline.signed import need_empty, numbered, signed_now
from firsthand.pipeline.swap import replacing
from firsthand.store.apart import ApartError, commit, read_apart
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import Proof, Tree, write_proof
from firsthand.store.record import Key
from firsthand.store.signing import Checkpoint, fingerprint

DATA, PROOFS = "data", "proofs"
OPENING = "entry-0.json"
KEY = "key.vkey"
COLLECTION = "collection.json"
ANCHORS = "ANCHORS.txt"
LISTS = {
    ExportKind.BAGIT: "tagmanifest-sha256.txt",
    ExportKind.RO_CRATE: SUMS,
    ExportKind.PROOFS: SUMS,
}
PRIVATE = frozenset({MediaType.MAIL, MediaType.MAILBOX, MediaType.HAR})


@value
class Stayed:
    """An object that did not leave, and why."""

    digest: str
    why: str


@value
class Handed:
    """What left, in which folder; `sums` is the name of the list that covers all of it."""

    folder: str
    kind: ExportKind
    objects: tuple[str, ...]
    size_bytes: int
    stayed: tuple[Stayed, ...]
    checkpoint: int
    key: str
    sums: str
    vouched: tuple[str, ...] = ()  # who outside says by when some or all were in the log
    held_back: int = 0  # words of others in which a name of the register stands
    rootless: int = 0  # stamps whose certificates lead to no root


@value
class _First:
    """The entry by which an object came into the case."""

    number: int
    line: bytes
    at: str
    capture: Capture


@value
class _Log:
    """One pass over the record."""

    note: bytes
    checkpoint: Checkpoint
    key: Key
    opening: bytes
    first: dict[str, _First]
    addresses: dict[str, tuple[str, ...]]
    collections: dict[int, tuple[bytes, KeptApart]]
    vouching: tuple[Body, ...]
    tree: Tree


def hand_over(
    case: Case,
    wanted: Sequence[str],
    folder: Path,
    *,
    kind: ExportKind,
    disclose: Sequence[CollectionPart] = (),
) -> Handed:
    """Write the objects that *wanted* names, or all that may leave, into *folder* as *kind*.

    *disclose* names parts of the collection records that go along, with their salts.

    Raises:
        UnknownIdError: no object has such a name, or several have.
        OperatorError: the folder holds other things, or a named object may not leave or was altered.
    """
    need_empty(folder)
    log = _pass(case)
    chosen, stayed = _choose(case, wanted, log)
    numbers = [log.first[digest].number for digest in chosen]
    found, rootless = vouched(log.vouching, log.tree, origin=log.checkpoint.origin, numbers=numbers)
    going = [
        each for each in found if bytes_may_leave(case, each.by.encode(), *each.files.values())
    ]
    with replacing(folder) as room:
        (room / PROOFS).mkdir()
        size_bytes = 0
        if kind is not ExportKind.PROOFS:
            (room / DATA).mkdir()
            size_bytes = sum(copy_object(case, digest, room / DATA) for digest in chosen)
        for digest in chosen:
            first = log.first[digest]
            _prove(room / PROOFS / f"{digest}.tlog-proof", first.number, first.line, log)
        (room / "checkpoint").write_bytes(log.note)
        (room / OPENING).write_bytes(log.opening)
        (room / KEY).write_text(f"{log_key(log.key).text}\n", "utf-8")
        if disclose:
            _disclose(case, room, disclose, log)
        _write_anchors(room, going, log)
        _finish(room, kind, chosen, log)
    return Handed(
        folder=str(folder),
        kind=kind,
        objects=chosen,
        size_bytes=size_bytes,
        stayed=stayed,
        checkpoint=log.checkpoint.size,
        key=fingerprint(log.key.public),
        sums=LISTS[kind],
        vouched=tuple(f"{each.by} at {each.utc or 'its time'}" for each in going),
        held_back=len(found) - len(going),
        rootless=rootless,
    )


def _pass(case: Case) -> _Log:
    now = signed_now(case)
    leaves: list[bytes] = []
    first: dict[str, _First] = {}
    addresses: dict[str, dict[str, None]] = {}
    collections: dict[int, tuple[bytes, KeptApart]] = {}
    opening = b""
    vouching: list[Body] = []
    for number, line, entry in numbered(case):
        leaves.append(hash_leaf(line))
        opening = opening or line
        body = entry.body
        if isinstance(body, Preserved):
            digest = body.capture.digest
            met = _First(number=number, line=line, at=entry.at.utc, capture=body.capture)
            first.setdefault(digest, met)
            addresses.setdefault(digest, {})[body.capture.address] = None
        elif isinstance(body, KeptApart) and body.kind is ApartKind.COLLECTION:
            collections[number] = (line, body)
        elif isinstance(body, Timestamped | Cosigned | BlockStamped):
            vouching.append(body)
    return _Log(
        note=now.note,
        checkpoint=now.checkpoint,
        key=now.key,
        opening=opening,
        first=first,
        addresses={digest: tuple(found) for digest, found in addresses.items()},
        collections=collections,
        vouching=tuple(vouching),
        tree=Tree(leaves),
    )


def _choose(
    case: Case, wanted: Sequence[str], log: _Log
) -> tuple[tuple[str, ...], tuple[Stayed, ...]]:
    """Which objects leave; one that is named and may not is refused, of all others it is said that they stay."""
    if wanted:
        for each in wanted:
            refuse_sealed(case, each)
        chosen = sorted({find_digest(case, each) for each in wanted})
        for digest in chosen:
            _may_leave(case, digest, log)
        return tuple(chosen), ()
    leaving: list[str] = []
    stayed: list[Stayed] = []
    for digest, first in sorted(log.first.items()):
        if first.capture.media_type in PRIVATE:
            why = f"{first.capture.media_type.value} says who wrote or browsed: name it to hand it over"
            stayed.append(Stayed(digest=digest, why=why))
            continue
        try:
            _may_leave(case, digest, log)
        except OperatorError as problem:
            stayed.append(Stayed(digest=digest, why=str(problem)))
        else:
            leaving.append(digest)
    return tuple(leaving), tuple(stayed)


def _may_leave(case: Case, digest: str, log: _Log) -> None:
    """The object with its entry, and every address at which it was met."""
    may_leave(case, digest, [log.first[digest].line])
    words_may_leave(case, log.addresses[digest])


def _prove(path: Path, number: int, line: bytes, log: _Log) -> None:
    """The proof of one entry, with the entry itself in it: it needs nothing beside the log's key."""
    proof = Proof(index=number, hashes=log.tree.inclusion(number), checkpoint=log.note, extra=line)
    path.write_bytes(write_proof(proof))


def _disclose(case: Case, room: Path, parts: Sequence[CollectionPart], log: _Log) -> None:
    """Show chosen parts of the collection records, so that each can be held against its commitment."""
    shown = []
    for number, (line, body) in log.collections.items():
        try:
            words = read_apart(case.record.folder, body).parts
        except ApartError as problem:
            raise OperatorError(f"entry {number}: {problem}") from None
        words_may_leave(case, [each.words for each in words if each.name in set(parts)])
        _prove(room / PROOFS / f"collection-{number}.tlog-proof", number, line, log)
        told = [
            {
                "name": each.name,
                "words": each.words,
                "salt": each.salt,
                "sha256": commit(each).digest,
            }
            for each in words
            if each.name in set(parts)
        ]
        shown.append({"entry": number, "parts": told})
    text = json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True)
    (room / COLLECTION).write_text(f"{text}\n", "utf-8")


def _write_anchors(room: Path, going: Sequence[Vouched], log: _Log) -> None:
    """What others outside say of the log, and the commands that check it; nothing where nobody says anything."""
    named = write_vouched(room, going, log.tree, origin=log.checkpoint.origin)
    words = words_of(named, number=1, entries=ENTRIES_IN_PROOFS)
    if words:
        (room / ANCHORS).write_text(words, "utf-8")


def _finish(room: Path, kind: ExportKind, chosen: Sequence[str], log: _Log) -> None:
    day = clock.now().utc[:10]
    if kind is ExportKind.BAGIT:
        write_bag(room, day=day, identifier=log.checkpoint.origin)
        return
    if kind is ExportKind.RO_CRATE:
        write_crate(room, _parts(chosen, log), day=day, identifier=log.checkpoint.origin)
    (room / SUMS).write_text("".join(sum_lines(room)), "utf-8")


def _parts(chosen: Iterable[str], log: _Log) -> Iterator[Part]:
    for digest in chosen:
        first = log.first[digest]
        yield Part(
            path=f"{DATA}/{digest}",
            proof=f"{PROOFS}/{digest}.tlog-proof",
            digest=digest,
            size_bytes=first.capture.size_bytes,
            media_type=first.capture.media_type.value,
            preserved_at=first.at,
            addresses=log.addresses[digest],
            entry=first.number,
        )
