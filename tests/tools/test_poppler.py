from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bad_input.pile import encrypted_pdf, looping_pdf, pdf, scan_pdf, text_pdf
from firsthand.tools import poppler
from firsthand.tools.poppler import PdfRead, read_pdf

CHROMIUM = shutil.which("chromium")
WORDS = "Police took blood from residents of the invented county."


def codes(read: PdfRead) -> list[str]:
    return [problem.code for problem in read.problems]


def test_words_are_read_page_by_page() -> None:
    read = read_pdf(text_pdf())
    (((words, path),),) = read.pages
    assert words == WORDS
    assert path.startswith("page=1;box=72,8")  # in points, from the upper left corner
    assert (read.stated, read.problems) == ((), ())


BAD = {
    "encrypted": (encrypted_pdf(), "encrypted"),
    "a scan": (scan_pdf(), "no-text-layer"),
    "pages within themselves": (looping_pdf(), "no-text"),
    "no PDF": (b"%PDF-1.7\nwhatever", "damaged"),
    "no pages": (pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("why", BAD)
def test_a_pdf_without_words_says_why(why: str) -> None:
    data, code = BAD[why]
    read = read_pdf(data)
    assert read.pages == ()
    assert codes(read)[-1] == code
    assert read.problems[-1].message.startswith("unreadable, because ")


def test_a_pdf_whose_table_of_objects_is_lost_is_read_all_the_same() -> None:
    whole = text_pdf()
    start, end = whole.index(b"xref"), whole.index(b"trailer")
    read = read_pdf(whole[:start] + b"noise\n" + whole[end : whole.index(b"startxref")])
    assert [words for words, _ in read.pages[0]] == [WORDS]


def two_readings(one: str, two: str) -> list[str]:
    return [problem.code for problem in poppler._doubts([one], [two])]


def test_a_text_layer_that_two_readers_see_differently_is_unreliable() -> None:
    assert two_readings(WORDS, "Xqzvkj wqqx zzkvj xwqk qjjxxw zkq vvqx") == [
        "text-layer-unreliable"
    ]
    assert two_readings(WORDS, WORDS.upper().lower().capitalize()) == []


def test_letters_of_no_script_are_unreliable() -> None:
    strange = "\ue001\ue002\ue003 \ue004"
    assert two_readings(strange, strange) == ["text-layer-unreliable"]


def test_right_to_left_words_in_another_order_are_the_same_words() -> None:
    assert two_readings("قان ئەۋرىشكىسى", "ىسىكشىرۋەئ ناق") == []


HYPHENS = {
    "a parted word": ("the exam-\nination of all", "the examination of all"),
    "a word with a hyphen of its own": (
        "free check-ups and check-\nups again",
        "free check-ups and check-ups again",
    ),
    "a range": ("aged 12-\n65 years", "aged 12- 65 years"),
    "a name": ("in Xinjiang-\nUyghur lands", "in Xinjiang- Uyghur lands"),
    "Chinese": ("警方从居民\n身上采集", "警方从居民身上采集"),
}


@pytest.mark.parametrize("what", HYPHENS)
def test_lines_are_joined_as_they_were_parted(what: str) -> None:
    page, joined = HYPHENS[what]
    assert poppler._paragraphs([page], []) == (((joined, "page=1"),),)


def test_a_title_is_stated_and_a_file_s_name_is_none() -> None:
    def titled(title: bytes) -> bytes:
        about = b"6 0 obj\n<< /Title (%s) /CreationDate (D:20180108101500) >>\nendobj\n" % title
        whole = text_pdf().replace(b"xref\n", about + b"xref\n", 1)
        return whole.replace(b"trailer\n<< ", b"trailer\n<< /Info 6 0 R ")

    assert {(s.name, s.text, s.found) for s in read_pdf(titled(b"Blood for all")).stated} == {
        ("title", "Blood for all", "pdf:Title"),
        ("published", "2018-01-08", "pdf-CreationDate"),
    }
    assert read_pdf(titled(b"report1.docx")).stated[0].name == "published"


def test_without_poppler_the_other_reader_is_used_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    read = read_pdf(text_pdf())
    assert [words for words, _ in read.pages[0]] == [WORDS]
    assert codes(read) == ["no-poppler"]


PRINTED = {
    "zh": "<h1>全民健康体检</h1><p>警方从所有十二岁至六十五岁的居民身上采集血样，并将资料送往公安机关保存。</p>",
    "ug": "<p dir=rtl>ساقچىلار بارلىق ئاھالىلەردىن قان ئەۋرىشكىسى ئالدى</p>",
    "ar": "<p dir=rtl>أخذت الشرطة عينات الدم من جميع السكان</p>",
    "kk": "<p>Полиция ауданның барлық тұрғындарынан қан сынамаларын алды</p>",
}
FONTS = "font-family:'Noto Sans','Noto Sans CJK SC','Noto Naskh Arabic',sans-serif"


def printed(body: str, folder: Path) -> bytes:
    """A page as Debian's browser prints it."""
    (folder / "page.html").write_text(
        f'<!DOCTYPE html><meta charset=utf-8><title>A page</title><body style="{FONTS}">{body}',
        "utf-8",
    )
    assert CHROMIUM is not None
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'page.pdf'}", str(folder / "page.html")],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return (folder / "page.pdf").read_bytes()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
@pytest.mark.parametrize("language", PRINTED)
def test_a_printed_page_is_read_letter_by_letter(language: str, tmp_path: Path) -> None:
    body = PRINTED[language]
    read = read_pdf(printed(body, tmp_path))
    found = "".join("".join(words for words, _ in read.pages[0]).split())
    assert all(";box=" in path for _, path in read.pages[0])
    for words in body.replace("</", "<").split("<"):
        said = "".join(words.rpartition(">")[2].split())
        assert said in found
    assert codes(read) == []


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    paragraphs = [
        f"<p>Paragraph {n} "
        + "of words that fill a line or two of a narrow column " * 4
        + f"ends {n}.</p>"
        for n in range(24)
    ]
    read = read_pdf(printed(f'<div style="column-count:2">{"".join(paragraphs)}</div>', tmp_path))
    text = " ".join(words for page in read.pages for words, _ in page)
    places = [text.index(f"ends {n}.") for n in range(24)]
    assert places == sorted(places)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_bytes_of_a_pdf_may_be_wrong(data: st.DataObject) -> None:
    whole = bytearray(text_pdf())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    read = read_pdf(bytes(whole))
    assert read.pages or read.problems
