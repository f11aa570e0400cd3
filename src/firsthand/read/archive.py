"""Find the pages in a web archive (WARC, ARC), and say what is wrong with it.

In: a stream that can be rewound.  Out: pages with what the archive says of each; a thing found that
is no page for each damaged stretch, and one more for what is wrong with records that are no pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.model.custody import MediaType
from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.model.states import RENDERED
from firsthand.model.value import value
from firsthand.read.kinds import is_picture, tell_kind
from firsthand.read.pictures import PICTURE_BYTES_MAX
from firsthand.read.records import DAMAGE, PACKING, Record, digest_differs, read_records
from firsthand.read.response import Message, charset_of, read_message

PAGE_BYTES_MAX = 64 << 20  # a larger page, text or PDF is refused before it costs memory
PAGES_MAX = 200_000  # of one archive; a larger one is split by whoever gives it
MISMATCHES_SHOWN = 200
GOOD = frozenset({200, 203, 206})
WHOLE = 200  # a part of a picture is no picture
_PAGES_IN = frozenset({"response", "resource", "conversion"})
_MADE, _FINAL = (
    ("urn:view:", "urn:pdf:", "urn:thumbnail:"),
    "urn:dom:",
)  # what browsers make of pages
_DECODED = ("x-orig-", "x-archive-orig-")  # how crawlers keep a header that no longer holds


@value
class Found:
    """A page in a container, or, without a kind, what keeps one from being read; or a picture.

    `end` is where an archive's next record begins: empty where the file ends, or for other containers.
    """

    locator: str
    address: str
    kind: MediaType | None = None
    data: bytes = b""
    charset: str | None = None
    captured: str | None = None
    stated: tuple[Stated, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_picture: bool = False
    end: str = ""


def read_archive(stream: BinaryIO, *, prefix: str, address: str) -> Iterator[Found]:
    """The pages in the archive in *stream*, named by *prefix* and the place of their record."""
    others: Counter[str] = Counter()
    mismatches: list[Problem] = []
    count = mismatched = 0
    for record in read_records(stream, size_max=PAGE_BYTES_MAX):
        where = f"{prefix}record={record.offset}"
        if record.kind in {DAMAGE, PACKING}:
            why = "; ".join(words for _, words in record.wrong)
            place = where if record.kind == DAMAGE else f"{prefix}packing={record.offset}"
            yield refused(place, address, "damaged", why)
            others["damaged stretch"] += 1
            continue
        message = read_message(record.block, size_max=PAGE_BYTES_MAX + 1)
        problems = _wrong(record, message, where)
        found = _page(record, message, where, problems)
        if isinstance(found, str):
            others[found] += 1
            wrong = [problem for problem in problems if problem.severity is not Severity.NOTE]
            mismatched += bool(wrong)
            mismatches += wrong[: MISMATCHES_SHOWN - len(mismatches)]
            picture = _picture(record, message, where)
            if picture is not None:
                yield picture
            continue
        count += 1
        if count > PAGES_MAX:
            yield refused(where, address, "too-many", f"an archive has at most {PAGES_MAX} pages")
            return
        yield found
    if mismatches:
        yield _mismatched(mismatched, mismatches, f"{prefix}records", address)
    if not count:
        held = ", ".join(f"{n} {name}" for name, n in sorted(others.items())) or "nothing"
        yield refused(
            f"{prefix}pages", address, "no-pages", f"no page is in it, only: {held[:400]}"
        )


def refused(locator: str, address: str, code: str, why: str) -> Found:
    """Something that cannot be read, because."""
    message = f"unreadable, because {why}"
    return Found(
        locator=locator,
        address=address,
        problems=(Problem(severity=Severity.ERROR, code=code, message=message, where=locator),),
    )


def _mismatched(count: int, problems: list[Problem], locator: str, address: str) -> Found:
    """What is wrong with records that are no pages: whoever relies on the archive should know."""
    message = f"{count} records that are no pages are not as the archive says"
    note = Problem(severity=Severity.WARNING, code="records-wrong", message=message, where=locator)
    return Found(locator=locator, address=address, problems=(note, *problems))


def _page(
    record: Record, message: Message | None, where: str, problems: tuple[Problem, ...]
) -> Found | str:
    """The page that a record is, or what it is instead, in a word."""
    if not _may_show(record):
        return record.kind[:40]
    data, told = record.block, record.header("content-type")
    charset = charset_of(told)
    stated: tuple[Stated, ...] = ()
    if message is not None:
        if message.status not in GOOD:
            return f"answer with status {message.status}"
        data, told, charset = message.body, message.header("content-type"), message.charset
        stated = _stated(message)
    elif record.kind == "response" and told.startswith("application/http"):
        return "response that is no HTTP message"
    plain = told.split(";", maxsplit=1)[0].strip().lower()
    kind, instead = tell_kind(data, plain)
    if kind is None and not instead:
        return f"{record.kind} of {plain[:60] or 'no stated kind'}"
    address = record.header("warc-target-uri").strip("<>")[:4000].removeprefix(_FINAL) or where
    if instead:
        problems = (*problems, _error("mislabelled", instead, where))
        kind = None
    elif message is not None and (message.bomb or message.headless):
        code, why = ("bomb", message.wrong[-1]) if message.bomb else ("damaged", message.wrong[0])
        problems = (*problems, _error(code, why, where))
        kind = None
    elif len(data) > PAGE_BYTES_MAX or record.size_bytes > PAGE_BYTES_MAX:
        size = max(len(data), record.size_bytes)
        why = f"a page has at most {PAGE_BYTES_MAX} bytes, found {size} or more"
        problems = (*problems, _error("too-large", why, where))
        kind = None
    return Found(
        locator=where, address=address, kind=kind, data=data if kind else b"", charset=charset,
        captured=record.header("warc-date")[:40] or None, stated=stated, problems=problems,
        end=record.end,
    )  # fmt: skip


def _may_show(record: Record) -> bool:
    """Whether a page or a picture may be in it: a picture or a print that a browser made of a page is neither."""
    return record.kind in _PAGES_IN and not record.header("warc-target-uri").startswith(_MADE)


def _picture(record: Record, message: Message | None, where: str) -> Found | None:
    """The picture that a record which is no page holds, if it holds a whole one."""
    if not _may_show(record) or record.size_bytes > len(record.block):
        return None
    if message is not None and (message.status != WHOLE or message.bomb or message.headless):
        return None
    data = record.block if message is None else message.body
    address = record.header("warc-target-uri").strip("<>")[:4000]
    if not address or not is_picture(data) or len(data) > PICTURE_BYTES_MAX:
        return None
    return Found(locator=where, address=address, data=data, is_picture=True)


def _stated(message: Message) -> tuple[Stated, ...]:
    names = (("last-modified", "published"), ("content-language", "language"))
    return tuple(
        Stated(name=name, text=text[:100], found=f"http:{header}")
        for header, name in names
        if (text := message.header(header))
    )


def _wrong(record: Record, message: Message | None, where: str) -> tuple[Problem, ...]:
    problems = [_warning(code, words, where) for code, words in record.wrong]
    told = record.header("warc-payload-digest")
    whole = record.size_bytes == len(record.block)
    if told and whole and record.kind in {*_PAGES_IN, "request"}:
        head = record.block.find(b"\r\n\r\n") + 4
        bodies = [record.block] if message is None else [message.raw, message.body]
        bodies += [record.block[head:]] if record.kind == "request" else []
        if digest_differs(told, *bodies):
            words = f"its payload's digest should be {told[:100]}, it is another"
            problems.append(_warning("digest-mismatch", words, where))
    if record.kind in _PAGES_IN and record.header("warc-target-uri").startswith(_FINAL):
        words = "a browser's final state of the page: scripts wrote words that did not come over the wire"
        problems.append(Problem(severity=Severity.NOTE, code=RENDERED, message=words, where=where))
    if cut := record.header("warc-truncated"):
        words = f"the archive was cut off here by whoever made it: {cut[:40]}"
        problems.append(_warning("truncated", words, where))
    if message is not None and any(name.startswith(_DECODED) for name, _ in message.headers):
        words = "the tool that made the archive decoded it: it is not as it was sent"
        note = Problem(severity=Severity.NOTE, code="decoded", message=words, where=where)
        problems.append(note)
    if message is not None and record.kind == "response":
        if message.status == 206:
            problems.append(_warning("partial", "the server sent only a part of it", where))
        severe = message.status in GOOD
        problems += [
            Problem(
                severity=Severity.WARNING if severe else Severity.NOTE,
                code="body-damaged",
                message=words,
                where=where,
            )
            for words in message.wrong
            if not (message.bomb or message.headless)
        ]
    return tuple(problems)


def _error(code: str, why: str, where: str) -> Problem:
    message = f"unreadable, because {why}"
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)


def _warning(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.WARNING, code=code, message=message, where=where)
