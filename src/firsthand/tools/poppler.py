"""Read a PDF's text with poppler's pdftotext, and with pypdfium2 to compare or instead.

In: a PDF's bytes.  Out: the paragraphs of each page, what the file states, and what was wrong.
poppler reads Uyghur and Kazakh right where others move letters; where two readings of a page have
different letters, the text layer is not relied on. Pictures of pages are not read here.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from firsthand.model.document import Stated
from firsthand.model.problem import Problem, Severity
from firsthand.model.value import value
from firsthand.tools.pdf_layout import Block, part_page, read_layout

SECONDS_MAX = 60
PAGES_MAX = 5_000  # a longer file is read up to here
TEXT_BYTES_MAX = 64 << 20  # what pdftotext may say; a book of 5,000 pages says 15 MiB
LAYOUT_TIMES = 8  # a layout is so many times longer than its words
ALIKE_MIN = 0.85  # two readings of one page share so many of their letters, or one of them is wrong
STRANGE_MAX = 0.05  # more letters than this that no script has: the font hides its letters
PAGES_SHOWN = 12
_HYPHEN = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]\n([^\W\d_A-ZА-Я][^\W\d_]*)")
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"))  # fmt: skip
_MARKS_ADDED = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"))
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(r"^(untitled.*|microsoft word - .*|document\d*|[\w.-]+\.(docx?|pdf|indd|qxd|html?|pptx?|xlsx?))$", re.IGNORECASE)  # fmt: skip
_IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE


@value
class PdfRead:
    """What was read from a PDF: paragraphs page by page, what it states, what was wrong."""

    pages: tuple[tuple[tuple[str, str], ...], ...] = ()  # words, and the path back to them
    stated: tuple[Stated, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_pdf(data: bytes) -> PdfRead:
    """The text of a PDF, whatever state it is in."""
    problems: list[Problem] = []
    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            return _unreadable("encrypted", "it is encrypted")
        pages = _poppler_text(data, problems)
        if not any(page.strip() for page in pages):
            return _unreadable("damaged", f"it is damaged: {ascii(str(problem))[:120]}")
        message = "it is damaged: what one of two readers could still find in it is read"
        problems.append(_problem(Severity.WARNING, "damaged", message))
        return PdfRead(pages=_paragraphs(pages, []), problems=tuple(problems))
    try:
        return _read(pdf, count, data, problems)
    finally:
        pdf.close()


def _read(pdf: pypdfium2.PdfDocument, count: int, data: bytes, problems: list[Problem]) -> PdfRead:
    if count > PAGES_MAX:
        message = f"a PDF is read up to page {PAGES_MAX}, it has {count}"
        problems.append(_problem(Severity.WARNING, "too-long", message))
    other = [_pdfium_text(pdf, number) for number in range(min(count, PAGES_MAX))]
    pages = _poppler_text(data, problems) or other
    empty = [n for n, page in enumerate(pages, 1) if not page.strip()]
    stated = tuple(_stated(pdf))
    if len(empty) == len(pages):
        seen = any(_has_picture(pdf, number) for number in range(min(count, PAGES_SHOWN)))
        why = (
            "it has no text layer, only pictures of pages" if seen else "no words are on its pages"
        )
        return PdfRead(
            stated=stated,
            problems=(
                *problems,
                *_unreadable("no-text-layer" if seen else "no-text", why).problems,
            ),
        )
    pictures = [number for number in empty if _has_picture(pdf, number - 1)]
    if pictures:
        message = f"no text layer on {_numbers(pictures)}: pictures of pages are not read"
        problems.append(_problem(Severity.WARNING, "no-text-layer", message))
    problems += _doubts(pages, other)
    layout = read_layout(_poppler(data, "-bbox-layout", problems)) if pages is not other else []
    return PdfRead(pages=_paragraphs(pages, layout), stated=stated, problems=tuple(problems))


def _doubts(pages: Sequence[str], other: Sequence[str]) -> Iterator[Problem]:
    """What speaks against the text layer: letters of no script, readings that differ."""
    strange = [n for n, page in enumerate(pages, 1) if _share(_STRANGE, page) > STRANGE_MAX]
    if strange:
        message = f"the text layer has letters of no script on {_numbers(strange)}: read the page's picture instead"
        yield _problem(Severity.WARNING, "text-layer-unreliable", message)
    if len(pages) != len(other):
        message = f"one reader finds {len(pages)} pages, the other {len(other)}"
        yield _problem(Severity.WARNING, "text-layer-unreliable", message)
    apart = [
        n
        for n, (one, two) in enumerate(zip(pages, other, strict=False), 1)
        if _alike(one, two) < ALIKE_MIN
    ]
    if apart:
        message = f"two readers get different letters out of {_numbers(apart)}: check quotes against the page"
        yield _problem(Severity.WARNING, "text-layer-unreliable", message)


def _alike(one: str, two: str) -> float:
    """How many letters two readings share, whatever their order; right-to-left orders differ."""
    first, second = Counter(_letters(one)), Counter(_letters(two))
    most = max(first.total(), second.total())
    return (first & second).total() / most if most else 1.0


def _letters(text: str) -> str:
    # pdfium gives Arabic letters in the forms they were drawn in; NFKC makes them letters again.
    return "".join(unicodedata.normalize("NFKC", text).translate(_MARKS).split())


def _share(pattern: re.Pattern[str], text: str) -> float:
    return len(pattern.findall(text)) / max(1, len(text))


def _has_picture(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        page = pdf[number]
        return any(True for _ in page.get_objects(filter=[_IMAGE_OBJECT], max_depth=3))
    except (pypdfium2.PdfiumError, IndexError):
        return False


def _pdfium_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = pdf[number]
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded()).replace("\r\n", "\n")
        finally:
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        return ""


def _poppler_text(data: bytes, problems: list[Problem]) -> list[str]:
    # pdftotext wraps right-to-left words in marks of its own; no one who searches types them.
    return _poppler(data, "", problems).translate(_MARKS_ADDED).split("\f")[:-1]


def _poppler(data: bytes, how: str, problems: list[Problem]) -> str:
    """What pdftotext says of a PDF; nothing if it cannot be asked."""
    program = shutil.which("pdftotext")
    if program is None:
        message = "pdftotext (package poppler-utils) is not installed: it reads more scripts right"
        problems.append(_problem(Severity.NOTE, "no-poppler", message))
        return ""
    options = [how] if how else []
    command = [program, *options, "-enc", "UTF-8", "-l", str(PAGES_MAX), "-", "-"]
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, no shell, our arguments
            command, input=data, capture_output=True, timeout=SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"pdftotext took longer than {SECONDS_MAX} s"
        problems.append(_problem(Severity.WARNING, "poppler-timeout", message))
        return ""
    except OSError as problem:
        message = f"pdftotext could not be started: {problem.strerror}"
        problems.append(_problem(Severity.WARNING, "no-poppler", message))
        return ""
    if len(done.stdout) > TEXT_BYTES_MAX and not how:
        message = f"a PDF's text is read up to {TEXT_BYTES_MAX} bytes, it has {len(done.stdout)}"
        problems.append(_problem(Severity.WARNING, "too-long", message))
    return done.stdout[: TEXT_BYTES_MAX * (LAYOUT_TIMES if how else 1)].decode("utf-8", "replace")


def _paragraphs(
    pages: Sequence[str], layout: Sequence[Sequence[Block]]
) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The paragraphs of each page, their lines joined, with the way back to each."""
    hyphened = frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", "\n".join(pages).casefold()))

    def join(match: re.Match[str]) -> str:
        """A word parted at a line's end; `check-ups` keeps its hyphen if it has one elsewhere."""
        first, second = match.groups()
        has_one = f"{first}-{second}".casefold() in hyphened
        return f"{first}-{second}" if has_one else first + second

    found = []
    for number, page in enumerate(pages, 1):
        blocks = layout[number - 1] if number <= len(layout) else []
        found.append(
            tuple(
                (
                    " ".join(_BETWEEN_HAN.sub("", _HYPHEN.sub(join, part)).split()),
                    f"page={number};box={box}" if box else f"page={number}",
                )
                for part, box in part_page(page, blocks)
            )
        )
    return tuple(found)


def _stated(pdf: pypdfium2.PdfDocument) -> Iterator[Stated]:
    """What the file's own description says; a date of making is no date of publishing."""
    try:
        told = pdf.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return
    title = " ".join(str(told.get("Title", "")).split())[:1000]
    if title and not _NO_TITLE.match(title):
        yield Stated(name="title", text=title, found="pdf:Title")
    if author := " ".join(str(told.get("Author", "")).split())[:1000]:
        yield Stated(name="author", text=author, found="pdf:Author")
    for key in ("CreationDate", "ModDate"):
        match = _PDF_DATE.match(str(told.get(key, "")))
        if match:
            yield Stated(name="published", text="-".join(match.groups()), found=f"pdf-{key}")


def _numbers(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:PAGES_SHOWN]))
    more = f" and {len(pages) - PAGES_SHOWN} more" if len(pages) > PAGES_SHOWN else ""
    return f"page {shown}{more}"


def _unreadable(code: str, why: str) -> PdfRead:
    return PdfRead(problems=(_problem(Severity.ERROR, code, f"unreadable, because {why}"),))


def _problem(severity: Severity, code: str, message: str) -> Problem:
    return Problem(severity=severity, code=code, message=message, where="pdf")
