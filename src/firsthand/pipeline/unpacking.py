"""Check a packet that somebody handed over: its files, its proofs, its signatures.

In: a folder as `pipeline.packing` writes one.  Out: a report that names every difference. The commands in
the packet's VERIFY.txt check the same without us; this reads more strictly, and says what is wrong in
words of its own. Nothing in the packet is believed, its list of sums included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from firsthand.errors import NotACaseError
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import CaseOpened, Entry, Preserved, Redescribed
from firsthand.pipeline.anchoring import Anchor
from firsthand.pipeline.carried import FOLDER, NAME, Carried
from firsthand.pipeline.continuing import judge, read_proof_file, read_state
from firsthand.pipeline.cosigning import Request
from firsthand.pipeline.packing import SUMS
from firsthand.pipeline.verifying import VerifyReport
from firsthand.store.blocks import Header
from firsthand.store.codec import CodecError, decode
from firsthand.store.cosigning import VerifierKey
from firsthand.store.files import kind, read_small, readable
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import ProofError, grew, read_hashes, read_proof, root_by_inclusion
from firsthand.store.record import LINE_BYTES_MAX, Key, origin_of
from firsthand.store.signing import (
    NOTE_BYTES_MAX,
    Checkpoint,
    NoteError,
    fingerprint,
    open_note,
    signature_by,
    signed_text,
)
from firsthand.store.vault import hash_file

PROOF_BYTES_MAX = NOTE_BYTES_MAX + 8192  # a checkpoint, and 64 hashes of 45 bytes
SUMS_BYTES_MAX = 16 << 20  # of a hundred thousand entries about one object
FILES_MAX = 200_000
_NAME = re.compile(
    r"object/[0-9a-f]{64}|entries/(?:0|[1-9][0-9]{0,18})|proofs/(?:0|[1-9][0-9]{0,18})\.tlog-proof"
    r"|(?:since/)?checkpoint(?:\.text|\.signature)?|since/proof|key\.pem|VERIFY\.txt|SHA256SUMS"
    rf"|{NAME}"
)
FOLDERS = frozenset({"object", "entries", "proofs", "since"})
_SUM = re.compile(r"([0-9a-f]{64})  (\S+)")


def is_packet(path: Path) -> bool:
    """Whether this folder looks like a packet."""
    return (path / "proofs").is_dir() and (path / "VERIFY.txt").is_file()


def verify_packet(
    path: Path,
    *,
    key: str | None = None,
    since: Path | None = None,
    proof: Path | None = None,
    cosigners: Sequence[VerifierKey] = (),
    headers: Sequence[Header] = (),
) -> VerifyReport:
    """Check the packet in *path*; *key* is the fingerprint that should have signed, learnt elsewhere.

    So are *cosigners* (their keys) and *headers* (of Bitcoin's blocks).
    *since* is an earlier export of the same case, which the log of this one must continue: by a proof in the packet or
    in *proof*.

    Raises:
        NotACaseError: there is no packet here.
        OperatorError: *since* is no export, or *proof* no proof.
    """
    if not is_packet(path):
        raise NotACaseError(f"{path} is no packet: it has no proofs/ or no VERIFY.txt")
    earlier = read_state(since) if since is not None else None
    proofs = [read_proof_file(proof)] if proof is not None else []
    return _Packet(path, cosigners, headers).report(key, earlier, proofs)


class _Packet:
    """One pass over a packet."""

    def __init__(
        self, folder: Path, cosigners: Sequence[VerifierKey], headers: Sequence[Header]
    ) -> None:
        self.folder = folder
        self.cosigners, self.headers = cosigners, headers
        self.problems: list[Problem] = []
        self.size_bytes = 0
        self.since: int | None = None
        self.entries: dict[int, bytes] = {}

    def report(
        self,
        wanted_key: str | None,
        earlier: tuple[bytes, Checkpoint] | None,
        proofs: list[Request],
    ) -> VerifyReport:
        names = self._names()
        self._sums(names)
        objects = [name for name in names if name.startswith("object/")]
        digest = self._object(objects)
        signing = self._key()
        note = self._note("", signing)
        self._entries(names, note, digest)
        if any(name.startswith("since/") for name in names):
            self._since(note, signing, proofs)
        anchors = self._anchors(names, note)
        if earlier is not None and note is not None and signing is not None:
            wrong = list(judge(earlier, note, key=signing, proofs=proofs))
            self.problems += wrong
            self.since = self.since if wrong else earlier[1].size
        found = fingerprint(signing.public) if signing else ""
        if wanted_key is not None and wanted_key.lower() != found:
            self._add("key-differs", f"expected the key {wanted_key}, found {found}", "entries/0")
        return VerifyReport(
            objects=len(objects),
            size_bytes=self.size_bytes,
            entries=len(self.entries),
            key=found,
            since=self.since,
            anchors=anchors,
            problems=tuple(self.problems),
        )

    def _anchors(self, names: list[str], note: Checkpoint | None) -> tuple[Anchor, ...]:
        """What others outside vouch for; none of it where the checkpoint itself is wrong."""
        if note is None:
            return ()
        carried = Carried(
            names, read=self._read, say=self._add, known=self.cosigners, headers=self.headers
        )
        carried.judge(note, [number for number in self.entries if number])
        for name in carried.silent():
            message = f"expected a cosignature of {name} by the key that you named, found none"
            self._add("cosigner-silent", message, "anchors", Severity.NOTE)
        return tuple(carried.held)

    def _names(self) -> list[str]:
        """The files there are; anything else, and any other name, is a difference."""
        names = []
        for path in sorted(self.folder.rglob("*"))[:FILES_MAX]:
            name = path.relative_to(self.folder).as_posix()
            mode = path.lstat().st_mode
            if kind(mode) == "a folder" and (name in FOLDERS or FOLDER.fullmatch(name)):
                continue
            if kind(mode) != "a file":
                self._add("packet-not-a-file", f"expected a file, found {kind(mode)}", name)
            elif not _NAME.fullmatch(name):
                self._add("packet-file-unknown", "expected no other file in a packet", name)
            else:
                names.append(name)
        return names

    def _sums(self, names: list[str]) -> None:
        listed: dict[str, str] = {}
        for line in self._read(SUMS, SUMS_BYTES_MAX).decode("utf-8", "replace").splitlines():
            found = _SUM.fullmatch(line)
            if found is None or found[2] in listed:
                self._add(
                    "packet-sums-wrong", f"expected one sum a file, found {line[:99]!r}", SUMS
                )
            else:
                listed[found[2]] = found[1]
        for name in sorted(listed.keys() - set(names)):
            self._add("packet-file-missing", "expected the file as listed, found none", name)
        for name in names:
            if name == SUMS:
                continue
            told = listed.get(name)
            if told is None:
                self._add("packet-file-unlisted", f"expected a sum of it in {SUMS}", name)
            elif (sum_ := hash_file(self.folder / name)[0]) != told:
                self._add("packet-file-differs", f"expected the SHA-256 {told}, found {sum_}", name)

    def _object(self, objects: list[str]) -> str:
        if len(objects) != 1:
            self._add("packet-object", f"expected one object, found {len(objects)}", "object")
            return ""
        digest = objects[0].removeprefix("object/")
        found, self.size_bytes = hash_file(self.folder / objects[0])
        if found != digest:
            message = f"expected the SHA-256 that is its name, found {found}"
            self._add("object-differs", message, objects[0])
        return digest

    def _key(self) -> Key | None:
        """The log's key, out of its first entry."""
        try:
            first = decode(self._read("entries/0", LINE_BYTES_MAX), Entry).body
            if isinstance(first, CaseOpened):
                fingerprint(first.key)
                return Key(name=first.key_name, public=first.key)
            problem = "it opens no case"
        except (CodecError, NoteError) as found:
            problem = str(found)
        self._add("no-key", f"expected the log's key in its first entry: {problem}", "entries/0")
        return None

    def _note(self, folder: str, signing: Key | None) -> Checkpoint | None:
        """A checkpoint as signed, and its two parts the same."""
        name = f"{folder}checkpoint"
        note = self._read(name, NOTE_BYTES_MAX)
        if signing is None:
            return None
        try:
            checkpoint = open_note(note, name=signing.name, public=signing.public)
            text = signed_text(note, name=signing.name, public=signing.public).encode()
            signature = signature_by(note, name=signing.name, public=signing.public)
        except NoteError as problem:
            self._add("signature-wrong", str(problem), name)
            return None
        parts = ((f"{name}.text", text), (f"{name}.signature", signature))
        for part, wanted in parts:
            if self._read(part, NOTE_BYTES_MAX) != wanted:
                self._add("packet-part-differs", f"expected it as it stands in {name}", part)
        return checkpoint

    def _entries(self, names: list[str], note: Checkpoint | None, digest: str) -> None:
        told = {name.rpartition("/")[2] for name in names if name.startswith("entries/")}
        proved = {
            name.rpartition("/")[2].removesuffix(".tlog-proof")
            for name in names
            if name.startswith("proofs/")
        }
        for alone in sorted(told ^ proved, key=int):
            message = "expected an entry and its proof, found one of them"
            self._add("proof-missing", message, f"entry {alone}")
        for number in sorted(int(name) for name in told & proved):
            line = self._read(f"entries/{number}", LINE_BYTES_MAX)
            self.entries[number] = line
            if note is not None:
                self._prove(number, line, note)
            self._about(number, line, digest)
        first = self.entries.get(0)
        if note is not None and first is not None and origin_of(first) != note.origin:
            message = f"expected a checkpoint of {origin_of(first)}, found one of {note.origin}"
            self._add("checkpoint-foreign", message, "checkpoint")
        if len(self.entries) < 2:
            self._add("entry-missing", "expected an entry that speaks of the object", "entries")

    def _prove(self, number: int, line: bytes, note: Checkpoint) -> None:
        where = f"proofs/{number}.tlog-proof"
        try:
            proof = read_proof(self._read(where, PROOF_BYTES_MAX))
            root = root_by_inclusion(hash_leaf(line), proof.index, note.size, proof.hashes)
        except ProofError as problem:
            self._add("proof-wrong", str(problem), where)
            return
        if proof.checkpoint != self._read("checkpoint", NOTE_BYTES_MAX):
            self._add("proof-foreign", "expected a proof for the packet's checkpoint", where)
        if proof.index != number:
            self._add("proof-foreign", f"expected entry {number}, found {proof.index}", where)
        if root != note.root:
            message = f"expected root {note.root.hex()}, found {root.hex()}: not in this log"
            self._add("entry-not-in-log", message, f"entries/{number}")

    def _about(self, number: int, line: bytes, digest: str) -> None:
        where = f"entries/{number}"
        try:
            body = decode(line, Entry).body
        except CodecError as problem:
            self._add("entry-unreadable", f"expected a canonical entry: {problem}", where)
            return
        if not number:
            return
        if not isinstance(body, Preserved | Redescribed):
            self._add("entry-foreign", "expected an entry that speaks of the object", where)
        elif body.capture.digest != digest:
            message = f"expected one on {digest}, found one on {body.capture.digest}"
            self._add("entry-foreign", message, where)
        elif body.capture.size_bytes != self.size_bytes:
            message = f"expected {body.capture.size_bytes} bytes, found {self.size_bytes}"
            self._add("size-differs", message, where)

    def _since(self, note: Checkpoint | None, signing: Key | None, proofs: list[Request]) -> None:
        """The log must continue the earlier checkpoint that the packet holds; its proof joins *proofs*."""
        said = self._note("since/", signing)
        if said is None or note is None:
            return
        try:
            hashes = read_hashes(self._read("since/proof", PROOF_BYTES_MAX).decode("ascii").split())
        except (ProofError, UnicodeDecodeError) as problem:
            self._add("since-proof", str(problem), "since/proof")
            return
        if said.origin != note.origin:
            message = f"expected an earlier checkpoint of {note.origin}, found one of {said.origin}"
            self._add("since-foreign", message, "since/checkpoint")
        elif said.size > note.size:
            message = (
                f"expected at most {note.size} entries, found {said.size}: the log was set back"
            )
            self._add("rolled-back", message, "since/checkpoint")
        elif not grew((said.size, said.root), (note.size, note.root), hashes):
            message = f"the first {said.size} entries are not proved to be the same: a fork"
            self._add("history-differs", message, "since/proof")
        else:
            self.since = said.size
            proofs.append(Request(old=said.size, hashes=hashes, note=b""))

    def _read(self, name: str, bytes_max: int) -> bytes:
        """A file of the packet, once; one that is missing or too long is a difference and empty."""
        try:
            data = read_small(self.folder / name, bytes_max)
        except OSError as problem:
            self._once("packet-file-missing", f"cannot be read: {problem.strerror}", name)
            return b""
        if len(data) > bytes_max:
            self._once("packet-file-too-long", f"expected at most {bytes_max} bytes", name)
            return b""
        return data

    def _once(self, code: str, message: str, where: str) -> None:
        if not any(each.code == code and each.where == where for each in self.problems):
            self._add(code, message, where)

    def _add(
        self, code: str, message: str, where: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(
            Problem(
                severity=severity,
                code=code,
                message=readable(message[:500]),
                where=readable(where[:300]),
            )
        )
