"""Tell a page that a tool wrote anew when it saved it, and what that tool says of it.

In: the first bytes of a page.  Out: the address and moment that the tool noted, or nothing. Such a page is what
a browser had made of what was sent, its pictures and styles put into it: no bytes of it are the server's.
"""

from __future__ import annotations

import re

from firsthand.model.value import value

HEAD_BYTES = 16 << 10  # these notes stand in front of the head, behind a doctype and an opening tag
_SINGLE_FILE = re.compile(
    rb"<!--\s{1,50}(?:Page saved with|Archive processed by) SingleFile\s{1,50}"
    rb"url:[ \t]{0,20}(?P<address>[^\r\n]{1,8000}?)\s{1,50}"
    rb"saved date:[ \t]{0,20}(?P<moment>[^\r\n]{1,200})"
)
_SAVED_FROM = re.compile(
    rb"<!--\s{0,50}saved from url=\((?P<size>\d{1,5})\)(?P<address>[^\r\n]{1,8000}?)\s{0,50}-->"
)
_MOMENT = re.compile(
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) (?P<year>\d{4}) "
    r"(?P<time>\d\d:\d\d:\d\d) GMT(?P<hours>[+-]\d\d)(?P<minutes>\d\d)"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@value
class Saved:
    """Which tool wrote the page, where from and when, as far as it says so (ISO 8601)."""

    tool: str
    address: str = ""
    moment: str = ""


def read_saved(data: bytes) -> Saved | None:
    """What the tool that saved the page in *data* noted; nothing where none did.

    >>> read_saved(b"<!-- saved from url=(0019)https://a.example/b -->").address
    'https://a.example/b'
    """
    head = data[:HEAD_BYTES]
    if found := _SINGLE_FILE.search(head):
        moment = _iso(found["moment"].decode("utf-8", "replace"))
        return Saved(tool="SingleFile", address=_address(found["address"]), moment=moment)
    if found := _SAVED_FROM.search(head):
        return Saved(tool="a browser", address=_address(found["address"]))
    return None


def _address(words: bytes) -> str:
    """A page's address; a file's or none is left out: it says where somebody's disk had it."""
    found = _WEB.fullmatch(words.decode("utf-8", "replace").strip())
    return found[0] if found else ""


def _iso(words: str) -> str:
    """A moment as browsers write it (`Thu Jul 06 2023 15:11:31 GMT+0200 (…)`) in ISO 8601."""
    found = _MOMENT.match(words)
    if found is None or found["month"] not in _MONTHS:
        return ""
    month = _MONTHS.index(found["month"]) + 1
    zone = f"{found['hours']}:{found['minutes']}"
    return f"{found['year']}-{month:02}-{found['day']}T{found['time']}{zone}"
