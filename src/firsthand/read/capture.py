"""Read a capture into documents, whatever it is; what cannot be read says why.

In: a stream of preserved bytes and the capture they are.  Out: documents, at least one. Never raises
because of evidence. Limits on memory and time are not kept here but around us, in `tools.sandbox`.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Protocol
from zipfile import is_zipfile

from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import BlockRole, Document, ReadState, Stated
from firsthand.model.picture import Shown
from firsthand.model.problem import Problem, Severity
from firsthand.read import READER, VERSION
from firsthand.read.archive import PAGE_BYTES_MAX, Found, read_archive, refused
from firsthand.read.auto_archiver import is_auto_archiver, read_auto_archiver
from firsthand.read.companions import name_companion
from firsthand.read.drafting import Draft
from firsthand.read.har import read_har
from firsthand.read.html import Page, read_html
from firsthand.read.kinds import is_picture, name_bytes, tell_kind
from firsthand.read.language import tell_chinese_script, tell_language
from firsthand.read.mail import read_mail, read_mailbox
from firsthand.read.mhtml import read_mhtml
from firsthand.read.pictures import PICTURE_BYTES_MAX, Pictures
from firsthand.read.plain import read_plain
from firsthand.read.saved import read_saved
from firsthand.read.stated import choose, choose_date, from_manifest
from firsthand.read.unpacking import GZIP, Unpacked, unpack
from firsthand.read.wacz import read_wacz

HEAD_CHARACTERS_MAX = 120  # the head or foot of a page is a line
HEAD_PAGES_MIN = 3
PROBLEMS_MAX = 500  # on one document; nobody reads more
_SUFFIXES = {
    ".pdf": {MediaType.PDF},
    ".html": {MediaType.HTML, MediaType.TEXT},
    ".htm": {MediaType.HTML, MediaType.TEXT, MediaType.MHTML},
    ".txt": {MediaType.TEXT},
    ".warc": {MediaType.WARC},
    ".wacz": {MediaType.WACZ},
    ".mhtml": {MediaType.MHTML},
    ".mht": {MediaType.MHTML},
}


class PdfText(Protocol):
    """What was read from a PDF: paragraphs page by page, what it states, what was wrong."""

    @property
    def pages(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The paragraphs of each page, each with the path that leads back to it."""

    @property
    def stated(self) -> tuple[Stated, ...]:
        """What the file says of itself."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with it."""


PdfReader = Callable[[bytes], PdfText]
"""Reads a PDF's text; never raises because of what it holds."""


def read_capture(
    stream: BinaryIO, *, capture: Capture, pdf_text: PdfReader, pictures: Pictures | None = None
) -> Iterator[Document]:
    """The documents in *stream*; always at least one.

    What pictures they show is looked up in *pictures*, which keeps those met beside the pages.
    """
    reading = Reading(capture, pdf_text, pictures)
    found = reading.found(stream)
    while True:
        try:
            item = next(found, None)
        except OSError as problem:
            why = f"its bytes cannot be read: {problem.strerror or 'the disk fails'}"
            item, found = refused("", capture.address, "vanished", why), iter(())
        if item is None:
            return
        if item.is_picture and item.locator:
            if pictures is not None:
                pictures.meet(item.address, item.data)
            continue
        yield reading.document(item)


class Reading:
    """One capture in hand."""

    def __init__(
        self, capture: Capture, pdf_text: PdfReader, pictures: Pictures | None = None
    ) -> None:
        self.capture = capture
        self._pdf_text = pdf_text
        self._pictures = pictures

    def found(self, stream: BinaryIO) -> Iterator[Found]:
        """What is in it, by what its bytes are."""
        kind, address = self.capture.media_type, self.capture.address
        if self.capture.size_bytes == 0:
            yield refused("", address, "empty", "it holds no bytes")
        elif kind is MediaType.WARC:
            yield from read_archive(stream, prefix="", address=address)
        elif kind is MediaType.WACZ:
            yield from read_wacz(stream, address=address)
        elif kind is MediaType.UNKNOWN:
            yield from self._unknown(stream)
        elif kind is MediaType.MAILBOX:
            yield from read_mailbox(stream, address=address)
        elif self.capture.size_bytes > PAGE_BYTES_MAX:
            found = self.capture.size_bytes
            why = f"a page has at most {PAGE_BYTES_MAX} bytes, found {found}"
            yield refused("", address, "too-large", why)
        elif kind is MediaType.MHTML:
            told = self.capture.described.address if self.capture.described else None
            yield from read_mhtml(stream.read(PAGE_BYTES_MAX), address=address, told=told)
        elif kind is MediaType.MAIL:
            yield from read_mail(stream.read(PAGE_BYTES_MAX), address=address)
        elif kind is MediaType.HAR:
            yield from read_har(stream.read(PAGE_BYTES_MAX), address=address)
        else:
            yield from self._single(stream.read(PAGE_BYTES_MAX), kind)

    def _single(self, data: bytes, kind: MediaType) -> Iterator[Found]:
        """A file by itself: a page, a table of posts, or what only stands beside pages."""
        if kind is MediaType.TEXT and is_auto_archiver(data):
            yield from read_auto_archiver(data, address=self.capture.address)
        elif kind is MediaType.TEXT and (name := name_companion(data)):
            yield self._beside(name)
        else:
            yield self._alone(data, kind)

    def _beside(self, name: str) -> Found:
        """What was preserved with pages and is none: that is no fault of it."""
        message = f"unreadable, because it is {name}, which holds no page"
        note = Problem(
            severity=Severity.NOTE, code="beside", message=message, where=self.capture.address
        )
        return Found(locator="", address=self.capture.address, problems=(note,))

    def _alone(self, data: bytes, kind: MediaType) -> Found:
        """A file that is one page. A name that says something else is a problem of its own."""
        suffix = self._suffix()
        problems: tuple[Problem, ...] = ()
        wanted = _SUFFIXES.get(suffix, {kind})
        if kind not in wanted:
            message = f"its name ends in {suffix}, its bytes are {kind.value}: read as that"
            problems = (_warning("mislabelled", message, self.capture.address),)
        elif kind is MediaType.TEXT and suffix in {".html", ".htm"}:
            kind = MediaType.HTML  # a piece of a page, without the tags that tell one
        found = Found(
            locator="", address=self.capture.address, kind=kind, data=data, problems=problems
        )
        return self._written_anew(found) if kind is MediaType.HTML else found

    def _written_anew(self, found: Found) -> Found:
        """A page with what the tool that saved it says of it; what a manifest says goes before."""
        saved = read_saved(found.data)
        if saved is None:
            return found
        told = self.capture.described and self.capture.described.address
        words = f"it is as {saved.tool} wrote it anew when saving it, not as it was sent"
        note = Problem(
            severity=Severity.NOTE, code="rewritten", message=words, where=self.capture.address
        )
        said = (("address", saved.address), ("captured", saved.moment))
        return dataclasses.replace(
            found,
            address=found.address if told else saved.address or found.address,
            captured=saved.moment or None,
            stated=tuple(
                Stated(name=name, text=text, found=f"saved:{name}") for name, text in said if text
            ),
            problems=(*found.problems, note),
        )

    def _suffix(self) -> str:
        _, dot, suffix = self.capture.file.rpartition(".")
        return f".{suffix.lower()}" if dot else ""

    def _unknown(self, stream: BinaryIO) -> Iterator[Found]:
        """What the sniffer does not know: an ARC, a packed page, text in UTF-16, or none of ours."""
        address = self.capture.address
        if Unpacked(stream).peek(11).startswith(b"filedesc://"):
            yield from read_archive(stream, prefix="", address=address)
            return
        stream.seek(0)
        head = stream.read(4096)
        if head.startswith(GZIP) and self.capture.size_bytes <= PAGE_BYTES_MAX:
            yield self._gzipped(head + stream.read(PAGE_BYTES_MAX))
            return
        if head[:4] == b"PK\x03\x04" and len(head) > 6 and head[6] & 1:
            if is_zipfile(stream):
                yield refused("", address, "encrypted", "it is an encrypted zip file")
            else:
                yield refused("", address, "damaged", "it is a zip file without its end")
            return
        if beside := name_companion(head):
            yield self._beside(beside)
            return
        name = name_bytes(head)
        if name is None and self.capture.size_bytes <= PAGE_BYTES_MAX:
            suffix = self._suffix()
            even, odd = head[0::2].count(0), head[1::2].count(0)
            if max(even, odd) > len(head) // 8 and min(even, odd) * 10 <= max(even, odd):
                kind = MediaType.HTML if suffix in {".html", ".htm"} else MediaType.TEXT
                yield self._alone(head + stream.read(PAGE_BYTES_MAX), kind)
                return
        why = name or "none of text, HTML, PDF, WARC, ARC, WACZ, MHTML, HAR, mail"
        data = head + stream.read(PICTURE_BYTES_MAX) if is_picture(head) else b""
        suffix = self._suffix()
        if name and suffix in _SUFFIXES:
            found = refused(
                "", address, "mislabelled", f"its name ends in {suffix} and it is {name}"
            )
        else:
            found = refused("", address, "unknown-kind", f"it is {why}")
        yield dataclasses.replace(found, data=data, is_picture=bool(data))

    def _gzipped(self, data: bytes) -> Found:
        """A page that was packed as a file."""
        address = self.capture.address
        body = unpack(data, "gzip", size_max=PAGE_BYTES_MAX)
        if len(body.data) >= PAGE_BYTES_MAX:
            return refused("", address, "bomb" if body.bomb else "too-large", body.wrong)
        kind, _ = tell_kind(body.data, "")
        if kind is None and name_bytes(body.data) is None and b"\x00" not in body.data[:4096]:
            kind = MediaType.TEXT
        if kind is None or not body.data:
            why = f"it is a gzip file: {body.wrong or 'no page or text is in it'}"
            return refused("", address, "damaged" if body.wrong else "unknown-kind", why)
        problems = (_warning("body-damaged", body.wrong, address),) if body.wrong else ()
        return Found(locator="", address=address, kind=kind, data=body.data, problems=problems)

    def document(self, found: Found) -> Document:
        """What was found, read."""
        page = Page()
        where = found.locator or found.address
        if found.kind is MediaType.HTML:
            page = read_html(found.data, address=found.address, charset=found.charset, where=where)
        elif found.kind is MediaType.PDF:
            self._pdf(found, page)
        elif found.kind is MediaType.TEXT:
            read_plain(found.data, found.charset, where, page)
        if self._pictures is not None:
            page.pictures = list(self._shown(found, page, self._pictures))
        return self._document(found, page)

    def _shown(self, found: Found, page: Page, pictures: Pictures) -> Iterator[Shown]:
        """What the page shows, as far as its own bytes tell."""
        if found.is_picture:
            yield Shown(addresses=(found.address,), path="", picture=pictures.picture(found.data))
        elif found.kind is MediaType.PDF:
            yield from pictures.of_pdf(found.data)
        else:
            yield from map(pictures.inline, page.pictures)

    def _pdf(self, found: Found, page: Page) -> None:
        read = self._pdf_text(found.data)
        page.problems += read.problems
        page.stated += read.stated
        repeated = _repeated(read.pages)
        for words, path in (paragraph for paragraphs in read.pages for paragraph in paragraphs):
            is_head = _without_digits(words) in repeated
            role = BlockRole.BOILERPLATE if is_head else BlockRole.ARTICLE
            page.draft.add(words, role=role, path=path)

    def _document(self, found: Found, page: Page) -> Document:
        draft, where = page.draft, found.locator or found.address
        text = draft.text
        article = _article(draft, text)
        language = tell_language(article)
        stated = (
            *page.stated, *found.stated, *_script(article, language),
            *from_manifest(self.capture.described),
        )  # fmt: skip
        published, doubts = choose_date(stated, captured=found.captured)
        problems = [*found.problems, *page.problems, *doubts]
        if draft.full:
            problems.append(_warning("too-long", "read up to the limit of a text", where))
        wrong = any(item.severity is Severity.ERROR for item in problems)
        if found.kind is not None and not draft.size and not wrong:
            problems.append(_error("no-text", "unreadable, because no text is in it", where))
        kind = found.kind or self.capture.media_type
        title, publisher = choose(stated, "title"), choose(stated, "publisher")
        language = language or _plain_code(choose(stated, "language"))
        return Document(
            capture=self.capture.digest, locator=found.locator, address=found.address,
            media_type=kind.value, state=_state(problems, has_text=bool(draft.size)), text=text,
            title=title.text if title else None, publisher=publisher.text if publisher else None,
            published=published, language=language, stated=stated, blocks=tuple(draft.blocks),
            links=tuple(draft.links), problems=self._placed(problems), reader=READER,
            reader_version=VERSION, captured=found.captured, pictures=tuple(page.pictures),
        )  # fmt: skip

    def _placed(self, problems: list[Problem]) -> tuple[Problem, ...]:
        """Each problem with the file that it is in, so that it can be found from a list of many."""
        address = self.capture.address
        return tuple(
            item if item.where == address
            or item.where.startswith(f"{address} ")
            else Problem(severity=item.severity, code=item.code, message=item.message, where=f"{address} {item.where}".rstrip())
            for item in problems[:PROBLEMS_MAX]
        )  # fmt: skip


def _repeated(pages: Sequence[Sequence[tuple[str, str]]]) -> set[str]:
    """Short words that begin or end every other page of a PDF or more: its heads and feet."""
    counts: Counter[str] = Counter()
    for paragraphs in pages:
        edges = {_without_digits(words) for words, _ in (*paragraphs[:1], *paragraphs[-1:])}
        counts.update(words for words in edges if len(words) <= HEAD_CHARACTERS_MAX)
    least = max(HEAD_PAGES_MIN, len(pages) / 2)
    return {words for words, count in counts.items() if count >= least}


def _without_digits(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _state(problems: list[Problem], *, has_text: bool) -> ReadState:
    if not has_text:
        return ReadState.UNREADABLE
    wrong = any(item.severity is not Severity.NOTE for item in problems)
    return ReadState.PARTLY_READ if wrong else ReadState.READ


def _article(draft: Draft, text: str) -> str:
    spans = [b.position for b in draft.blocks if b.role is not BlockRole.BOILERPLATE]
    return " ".join(text[span.start : span.end] for span in spans[:200]) or text[:4000]


def _script(text: str, language: str | None) -> Iterator[Stated]:
    """For Chinese, the script that it is written in."""
    script = tell_chinese_script(text) if language == "zh" else None
    if script:
        yield Stated(name="language", text=f"zh-{script}", found="letters")


def _plain_code(stated: Stated | None) -> str | None:
    if stated is None:
        return None
    code = stated.text.split(",")[0].strip().split("-")[0].split("_")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else None


def _error(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)


def _warning(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
