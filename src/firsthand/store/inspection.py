"""Find every difference between what a record says and what lies on the disk.

In: the folders `evidence/` and `record/`.  Out: problems, each with what was expected and what was
found. Nothing is believed, followed, mended or written here, and nothing found may stop the search.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.store.apart import FOLDER as APART
from firsthand.store.files import NotAFileError, kind, readable
from firsthand.store.record import LOCK, LOG, TILES, TORN, UPCOMING
from firsthand.store.tiles import BESIDE
from firsthand.store.vault import INCOMING, MODE, NAMING, Vault, hash_file, is_digest

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
GROUP_COUNT = 256  # small files a thread takes at once, so that handing over costs nothing
GROUP_BYTES = 8 << 20
_UPCOMING = re.compile(r"[0-9]+-[0-9]+")  # process and number, as the vault names them
TILES_BESIDE = f"{TILES}{BESIDE}"
RECORD_NAMES = frozenset({"checkpoint", UPCOMING, LOCK, LOG.parts[0], TORN})


class Progress(Protocol):
    """Told how far long work has come."""

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """*done* of *total* are behind us; *what* is in hand."""


@value
class Found:
    """One thing that lies in a folder."""

    path: str
    inside: str  # from the folder that is searched, as it may be shown
    mode: int
    size_bytes: int


@value
class Inspected:
    """How much was hashed, and every difference."""

    objects: int
    size_bytes: int
    problems: tuple[Problem, ...]


def inspect_vault(
    vault: Vault, wanted: Mapping[str, int], *, threads: int, progress: Progress
) -> Inspected:
    """Hash every object and compare with the sizes in *wanted*, by digest."""
    problems: list[Problem] = []
    objects: list[Found] = []
    for found in everything(vault.folder, problems, "evidence"):
        if found.inside.split("/", 1)[0] == INCOMING:
            problems.extend(_incoming(found))
        elif _is_object(found, problems):
            objects.append(found)
    waiting = vault.unrecorded()
    total = done = 0
    seen: set[str] = set()
    with ThreadPoolExecutor(max_workers=threads) as pool:
        groups = list(_groups(objects))
        for group, answers in zip(groups, pool.map(_hash_all, groups), strict=True):
            progress(done, len(objects), group[0].inside)
            done += len(group)
            for found, (digest, size_bytes, why) in zip(group, answers, strict=True):
                total += size_bytes
                name = found.inside.rsplit("/", 1)[-1]
                if found.inside == f"{name[:2]}/{name}":
                    seen.add(name)
                if why:
                    problems.append(_problem("object-unreadable", why, f"evidence/{found.inside}"))
                    continue
                problems.extend(_compare(found, name, digest, size_bytes, wanted, waiting))
    problems.extend(
        _problem(
            "object-missing",
            f"expected {wanted[digest]} bytes that an entry speaks of, found nothing",
            f"evidence/{digest[:2]}/{digest}",
        )
        for digest in sorted(wanted.keys() - seen)
    )
    progress(len(objects), len(objects), "verified")
    return Inspected(objects=len(objects), size_bytes=total, problems=tuple(problems))


def _compare(  # noqa: PLR0917 - one object and all that is known of it
    found: Found,
    name: str,
    digest: str,
    size_bytes: int,
    wanted: Mapping[str, int],
    waiting: frozenset[str],
) -> Iterator[Problem]:
    where = f"evidence/{found.inside}"
    if name in wanted and wanted[name] != size_bytes:
        message = f"expected {wanted[name]} bytes, found {size_bytes}"
        yield _problem("object-size", message, where)
    if digest != name:
        message = f"expected SHA-256 {name}, found {digest}"
        yield _problem("object-altered", message, where)
    if found.inside != f"{name[:2]}/{name}":
        message = f"expected it at evidence/{name[:2]}/{name}, found it here"
        yield _problem("object-misplaced", message, where)
    elif name not in wanted and name in waiting:
        message = "a command was interrupted before it recorded this; preserve the same again"
        yield _problem("object-unrecorded", message, where, Severity.NOTE)
    elif name not in wanted:
        message = "expected only what an entry speaks of, found an object that none does"
        yield _problem("object-unknown", message, where)
    if found.mode & WRITABLE:
        message = f"expected mode {MODE:04o}, found {stat.S_IMODE(found.mode):04o}"
        yield _problem("object-writable", message, where, Severity.WARNING)


def _is_object(found: Found, problems: list[Problem]) -> bool:
    """Whether this is a file named by a digest; everything else is foreign."""
    where = f"evidence/{found.inside}"
    name = found.inside.rsplit("/", 1)[-1]
    if stat.S_ISDIR(found.mode):
        if "/" in found.inside or len(name) != 2 or set(name) - set("0123456789abcdef"):
            message = "expected folders of two hexadecimal digits, found another"
            problems.append(_problem("folder-unknown", message, where))
        return False
    if not stat.S_ISREG(found.mode):
        message = f"expected files only, found {kind(found.mode)}"
        problems.append(_problem("object-not-a-file", message, where))
        return False
    if not is_digest(name):
        message = "expected a name that is a SHA-256, found another file"
        problems.append(_problem("object-name", message, where))
        return False
    return True


def _incoming(found: Found) -> Iterator[Problem]:
    """What an interrupted command leaves is a note; anything else there is somebody's."""
    where = f"evidence/{found.inside}"
    name = found.inside.partition("/")[2]
    if not name and stat.S_ISDIR(found.mode):
        return
    if name == NAMING and stat.S_ISREG(found.mode):
        return
    if _UPCOMING.fullmatch(name) and stat.S_ISREG(found.mode):
        message = "left by an interrupted command; the next that writes removes it"
        yield _problem("incoming-left", message, where, Severity.NOTE)
        return
    message = f"expected only what an interrupted command leaves, found {kind(found.mode)}"
    yield _problem("incoming-unknown", message, where)


def _groups(objects: Sequence[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    size_bytes = 0
    for found in objects:
        group.append(found)
        size_bytes += found.size_bytes
        if len(group) >= GROUP_COUNT or size_bytes >= GROUP_BYTES:
            yield group
            group, size_bytes = [], 0
    if group:
        yield group


def _hash_all(group: Sequence[Found]) -> list[tuple[str, int, str]]:
    return [_hash(found.path) for found in group]


def _hash(path: str) -> tuple[str, int, str]:
    try:
        digest, size_bytes = hash_file(path)
    except OSError as problem:
        return "", 0, f"expected to read it, found: {problem.strerror or problem}"
    return digest, size_bytes, ""


def inspect_record_folder(folder: Path) -> list[Problem]:
    """Whatever lies in `record/` that we did not put there."""
    problems: list[Problem] = []
    log = LOG.as_posix()
    for found in everything(folder, problems, "record"):
        top, _, inner = found.inside.partition("/")
        where = f"record/{found.inside}"
        is_folder = stat.S_ISDIR(found.mode)
        if top in {TILES, APART}:
            continue  # looked at in `store.tiled` and `store.apart`, which know what the log gives
        if top == TILES_BESIDE and (is_folder or (inner and stat.S_ISREG(found.mode))):
            if not inner:
                message = "left by an interrupted command; the next that writes makes it anew"
                problems.append(_problem("tiles-unfinished", message, where, Severity.NOTE))
            continue
        if top == TORN and (is_folder or (inner and stat.S_ISREG(found.mode))):
            if inner:
                message = f"{found.size_bytes} bytes of an interrupted command were set aside"
                problems.append(_problem("torn", message, where, Severity.NOTE))
            continue
        known = found.inside == log or (top in RECORD_NAMES and not inner)
        if not known:
            message = f"expected nothing of this name, found {kind(found.mode)}"
            problems.append(_problem("record-unknown", message, where))
        elif is_folder != (found.inside == LOG.parts[0]) or not (
            is_folder or stat.S_ISREG(found.mode)
        ):
            message = f"expected {'a folder' if top == LOG.parts[0] and not inner else 'a file'}"
            message += f", found {kind(found.mode)}"
            problems.append(_problem("record-not-a-file", message, where))
    return problems


def everything(folder: Path, problems: list[Problem], name: str) -> Iterator[Found]:
    """All that lies under *folder*, in order; links are not followed."""
    try:
        mode = folder.lstat().st_mode
    except OSError as problem:
        problems.append(
            _problem(f"{name}-missing", f"expected a folder, found: {problem.strerror}", name)
        )
        return
    if not stat.S_ISDIR(mode):
        message = f"expected a folder, found {kind(mode)}: copying the case would not copy it"
        problems.append(_problem(f"{name}-not-a-folder", message, name))
        if not folder.is_dir():
            return
    waiting = [(os.fspath(folder), "")]
    while waiting:  # no recursion: folders may be nested deeper than Python goes
        path, inside = waiting.pop()
        inner = []
        for found in _listed(path, inside, problems, name):
            yield found
            if stat.S_ISDIR(found.mode):
                inner.append((found.path, found.inside + "/"))
        waiting.extend(reversed(inner))


def _listed(folder: str, inside: str, problems: list[Problem], name: str) -> Iterator[Found]:
    """What lies in one folder, in order."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as problem:
        message = f"expected to read this folder, found: {problem.strerror}"
        problems.append(_problem("folder-unreadable", message, f"{name}/{inside}"))
        return
    for entry in entries:
        shown = inside + readable(entry.name)
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as problem:
            message = f"expected to read it, found: {problem.strerror}"
            problems.append(_problem("object-unreadable", message, f"{name}/{shown}"))
            continue
        yield Found(path=entry.path, inside=shown, mode=status.st_mode, size_bytes=status.st_size)


def why_unreadable(problem: OSError) -> str:
    """What was found in place of a file, in words.

    >>> why_unreadable(NotAFileError("a link"))
    'expected a file, found a link'
    """
    if isinstance(problem, NotAFileError):
        return str(problem.strerror)
    return f"expected a file, found: {problem.strerror or problem}"


def _problem(code: str, message: str, where: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity=severity, code=code, message=message, where=where)
