"""Take addresses out of a list that somebody keeps (CSV, XLSX, text), and cookies out of a file.

In: the path of a list.  Out: its addresses, each once, in order. A column called address, url or link is taken where there is one;
else every cell that begins as an address does. The list itself is not preserved: who wants it kept, offers it as a file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from firsthand.errors import AddressNotFoundError, OperatorError
from firsthand.model.problem import Outcome
from firsthand.model.visit import Cookie
from firsthand.preserve.cookies import read_cookies
from firsthand.store.files import read_small
from firsthand.tools.spreadsheets import read_xlsx

LIST_BYTES_MAX = 64 << 20  # a million addresses
COOKIES_BYTES_MAX = 4 << 20
_HEADS = frozenset(
    {"address", "addresses", "url", "urls", "link", "links", "uri", "网址", "地址", "链接"}
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")


def addresses_of(path: Path) -> tuple[str, ...]:
    """The addresses of a list.

    Raises:
        AddressNotFoundError: there is no such file.
        OperatorError: it cannot be read, or has no address in it.
    """
    data = _data(path, LIST_BYTES_MAX)
    if data.startswith(_ZIP):
        rows = [row.cells for row in read_xlsx(data, where=str(path))]
    else:
        rows = _rows(_text(data, path))
    found = tuple(dict.fromkeys(_of_rows(rows)))
    if not found:
        raise OperatorError(f"expected addresses (https://…) in {path}, found none")
    return found


def cookies_of(path: Path | None) -> Outcome[Cookie]:
    """The cookies of a file; none where none is given."""
    if path is None:
        return Outcome(values=())
    return read_cookies(_text(_data(path, COOKIES_BYTES_MAX), path), where=str(path))


def _data(path: Path, most: int) -> bytes:
    try:
        data = read_small(path, most)
    except FileNotFoundError:
        raise AddressNotFoundError(f"there is no file {path}") from None
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    if len(data) > most:
        raise OperatorError(f"expected up to {most} bytes in {path}, found more")
    return data


def _text(data: bytes, path: Path) -> str:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not data.startswith(_MARKS_16):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OperatorError(f"expected text in {path}, in UTF-8, UTF-16 or GB 18030")


def _rows(text: str) -> list[tuple[str, ...]]:
    """Rows of cells; lines that begin with # are remarks."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    head = lines[0] if lines else ""
    sign = max("\t;,", key=head.count)
    try:
        return [tuple(row) for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=sign)]
    except csv.Error:
        return [(line,) for line in lines]


def _of_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
    columns = [number for number, head in enumerate(heads) if head in _HEADS]
    found: list[str] = []
    for row in rows[1:] if columns else rows:
        cells = [row[n] for n in columns if n < len(row)] if columns else row
        for cell in cells:
            found += _ADDRESS.findall(cell) if _ADDRESS.match(cell.strip()) else []
    return found
