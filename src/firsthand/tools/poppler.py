"""Read a PDF's text with poppler's pdftotext, and with pypdfium2 to compare or instead.

In: a PDF's bytes.  Out: the text of each page, and what was wrong. poppler reads Uyghur and Kazakh
right where others move letters; where two readings differ much, the text layer is not relied on.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from difflib import SequenceMatcher

import pypdfium2

from firsthand.model.problem import Problem, Severity

SECONDS_MAX = 60
PAGES_MAX = 5_000  # a longer file is read up to here
ALIKE_MIN = 0.7  # below this two readings of one page tell two stories
_LINE_END_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])")
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff])\n(?=[\u3000-\u9fff])")


def read_pdf(data: bytes) -> tuple[list[str], list[Problem]]:
    """Pages as text, paragraphs parted by an empty line, and problems."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        code = "encrypted" if "password" in str(problem).lower() else "damaged"
        why = "it is encrypted" if code == "encrypted" else f"it is damaged: {problem}"
        return [], [_problem(Severity.ERROR, code, f"unreadable, because {why}")]
    problems: list[Problem] = []
    count = min(len(pdf), PAGES_MAX)
    if len(pdf) > PAGES_MAX:
        message = f"a PDF is read up to page {PAGES_MAX}, it has {len(pdf)}"
        problems.append(_problem(Severity.WARNING, "too-long", message))
    other = [_pdfium_text(pdf, number) for number in range(count)]
    pages = _poppler_text(data, problems) or other
    if not any(page.strip() for page in pages):
        message = "unreadable, because it holds pictures of pages and no text"
        return [], [*problems, _problem(Severity.ERROR, "scan", message)]
    if pages is not other and not _alike(pages, other):
        message = "two readers get different words out of it: check quotes against the page"
        problems.append(_problem(Severity.WARNING, "text-layer-unreliable", message))
    return [_paragraphs(page) for page in pages], problems


def _pdfium_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    try:
        return str(pdf[number].get_textpage().get_text_bounded()).replace("\r\n", "\n")
    except pypdfium2.PdfiumError:
        return ""


def _poppler_text(data: bytes, problems: list[Problem]) -> list[str]:
    program = shutil.which("pdftotext")
    if program is None:
        message = "pdftotext (package poppler-utils) is not installed: it reads more scripts right"
        problems.append(_problem(Severity.NOTE, "no-poppler", message))
        return []
    command = [program, "-enc", "UTF-8", "-l", str(PAGES_MAX), "-", "-"]
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, no shell, our arguments
            command, input=data, capture_output=True, timeout=SECONDS_MAX, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"pdftotext took longer than {SECONDS_MAX} s"
        problems.append(_problem(Severity.WARNING, "poppler-timeout", message))
        return []
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def _paragraphs(page: str) -> str:
    joined = _LINE_END_HYPHEN.sub("", page)
    return _BETWEEN_HAN.sub("", joined)


def _alike(pages: list[str], other: list[str]) -> bool:
    one, two = ("".join("".join(text).split())[:4000] for text in (pages, other))
    return SequenceMatcher(None, one, two, autojunk=False).quick_ratio() >= ALIKE_MIN


def _problem(severity: Severity, code: str, message: str) -> Problem:
    return Problem(severity=severity, code=code, message=message, where="pdf")
