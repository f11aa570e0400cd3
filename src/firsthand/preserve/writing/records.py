"""Make one record of a web archive: its head, its digests, its id, and the bytes as they are stored.

In: a record as a value, and a stream to write to.  Out: where it stands and what it was found to hold. After
ISO 28500 (WARC 1.1). An id is made of what the record holds, so that the same exchanges give the same bytes; dates
come in as arguments. Each record is a gzip member of its own, without a name or a time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from isal import isal_zlib

from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.exchanges import Body, Exchange, Held

PACK_LEVEL = 2  # of isal: packs text as zlib's 6 does, in a seventh of the time
IN_HAND_BYTES_MAX = (
    1 << 20
)  # a block of up to so many bytes is read once, for its digests and to be written
NAMES_KEPT = 1_000  # of fields, known to be names
_END = b"\r\n\r\n"
_GZIP = 31  # zlib's own number for: a gzip header, the largest window
_NOT_IN_A_FIELD = re.compile(r"[\x00-\x1f\x7f]+")
_NOT_IN_AN_ADDRESS = re.compile(rb"[\x00-\x20\x7f-\xff]")
_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")


class Sink(Protocol):
    """What bytes are written to, one behind the other."""

    def write(self, data: bytes, /) -> int:
        """Take *data* in."""


@value
class Record:
    """A record to be written.

    `payload_at` is where in the block its payload begins: where it is -1, nothing is said of a payload; where it is
    0, the payload is the block, and its digest is told once. `fields` stand in the head in their order, between
    what every record has; the same name may stand there twice. `exchange` is what it is of, if of one.
    """

    kind: str
    address: str
    moment: Moment
    content_type: str
    block: Body
    payload_at: int = -1
    fields: tuple[tuple[str, str], ...] = ()
    exchange: Exchange | None = None


@value
class Measured:
    """The digests of a record's block and payload, as its head states them; without a payload empty."""

    block_digest: str
    payload_digest: str


@value
class Written:
    """A record that was written: its id, the digest of its payload, and where it is stored."""

    record: Record
    record_id: str
    payload_digest: str
    offset: int
    length_bytes: int
    stored_digest: str


@value
class Joined:
    """Several bodies, one behind the other."""

    parts: tuple[Body, ...]

    @property
    def size_bytes(self) -> int:
        """How many bytes they have together."""
        return sum(part.size_bytes for part in self.parts)

    def pieces(self) -> Iterator[bytes]:
        """The bytes of each in turn."""
        for part in self.parts:
            yield from part.pieces()


def in_hand(block: Body) -> Body:
    """The same bytes in memory, where they are few and as many as is said."""
    size = block.size_bytes
    if size > IN_HAND_BYTES_MAX:
        return block
    data = b"".join(block.pieces())
    return Held(data=data) if len(data) == size else block


class WarcStream:
    """A web archive that is being written, record by record."""

    def __init__(self, stream: Sink, *, packed: bool = True) -> None:
        self._stream, self._packed = stream, packed
        self._at = 0
        self._count = 0

    def write(self, record: Record, measured: Measured | None = None) -> Written:
        """Write *record*; what `measure` found of it need not be found again."""
        found = measured or measure(record)
        record_id = _id(record, found, self._count)
        stored = hashlib.sha256()
        start = self._at
        for part in self._parts(_head(record, found, record_id), record.block):
            self._stream.write(part)
            stored.update(part)
            self._at += len(part)
        self._count += 1
        is_whole = record.payload_at == 0
        return Written(
            record=record, record_id=record_id,
            payload_digest=found.block_digest if is_whole else found.payload_digest,
            offset=start, length_bytes=self._at - start,
            stored_digest=f"sha256:{stored.hexdigest()}",
        )  # fmt: skip

    def _parts(self, head: bytes, block: Body) -> Iterator[bytes]:
        if not self._packed:
            yield head
            yield from block.pieces()
            yield _END
            return
        if isinstance(block, Held) and block.size_bytes <= IN_HAND_BYTES_MAX:
            yield isal_zlib.compress(b"".join((head, block.data, _END)), PACK_LEVEL, _GZIP)
            return
        deflate = isal_zlib.compressobj(PACK_LEVEL, wbits=_GZIP)
        held = bytearray(deflate.compress(head))
        for piece in block.pieces():
            held += deflate.compress(piece)
            if len(held) > 1 << 16:
                yield bytes(held)
                held.clear()
        held += deflate.compress(_END)
        held += deflate.flush()
        yield bytes(held)


def measure(record: Record) -> Measured:
    """Read the block once for its digests.

    Raises:
        ValueError: the block gives more or fewer bytes than it says.
    """
    block = hashlib.sha256()
    has_payload = record.payload_at > 0  # from nought on it is the block itself
    payload = hashlib.sha256()
    at = 0
    for piece in record.block.pieces():
        block.update(piece)
        end = at + len(piece)
        if has_payload and end > record.payload_at:
            skip = record.payload_at - at
            payload.update(piece if skip <= 0 else memoryview(piece)[skip:])
        at = end
    if at != record.block.size_bytes:
        raise ValueError(f"expected a block of {record.block.size_bytes} bytes, found {at}")
    digest = f"sha256:{block.hexdigest()}"
    told = f"sha256:{payload.hexdigest()}" if has_payload else ""
    return Measured(block_digest=digest, payload_digest=told)


def _id(record: Record, measured: Measured, number: int) -> str:
    """A UUID of version 8 (RFC 9562) of what the record holds and where in the archive it stands."""
    told = "\n".join((
        str(number), record.kind, record.address, record.moment.utc, measured.block_digest,
    ))  # fmt: skip
    raw = bytearray(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:16])
    raw[6] = 0x80 | raw[6] & 0x0F
    raw[8] = 0x80 | raw[8] & 0x3F
    digits = raw.hex()
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}>"


def _head(record: Record, measured: Measured, record_id: str) -> bytes:
    fields = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Date", record.moment.utc),
        *([("WARC-Target-URI", plain_address(record.address))] if record.address else []),
        *record.fields,
        ("Content-Type", record.content_type),
        ("WARC-Block-Digest", measured.block_digest),
        *([("WARC-Payload-Digest", measured.payload_digest)] if measured.payload_digest else []),
        ("Content-Length", str(record.block.size_bytes)),
    ]
    return f"WARC/1.1\r\n{field_lines(fields)}\r\n".encode("utf-8", "replace")


def field_lines(fields: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    r"""Fields as lines `Name: words`; what would break a line is a space.

    >>> field_lines([("Via", "a\r\nb")])
    'Via: a b\r\n'
    """
    return "".join(
        [
            f"{_name(name)}: {(words if words.isprintable() else _NOT_IN_A_FIELD.sub(' ', words)).strip()}\r\n"
            for name, words in fields
        ]
    )


@lru_cache(NAMES_KEPT)
def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"expected the name of a field, found {name!r}")
    return name


def plain_address(address: str) -> str:
    """An address as a record may have it (RFC 3986): in ASCII, without spaces and control characters.

    >>> plain_address("http://a.example/x 文")
    'http://a.example/x%20%E6%96%87'
    """
    if address.isascii() and address.isprintable() and " " not in address:
        return address
    raw = address.encode("utf-8", "replace")
    return _NOT_IN_AN_ADDRESS.sub(lambda found: b"%%%02X" % found[0][0], raw).decode("ascii")
