"""The index of an archive: every line leads to its record, and lines beyond memory stand in order too."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from firsthand.preserve.writing import cdxj
from firsthand.preserve.writing.cdxj import Sorted, line_of, write_blocks
from preserved import sha256
from written import warc


def lines() -> list[str]:
    return [line for each in warc()[1] if (line := line_of(each, file="data.warc.gz"))]


def test_a_line_says_what_it_leads_to() -> None:
    line = next(line for line in lines() if "p.png" in line)
    key, moment, told = line.split(" ", 2)
    said = json.loads(told)
    data = warc()[0]
    at, length = int(said["offset"]), int(said["length"])
    assert (key, moment) == ("example,a)/p.png?a=1&b=2", "20310403100002")
    assert (said["url"], said["mime"], said["status"]) == (
        "https://a.example/p.png?b=2&A=1",
        "image/png",
        "200",
    )
    assert said["recordDigest"] == sha256(data[at : at + length])
    assert said["filename"] == "data.warc.gz"
    assert said["digest"].encode() in gzip.decompress(data[at : at + length])


def test_what_was_sent_is_part_of_the_key() -> None:
    line = next(line for line in lines() if "/form" in line)
    assert line.startswith("example,a)/form?__wb_method=post&name=a%20b&x=%ef%bf%bd ")
    assert json.loads(line.split(" ", 2)[2])["method"] == "POST"


def test_requests_and_words_about_records_are_in_no_index() -> None:
    kinds = {each.record.kind for each in warc()[1] if line_of(each, file="x") is None}
    assert kinds == {"warcinfo", "request", "metadata"}
    assert sum("urn:receipt:" in line for line in lines()) == 1


def test_a_revisit_is_told_as_one() -> None:
    told = [json.loads(line.split(" ", 2)[2]) for line in lines()]
    assert [each["url"] for each in told if each.get("mime") == "warc/revisit"] == [
        "https://www.a.example:8443/Deep/q.png/"
    ]


@pytest.mark.parametrize("run", [1, 7, 1000])
def test_lines_stand_in_order_each_once_however_many_memory_holds(
    run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cdxj, "RUN_LINES", run)
    monkeypatch.setattr(cdxj, "READ_BYTES", 11)
    given = [f"{number:03} 文\n" for number in range(100)] * 2
    given = [given[number * 37 % 200] for number in range(200)]
    index = Sorted(io.BytesIO())
    for line in given:
        index.add(line)
    assert list(index.lines()) == sorted(set(given))


def test_a_block_of_lines_is_led_to_by_its_first() -> None:
    given = [f"example,a)/{number:03} 2031 {{}}\n" for number in range(700)]
    packed = io.BytesIO()
    leading = write_blocks(iter(given), packed, file="index.cdx.gz")
    assert leading[0] == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    held = []
    for line in leading[1:]:
        told = json.loads(line[line.index("{") :])
        part = packed.getvalue()[told["offset"] : told["offset"] + told["length"]]
        assert told["digest"] == sha256(part)
        held.append(gzip.decompress(part).decode().splitlines(keepends=True))
        assert held[-1][0].startswith(line.split(" {")[0])
    assert [len(block) for block in held] == [300, 300, 100]
    assert [line for block in held for line in block] == given


def test_an_archive_of_nothing_has_an_index_of_nothing() -> None:
    assert len(write_blocks(iter([]), io.BytesIO(), file="x")) == 1
