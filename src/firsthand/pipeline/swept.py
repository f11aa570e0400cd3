"""Sweep web archives in a child process: skim every page, read those that may belong to the case.

In: archives, the index of a case.  Out: for each archive the pages that belong, and what was wrong with
it. An archive is hostile: what the child answers is read as values and checked against what was
asked. A page over which the child dies is passed over and said; the next child goes on behind it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import lru_cache, partial
from pathlib import Path
from typing import BinaryIO

from firsthand.model.custody import Capture, MediaType
from firsthand.model.document import Document
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.pipeline.shelves import Archive, Place, Shelf, fetched, open_shelf
from firsthand.read.archive import Found, read_archive
from firsthand.read.capture import Reading
from firsthand.read.language import load_readers
from firsthand.read.skim import skim
from firsthand.store.codec import CodecError, decode, decode_loosely, encode
from firsthand.store.files import NotAFileError, open_to_read
from firsthand.store.vault import hash_file
from firsthand.tools.poppler import read_pdf
from firsthand.tools.sandbox import Done, run
from firsthand.trace.sweep import Belonging, Index, Verdict, judge_page, may_belong

PAGE_SECONDS_MAX = 120.0  # nothing came of a page for so long: the child is ended
DEATHS_MAX = 20  # an archive that ends more children is made for that; the rest is not swept
PROBLEMS_MAX = 100  # of one archive; nobody reads more
RECORD_BYTES_MAX = 96 << 20  # a record that is cut out; a page has at most 64 MiB unpacked
PAGE, FOUND, PROBLEM, END = b"p", b"f", b"x", b"e"  # what a frame of a child holds


@value
class FoundPage:
    """A page in an archive that belongs to the case; `held` if the case has it already.

    Bytes *start* to *end* of the archive are its record and nothing else; both are None where a record
    cannot be cut out, since the archive is packed as one piece or breaks off in it.
    """

    archive: str
    offset: str
    start: int | None
    end: int | None
    sha256: str
    address: str
    captured: str | None
    published: str | None
    title: str | None
    language: str | None
    belongs: tuple[Belonging, ...]
    held: bool = False


@value
class Swept:
    """What came of one archive. One that could not be reached is not `done`: it is tried again."""

    archive: Archive
    sha256: str = ""
    pages: int = 0
    read: int = 0
    found: tuple[FoundPage, ...] = ()
    problems: tuple[Problem, ...] = ()
    done: bool = True


@value
class _Job:
    """What a child is told: which file, of which archive, and how many pages are behind us."""

    path: str
    archive: Archive
    sha256: str
    behind: int


def sweep_group(place: Place, index: Index, group: tuple[Archive, ...]) -> tuple[Swept, ...]:
    """Sweep some archives one after the other, all in one child as long as it lives."""
    shelf = _shelf(place)
    with ExitStack() as stack:
        swept: dict[str, Swept] = {}
        waiting: list[tuple[Path, _Told]] = []
        for archive in group:
            path = stack.enter_context(fetched(shelf, archive))
            try:
                if isinstance(path, str):
                    swept[archive.name] = _unreached(archive, path)
                else:
                    waiting.append((path, _Told(index, archive, hash_file(path)[0])))
            except OSError as problem:
                why = problem.strerror or "the disk fails"
                swept[archive.name] = _unreached(archive, why)
        while waiting:
            jobs = [encode(told.job(path)) for path, told in waiting]
            done = run(
                jobs,
                partial(work, index),
                workers=1,
                seconds=PAGE_SECONDS_MAX,
                prepare=load_readers,
            )
            ended = [told.hear(each) for (_, told), each in zip(waiting, done, strict=True)]
            for (_, told), at_end in zip(waiting, ended, strict=True):
                if at_end:
                    swept[told.archive.name] = told.swept()
            waiting = [each for each, at_end in zip(waiting, ended, strict=True) if not at_end]
    return tuple(swept[archive.name] for archive in group)


@lru_cache(maxsize=1)
def _shelf(place: Place) -> Shelf:
    return open_shelf(place)


def _unreached(archive: Archive, why: str) -> Swept:
    message = f"it is not swept, because it cannot be read: {why}"
    return Swept(
        archive=archive, problems=(_problem("not-reached", message, archive.address),), done=False
    )


class _Told:
    """What children said of one archive; nothing of it is believed that was not asked for."""

    def __init__(self, index: Index, archive: Archive, digest: str) -> None:
        self.archive, self._digest = archive, digest
        self._texts = {document.id: document.text for document in index.documents}
        self.pages_met = self.deaths = 0
        self._pages = self._read = 0
        self._found: list[FoundPage] = []
        self._problems: list[Problem] = []

    def job(self, path: Path) -> _Job:
        """What the next child is told."""
        return _Job(
            path=str(path), archive=self.archive, sha256=self._digest, behind=self.pages_met
        )

    def hear(self, done: Done) -> bool:
        """Take over what one child said; whether the archive is at its end."""
        before, at = self.pages_met, ""
        for frame in done.frames:
            kind, body = frame[:1], frame[1:]
            if kind == PAGE:
                self.pages_met += 1
                at = body[:80].decode("ascii", "replace")
            elif kind == END:
                return self._end(body)
            elif not self._keep(kind, body):
                return self._give_up("crashed", "the child's answer was not what was asked")
        code, _, why = (done.ended or "crashed: no answer came").partition(": ")
        self.deaths += 1
        if self.pages_met == before:
            return self._give_up(code, f"{why}, before any page")
        where = f"{self.archive.address} {at}".strip()
        self._problems.append(_problem(code, f"a page is passed over, because {why}", where))
        if self.deaths > DEATHS_MAX:
            why = f"more than {DEATHS_MAX} pages of it ended the reader"
            return self._give_up("crashed", why)
        return False

    def _keep(self, kind: bytes, body: bytes) -> bool:
        try:
            if kind == FOUND:
                page = decode(body, FoundPage)
                if page.archive != self.archive.address or not self._is_true(page):
                    return False
                self._found.append(page)
            elif kind == PROBLEM:
                if len(self._problems) < PROBLEMS_MAX:
                    self._problems.append(decode(body, Problem))
            else:
                return False
        except CodecError:
            return False
        return True

    def _is_true(self, page: FoundPage) -> bool:
        """Whether what is quoted from documents of the case stands there."""
        for each in page.belongs:
            text = self._texts.get(each.document)
            if text is None:
                return False
            for both in each.passages:
                quote = both.document
                place = quote.position
                if quote.document != each.document or text[place.start : place.end] != quote.exact:
                    return False
        return True

    def _end(self, body: bytes) -> bool:
        try:
            pages, read = json.loads(body)
            self._pages, self._read = int(pages), int(read)
        except (ValueError, TypeError, OverflowError):
            return self._give_up("crashed", "the child's answer was not what was asked")
        return True

    def _give_up(self, code: str, why: str) -> bool:
        message = f"the rest of it is not swept, because {why}"
        self._problems.append(_problem(code, message, self.archive.address))
        return True

    def swept(self) -> Swept:
        """All of it together."""
        unique = {page.offset: page for page in self._found}
        return Swept(
            archive=self.archive,
            sha256=self._digest,
            pages=self._pages or self.pages_met,
            read=self._read,
            found=tuple(unique.values()),
            problems=tuple(self._problems),
        )


def work(index: Index, job: bytes) -> Iterator[bytes]:
    """In the child: one archive, a frame before each page and one for each that belongs."""
    told = decode_loosely(job, _Job)
    try:
        with open_to_read(told.path) as stream, open_to_read(told.path) as cut:
            yield from _sweep_stream(index, told, stream, partial(_record_of, cut))
    except (FileNotFoundError, NotAFileError) as problem:
        message = f"it is not swept, because it has gone: {problem.strerror}"
        yield PROBLEM + encode(_problem("vanished", message, told.archive.address))
        yield END + b"[0, 0]"


Cut = Callable[[Found], tuple[int, int, bytes] | None]


def _sweep_stream(index: Index, told: _Job, stream: BinaryIO, cut: Cut) -> Iterator[bytes]:
    archive = told.archive
    capture = Capture(
        digest=told.sha256, size_bytes=archive.size_bytes, address=archive.address,
        file=archive.name, media_type=MediaType.WARC,
    )  # fmt: skip
    reading = Reading(capture, read_pdf)
    pages = read = 0
    met = read_archive(stream, prefix="", address=archive.address)
    for number, found in enumerate(found for found in met if not found.is_picture):
        pages += found.kind is not None
        if number < told.behind:
            continue
        yield PAGE + found.locator.encode("ascii", "replace")
        if found.kind is None:
            yield from (PROBLEM + encode(_placed(each, archive)) for each in found.problems[:1])
            continue
        skimmed = skim(found)
        if skimmed is not None and not may_belong(index, text=skimmed.text, links=skimmed.links):
            continue
        read += 1
        document = reading.document(found)
        verdict = judge_page(index, document)
        if verdict.belongs or verdict.held:
            try:
                yield FOUND + encode(_found_page(archive, found, document, verdict, cut(found)))
            except CodecError as problem:  # half a character in a title has no canonical form
                wrong = f"a page that belongs cannot be listed: {problem}"
                yield PROBLEM + encode(_problem("not-text", wrong, archive.address))
    yield END + json.dumps([pages, read]).encode()


def _found_page(
    archive: Archive,
    found: Found,
    document: Document,
    verdict: Verdict,
    record: tuple[int, int, bytes] | None,
) -> FoundPage:
    start, end, data = record or (None, None, b"")
    return FoundPage(
        archive=archive.address,
        offset=found.locator.removeprefix("record="),
        start=start,
        end=end,
        sha256=hashlib.sha256(data).hexdigest() if record else "",
        address=document.address,
        captured=document.captured,
        published=document.published.edtf if document.published else None,
        title=document.title,
        language=document.language,
        belongs=verdict.belongs,
        held=verdict.held,
    )


def _record_of(stream: BinaryIO, found: Found) -> tuple[int, int, bytes] | None:
    """The bytes of a record as the archive has them, if they can be cut out."""
    first = found.locator.removeprefix("record=")
    stream.seek(0, 2)
    last = found.end or str(stream.tell())
    if not (first.isdecimal() and last.isdecimal()):
        return None  # in the midst of a packed member
    start, end = int(first), int(last)
    if not start < end <= start + RECORD_BYTES_MAX:
        return None
    stream.seek(start)
    data = stream.read(end - start)
    return (start, end, data) if len(data) == end - start else None


def _placed(problem: Problem, archive: Archive) -> Problem:
    where = problem.where
    if not where.startswith(archive.address):
        where = f"{archive.address} {where}".strip()
    return Problem(
        severity=problem.severity, code=problem.code, message=problem.message, where=where
    )


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
