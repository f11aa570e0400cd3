"""Read a capture into documents, whatever it is; what cannot be read says why.

In: a stream of preserved bytes and the capture they are.  Out: documents, at least one. Never raises
because of evidence. Limits on memory and time are not kept here but around us, in `tools.sandbox`.
"""

from __future__ import annotations

import email
import email.policy
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import BlockRole, Document, ReadState, Stated
from firsthand.model.problem import Problem, Severity
from firsthand.read.drafting import Draft
from firsthand.read.encoding import to_text
from firsthand.read.html import Page, read_html
from firsthand.read.language import tell_language
from firsthand.read.stated import choose, choose_date, from_manifest

READER, VERSION = "firsthand-read", "1"
PAGE_BYTES_MAX = (
    64 << 20
)  # a page; a text or PDF larger than this is refused before it costs memory
UNPACKED_BYTES_MAX = 2 << 30  # what one archive may unpack to
RATIO_MAX = 200  # a member that unpacks to more than so many times its size is a bomb
DOCUMENTS_MAX = 200_000

PdfText = Callable[[bytes], tuple[list[str], list[Problem]]]
"""Reads a PDF's pages as text, with what was wrong with it."""


def read_capture(stream: BinaryIO, *, capture: Capture, pdf_text: PdfText) -> Iterator[Document]:
    """The documents in *stream*; always at least one."""
    reading = Reading(capture, pdf_text)
    count = 0
    try:
        for document in reading.documents(stream):
            count += 1
            yield document
    except (
        OSError,
        EOFError,
        ValueError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
    ) as problem:
        yield reading.unreadable(
            "damaged", f"it breaks off or is damaged: {ascii(str(problem))[:120]}"
        )
        return
    if not count:
        yield reading.unreadable("no-pages", "no page, text or PDF was found in it")


class Reading:
    """One capture in hand."""

    def __init__(self, capture: Capture, pdf_text: PdfText) -> None:
        self.capture = capture
        self._pdf_text = pdf_text

    def documents(self, stream: BinaryIO) -> Iterator[Document]:
        """By what the bytes are."""
        kind = self.capture.media_type
        if self.capture.size_bytes == 0:
            yield self.unreadable("empty", "it holds no bytes")
        elif kind is MediaType.WARC:
            yield from self._warc(stream, "")
        elif kind is MediaType.WACZ:
            yield from self._wacz(stream)
        elif kind is MediaType.UNKNOWN:
            yield self.unreadable(
                "unknown-kind", "it is none of text, HTML, PDF, WARC, WACZ, MHTML"
            )
        elif self.capture.size_bytes > PAGE_BYTES_MAX:
            found = self.capture.size_bytes
            yield self.unreadable(
                "too-large", f"a page has at most {PAGE_BYTES_MAX} bytes, found {found}"
            )
        elif kind is MediaType.MHTML:
            yield self._mhtml(stream.read(PAGE_BYTES_MAX))
        else:
            data = stream.read(PAGE_BYTES_MAX)
            yield self.page(data, kind, address=self.capture.address)

    def page(
        self,
        data: bytes,
        kind: MediaType,
        *,
        address: str,
        locator: str = "",
        charset: str | None = None,
        captured: str | None = None,
        noted: tuple[Problem, ...] = (),
    ) -> Document:
        """One text, HTML or PDF as a document."""
        page = Page()
        if kind is MediaType.HTML:
            page = read_html(data, address=address, charset=charset, where=address)
        elif kind is MediaType.PDF:
            pages, page.problems = self._pdf_text(data)
            for number, words in enumerate(pages, 1):
                for paragraph in words.split("\n\n"):
                    page.draft.add(
                        " ".join(paragraph.split()), role=BlockRole.ARTICLE, path=f"page={number}"
                    )
        else:
            _read_plain(data, charset, address, page)
        return self._document(
            page, kind, address=address, locator=locator, captured=captured, noted=noted
        )

    def _document(
        self,
        page: Page,
        kind: MediaType,
        *,
        address: str,
        locator: str,
        captured: str | None,
        noted: tuple[Problem, ...],
    ) -> Document:
        draft, stated = page.draft, [*page.stated, *from_manifest(self.capture.described)]
        problems = [*noted, *page.problems]
        if draft.full:
            problems.append(_problem("too-long", "read up to the limit of a text", address))
        if not draft.size and not any(item.severity is Severity.ERROR for item in problems):
            problems.append(_error("no-text", "unreadable, because no text is in it", address))
        state = ReadState.READ
        if any(item.severity is Severity.ERROR for item in problems):
            state = ReadState.PARTLY_READ if draft.size else ReadState.UNREADABLE
        elif any(item.severity is Severity.WARNING for item in problems):
            state = ReadState.PARTLY_READ
        title, publisher = choose(stated, "title"), choose(stated, "publisher")
        language = tell_language(_article(draft)) or _plain_code(choose(stated, "language"))
        return Document(
            capture=self.capture.digest, locator=locator, address=address, media_type=kind.value,
            state=state, text=draft.text, title=title.text if title else None,
            publisher=publisher.text if publisher else None, published=choose_date(stated),
            language=language, stated=tuple(stated), blocks=tuple(draft.blocks),
            links=tuple(draft.links), problems=tuple(problems), reader=READER,
            reader_version=VERSION, captured=captured,
        )  # fmt: skip

    def unreadable(self, code: str, why: str) -> Document:
        """A document that says why there is none."""
        return Document(
            capture=self.capture.digest, locator="", address=self.capture.address,
            media_type=self.capture.media_type.value, state=ReadState.UNREADABLE,
            stated=tuple(from_manifest(self.capture.described)),
            problems=(_error(code, f"unreadable, because {why}", self.capture.address),),
            reader=READER, reader_version=VERSION,
        )  # fmt: skip

    def _mhtml(self, data: bytes) -> Document:
        message = email.message_from_bytes(data, policy=email.policy.default)
        for number, part in enumerate(message.walk()):
            if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
                continue
            body = part.get_payload(decode=True)
            if not isinstance(body, bytes):
                continue
            told = self.capture.described.address if self.capture.described else None
            address = told or str(part.get("Content-Location") or self.capture.address)[:2000]
            charset = part.get_content_charset()
            return self.page(
                body, MediaType.HTML, address=address, locator=f"part={number}", charset=charset
            )
        return self.unreadable("no-page", "no HTML part is in it")

    def _wacz(self, stream: BinaryIO) -> Iterator[Document]:
        total = 0
        with zipfile.ZipFile(stream) as archive:
            names = [item.filename for item in archive.infolist()]
            if len(names) != len(set(names)):
                yield self.unreadable("duplicate-entry", "two entries of the zip have one name")
                return
            for item in archive.infolist():
                total += item.file_size
                if total > UNPACKED_BYTES_MAX or item.file_size > RATIO_MAX * max(
                    item.compress_size, 4096
                ):
                    message = f"{item.filename} unpacks from {item.compress_size} to {item.file_size} bytes"
                    yield self.unreadable("zip-bomb", message[:300])
                    return
                if item.flag_bits & 1:
                    yield self.unreadable("encrypted", "an entry of the zip is encrypted")
                    return
            for name in sorted(names):
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                    with archive.open(name) as inner:
                        data = inner.read(UNPACKED_BYTES_MAX)
                    yield from self._warc(BytesIO(data), f"entry={name};")

    def _warc(self, stream: BinaryIO, prefix: str) -> Iterator[Document]:
        wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
        count = 0
        for record in ArchiveIterator(
            stream, record_types=wanted, parse_http=True, auto_decode="all"
        ):
            headers: Any = record.http_headers  # None for a record that is no HTTP message
            if headers is not None and headers.status_code not in {200, 203, 206}:
                continue
            data = record.reader.read(PAGE_BYTES_MAX + 1)
            kind = _kind_of(record, data)
            if kind is None:
                continue
            address = (record.headers.get("WARC-Target-URI") or self.capture.address).strip("<>")
            where = f"{prefix}record={record.stream_pos}"
            noted: tuple[Problem, ...] = ()
            if len(data) > PAGE_BYTES_MAX:
                noted = (_problem("too-large", f"read up to {PAGE_BYTES_MAX} bytes", where),)
            count += 1
            if count > DOCUMENTS_MAX:
                return
            yield self.page(
                data[:PAGE_BYTES_MAX], kind, address=address, locator=where,
                charset=record.http_charset, captured=record.headers.get("WARC-Date"), noted=noted,
            )  # fmt: skip


def _kind_of(record: Any, data: bytes) -> MediaType | None:
    told = str(record.http_content_type or record.headers.get("Content-Type") or "")
    told = told.split(";", maxsplit=1)[0].strip().lower()
    if data[:1024].find(b"%PDF-") >= 0:
        return MediaType.PDF
    kinds = {
        "text/html": MediaType.HTML,
        "application/xhtml+xml": MediaType.HTML,
        "text/plain": MediaType.TEXT,
    }
    return kinds.get(told)


def _read_plain(data: bytes, charset: str | None, where: str, page: Page) -> None:
    text, _, page.problems = to_text(data, declared=charset, where=where)
    if text.count("\x00") > len(text) // 20:
        page.problems.append(_error("not-text", "unreadable, because it is not text", where))
        return
    offset = 0
    for line in text.splitlines(keepends=True):
        path = f"char={offset},{offset + len(line)}"
        page.draft.add(line.replace("\x00", ""), role=BlockRole.ARTICLE, path=path)
        offset += len(line)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if 0 < len(first) <= 160 and len(page.draft.blocks) > 1:
        page.stated.append(Stated(name="title", text=first, found="visible:first line"))


def _article(draft: Draft) -> str:
    text = draft.text
    spans = [b.position for b in draft.blocks if b.role is not BlockRole.BOILERPLATE]
    return " ".join(text[span.start : span.end] for span in spans[:200]) or text[:4000]


def _plain_code(stated: Stated | None) -> str | None:
    return stated.text.split("-")[0].split("_")[0].lower() if stated else None


def _error(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
