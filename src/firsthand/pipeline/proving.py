"""Check the proofs that came with evidence from other tools: stamps, chains of blocks, noted digests.

In: an open case.  Out: what each proof found among its captures is over, and whether it holds. Proofs are parsed in a child
without network; which object one is over is told by digests alone, never by names. Nothing is recorded: the
same evidence gives the same answer at any time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from firsthand.model.custody import Capture, MediaType
from firsthand.model.proof import Proof, ProofKind, ProofState
from firsthand.pipeline.authorities import authorities
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import Progress
from firsthand.read.auto_archiver import is_auto_archiver, read_rows
from firsthand.read.companions import HEAD_BYTES, OPEN_TIMESTAMPS, name_companion
from firsthand.store.files import open_to_read, readable
from firsthand.store.opentimestamps import Attested, ProofError, read_proof
from firsthand.store.timestamps import REPLY_BYTES_MAX, StampError, answer_of, check_reply
from firsthand.tools.sandbox import run

TABLE_BYTES_MAX = 64 << 20
SECONDS_MAX = 120.0
PIECE_BYTES = 1 << 20
LISTED_BYTES_MAX = 1 << 20  # a list of digests that a stamp is over; a line takes 64 to 128
_DIGESTS = re.compile(rb"(?:[0-9a-f]{64}|[0-9a-f]{128})(?:\r?\n(?:[0-9a-f]{64}|[0-9a-f]{128}))*\s*")
_NOTED = {"SHA-256": "sha256", "SHA3-512": "sha3_512"}
_STAMP, _CHAIN, _TABLE = "stamp", "chain", "table"


def prove(case: Case, *, progress: Progress) -> tuple[Proof, ...]:
    """Every proof among the captures of *case*, by file; what each is worth."""
    captures = sorted(case.captures(), key=lambda each: (each.file, each.digest))
    found = [(kind, each) for each in captures if (kind := _kind(case, each))]
    held = _Held(case, captures, progress)
    jobs = (
        json.dumps({"kind": kind, "path": str(case.vault.path(each.digest))}).encode()
        for kind, each in found
    )
    proofs: list[Proof] = []
    done = run(jobs, _read, workers=1, seconds=SECONDS_MAX)
    for number, ((kind, capture), result) in enumerate(zip(found, done, strict=True)):
        progress(number, len(found), capture.file)
        told = [json.loads(frame) for frame in result.frames]
        if result.ended:
            told.append({"wrong": result.ended})
        proofs.extend(held.judge(kind, capture, each) for each in told)
    return tuple(proofs)


def _kind(case: Case, capture: Capture) -> str:
    """What kind of proof a capture is; empty if it is none."""
    if capture.media_type not in {MediaType.UNKNOWN, MediaType.TEXT}:
        return ""
    try:
        head = case.vault.head(capture.digest, HEAD_BYTES)
    except OSError:
        return ""  # `verify` tells that it is missing
    if capture.media_type is MediaType.TEXT:
        return _TABLE if is_auto_archiver(head) and capture.size_bytes <= TABLE_BYTES_MAX else ""
    if head.startswith(OPEN_TIMESTAMPS):
        return _CHAIN
    stamp = "RFC 3161" in (name_companion(head) or "")
    return _STAMP if stamp and capture.size_bytes <= REPLY_BYTES_MAX else ""


def _read(job: bytes) -> Iterator[bytes]:
    """The child's work: what a proof says, as JSON."""
    told = json.loads(job)
    with open_to_read(Path(told["path"])) as stream:
        data = stream.read(TABLE_BYTES_MAX)
    reader = {_STAMP: _stamp, _CHAIN: _chain, _TABLE: _noted}[told["kind"]]
    for found in reader(data):
        yield json.dumps(found).encode()


def _stamp(data: bytes) -> Iterator[dict[str, object]]:
    try:
        stamp = check_reply(answer_of(data), roots=authorities())
    except StampError as problem:
        yield {"wrong": str(problem)}
        return
    yield {
        "algorithm": stamp.algorithm,
        "digest": stamp.imprint.hex(),
        "utc": stamp.utc,
        "authority": stamp.authority,
        "trusted": stamp.trusted,
    }


def _chain(data: bytes) -> Iterator[dict[str, object]]:
    try:
        proof = read_proof(data)
    except ProofError as problem:
        yield {"wrong": str(problem)}
        return
    yield {
        "algorithm": proof.algorithm,
        "digest": proof.digest.hex(),
        "ends": [_end(each) for each in proof.attested],
    }


def _end(attested: Attested) -> str:
    if attested.height < 0:
        return f"waits at the calendar {attested.calendar}"
    return (
        f"block {attested.height} of Bitcoin must have the Merkle root {attested.root}: "
        "look it up, the block's time is the stamp's"
    )


def _noted(data: bytes) -> Iterator[dict[str, object]]:
    for row in read_rows(data):
        for file in row.files:
            if file.digest:
                yield {"key": file.key, "noted": file.digest, "row": row.number}


class _Held:
    """The objects of the case by digest; other digests than SHA-256 are made when first asked for."""

    def __init__(self, case: Case, captures: list[Capture], progress: Progress) -> None:
        self._case, self._captures, self._progress = case, captures, progress
        self._files: dict[str, list[str]] = {}
        for each in captures:
            self._files.setdefault(each.digest, []).append(each.file)
        self._known: dict[str, dict[str, str]] = {}  # algorithm → digest → SHA-256

    def _find(self, algorithm: str, digest: str) -> str:
        """The object with that digest, by its SHA-256; empty if the case has none."""
        if algorithm == "sha256":
            return digest if digest in self._files else ""
        if algorithm not in self._known:
            self._known[algorithm] = self._hash_all(algorithm)
        return self._known[algorithm].get(digest, "")

    def _hash_all(self, algorithm: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, digest in enumerate(sorted(self._files)):
            self._progress(number, len(self._files), f"{algorithm} of every object")
            try:
                with self._case.vault.open(digest) as stream:
                    hashing = hashlib.new(algorithm, usedforsecurity=False)
                    while piece := stream.read(PIECE_BYTES):
                        hashing.update(piece)
            except OSError:
                continue  # `verify` tells that it is missing
            found[hashing.hexdigest()] = digest
        return found

    def judge(self, kind: str, capture: Capture, told: Mapping[str, Any]) -> Proof:
        """What one proof is worth."""
        if kind == _TABLE and "wrong" not in told:
            return self._judge_noted(capture, told)
        of = {_STAMP: ProofKind.TIME_STAMP, _CHAIN: ProofKind.OPEN_TIMESTAMPS}.get(
            kind, ProofKind.NOTED_DIGEST
        )
        if "wrong" in told:
            words = f"it proves nothing: {readable(str(told['wrong'])[:300])}"
            return Proof(kind=of, file=capture.file, state=ProofState.DAMAGED, over=(), words=words)
        digest = self._find(str(told["algorithm"]), str(told["digest"]))
        over = self._over(digest) if digest else ()
        if not over:
            words = f"nothing in the case has the {told['algorithm']} {told['digest']}, which it is over"
            state = ProofState.OVER_NOTHING
        elif kind == _STAMP:
            state = ProofState.HOLDS if told["trusted"] else ProofState.NOT_TRUSTED
            known = "" if told["trusted"] else "; browsers do not believe this authority"
            words = f"stood by {told['utc']}, says {readable(str(told['authority'])[:200])}{known}"
        else:
            state = ProofState.PENDING
            words = readable("; ".join(map(str, told["ends"]))[:2000]) or "of a kind not known here"
        return Proof(
            kind=of, file=capture.file, state=state, over=over, words=words,
            utc=str(told.get("utc", "")), authority=readable(str(told.get("authority", ""))[:200]),
        )  # fmt: skip

    def _over(self, digest: str) -> tuple[str, ...]:
        """The files that a proof over an object is over: itself, and what it lists if it is a list of digests."""
        files = list(self._files[digest])
        try:
            listed = self._case.vault.head(digest, LISTED_BYTES_MAX)
        except OSError:
            listed = b""
        if _DIGESTS.fullmatch(listed):
            for line in listed.decode("ascii").split():
                algorithm = "sha256" if len(line) == 64 else "sha3_512"
                if inner := self._find(algorithm, line):
                    files += self._files[inner]
        return tuple(dict.fromkeys(files))

    def _judge_noted(self, capture: Capture, told: Mapping[str, Any]) -> Proof:
        """A digest that a table notes of a file, held against the file that lies under that name."""
        name, _, digest = str(told["noted"]).partition(":")
        key = readable(str(told["key"])[:500])
        algorithm = _NOTED.get(name)
        state, over = ProofState.DAMAGED, tuple[str, ...]()
        if algorithm is None:
            words = f"expected a digest by {' or '.join(_NOTED)}, found {readable(name[:40])}"
        elif found := self._find(algorithm, digest.lower()):
            state, over = ProofState.HOLDS, tuple(self._files[found])
            words = f"{key} is as it was noted in row {told['row']}"
        elif same := [each.file for each in self._captures if _is_at(each.file, key)]:
            state, over = ProofState.DIFFERS, tuple(same)
            words = f"{key} should have the digest {name}:{digest[:128]}, it has another"
        else:
            state = ProofState.OVER_NOTHING
            words = f"{key}, noted in row {told['row']}, is not in the case"
        return Proof(
            kind=ProofKind.NOTED_DIGEST, file=capture.file, state=state, over=over, words=words
        )


def _is_at(file: str, key: str) -> bool:
    """Whether a file was preserved from where the table says that it was put."""
    return file == key or file.endswith("/" + key.lstrip("./"))
