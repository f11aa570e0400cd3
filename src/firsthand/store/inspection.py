"""Find every difference between what a record says and what lies on the disk.

In: the folders `evidence/` and `record/`.  Out: problems, each with what was expected and what was
found. Nothing is believed, followed, mended or written here, and nothing found may stop the search.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.store.apart import FOLDER as APART
from firsthand.store.files import NotAFileError, kind, readable
from firsthand.store.record import LOCK, LOG, TILES, TORN, UPCOMING
from firsthand.store.tiles import BESIDE
from firsthand.store.vault import INCOMING, MODE, NAMING, Measured, Vault, is_digest, measure_file

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
GROUP_COUNT = 256  # small files a thread takes at once, so that handing over costs nothing
SMALL_BYTES_MAX = 1 << 20  # a larger one is handed over by itself, so that all cores have work
_UPCOMING = re.compile(r"[0-9]+-[0-9]+")  # process and number, as the vault names them
Named = tuple[str, str]  # the path of a file named by a digest, and the same from `evidence/`
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
    objects: list[Named] = []
    for found in everything(vault.folder, problems, "evidence", named=objects):
        if found.inside.split("/", 1)[0] == INCOMING:
            problems.extend(_incoming(found))
        else:
            problems.extend(_foreign(found))
    waiting = vault.unrecorded()
    total = done = 0
    seen: set[str] = set()
    told: dict[int, list[Problem]] = {}
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for number, answer in _measured(objects, pool):
            inside = objects[number][1]
            if not done % GROUP_COUNT:
                progress(done, len(objects), inside)
            done += 1
            place, _, name = inside.rpartition("/")
            if place == name[:2]:
                seen.add(name)
            if isinstance(answer, str):
                told[number] = [_problem("object-unreadable", answer, f"evidence/{inside}")]
                continue
            digest, size_bytes, mode = answer
            total += size_bytes
            sound = digest == name and size_bytes == wanted.get(name) and place == name[:2]
            if not sound or mode & WRITABLE:
                told[number] = list(_compare(inside, answer, wanted, waiting))
    for number in sorted(told):  # in the order of the vault, whichever was hashed first
        problems += told[number]
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


def _measured(
    objects: Sequence[Named], pool: ThreadPoolExecutor
) -> Iterator[tuple[int, Measured | str]]:
    """What each is found to be, or why it cannot be read; small ones together, large ones each by itself."""
    starts = range(0, len(objects), GROUP_COUNT)
    groups = [objects[start : start + GROUP_COUNT] for start in starts]
    large: list[tuple[int, Future[Measured | str | None]]] = []
    for start, answers in zip(starts, pool.map(_measure_all, groups), strict=True):
        for number, answer in enumerate(answers, start):
            if answer is None:
                large.append((number, pool.submit(_measure, objects[number][0])))
            else:
                yield number, answer
    for number, under_way in large:
        answer = under_way.result()
        assert answer is not None, "no size was too large"
        yield number, answer


def _measure_all(group: Sequence[Named]) -> list[Measured | str | None]:
    return [_measure(path, bytes_max=SMALL_BYTES_MAX) for path, _ in group]


def _measure(path: str, *, bytes_max: int | None = None) -> Measured | str | None:
    try:
        return measure_file(path, bytes_max=bytes_max)
    except OSError as problem:
        return f"expected to read it, found: {problem.strerror or problem}"


def _compare(
    inside: str, measured: Measured, wanted: Mapping[str, int], waiting: frozenset[str]
) -> Iterator[Problem]:
    where, name = f"evidence/{inside}", inside.rpartition("/")[2]
    digest, size_bytes, mode = measured
    if name in wanted and wanted[name] != size_bytes:
        message = f"expected {wanted[name]} bytes, found {size_bytes}"
        yield _problem("object-size", message, where)
    if digest != name:
        message = f"expected SHA-256 {name}, found {digest}"
        yield _problem("object-altered", message, where)
    if inside != f"{name[:2]}/{name}":
        message = f"expected it at evidence/{name[:2]}/{name}, found it here"
        yield _problem("object-misplaced", message, where)
    elif name not in wanted and name in waiting:
        message = "a command was interrupted before it recorded this; preserve the same again"
        yield _problem("object-unrecorded", message, where, Severity.NOTE)
    elif name not in wanted:
        message = "expected only what an entry speaks of, found an object that none does"
        yield _problem("object-unknown", message, where)
    if mode & WRITABLE:
        message = f"expected mode {MODE:04o}, found {stat.S_IMODE(mode):04o}"
        yield _problem("object-writable", message, where, Severity.WARNING)


def _foreign(found: Found) -> Iterator[Problem]:
    """What is wrong with something that is no file named by a digest; folders of two digits are ours."""
    where = f"evidence/{found.inside}"
    name = found.inside.rsplit("/", 1)[-1]
    if stat.S_ISDIR(found.mode):
        if "/" in found.inside or len(name) != 2 or set(name) - set("0123456789abcdef"):
            message = "expected folders of two hexadecimal digits, found another"
            yield _problem("folder-unknown", message, where)
    elif not stat.S_ISREG(found.mode):
        message = f"expected files only, found {kind(found.mode)}"
        yield _problem("object-not-a-file", message, where)
    else:
        message = "expected a name that is a SHA-256, found another file"
        yield _problem("object-name", message, where)


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


def everything(
    folder: Path,
    problems: list[Problem],
    name: str,
    *,
    named: list[Named] | None = None,
) -> Iterator[Found]:
    """All that lies under *folder*, in order; links are not followed.

    Files named by a digest are put into *named* instead, if it is given, but for incoming ones. Nothing more is asked of
    them: whoever opens them sees their modes and sizes.
    """
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
        for found in _listed(path, inside, problems, name, named):
            yield found
            if stat.S_ISDIR(found.mode):
                inner.append((found.path, found.inside + "/"))
        waiting.extend(reversed(inner))


def _listed(
    folder: str,
    inside: str,
    problems: list[Problem],
    name: str,
    named: list[Named] | None,
) -> Iterator[Found]:
    """What lies in one folder, in order."""
    named = None if inside.startswith(f"{INCOMING}/") else named
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=attrgetter("name"))
    except OSError as problem:
        message = f"expected to read this folder, found: {problem.strerror}"
        problems.append(_problem("folder-unreadable", message, f"{name}/{inside}"))
        return
    for entry in entries:
        if named is not None and is_digest(entry.name) and entry.is_file(follow_symlinks=False):
            named.append((entry.path, inside + entry.name))
            continue
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
