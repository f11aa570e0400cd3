"""A record as it is stored: digests over what it holds, an id of what it holds, a member of its own."""

from __future__ import annotations

import gzip
import hashlib
import io

import pytest

from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.exchanges import Held
from firsthand.preserve.writing.records import (
    IN_HAND_BYTES_MAX,
    Joined,
    Record,
    WarcStream,
    field_lines,
    in_hand,
    measure,
    plain_address,
)
from written import AT, Pieces


def record(
    block: bytes = b"head\r\n\r\nbody", payload_at: int = -1, address: str = "http://a.example/"
) -> Record:
    return Record(
        kind="response", address=address, moment=AT, content_type="application/http",
        block=Pieces(data=block), payload_at=payload_at,
    )  # fmt: skip


def written(*records: Record, packed: bool = True) -> bytes:
    stream = io.BytesIO()
    warc = WarcStream(stream, packed=packed)
    for each in records:
        warc.write(each)
    return stream.getvalue()


def test_a_record_is_what_the_standard_asks_for() -> None:
    data = written(record(payload_at=8), packed=False).decode()
    assert data.startswith("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:")
    assert (
        f"WARC-Block-Digest: sha256:{hashlib.sha256(b'head' + bytes.fromhex('0d0a0d0a') + b'body').hexdigest()}\r\n"
        in data
    )
    assert f"WARC-Payload-Digest: sha256:{hashlib.sha256(b'body').hexdigest()}\r\n" in data
    assert data.endswith("Content-Length: 12\r\n\r\nhead\r\n\r\nbody\r\n\r\n")


@pytest.mark.parametrize("at", [3, 7, 8, 12])
def test_a_payload_is_what_stands_from_its_place_on_however_the_block_is_cut(at: int) -> None:
    block = b"head\r\n\r\nbody"
    whole = f"sha256:{hashlib.sha256(block[at:]).hexdigest()}"
    assert measure(record(block, at)).payload_digest == whole
    assert measure(record(block, at)).block_digest == f"sha256:{hashlib.sha256(block).hexdigest()}"


@pytest.mark.parametrize(
    ("at", "told"), [(-1, ""), (0, "sha256:" + hashlib.sha256(b"a").hexdigest())]
)
def test_where_the_payload_is_the_block_its_digest_is_told_once(at: int, told: str) -> None:
    assert measure(record(b"a", at)).payload_digest == ""
    assert WarcStream(io.BytesIO()).write(record(b"a", at)).payload_digest == told
    assert b"WARC-Payload-Digest" not in written(record(b"a", at), packed=False)


def test_each_record_is_a_member_without_name_and_time() -> None:
    data = written(record(), record())
    assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00" + data[8:10]
    assert gzip.decompress(data) == written(record(), record(), packed=False)


def test_where_a_record_stands_is_told() -> None:
    stream = io.BytesIO()
    warc = WarcStream(stream)
    first, second = warc.write(record()), warc.write(record(b"x" * 300_000))
    data = stream.getvalue()
    part = data[second.offset : second.offset + second.length_bytes]
    assert (second.offset, len(data)) == (first.length_bytes, second.offset + second.length_bytes)
    assert second.stored_digest == f"sha256:{hashlib.sha256(part).hexdigest()}"
    assert second.record_id.encode() in gzip.decompress(part)


def test_an_id_is_of_what_the_record_holds_and_its_own() -> None:
    warc = WarcStream(io.BytesIO())
    ids = {warc.write(each).record_id for each in (record(), record(), record(b"other"))}
    again = WarcStream(io.BytesIO()).write(record()).record_id
    later = Record(
        kind="response",
        address="",
        moment=Moment(utc="2032-01-01T00:00:00Z"),
        content_type="x",
        block=Held(),
    )
    assert len(ids) == 3
    assert again in ids
    assert WarcStream(io.BytesIO()).write(later).record_id not in ids
    assert again[24] == "8"  # the version of UUIDs that are made of something of one's own


@value
class Short:
    """A body that says more than it gives."""

    data: bytes = b"abc"
    size_bytes: int = 4

    def pieces(self) -> list[bytes]:
        return [self.data]


def test_a_block_that_gives_other_bytes_than_it_says_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="a block of 4 bytes, found 3"):
        measure(Record(kind="resource", address="a:b", moment=AT, content_type="x", block=Short()))  # type: ignore[arg-type]
    assert isinstance(in_hand(Short()), Short)  # type: ignore[arg-type]


def test_bodies_are_joined_in_their_order() -> None:
    both = Joined(parts=(Held(data=b"a"), Pieces(data=b"bcdefghijk")))
    assert (b"".join(both.pieces()), both.size_bytes) == (b"abcdefghijk", 11)


def test_no_words_of_a_server_make_a_line_of_their_own() -> None:
    assert field_lines([("A", "1"), ("A", "2\r\nB: 3\x00")]) == "A: 1\r\nA: 2 B: 3\r\n"
    with pytest.raises(ValueError, match="the name of a field"):
        field_lines([("A:\r\nB", "1")])
    assert (
        plain_address("http://a.example/\r\nX: 1\x7f文")
        == "http://a.example/%0D%0AX:%201%7F%E6%96%87"
    )


def test_a_small_block_is_read_once_and_stored_as_a_long_one_is() -> None:
    block = Pieces(data=b"head\r\n\r\nbody")
    assert in_hand(block) == Held(data=block.data)
    long = Pieces(data=bytes(IN_HAND_BYTES_MAX + 1))
    assert in_hand(long) is long
    for body in (in_hand(block), block, Held(data=long.data), long):
        made = Record(
            kind="resource", address="http://a.example/", moment=AT, content_type="a/b", block=body
        )
        assert gzip.decompress(written(made)) == written(made, packed=False)


def test_the_name_of_a_field_is_looked_at_each_time_it_is_wrong() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="the name of a field"):
            field_lines([("a b", "c")])
