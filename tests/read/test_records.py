from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.read.records import Record, digest_differs, read_records


def record(block: bytes, *headers: str, size: int | None = None) -> bytes:
    lines = [
        "WARC/1.1",
        "WARC-Type: resource",
        *headers,
        f"Content-Length: {len(block) if size is None else size}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def read(data: bytes, size_max: int = 1 << 20) -> list[Record]:
    return list(read_records(io.BytesIO(data), size_max=size_max))


def blocks(data: bytes) -> list[bytes]:
    return [found.block for found in read(data) if found.kind not in {"damage", "packing"}]


def wrong(data: bytes) -> list[str]:
    return [f"{found.offset}: {words}" for found in read(data) for _, words in found.wrong]


def test_sound_records_are_read_one_after_the_other() -> None:
    data = record(b"one", "WARC-Target-URI: https://a.example/") + record(b"two")
    first, second = read(data)
    assert (first.block, first.offset, first.size_bytes, first.wrong) == (b"one", "0", 3, ())
    assert first.header("warc-target-uri") == "https://a.example/"
    assert (second.block, second.offset) == (b"two", str(data.index(b"WARC/", 1)))


PACKINGS: dict[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "a member a record": lambda one, two, three: gzip.compress(one) + gzip.compress(two) + gzip.compress(three),
    "one member": lambda one, two, three: gzip.compress(one + two + three),
    "a record over two members": lambda one, two, three: gzip.compress(one + two[:30]) + gzip.compress(two[30:] + three),
    "not packed": lambda one, two, three: one + two + three,
}  # fmt: skip


@pytest.mark.parametrize("how", PACKINGS)
def test_records_are_read_however_they_are_packed(how: str) -> None:
    data = PACKINGS[how](record(b"one"), record(b"two"), record(b"three"))
    assert blocks(data) == [b"one", b"two", b"three"]
    assert wrong(data) == []


LENGTHS = {
    "beyond the end": 10**9,
    "into the next record": 60,
    "too short": 1,
    "no number": None,
}


@pytest.mark.parametrize("why", LENGTHS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_record_of_wrong_length_ends_where_the_next_begins(why: str, packed: bool) -> None:
    """
    Content-Length: 1000000000   it has 11 bytes up to the next record; that one is read
    """
    bad = (
        record(b"eleven byte", size=LENGTHS[why])
        if LENGTHS[why]
        else record(b"eleven byte").replace(b"Length: 11", b"Length: eleven")
    )
    data = record(b"before") + bad + record(b"after")
    data = gzip.compress(data) if packed else data
    assert blocks(data) == [b"before", b"eleven byte", b"after"]
    (said,) = wrong(data)
    assert "it has 11 up to the next record or the end" in said


def test_junk_between_records_is_passed_over_and_named() -> None:
    """
    record · 37 bytes of nothing · record
    """
    junk = b"\x00\x01junk that is no record, whatever\r\n\r\n"
    data = record(b"one") + junk + record(b"two")
    assert blocks(data) == [b"one", b"two"]
    (said,) = wrong(data)
    assert said.startswith(f"{len(record(b'one'))}: expected a WARC record, found ")


def test_behind_a_damaged_member_the_next_record_is_read() -> None:
    members = [gzip.compress(record(word * 40), mtime=0) for word in (b"one ", b"two ", b"three ")]
    damaged = bytearray(members[1])
    damaged[len(damaged) // 2] ^= 0xFF
    data = members[0] + bytes(damaged) + members[2]
    found = blocks(data)
    assert found[0] == b"one " * 40
    assert found[-1] == b"three " * 40
    assert any("gzip is damaged" in said and "read on from byte" in said for said in wrong(data))


def test_a_file_that_breaks_off_keeps_what_it_has() -> None:
    data = (record(b"one") + record(b"two words"))[:-8]
    assert blocks(data) == [b"one", b"two w"]
    packed = gzip.compress(record(b"one")) + gzip.compress(record(b"two " * 100))[:-30]
    assert blocks(packed)[0] == b"one"
    assert any("it breaks off within a gzip member" in said for said in wrong(packed))


def digest(block: bytes, name: str = "sha1") -> bytes:
    return hashlib.new(name, block).digest()


DIGESTS = {
    "base 32": lambda block: "sha1:" + base64.b32encode(digest(block)).decode(),
    "hexadecimal": lambda block: "sha256:" + digest(block, "sha256").hex(),
    "base 64": lambda block: "sha-256:" + base64.b64encode(digest(block, "sha256")).decode(),
    "base 64 for addresses": lambda block: "md5:" + base64.urlsafe_b64encode(digest(block, "md5")).decode(),
}  # fmt: skip


@pytest.mark.parametrize("how", DIGESTS)
def test_a_block_s_digest_is_compared_however_it_is_written(how: str) -> None:
    told = DIGESTS[how](b"words")
    assert wrong(record(b"words", f"WARC-Block-Digest: {told}")) == []
    (said,) = wrong(record(b"wordz", f"WARC-Block-Digest: {told}"))
    assert f"should be {told}, it is" in said
    assert not digest_differs(told, b"other", b"words")
    assert digest_differs(told, b"other")


def test_a_digest_nobody_knows_how_to_make_is_not_compared() -> None:
    assert wrong(record(b"words", "WARC-Block-Digest: crc:1234")) == []


def test_a_wrong_length_that_the_digest_settles_is_said_to_be_settled() -> None:
    told = DIGESTS["base 32"](b"eleven byte")
    (said,) = wrong(record(b"eleven byte", f"WARC-Block-Digest: {told}", size=3))
    assert said.endswith("which its digest agrees with")


def test_a_block_is_kept_up_to_the_limit_and_counted_whole() -> None:
    (found,) = read(record(b"x" * 5000), size_max=100)
    assert (len(found.block), found.size_bytes) == (100, 5000)


ARC = (
    b"filedesc://a.arc 127.0.0.1 20300102030405 text/plain 76\n1 0 Invented Capture\n"
    b"URL IP-address Archive-date Content-type Archive-length\n\n"
    b"http://a.example/with space 192.0.2.1 20300102030405 text/html 25\nHTTP/1.0 200 OK\r\n\r\n<p>one\n"
    b"http://a.example/2 192.0.2.1 20300102030406 text/html 25\nHTTP/1.0 200 OK\r\n\r\n<p>two\n"
)


@pytest.mark.parametrize("packed", [False, True])
def test_an_arc_is_read_too(packed: bool) -> None:
    about, first, second = read(gzip.compress(ARC) if packed else ARC)
    assert about.kind == "warcinfo"
    assert first.header("warc-target-uri") == "http://a.example/with space"
    assert first.header("warc-date") == "2030-01-02T03:04:05Z"
    assert (first.block[-6:], second.block[-6:]) == (b"<p>one", b"<p>two")


def test_an_arc_whose_length_is_no_number_is_named_and_the_next_record_read() -> None:
    data = ARC.replace(
        b"text/html 25\nHTTP/1.0 200 OK\r\n\r\n<p>one",
        b"text/html abc\nHTTP/1.0 200 OK\r\n\r\n<p>one",
    )
    assert "an ARC record's line ends with a length, found 'abc'" in wrong(data)[0]
    assert blocks(data)[-1].endswith(b"<p>two")


@pytest.mark.parametrize("packed", [False, True])
def test_another_reader_finds_the_same_records(packed: bool) -> None:
    """
    FastWARC and we   the same places, kinds and blocks
    """
    from fastwarc.warc import ArchiveIterator

    parts = [
        record(f"block {n}".encode() * n, f"WARC-Record-ID: <urn:x:{n}>") for n in range(1, 40)
    ]
    data = b"".join(gzip.compress(part) if packed else part for part in parts)
    theirs = [
        (str(found.stream_pos), found.headers["WARC-Record-ID"], found.reader.read())
        for found in ArchiveIterator(io.BytesIO(data), parse_http=False)
    ]
    ours = [(found.offset, found.header("warc-record-id"), found.block) for found in read(data)]
    assert ours == theirs


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_flipped_bytes_end_in_records_or_damage(data: st.DataObject) -> None:
    whole = bytearray(
        record(b"one") + record(b"two", "WARC-Block-Digest: sha1:x") + record(b"three")
    )
    if data.draw(st.booleans()):
        whole = bytearray(
            b"".join(gzip.compress(record(word), mtime=0) for word in (b"one", b"two"))
        )
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    found = read(bytes(whole))
    assert found == read(bytes(whole))


def test_a_record_ends_where_the_next_begins() -> None:
    """
    plain, packed one by one, packed as one piece, cut off: the place behind each record
    """
    one, two = record(b"one"), record(b"two")
    assert [each.end for each in read(one + two)] == [str(len(one)), ""]
    packed = gzip.compress(one)
    assert [each.end for each in read(packed + gzip.compress(two))] == [str(len(packed)), ""]
    assert [each.end for each in read(gzip.compress(one + two))] == [f"0+{len(one)}", ""]
    cut = read(packed + gzip.compress(two)[:-12])
    assert cut[0].end == str(len(packed))
    assert cut[1].end == str(len(packed))  # it breaks off in the member that begins here
