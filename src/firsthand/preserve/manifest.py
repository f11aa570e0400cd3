"""Read the table that describes files: `manifest.csv`.

In: its bytes.  Out: a description for each file named; a problem, with its line, for each row that
cannot be used. Whether the files are there is not known here. What a row says never replaces what
the bytes say; both are kept.
"""

from __future__ import annotations

import csv
import io

from firsthand.model.custody import Described
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.value import value

COLUMNS = ("file", "address", "publisher", "published", "language")
CELL_CHARACTERS_MAX = 1_000_000  # a longer cell is no address; Python's own limit is lower


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
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        text = data.decode("utf-8-sig", "replace")
        problems.append(_problem("manifest-encoding", f"expected UTF-8: {problem.reason}", where))
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    rows: dict[str, ManifestRow] = {}
    csv.field_size_limit(CELL_CHARACTERS_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if "file" not in names:
            missing = _problem("manifest-columns", f"expected a column file, found {names}", where)
            return Outcome(values=(), problems=(*problems, missing))
        for cells in reader:
            _take(cells, names, rows, problems, f"{where}:{reader.line_num}")
    except csv.Error as problem:
        problems.append(_problem("manifest-row", f"{problem}", f"{where}:{reader.line_num}"))
    return Outcome(values=tuple(rows[file] for file in sorted(rows)), problems=tuple(problems))


def _take(
    cells: list[str],
    names: list[str],
    rows: dict[str, ManifestRow],
    problems: list[Problem],
    where: str,
) -> None:
    if not any(cell.strip() for cell in cells):
        return
    if len(cells) != len(names):
        message = f"expected {len(names)} cells, found {len(cells)}"
        problems.append(_problem("manifest-row", message, where))
    found = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    file = found.get("file", "").replace("\\", "/").removeprefix("./")
    if not file:
        problems.append(_problem("manifest-row", "expected a file, found none", where))
        return
    if file in rows:
        problems.append(
            _problem("manifest-twice", f"{file} is described before; kept as it was", where)
        )
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
