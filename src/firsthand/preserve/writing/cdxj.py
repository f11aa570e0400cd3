"""Write the index of an archive: by which key, at which time, and where each record stands (CDXJ).

In: records as they were written, and a stream to lay aside what memory should not hold.  Out: the lines in their order,
packed 300 at a time, and the lines of the index's own index. Line by line what `cdxj-indexer --sort --digest-records
--post-append` writes of the same archive, but where a record states no digest of its payload.
"""

from __future__ import annotations

import heapq
import json
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from firsthand.preserve.writing.asked import METHODS, asked_with, header_of
from firsthand.preserve.writing.keys import key_of
from firsthand.preserve.writing.records import Sink, Written, plain_address
from firsthand.preserve.writing.warcs import FIELDS

BLOCK_LINES = 300  # as other programs have it: a reader unpacks so many to find one
RUN_LINES = 20_000  # held in memory before they are laid aside: 10 MB or so
READ_BYTES = 1 << 16
INDEXED = frozenset({"response", "revisit", "resource", "metadata"})
_STATUS = re.compile(rb"\S+[ \t]+(\d+)")
_DIGITS = re.compile(r"\D")


def line_of(written: Written, *, file: str) -> str | None:
    """The line of one record in the archive *file*; none where an index leaves it out."""
    record, exchange = written.record, written.record.exchange
    if record.kind not in INDEXED or (record.kind != "response" and record.content_type == FIELDS):
        return None
    head = exchange.response_head if exchange else b""
    address = plain_address(record.address)
    status = _STATUS.match(head)
    told = {
        "url": address,
        "mime": _mime(record.kind, head, record.content_type),
        "status": status[1].decode("ascii") if status else None,
        "digest": written.payload_digest,
        "length": str(written.length_bytes),
        "offset": str(written.offset),
        "filename": file,
        "recordDigest": written.stored_digest,
    }
    keyed = address
    if exchange and exchange.method.upper() in METHODS:
        query, keyed = asked_with(
            address, exchange.method, exchange.request_head, exchange.request_body
        )
        told |= {"requestBody": query, "method": exchange.method.upper()}
    said = json.dumps(
        {name: words for name, words in told.items() if words or name == "requestBody"}
    )
    moment = _DIGITS.sub("", record.moment.utc)[:14]
    return f"{key_of(keyed)} {moment} {said}\n"


def _mime(kind: str, head: bytes, content_type: str) -> str | None:
    if kind == "revisit":
        return "warc/revisit"
    told = header_of(head, "content-type") if kind == "response" else content_type
    return re.split(r"[;\s]", told, maxsplit=1)[0].strip() if told else None


class Sorted:
    """Lines in their order, each once, of which no more than a run is in memory."""

    def __init__(self, scratch: BinaryIO) -> None:
        self._scratch = scratch
        self._end = scratch.seek(0, 2)
        self._held: list[str] = []
        self._runs: list[tuple[int, int]] = []

    def add(self, line: str) -> None:
        """Take in a line with its end."""
        self._held.append(line)
        if len(self._held) >= RUN_LINES:
            self._lay_aside()

    def _lay_aside(self) -> None:
        start = self._scratch.seek(self._end)
        for line in sorted(self._held):
            self._end += self._scratch.write(line.encode("utf-8", "replace"))
        self._runs.append((start, self._end))
        self._held.clear()

    def lines(self) -> Iterator[str]:
        """All of them."""
        before = ""
        runs = [self._run(start, end) for start, end in self._runs]
        for line in heapq.merge(*runs, iter(sorted(self._held))):
            if line != before:
                yield line
            before = line

    def _run(self, at: int, end: int) -> Iterator[str]:
        rest = b""
        while at < end:
            self._scratch.seek(at)
            data = self._scratch.read(min(READ_BYTES, end - at))
            at += len(data)
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                yield f"{line.decode('utf-8')}\n"


def write_blocks(lines: Iterator[str], stream: Sink, *, file: str) -> list[str]:
    """Write *lines* packed into *stream*, which is kept as *file*; the lines that lead into it."""
    meta = json.dumps({"format": "cdxj-gzip-1.0", "filename": file})
    leading = [f"!meta 0 {meta}\n"]
    offset, block = 0, [""]
    while block:
        block = [line for _, line in zip(range(BLOCK_LINES), lines, strict=False)]
        if not block:
            break
        deflate = zlib.compressobj(wbits=31)
        packed = deflate.compress("".join(block).encode("utf-8")) + deflate.flush()
        stream.write(packed)
        told = {
            "offset": offset,
            "length": len(packed),
            "digest": f"sha256:{sha256(packed).hexdigest()}",
        }
        leading.append(f"{block[0].partition('{')[0].strip()} {json.dumps(told)}\n")
        offset += len(packed)
    return leading
