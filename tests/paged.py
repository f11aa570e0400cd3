"""Read pages of which every sentence is labelled with all that it says: tests/labelled/pages.

In: files of the form that tests/labelled/README.md describes.  Out: pages, each with its sentences and their labels.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.moment import UncertainDate

PAGES = Path(__file__).parent / "labelled/pages"
TWINS = PAGES.parent / "retold_twins.csv"
# Who retold real pages sentence by sentence, near misses as they came: pages in their manner are easier than real ones.
RETOLD = frozenset((
    "pen-ba", "pen-bb", "pen-bc", "pen-bd", "pen-be", "pen-bf", "pen-bg",
    "pen-bh", "pen-bi", "pen-bj", "pen-bk", "pen-bl", "pen-bm", "pen-bn",
    "pen-bo", "pen-bp", "pen-bq", "pen-br", "pen-bs", "pen-bt",
))  # fmt: skip
# Who took the make of their pages from real ones. Most of what such a page has beside its matter no other writer thought of.
MANNERLY = RETOLD | frozenset((
    "pen-m", "pen-o", "pen-r", "pen-s", "pen-t", "pen-u", "pen-v", "pen-w", "pen-x", "pen-y", "pen-z",
    "pen-ab", "pen-ac", "pen-ad", "pen-ae", "pen-af", "pen-ag", "pen-ah", "pen-ai", "pen-aj", "pen-ak",
))  # fmt: skip
_HEAD = re.compile(r"# *([^|]*)\|([^|]*)\|(.*)")
_NAME = re.compile(r"([a-z]+)-(.+)-(\d+)\.txt")
_CLOSED = re.compile(r"[.!?…。！？；][\"'”’»)\]』」）]*$")  # else a line is a heading of its own
STANCES = {"~": "hedged", "!": "denied"}
Label = tuple[str, str]  # element and code; the code is empty where the element has none


@dataclass(frozen=True)
class Line:
    """One labelled sentence: where it stands in its page, what it says, how firmly, and who says so."""

    start: int
    end: int
    says: frozenset[Label]
    stances: frozenset[tuple[Label, str]]
    said_by: str
    values: tuple[
        tuple[str, str], ...
    ] = ()  # element and value as written, where one is: see paged_values


@dataclass(frozen=True)
class Page:
    """A labelled page; `writer` and `number` are those of its file."""

    id: str
    language: str
    writer: str
    number: int
    published: str
    text: str
    lines: tuple[Line, ...]


def pages_of(folder: Path = PAGES) -> Iterator[Page]:
    """Every page, by file and place."""
    for path in sorted(folder.glob("*.txt")):
        yield from pages_in(path)


def pages_in(path: Path) -> Iterator[Page]:
    """The pages of one file.

    Raises:
        ValueError: its name, or a line of it, has another form; the message says where.
    """
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise ValueError(f"{path}: expected LANGUAGE-WRITER-NUMBER.txt")
    for part in re.split(r"\n[ \t]*\n", path.read_text("utf-8").strip()):
        first, *rest = (line for line in part.split("\n") if line.strip())
        head = _HEAD.fullmatch(first)
        if head is None or not rest:
            raise ValueError(f"{path}: expected a head and sentences, found {first!r}")
        text, lines = _put_together(rest, spaced=named[1] != "zh", where=f"{path}: {head[1]}")
        yield Page(
            id=head[1].strip(), language=named[1], writer=named[2], number=int(named[3]),
            published=head[2].strip(), text=text, lines=lines,
        )  # fmt: skip


def _put_together(rest: list[str], *, spaced: bool, where: str) -> tuple[str, tuple[Line, ...]]:
    text = ""
    lines = []
    for written in rest:
        parts = [part.strip() for part in written.split("|")]
        if len(parts) not in {2, 3} or not parts[1]:
            raise ValueError(f"{where}: expected labels | sentence [| who], found {written!r}")
        if text:
            text += (" " if spaced else "") if _CLOSED.search(text) else "\n"
        labels = [_label(each) for each in parts[0].split()]
        lines.append(
            Line(
                start=len(text),
                end=len(text) + len(parts[1]),
                says=frozenset(label for label, _ in labels),
                stances=frozenset(labels),
                said_by=parts[2] if len(parts) == 3 else "",
                values=tuple(_valued(parts[0])),
            )
        )
        text += parts[1]
    return text, tuple(lines)


def _label(written: str) -> tuple[Label, str]:
    named, _, _ = written.lstrip("~!").partition("=")
    element, _, code = named.partition(":")
    return (element, code), STANCES.get(written[0], "asserted")


def _valued(written: str) -> Iterator[tuple[str, str]]:
    for each in written.split():
        element, equals, value = each.lstrip("~!").partition("=")
        if equals:
            yield element, value


def twins() -> dict[str, set[str]]:
    """Pages set aside and what retells the same among those to learn from, which is thus not learnt from (`scripts/twins`)."""
    found: dict[str, set[str]] = {}
    with TWINS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["page"], set()).add(row["learnt"])
    return found


def learnt_from(pages: Iterable[Page]) -> list[Page]:
    """The pages that may be learnt from: each writer's last file, and what retells a page set aside, is measured on alone."""
    known = list(pages)
    barred = set().union(*twins().values())
    last: dict[tuple[str, str], int] = {}
    for page in known:
        by = (page.language, page.writer)
        last[by] = max(last.get(by, 0), page.number)
    return [
        page
        for page in known
        if page.number != last[page.language, page.writer] and page.id not in barred
    ]


def document_of(page: Page) -> Document:
    """The page as it is read, a block a paragraph."""
    return Document(
        capture=page.id, locator="", address=f"https://{page.id}.example/", media_type="text/plain",
        state=ReadState.READ, text=page.text, language=page.language,
        published=UncertainDate(edtf=page.published, found="label") if page.published else None,
        blocks=tuple(
            Block(position=TextPosition(start=line.start(), end=line.end()), role=BlockRole.ARTICLE, path="")
            for line in re.finditer(r"[^\n]+", page.text)
        ),
    )  # fmt: skip
