from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bad_input.pile import record, wacz
from firsthand.model.custody import Capture, Described, MediaType
from firsthand.model.document import BlockRole, Document, ReadState
from firsthand.preserve.sniff import identify_media
from firsthand.read.capture import read_capture
from firsthand.store.codec import encode
from firsthand.tools.poppler import read_pdf

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Blood for all</title>
<meta property="og:site_name" content="The Invented Post"><meta property="article:published_time" content="2030-01-02T10:00:00Z">
<script>alert("never read")</script></head><body><nav><a href="/home">Home</a></nav><article><h1>Blood for all</h1>
<p>Police in the invented province took blood from residents aged 12 to 65, a ministry notice said on Tuesday, and sent it on.</p>
<p>See <a href="https://notice.example/1">the notice</a>.</p></article></body></html>"""


def read(data: bytes, described: Described | None = None, file: str = "page") -> list[Document]:
    capture = Capture(
        digest="ab" * 32, size_bytes=len(data), address="pile/page", file=file,
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


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    st.binary()
    | st.binary().map(lambda b: b"<!DOCTYPE html><p>" + b)
    | st.binary().map(lambda b: b"WARC/1.0\r\n" + b)
)
def test_any_bytes_become_a_document(data: bytes) -> None:
    documents = read(data)
    check(documents)
    assert documents == read(data)


SOUND = {
    "a WARC": record(PAGE.encode()) * 3,
    "a WARC in gzip": gzip.compress(record(PAGE.encode()), mtime=0) * 3,
    "a WACZ": wacz({"archive/a.warc": record(PAGE.encode()), "pages/pages.jsonl": b"{}\n"}),
    "a page": PAGE.encode(),
}


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_any_bytes_of_a_sound_file_may_be_wrong(what: str, data: st.DataObject) -> None:
    whole = bytearray(SOUND[what])
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(1, len(whole)))])
    documents = read(cut)
    check(documents)
    assert documents == read(cut)


def check(documents: list[Document]) -> None:
    """Positions lie in the text, in order; every document of a capture has a name of its own."""
    assert documents
    assert len({document.id for document in documents}) == len(documents)
    for page in documents:
        assert encode(page)
        at = 0
        for block in page.blocks:
            assert at <= block.position.start < block.position.end <= len(page.text)
            assert not page.text[at : block.position.start].strip()
            assert page.text[block.position.start : block.position.end].strip()
            at = block.position.end
        assert not page.text[at:].strip()
        for link in page.links:
            assert link.position is None or link.position.end <= len(page.text)


MISLABELLED = {
    "a page called a PDF": (PAGE.encode(), "a.pdf", ReadState.PARTLY_READ, "its name ends in .pdf, its bytes are text/html: read as that"),
    "a picture called a page": (b"\x89PNG\r\n\x1a\n\x00\x00", "a.html", ReadState.UNREADABLE, "its name ends in .html and it is a PNG image"),
    "words called a PDF": (b"Police took blood from residents.", "a.pdf", ReadState.PARTLY_READ, "its bytes are text/plain"),
}  # fmt: skip


@pytest.mark.parametrize("why", MISLABELLED)
def test_a_file_that_is_not_what_its_name_says_is_named(why: str) -> None:
    data, name, state, words = MISLABELLED[why]
    (page,) = read(data, file=name)
    assert page.state is state
    assert any(words in problem.message for problem in page.problems)


UNKNOWN = {
    "a page in gzip": gzip.compress(PAGE.encode()),
    "a page in UTF-16 without a mark": PAGE.encode("utf-16-le"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_no_name_tells_is_read_all_the_same(what: str) -> None:
    (page,) = read(UNKNOWN[what], file="page.html")
    assert page.state is ReadState.READ
    assert page.title == "Blood for all"


def test_chinese_says_in_which_script_it_is() -> None:
    (page,) = read("警方從所有居民身上採集血樣，這是為了發現問題。".encode())
    assert ("language", "zh-Hant", "letters") in {(s.name, s.text, s.found) for s in page.stated}


def test_heads_of_a_pdf_s_pages_are_set_apart() -> None:
    """
    The Invented Gazette 3 · words of the page   on each of four pages
    """
    who = ("", "a nurse", "a teacher", "a clerk", "a farmer")

    class Read:
        pages = tuple(
            (
                (f"The Invented Gazette {n}", f"page={n}"),
                (f"Police took blood {n}.", f"page={n}"),
                (f"And {who[n]} said so.", f"page={n}"),
            )
            for n in range(1, 5)
        )
        stated = ()
        problems = ()

    capture = Capture(
        digest="ab" * 32, size_bytes=9, address="a.pdf", file="a.pdf", media_type=MediaType.PDF
    )
    (page,) = read_capture(io.BytesIO(b"%PDF-1.7\n"), capture=capture, pdf_text=lambda _: Read())
    assert [block.role.value for block in page.blocks] == ["boilerplate", "article", "article"] * 4
    assert [block.path for block in page.blocks][::3] == ["page=1", "page=2", "page=3", "page=4"]


ARCHIVES = Path(__file__).parents[3] / "shared/data/archives"


REAL = sorted(path for path in ARCHIVES.glob("*/*") if path.suffix != ".tsr")


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.skipif(not REAL, reason="the real archives are not beside this checkout")
def test_every_real_archive_is_read_or_says_why() -> None:
    for path in REAL:
        documents = read(path.read_bytes(), file=path.name)
        assert documents, path.name
        for document in documents:
            assert document.state is not ReadState.UNREADABLE or document.problems, path.name
        check(documents)
    (twitter,) = [path for path in REAL if "twitter" in path.name]
    codes = [p.code for document in read(twitter.read_bytes()) for p in document.problems]
    assert codes.count("digest-mismatch") == 42


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="the real archives are not beside this checkout")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_real_archives_with_bytes_flipped_are_read_or_say_why(data: st.DataObject) -> None:
    small = [path for path in REAL if path.stat().st_size < 20_000]
    whole = bytearray(data.draw(st.sampled_from(small)).read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=12)):
        whole[at] = data.draw(st.integers(0, 255))
    documents = read(bytes(whole))
    check(documents)
    assert documents == read(bytes(whole))


def test_menus_are_read_but_set_apart() -> None:
    (page,) = read(PAGE.encode())
    roles = {page.text[b.position.start : b.position.end]: b.role for b in page.blocks}
    assert roles["Home"] is BlockRole.BOILERPLATE
    assert MediaType(page.media_type) is MediaType.HTML


def test_a_zip_that_breaks_off_is_told_as_damaged_whatever_its_first_entry_says() -> None:
    (page,) = read(b"PK\x03\x04\x14\x00\x01\x00" + b"\xff" * 200, file="page.zip")
    assert [problem.code for problem in page.problems] == ["damaged"]


def test_a_date_in_digits_of_another_script_is_told_in_ours() -> None:
    given = PAGE.replace("2030-01-02T10:00:00Z", "٢٠١٩-٠٣-٠١")
    (page,) = read(given.encode())
    assert page.published is not None
    assert page.published.edtf == "2019-03-01"
