"""Find every difference between what a record says and what lies on the disk.

In: the folders `evidence/` and `record/`.  Out: problems, each with what was expected and what was
found. Nothing is believed, followed, mended or written here, and nothing found may stop the search.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.store.apart import FOLDER as APART
from firsthand.store.files import NotAFileError, kind, readable
from firsthand.store.record import LOCK, LOG, TILES, TORN, UPCOMING
from firsthand.store.tiles import BESIDE
from firsthand.store.vault import (
    INCOMING,
    MODE,
    NAMING,
    Measured,
    Vault,
    are_digests,
    is_digest,
    measure_all,
)

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
GROUP_COUNT = 256  # small files that are taken at once, so that handing over costs nothing
SMALL_BYTES_MAX = 1 << 20  # a larger one is handed over by itself, so that all cores have work
_UPCOMING = re.compile(r"[0-9]+-[0-9]+")  # process and number, as the vault names them
TILES_BESIDE = f"{TILES}{BESIDE}"
RECORD_NAMES = frozenset({"checkpoint", UPCOMING, LOCK, LOG.parts[0], TORN})


class Sharing(Protocol):
    """Does work on groups: here, as `map` does, or on all cores; the answers come in the order of the groups."""

    def __call__(
        self, work: Callable[[Sequence[str]], Judged], groups: Sequence[Sequence[str]], /
    ) -> Iterator[Judged]:
        """*work* of each of *groups*."""


class Judge(Protocol):
    """Hashes the objects at some paths and compares."""

    def __call__(self, paths: Sequence[str], /, *, bytes_max: int | None = None) -> Judged:
        """What they are found to be; those of more than *bytes_max* are left for later."""


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
    vault: Vault,
    wanted: Mapping[str, int],
    *,
    threads: int,
    progress: Progress,
    share: Sharing = map,
) -> Inspected:
    """Hash every object and compare with the sizes in *wanted*, by digest.

    *share* has the work on groups of small objects done; large ones are hashed by so many *threads*.
    """
    problems: list[Problem] = []
    objects: list[str] = []
    for found in everything(vault.folder, problems, "evidence", named=objects):
        if found.inside.split("/", 1)[0] == INCOMING:
            problems.extend(_incoming(found))
        else:
            problems.extend(_foreign(found))
    waiting = vault.unrecorded()
    top = f"{os.fspath(vault.folder)}/"
    total = 0
    others: dict[int, Measured | str] = {}
    judge = partial(_judge, wanted, top)
    for numbers, judged in _measured(objects, judge, share, threads):
        progress(numbers[0], len(objects), readable(objects[numbers[0]][len(top) :]))
        total += judged.size_bytes
        others.update((numbers[at], answer) for at, answer in judged.others)
    for number in sorted(others):  # in the order of the vault, whichever was hashed first
        inside, answer = readable(objects[number][len(top) :]), others[number]
        if isinstance(answer, str):
            problems.append(_problem("object-unreadable", answer, f"evidence/{inside}"))
        else:
            problems.extend(_compare(inside, answer, wanted, waiting))
    problems.extend(
        _problem(
            "object-missing",
            f"expected {wanted[digest]} bytes that an entry speaks of, found nothing",
            f"evidence/{digest[:2]}/{digest}",
        )
        for digest in _missing(wanted, objects, top, sound=len(objects) - len(others))
    )
    progress(len(objects), len(objects), "verified")
    return Inspected(objects=len(objects), size_bytes=total, problems=tuple(problems))


def _missing(wanted: Mapping[str, int], paths: Sequence[str], top: str, *, sound: int) -> list[str]:
    """The digests that no object stands under. What is *sound* stands under one of its own that is wanted."""
    if sound == len(wanted):
        return []
    there = frozenset(paths)
    return sorted(each for each in wanted if f"{top}{each[:2]}/{each}" not in there)


class Judged(NamedTuple):
    """What a group of objects was found to be: those that are as they should be are counted, others told by their place."""

    size_bytes: int
    others: list[tuple[int, Measured | str]]
    large: list[int]


def _measured(
    paths: Sequence[str], judge: Judge, share: Sharing, threads: int
) -> Iterator[tuple[Sequence[int], Judged]]:
    """What is found, with the numbers of the objects; small ones together, then large ones each by itself."""
    starts = range(0, len(paths), GROUP_COUNT)
    groups = [paths[start : start + GROUP_COUNT] for start in starts]
    large: list[int] = []
    small = partial(judge, bytes_max=SMALL_BYTES_MAX)
    for start, group, judged in zip(starts, groups, share(small, groups), strict=True):
        large += [start + at for at in judged.large]
        yield range(start, start + len(group)), judged
    with ThreadPoolExecutor(max_workers=threads) as pool:
        alone = [[paths[number]] for number in large]
        for number, judged in zip(large, pool.map(judge, alone), strict=True):
            yield (number,), judged


def _judge(
    wanted: Mapping[str, int], top: str, paths: Sequence[str], *, bytes_max: int | None = None
) -> Judged:
    size_bytes, wanted_size = 0, wanted.get
    others: list[tuple[int, Measured | str]] = []
    large: list[int] = []
    for at, answer in enumerate(measure_all(paths, bytes_max=bytes_max)):
        if answer is None:
            large.append(at)
            continue
        if not isinstance(answer, str):
            digest, size, mode = answer
            size_bytes += size
            sound = wanted_size(digest) == size and not mode & WRITABLE
            if sound and paths[at] == f"{top}{digest[:2]}/{digest}":
                continue
        others.append((at, answer))
    return Judged(size_bytes, others, large)


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
    named: list[str] | None = None,
) -> Iterator[Found]:
    """All that lies under *folder*, in order; links are not followed.

    Files named by a digest are put into *named* instead, if it is given, by their paths, but for incoming ones. Nothing
    more is asked of them: whoever opens them sees their modes and sizes.
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
    named: list[str] | None,
) -> Iterator[Found]:
    """What lies in one folder, in order."""
    named = None if inside.startswith(f"{INCOMING}/") else named
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError as problem:
        message = f"expected to read this folder, found: {problem.strerror}"
        problems.append(_problem("folder-unreadable", message, f"{name}/{inside}"))
        return
    if named is not None:
        digests = are_digests([entry.name for entry in entries])
        told = [
            e.path
            for e in entries
            if (digests or is_digest(e.name)) and e.is_file(follow_symlinks=False)
        ]
        named += sorted(told)
        if len(told) == len(entries):
            return
        apart = frozenset(told)
        entries = [entry for entry in entries if entry.path not in apart]
    for entry in sorted(entries, key=attrgetter("name")):
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
