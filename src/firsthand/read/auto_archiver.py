"""Find the posts that auto-archiver kept, in the table that it leaves beside what it downloaded.

In: bytes of a CSV with the columns `status,metadata,media`, whose cells are values as Python prints them.  Out: a
page a row: its title and words, under the address that was archived. Cells are read as data: names are
looked up in nothing, calls are not made. What was downloaded lies beside the table and is preserved as
files; digests that the table notes are held against them elsewhere.
"""

from __future__ import annotations

import ast
import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from firsthand.model.custody import MediaType
from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.read.archive import Found, refused

COLUMNS = ["status", "metadata", "media"]
HEAD = b"status,metadata,media"
CELL_CHARACTERS_MAX = 4 << 20  # a post with all that a platform says of it takes some kilobytes
ROWS_MAX = 200_000
MEDIA_MAX = 10_000  # of one row, with what is within
DEPTH_MAX = 40


@value
class KeptFile:
    """A file that a row names: where it was put, and its digest (`SHA-256:…`), if noted."""

    key: str
    digest: str


@value
class Row:
    """One archived address, as the table has it; `wrong` says why nothing can be made of it."""

    number: int
    status: str = ""
    address: str = ""
    title: str = ""
    words: str = ""
    published: str = ""
    captured: str = ""
    files: tuple[KeptFile, ...] = ()
    wrong: str = ""


def is_auto_archiver(data: bytes) -> bool:
    """Whether *data* begin as the table does."""
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].strip() == HEAD


def read_rows(data: bytes) -> Iterator[Row]:
    """The rows of the table, in order; one that makes no sense says so and the rest goes on."""
    csv.field_size_limit(CELL_CHARACTERS_MAX)
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""))
    number = 0
    while number <= ROWS_MAX:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield Row(number=number, wrong=f"expected a row of cells, found: {problem}")
            number += 1
            continue
        if number and cells:
            yield _row(number, cells)
        number += 1
    yield Row(number=number, wrong=f"a table has at most {ROWS_MAX} rows, found more")


def read_auto_archiver(data: bytes, *, address: str) -> Iterator[Found]:
    """The posts in the table, each under the address that was archived."""
    found = 0
    for row in read_rows(data):
        where = f"row={row.number}"
        if row.wrong:
            found += 1
            yield refused(where, address, "row-damaged", row.wrong)
        elif row.title or row.words:
            found += 1
            yield _post(row, where, address)
    if not found:
        note = Problem(
            severity=Severity.NOTE, code="no-pages", where="rows",
            message="unreadable, because no row of its table has words: what was downloaded lies beside it",
        )  # fmt: skip
        yield Found(locator="rows", address=address, problems=(note,))


def _post(row: Row, where: str, address: str) -> Found:
    words = "\n".join(part for part in (row.title, row.words) if part)
    said = (("title", row.title), ("published", row.published), ("captured", row.captured))
    note = "its words are as auto-archiver took them from the page, not as they were sent"
    return Found(
        locator=where, address=row.address or address, kind=MediaType.TEXT, data=words.encode("utf-8", "replace"),
        charset="utf-8", captured=row.captured or None,
        stated=tuple(
            Stated(name=name, text=text[:1000], found=f"auto-archiver:{name}") for name, text in said if text
        ),
        problems=(Problem(severity=Severity.NOTE, code="decoded", message=note, where=where),),
    )  # fmt: skip


def _row(number: int, cells: list[str]) -> Row:
    if len(cells) != len(COLUMNS):
        return Row(number=number, wrong=f"expected {len(COLUMNS)} cells, found {len(cells)}")
    try:
        said, media = _value(cells[1]), _value(cells[2])
    except (ValueError, SyntaxError, RecursionError, MemoryError) as problem:
        why = f"expected values as Python prints them, found: {problem}"
        return Row(number=number, status=cells[0], wrong=why[:300])
    if not isinstance(said, dict) or not isinstance(media, list):
        return Row(number=number, wrong="expected a dictionary and a list, found other values")
    return Row(
        number=number, status=cells[0][:200], address=_text(said.get("url"))[:4000],
        title=_text(said.get("title")), words=_text(said.get("content")),
        published=_text(said.get("timestamp")), captured=_text(said.get("_processed_at")),
        files=tuple(_files(media)),
    )  # fmt: skip


def _text(found: object) -> str:
    if isinstance(found, dt.datetime):
        return found.isoformat()
    return found.strip() if isinstance(found, str) else ""


def _files(media: list[Any]) -> Iterator[KeptFile]:
    """The files that a row names, and those within them (previews, proofs)."""
    waiting, seen = list(media), 0
    while waiting and seen < MEDIA_MAX:
        seen += 1
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:MEDIA_MAX])
        elif isinstance(item, dict) and "filename" in item:
            more = item.get("properties")
            known = more if isinstance(more, dict) else {}
            key = _text(item.get("_key")) or _text(item.get("filename"))
            if key:
                yield KeptFile(key=key[:4000], digest=_text(known.get("hash"))[:200])
            waiting.extend(part for part in known.values() if isinstance(part, list | dict))


def _value(cell: str) -> object:
    """The value that a cell prints; what is no plain value or moment becomes nothing."""
    if not cell.strip():
        raise ValueError("an empty cell")
    return _of(ast.parse(cell.strip(), mode="eval").body, DEPTH_MAX)


def _of(node: ast.expr, depth: int) -> object:
    if not depth:
        raise ValueError(f"values within values, {DEPTH_MAX} deep")
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {
            str(_of(key, depth - 1)): _of(item, depth - 1) for key, item in pairs if key is not None
        }
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_of(item, depth - 1) for item in node.elts]
    if isinstance(node, ast.Call):
        return _moment(node, depth)
    return None


def _moment(node: ast.Call, depth: int) -> object:
    """A moment as Python prints one; every other call is nothing."""
    if ast.unparse(node.func) not in {"datetime.datetime", "datetime"}:
        return None
    numbers = [_of(item, depth - 1) for item in node.args]
    utc = any(
        item.arg == "tzinfo" and ast.unparse(item.value).endswith("timezone.utc")
        for item in node.keywords
    )
    whole = [item for item in numbers if isinstance(item, int)]
    try:
        return dt.datetime(*whole, tzinfo=dt.UTC if utc else None)  # type: ignore[misc,arg-type]
    except (ValueError, TypeError, OverflowError):
        return None
