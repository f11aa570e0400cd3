"""Measure sweeping: CPU seconds per gigabyte of packed archive, what they go into, and what is lost.

Run as `python bench/sweep.py FOLDER...`, folders of HTML pages of any kind (manuals, saved sites): they are packed
into one web archive, and the case is made of paragraphs taken out of some of them, so that pages quote it. Recall is counted against reading every page and comparing each with every document.
"""

from __future__ import annotations

import gzip
import io
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import BlockRole, Document, ReadState
from firsthand.read.archive import read_archive
from firsthand.read.capture import Reading
from firsthand.read.html import read_html
from firsthand.read.skim import skim
from firsthand.tools.poppler import read_pdf
from firsthand.trace.settings import TraceSettings
from firsthand.trace.sweep import Index, build_index, judge_page, may_belong

PAGES_MAX = 1_500
BLOCK_MIN = 200  # characters of a paragraph that is taken into the case
SEED = 7


def pack(pages: list[bytes]) -> bytes:
    """The pages as a web archive, each record packed by itself."""
    out = io.BytesIO()
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://page.example/{number}\r\n"
            "WARC-Date: 2030-01-02T03:04:05Z\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        out.write(gzip.compress(head + block + b"\r\n\r\n", 6, mtime=0))
    return out.getvalue()


def case_of(pages: list[bytes], count: int) -> list[Document]:
    """Documents that each repeat two paragraphs of some page, between words of their own."""
    dice = random.Random(SEED)  # noqa: S311 - words, no secrets
    documents: list[Document] = []
    for number in dice.sample(range(len(pages)), len(pages)):
        if len(documents) == count:
            break
        draft = read_html(pages[number], address="", charset=None, where="").draft
        blocks = [
            draft.text[block.position.start : block.position.end]
            for block in draft.blocks
            if block.role is BlockRole.ARTICLE
        ]
        long = [words for words in blocks if len(words) >= BLOCK_MIN]
        if len(long) >= 2:
            taken = dice.sample(long, 2)
            own = " ".join(f"word{dice.randrange(10**6)}" for _ in range(40))
            documents.append(
                Document(
                    capture=str(number), locator="", address=f"http://case.example/{number}/x",
                    media_type="text/html", state=ReadState.READ, text=f"{taken[0]} {own} {taken[1]}",
                )
            )  # fmt: skip
    return documents


class Clock:
    """CPU seconds of this process, by what they went into."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def charge(self, name: str, start: float) -> float:
        """Charge all since *start*; the time now."""
        now = time.process_time()
        self.spent[name] = self.spent.get(name, 0.0) + now - start
        return now


def sweep(archive: bytes, index: Index, clock: Clock) -> tuple[set[str], int]:
    """Addresses of the pages that belong, and how many were read; as `pipeline.swept` does it."""
    found: set[str] = set()
    read = 0
    reading = _reading(archive)
    now = time.process_time()
    for page in read_archive(io.BytesIO(archive), prefix="", address="a"):
        now = clock.charge("unpack and find records", now)
        skimmed = skim(page)
        now = clock.charge("skim", now)
        look = may_belong(index, text=skimmed.text, links=skimmed.links) if skimmed else True
        now = clock.charge("look up", now)
        if look:
            read += 1
            document = reading.document(page)
            now = clock.charge("read candidates", now)
            if judge_page(index, document).belongs:
                found.add(page.address)
            now = clock.charge("compare candidates", now)
    return found, read


def read_all(archive: bytes) -> tuple[list[Document], float]:
    """Every page read, and the CPU seconds of it."""
    reading = _reading(archive)
    start = time.process_time()
    documents = [
        reading.document(page) for page in read_archive(io.BytesIO(archive), prefix="", address="a")
    ]
    return documents, time.process_time() - start


def _reading(archive: bytes) -> Reading:
    capture = Capture(digest="ab" * 32, size_bytes=len(archive), address="a", file="a.warc.gz", media_type=MediaType.WARC)  # fmt: skip
    return Reading(capture, read_pdf)


def pages_of(folders: list[Path]) -> Iterator[bytes]:
    """HTML pages under the folders, in a shuffled order that is always the same."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.html"))
    random.Random(SEED).shuffle(paths)  # noqa: S311 - an order, no secret
    for path in paths[:PAGES_MAX]:
        if path.name != "print.html":  # a whole book in one
            yield path.read_bytes()


def main() -> None:
    """Print the tables."""
    pages = list(pages_of([Path(name) for name in sys.argv[1:]]))
    archive = pack(pages)
    size = sum(map(len, pages))
    print(f"{len(pages)} pages, {size / 1e6:.0f} MB, packed {len(archive) / 1e6:.1f} MB")
    everything, all_read = read_all(archive)
    for count in (10, 100, 1000):
        documents = case_of(pages, count)
        index = build_index(documents, settings=TraceSettings())
        clock = Clock()
        found, read = sweep(archive, index, clock)
        total = sum(clock.spent.values())
        print(
            f"\ncase of {len(documents)}: {total:.1f} CPU s, {total / len(archive) * 1e9:.0f} CPU s per GB packed, "
            f"{size / total / 1e6:.1f} MB unpacked a CPU s; {read} of {len(pages)} pages read, {len(found)} belong"
        )
        for name, seconds in clock.spent.items():
            print(f"    {name:26} {seconds:6.2f} s  {seconds / total:4.0%}")
        start = time.process_time()
        expected = {page.address for page in everything if judge_page(index, page).belongs}
        compared = time.process_time() - start
        print(
            f"    reading every page: {all_read:.1f} s and {compared:.1f} s of comparing; "
            f"{len(expected)} belong, {len(expected & found)} of them found, {len(found - expected)} others",
            flush=True,
        )


if __name__ == "__main__":
    main()
