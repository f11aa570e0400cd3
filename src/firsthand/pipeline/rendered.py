"""What a browser made of a page: picture, print and final state, to stand beside the traffic in the archive.

In: the files of a visit.  Out: records of the archive, each said to be rendered; the page's title and words. The final state is
marked to be read as a page only where it has clearly more words than the answer that came over the wire: what scripts
wrote is then in no other record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from lxml.etree import LxmlError

from firsthand.model.receipt import Action, Kept, Visited
from firsthand.model.value import value
from firsthand.pipeline.withheld import file_without
from firsthand.preserve.exchanges import Body, Exchange, Held
from firsthand.preserve.secrets import Secrets
from firsthand.preserve.writing.pages import Page
from firsthand.preserve.writing.records import plain_address
from firsthand.preserve.writing.warcs import Aside, Beside
from firsthand.read.response import read_message
from firsthand.tools.browser.private import PRINT, SCREEN, STATE

WITHHELD = ", values of cookies withheld"  # the end of what such a state is called
PIECE_BYTES = 1 << 20
WORDS_LETTERS_MAX = 200_000  # of a page, for searching in a list of pages
STATE_BYTES_MAX = 64 << 20  # a state of more is kept, and not looked into
MORE_TIMES, MORE_LETTERS = 1.3, 200  # a menu that a script opens is no more than that
_SILENT = ("script", "style", "noscript", "template")


@value
class FileBody:
    """A file as the body of a record."""

    path: Path

    @property
    def size_bytes(self) -> int:
        """How many bytes it has."""
        return self.path.stat().st_size

    def pieces(self) -> Iterator[bytes]:
        """Its bytes from the first on."""
        with self.path.open("rb") as stream:
            while piece := stream.read(PIECE_BYTES):
                yield piece


def besides(
    visited: Visited, folder: Path, *, is_read: bool, secrets: Secrets | None = None
) -> Iterator[tuple[Beside, Kept]]:
    """Picture, print, final state, and those of the frames, as far as there are any; without *secrets* where they can be taken out."""
    address = stood_at(visited)
    state = "resource" if is_read else "metadata"
    files = [
        (SCREEN, "the picture", Aside.VIEW, "image/png", "resource", address, ""),
        (PRINT, "the print", Aside.PRINT, "application/pdf", "resource", address, ""),
        (STATE, "the final state", Aside.DOM, "text/html; charset=utf-8", state, address, ""),
    ]
    for action in _frames(visited):
        number = action.what.rpartition(" ")[2]
        name = f"frame-{number}.html"
        files.append((
            name, action.what.removeprefix("the final "), Aside.DOM, "text/html; charset=utf-8",
            "metadata", action.words or f"about:frame-{number}", number,
        ))  # fmt: skip
    for name, told, aside, content_type, kind, where, frame in files:
        path = folder / name
        if not path.is_file() or path.is_symlink():
            continue
        body: Body = FileBody(path=path)
        ending = ""
        if secrets and (blank := file_without(path, secrets)) is not None:
            body, ending = Held(data=blank), WITHHELD
        digest = hashlib.sha256()
        for piece in body.pieces():
            digest.update(piece)
        yield (
            Beside(
                address=f"{aside}{where}", moment=visited.finished, content_type=content_type,
                body=body, kind=kind, fields=_fields(where, frame),
            ),
            Kept(
                name=f"{told}{ending}", address=f"{aside}{where}", size_bytes=body.size_bytes,
                sha256=digest.hexdigest(), fidelity="rendered",
            ),
        )  # fmt: skip


def _fields(where: str, frame: str) -> tuple[tuple[str, str], ...]:
    """Of which page it is: picture, print and final state are that page, and no other publication."""
    shows = ("Firsthand-Shows", plain_address(where))
    return (shows, ("Firsthand-Frame", frame)) if frame else (shows,)


def _frames(visited: Visited) -> Iterator[Action]:
    for action in visited.actions:
        what = action.what.removeprefix("the final state of frame ")
        if action.kind == "took" and what != action.what and what.isdecimal():
            yield action


def stood_at(visited: Visited) -> str:
    """Where the page stood in the end, without its fragment."""
    stood = [action.what for action in visited.actions if action.kind == "stood"]
    return (stood[-1] if stood else visited.address).partition("#")[0]


def page(visited: Visited, folder: Path, *, main: Exchange | None) -> Page:
    """The page as a list of pages names it: where it stood, when it was asked for, its title and words."""
    titles = [action.what for action in visited.actions if action.kind == "titled"]
    state = folder / STATE
    is_fit = state.is_file() and state.stat().st_size <= STATE_BYTES_MAX
    return Page(
        address=main.address if main else stood_at(visited),
        moment=main.began if main else visited.began,
        title=titles[-1] if titles else "",
        text=words_of(state.read_bytes(), "utf-8") if is_fit else "",
    )


def has_more(shown: Page, main: Exchange | None) -> bool:
    """Whether the final state has clearly more words than what came over the wire."""
    if main is None or main.response_body.size_bytes > STATE_BYTES_MAX:
        return bool(shown.text)
    sent = read_message(
        main.response_head + b"".join(main.response_body.pieces()), size_max=STATE_BYTES_MAX
    )
    if sent is None:
        return bool(shown.text)
    words = words_of(sent.body, sent.charset)
    return len(shown.text) > MORE_TIMES * len(words) + MORE_LETTERS


def words_of(data: bytes, charset: str | None) -> str:
    """The words of an HTML page, without those of its scripts."""
    try:
        parser = html.HTMLParser(encoding=charset, huge_tree=True)
        tree = html.document_fromstring(data, parser=parser)
    except (LxmlError, ValueError, LookupError):
        return ""
    for silent in list(tree.iter(*_SILENT)):
        silent.drop_tree()
    return " ".join(" ".join(map(str, tree.itertext())).split())[:WORDS_LETTERS_MAX]
