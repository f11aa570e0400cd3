"""Say up to which entry others vouch for the record: authorities by stamps, cosigners by signatures.

In: the entries that hold stamps and cosignatures; the roots at the sizes they speak of.  Out: anchors that hold, and a
problem for each that does not. How they come into the record is in `pipeline.stamping` and `pipeline.cosigning`.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cryptography.x509 import Certificate

from firsthand.model.anchoring import BlockStamped, Cosigned
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Body, Timestamped
from firsthand.model.value import value
from firsthand.pipeline.authorities import authorities
from firsthand.store.blocks import WORK_BITS_MIN, Header, read_header
from firsthand.store.chains import read_certificates
from firsthand.store.cosigning import VerifierKey, check_cosignature, read_key
from firsthand.store.files import open_to_read
from firsthand.store.opentimestamps import Attested, Proof, ProofError, read_proof
from firsthand.store.record import LINE_BYTES_MAX, Record, Scanned
from firsthand.store.signing import Checkpoint, NoteError, stamped_text
from firsthand.store.timestamps import StampError, check_reply

VOUCHING = (b'"is":"Timestamped"', b'"is":"Cosigned"', b'"is":"BlockStamped"')
USUAL = b'"is":"Preserved"},"by":'  # once in nearly every line; looking for it costs a third of looking for those
STEP_BYTES = (
    1 << 16
)  # of the log, searched at a time for one of these words: hardly any entry has one
STAMP, COSIGNATURE, BLOCK = "stamp", "cosignature", "block"

WAITS = "block-waits"


class BlockError(ValueError):
    """A proof of OpenTimestamps shows nothing, or nothing yet; the message says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@value
class Anchor:
    """Somebody outside says that the record stood at so many entries by a time.

    `trusted`: browsers believe the authority, or whoever verifies named the cosigner's key or gave the block's header. Of a block whose
    header nobody gave the time is not known, and `utc` empty; `key` is then the Merkle root to look up.
    """

    size: int
    utc: str
    authority: str
    trusted: bool
    kind: str = STAMP
    key: str = ""  # the fingerprint of a cosigner's key; the hash of a block, or its Merkle root where no header was compared


def sizes(record: Record) -> list[int]:
    """At which sizes the record is said to be anchored: roots are taken at these as it is passed."""
    return list(_sizes(record))


def _sizes(record: Record) -> Iterator[int]:
    try:
        with open_to_read(record.log) as stream:
            whole = True
            while whole and (some := stream.read(STEP_BYTES)):
                some += stream.readline(LINE_BYTES_MAX)  # what is searched ends with a line
                whole = some.endswith(b"\n")
                if some.count(USUAL) == some.count(b"\n") > 0:
                    continue
                for line in some.split(b"\n") if _vouches(some) else ():
                    if _vouches(line):
                        yield int(json.loads(line)["body"]["size"])
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return  # what is wrong with the entry is said in its turn


def _vouches(data: bytes) -> bool:
    return any(each in data for each in VOUCHING)


class Anchors:
    """The anchors of a record, gathered as it is passed and judged at its end."""

    def __init__(self, known: Iterable[VerifierKey] = (), headers: Iterable[Header] = ()) -> None:
        """*known* are the keys of cosigners, *headers* those of blocks, that whoever verifies has by another way."""
        self.held: list[Anchor] = []
        self._known = {key.text for key in known}
        self._stamps: list[tuple[int, Timestamped]] = []
        self._cosigned: list[tuple[int, Cosigned]] = []
        self._headers = tuple(headers)
        self._blocks: list[tuple[int, BlockStamped]] = []

    def take(self, number: int, body: Body) -> None:
        """The next entry."""
        if isinstance(body, Timestamped):
            self._stamps.append((number, body))
        elif isinstance(body, Cosigned):
            self._cosigned.append((number, body))
        elif isinstance(body, BlockStamped):
            self._blocks.append((number, body))

    def judge(self, found: Scanned) -> Iterator[Problem]:
        """Each must hold, and be over the state of this record that it is said to be over."""
        roots = authorities() if self._stamps else []
        for number, body in self._stamps:
            problem = self._stamp(number, body, found, roots)
            if problem:
                yield _problem(*problem, number)
        for number, told in self._cosigned:
            problem = self._cosignature(number, told, found)
            if problem:
                yield _problem(*problem, number)

        yield from self._chained(found)

    def _chained(self, found: Scanned) -> Iterator[Problem]:
        """Proofs of OpenTimestamps: what holds is held; one that waits is noted, unless a later one of that state does not."""
        waiting: dict[int, tuple[int, str]] = {}
        used: set[str] = set()
        for number, body in self._blocks:
            root = found.roots.get(body.size) if body.size <= number else None
            state = Checkpoint(origin=found.origin, size=body.size, root=root or b"")
            try:
                anchor = judge_block(body, state if root is not None else None, self._headers)
            except BlockError as problem:
                if problem.code == WAITS:
                    waiting[body.size] = (number, str(problem))
                else:
                    yield _problem(problem.code, str(problem), number)
                continue
            self.held.append(anchor)
            used.add(anchor.key)
        done = {each.size for each in self.held if each.kind == BLOCK}
        for size, (number, words) in waiting.items():
            if size not in done:
                yield replace(_problem(WAITS, words, number), severity=Severity.NOTE)
        for header in self._headers:
            if header.hash not in used:
                message = f"no proof in the record leads to the block {header.hash}"
                yield replace(_problem("block-unasked", message, 0), severity=Severity.NOTE)

    def _stamp(
        self, number: int, body: Timestamped, found: Scanned, roots: Sequence[Certificate]
    ) -> tuple[str, str] | None:
        root = found.roots.get(body.size)
        try:
            reply = base64.b64decode(body.reply, validate=True)
            stamp = check_reply(reply, roots=roots, beside=read_certificates(body.chain))
        except (StampError, ValueError) as problem:
            return "stamp-wrong", str(problem)
        state = Checkpoint(origin=found.origin, size=body.size, root=root or b"")
        digest = hashlib.new(stamp.algorithm, stamped_text(state)).digest()
        if body.size > number or root is None or digest != stamp.imprint:
            return (
                "stamp-foreign",
                f"expected a stamp over the first {body.size} entries, found one over others",
            )
        if (stamp.utc, stamp.authority) != (body.utc, body.authority):
            return (
                "stamp-differs",
                f"expected {body.utc} by {body.authority}, the stamp says {stamp.utc} by {stamp.authority}",
            )
        self.held.append(
            Anchor(
                size=body.size,
                utc=stamp.utc,
                authority=stamp.authority,
                trusted=stamp.trusted,
            )
        )
        return None

    def _cosignature(self, number: int, body: Cosigned, found: Scanned) -> tuple[str, str] | None:
        root = found.roots.get(body.size)
        if body.size > number or root is None or body.root != root.hex():
            return (
                "cosignature-foreign",
                f"expected a cosignature over the first {body.size} entries, found one over others",
            )
        try:
            key = read_key(body.key)
            state = Checkpoint(origin=found.origin, size=body.size, root=root)
            utc = as_utc(check_cosignature(body.line, key=key, checkpoint=state))
        except NoteError as problem:
            return "cosignature-wrong", str(problem)
        if (utc, key.name) != (body.utc, body.cosigner):
            return (
                "cosignature-differs",
                f"expected {body.utc} by {body.cosigner}, the line says {utc} by {key.name}",
            )
        self.held.append(
            Anchor(
                size=body.size,
                utc=utc,
                authority=key.name,
                trusted=key.text in self._known,
                kind=COSIGNATURE,
                key=key.fingerprint,
            )
        )
        return None


def judge_block(body: BlockStamped, state: Checkpoint | None, headers: Sequence[Header]) -> Anchor:
    """What a proof of OpenTimestamps over *state* (none: there was no such state) shows.

    *headers* come from whoever verifies; the one in the entry was compared when it was given, and is compared again.

    Raises:
        BlockError: it shows nothing, or waits; its code and message say why.
    """
    ends = _ends(body, state)
    for header in headers:
        if end := next((each for each in ends if each.root == header.root), None):
            return _in_block(body.size, end.height, header, trusted=header.is_hard)
    if body.header:
        try:
            held = read_header(body.header.encode())
        except ProofError as problem:
            raise BlockError("block-header-wrong", str(problem)) from None
        end = next((each for each in ends if each.root == held.root), None)
        if end is None:
            message = (
                f"the proof does not lead to the Merkle root {held.root} of the header beside it"
            )
            raise BlockError("block-header-wrong", message)
        return _in_block(body.size, end.height, held, trusted=False)
    first = min(ends, key=lambda each: each.height)
    return Anchor(
        size=body.size, utc="", authority=f"Bitcoin's block {first.height}", trusted=False, kind=BLOCK, key=first.root
    )  # fmt: skip


def _ends(body: BlockStamped, state: Checkpoint | None) -> list[Attested]:
    """The blocks that the proof leads to from this state, the one that its entry names among them."""
    try:
        proof = read_proof(base64.b64decode(body.proof, validate=True))
    except (ProofError, ValueError) as problem:
        raise BlockError("block-wrong", str(problem)) from None
    if state is None or not _is_over(proof, state):
        message = f"expected a proof over the first {body.size} entries, found one over others"
        raise BlockError("block-foreign", message)
    ends = [each for each in proof.attested if each.height >= 0]
    heights = [each.height for each in ends]
    if not (body.height in heights if heights else body.height is None):
        told = "no block" if body.height is None else f"the block {body.height}"
        raise BlockError("block-differs", f"expected {told}, the proof leads to {heights}")
    if not ends:
        where = ", ".join(each.calendar for each in proof.attested) or "nowhere that is known"
        message = (
            f"a proof over the first {body.size} entries waits at {where}: have it completed "
            "(`ots upgrade`), take it again"
        )
        raise BlockError(WAITS, message)
    return ends


def _is_over(proof: Proof, state: Checkpoint) -> bool:
    """Whether a proof is over the lines of this state; SHA-1 is no proof of anything new."""
    return (
        proof.algorithm == "sha256" and proof.digest == hashlib.sha256(stamped_text(state)).digest()
    )


def _in_block(size: int, height: int, header: Header, *, trusted: bool) -> Anchor:
    hard = (
        ""
        if header.is_hard
        else f", made with 2^{header.work_bits} hashes where Bitcoin's take more than 2^{WORK_BITS_MIN}"
    )
    return Anchor(
        size=size,
        utc=header.utc,
        authority=f"Bitcoin's block {height}{hard}",
        trusted=trusted,
        kind=BLOCK,
        key=header.hash,
    )


def as_utc(seconds: int) -> str:
    """Seconds since 1970 as a moment.

    Raises:
        NoteError: it is beyond any calendar.

    >>> as_utc(1679315147)
    '2023-03-20T12:25:47Z'
    """
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        raise NoteError(f"expected a time that a calendar knows, found {seconds}") from None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _problem(code: str, message: str, number: int) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=f"entry {number}")
