"""See at once that a record which is in memory whole is sound, as nearly all are.

In: a member of an archive, unpacked.  Out: what the record's head says, and what HTTP answered; none where anything is unusual
or wrong. `preserve.warcs` then goes through it step by step and says what. Nothing passes here that would not pass there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.model.value import value
from firsthand.preserve.digests import agrees, is_http, status_of

LINE_BYTES_MAX = 64 << 10
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z)?)?)?")
LENGTH = re.compile(r"0|[1-9]\d{0,15}")
NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
MANDATORY = ("warc-record-id", "content-length", "warc-date", "warc-type")
ONCE = frozenset({*MANDATORY, "warc-target-uri", "warc-block-digest", "warc-payload-digest",
    "warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date", "content-type"})  # fmt: skip
KINDS = frozenset({"warcinfo", "response", "resource", "request", "metadata", "revisit",
    "conversion", "continuation"})  # fmt: skip
NEED_TARGET = frozenset({"response", "resource", "request", "revisit", "conversion"})
_VERSIONS = frozenset({"WARC/1.0", "WARC/1.1", "WARC/0.17", "WARC/0.18"})
_END = b"\r\n\r\n"
# Names as nearly all writers spell them: what they are in small letters need not be asked each time.
_FOLDED = {
    name: name.lower()
    for name in (
        "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "WARC-IP-Address",
        "WARC-Concurrent-To", "WARC-Protocol", "WARC-Block-Digest", "WARC-Payload-Digest",
        "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Profile",
        "WARC-Warcinfo-ID", "WARC-Filename", "WARC-Truncated", "WARC-Page-ID", "WARC-JSON-Metadata",
        "WARC-Identified-Payload-Type", "WARC-Cipher-Suite", "Content-Type", "Content-Length",
    )
}  # fmt: skip


@value
class Sound:
    """A record that is as it says: its head, the status of an HTTP answer in it, how long its content is."""

    named: dict[str, str]
    status: str
    size_bytes: int


def sound_record(data: bytes) -> Sound | None:
    """What the record that *data* is says of itself, if it is sound in every respect."""
    start = data.find(_END, 0, LINE_BYTES_MAX) + len(_END)
    named = usual_head(data[:start]) if start >= len(_END) else None
    if named is None or not _is_known(named):
        return None
    end = start + int(named["content-length"])
    if len(data) != end + len(_END) or not data.endswith(_END):
        return None
    view = memoryview(data)
    if not agrees(view[start:end], named.get("warc-block-digest", "")):
        return None
    status, body = "", start
    if is_http(named):
        body = _body_of(data, start, end)
        head = data[start : body - 3].removesuffix(b"\r")
        if body < 0 or b"chunked" in head.lower():  # a digest may be of two things
            return None
        status = status_of(head)
    # A revisit's payload digest speaks of what it stands for.
    is_revisit = named["warc-type"] == "revisit"
    if not is_revisit and not agrees(view[body:end], named.get("warc-payload-digest", "")):
        return None
    return Sound(named=named, status=status, size_bytes=end - start)


def usual_head(raw: bytes) -> dict[str, str] | None:
    r"""What a record's head says, its empty line included; none where it must be gone through line by line.

    >>> usual_head(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n")
    {'warc-type': 'warcinfo'}
    """
    lines = raw[: -len(_END)].decode("utf-8", "replace").split("\r\n")
    ends = len(lines) + 1
    if lines[0] not in _VERSIONS or not raw.endswith(_END) or b"\0" in raw:
        return None
    if raw.count(b"\r") != ends or raw.count(b"\n") != ends:  # one of them stands alone
        return None
    named: dict[str, str] = {}
    for line in lines[1:]:
        written, colon, said = line.partition(":")
        name = _FOLDED.get(written, "")
        if not colon or not (name or NAME.fullmatch(written)):
            return None
        name = name or written.lower()
        if name not in named:
            named[name] = said.strip()
        elif name in ONCE:
            return None
    return named


def _is_known(named: Mapping[str, str]) -> bool:
    """Whether the head has all that it must have, in forms that the standard knows."""
    if not all(map(named.get, MANDATORY)):
        return False
    kind = named["warc-type"]
    return (
        kind in KINDS
        and (kind not in NEED_TARGET or bool(named.get("warc-target-uri")))
        and DATE.fullmatch(named["warc-date"]) is not None
        and LENGTH.fullmatch(named["content-length"]) is not None
    )


def _body_of(data: bytes, start: int, end: int) -> int:
    """Where the body of an HTTP message begins, behind the first empty line; -1 where it is not the usual one."""
    at = data.find(b"\n\r\n", start, end)
    if at < 0 or data.find(b"\n\n", start, at + 1) >= 0:
        return -1
    return at + 3
