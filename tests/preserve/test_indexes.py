from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from firsthand.preserve.indexes import Window, bare, json_object, number_of
from preserved import codes, files, sha256, wacz

CDX, IDX = "indexes/index.cdx.gz", "indexes/index.idx"


def indexed(change: Callable[[list[bytes]], list[bytes]]) -> set[str]:
    """What is wrong where the index has other lines, and everything around it was made anew."""
    held = files()
    lines = change(gzip.decompress(held[CDX]).splitlines(keepends=True))
    held[CDX] = gzip.compress(b"".join(lines), mtime=0)
    block = {"offset": 0, "length": len(held[CDX]), "digest": sha256(held[CDX])}
    meta = held[IDX].splitlines()[0].decode()
    held[IDX] = f"{meta}\nexample,paper)/ 2031 {json.dumps(block)}\n".encode()
    return codes(wacz(held))


def said(change: Callable[[dict[str, Any]], object]) -> Callable[[list[bytes]], list[bytes]]:
    """The first line says something else."""

    def apply(lines: list[bytes]) -> list[bytes]:
        key, brace, rest = lines[0].partition(b"{")
        told = json.loads(brace + rest)
        change(told)
        return [key + json.dumps(told).encode() + b"\n", *lines[1:]]

    return apply


WAYS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "another address": (said(lambda t: t.update(url="http://other.example/")), "index-differs"),
    "another status": (said(lambda t: t.update(status="404")), "index-differs"),
    "another digest": (said(lambda t: t.update(digest="sha1:AAAA")), "index-differs"),
    "another length": (said(lambda t: t.update(length="3")), "index-differs"),
    "another record's digest": (said(lambda t: t.update(recordDigest="sha256:00")), "index-differs"),
    "a place where no record is": (said(lambda t: t.update(offset="3")), "index-astray"),
    "a place that is none": (said(lambda t: t.update(offset="-3")), "index-astray"),
    "an archive that is not there": (said(lambda t: t.update(filename="x.warc.gz")), "index-astray"),
    "another time": (lambda rows: [rows[0].replace(b" 2031", b" 2030", 1), *rows[1:]], "index-differs"),
    "lines in another order": (lambda rows: rows[::-1], "index-order"),
    "a line that is none": (lambda rows: [b"what\n", *rows], "index-line"),
    "a line that is no JSON": (lambda rows: [b"a 2031 {]}\n", *rows], "index-line"),
    "a line without an end": (lambda rows: [*rows, b"z" * (2 << 20)], "index-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_line_that_leads_elsewhere_is_named(way: str) -> None:
    change, code = WAYS[way]
    assert indexed(lambda rows: rows) == set()
    assert code in indexed(change)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.replace(b'"offset": 0', b'"offset": 9'), "index-astray"),
        (lambda d: d.replace(b"index.cdx.gz", b"other.cdx.gz"), "index-astray"),
        (lambda d: d.replace(b"sha256:", b"sha256:0"), "index-differs"),
        (lambda d: d + b"what\n", "index-line"),
    ],
)
def test_a_block_that_leads_elsewhere_is_named(change: Callable[[bytes], bytes], code: str) -> None:
    held = files()
    held[IDX] = change(held[IDX])
    assert code in codes(wacz(held))


def test_an_index_that_cannot_be_unpacked_is_named() -> None:
    held = files()
    held[CDX] = held[CDX][:20] + b"damaged" + held[CDX][27:]
    assert "index-damaged" in codes(wacz(held))


def test_a_window_is_a_part_of_a_stream() -> None:
    window = Window(io.BytesIO(b"0123456789"), 2, 5)
    assert window.read(2) == b"23"
    assert window.read() == b"456"
    assert window.read(3) == b""
    assert window.seek(-1, 2) == 4
    assert window.read(9) == b"6"


def test_addresses_and_numbers_are_taken_as_programs_write_them() -> None:
    assert bare("http://a.example/#x") == bare("http://a.example")
    assert bare("http://a.example/b/") == "http://a.example/b/"
    assert [number_of(each) for each in ("3", 3, "-3", "x", True, None, "9" * 20)] == [
        3, 3, None, None, None, None, None,
    ]  # fmt: skip
    assert json_object(b'{"a": 1, "a": 2}') is None
    assert json_object(b"[1]") is None
