"""Write a WACZ: an archive of exchanges with its index, its pages, its list of files and a signature over it.

In: exchanges, pages, a stream that can be rewound, another to lay things aside.  Out: what was written. After WACZ
1.1.1: a zip whose entries are stored as they are. Everything passes once; what is held in memory does not grow with the
archive but for the addresses of payloads. Dates come in; the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from firsthand.model.moment import Moment
from firsthand.model.value import value
from firsthand.preserve.exchanges import Body, Exchange
from firsthand.preserve.writing.cdxj import Sorted, line_of, write_blocks
from firsthand.preserve.writing.pages import Page, page_lines
from firsthand.preserve.writing.signing import signed_data
from firsthand.preserve.writing.warcs import Beside, Preface, write_warc

VERSION = "1.1.1"
ARCHIVE, INDEX, BLOCKS = "data.warc.gz", "index.cdx.gz", "index.idx"
PACKAGE, SEAL = "datapackage.json", "datapackage-digest.json"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can state: when is said inside
_FILE = 0o100644 << 16
# An archive's own head has room for sizes beyond 4 GiB. Replayweb.page looks into that head only where the list of entries
# has an extra field too, so there is one, of nothing (its number is nobody's).
_EXTRA = b"FH\0\0"


@value
class Package:
    """What is beside the exchanges: what the whole is called, where a reader begins, further files.

    Pages are asked for once all exchanges are written. Files are named by their paths (`logs/…`).
    """

    title: str = ""
    description: str = ""
    main_address: str = ""
    main_moment: str = ""
    pages: Iterable[Page] = ()
    extra_pages: Iterable[Page] = ()
    files: Iterable[tuple[str, Body]] = ()


@value
class Packed:
    """What was written: how many records and pages, and the digest of the list of files."""

    records: int
    pages: int
    digest: str


def write_wacz(
    items: Iterable[Exchange | Beside],
    stream: BinaryIO,
    *,
    scratch: BinaryIO,
    preface: Preface,
    package: Package,
    key: EllipticCurvePrivateKey | None = None,
    vouched: bool = True,
) -> Packed:
    """Write all of *items* and what leads to them into *stream*, which is empty and can be rewound.

    Without *vouched* what vouches for the list of files is left to somebody else (`vouchers.add_voucher`).

    Raises:
        OperatorError: the key is of a curve that readers do not know.
    """
    with ZipFile(stream, "w", ZIP_STORED) as made:
        writing = _Writing(made)
        index = Sorted(scratch)
        records = 0
        with writing.entry(f"archive/{ARCHIVE}") as target:
            for written in write_warc(items, target, preface=preface):
                records += 1
                line = line_of(written, file=ARCHIVE)
                if line is not None:
                    index.add(line)
        with writing.entry(f"indexes/{INDEX}") as target:
            leading = write_blocks(index.lines(), target, file=INDEX)
        writing.whole(f"indexes/{BLOCKS}", "".join(leading).encode())
        counted = writing.pages("pages/pages.jsonl", package.pages, list_id="pages", title="Pages")
        further = iter(package.extra_pages)
        first = next(further, None)
        if first is not None:
            rest = _again(first, further)
            counted += writing.pages(
                "pages/extraPages.jsonl", rest, list_id="extra", title="Further pages"
            )
        for path, body in package.files:
            with writing.entry(path) as target:
                for piece in body.pieces():
                    target.write(piece)
        digest = writing.listed(package, preface)
        if vouched:
            told = voucher_text(digest, key, created=preface.made, software=preface.software)
            writing.whole(SEAL, told)
    return Packed(records=records, pages=counted, digest=digest)


def voucher_text(
    digest: str, key: EllipticCurvePrivateKey | None, *, created: Moment, software: str
) -> bytes:
    """What vouches for the list of files: its digest (`sha256:…`), and a signature if there is a key."""
    told: dict[str, object] = {"path": PACKAGE, "hash": digest}
    if key is not None:
        told["signedData"] = signed_data(digest, key, created=created, software=software)
    return json.dumps(told, indent=2).encode()


def new_entry(path: str) -> ZipInfo:
    """An entry of a WACZ before it is written: stored, of no day."""
    item = ZipInfo(path, _FIRST_DAY)
    item.compress_type, item.external_attr, item.create_system = ZIP_STORED, _FILE, 3
    return item


def copy_entry(there: ZipFile, made: ZipFile, path: str, *, data: bytes | None = None) -> None:
    """Put the entry *path* of the archive *there* into *made*, packed as it was; or *data* in its place.

    Raises:
        KeyError: there is none.
    """
    if data is not None:
        with made.open(new_entry(path), "w") as target:
            target.write(data)
        return
    item, is_large = _entry_for(path)
    item.compress_type = there.getinfo(path).compress_type
    with there.open(path) as source, made.open(item, "w", force_zip64=is_large) as target:
        shutil.copyfileobj(source, target)


def _entry_for(path: str) -> tuple[ZipInfo, bool]:
    item, is_large = new_entry(path), path.startswith("archive/")
    item.extra = _EXTRA if is_large else b""
    return item, is_large


class _Writing:
    """A zip in hand, and what must be told of each of its entries."""

    def __init__(self, made: ZipFile) -> None:
        self._made = made
        self._resources: list[dict[str, object]] = []

    @contextmanager
    def entry(self, path: str) -> Iterator[_Hashed]:
        """A new entry; once it is written, it is in the list of files."""
        item, is_large = _entry_for(path)
        with self._made.open(item, "w", force_zip64=is_large) as inner:
            target = _Hashed(inner)
            yield target
        self._resources.append({
            "name": path.rpartition("/")[2].lower(), "path": path,
            "hash": f"sha256:{target.hashing.hexdigest()}", "bytes": target.size_bytes,
        })  # fmt: skip

    def whole(self, path: str, data: bytes) -> None:
        with self.entry(path) as target:
            target.write(data)

    def pages(self, path: str, pages: Iterable[Page], *, list_id: str, title: str) -> int:
        """Write a list of pages; how many there are. Whether they have words, the first of them says."""
        coming = iter(pages)
        first = next(coming, None)
        listed = _again(first, coming) if first is not None else coming
        has_text = first is not None and bool(first.text)
        count = -1
        with self.entry(path) as target:
            for line in page_lines(listed, list_id=list_id, title=title, has_text=has_text):
                target.write(line)
                count += 1
        return count

    def listed(self, package: Package, preface: Preface) -> str:
        """Write the list of files; its digest."""
        told: dict[str, object] = {
            "profile": "data-package", "wacz_version": VERSION, "title": package.title,
            "description": package.description, "mainPageUrl": package.main_address,
            "mainPageDate": package.main_moment, "created": preface.made.utc,
            "software": preface.software, "resources": self._resources,
        }  # fmt: skip
        listed = json.dumps({name: words for name, words in told.items() if words}, indent=2)
        self.whole(PACKAGE, listed.encode())
        return f"sha256:{hashlib.sha256(listed.encode()).hexdigest()}"


class _Hashed:
    """What is written to an entry, counted and hashed as it passes."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.hashing = hashlib.sha256()
        self.size_bytes = 0

    def write(self, data: bytes, /) -> int:
        """Pass *data* on."""
        self._inner.write(data)
        self.hashing.update(data)
        self.size_bytes += len(data)
        return len(data)


def _again(first: Page, rest: Iterator[Page]) -> Iterator[Page]:
    yield first
    yield from rest
