"""Read a page: all its visible text with the way back to each element, and what it states of itself.

In: HTML bytes.  Out: a draft text, statements, links. trafilatura is asked only which blocks are the
article: it leaves out repeated paragraphs and knows no offsets, so the words are never taken from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree, html

from firsthand.model.document import BlockRole, Link, Stated, TextPosition
from firsthand.model.problem import Problem
from firsthand.read.dates import read_date
from firsthand.read.drafting import Draft
from firsthand.read.encoding import to_text

HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button", "textarea"})  # fmt: skip
INLINE = frozenset({"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTIONS = frozenset({"figcaption", "caption"})
ELEMENTS_MAX = 2_000_000  # a page with more is made to cost memory
DEPTH_MAX = 500  # deeper elements are read as part of the one at this depth
ARTICLE_CHARACTERS_MAX = 2_000_000  # beyond this trafilatura is not asked; every block counts
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)")
_SPACE = re.compile(r"\s+")
_META = {
    "og:site_name": "publisher", "application-name": "publisher", "dc.publisher": "publisher",
    "citation_publisher": "publisher", "og:title": "title", "twitter:title": "title",
    "dc.title": "title", "article:published_time": "published", "datepublished": "published",
    "pubdate": "published", "publishdate": "published", "publish_date": "published",
    "date": "published", "dc.date": "published", "dc.date.issued": "published",
    "dcterms.created": "published", "citation_publication_date": "published",
    "og:article:published_time": "published", "sailthru.date": "published",
    "parsely-pub-date": "published", "author": "author", "article:author": "author",
    "dc.creator": "author", "byl": "author", "source": "credit", "copyright": "credit",
}  # fmt: skip
_BYLINE = re.compile(
    r"(来源|來源|稿源|Source|Quelle|Источник|Published|Updated|Posted)\s*[:：]\s*(.{2,80})|^\s*By\s+\S.{2,60}$"
)


class Page:
    """What was read from one page."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.stated: list[Stated] = []
        self.problems: list[Problem] = []


def read_html(data: bytes, *, address: str, charset: str | None, where: str) -> Page:
    """Read the page in *data*; whatever it is, something comes back."""
    page = Page()
    declared = charset or _first(_DECLARED, data[:4096]) or _first(_XML, data[:200])
    text, _, problems = to_text(data, declared=declared, where=where)
    page.problems += problems
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        return page
    if isinstance(tree, html.HtmlElement):
        _state(tree, address, page)
        articles = _articles(text) if len(text) <= ARTICLE_CHARACTERS_MAX else None
        _Walk(tree, page, address=address, articles=articles).run()
    return page


def _first(pattern: re.Pattern[bytes], data: bytes) -> str | None:
    match = pattern.search(data)
    return match.group(1).decode("ascii", "ignore") if match else None


def _articles(text: str) -> set[str] | None:
    """The lines that trafilatura takes for the article, without spaces; None if it finds none."""
    try:
        found = trafilatura.extract(
            text, include_comments=False, include_tables=True, deduplicate=False, favor_recall=True
        )
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return None
    if not found or len(found) < 80:
        return None
    return {_tight(line) for line in found.splitlines() if line.strip()}


def _tight(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


class _Walk:
    """One pass over the tree, in document order, that ends a block at every block element."""

    def __init__(
        self, tree: html.HtmlElement, page: Page, *, address: str, articles: set[str] | None
    ) -> None:
        self._tree, self._page, self._articles = tree, page, articles
        self._joined = "\n".join(sorted(articles)) if articles else ""
        base = tree.find(".//base[@href]")
        self._base = urljoin(address, base.get("href", "")) if base is not None else address
        self._words: list[str] = []
        self._links: list[tuple[int, int, str]] = []
        self._block: html.HtmlElement | None = None
        self._size = 0

    def run(self) -> None:
        """Walk without recursion: a page may be nested a hundred thousand deep."""
        body = self._tree.find("body")
        stack: list[tuple[html.HtmlElement, bool, int]] = [
            (self._tree if body is None else body, False, 0)
        ]
        open_links: list[tuple[int, str]] = []
        count = 0
        while stack:
            element, leaving, depth = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if leaving:
                if tag == "a" and element.get("href") and open_links:
                    start, target = open_links.pop()
                    self._links.append((start, self._size, target))
                if tag not in INLINE:
                    self._flush(element)
                self._say(element.tail or "", element.getparent())
                continue
            count += 1
            if not tag or tag in HIDDEN or _is_hidden(element) or count > ELEMENTS_MAX:
                self._say(element.tail or "", element.getparent())
                continue
            if tag == "br":
                self._flush(element.getparent())
                self._say(element.tail or "", element.getparent())
                continue
            if tag not in INLINE:
                self._flush(element.getparent())
            if tag == "a" and element.get("href"):
                open_links.append((self._size, element.get("href", "")))
            self._say(element.text or "", element)
            stack.append((element, True, depth))
            if depth < DEPTH_MAX:
                stack.extend((child, False, depth + 1) for child in reversed(element))
        self._flush(self._tree)

    def _say(self, words: str, element: html.HtmlElement | None) -> None:
        folded = _SPACE.sub(" ", words)
        if self._size == 0 or (self._words and self._words[-1].endswith(" ")):
            folded = folded.lstrip(" ")
        if folded:
            if self._block is None and element is not None:
                self._block = element
            self._words.append(folded)
            self._size += len(folded)

    def _flush(self, fallback: html.HtmlElement | None) -> None:
        words = "".join(self._words)
        element = self._block if self._block is not None else fallback
        links, self._links, self._words, self._size, self._block = self._links, [], [], 0, None
        if not words.strip() or element is None:
            return
        start = self._page.draft.add(words, role=self._role(words, element), path=_path(element))
        if start is None:
            return
        end = self._page.draft.blocks[-1].position.end
        for one, other, target in links:
            self._link(start + one, min(end, start + other), target)
        match = _BYLINE.search(words) if len(words) < 160 else None
        if match:
            self._page.stated.append(Stated(name="credit", text=words.strip(), found="visible"))
        if len(words) < 160 and (match or len(self._page.draft.blocks) < 30):
            date = read_date(words)
            if date and len(date) == len("2017-12-13"):
                self._page.stated.append(Stated(name="published", text=date, found="visible"))

    def _link(self, start: int, end: int, target: str) -> None:
        try:
            full = urljoin(self._base, target.strip())
            scheme = urlsplit(full).scheme
        except ValueError:
            return
        if scheme in {"http", "https"}:
            position = TextPosition(start=start, end=end) if start < end else None
            self._page.draft.links.append(Link(target=full, position=position))

    def _role(self, words: str, element: html.HtmlElement) -> BlockRole:
        tags = {part.tag for part in _up(element)}
        if tags & HEADINGS:
            return BlockRole.HEADING
        if tags & CAPTIONS:
            return BlockRole.CAPTION
        if self._articles is None:
            outside = tags & {"nav", "footer", "aside", "form"}
            return BlockRole.BOILERPLATE if outside else BlockRole.ARTICLE
        tight = _tight(words)
        if tight and (tight in self._articles or (len(tight) >= 8 and tight in self._joined)):
            return BlockRole.ARTICLE
        return BlockRole.BOILERPLATE


def _up(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """An element and those around it, as far as a role may come from."""
    for _ in range(12):
        yield element
        parent = element.getparent()
        if parent is None:
            return
        element = parent


def _path(element: html.HtmlElement) -> str:
    steps = []
    for _ in range(DEPTH_MAX):
        parent = element.getparent()
        tag = element.tag if isinstance(element.tag, str) else "node"
        if parent is None:
            steps.append(tag)
            break
        number = 1 + sum(1 for _ in element.itersiblings(tag, preceding=True))
        steps.append(f"{tag}[{number}]" if number > 1 else tag)
        element = parent
    return "/" + "/".join(reversed(steps))


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _state(tree: html.HtmlElement, address: str, page: Page) -> None:
    """All that the page says of itself, in the order of how firmly it says so."""
    stated = page.stated
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        stated += _from_json_ld(script.text_content()[:1_000_000])
    for meta in tree.iterfind(".//meta[@content]"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key in _META and meta.get("content", "").strip():
            text = meta.get("content", "").strip()[:1000]
            stated.append(Stated(name=_META[key], text=text, found=f"meta:{key}"))
    for moment in tree.iterfind(".//time[@datetime]"):
        text = moment.get("datetime", "")[:100]
        stated.append(Stated(name="published", text=text, found="time"))
        break
    title = tree.find(".//title")
    if title is not None and title.text_content().strip():
        text = _SPACE.sub(" ", title.text_content()).strip()[:1000]
        stated.append(Stated(name="title", text=text, found="title"))
    if tree.get("lang"):
        stated.append(Stated(name="language", text=tree.get("lang", "")[:35], found="html lang"))
    canonical = tree.find(".//link[@rel='canonical'][@href]")
    if canonical is not None:
        text = canonical.get("href", "")[:2000]
        stated.append(Stated(name="canonical", text=text, found="link rel=canonical"))
    date = re.search(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:[/_-]|$)", address)
    if date and (found := read_date("-".join(date.groups()))):
        stated.append(Stated(name="published", text=found, found="url"))


def _from_json_ld(text: str) -> Iterator[Stated]:
    try:
        things = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(2000):
        if not things:
            return
        thing = things.pop(0)
        if isinstance(thing, list):
            things += thing[:100]
        if not isinstance(thing, dict):
            continue
        if isinstance(thing.get("@graph"), list):
            things += thing["@graph"][:100]
        if "datePublished" not in thing and "headline" not in thing:
            continue
        names = (
            ("headline", "title"),
            ("datePublished", "published"),
            ("author", "author"),
            ("publisher", "publisher"),
        )
        for key, name in names:
            found = thing.get(key)
            found = found[0] if isinstance(found, list) and found else found
            found = found.get("name") if isinstance(found, dict) else found
            if isinstance(found, str) and found.strip():
                yield Stated(name=name, text=found.strip()[:1000], found=f"json-ld:{key}")
