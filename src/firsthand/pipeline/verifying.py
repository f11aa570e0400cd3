"""Check that a case still is what was signed for: every byte, every entry, the signature.

In: a folder, and if there is one a checkpoint saved elsewhere.  Out: a report that names every
difference. Nothing is mended or written here, and `derived/` is not looked at: it proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import ne
from pathlib import Path

from firsthand.engines.split import Split
from firsthand.errors import NewerCaseError, NotACaseError
from firsthand.model.collection import KeptApart
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import CaseOpened, Entry, Preserved, Redescribed
from firsthand.model.sealed import Sealed
from firsthand.model.value import value
from firsthand.pipeline.anchoring import Anchor, Anchors, sizes
from firsthand.pipeline.case import FORMAT
from firsthand.pipeline.continuing import read_state
from firsthand.pipeline.kept_sealed import KeptSealed, inspect_sealed
from firsthand.pipeline.preserving import Progress
from firsthand.store.apart import inspect_apart
from firsthand.store.blocks import Header
from firsthand.store.codec import CodecError, decode
from firsthand.store.cosigning import VerifierKey
from firsthand.store.files import read_small, readable
from firsthand.store.inspection import inspect_record_folder, inspect_vault, why_unreadable
from firsthand.store.record import Key, Record, Scanned, Tail, judge_tail
from firsthand.store.signing import (
    NOTE_BYTES_MAX,
    Checkpoint,
    NoteError,
    fingerprint,
    open_note,
)
from firsthand.store.tiled import TileCheck
from firsthand.store.usual_entries import glimpse, glimpse_all
from firsthand.store.vault import Vault

SUMS = "SHA256SUMS"  # stands in every dossier, and in no case
MESSAGE_CHARACTERS_MAX = 500  # two roots and the words around them; a damaged entry may be long


@value
class VerifyReport:
    """What was checked and every difference found. Notes are no differences."""

    objects: int
    size_bytes: int
    entries: int
    key: str
    since: int | None
    anchors: tuple[Anchor, ...]
    root: str = ""
    problems: tuple[Problem, ...]

    @property
    def differences(self) -> int:
        """How many of the problems mean that something is not as it was signed for."""
        return sum(problem.severity is not Severity.NOTE for problem in self.problems)


def verify(
    path: Path,
    *,
    threads: int,
    progress: Progress,
    since: Path | None = None,
    key: str | None = None,
    cosigners: Sequence[VerifierKey] = (),
    headers: Sequence[Header] = (),
) -> VerifyReport:
    """Check the case in *path* from the bytes to the signature.

    *since* is a checkpoint of this case, or an export with one, kept elsewhere: the record must continue it.
    *key* is the fingerprint of the key that should have signed, *cosigners* are keys of others and
    *headers* those of Bitcoin's blocks, learnt elsewhere.

    Raises:
        NotACaseError: there is nothing like a case here.
        NewerCaseError: a newer version made and signed it.
        CaseBusyError: somebody writes to it now.
        OperatorError: *since* cannot be read as a checkpoint.
    """
    record, vault = Record(path / "record"), Vault(path / "evidence")
    if (path / SUMS).is_file() and not vault.folder.is_dir():
        raise NotACaseError(
            f"{path} is a dossier and no case: its page check.html says how to check it"
        )
    if not record.folder.is_dir() and not vault.folder.is_dir():
        raise NotACaseError(f"{path} is not a case: it has neither record/ nor evidence/")
    saved = read_state(since) if since is not None else None
    with record.quiet():
        checked = _Log(record, saved, key, Anchors(cosigners, headers))
        share = Split(threads).map
        inspected = inspect_vault(
            vault, checked.wanted, threads=threads, progress=progress, share=share
        )
    problems = [
        *inspected.problems,
        *checked.problems,
        *inspect_record_folder(record.folder),
        *inspect_sealed(path, checked.sealed),
        *inspect_apart(record.folder, checked.apart),
    ]
    return VerifyReport(
        objects=inspected.objects,
        size_bytes=inspected.size_bytes,
        entries=checked.count,
        key=checked.key,
        since=saved[1].size if saved else None,
        anchors=checked.anchors,
        root=checked.root,
        problems=tuple(problems),
    )


class _Log:
    """One pass over the log, with everything that is checked on the way."""

    def __init__(
        self,
        record: Record,
        saved: tuple[bytes, Checkpoint] | None,
        key: str | None,
        anchors: Anchors,
    ) -> None:
        self.problems: list[Problem] = []
        self.wanted: dict[str, int] = {}
        self.sealed = KeptSealed()
        self._anchors = anchors
        self.anchors: tuple[Anchor, ...] = ()
        self.apart: dict[int, KeptApart] = {}
        self.count = 0
        self.key = self.root = ""
        self._keeps_tiles = False
        self._moment = ""
        self._signing = self._opened(record)
        note = self._note(record, record.checkpoint, needed=True)
        upcoming = self._note(record, record.upcoming, needed=False)
        asked = [each.size for each in (note, upcoming, saved[1] if saved else None) if each]
        asked += sizes(record)
        self._tiles = TileCheck(
            record.tiles,
            signed=note.size if note else 0,
            root=note.root if note else b"",
            upcoming=upcoming.size if upcoming else 0,
            kept=self._keeps_tiles,
        )
        try:
            found = record.scan(set(asked), self._take)
        except OSError as problem:
            self._add("log-missing", why_unreadable(problem), "record/log/entries.jsonl")
            return
        self.count = found.count
        if note is not None:
            self.root = found.roots.get(note.size, b"").hex()
        if note is not None:
            self._compare(note, found)
            tail = self._tail(note, upcoming, found)
            self.problems += self._tiles.problems(
                log_sound=found.roots.get(note.size) == note.root,
                interrupted=tail in {Tail.UNFINISHED, Tail.UNSETTLED},
            )
        elif found.torn_bytes:
            self._torn(found)
        for wrong in self._anchors.judge(found):
            self._add(wrong.code, wrong.message, wrong.where, wrong.severity)
        self.anchors = tuple(self._anchors.held)
        if saved is not None:
            self._since(saved, found)
        if key is not None and key.lower() != self.key:
            self._add("key-differs", f"expected the key {key}, found {self.key}", "entry 0")

    def _opened(self, record: Record) -> Key | None:
        """The key in entry 0, read loosely: whether the entry is sound is seen in its turn."""
        try:
            body = json.loads(record.first_line())["body"]
            opened = CaseOpened(
                name="", format=body["format"], key=str(body["key"]), key_name=str(body["key_name"])
            )
            self._keeps_tiles = body.get("tiles") is True
            self.key = fingerprint(opened.key)
            format_ = int(opened.format)
        except OSError:
            return None  # the scan says so
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as problem:
            message = f"expected the case's key in the first entry, found none: {problem}"
            self._add("no-key", message, "entry 0")
            return None
        signing = Key(name=opened.key_name, public=opened.key)
        if format_ > FORMAT and _signs_all(record, signing):
            raise NewerCaseError(
                f"this case has format {format_}, this firsthand reads up to {FORMAT}: "
                "install the version that made it"
            )
        return signing

    def _note(self, record: Record, path: Path, *, needed: bool) -> Checkpoint | None:
        where = f"record/{path.name}"
        try:
            if self._signing is not None:
                return record.read_note(path, self._signing)
            if needed:
                read_small(path, NOTE_BYTES_MAX)
        except FileNotFoundError:
            if needed:
                self._add("checkpoint-missing", "expected a signed checkpoint, found none", where)
        except OSError as problem:
            self._add("checkpoint-missing", why_unreadable(problem), where)
        except NoteError as problem:
            if needed:
                self._add("signature-wrong", str(problem), where)
            else:
                self._note_only("append-interrupted", f"not written whole: {problem}", where)
        return None

    def _take(self, first: int, lines: Sequence[bytes], leaf_hashes: Sequence[bytes]) -> None:
        self._tiles.take(leaf_hashes)
        if not first:  # it opens the case
            self._take_one(0, lines[0])
            first, lines = 1, lines[1:]
        if self._take_usual(lines):
            return
        for number, line in enumerate(lines, first):
            self._take_one(number, line)

    def _take_usual(self, lines: Sequence[bytes]) -> bool:
        """Whether all of these tell of captures and nothing is to be said of them; what they want is noted then."""
        seen = glimpse_all(lines)
        if seen is None or seen.times[0] < self._moment or sorted(seen.times) != seen.times:
            return False
        wanted = self.wanted.setdefault
        if any(map(ne, map(wanted, seen.digests, seen.sizes_bytes), seen.sizes_bytes)):
            return False
        self._moment = seen.times[-1]
        return True

    def _take_one(self, number: int, line: bytes) -> None:
        usual = glimpse(line)
        if usual is not None:
            self._place(number, usual.utc, opens=False)
            self._want(usual.digest, usual.size_bytes, number)
            return
        try:
            entry = decode(line, Entry)
        except CodecError as problem:
            self._add(
                "entry-unreadable", f"expected a canonical entry: {problem}", f"entry {number}"
            )
            return
        body = entry.body
        self._place(number, entry.at.utc, opens=isinstance(body, CaseOpened))
        if isinstance(body, Preserved | Redescribed):
            self._want(body.capture.digest, body.capture.size_bytes, number)
        if isinstance(body, Sealed):
            self._want(body.digest, body.size_bytes, number)
        self.sealed.take(entry)
        self._anchors.take(number, body)
        if isinstance(body, KeptApart):
            self.apart[number] = body

    def _place(self, number: int, utc: str, *, opens: bool) -> None:
        """An entry's place in the log: only the first opens the case, and none is older than those before."""
        if (number == 0) != opens:
            message = f"expected {'one that opens the case' if not number else 'no second opening'}"
            self._add("entry-out-of-place", message, f"entry {number}")
        if utc < self._moment:
            message = f"expected a time from {self._moment}, found {utc}: the clock was set back"
            self._note_only("time-backwards", message, f"entry {number}")
        self._moment = max(self._moment, utc)

    def _want(self, digest: str, size_bytes: int, number: int) -> None:
        before = self.wanted.setdefault(digest, size_bytes)
        if before != size_bytes:
            message = f"expected {before} bytes as an earlier entry says, found {size_bytes}"
            self._add("size-conflict", message, f"entry {number}")

    def _compare(self, note: Checkpoint, found: Scanned) -> None:
        if note.origin != found.origin:
            message = f"expected a checkpoint of {found.origin}, found one of {note.origin}"
            self._add("checkpoint-foreign", message, "record/checkpoint")
        if found.count < note.size:
            message = f"expected {note.size} entries as signed for, found {found.count}"
            self._add("entries-missing", message, "record/log/entries.jsonl")
        elif found.roots[note.size] != note.root:
            message = (
                f"expected root {note.root.hex()} over {note.size} entries, found "
                f"{found.roots[note.size].hex()}: altered, replaced or reordered"
            )
            self._add("root-differs", message, "record/checkpoint")

    def _tail(self, note: Checkpoint, upcoming: Checkpoint | None, found: Scanned) -> Tail:
        """What lies behind the signed entries: an interruption's, or somebody's."""
        tail = judge_tail(found, signed=note.size, upcoming=upcoming)
        if tail is Tail.FOREIGN and found.count > note.size:
            message = f"expected {note.size} entries as signed for, found {found.count}"
            self._add("entries-unsigned", message, f"entry {note.size}")
        if tail is Tail.FOREIGN and found.torn_bytes:
            self._torn(found)
        if tail in {Tail.UNFINISHED, Tail.UNSETTLED}:
            message = (
                f"{found.count - note.size} entries of an interrupted command: the next that "
                "writes finishes them or sets them aside"
            )
            self._note_only("append-interrupted", message, f"entry {note.size}")
        return tail

    def _torn(self, found: Scanned) -> None:
        message = f"expected a line end after entry {found.count}, found {found.torn_bytes} bytes"
        self._add("log-torn", message, "record/log/entries.jsonl")

    def _since(self, saved: tuple[bytes, Checkpoint], found: Scanned) -> None:
        """The record must begin with the very entries that the saved checkpoint covers."""
        note, said = saved
        if self._signing is not None:
            try:
                open_note(note, name=self._signing.name, public=self._signing.public)
            except NoteError as problem:
                message = f"expected the saved checkpoint signed by this case's key: {problem}"
                self._add("since-signature", message, "the saved checkpoint")
        if said.origin != found.origin:
            message = f"expected a saved checkpoint of {found.origin}, found one of {said.origin}"
            self._add("since-foreign", message, "the saved checkpoint")
        elif found.count < said.size:
            message = (
                f"expected at least the {said.size} entries of the saved checkpoint, found "
                f"{found.count}: the case was set back"
            )
            self._add("rolled-back", message, "record/log/entries.jsonl")
        elif found.roots[said.size] != said.root:
            message = (
                f"expected root {said.root.hex()} over the first {said.size} entries as the saved "
                f"checkpoint says, found {found.roots[said.size].hex()}: a fork, history was rewritten"
            )
            self._add("history-differs", message, "record/log/entries.jsonl")

    def _add(
        self, code: str, message: str, where: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Name a difference; what a damaged entry holds is shown so that it moves no cursor."""
        told = readable(message[:MESSAGE_CHARACTERS_MAX])
        self.problems.append(Problem(severity=severity, code=code, message=told, where=where))

    def _note_only(self, code: str, message: str, where: str) -> None:
        self._add(code, message, where, Severity.NOTE)


def _signs_all(record: Record, key: Key) -> bool:
    """Whether *key* signed the log as it is: then the number of its format was not slipped in."""
    try:
        note = record.read_note(record.checkpoint, key)
        return record.scan({note.size}).roots.get(note.size) == note.root
    except (OSError, NoteError):
        return False
