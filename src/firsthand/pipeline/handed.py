"""Check what was handed over as a bag, a crate or proofs alone: sums, objects, and each proof up to the signature.

In: a folder as `pipeline.handing` writes one.  Out: a report that names every difference. Nothing in the folder is believed
that does not lead to a checkpoint signed by the key in the log's first entry; whose key that is must be learnt elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from firsthand.model.collection import KeptApart, Told
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import CaseOpened, Entry, Preserved
from firsthand.pipeline.anchoring import Anchor
from firsthand.pipeline.bag import DECLARATION, MANIFEST, PAYLOAD, TAG_MANIFEST
from firsthand.pipeline.carried import FOLDER, NAME, Carried
from firsthand.pipeline.carrying import ROOM
from firsthand.pipeline.handing import COLLECTION, OPENING, PROOFS
from firsthand.pipeline.packing import SUMS
from firsthand.pipeline.unpacking import PROOF_BYTES_MAX, SUMS_BYTES_MAX
from firsthand.pipeline.verifying import VerifyReport
from firsthand.store.apart import commit
from firsthand.store.blocks import Header
from firsthand.store.codec import CodecError, decode
from firsthand.store.cosigning import VerifierKey
from firsthand.store.files import kind, read_small, readable
from firsthand.store.merkle import hash_leaf
from firsthand.store.proofs import ProofError, read_proof, root_by_inclusion
from firsthand.store.record import LINE_BYTES_MAX, Key, origin_of
from firsthand.store.signing import NOTE_BYTES_MAX, Checkpoint, NoteError, fingerprint, open_note
from firsthand.store.vault import hash_file

ENDING = ".tlog-proof"
FILES_MAX = 3_000_000  # an object and its proof, a million times
_ANCHOR = re.compile(NAME)
_SUM = re.compile(r"([0-9a-f]{64})  (\S+)")


def is_handed(path: Path) -> bool:
    """Whether this folder looks like one of ours."""
    return (path / PROOFS).is_dir() and (path / OPENING).is_file()


def verify_handed(
    path: Path,
    *,
    key: str | None = None,
    cosigners: Sequence[VerifierKey] = (),
    headers: Sequence[Header] = (),
) -> VerifyReport:
    """Check the folder; *key* is the fingerprint that should have signed, learnt elsewhere.

    So are *cosigners* (their keys) and *headers* (of Bitcoin's blocks).
    """
    return _Handed(path, cosigners, headers).report(key)


class _Handed:
    """One pass over such a folder."""

    def __init__(
        self, folder: Path, cosigners: Sequence[VerifierKey], headers: Sequence[Header]
    ) -> None:
        self.folder = folder
        self.cosigners, self.headers = cosigners, headers
        self.problems: list[Problem] = []
        self.size_bytes = self.entries = 0
        self.lines: dict[int, bytes] = {}
        self.objects: set[int] = set()  # entries by which objects came

    def report(self, wanted_key: str | None) -> VerifyReport:
        """Everything, from the sums to the signature."""
        names = self._names()
        sums = dict(self._all_sums(names))
        signing, opening = self._key()
        note = self._note(signing, opening)
        for name in names:
            if name.startswith(f"{PROOFS}/") and note is not None:
                self._prove(name, note)
        objects = [name for name in names if name.startswith(f"{PAYLOAD}/")]
        for name in objects:
            self._object(
                name, sums.get(name, ""), proved=f"{PROOFS}/{_last(name)}{ENDING}" in names
            )
        if COLLECTION in names:
            self._collection()
        anchors = self._anchors(names, note)
        found = fingerprint(signing.public) if signing else ""
        if wanted_key is not None and wanted_key.lower() != found:
            self._add("key-differs", f"expected the key {wanted_key}, found {found}", OPENING)
        return VerifyReport(
            objects=len(objects),
            size_bytes=self.size_bytes,
            entries=self.entries,
            key=found,
            since=None,
            anchors=anchors,
            problems=tuple(self.problems),
        )

    def _anchors(self, names: list[str], note: Checkpoint | None) -> tuple[Anchor, ...]:
        """What others outside vouch for; none of it where the checkpoint itself is wrong."""
        those = [name for name in names if name.startswith(f"{ROOM}/")]
        for name in those:
            if not _ANCHOR.fullmatch(name):
                self._add("export-file-unknown", "expected no such file beside anchors", name)
        if note is None:
            return ()
        carried = Carried(
            [name for name in those if _ANCHOR.fullmatch(name)],
            read=self._read, say=self._add, known=self.cosigners, headers=self.headers,
        )  # fmt: skip
        carried.judge(note, sorted(self.objects))
        for name in carried.silent():
            message = f"expected a cosignature of {name} by the key that you named, found none"
            self._add("cosigner-silent", message, ROOM, Severity.NOTE)
        return tuple(carried.held)

    def _names(self) -> list[str]:
        names = []
        for count, path in enumerate(sorted(self.folder.rglob("*"))):
            mode = path.lstat().st_mode
            name = path.relative_to(self.folder).as_posix()
            if kind(mode) == "a file" and count < FILES_MAX:
                names.append(name)
            elif kind(mode) != "a folder" or not (
                name in {PROOFS, PAYLOAD} or FOLDER.fullmatch(name)
            ):
                self._add("export-not-a-file", f"expected a file, found {kind(mode)}", name)
        return names

    def _all_sums(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """The SHA-256 of each file, held against the lists; every file but the last list is in one."""
        bag = DECLARATION in names
        lists = (MANIFEST, TAG_MANIFEST) if bag else (SUMS,)
        told: dict[str, str] = {}
        for listing in lists:
            for line in self._read(listing, SUMS_BYTES_MAX).decode("utf-8", "replace").splitlines():
                found = _SUM.fullmatch(line)
                if found is None or found[2] in told:
                    message = f"expected one sum a file, found {line[:99]!r}"
                    self._add("export-sums-wrong", message, listing)
                else:
                    told[found[2]] = found[1]
        for name in sorted(told.keys() - set(names)):
            self._add("export-file-missing", "expected the file as listed, found none", name)
        for name in names:
            if name == lists[-1]:
                continue
            digest, size_bytes = hash_file(self.folder / name)
            if name.startswith(f"{PAYLOAD}/"):
                self.size_bytes += size_bytes
            if name not in told:
                self._add("export-file-unlisted", f"expected a sum of it in {lists[-1]}", name)
            elif told[name] != digest:
                message = f"expected the SHA-256 {told[name]}, found {digest}"
                self._add("export-file-differs", message, name)
            yield name, digest

    def _key(self) -> tuple[Key | None, bytes]:
        opening = self._read(OPENING, LINE_BYTES_MAX)
        try:
            first = decode(opening, Entry).body
            if isinstance(first, CaseOpened):
                fingerprint(first.key)
                return Key(name=first.key_name, public=first.key), opening
            problem = "it opens no case"
        except (CodecError, NoteError) as found:
            problem = str(found)
        self._add("no-key", f"expected the log's key in its first entry: {problem}", OPENING)
        return None, opening

    def _note(self, signing: Key | None, opening: bytes) -> Checkpoint | None:
        if signing is None:
            return None
        try:
            note = self._read("checkpoint", NOTE_BYTES_MAX)
            found = open_note(note, name=signing.name, public=signing.public)
        except NoteError as problem:
            self._add("signature-wrong", str(problem), "checkpoint")
            return None
        if found.origin != origin_of(opening):
            message = f"expected a checkpoint of {origin_of(opening)}, found one of {found.origin}"
            self._add("checkpoint-foreign", message, "checkpoint")
        return found

    def _prove(self, name: str, note: Checkpoint) -> None:
        """The entry in the proof stands in the log, and speaks of the object that the proof is called by."""
        try:
            proof = read_proof(self._read(name, PROOF_BYTES_MAX + 2 * LINE_BYTES_MAX))
            root = root_by_inclusion(hash_leaf(proof.extra), proof.index, note.size, proof.hashes)
            body = decode(proof.extra, Entry).body
        except (ProofError, CodecError) as problem:
            self._add("proof-wrong", str(problem), name)
            return
        if proof.checkpoint != self._read("checkpoint", NOTE_BYTES_MAX):
            self._add("proof-foreign", "expected a proof for the checkpoint beside it", name)
        if root != note.root:
            message = f"expected root {note.root.hex()}, found {root.hex()}: not in this log"
            self._add("entry-not-in-log", message, name)
            return
        self.entries += 1
        self.lines[proof.index] = proof.extra
        about = _last(name).removesuffix(ENDING)
        fits = isinstance(body, Preserved) and body.capture.digest == about
        if fits:
            self.objects.add(proof.index)
        if not fits and not (isinstance(body, KeptApart) and about == f"collection-{proof.index}"):
            self._add("entry-foreign", "expected an entry that speaks of this object", name)

    def _object(self, name: str, digest: str, *, proved: bool) -> None:
        if digest != _last(name):
            message = f"expected the SHA-256 that is its name, found {digest}"
            self._add("object-differs", message, name)
        if not proved:
            self._add("proof-missing", "expected a proof that the log speaks of it", name)

    def _collection(self) -> None:
        """Each part that is shown is one that an entry commits to."""
        try:
            shown = json.loads(self._read(COLLECTION, PROOF_BYTES_MAX * 64))
            for each in shown:
                body = decode(self.lines[int(each["entry"])], Entry).body
                committed = {p.digest for p in body.parts} if isinstance(body, KeptApart) else set()
                for part in each["parts"]:
                    told = _told(part)
                    if commit(told).digest not in committed:
                        message = (
                            f"expected words that entry {each['entry']} commits to, found others"
                        )
                        self._add("collection-differs", message, f"{COLLECTION}: {told.name}")
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
            self._add(
                "collection-wrong", f"expected parts of collection records: {problem!r}", COLLECTION
            )

    def _read(self, name: str, bytes_max: int) -> bytes:
        try:
            return read_small(self.folder / name, bytes_max)
        except OSError as problem:
            if not any(each.where == name for each in self.problems):
                self._add("export-file-missing", f"cannot be read: {problem.strerror}", name)
            return b""

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


def _told(part: dict[str, object]) -> Told:
    name, words, salt = part["name"], part["words"], part["salt"]
    if not (isinstance(name, str) and isinstance(words, str) and isinstance(salt, str)):
        raise TypeError("expected words, found something else")
    return Told(name=name, words=words, salt=salt)


def _last(name: str) -> str:
    return name.rpartition("/")[2]
