"""Read the table that describes files: `manifest.csv`.

In: its bytes.  Out: a description for each file named; a problem, with its line, for each row that
cannot be used. Whether the files are there is not known here. What a row says never replaces what
the bytes say; both are kept.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import unicodedata

from firsthand.model.custody import Described
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

COLUMNS = ("file", "address", "publisher", "published", "language")
CELL_CHARACTERS_MAX = 1_000_000  # a longer cell is no address; Python's own limit is lower
_DRIVE = re.compile(r"[A-Za-z]:/")


@value
class ManifestRow:
    """What the manifest says of one file, by its path from the manifest's folder."""

    file: str
    described: Described


def read_manifest(data: bytes, *, where: str) -> Outcome[ManifestRow]:
    r"""The rows of a manifest, in order of file; commas, semicolons and tabs are all understood.

    >>> read_manifest(b"file,address\\na.txt,https://a.example", where="m").values[0].file
    'a.txt'
    """
    problems: list[Problem] = []
    text = _decode(data, problems, where)
    header = next(iter(text.splitlines()), "")
    delimiter = max(",;\t", key=header.count)
    rows: dict[str, ManifestRow] = {}
    csv.field_size_limit(CELL_CHARACTERS_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            message = f"expected a row of cells, found: {problem}"
            problems.append(_problem("manifest-row", message, f"{where}:{reader.line_num}"))
            continue
        if names is not None:
            _take(cells, names, rows, problems, f"{where}:{reader.line_num}")
            continue
        names = [name.strip().casefold() for name in cells]
        if not _header_is_sound(names, problems, where):
            break
    if names is None:
        _header_is_sound([], problems, where)
    return Outcome(values=tuple(rows[file] for file in sorted(rows)), problems=tuple(problems))


def _decode(data: bytes, problems: list[Problem], where: str) -> str:
    """UTF-8, or what a spreadsheet saves as "Unicode text"."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        message = f"expected UTF-8, found other bytes at {problem.start}: save it as CSV UTF-8"
        problems.append(_problem("manifest-encoding", message, where))
        return data.decode(encoding, "replace")


def _header_is_sound(names: list[str], problems: list[Problem], where: str) -> bool:
    if "file" not in names:
        message = f"expected a column file, found {', '.join(names)[:200] or 'none'}"
        problems.append(_problem("manifest-columns", message, where))
        return False
    twice = sorted({name for name in names if name in COLUMNS and names.count(name) > 1})
    if twice:
        message = f"expected each column once, found {', '.join(twice)} twice"
        problems.append(_problem("manifest-columns", message, where))
        return False
    unknown = sorted({name for name in names if name and name not in COLUMNS})
    if unknown:
        message = f"these columns are not read: {', '.join(unknown)[:200]}"
        note = Problem(
            severity=Severity.NOTE, code="manifest-columns", message=message, where=where
        )
        problems.append(note)
    return True


def _take(
    cells: list[str],
    names: list[str],
    rows: dict[str, ManifestRow],
    problems: list[Problem],
    where: str,
) -> None:
    if not any(cell.strip() for cell in cells):
        return
    if any("\n" in cell or "\r" in cell for cell in cells):
        message = (
            "expected cells of one line, found one of several: is a quotation mark not closed?"
        )
        problems.append(_problem("manifest-row", message, where))
        return
    if any(cell.strip() for cell in cells[len(names) :]):
        message = f"expected {len(names)} cells, found {len(cells)}"
        problems.append(_problem("manifest-row", message, where))
        return
    found = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    file = posixpath.normpath(found.get("file", "").replace("\\", "/"))
    if "file" not in found:
        problems.append(_problem("manifest-row", "expected a file, found none", where))
        return
    file = unicodedata.normalize("NFC", file)
    if file.startswith(("/", "../")) or file in {".", ".."} or _DRIVE.match(file):
        message = f"expected a path from the manifest's folder, found {found['file']}"
        problems.append(_problem("manifest-outside", message, where))
        return
    if file in rows:
        message = f"expected {file} once; it is described before and kept as it was"
        problems.append(_problem("manifest-twice", message, where))
        return
    described = Described(
        address=found.get("address"),
        publisher=found.get("publisher"),
        published=found.get("published"),
        language=found.get("language"),
    )
    rows[file] = ManifestRow(file=file, described=described)


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
