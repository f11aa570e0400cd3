from __future__ import annotations

import pytest

from firsthand.read.links import Links, full_address

TARGETS = {
    "https://b.example/x": "https://b.example/x",
    "/story": "https://a.example/story",
    "//b.example/x": "https://b.example/x",
    "story?x=1": "https://a.example/news/story?x=1",
    "../up": "https://a.example/up",
    "/a/../b": "https://a.example/b",
    " /spaced ": "https://a.example/spaced",
}


@pytest.mark.parametrize("target", TARGETS)
def test_a_link_leads_where_a_browser_would_go(target: str) -> None:
    links = Links("https://a.example/news/today")
    links.open(target, 0)
    links.close(4)
    assert links.cut(4) == [(0, 4, TARGETS[target])]


@pytest.mark.parametrize(
    "target", ["#top", "javascript:alert(1)", "mailto:a@b.example", "data:,x", "http://[::1"]
)
def test_what_leads_to_no_page_is_no_link(target: str) -> None:
    links = Links("https://a.example/")
    links.open(target, 0)
    links.close(4)
    assert [
        link for link in links.cut(4) if link[2].startswith(("java", "mail", "data", "#"))
    ] == []


def test_a_link_over_two_blocks_is_a_link_in_both() -> None:
    links = Links("https://a.example/")
    links.open("/x", 3)
    assert links.cut(8) == [(3, 8, "https://a.example/x")]
    links.close(5)
    assert links.cut(9) == [(0, 5, "https://a.example/x")]


def test_a_link_without_words_is_kept() -> None:
    links = Links("https://a.example/")
    links.open("/picture", 2)
    links.close(2)
    assert links.cut(5) == [(2, 2, "https://a.example/picture")]


def test_an_address_that_makes_no_sense_is_left_alone() -> None:
    assert full_address("https://a.example/", "http://[bad") == "https://a.example/"
