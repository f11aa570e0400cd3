from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.model.document import Stated
from firsthand.read.page_data import state_page


def stated(
    markup: str, address: str = "https://www.xj-daily.example/2018/01/08/story.html"
) -> list[Stated]:
    found: list[Stated] = []
    state_page(etree.fromstring(markup, etree.HTMLParser()), address, found)
    return found


def said(markup: str, name: str, address: str = "https://a.example/") -> list[tuple[str, str]]:
    return [(s.text, s.found) for s in stated(markup, address) if s.name == name]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Blood for all",
    "datePublished": "2018-01-08T10:00:00+08:00",
    "author": [{"@type": "Person", "name": "A. Reporter"}],
    "publisher": {"@type": "Organization", "name": "The Invented Post"},
}
WRAPPED = {
    "alone": ARTICLE,
    "in a list": [{"@type": "WebSite"}, ARTICLE],
    "in a graph": {"@graph": [{"@type": "Person"}, ARTICLE]},
    "as a page's main thing": {"@type": "WebPage", "mainEntity": ARTICLE},
}


@pytest.mark.parametrize("how", WRAPPED)
def test_what_json_ld_says_is_read_wherever_it_stands(how: str) -> None:
    markup = f'<html><head><script type="application/ld+json">{json.dumps(WRAPPED[how])}</script></head></html>'
    assert said(markup, "title") == [("Blood for all", "json-ld:headline")]
    assert said(markup, "published") == [("2018-01-08T10:00:00+08:00", "json-ld:datePublished")]
    assert said(markup, "author") == [("A. Reporter", "json-ld:author")]
    assert ("The Invented Post", "json-ld:publisher") in said(markup, "publisher")


def test_meta_elements_are_read_and_contradictions_kept() -> None:
    markup = '<html><head><meta property="article:published_time" content="2018-01-08"><meta name="PubDate" content="2018-02-01"><meta property="og:site_name" content="The Post"></head></html>'
    assert said(markup, "published") == [
        ("2018-01-08", "meta:article:published_time"),
        ("2018-02-01", "meta:pubdate"),
    ]
    assert ("The Post", "meta:og:site_name") in said(markup, "publisher")


TIMES = {
    "a published one among others": ('<time datetime="2020-01-01"></time><time itemprop="datePublished" datetime="2018-01-08"></time>', [("2020-01-01", "time"), ("2018-01-08", "time:published")]),
    "only the first of others": ('<time datetime="2020-01-01"></time><time datetime="2021-01-01"></time>', [("2020-01-01", "time")]),
}  # fmt: skip


@pytest.mark.parametrize("which", TIMES)
def test_a_time_that_is_called_publication_is_told_from_others(which: str) -> None:
    markup, expected = TIMES[which]
    assert said(f"<html><body>{markup}</body></html>", "published") == expected


TITLES = {
    "Blood for all | The Invented Post": ("https://inventedpost.example/", "The Invented Post"),
    "IANA — About us": ("https://www.iana.example/", "IANA"),
    "全民体检_新疆日报": ("https://news.example/", "新疆日报"),
    "全民体检——天山网": ("https://news.example/", "天山网"),
    "Blood for all - NYT": ("https://www.nytimes.example/", "NYT"),
    "Blood for all - a long way home": ("https://a.example/", None),
    "Check-ups for all": ("https://checkups.example/", None),
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_names_its_outlet_where_the_host_agrees(title: str) -> None:
    address, outlet = TITLES[title]
    found = said(f"<html><head><title>{title}</title></head></html>", "publisher", address)
    assert [text for text, place in found if place == "title-end"] == ([outlet] if outlet else [])
    assert found[-1][1] == "host"


ADDRESSES = {
    "https://a.example/2018/01/08/story": ["2018-01-08"],
    "https://a.example/2018-01-08/story": ["2018-01-08"],
    "https://a.example/n/20180108/c90.html": ["2018-01-08"],
    "https://a.example/20180108.html": ["2018-01-08"],
    "https://a.example/20189908.html": [],
    "https://a.example/product/20180108123": [],
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_date_in_an_address_is_found(address: str) -> None:
    assert [
        text for text, found in said("<html></html>", "published", address) if found == "url"
    ] == ADDRESSES[address]


def test_language_and_canonical_address_are_read() -> None:
    markup = '<html lang="zh-CN"><head><link rel="canonical" href="https://a.example/real"></head></html>'
    assert said(markup, "language") == [("zh-CN", "html lang")]
    assert said(markup, "canonical") == [("https://a.example/real", "link rel=canonical")]


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=10) | st.integers(), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["@graph", "headline", "datePublished", "author", "publisher", "name", "mainEntity"]), inner, max_size=4)))  # fmt: skip
def test_any_json_is_read(thing: object) -> None:
    text = json.dumps(thing).replace("<", "")
    for item in stated(f'<html><script type="application/ld+json">{text}</script></html>'):
        assert item.text.strip()
