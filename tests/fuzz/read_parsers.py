"""What reads the bytes of pages and of what holds pages, with sound samples of each."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Sequence

import brotli
import zstandard

from bad_input import pile
from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import Document, Stated
from firsthand.preserve.sniff import identify_media
from firsthand.read.auto_archiver import is_auto_archiver, read_rows
from firsthand.read.capture import read_capture
from firsthand.read.companions import name_companion
from firsthand.read.kinds import is_picture, name_bytes, tell_kind
from firsthand.read.page_data import state_page
from firsthand.read.pictures import Pictures
from firsthand.read.response import read_message
from firsthand.read.saved import read_saved
from firsthand.read.unpacking import unpack
from firsthand.tools.pdf_layout import read_layout
from firsthand.tools.pdf_pictures import see_pdf
from firsthand.tools.pillow import see
from firsthand.tools.poppler import read_pdf
from firsthand.tools.spreadsheets import work, write_xlsx
from fuzz.trial import Parser, again
from preserve.test_frames import ARCHIVES
from preserved import packed, plain, wacz
from read import test_auto_archiver, test_har, test_mail, test_mhtml, test_saved
from tools.test_pillow import KINDS, PHOTOGRAPH, saved
from written import warc

UNPACKED_BYTES_MAX = 1 << 20
PAGE = (
    b'<!DOCTYPE html><html lang=en><head><meta charset=gbk><title>T</title><base href="/b/">'
    b'<meta property="article:published_time" content="2018-01-08T10:00:00+08:00">'
    b'<meta name="author" content="Ana"><link rel=canonical href="https://a.example/1">'
    b'<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2018-01-08",'
    b'"author":[{"name":"Ana"}],"@graph":[{"@type":"Person","name":"B"}]}</script></head>'
    b"<body><nav>Menu</nav><article><h1>Blood</h1><p>Police took <b>blood</b> &amp; prints.</p>"
    b'<table><tr><td>1<td>2</table><img src="p.png" srcset="q.png 2x, r.png 3x" alt="x">'
    b"<ul><li>a<li>b</ul><blockquote>said</blockquote><time datetime=2018-01-08>8</time></article></html>"
)


def capture_of(data: bytes, kind: MediaType, address: str) -> Capture:
    """A capture of these bytes."""
    return Capture(
        digest="0" * 64, size_bytes=len(data), media_type=kind, address=address, file=address
    )


def page(kind: MediaType, address: str) -> Callable[[bytes], object]:
    """Reads a capture of this kind as the child that reads cases does."""

    def parse(data: bytes) -> object:
        found: list[Document] = []
        capture = capture_of(data, kind, address)
        pictures = Pictures(see, see_pdf)
        for document in read_capture(
            io.BytesIO(data), capture=capture, pdf_text=read_pdf, pictures=pictures
        ):
            found.append(document)
            again()
        return found

    return parse


def whatever(data: bytes) -> object:
    """Names the bytes by themselves and reads them by that name."""
    kind = identify_media(data[:4096])
    name_bytes(data), is_picture(data), name_companion(data[:4096]), read_saved(data)
    tell_kind(data, "text/html; charset=x")
    return page(kind, "pile/a")(data)


def rows(data: bytes) -> object:
    """The rows of auto-archiver's table."""
    return is_auto_archiver(data), list(read_rows(data))


def coded(name: str) -> Callable[[bytes], object]:
    """Unpacks a body that a server packed so."""
    return lambda data: unpack(data, name, size_max=UNPACKED_BYTES_MAX)


def inside_gzip(data: bytes) -> object:
    """A WARC whose records are damaged inside sound packing."""
    return page(MediaType.WARC, "a.warc.gz")(gzip.compress(data, mtime=0))


def inside_wacz(name: str) -> Callable[[bytes], object]:
    """A WACZ in which one file is damaged and its zip is sound."""

    def parse(data: bytes) -> object:
        files = {"archive/data.warc": pile.record(pile.PAGE)} | {name: data}
        return page(MediaType.WACZ, "a.wacz")(pile.wacz(files))

    return parse


def ld_json(data: bytes) -> object:
    """What a page says of itself in JSON."""
    from lxml import etree

    script = etree.Element("script", type="application/ld+json")
    try:
        script.text = data.decode("utf-8", "replace")
    except ValueError:  # letters that no page can hold
        return None
    root = etree.Element("html")
    root.append(script)
    found: list[Stated] = []
    state_page(root, "https://a.example/", found)
    return found


def table(*names: bytes) -> Callable[[], Sequence[bytes]]:
    """Samples that are made already."""
    return lambda: names


def mails() -> list[bytes]:
    """Letters with attachments, within one another, in a box."""
    letter = test_mail.letter("They took blood.\n", html="<p>blood</p>", notice=test_mail.PDF)
    outer = test_mail.letter("see")
    outer.add_attachment(test_mail.letter("inner"))
    return [bytes(letter), bytes(outer)]


def boxes() -> list[bytes]:
    """Many letters in one file."""
    return [test_mail.box(test_mail.letter("a\n"), test_mail.letter("b\n"))]


def hars() -> list[bytes]:
    """Logs of requests."""
    entry = test_har.entry()
    log = {"version": "1.2", "pages": [{"id": "page_1", "title": "Blood"}], "entries": [entry]}
    return [json.dumps({"log": log}).encode()]


def mhtmls() -> list[bytes]:
    """Pages saved with all their parts."""
    codings = test_mhtml.CODINGS.items()
    return [test_mhtml.page(*(test_mhtml.part(b, c, "https://a.example/") for c, b in codings))]


def tables() -> list[bytes]:
    """What auto-archiver leaves."""
    return [test_auto_archiver.table(("archived: ok", test_auto_archiver.SAID, test_auto_archiver.MEDIA))]  # fmt: skip


def warcs() -> list[bytes]:
    """Archives of two writers, and such in other packings."""
    return [plain(), packed(), warc()[0], *ARCHIVES.values(), pile.record(pile.PAGE) * 2]


def sheets() -> list[bytes]:
    """A spreadsheet as this program writes it."""
    return [write_xlsx(("id", "value"), [("1", "two"), ("3", "")], choices={"value": ("two", "")})]


def pictures() -> list[bytes]:
    """A small picture in each format."""
    small = PHOTOGRAPH.resize((24, 16))
    return [*(saved(small, kind) for kind in KINDS), pile.PNG]


def spreadsheet(data: bytes) -> object:
    """The rows of a spreadsheet, as the child reads it."""
    return list(work(data))


LAYOUT = b'<page width="612"><word xMin="1" yMin="2.5" xMax="3" yMax="4">a&amp;b</word><block xMin="1" yMin="1" xMax="2" yMax="2"></block></page>'
REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
ROBOTS = (b"User-agent: *\nDisallow: /\n", b"<?xml version='1.0'?><urlset/>", test_saved.NOTE)
PARSERS = (
    Parser("page", page(MediaType.HTML, "a.html"), table(PAGE, pile.PAGE, pile.entities(), test_saved.NOTE)),
    Parser("page-data", ld_json, table(b'{"@type":"NewsArticle","headline":"B","datePublished":"2018-01-08","author":[{"name":"Ana"}]}')),
    Parser("text", page(MediaType.TEXT, "a.txt"), table("警方采集血样\nblood\n".encode("gb18030"), "血\n".encode("utf-16"), b"a\r\n\r\nb")),
    Parser("pdf", page(MediaType.PDF, "a.pdf"), lambda: (pile.text_pdf(), pile.looping_pdf(), pile.scan_pdf(), pile.encrypted_pdf())),
    Parser("pdf-pictures", lambda data: list(see_pdf(data)), lambda: (pile.scan_pdf(), pile.text_pdf())),
    Parser("pdf-layout", lambda data: read_layout(data.decode("utf-8", "replace")), table(LAYOUT)),
    Parser("picture", see, pictures),
    Parser("warc", page(MediaType.WARC, "a.warc"), warcs),
    Parser("warc-inside-gzip", inside_gzip, lambda: (plain(), warc(packed=False)[0])),
    Parser("wacz", page(MediaType.WACZ, "a.wacz"), lambda: (wacz(), pile.wacz({"archive/a.warc": pile.record(pile.PAGE)}))),
    Parser("wacz-package", inside_wacz("datapackage.json"), lambda: (b'{"resources":[{"path":"archive/data.warc","hash":"sha256:00","bytes":9}],"wacz_version":"1.1.1"}',)),
    Parser("mhtml", page(MediaType.MHTML, "a.mhtml"), mhtmls),
    Parser("mail", page(MediaType.MAIL, "a.eml"), mails),
    Parser("mailbox", page(MediaType.MAILBOX, "a.mbox"), boxes),
    Parser("har", page(MediaType.HAR, "a.har"), hars),
    Parser("auto-archiver", rows, tables),
    Parser("auto-archiver-page", page(MediaType.TEXT, "a.csv"), tables),
    Parser("whatever", whatever, lambda: (*ROBOTS, PAGE, *hars(), *mails(), pile.text_pdf(), wacz(), packed())),
    Parser("response", lambda data: read_message(data, size_max=UNPACKED_BYTES_MAX), table(REPLY)),
    Parser("gzip", coded("gzip"), lambda: (gzip.compress(PAGE, mtime=0), gzip.compress(bytes(1 << 22)))),
    Parser("deflate", coded("deflate"), lambda: (zlib.compress(PAGE), zlib.compress(PAGE)[2:-4])),
    Parser("brotli", coded("br"), lambda: (brotli.compress(PAGE), pile.spaces_brotli(1 << 25))),
    Parser("zstd", coded("zstd"), lambda: (zstandard.compress(PAGE), zstandard.ZstdCompressor(level=1).compress(bytes(64 << 20)))),
    Parser("spreadsheet", spreadsheet, sheets),
)  # fmt: skip
