"""Read plain text: the file's own characters, a block a line.

In: bytes.  Out: a draft text, equal to the decoded file character for character, so that whoever
opens the file finds a quote at its offset. Only NUL, which no page shows, becomes U+FFFD.
"""

from __future__ import annotations

from firsthand.model.document import BlockRole, Stated
from firsthand.model.problem import Problem, Severity
from firsthand.read.dates import read_date
from firsthand.read.encoding import to_text
from firsthand.read.html import Page

TITLE_CHARACTERS_MAX = 160
DATE_LINES = 8  # a dateline stands near the top
DATE_CHARACTERS_MAX = 60  # in a longer line a date is part of the story


def read_plain(data: bytes, charset: str | None, where: str, page: Page) -> None:
    """Read *data* into *page*; `char=` counts the characters of the decoded file."""
    text, problems = to_text(data, declared=(charset,), where=where)
    page.problems += problems
    if text.count("\x00") > len(text) // 20:
        message = "unreadable, because it is not text"
        page.problems.append(
            Problem(severity=Severity.ERROR, code="not-text", message=message, where=where)
        )
        return
    page.draft.keep(text.replace("\x00", "\ufffd"))
    offset = 0
    for line in page.draft.text.splitlines(keepends=True):
        words = line.strip()
        start = offset + len(line) - len(line.lstrip())
        offset += len(line)
        path = f"char={start},{start + len(words)}"
        room = not words or page.draft.mark(
            start, start + len(words), role=BlockRole.ARTICLE, path=path
        )
        if not room:
            break
    _state(text, page)


def _state(text: str, page: Page) -> None:
    """A short first line is a title; a date in the first lines is the text's, weakly."""
    lines = [line.strip() for line in text[:20_000].splitlines() if line.strip()]
    if lines and len(lines[0]) <= TITLE_CHARACTERS_MAX and len(page.draft.blocks) > 1:
        page.stated.append(Stated(name="title", text=lines[0], found="visible:first line"))
    for line in lines[:DATE_LINES]:
        date = read_date(line) if len(line) <= DATE_CHARACTERS_MAX else None
        if date and len(date) == len("2017-12-13"):
            page.stated.append(Stated(name="published", text=date, found="visible"))
