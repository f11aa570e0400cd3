from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from archived import PAGES, packed, plain, sandur_case, shelf, swept, taken
from custody import check
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case

pytestmark = pytest.mark.slow


def test_a_record_is_taken_byte_for_byte_and_says_where_it_was_cut_out(tmp_path: Path) -> None:
    """
    a small archive for each page: who cut it out of what, then the record as it was
    """
    case, where = sandur_case(tmp_path), shelf(tmp_path, {"one.warc.gz": packed(PAGES)})
    report = swept(case, where)
    kept, missed = taken(case, where, report)
    assert missed == []
    with Case.open(case, writing=False) as held:
        for capture in kept.preserved:
            data = held.vault.path(capture.digest).read_bytes()
            start, end = map(int, capture.address.rpartition("#bytes=")[2].split("-"))
            cut = (tmp_path / "warcs" / "one.warc.gz").read_bytes()[start:end]
            assert data.endswith(cut)
            said = gzip.decompress(data[: -len(cut)]).decode()
            assert f"archive-sha256: {report.archives[0].sha256}" in said
            assert f"archive-bytes: {start}-{end}" in said
            assert "isPartOf: warcs/one.warc.gz" in said
    assert check(case).problems == ()


def test_a_reader_that_is_not_ours_reads_what_was_taken(tmp_path: Path) -> None:
    for name, data in (("one.warc.gz", packed(PAGES)), ("one.warc", plain(PAGES))):
        case, where = sandur_case(tmp_path / name), shelf(tmp_path / name, {name: data})
        kept, _ = taken(case, where, swept(case, where))
        found = {}
        with Case.open(case, writing=False) as held:
            for capture in kept.preserved:
                content = held.vault.path(capture.digest).read_bytes()
                kinds = []
                for each in ArchiveIterator(io.BytesIO(content)):
                    kinds.append(each.record_type)
                    if each.record_type == WarcRecordType.response:
                        found[each.headers["WARC-Target-URI"]] = each.reader.read()
                assert kinds == [WarcRecordType.warcinfo, WarcRecordType.response]
        assert found == PAGES


def test_what_was_taken_is_read_as_the_page_it_is(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    taken(case, where, swept(case, where))
    with Case.open(case, writing=False) as held:
        read = {document.address: document.captured for document in stages.read(held)}
    assert {address for address in read if read[address]} == set(PAGES)
    assert read["http://copy.example/1"] == "2030-01-02T03:04:05Z"


def test_what_cannot_be_cut_out_is_said(tmp_path: Path) -> None:
    case = sandur_case(tmp_path)
    where = shelf(tmp_path, {"one.warc.gz": packed(PAGES, whole=True)})
    kept, missed = taken(case, where, swept(case, where))
    assert len(kept.preserved) + len(missed) == 4
    assert all(
        "cannot be cut out of the archive: preserve the archive itself" in why for why in missed
    )
    assert missed


def test_what_has_changed_since_is_not_taken(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path, {"one.warc": plain(PAGES)})
    report = swept(case, where)
    path = tmp_path / "warcs" / "one.warc"
    path.write_bytes(path.read_bytes().replace(b"4.36", b"9.36"))
    kept, missed = taken(case, where, report)
    assert len(kept.preserved) == 3
    assert missed == [
        "http://copy.example/1 is not taken, because its bytes have changed since it was swept"
    ]
