"""Keep what must be able to vanish: wrapped keys and the entries of the register of witnesses.

In: sealed bytes and a name.  Out: `NAME.age` in a folder outside the append-only log. A new one is
written as `NAME.age.next` and takes its place when the record speaks of it; the record holds its
SHA-256, so that another in its place is named. Destroying one overwrites it first. Copies of the
case, and what a disk keeps of overwritten blocks, are beyond our reach.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.problem import Problem, Severity
from firsthand.store.files import kind, read_small, readable, room, sync, write_durably

BYTES_MAX = 1 << 20  # a wrapped key has 2 kB; room for a long entry of the register
MODE = 0o600
SUFFIX = ".age"
NEXT = ".age.next"
_NAME = re.compile(r"([0-9a-z][0-9a-z-]{0,80})(\.age(?:\.next)?)")


class MissingKeyError(OperatorError):
    """what opens this is not there."""


class Wrapped:
    """A folder of sealed files that may be destroyed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def offer(self, name: str, data: bytes) -> str:
        """Have *data* on the disk beside what is in force; its SHA-256, for the record."""
        self._refuse_link()
        with room(f"{self.folder.name}/"):
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700)
                sync(self.folder.parent)
        write_durably(self._path(name, NEXT), data, append=False, mode=MODE)
        return hashlib.sha256(data).hexdigest()

    def settle(self, name: str) -> None:
        """Put what was offered in force; what was in force before is destroyed."""
        self._destroy(self._path(name, SUFFIX))
        with room(f"{self.folder.name}/"):
            self._path(name, NEXT).rename(self._path(name, SUFFIX))
            sync(self.folder)

    def get(self, name: str, sha256: str) -> bytes:
        """The bytes of which the record says *sha256*, wherever an interruption left them.

        Raises:
            MissingKeyError: they are not there, or others are.
        """
        found = False
        for suffix in (SUFFIX, NEXT):
            try:
                data = read_small(self._path(name, suffix), BYTES_MAX)
            except OSError:
                continue
            found = True
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
        where = f"{self.folder.name}/{name}{SUFFIX}"
        raise MissingKeyError(
            f"{where} is not what was recorded: it was altered or replaced"
            if found
            else f"{where} is not there: without it nothing opens what it was the key to"
        )

    def destroy(self, name: str) -> None:
        """Overwrite and remove it, in force or offered; when this returns the disk says so."""
        self._refuse_link()
        for suffix in (SUFFIX, NEXT):
            self._destroy(self._path(name, suffix))

    def finish(self, wanted: Mapping[str, str], gone: Collection[str]) -> frozenset[str]:
        """End what an interruption left: settle offers in *wanted*, destroy others, and what is *gone*.

        Out come the names of offers that no entry speaks of. What else lies here is left for `inspect`.
        """
        self._refuse_link()
        swept = set()
        for name, suffix in self._names():
            if name in gone:
                self._destroy(self._path(name, suffix))
            elif suffix == NEXT and name not in wanted:
                self._destroy(self._path(name, NEXT))
                swept.add(name)
            elif suffix == NEXT and self._digest(name) == wanted[name]:
                self.settle(name)
            elif suffix == NEXT:
                self._destroy(self._path(name, NEXT))
        return frozenset(swept)

    def _digest(self, name: str) -> str:
        return _digest(self._path(name, NEXT))

    def _refuse_link(self) -> None:
        """Where the folder is a link, what is destroyed through it would not be what the case holds."""
        if self.folder.is_symlink():
            raise OperatorError(f"expected a folder at {self.folder.name}/, found a link")

    def _names(self) -> list[tuple[str, str]]:
        try:
            found = sorted(path.name for path in self.folder.iterdir())
        except FileNotFoundError:
            return []
        matches = filter(None, map(_NAME.fullmatch, found))
        return [(match[1], match[2]) for match in matches]

    def _path(self, name: str, suffix: str) -> Path:
        assert _NAME.fullmatch(name + suffix), "a name of ours"
        return self.folder / f"{name}{suffix}"

    def _destroy(self, path: Path) -> None:
        try:
            status = path.lstat()
        except FileNotFoundError:
            return
        with room(f"{self.folder.name}/{path.name}"):
            if stat.S_ISREG(status.st_mode):
                handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
                try:
                    os.write(handle, secrets.token_bytes(min(status.st_size, BYTES_MAX)))
                    os.fsync(handle)
                finally:
                    os.close(handle)
            path.unlink()
            sync(self.folder)

    def inspect(self, wanted: Mapping[str, str], gone: Collection[str]) -> Iterator[Problem]:
        """Every difference between what the record wants here and what lies here.

        *gone* are names that the record says were destroyed.
        """
        label = self.folder.name
        seen: dict[str, set[str]] = {}
        if self.folder.is_symlink():
            message = "expected a folder, found a link: copying the case would not copy it"
            yield _problem("wrapped-not-a-folder", message, label)
        try:
            listed = sorted(self.folder.iterdir()) if os.path.lexists(self.folder) else []
        except OSError as problem:
            message = f"expected a folder, found: {problem.strerror}"
            yield _problem("wrapped-not-a-folder", message, label)
            listed = []
        for path in listed:
            wrong = _judge(path, wanted, gone)
            if wrong is None:
                name = path.name.partition(".")[0]
                seen.setdefault(name, set()).add(_digest(path))
            else:
                yield _problem(*wrong[:2], f"{label}/{readable(path.name)}", wrong[2])
        for name in sorted(wanted):
            found = seen.get(name, set())
            where = f"{label}/{name}{SUFFIX}"
            if not found:
                message = "expected what the record speaks of, found nothing"
                yield _problem("wrapped-missing", message, where)
            elif wanted[name] not in found:
                message = f"expected SHA-256 {wanted[name]}, found {', '.join(sorted(found))}"
                yield _problem("wrapped-altered", message, where)


def _judge(
    path: Path, wanted: Collection[str], gone: Collection[str]
) -> tuple[str, str, Severity] | None:
    """What is wrong with a thing that lies here; nothing if the record speaks of it."""
    match = _NAME.fullmatch(path.name)
    mode = path.lstat().st_mode
    if match is None or not stat.S_ISREG(mode):
        message = f"expected sealed files only, found {kind(mode)}"
        return "wrapped-unknown", message, Severity.ERROR
    if match[1] in gone:
        message = "the record says that this was destroyed, and it lies here: the next that seals or erases ends it"
        return "wrapped-not-destroyed", message, Severity.ERROR
    if match[1] in wanted:
        return None
    if match[2] == NEXT:
        message = "left by an interrupted command; the next that seals removes it"
        return "wrapped-left", message, Severity.NOTE
    message = "expected only what an entry speaks of, found one that none does"
    return "wrapped-unknown", message, Severity.ERROR


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_small(path, BYTES_MAX)).hexdigest()
    except OSError as problem:
        return f"nothing readable ({problem.strerror})"


def _problem(code: str, message: str, where: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(severity=severity, code=code, message=message, where=where)
