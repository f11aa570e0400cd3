"""Read a page: all its words with the way back to each element, and what it states of itself.

In: HTML bytes.  Out: a draft text, statements, links. trafilatura is asked only which blocks are the
article: it leaves out repeated paragraphs and knows no offsets, so the words are never taken from it.
What a page does not show (hidden elements, `noscript`) is read and set apart; what is no text
(scripts, styles, templates, drawings) is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree

from firsthand.model.document import BlockRole, Stated
from firsthand.model.picture import Shown
from firsthand.model.problem import Problem, Severity
from firsthand.read.dates import read_date
from firsthand.read.drafting import Draft
from firsthand.read.encoding import to_text
from firsthand.read.links import Links, full_address
from firsthand.read.page_data import state_page
from firsthand.read.pictures import SHOWN_MAX, addresses_shown

SILENT = frozenset({"script", "style", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video"})  # fmt: skip
SET_APART = frozenset({"nav", "footer", "noscript", "select", "button", "textarea", "dialog"})
OUTSIDE = frozenset({"aside", "header"})  # set apart where nobody knows better
INLINE = frozenset({"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CAPTIONS = frozenset({"figcaption", "caption"})
ELEMENTS_MAX = 2_000_000  # a page with more is made to cost memory
PATH_STEPS_MAX = 200  # a path leads to the element at this depth; real pages stay under 60
NESTED_MAX = 1_000  # the parser gives up at 2,048 and loses all that follows
ARTICLE_CHARACTERS_MAX = 2_000_000  # beyond this trafilatura is not asked; every block counts
COMPARED_CHARACTERS_MAX = 300_000_000  # then blocks are sought whole only, not within lines
PART_LETTERS_MIN = 24  # fewer stand in an article by chance, and in a menu beside it
BYLINE_CHARACTERS_MAX = 160
BYLINE_BLOCKS = 30  # a date further down is another story's
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)")
_TIGHT = re.compile(r"[\W_]+")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]{0,40})[^<>]*>")
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})  # fmt: skip
_XML_MARK = re.compile(r"^\s*<\?xml[^>]*\?>")
_BYLINE = re.compile(
    r"(来源|來源|稿源|Source|Quelle|Источник|Published|Updated|Posted|发布时间|发表时间|时间|日期)\s*[:：]\s*(.{2,80})"
    r"|^\s*By\s+\S.{2,60}$"
)
_ONLY = frozenset({"html", "head", "body"})  # a page has one of each
_MASK_APART, _MASK_OUTSIDE, _MASK_HEADING, _MASK_CAPTION, _MASK_TOP = 1, 2, 4, 8, 16
_MASKS = {
    **dict.fromkeys(SET_APART, _MASK_APART),
    **dict.fromkeys(OUTSIDE, _MASK_OUTSIDE),
    **dict.fromkeys(HEADINGS, _MASK_HEADING),
    **dict.fromkeys(CAPTIONS, _MASK_CAPTION),
    "h1": _MASK_HEADING | _MASK_TOP,
}


class Page:
    """What was read from one page."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.stated: list[Stated] = []
        self.problems: list[Problem] = []
        self.pictures: list[Shown] = []


def read_html(data: bytes, *, address: str, charset: str | None, where: str) -> Page:
    """Read the page in *data*; whatever it is, something comes back."""
    page = Page()
    text, root = parse(data, charset=charset, where=where, page=page)
    if root is None:
        return page
    state_page(root, address, page.stated)
    articles = _articles(text) if len(text) <= ARTICLE_CHARACTERS_MAX else None
    _Walk(root, page, address=address, articles=articles).run()
    if all(item.name != "title" for item in page.stated):
        _title_from_heading(page)
    return page


def parse(data: bytes, *, charset: str | None, where: str, page: Page) -> tuple[str, Any | None]:
    """The page's markup and its tree, None where there is nothing of one; problems go to *page*."""
    inside = _first(_DECLARED, data[:4096]) or _first(_XML, data[:200])
    text, problems = to_text(data, declared=(charset, inside), where=where)
    page.problems += problems
    text = _XML_MARK.sub("", text.replace("\x00", ""), count=1)
    return text, _parse(text, page, where)


def _parse(text: str, page: Page, where: str) -> Any | None:
    parser = etree.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text or "<p></p>", parser)
        if any("xcessive depth" in entry.message for entry in parser.error_log):
            message = f"elements are nested more than {NESTED_MAX} deep: deeper ones are read as their words"
            page.problems.append(
                Problem(severity=Severity.WARNING, code="too-deep", message=message, where=where)
            )
            parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
            root = etree.fromstring(_flatten(text), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def _flatten(text: str) -> str:
    """The page without the tags that are nested too deep; no word is lost."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        if match.group(2).lower() in _VOID or match.group().endswith("/>"):
            return match.group()
        if match.group(1):
            depth = max(0, depth - 1)
            return match.group() if depth < NESTED_MAX else " "
        depth += 1
        return match.group() if depth <= NESTED_MAX else " "

    return _TAG.sub(keep, text)


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
    return _TIGHT.sub("", words).casefold()


def _title_from_heading(page: Page) -> None:
    for block in page.draft.blocks[:200]:
        if block.role is BlockRole.HEADING:
            words = page.draft.text[block.position.start : block.position.end]
            page.stated.append(Stated(name="title", text=words[:1000], found="visible:heading"))
            return


class _Step:
    """An element's place under its parent; the path is written only for those that need one."""

    __slots__ = ("_path", "depth", "number", "parent", "place", "tag")

    def __init__(self, parent: _Step | None, tag: str, number: int, place: int) -> None:
        self.parent, self.tag, self.number, self.place = parent, tag, number, place
        self.depth: int = parent.depth + 1 if parent else 0
        self._path = ""

    @property
    def path(self) -> str:
        """The way from the root, in XPath."""
        if not self._path:
            steps: list[str] = []
            step = self
            while not step._path and step.parent is not None:
                steps.append(step.name)
                step = step.parent
            start = step._path or f"/{step.name}"  # noqa: SLF001
            self._path = "/".join([start, *reversed(steps)])
        return self._path

    @property
    def name(self) -> str:
        """The n-th of its name; the n-th child of any name where the name is a strange one."""
        if self.tag in _ONLY and self.number == 1:
            return self.tag
        return f"{self.tag}[{self.number}]" if _NAME.fullmatch(self.tag) else f"*[{self.place}]"


_Entry = tuple[Any, _Step, _Step, int, str | None]
"""An element on the way, its step, the step of its block, its mask, and its tag when it ends."""


class _Walk:
    """One pass over the tree, in document order, that ends a block at every block element."""

    def __init__(self, root: Any, page: Page, *, address: str, articles: set[str] | None) -> None:
        self._root, self._page, self._draft = root, page, page.draft
        self._articles = articles
        self._joined = "\n".join(sorted(articles)) if articles else ""
        self._compared = 0
        self._article: _Step | None = None  # where the last block of the article stands
        base = root.find(".//base[@href]")
        self._base = full_address(address, base.get("href") if base is not None else "")
        self._links = Links(self._base)
        self._words: list[str] = []
        self._size = 0
        self._spaced = True
        self._home: _Step | None = None
        self._mask = 0

    def run(self) -> None:
        """Walk without recursion: a page may be nested as deep as the parser lets it."""
        top = _Step(None, self._root.tag if isinstance(self._root.tag, str) else "html", 1, 1)
        stack: list[_Entry] = [(self._root, top, top, 0, None)]
        count = 0
        while stack:
            element, step, home, mask, leaving = stack.pop()
            if leaving is not None:
                self._leave(element, home, mask, leaving)
                continue
            count += 1
            tag = element.tag
            if tag in SILENT or count > ELEMENTS_MAX:
                continue
            mask = _mask_of(element, tag, mask)
            if tag not in INLINE:
                self._flush()
                home = step if step.depth < PATH_STEPS_MAX else home
            elif tag == "a" and (target := element.get("href")):
                self._links.open(target, self._size)
            elif tag == "img":
                self._show(element, step)
            if element.text:
                self._say(element.text, home, mask)
            stack.append((element, step, home, mask, tag))
            stack += reversed(list(_children(element, step, home, mask)))
        self._flush()

    def _show(self, element: Any, step: _Step) -> None:
        """A picture stands here; which of its addresses a browser takes nobody knows."""
        addresses = addresses_shown(element, lambda told: full_address(self._base, told))
        if addresses and len(self._page.pictures) < SHOWN_MAX:
            self._page.pictures.append(Shown(addresses=addresses, path=step.path))

    def _leave(self, element: Any, home: _Step, mask: int, tag: str) -> None:
        """An element ends; without a tag, the words behind it are said."""
        if not tag:
            self._say(element.tail, home, mask)
            return
        if tag == "br" or tag not in INLINE:
            self._flush()
        elif tag == "a" and element.get("href"):
            self._links.close(self._size)

    def _say(self, words: str, home: _Step, mask: int) -> None:
        folded = " ".join(words.split())
        if not folded:
            if words and not self._spaced:
                self._words.append(" ")
                self._size += 1
                self._spaced = True
            return
        if words[0].isspace() and not self._spaced:
            folded = " " + folded
        self._spaced = words[-1].isspace()
        if self._spaced:
            folded += " "
        if self._home is None:
            self._home, self._mask = home, mask
        self._words.append(folded)
        self._size += len(folded)

    def _flush(self) -> None:
        if not self._size:
            return
        links = self._links.cut(self._size)
        home, words = self._home, "".join(self._words)
        self._home, self._words, self._size, self._spaced = None, [], 0, True
        if home is None:
            return
        words = words.rstrip()
        role = self._role(words, self._mask, home)
        short = len(words) < BYLINE_CHARACTERS_MAX
        byline = _BYLINE.search(words) if short else None
        if byline and role is not BlockRole.HEADING:
            role = BlockRole.BYLINE
        start = self._draft.add(words, role=role, path=home.path)
        if start is None:
            return
        end = self._draft.blocks[-1].position.end
        for one, other, target in links:
            self._draft.link(target, start + one, min(end, start + other))
        if short:
            self._state(words, byline is not None)

    def _state(self, words: str, is_byline: bool) -> None:
        if is_byline:
            self._page.stated.append(Stated(name="credit", text=words, found="visible"))
        if is_byline or len(self._draft.blocks) < BYLINE_BLOCKS:
            date = read_date(words)
            if date and len(date) == len("2017-12-13"):
                found = "visible:byline" if is_byline else "visible"
                self._page.stated.append(Stated(name="published", text=date, found=found))

    def _role(self, words: str, mask: int, home: _Step) -> BlockRole:
        if mask & _MASK_APART:
            return BlockRole.BOILERPLATE
        if self._articles is None:
            inside = not mask & _MASK_OUTSIDE
        else:
            inside = self._is_article(_tight(words), home)
        if mask & _MASK_HEADING and (inside or mask & _MASK_TOP):
            return BlockRole.HEADING
        if mask & _MASK_CAPTION:
            return BlockRole.CAPTION
        return BlockRole.ARTICLE if inside else BlockRole.BOILERPLATE

    def _is_article(self, tight: str, home: _Step) -> bool:
        """Whether trafilatura has these words as a line or, of lines it joined, as a part.

        A few words are part of many lines: they count only right beside what is article already.
        """
        assert self._articles is not None
        if not tight:
            return False
        found = tight in self._articles
        if not found and (len(tight) >= PART_LETTERS_MIN or _beside(home, self._article)):
            self._compared += len(self._joined)
            found = self._compared < COMPARED_CHARACTERS_MAX and tight in self._joined
        if found:
            self._article = home
        return found


def _beside(one: _Step, other: _Step | None) -> bool:
    """Whether two blocks stand in one element, or in two of one parent."""
    return other is not None and (one is other or one.parent is other.parent)


def _children(element: Any, step: _Step, home: _Step, mask: int) -> Iterator[_Entry]:
    """What stands in an element: elements, and the words behind each."""
    seen: dict[str, int] = {}
    for place, child in enumerate(element, 1):
        name = child.tag
        if isinstance(name, str):
            seen[name] = number = seen.get(name, 0) + 1
            yield child, _Step(step, name, number, place), home, mask, None
        if child.tail:
            yield child, step, home, mask, ""


def _mask_of(element: Any, tag: str, mask: int) -> int:
    """What an element adds to the role of the blocks in it."""
    mask |= _MASKS.get(tag, 0)
    if element.get("hidden") is not None:
        return mask | _MASK_APART
    style = element.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return mask | _MASK_APART
    return mask
