from __future__ import annotations

import pytest

from firsthand.trace.addresses import comparable, count_letters, host, outlets
from spoken import page

SAME = {
    "scheme": "https://example.org/a",
    "front of the host": "http://www.example.org/a",
    "telephone edition": "http://m.example.org/a/",
    "fragment": "http://example.org/a#top",
    "tracking": "http://example.org/a?utm_source=x&fbclid=1",
    "archive": "https://web.archive.org/web/20180101000000/http://example.org/a",
    "archive of a day": "https://archive.is/20180101/http://example.org/a",
    "front page of a folder": "http://example.org/a/index.html",
}


@pytest.mark.parametrize("address", SAME.values(), ids=SAME.keys())
def test_addresses_of_one_page_are_one(address: str) -> None:
    assert comparable(address) == "example.org/a"


PLAIN = {
    "a page": ("https://www.b-c.example/a/1.html", "b-c.example/a/1.html", "b-c.example"),
    "the same with a port that says nothing": ("https://b-c.example:443/a/1.html", "b-c.example/a/1.html", "b-c.example"),
    "a host alone": ("http://b-c.example", "b-c.example", "b-c.example"),
    "the front page": ("http://amp.b-c.example/index.php", "b-c.example", "b-c.example"),
    "an archive's own page": ("https://archive.is/about", "archive.is/about", "archive.is"),
    "an archived page": ("https://archive.is/https://b.example/a", "b.example/a", "b.example"),
}  # fmt: skip


@pytest.mark.parametrize(("address", "same", "at"), PLAIN.values(), ids=PLAIN.keys())
def test_addresses_that_hold_nothing_else_are_told_as_all_are(
    address: str, same: str, at: str
) -> None:
    assert (comparable(address), host(address)) == (same, at)
    assert comparable(address + "#top") == same


def test_what_chooses_the_page_is_kept() -> None:
    """
    example.org/?id=1 and example.org/?id=2 are two pages
    """
    assert comparable("http://example.org/?id=1") != comparable("http://example.org/?id=2")
    assert comparable("http://example.org/?b=2&a=1") == comparable("http://example.org/?a=1&b=2")


@pytest.mark.parametrize("broken", ["http://[", "", "shelf 12", "http://[::1"])
def test_an_address_that_is_none_is_left_as_it_is(broken: str) -> None:
    assert comparable(broken) == broken
    assert isinstance(host(broken), str)


def test_an_outlet_is_its_publisher_or_else_its_host() -> None:
    """A file without either has none."""
    pages = [
        page("x", publisher="The Paper"),
        page("x", address="https://www.paper.example/1"),
        page("x", address="notes.txt"),
    ]
    assert outlets(pages) == ["the paper", "paper.example", ""]


def test_a_page_that_does_not_say_whose_it_is_belongs_to_the_house_it_stands_at() -> None:
    """
    paper.example/1  The Paper
    paper.example/2            no publisher stated
    """
    pages = [
        page("x", address="https://paper.example/1", publisher="The  Paper"),
        page("x", address="https://paper.example/2"),
    ]
    assert outlets(pages) == ["the paper", "the paper"]
    assert outlets(pages[::-1]) == ["the paper", "the paper"]


def test_a_host_of_many_publishers_is_nobodys_house() -> None:
    """A platform where everybody writes."""
    pages = [
        page("x", address=f"https://blogs.example/{n}", publisher=f"Blog {n}") for n in range(3)
    ]
    assert outlets([*pages, page("x", address="https://blogs.example/9")])[-1] == "blogs.example"


@pytest.mark.parametrize(
    "words", ["", "Ash-Courier, 2_3 (4)", "据新华社报道，2 日", "é ½ ² ٣ _", "a\n\tb"]
)
def test_letters_are_counted_as_they_are_told_one_by_one(words: str) -> None:
    assert count_letters(words) == sum(sign.isalnum() for sign in words)
