"""Check that a case still is what was signed for: every byte, every entry, the signature.

In: a folder.  Out: a report that names every difference. Nothing is mended or written here.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from firsthand.errors import NotACaseError
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import CaseOpened, Entry, Preserved
from firsthand.model.value import value
from firsthand.pipeline.preserving import Progress
from firsthand.store.codec import CodecError, decode
from firsthand.store.merkle import Frontier
from firsthand.store.record import Record
from firsthand.store.signing import Checkpoint, NoteError, fingerprint, open_note
from firsthand.store.vault import Vault, hash_file, is_digest, is_write_protected


@value
class VerifyReport:
    """What was checked and every difference found."""

    objects: int
    size_bytes: int
    entries: int
    key: str
    problems: tuple[Problem, ...]


def verify(path: Path, *, threads: int, progress: Progress) -> VerifyReport:
    """Check the case in *path* from the bytes to the signature.

    Raises:
        NotACaseError: there is nothing like a case here.
    """
    record, vault = Record(path / "record"), Vault(path / "evidence")
    if not record.folder.is_dir():
        raise NotACaseError(f"{path} is not a case: it has no record/")
    problems: list[Problem] = []
    lines = _lines(record, problems)
    entries = _entries(lines, problems)
    key = _check_signature(record, lines, entries, problems)
    wanted = {
        entry.body.capture.digest: entry.body.capture.size_bytes
        for entry in entries
        if isinstance(entry.body, Preserved)
    }
    objects, size_bytes = _check_vault(vault, wanted, problems, threads, progress)
    return VerifyReport(
        objects=objects,
        size_bytes=size_bytes,
        entries=len(lines),
        key=key,
        problems=tuple(problems),
    )


def _lines(record: Record, problems: list[Problem]) -> list[bytes]:
    try:
        data = record.log.read_bytes()
    except OSError:
        problems.append(
            _problem("log-missing", "expected the log of entries", str(record.log.name))
        )
        return []
    lines = data.split(b"\n")
    if lines.pop():
        problems.append(_problem("log-torn", "the last line is not complete", record.log.name))
    return lines


def _entries(lines: list[bytes], problems: list[Problem]) -> list[Entry]:
    entries = []
    for number, line in enumerate(lines):
        try:
            entries.append(decode(line, Entry))
        except CodecError as problem:
            problems.append(_problem("entry-unreadable", str(problem), f"entry {number}"))
    return entries


def _check_signature(
    record: Record, lines: list[bytes], entries: list[Entry], problems: list[Problem]
) -> str:
    opened = entries[0].body if entries else None
    if not isinstance(opened, CaseOpened):
        problems.append(_problem("no-key", "the first entry should hold the case's key", "entry 0"))
        return ""
    try:
        note = open_note(record.checkpoint.read_bytes(), name=opened.key_name, public=opened.key)
    except OSError:
        problems.append(
            _problem("checkpoint-missing", "expected a signed checkpoint", "checkpoint")
        )
        return fingerprint(opened.key)
    except NoteError as problem:
        problems.append(_problem("signature-wrong", str(problem), "checkpoint"))
        return fingerprint(opened.key)
    _check_root(note, lines, problems)
    return fingerprint(opened.key)


def _check_root(note: Checkpoint, lines: list[bytes], problems: list[Problem]) -> None:
    if len(lines) < note.size:
        message = f"{note.size} entries are signed for, {len(lines)} are there"
        problems.append(_problem("entries-missing", message, "log"))
        return
    if len(lines) > note.size:
        message = f"{note.size} entries are signed for, {len(lines)} are there"
        problems.append(_problem("entries-unsigned", message, f"entry {note.size}"))
    if Frontier(lines[: note.size]).root() != note.root:
        message = "the entries are not those that were signed for: altered, replaced or reordered"
        problems.append(_problem("root-differs", message, "checkpoint"))


def _check_vault(
    vault: Vault,
    wanted: dict[str, int],
    problems: list[Problem],
    threads: int,
    progress: Progress,
) -> tuple[int, int]:
    """Hash every object; the hashing frees the interpreter, so threads use all cores."""
    files = list(vault.files())
    named = [path for path in files if is_digest(path.name) and not path.is_symlink()]
    problems.extend(
        _problem("object-name", "its name is no SHA-256", path.name)
        for path in sorted(set(files) - set(named))
    )
    total = 0
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for number, (path, found) in enumerate(zip(named, pool.map(_hash, named), strict=True)):
            progress(number, len(named), path.name)
            digest, size_bytes, why = found
            total += size_bytes
            if why:
                problems.append(_problem("object-unreadable", why, path.name))
            elif digest != path.name:
                problems.append(_problem("object-altered", f"its SHA-256 is {digest}", path.name))
            elif path != vault.path(path.name):
                problems.append(
                    _problem("object-misplaced", "it lies in the wrong folder", path.name)
                )
            elif path.name not in wanted:
                problems.append(_problem("object-unknown", "no entry speaks of it", path.name))
            elif wanted[path.name] != size_bytes:
                message = f"expected {wanted[path.name]} bytes, found {size_bytes}"
                problems.append(_problem("object-size", message, path.name))
            elif not is_write_protected(path):
                note = _problem("object-writable", "expected mode 0444", path.name, Severity.NOTE)
                problems.append(note)
    problems.extend(
        _problem("object-missing", "an entry speaks of it, it is not there", digest)
        for digest in sorted(wanted.keys() - {path.name for path in named})
    )
    progress(len(named), len(named), "verified")
    return len(named), total


def _hash(path: Path) -> tuple[str, int, str]:
    try:
        digest, size_bytes = hash_file(path)
    except OSError as problem:
        return "", 0, str(problem.strerror)
    return digest, size_bytes, ""


def _problem(code: str, message: str, where: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity=severity, code=code, message=message, where=where)
