"""Read a table of elements as a team writes it: `elements.csv`, one element a row.

In: a file's bytes.  Out: elements, or everything that is wrong, each with its line, its column, what was
expected and what was found. Whether they fit beside those that a case has is not asked here but in
`claim.vocabulary`. The 24 elements stand in a file of the same form, `data/elements.csv`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from firsthand.claim.entry import Fault, RefusedError
from firsthand.model.claim import OWN_KEY, Counts
from firsthand.model.value import value
from firsthand.model.vocabulary import NewElement, ValueForm

COLUMNS = ("key", "name", "form", "asks", "codes", "apart", "unit", "counts")
NEEDED = ("key", "name", "form", "asks")
NAME_CHARACTERS_MAX = 80  # it heads a table
ASKS_CHARACTERS_MAX = 400  # a sentence that tells coders what belongs here
CODES_MAX = 60  # more are a list of names, which is text
ROWS_MAX = 500  # a programme is described by tens
FILE_BYTES_MAX = 1 << 20
BETWEEN, AGAINST = "|", "/"
YES_NO = ("yes", "no")


@value
class Row:
    """An element as a file has it, with the line it stands in and the column of each cell."""

    element: NewElement
    line: int
    columns: Mapping[str, int]

    def fault(self, column: str, message: str) -> Fault:
        """That something is wrong in the cell of *column*."""
        where = self.columns.get(column, 1)
        return Fault(line=self.line, column=where, message=f"{column}: {message}")


class _CellError(ValueError):
    """a cell holds what cannot stand there."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def read_elements(data: bytes, *, where: str) -> tuple[Row, ...]:
    """The elements of a file, in its order.

    Raises:
        RefusedError: it is not as docs/formats/vocabulary.md says; a line for everything that is wrong.
    """
    lines = _text(data, where).splitlines(keepends=True)
    reader = csv.reader(lines, strict=True)
    faults: list[Fault] = []
    rows: list[Row] = []
    heads: list[str] | None = None
    try:
        for line, cells in _numbered(reader):
            starts = _starts(lines[line - 1])
            if heads is None:
                heads = [cell.strip() for cell in cells]
                faults += _heads(heads, line, starts)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            columns = dict(zip(heads, (*starts, *[1] * len(heads)), strict=False))
            try:
                rows.append(Row(element=_element(heads, cells), line=line, columns=columns))
            except _CellError as wrong:
                column = columns.get(wrong.column, 1)
                faults.append(Fault(line=line, column=column, message=f"{wrong.column}: {wrong}"))
    except csv.Error as problem:
        faults.append(
            Fault(line=reader.line_num or 1, column=1, message=f"expected CSV: {problem}")
        )
    if heads is None:
        faults.append(Fault(line=1, column=1, message="expected a first row of column names"))
    if len(rows) > ROWS_MAX:
        faults.append(Fault(line=1, column=1, message=f"expected up to {ROWS_MAX} elements"))
    faults += _twice(rows)
    refuse(where, faults)
    return tuple(rows)


def refuse(where: str, faults: list[Fault]) -> None:
    """Raise everything that is wrong, by its place.

    Raises:
        RefusedError: there is a fault.
    """
    if faults:
        ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
        raise RefusedError("\n".join(f"{where}:{f.line}:{f.column}: {f.message}" for f in ordered))


def write_elements(elements: tuple[NewElement, ...]) -> str:
    """The file that `read_elements` reads the same elements from."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in elements:
        coded = each.form is ValueForm.CODES
        writer.writerow([
            each.key, each.name, each.form.value, each.asks,
            BETWEEN.join(each.codes) if coded else "",
            BETWEEN.join(AGAINST.join(pair) for pair in each.apart) if coded else "",
            each.unit, each.counts.value if each.counts else "",
        ])  # fmt: skip
    return stream.getvalue()


def _text(data: bytes, where: str) -> str:
    if len(data) > FILE_BYTES_MAX:
        raise RefusedError(f"{where}:1:1: expected up to {FILE_BYTES_MAX} bytes, found {len(data)}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
        found = f"{data[problem.start]:#04x}"
        raise RefusedError(
            f"{where}:{line}:{column}: expected UTF-8, found the byte {found}"
        ) from None


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins in."""
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv.reader has no type of its own


def _starts(line: str) -> list[int]:
    """At which column each cell of a line begins, the first at 1."""
    starts, quoted = [1], False
    for place, sign in enumerate(line, 1):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            starts.append(place + 1)
    return starts


def _heads(heads: list[str], line: int, starts: list[int]) -> Iterator[Fault]:
    for head, start in zip(heads, starts, strict=False):
        if head and head not in COLUMNS:
            message = f"expected columns {', '.join(COLUMNS)}, found {head[:40]!r}"
            yield Fault(line=line, column=start, message=message)
    for head in NEEDED:
        if head not in heads:
            yield Fault(line=line, column=1, message=f"expected a column {head}, found none")


def _element(heads: list[str], cells: list[str]) -> NewElement:
    row = {head: cell.strip() for head, cell in zip(heads, cells, strict=False)}
    if len(cells) > len(heads):
        raise _CellError("key", f"expected {len(heads)} cells, found {len(cells)}")
    form = _form(row.get("form", ""))
    codes, apart = _codes(row, form)
    counts = row.get("counts", "")
    if (counts or row.get("unit")) and form is not ValueForm.COUNT:
        column = "counts" if counts else "unit"
        raise _CellError(column, f"expected nothing but where the form is count, found {form}")
    if counts and counts not in set(map(str, Counts)):
        raise _CellError("counts", f"expected one of {', '.join(Counts)}, found {counts[:40]!r}")
    return NewElement(
        key=key_of(row, "key"),
        name=_told(row, "name", NAME_CHARACTERS_MAX),
        form=form,
        asks=_told(row, "asks", ASKS_CHARACTERS_MAX),
        codes=codes,
        apart=apart,
        unit=row.get("unit", "")[:NAME_CHARACTERS_MAX],
        counts=Counts(counts) if counts else None,
    )


def key_of(row: Mapping[str, str], column: str) -> str:
    """The cell of *column*, if it may be what an element or a code is called."""
    found = row.get(column, "")
    if not OWN_KEY.fullmatch(found):
        raise _CellError(
            column,
            "expected small letters, digits and _, from 2 to 40 of them and a letter first, "
            f"found {found[:40]!r}",
        )
    return found


def _told(row: Mapping[str, str], column: str, most: int) -> str:
    found = " ".join(row.get(column, "").split())
    if not found or len(found) > most:
        raise _CellError(
            column, f"expected a text of up to {most} characters, found {found[:40]!r}"
        )
    return found


def _form(found: str) -> ValueForm:
    if found not in set(map(str, ValueForm)):
        raise _CellError(
            "form",
            f"expected one of {', '.join(ValueForm)} (an element describes a programme, never a "
            f"person), found {found[:40]!r}",
        )
    return ValueForm(found)


def _codes(
    row: Mapping[str, str], form: ValueForm
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    told = {name: [part.strip() for part in row.get(name, "").split(BETWEEN) if part.strip()]
            for name in ("codes", "apart")}  # fmt: skip
    if form is not ValueForm.CODES:
        for name, parts in told.items():
            if parts:
                raise _CellError(
                    name, f"expected nothing but where the form is codes, found {form}"
                )
        return (YES_NO, (YES_NO,)) if form is ValueForm.YES_NO else ((), ())
    codes = told["codes"]
    if not 2 <= len(codes) <= CODES_MAX or len(set(codes)) != len(codes):
        raise _CellError(
            "codes", f"expected 2 to {CODES_MAX} different codes parted by |, found {len(codes)}"
        )
    for code in codes:
        key_of({"codes": code}, "codes")
    return tuple(codes), tuple(_pair(pair, codes) for pair in told["apart"])


def _pair(told: str, codes: list[str]) -> tuple[str, str]:
    one, _, other = (part.strip() for part in told.partition(AGAINST))
    if one == other or one not in codes or other not in codes:
        raise _CellError(
            "apart", f"expected two of {', '.join(codes)} parted by /, found {told[:60]!r}"
        )
    return one, other


def _twice(rows: list[Row]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in rows:
        before = seen.setdefault(row.element.key, row.line)
        if before != row.line:
            yield row.fault("key", f"expected each element once, found one in line {before}")
