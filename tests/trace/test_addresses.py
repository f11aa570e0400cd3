from __future__ import annotations

import pytest

from firsthand.trace.addresses import comparable, host, outlet
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
    assert outlet(page("x", publisher="The Paper")) == "the paper"
    assert outlet(page("x", address="https://www.paper.example/1")) == "paper.example"
    assert outlet(page("x", address="notes.txt")) == ""
