from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.model.problem import Problem, Severity
from preserved import (
    ADDRESS,
    HTTP,
    PAGE,
    check,
    packed,
    plain,
    problems,
    record,
    records,
    standings,
)

REAL = Path(__file__).parents[3] / "shared/data/archives/warc"
SOUND = packed()
LENGTH = b"Content-Length: %d" % len(HTTP + PAGE)


@pytest.mark.parametrize("data", [packed(), plain()], ids=["packed", "plain"])
def test_a_sound_archive_has_no_differences(data: bytes) -> None:
    assert check(data) == standings(data)
    assert [each.kind for each in standings(data)] == [
        "warcinfo", "request", "response", "revisit", "response", "resource",
    ]  # fmt: skip
    assert [each.status for each in standings(data)] == ["", "", "200", "200", "200", ""]


def test_each_record_stands_where_it_is_said_to_stand() -> None:
    for each, wanted in zip(standings(SOUND), records(), strict=True):
        assert gzip.decompress(SOUND[each.offset : each.end]) == wanted
    for each, wanted in zip(standings(plain()), records(), strict=True):
        assert plain()[each.offset : each.end] == wanted


def swap(old: bytes, new: bytes, *, of: int = 2) -> Callable[[], bytes]:
    """The archive with something else in one record."""

    def make() -> bytes:
        made = records()
        assert old in made[of]
        made[of] = made[of].replace(old, new, 1)
        return packed(made)

    return make


def cut(count: int) -> Callable[[], bytes]:
    return lambda: SOUND[:-count]


def put(data: bytes, at: int | None = None) -> Callable[[], bytes]:
    return lambda: SOUND + data if at is None else SOUND[:at] + data + SOUND[at:]


def without(number: int, *, more: bytes = b"") -> Callable[[], bytes]:
    return lambda: packed([each for place, each in enumerate(records()) if place != number]) + more


def revisited() -> bytes:
    """A revisit that stands for other bytes than it says."""
    made = records()
    made[3] = re.sub(rb"Payload-Digest: sha1:\w", b"Payload-Digest: sha1:2", made[3])
    return packed(made)


WAYS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a letter of the page": (swap(b"300", b"301"), "block-digest"),
    "a letter of the page and the block's digest": (
        lambda: packed([*records()[:2], record("response", HTTP + PAGE.replace(b"300", b"301"), number=2, payload=PAGE)]),
        "payload-digest",
    ),
    "a letter of a chunked page": (swap(b"300", b"301", of=4), "payload-digest"),
    "a shorter length": (swap(LENGTH, b"Content-Length: %d" % (len(HTTP + PAGE) - 1)), "record-end"),
    "a longer length": (swap(LENGTH, b"Content-Length: 9999"), "record-short"),
    "a length beyond the file": (swap(b"Content-Length: ", b"Content-Length: 99999999", of=5), "record-short"),
    "a negative length": (swap(LENGTH, b"Content-Length: -1"), "record-length"),
    "a length with a sign": (swap(LENGTH, LENGTH.replace(b": ", b": +")), "record-length"),
    "two lengths": (swap(b"Content-Length", b"Content-Length: 3\r\nContent-Length"), "header-twice"),
    "two addresses": (swap(b"WARC-Target-URI", b"WARC-Target-URI: http://a.example/\r\nWARC-Target-URI"), "header-twice"),
    "no length": (swap(b"Content-Length", b"X-Length"), "header-missing"),
    "no id": (swap(b"WARC-Record-ID", b"X-ID"), "header-missing"),
    "no address": (swap(b"WARC-Target-URI", b"X-URI"), "header-missing"),
    "a date that is none": (swap(b"2031-04-03T10", b"yesterday"), "record-date"),
    "a type that is none": (swap(b"Type: response", b"Type: reply"), "record-type"),
    "another version": (swap(b"WARC/1.1", b"WARC/7.7"), "record-version"),
    "a header without a colon": (swap(b"WARC-Type:", b"WARC Type"), "record-head"),
    "bare line ends in the head": (swap(b"\r\nWARC-Type", b"\nWARC-Type"), "record-version"),
    "a digest of an unknown kind": (swap(b"WARC-Block-Digest: sha256", b"WARC-Block-Digest: crc32"), "block-digest-unknown"),
    "one line end behind a record": (lambda: packed([each[:-2] for each in records()]), "record-end"),
    "a revisit of something else": (revisited, "revisit-differs"),
    "a revisit without a digest": (swap(b"WARC-Payload-Digest", b"X-Digest", of=3), "revisit-digest"),
    "two records of one id": (swap(b"urn:uuid:" + b"0" * 31 + b"2", b"urn:uuid:" + b"0" * 31 + b"1"), "record-id-twice"),
    "the last bytes are gone": (cut(1), "packing-damaged"),
    "the last checksum is gone": (cut(9), "packing-damaged"),
    "a byte of a member": (lambda: SOUND[:40] + bytes([SOUND[40] ^ 1]) + SOUND[41:], "packing-damaged"),
    "bytes behind": (put(b"more"), "packing-damaged"),
    "zeros behind": (put(bytes(100)), "packing-damaged"),
    "bytes before": (put(b"more", 0), "record-version"),
    "two records in one member": (lambda: gzip.compress(plain(), mtime=0), "member-shared"),
    "a bomb": (lambda: gzip.compress(b"WARC/1.1\r\n" + bytes(200 << 20), mtime=0), "record-head"),
    "a bomb in a record": (lambda: gzip.compress(record("resource", bytes(200 << 20), number=7), mtime=0), "packing-damaged"),
    "nothing": (lambda: b"", "no-records"),
    "a head without an end": (lambda: b"WARC/1.1\r\n" + b"a: b\r\n" * 400_000, "record-head"),
    "a line without an end": (lambda: b"WARC/1.1\r\n" + b"a" * (50 << 20), "record-head"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_be_wrong_is_named(way: str) -> None:
    make, code = WAYS[way]
    assert code in {each.code for each in problems(make())}


def test_behind_a_damaged_record_the_next_members_are_checked() -> None:
    made = records()
    made[2] = made[2].replace(b"WARC/1.1", b"WARC/9.9")
    made[4] = made[4].replace(b"300", b"301")
    assert {"record-version", "block-digest"} <= {each.code for each in problems(packed(made))}


def test_in_a_plain_file_it_is_said_that_the_rest_cannot_be_told_apart() -> None:
    data = plain().replace(b"WARC/1.1\r\nWARC-Type: revisit", b"WARC/1.1 \nWARC-Type: revisit")
    assert {"record-version", "not-checked"} == {each.code for each in problems(data)}


def test_what_a_revisit_stands_for_may_be_in_another_archive() -> None:
    alone = [each for each in check(packed([records()[3]])) if isinstance(each, Problem)]
    assert [(each.code, each.severity) for each in alone] == [("revisit-elsewhere", Severity.NOTE)]


def test_an_arc_is_checked_by_its_lengths() -> None:
    body = b"1 0 tests\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://x.arc 127.0.0.1 20310403100000 text/plain %d\n" % len(body)
    page = b"%s 127.0.0.1 20310403100000 text/html %d\n" % (ADDRESS.encode(), len(HTTP + PAGE))
    data = head + body + b"\n" + page + HTTP + PAGE + b"\n"
    assert check(data) == standings(data)
    assert [each.address for each in standings(data)][1] == ADDRESS
    assert {"record-short", "not-checked"} == {each.code for each in problems(data[:-9])}
    assert "record-head" in {each.code for each in problems(data.replace(b" text/html ", b" "))}


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
def test_no_byte_of_a_packed_archive_can_be_another(at: int, change: int) -> None:
    """but what unpacks to the same records: gzip's own head says when it was packed, and on what"""
    data = SOUND[:at] + bytes([SOUND[at] ^ change]) + SOUND[at + 1 :]
    try:
        same = gzip.decompress(data) == gzip.decompress(SOUND)
    except (OSError, EOFError, zlib.error):
        same = False
    assert same or problems(data)


@example(b"\x08")  # a gzip member of three bytes has no flags
@given(st.binary(max_size=400))
def test_no_bytes_bring_the_check_down(data: bytes) -> None:
    assert problems(data)
    assert problems(b"WARC/1.1\r\n" + data)
    assert problems(b"\x1f\x8b" + data)


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="the real archives are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("example.warc.gz", {}),
        ("example.warc", {}),
        ("example.arc", {}),
        ("example.arc.gz", {}),
        ("example-iana.warc", {}),
        ("example-iana.org-chunked.warc", {}),
        ("post-test.warc.gz", {}),
        ("example-collection-with-lists.warc", {}),
        ("rwp-netpreserve-twitter.warc", {"block-digest": 30}),
        ("example-bad.warc.gz.bad", {"member-shared": 1}),
        ("bad.arc", {"record-head": 1, "not-checked": 1, "no-records": 1}),
    ],
)
def test_real_archives_end_as_those_who_made_them_say(name: str, wanted: dict[str, int]) -> None:
    met: dict[str, int] = {}
    for each in problems((REAL / name).read_bytes()):
        met[each.code] = met.get(each.code, 0) + 1
    assert met == wanted
