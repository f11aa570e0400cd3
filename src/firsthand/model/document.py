"""Text read from a capture, with offsets that lead back to it. A working copy, never evidence."""

from __future__ import annotations

from enum import StrEnum

from firsthand.model.identity import Named
from firsthand.model.moment import UncertainDate
from firsthand.model.picture import Shown
from firsthand.model.problem import Problem
from firsthand.model.value import value


@value
class TextPosition:
    """A half-open range of Unicode code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a range runs forward from 0: {self.start}..{self.end}")


class BlockRole(StrEnum):
    """What a block of text is to its page."""

    ARTICLE = "article"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"  # menus, footers, sign-up lines: read, kept, not compared


@value
class Block:
    """A stretch of a document's text and where it stands in the preserved bytes.

    `path` is the way back: an element path in HTML (`/html/body/p[3]`), `page=4` in a PDF
    (with `;box=72,83,383,95` where its place on the page is known),
    `char=120,340` in plain text.
    """

    position: TextPosition
    role: BlockRole
    path: str


@value
class Link:
    """A link that a document makes: where to, and over which words."""

    target: str
    position: TextPosition | None = None


@value
class Stated:
    """One thing said about a document, and where it was found. All are kept; none is believed yet.

    `name` is one of title, publisher, published, language, author, credit, canonical, captured.
    """

    name: str
    text: str
    found: str


class ReadState(StrEnum):
    """How far a capture could be read."""

    READ = "read"
    PARTLY_READ = "partly_read"
    UNREADABLE = "unreadable"


@value
class Document(Named):
    """What was read at one address. `published` holds EDTF and where it was found.

    `locator` tells documents of one capture apart: empty for a whole file, `record=OFFSET` for a
    record of a WARC, `entry=NAME;record=OFFSET` inside a WACZ, `part=N` for a part of an MHTML.
    """

    capture: str
    locator: str
    address: str
    media_type: str
    state: ReadState
    text: str = ""
    title: str | None = None
    publisher: str | None = None
    published: UncertainDate | None = None
    language: str | None = None
    stated: tuple[Stated, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = ""
    reader_version: str = ""
    captured: str | None = None  # an archive's own date for the page (WARC-Date), not a publication
    pictures: tuple[Shown, ...] = ()

    @property
    def id(self) -> str:
        """Named by bytes, place in them, and address: reading again gives the same id."""
        try:
            return self._id
        except AttributeError:
            return self._named("d", self.capture, self.locator, self.address)


@value
class Quotation:
    """Exact words of a document and where they stand (W3C Web Annotation: quote and position)."""

    document: str
    exact: str
    position: TextPosition


@value
class Passage:
    """A sentence, or what does a sentence's work (a heading, a list item, a table cell).

    The unit that claims are read from. `block` is the index of its block in the document.
    """

    position: TextPosition
    block: int
    role: BlockRole


class AttributionKind(StrEnum):
    """By what means a page names where its words come from."""

    SAID = "said"  # "X said", "according to X", 据…报道
    CREDIT = "credit"  # "(Reuters)", "Source: Xinhua", 来源：新华社
    BYLINE = "byline"  # "By Reuters staff"
    REFERENCE = "reference"  # "a report by X", "documents seen by X"


@value
class Attribution:
    """Who is named ("X said"), by which words, for what (source, cue, content).

    `agent` is the canonical name of the source where an alias is known, else the name as written.
    `anonymous` marks "a resident", "officials": somebody spoke, but nobody is named.
    `content` is None where the attribution covers the whole document (a credit, a byline).
    `behind` is the known source for which a person speaks ("Ana Example, a director at HRW"): to them
    its words go back. `stance` words are for claiming; here `denies` marks cues that deny ("rejected", "dismissed", 否认).
    """

    kind: AttributionKind
    agent: str
    source: TextPosition
    cue: TextPosition
    content: TextPosition | None
    anonymous: bool = False
    denies: bool = False
    behind: str = ""
