"""Tell files that stand beside pages and are none: lists of what an archive holds, proofs, certificates.

In: the first bytes of a file.  Out: what it is, in words, or nothing. They are preserved like everything; their words
are not read, since a crawler's list repeats the text of every page, and would count as one more that says so.
"""

from __future__ import annotations

import re

HEAD_BYTES = 4096
OPEN_TIMESTAMPS = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"
_TIME_STAMP = re.compile(
    rb"\x30[\x80-\x84].{0,40}?\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", re.DOTALL
)
_WAYS = (
    (re.compile(rb'\s{0,20}\{[^\n]{0,200}?"format"\s{0,4}:\s{0,4}"json-pages-'), "the list of pages of a crawl"),
    (re.compile(rb" CDX [a-zA-Z]( [a-zA-Z]){2,30}\s"), "the index of an archive"),
    (re.compile(re.escape(OPEN_TIMESTAMPS)), "a proof of OpenTimestamps"),
    (re.compile(rb"-----BEGIN CERTIFICATE-----"), "a certificate"),
)  # fmt: skip
_LOG = re.compile(rb'\{"timestamp":"[^\n]{1,60}","logLevel":"')  # Browsertrix
_MOMENT_DIGITS = 14


def name_companion(head: bytes) -> str | None:
    """What stands beside pages and begins so; nothing if it may be a page.

    >>> name_companion(b'{"format": "json-pages-1.0", "id": "pages"}')
    'the list of pages of a crawl'
    """
    head = head[:HEAD_BYTES]
    for way, name in _WAYS:
        if way.match(head):
            return name
    if _TIME_STAMP.match(head):
        return "a time stamp of an authority (RFC 3161)"
    if _is_index(head):
        return "the index of an archive"
    return "the log of a crawler" if _LOG.match(head) else None


def _is_index(head: bytes) -> bool:
    """Whether lines begin as in a CDXJ: an address turned round, fourteen digits, an object."""
    lines = [line for line in head.split(b"\n", 2)[:2] if not line.startswith(b"!meta ")]
    parts = lines[0].split(b" ", 2) if lines else []
    if len(parts) < 3 or b")" not in parts[0]:
        return False
    return len(parts[1]) == _MOMENT_DIGITS and parts[1].isdigit() and parts[2].startswith(b"{")
