from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.custody import Capture, Described, MediaType
from firsthand.model.document import BlockRole, Document, ReadState
from firsthand.preserve.sniff import identify_media
from firsthand.read.capture import read_capture
from firsthand.read.dates import is_edtf, read_date
from firsthand.tools.poppler import read_pdf

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Blood for all</title>
<meta property="og:site_name" content="The Invented Post"><meta property="article:published_time" content="2030-01-02T10:00:00Z">
<script>alert("never read")</script></head><body><nav><a href="/home">Home</a></nav><article><h1>Blood for all</h1>
<p>Police in the invented province took blood from residents aged 12 to 65, a ministry notice said on Tuesday, and sent it on.</p>
<p>See <a href="https://notice.example/1">the notice</a>.</p></article></body></html>"""


def read(data: bytes, described: Described | None = None) -> list[Document]:
    capture = Capture(
        digest="ab" * 32, size_bytes=len(data), address="pile/page", file="page",
        media_type=identify_media(data), described=described,
    )  # fmt: skip
    return list(read_capture(io.BytesIO(data), capture=capture, pdf_text=read_pdf))


def test_a_page_is_read_with_what_it_states_of_itself() -> None:
    (page,) = read(PAGE.encode())
    assert (page.title, page.publisher, page.language) == (
        "Blood for all",
        "The Invented Post",
        "en",
    )
    assert page.published is not None
    assert (page.published.edtf, page.published.found) == (
        "2030-01-02",
        "meta:article:published_time",
    )
    assert "alert" not in page.text
    (link,) = [link for link in page.links if "notice" in link.target]
    assert link.position is not None
    assert page.text[link.position.start : link.position.end] == "the notice"


def test_a_manifest_fills_gaps_and_overrides_nothing() -> None:
    described = Described(publisher="Another", published="1999", language="fr")
    (page,) = read(PAGE.encode(), described)
    assert page.publisher == "The Invented Post"
    assert ("publisher", "Another") in {(s.name, s.text) for s in page.stated}
    (plain,) = read(b"Nothing but words stands here, a line or two.", described)
    assert plain.publisher == "Another"
    assert plain.published is not None
    assert plain.published.edtf == "1999"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_chinese_is_read_without_a_declaration(encoding: str) -> None:
    words = "警方從所有居民身上採集血樣，並將資料送往公安機關保存。居民必須參加。" * 4
    (page,) = read(words.encode(encoding))
    assert page.text == words
    assert page.language == "zh"


BAD = {
    "empty": b"",
    "unknown-kind": b"\x89PNG\r\n\x1a\n\x00\x00\x00",
    "damaged": b"%PDF-1.7\nbroken",
    "no-text": b"<!DOCTYPE html><html><body></body></html>",
    "no-page": b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--",
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_says_why_it_is_unreadable(code: str) -> None:
    (page,) = read(BAD[code])
    assert page.state is ReadState.UNREADABLE
    assert code in {problem.code for problem in page.problems}
    assert any(problem.message.startswith("unreadable, because") for problem in page.problems)


def test_a_zip_bomb_is_refused_before_it_costs_memory() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc", b"\x00" * 50_000_000)
    (page,) = read(target.getvalue())
    assert page.problems[0].code == "zip-bomb"


def test_a_page_nested_a_hundred_thousand_deep_is_read() -> None:
    (page,) = read(b"<!DOCTYPE html>" + b"<div>" * 100_000 + b"deep")
    assert page.state in ReadState


@settings(max_examples=150, deadline=None)
@given(
    st.binary()
    | st.binary().map(lambda b: b"<!DOCTYPE html><p>" + b)
    | st.binary().map(lambda b: b"WARC/1.0\r\n" + b)
)
def test_any_bytes_become_a_document(data: bytes) -> None:
    for page in read(data):
        at = 0
        for block in page.blocks:
            assert at <= block.position.start < block.position.end <= len(page.text)
            assert page.text[block.position.start : block.position.end].strip()
            at = block.position.end
        for link in page.links:
            assert link.position is None or link.position.end <= len(page.text)


DATES = {
    "2017年12月13日 来源：新华社": "2017-12-13",
    "二〇一七年十二月十三日": "2017-12-13",
    "Wed, 13 Dec 2017 10:00:00 GMT": "2017-12-13",
    "December 13, 2017": "2017-12-13",
    "13 décembre 2017": "2017-12-13",
    "13. Dezember 2017": "2017-12-13",
    "13 декабря 2017 г.": "2017-12-13",
    "13.12.2017": "2017-12-13",
    "2017-12": "2017-12",
    "03/04/2017": None,
    "2017-02-30": None,
    "no date": None,
}


@pytest.mark.parametrize("words", DATES)
def test_a_date_is_read_as_it_is_written_or_not_at_all(words: str) -> None:
    found = read_date(words)
    assert found == DATES[words]
    assert found is None or is_edtf(found)


@given(st.text())
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = read_date(words)
    assert found is None or is_edtf(found)


ARCHIVES = Path(__file__).parents[3] / "shared/data/archives"


@pytest.mark.shared
@pytest.mark.skipif(not ARCHIVES.is_dir(), reason="the real archives are not beside this checkout")
def test_every_real_archive_ends_as_documents() -> None:
    for path in sorted(ARCHIVES.rglob("*.w*")):
        if path.is_file():
            assert read(path.read_bytes()), path.name


def test_menus_are_read_but_set_apart() -> None:
    (page,) = read(PAGE.encode())
    roles = {page.text[b.position.start : b.position.end]: b.role for b in page.blocks}
    assert roles["Home"] is BlockRole.BOILERPLATE
    assert MediaType(page.media_type) is MediaType.HTML
