"""What of a visit needs to be unpacked before one can see whether a cookie's value stands in it.

In: heads and bodies; files of a visit; lines of a socket.  Out: bodies as they were meant; the same without the values. Bounded by
memory: what is larger is told to be left.
"""

from __future__ import annotations

import dataclasses
import json
import re
from enum import Enum
from pathlib import Path
from typing import TypeVar, cast

from firsthand.model.moment import Moment
from firsthand.preserve.exchanges import Body, Held
from firsthand.preserve.secrets import Secrets
from firsthand.read.response import read_message

UNPACKED_BYTES_MAX = 64 << 20  # of one body: a page is never so large, and a film holds no cookie
_PACKED = re.compile(rb"(?im)^(?:content|transfer)-encoding[ \t]*:")
Told = TypeVar("Told")
_AS_ANSWER = b"HTTP/1.1 200 OK\n"


def unpacked(head: bytes, body: Body) -> bytes | None:
    """A body without chunks and packing; nothing where it is too large, or cannot be unpacked."""
    if body.size_bytes > UNPACKED_BYTES_MAX:
        return None
    data = b"".join(body.pieces())
    if not _PACKED.search(head):
        return data
    _, _, lines = head.partition(b"\n")
    found = read_message(_AS_ANSWER + lines + data, size_max=UNPACKED_BYTES_MAX)
    if found is None or found.bomb or found.headless or (found.wrong and not found.body):
        return None
    return found.body


def value_without(told: Told, secrets: Secrets) -> Told:
    """A value, and all values in it, with every text in it blanked; what is a moment or one of a set of words stays."""
    if not secrets or isinstance(told, Enum | Moment):
        return told
    if isinstance(told, str):
        return cast("Told", secrets.blank_text(told))
    if isinstance(told, tuple):
        return cast("Told", tuple(value_without(each, secrets) for each in told))
    if dataclasses.is_dataclass(told) and not isinstance(told, type):
        names = [field.name for field in dataclasses.fields(told) if field.init]
        return dataclasses.replace(
            told, **{name: value_without(getattr(told, name), secrets) for name in names}
        )
    return told


def file_without(path: Path, secrets: Secrets) -> bytes | None:
    """What is in a file, without the values; nothing where none is in it, or it is too large to look."""
    if not secrets or path.stat().st_size > UNPACKED_BYTES_MAX:
        return None
    data = path.read_bytes()
    kept = secrets.blank(data)
    return None if kept == data else kept


def lines_without(lines: Body, secrets: Secrets) -> Body | None:
    """The lines of a socket without the values; nothing where they are too many to be changed.

    A message that was packed holds the value in its packing too: that is left out with it.
    """
    if not secrets or not secrets.are_in(lines):
        return lines
    if lines.size_bytes > UNPACKED_BYTES_MAX:
        return None
    kept = []
    for line in b"".join(lines.pieces()).splitlines(keepends=True):
        blank = secrets.blank(line)
        if blank != line:
            told = json.loads(blank)
            if "packed" in told:
                told.pop("data", None)
            told["withheld"] = "a value of the cookie file"
            blank = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        kept.append(blank)
    return Held(data=b"".join(kept))
