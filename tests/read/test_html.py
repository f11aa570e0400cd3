from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from firsthand.model.document import Block, BlockRole
from firsthand.read.html import Page, read_html

LONG = "Police in the invented province took blood from all residents aged 12 to 65, a ministry notice said on Tuesday."


def read(markup: str, *, charset: str | None = None) -> Page:
    return read_html(markup.encode(), address="https://a.example/news/", charset=charset, where="a")


def words(page: Page, block: Block) -> str:
    return page.draft.text[block.position.start : block.position.end]


def blocks(page: Page) -> list[tuple[str, str]]:
    return [(words(page, block), block.role.value) for block in page.draft.blocks]


def text(markup: str) -> str:
    return read(f"<!DOCTYPE html><body>{markup}</body>").draft.text


FOLDED = {
    "white space": ("<p>one\n   two\t three</p>", "one two three"),
    "inline elements": ("<p>one<b>two</b> <i>three</i></p>", "onetwo three"),
    "line ends": ("<p>one<br>two</p>", "one\ntwo"),
    "entities": (
        "<p>AT&amp;T &lt;b&gt; &#x4e2d;&#25991; &nbsp;x &hellip;</p>",
        "AT&T <b> 中文 x …",
    ),
    "lists": ("<ul><li>one<li>two</ul>", "one\ntwo"),
    "tables": ("<table><caption>c</caption><tr><th>a<td>1</tr><tr><td>b</table>", "c\na\n1\nb"),
    "definitions": ("<dl><dt>term<dd>meaning</dl>", "term\nmeaning"),
    "words between blocks": ("<div>one<p>two</p>three</div>", "one\ntwo\nthree"),
    "scripts and styles": ("<script>no()</script><style>p{}</style><p>one", "one"),
    "templates": ("<template><p>no</p></template><p>one", "one"),
    "readings of characters": ("<ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp></ruby>", "漢(han)"),
    "strange elements": ("<o:p>one</o:p><my-tag>two</my-tag>", "one\ntwo"),
    "no elements at all": ("one two", "one two"),
    "preformatted": ("<pre>one\n  two</pre>", "one two"),
}


@pytest.mark.parametrize("what", FOLDED)
def test_words_are_read_as_a_browser_shows_them(what: str) -> None:
    markup, expected = FOLDED[what]
    assert text(markup) == expected


def test_what_a_page_does_not_show_is_read_and_set_apart() -> None:
    page = read(
        f"<article><p>{LONG}</p></article><p hidden>one</p><p style='display: none'>two</p><noscript>three</noscript>"
    )
    roles = dict(blocks(page))
    assert roles[LONG] == "article"
    assert {roles[word] for word in ("one", "two", "three")} == {"boilerplate"}


def test_menus_are_set_apart_and_nothing_is_dropped() -> None:
    page = read(
        f"<body><nav><a href=/>Home</a></nav><article><h1>Blood for all</h1><p>{LONG}</p><p>{LONG[::-1]}</p></article><footer>Imprint</footer></body>"
    )
    assert blocks(page) == [
        ("Home", "boilerplate"),
        ("Blood for all", "heading"),
        (LONG, "article"),
        (LONG[::-1], "article"),
        ("Imprint", "boilerplate"),
    ]


def test_a_paragraph_that_is_repeated_is_kept_each_time() -> None:
    """
    trafilatura leaves out the second; we do not
    """
    page = read(f"<body><article><p>{LONG}</p><p>Between them.</p><p>{LONG}</p></article></body>")
    assert [role for said, role in blocks(page) if said == LONG] == ["article", "article"]


def test_a_byline_and_a_caption_have_their_roles() -> None:
    page = read(
        f"<article><h1>T</h1><p>By A. Reporter</p><p>来源：新疆日报 2018年1月8日</p><p>{LONG}</p><figure><figcaption>A clinic</figcaption></figure></article>"
    )
    roles = dict(blocks(page))
    assert roles["By A. Reporter"] == "byline"
    assert roles["来源：新疆日报 2018年1月8日"] == "byline"
    assert roles["A clinic"] == "caption"
    dates = [(s.text, s.found) for s in page.stated if s.name == "published"]
    assert dates == [("2018-01-08", "visible:byline")]


def selected(markup: bytes, path: str) -> str:
    tree = etree.fromstring(
        markup,
        etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True),
    )
    found = tree.xpath(path)
    assert isinstance(found, list)
    assert len(found) == 1, path
    element = found[0]
    assert isinstance(element, etree._Element)
    return " ".join("".join(element.itertext()).split())


PAGES = {
    "siblings": "<html><body><div><p>one</p><p>two</p></div><div><p>three</p>four<p>five</p></div></body></html>",
    "a strange element": "<html><body><o:p>one</o:p><o:p>two <b>three</b></o:p></body></html>",
    "a table": "<html><body><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table></body></html>",
    "no body": "<p>one<p>two",
    "comments between": "<body><!-- x --><p>one</p><!-- y --><p>two</p></body>",
    "frames": "<html><frameset><noframes><p>one</p></noframes></frameset></html>",
}


@pytest.mark.parametrize("what", PAGES)
def test_a_block_s_path_selects_the_one_element_that_holds_its_words(what: str) -> None:
    page = read(PAGES[what])
    assert page.draft.blocks
    for block in page.draft.blocks:
        assert words(page, block) in selected(PAGES[what].encode(), block.path)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<td>", "<li>", "<table>", "</table>", "<a href=x>", "</a>", "word", "字 ", "<br>", "&amp;", "<x:y>", "<noscript>", "<h1>", "<!-- c -->"]), max_size=40))  # fmt: skip
def test_every_path_of_any_page_selects_its_words(parts: list[str]) -> None:
    markup = "<!DOCTYPE html><html><body>" + "".join(parts) + "</body></html>"
    page = read(markup)
    for block in page.draft.blocks:
        assert words(page, block).replace(" ", "") in selected(markup.encode(), block.path).replace(
            " ", ""
        )


def test_a_link_stands_over_its_words() -> None:
    page = read(
        "<body><p>See <a href='/notice'>the <b>notice</b></a> of <a href='//b.example/x'>B</a>.</p></body>"
    )
    links = [
        (page.draft.text[link.position.start : link.position.end], link.target)
        for link in page.draft.links
        if link.position
    ]
    assert links == [("the notice", "https://a.example/notice"), ("B", "https://b.example/x")]


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    page = read("<body><a href='/x'><h2>Title</h2><p>Teaser</p></a></body>")
    links = [
        page.draft.text[k.position.start : k.position.end] for k in page.draft.links if k.position
    ]
    assert links == ["Title", "Teaser"]


def test_links_are_seen_from_the_page_s_base() -> None:
    page = read("<head><base href='https://c.example/d/'></head><body><a href='e'>e</a></body>")
    assert [link.target for link in page.draft.links] == ["https://c.example/d/e"]


@pytest.mark.parametrize("depth", [100, 300, 2_000, 5_000, 100_000])
def test_nothing_is_lost_however_deep_it_is_nested(depth: int) -> None:
    """
    before · 100,000 elements in each other: deep · after
    """
    page = read("<p>before</p>" + "<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>")
    assert page.draft.text.split() == ["before", "deep", "after"]
    assert [problem.code for problem in page.problems] == (["too-deep"] if depth > 2_048 else [])
    assert all(len(block.path) < 5_000 for block in page.draft.blocks)


def test_a_long_line_is_read_whole() -> None:
    assert len(text("<p>" + "word " * 3_000_000)) == 14_999_999


CHARSETS = {
    "header before meta": ("<meta charset=big5><p>血样采集，警方的通知", "gb18030", "gb18030"),
    "meta": ("<meta charset=gb2312><p>血样采集，警方的通知", "gb18030", None),
    "meta by http-equiv": ('<meta http-equiv=Content-Type content="text/html; charset=gbk"><p>血样采集，警方的通知', "gb18030", None),
    "none": ("<p>血样采集，警方的通知，居民必须参加", "gb18030", None),
    "a mark": ("\ufeff<meta charset=gbk><p>血样采集", "utf-8", "big5"),
    "wrong everywhere": ("<meta charset=iso-8859-1><p>血样采集，警方的通知，居民必须参加", "utf-8", "windows-1251"),
    "utf-16 without a mark": ("<html><meta charset=utf-8><p>血样采集", "utf-16-le", None),
}  # fmt: skip


@pytest.mark.parametrize("why", CHARSETS)
def test_a_page_is_read_in_the_encoding_it_is_in(why: str) -> None:
    markup, encoding, header = CHARSETS[why]
    page = read_html(markup.encode(encoding), address="a", charset=header, where="a")
    assert page.draft.text.startswith("血样采集")


def test_a_title_is_the_first_heading_where_none_is_stated() -> None:
    page = read(f"<body><h1>Blood for all</h1><p>{LONG}</p></body>")
    assert [(s.text, s.found) for s in page.stated if s.name == "title"] == [
        ("Blood for all", "visible:heading")
    ]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=500))
def test_any_bytes_are_a_page_and_the_same_page_again(data: bytes) -> None:
    one = read_html(b"<html><p>" + data, address="https://a.example/", charset=None, where="a")
    two = read_html(b"<html><p>" + data, address="https://a.example/", charset=None, where="a")
    assert (one.draft.text, one.draft.blocks, one.stated) == (
        two.draft.text,
        two.draft.blocks,
        two.stated,
    )
    assert all(block.role in BlockRole for block in one.draft.blocks)


def test_a_menu_s_words_that_stand_in_the_article_too_are_no_article() -> None:
    """
    article   "… in November 2018 in the capital …"
    aside     "November 2018"
    """
    said = LONG.replace("on Tuesday", "in November 2018")
    page = read(
        f"<body><article><p>{said}</p><p>{LONG[::-1]}</p></article><aside><ul><li>November 2018</li></ul></aside></body>"
    )
    assert dict(blocks(page))["November 2018"] == "boilerplate"


def test_lines_within_an_article_are_article_however_short() -> None:
    page = read(
        f"<body><article><p>{LONG}<br>1月8日<br>Capital City<br>{LONG[::-1]}</p></article></body>"
    )
    assert {role for _, role in blocks(page)} == {"article"}


def test_entities_in_xml_are_not_expanded() -> None:
    from bad_input.pile import entities

    page = read_html(entities(), address="a", charset=None, where="a")
    assert len(page.draft.text) < 200
    assert "before" in page.draft.text
    assert "after" in page.draft.text
    assert "root:" not in page.draft.text
