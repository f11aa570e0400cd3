"""The list of pages: a line each, the same id for the same page."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.preserve.writing.pages import Page, page_lines, quoted
from written import AT

PAGE = Page(address="https://a.example/", moment=AT, title="免费体检", text="Blood\nwas taken")


def test_a_page_is_a_line_and_the_list_says_what_it_is() -> None:
    first, second = (
        json.loads(line)
        for line in page_lines([PAGE], list_id="pages", title="Pages", has_text=True)
    )
    assert first == {"format": "json-pages-1.0", "id": "pages", "title": "Pages", "hasText": True}
    page_id = second.pop("id")
    assert page_id.startswith("page-")
    assert second == {
        "url": "https://a.example/",
        "ts": AT.utc,
        "title": "免费体检",
        "text": "Blood\nwas taken",
    }


def test_a_page_without_words_or_title_is_known_by_its_address() -> None:
    bare = Page(address="https://a.example/", moment=AT)
    told = json.loads(list(page_lines([bare], list_id="x", title="y", has_text=False))[1])
    assert (told["title"], "text" in told) == ("https://a.example/", False)


def test_half_a_letter_in_a_title_is_no_end_of_the_list() -> None:
    odd = Page(address="https://a.example/", moment=AT, title="\ud800")
    assert len(list(page_lines([odd], list_id="x", title="y", has_text=False))) == 2


@given(st.text(st.characters(codec=None)) | st.text('a"\\\n\r\t\b\f\x00\x1f\x7f\u2028血\ud800'))
@example("plain")
def test_words_are_written_as_the_library_writes_them(text: str) -> None:
    assert quoted(text) == json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")
