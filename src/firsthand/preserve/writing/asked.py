"""Tell in one line what a browser sent with a POST, so that its answer is found again among those to one address.

In: a request's method, content type, length as told, and body.  Out: text that is put behind the address before its key
is made, and that text alone. After the draft on request bodies that Webrecorder's programs follow (cdxj-indexer,
Apache-2.0), so that an index is the same whoever makes it: forms and JSON as `name=words`, all else in base64.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_plus, urlencode

from firsthand.preserve.exchanges import Body

METHODS = frozenset({"POST", "PUT"})
LETTERS_MAX = 4096  # the draft's own bound on what is put behind an address
BODY_BYTES_MAX = (
    1 << 20
)  # of what was sent: what stands behind it changes no 4,096 letters, but in odd forms
UNTOLD_BYTES_MAX = 8192  # the draft's own: so much is read where no length is told
_HEADER = re.compile(
    rb"(?im)^(content-disposition|content-type|content-length)[ \t]*:[ \t]*([^\r\n]*)"
)
_NAME = re.compile(r'(?i)(?:^|;)\s*name="((?:[^"\\]|\\.)*)"')
_FILE = re.compile(r"(?i)(?:^|;)\s*filename\*?=")


def header_of(head: bytes, name: str) -> str | None:
    r"""The first header of that name in an HTTP head, if it is one of those that are asked for here.

    >>> header_of(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n", "content-length")
    '3'
    """
    for found in _HEADER.finditer(head):
        if found[1].decode("ascii").lower() == name:
            return found[2].decode("utf-8", "replace").strip()
    return None


def asked_with(address: str, method: str, head: bytes, body: Body) -> tuple[str, str]:
    """What stands for the body, and *address* with it."""
    query = _query(header_of(head, "content-type") or "", _content(head, body))
    sign = "&" if "?" in address else "?"
    behind = f"&{query}" if query else ""
    return query, f"{address}{sign}__wb_method={method}{behind}"


def _content(head: bytes, body: Body) -> bytes | None:
    told = header_of(head, "content-length")
    if told is not None and not told.isdecimal():
        return None
    length = UNTOLD_BYTES_MAX if told is None else min(int(told[:12]), BODY_BYTES_MAX)
    held = bytearray()
    for piece in body.pieces():
        held += piece
        if len(held) >= length:
            break
    return bytes(held[:length])


def _query(kind: str, content: bytes | None) -> str:
    if content is None:
        return ""
    if kind.startswith("application/x-www-form-urlencoded"):
        try:
            made = unquote_plus(content.decode("utf-8"))
        except UnicodeDecodeError:
            made = _packed(content)
    elif kind.startswith("multipart/"):
        boundary = kind.partition("boundary=")[2].strip('"')
        made = urlencode(list(_parts(content, boundary.encode()))) if boundary else _packed(content)
    elif kind.startswith(("application/json", "text/plain")):
        flat = _flattened(content)
        made = flat if flat is not None else "" if kind.startswith("a") else _packed(content)
    else:
        made = _packed(content)
    return made[:LETTERS_MAX]


def _packed(content: bytes) -> str:
    return f"__wb_post_data={base64.b64encode(content).decode('ascii')}"


def _parts(content: bytes, boundary: bytes) -> Iterator[tuple[str, str | bytes]]:
    """The fields of a form in parts; a file's bytes as they are."""
    for part in islice((b"\r\n" + content).split(b"\r\n--" + boundary), 1, None):
        if part.startswith(b"--"):
            return
        head, _, body = part.partition(b"\r\n\r\n")
        told = header_of(head, "content-disposition") or ""
        name = _NAME.search(told)
        if name is None:
            continue
        is_file = _FILE.search(told) is not None
        yield name[1].replace('\\"', '"'), body if is_file else body.decode("utf-8", "replace")


def _flattened(content: bytes) -> str | None:
    """JSON as names and words, whatever it stands in; one object a line too. None where it is no JSON."""
    try:
        try:
            told = [json.loads(content)]
        except json.JSONDecodeError:
            told = [json.loads(line) for line in content.split(b"\n")]
        return urlencode(_named(told))
    except (ValueError, RecursionError):  # no JSON, nested to no end, or letters that are none
        return None


def _named(told: object) -> dict[str, str]:
    """Each value by its name; the second of a name is `name.2_`."""
    data: dict[str, str] = {}
    times: dict[str, int] = {}
    for name, words in _leaves(told):
        key = name
        if name in data:
            times[name] = times.get(name, 1) + 1
            key = f"{name}.{times[name]}_"
        data[key] = words
    return data


def _leaves(told: object) -> Iterator[tuple[str, str]]:
    """Each value in it with the nearest name above it, in its order."""
    waiting: list[tuple[str, object]] = [("", told)]
    while waiting:
        name, here = waiting.pop()
        if isinstance(here, dict):
            waiting += [(str(key), below) for key, below in reversed(here.items())]
        elif isinstance(here, list):
            waiting += [(name, below) for below in reversed(here)]
        elif name:
            yield name, str(here)
