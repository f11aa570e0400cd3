"""List the files that were offered, with what manifests beside them say.

In: paths as the operator gave them.  Out: files to preserve, in order; a problem for each thing that
is passed over. Nothing is opened here but manifests. Links are not followed inside a folder: what
they point to may lie anywhere.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from firsthand.errors import AddressNotFoundError, OperatorError
from firsthand.model.custody import Described
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.preserve.manifest import read_manifest
from firsthand.store.files import kind, read_small, readable
from firsthand.store.inspection import why_unreadable

MANIFEST = "manifest.csv"
MANIFEST_BYTES_MAX = 256 << 20  # two million rows; a longer one is no list that a person keeps
_NETWORK = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@value
class Offered:
    """One file that was offered: where it is, what it is called here, what a manifest says."""

    path: str
    address: str
    file: str
    described: Described | None = None


@value
class _Folder:
    """A folder to look through, what it is called here, and the manifests of the folders above."""

    path: Path
    shown: PurePosixPath
    above: tuple[tuple[str, Mapping[str, Described]], ...]


class Offer:
    """Everything that was offered; the files in order, and what was passed over and why."""

    def __init__(self, addresses: Sequence[str], *, own: Path, secrets: Sequence[Path]) -> None:
        self.problems: list[Problem] = []
        self.items: list[Offered] = []
        self._manifests: dict[str, dict[str, Described]] = {}
        self._own = _identity(own)
        self._secrets = {_identity(secret) for secret in secrets} - {None}
        for path in [_local(address) for address in addresses]:
            self.items.extend(self._under(path))

    def _under(self, path: Path) -> Iterator[Offered]:
        """Every file under *path*, named from the folder it lies in, never from the machine's root."""
        if not path.is_dir():
            mode = path.stat().st_mode
            if stat.S_ISREG(mode) and path.name == MANIFEST:
                self._manifests.pop(os.fspath(path), None)  # read again, to tell what is wrong
                self._manifest(path.parent, tell=True)
            elif stat.S_ISREG(mode):
                rows = self._manifest(path.parent, tell=False)
                target = path.resolve()
                yield from self._file(target, path.name, _row(rows, path.name))
            else:
                self._passed_over(path.name, mode)
            return
        top = path.resolve()
        waiting = [_Folder(path=top, shown=PurePosixPath(top.name), above=())]
        while waiting:  # no recursion: folders may be nested deeper than Python goes
            inner: list[_Folder] = []
            yield from self._folder(waiting.pop(), inner)
            waiting.extend(reversed(inner))

    def _folder(self, folder: _Folder, inner: list[_Folder]) -> Iterator[Offered]:
        """The files of a folder; the folders in it go to *inner*. The nearest manifest speaks first."""
        where = readable(folder.shown.as_posix())
        if _identity(folder.path) == self._own:
            message = "this is the case itself: it is not put into itself"
            self._tell("own-case", message, where, Severity.NOTE)
            return
        try:
            names = sorted(path.name for path in folder.path.iterdir())
        except OSError as problem:
            self._tell("folder-unreadable", f"expected a folder to read: {problem.strerror}", where)
            return
        rows = self._manifest(folder.path, tell=True, shown=f"{where}/{MANIFEST}")
        levels = (("", rows), *folder.above) if rows else folder.above
        for name in names:
            path, shown = folder.path / name, folder.shown / name
            try:
                mode = path.lstat().st_mode
            except OSError as problem:
                message = f"it could not be read: {problem.strerror}"
                self._tell("vanished", message, readable(shown.as_posix()))
                continue
            if stat.S_ISDIR(mode):
                below = tuple((f"{prefix}{name}/", known) for prefix, known in levels)
                inner.append(_Folder(path=path, shown=shown, above=below))
            elif name == MANIFEST:
                continue  # read above, or said to be unreadable
            elif not stat.S_ISREG(mode):
                self._passed_over(shown.as_posix(), mode)
            else:
                told = (_row(known, prefix + name) for prefix, known in levels)
                described = next((found for found in told if found is not None), None)
                yield from self._file(path, shown.as_posix(), described)
        for file in sorted(rows):
            self._check_row(folder.path, file, f"{where}/{MANIFEST}")

    def _check_row(self, folder: Path, file: str, where: str) -> None:
        for spelling in (file, unicodedata.normalize("NFD", file)):
            if os.path.lexists(folder / spelling):
                return
        self._tell("manifest-no-file", f"expected the file {readable(file)}, found none", where)

    def _file(self, path: Path, name: str, described: Described | None) -> Iterator[Offered]:
        if _identity(path) in self._secrets:
            self._tell(
                "signing-key",
                "this is a key of yours: it never goes into a case",
                readable(name),
            )
            return
        address = described.address if described and described.address else readable(name)
        yield Offered(
            path=os.fspath(path), address=address, file=readable(name), described=described
        )

    def _passed_over(self, name: str, mode: int) -> None:
        message = f"expected a file or folder, found {kind(mode)}: it is passed over"
        self._tell("not-a-file", message, readable(name))

    def _manifest(self, folder: Path, *, tell: bool, shown: str = MANIFEST) -> dict[str, Described]:
        """What the manifest in *folder* says, by path from there; its problems told once."""
        path = folder / MANIFEST
        if os.fspath(path) in self._manifests:
            return self._manifests[os.fspath(path)]
        rows: dict[str, Described] = {}
        try:
            data = read_small(path, MANIFEST_BYTES_MAX)
        except FileNotFoundError:
            return rows
        except OSError as problem:
            if tell:
                self._tell("manifest-unreadable", why_unreadable(problem), shown)
            return rows
        if len(data) > MANIFEST_BYTES_MAX:
            message = f"a manifest has at most {MANIFEST_BYTES_MAX} bytes, found more"
            self._tell("manifest-too-large", message, shown)
            return rows
        outcome = read_manifest(data, where=shown)
        if tell:
            self.problems.extend(outcome.problems)
        rows = {row.file: row.described for row in outcome.values}
        self._manifests[os.fspath(path)] = rows
        return rows

    def _tell(
        self, code: str, message: str, where: str, severity: Severity = Severity.WARNING
    ) -> None:
        self.problems.append(Problem(severity=severity, code=code, message=message, where=where))


def _row(rows: Mapping[str, Described], file: str) -> Described | None:
    """What *rows* say of a file; a name written with other code points for the same letters fits."""
    return rows.get(file) or rows.get(unicodedata.normalize("NFC", file))


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file or folder this is, by whatever path it was reached."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def _local(address: str) -> Path:
    if _NETWORK.match(address):
        raise OperatorError(
            f"only http:// and https:// are captured: save {readable(address)} as a file and give that, with "
            "its address in a manifest.csv beside it"
        )
    path = Path(address)
    try:
        path.stat()
    except FileNotFoundError:
        raise AddressNotFoundError(
            f"there is nothing at {readable(address)}; nothing was preserved"
        ) from None
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else problem
        raise AddressNotFoundError(
            f"{readable(address)} cannot be reached ({why}); nothing was preserved"
        ) from None
    return path
