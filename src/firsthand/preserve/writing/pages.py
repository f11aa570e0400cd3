"""Write the list of pages of a WACZ: where a reader begins, and the words by which a page is found.

In: pages as values.  Out: lines of JSON. A page's id is made of its address and time. After WACZ 1.1.1
(`json-pages-1.0`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from firsthand.model.identity import identify
from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.writing.records import plain_address

_CONTROLS = bytes(range(0x20))
_ESCAPES = ((b"\\", rb"\\"), (b'"', rb"\""), (b"\n", rb"\n"), (b"\r", rb"\r"), (b"\t", rb"\t"))


@value
class Page:
    """A page that somebody looked at. `text` are its words, where they were read; a reader searches them."""

    address: str
    moment: Moment
    title: str = ""
    text: str = ""


def page_lines(
    pages: Iterable[Page], *, list_id: str, title: str, has_text: bool
) -> Iterator[bytes]:
    """The list of *pages*, its own line first."""
    head: dict[str, object] = {"format": "json-pages-1.0", "id": list_id, "title": title}
    yield _line(head | ({"hasText": True} if has_text else {}))
    for page in pages:
        told: dict[str, object] = {
            "id": identify("page", page.address, page.moment.utc),
            "url": plain_address(page.address),
            "ts": page.moment.utc,
            "title": page.title or page.address,
        }
        line = _line(told)
        yield b'%b, "text": %b}\n' % (line[:-2], quoted(page.text)) if page.text else line


def quoted(text: str) -> bytes:
    r"""*text* as JSON has it, in UTF-8: as the library writes it, in a third of the time where it is long.

    >>> quoted('a "b"')
    b'"a \\"b\\""'
    """
    made = text.encode("utf-8", "replace")
    for letter, written in _ESCAPES:
        made = made.replace(letter, written)
    if len(made.translate(None, _CONTROLS)) != len(made):  # a rare one among them
        return json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")
    return b'"%b"' % made


def _line(told: dict[str, object]) -> bytes:
    return f"{json.dumps(told, ensure_ascii=False)}\n".encode("utf-8", "replace")
