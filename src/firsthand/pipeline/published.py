"""Check a published dossier: every file against its list, nothing added, and the record in it up to the signature.

In: a folder as `pipeline.publishing` writes one.  Out: a report that names every difference. The list of sums is not signed: whoever changed a
file could change the list, so its own digest is to be compared with one had by another way; `verify` prints it. The record, where it is
inside, is believed as far as the key in its first entry signed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from firsthand.model.problem import Problem, Severity
from firsthand.model.record import CaseOpened, Entry, Preserved
from firsthand.pipeline.verifying import SUMS, VerifyReport
from firsthand.store.codec import CodecError, decode
from firsthand.store.files import kind, open_to_read, read_small, readable
from firsthand.store.merkle import Frontier
from firsthand.store.record import LINE_BYTES_MAX, Key, origin_of
from firsthand.store.signing import NOTE_BYTES_MAX, NoteError, fingerprint, open_note
from firsthand.store.vault import hash_file

MARK = "dossier.css"  # stands in every dossier
SUMS_BYTES_MAX = 1 << 30  # a page for each of a million documents
ENTRIES, CHECKPOINT, BYTES = "record/entries.jsonl", "record/checkpoint", "bytes"
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


def is_published(path: Path) -> bool:
    """Whether this folder looks like a dossier of ours."""
    return (path / SUMS).is_file() and (path / MARK).is_file() and not (path / "evidence").exists()


def verify_published(path: Path, *, key: str | None = None) -> VerifyReport:
    """Check the folder; *key* is the fingerprint that should have signed, learnt elsewhere."""
    return _Published(path).report(key)


class _Published:
    """One pass over such a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.size_bytes = self.objects = self.entries = 0
        self.root = ""

    def report(self, wanted_key: str | None) -> VerifyReport:
        """Everything, from the sums to the signature."""
        told = self._told()
        found = dict(self._found(told))
        for name in sorted(told.keys() - found.keys()):
            self._add("dossier-file-missing", "expected the file as listed, found none", name)
        key = self._record(found) if ENTRIES in found else None
        called = fingerprint(key.public) if key else ""
        if wanted_key is not None and wanted_key.lower() != called:
            self._add("key-differs", f"expected the key {wanted_key}, found {called or 'none'}", CHECKPOINT)  # fmt: skip
        digest = hash_file(self.folder / SUMS)[0]
        message = (
            f"the list has the SHA-256 {digest}: compare it with what the makers say by another way"
        )
        self._add("dossier-list", message, SUMS, Severity.NOTE)
        return VerifyReport(
            objects=self.objects,
            size_bytes=self.size_bytes,
            entries=self.entries,
            key=called,
            since=None,
            anchors=(),
            root=self.root,
            problems=tuple(self.problems),
        )

    def _told(self) -> dict[str, str]:
        """The list: digests by name."""
        told: dict[str, str] = {}
        for line in read_small(self.folder / SUMS, SUMS_BYTES_MAX).decode("utf-8", "replace").splitlines():  # fmt: skip
            match = _SUM.fullmatch(line)
            if match is None or match[2] in told:
                self._add("dossier-sums-wrong", f"expected one sum a file, found {line[:99]!a}", SUMS)  # fmt: skip
            else:
                told[match[2]] = match[1]
        return told

    def _found(self, told: dict[str, str]) -> Iterator[tuple[str, str]]:
        """The files that are listed, as they are; what is not listed was added."""
        folders = {parent.as_posix() for name in told for parent in Path(name).parents}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            found = kind(path.lstat().st_mode)
            if name == SUMS or (found == "a folder" and name in folders):
                continue
            if name not in told:
                self._add("dossier-file-added", f"expected only what {SUMS} lists, found {found}", name)  # fmt: skip
            elif found != "a file":
                self._add("dossier-file-differs", f"expected a file, found {found}", name)
                yield name, ""
            else:
                digest, size_bytes = hash_file(path)
                if digest != told[name]:
                    message = f"expected the SHA-256 {told[name]}, found {digest}"
                    self._add("dossier-file-differs", message, name)
                if name.startswith(f"{BYTES}/"):
                    self.objects += 1
                    self.size_bytes += size_bytes
                yield name, digest

    def _record(self, found: dict[str, str]) -> Key | None:
        """The record in the dossier: signature, root, and that each object is the one that an entry names."""
        named: set[str] = set()
        tree = Frontier()
        opening = b""
        with open_to_read(self.folder / ENTRIES) as stream:
            while line := stream.readline(LINE_BYTES_MAX):
                line = line.removesuffix(b"\n")
                opening = opening or line
                tree.append(line)
                self.entries += 1
                named |= self._named(line)
        self.root = tree.root().hex()
        for name, digest in found.items():
            if name.startswith(f"{BYTES}/") and digest not in named:
                self._add("dossier-object-unnamed", "expected bytes that an entry names", name)
        return self._signed(opening, tree.root())

    def _named(self, line: bytes) -> set[str]:
        try:
            body = decode(line, Entry).body
        except CodecError as problem:
            message = f"entry {self.entries - 1} cannot be read: {problem}"
            self._add("entry-unreadable", message, ENTRIES)
            return set()
        return {body.capture.digest} if isinstance(body, Preserved) else set()

    def _signed(self, opening: bytes, root: bytes) -> Key | None:
        try:
            key = _key_of(opening)
            data = read_small(self.folder / CHECKPOINT, NOTE_BYTES_MAX)
            note = open_note(data, name=key.name, public=key.public)
        except (CodecError, NoteError, OSError) as problem:
            self._add("signature-wrong", f"expected a signed state of the record: {problem}", CHECKPOINT)  # fmt: skip
            return None
        if (note.size, note.root, note.origin) != (self.entries, root, origin_of(opening)):
            message = f"expected the {note.size} entries that were signed for, found {self.entries} others"  # fmt: skip
            self._add("root-differs", message, ENTRIES)
        return key

    def _add(
        self, code: str, message: str, where: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.problems.append(
            Problem(severity=severity, code=code, message=message, where=readable(where))
        )


def _key_of(opening: bytes) -> Key:
    first = decode(opening, Entry).body
    if not isinstance(first, CaseOpened):
        raise NoteError("the first entry opens no case")
    return Key(name=first.key_name, public=first.key)
