from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise

import pytest

from corpora.statements import make
from firsthand.model.document import BlockRole, Document
from firsthand.store.codec import decode, encode
from firsthand.trace.followed import Followed, document_digest
from followed import FILLER, REPORT, follow
from spoken import page

INTERVIEW = "A teacher told us that nurses drew DNA from 512 children at her school. "


class Memory:
    """What was found of pages, written and read again as a case does; counts what was found anew."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.fresh: set[str] = set()

    def get(self, page: str) -> Followed | None:
        return decode(self.kept[page], Followed) if page in self.kept else None

    def put(self, page: str, found: Followed) -> None:
        self.kept[page] = encode(found)
        self.fresh.add(page)


def _page(text: str, n: int, **more: str) -> Document:
    return page(
        text, address=f"https://p{n}.example/", publisher=f"Paper {n}", published=f"2018-01-{n:02}",
        language="en", **more,
    )  # fmt: skip


@pytest.mark.slow
def test_pages_of_a_growing_press_are_followed_as_from_the_beginning() -> None:
    """a third of the pages, then two, then all, then a third again"""
    documents = make(23, stories=6).documents
    memory = Memory()
    sizes = (len(documents) // 3, 2 * len(documents) // 3, len(documents), len(documents) // 3)
    for size in sizes:
        memory.fresh.clear()
        part = documents[:size]
        assert follow(*part, remember=memory).lineage == follow(*part).lineage
    memory.fresh.clear()
    follow(*documents[: sizes[-1]], remember=memory)
    assert memory.fresh == set(), "nothing is new"


def test_only_pages_that_are_concerned_are_followed_again() -> None:
    """
    1  a report   2  a copy with an interview       3, 4  the same of another matter
    5  a second copy of the first report
    """
    other = "In Ashford police took fingerprints from 18,800 pupils in the year 2016. "
    first = (_page(REPORT, 1), _page(REPORT + INTERVIEW, 2))
    apart = (_page(other * 2, 3), _page(FILLER[0] * 2 + other * 2, 4))
    memory = Memory()
    follow(*first, *apart, remember=memory)
    assert memory.fresh == {first[1].id, apart[1].id}
    memory.fresh.clear()
    again = _page(REPORT + FILLER[0], 5)
    follow(*first, *apart, again, remember=memory)
    assert memory.fresh == {again.id}


CHANGES: dict[str, Callable[[Document, Document], tuple[Document, Document]]] = {
    "the words of the page": lambda one, two: (one, _again(two, text=two.text + " More.")),
    "the words of what it comes from": lambda one, two: (_again(one, text=one.text + " 9."), two),
    "the language of what it comes from": lambda one, two: (_again(one, language="fr"), two),
    "the publisher of the page": lambda one, two: (one, _again(two, publisher="Another")),
}


def _again(document: Document, **changes: str) -> Document:
    """The same capture read otherwise: its id stays."""
    changed = dataclasses.replace(document, **changes)  # type: ignore[arg-type]
    assert changed.id == document.id
    return changed


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_is_followed_again_when_anything_it_depends_on_has_changed(change: str) -> None:
    pages = (_page(REPORT, 1), _page(REPORT + INTERVIEW, 2))
    memory = Memory()
    follow(*pages, remember=memory)
    memory.fresh.clear()
    changed = CHANGES[change](*pages)
    assert follow(*changed, remember=memory).lineage == follow(*changed).lineage
    assert memory.fresh == {pages[1].id}


def test_a_document_is_named_by_all_that_is_compared_of_it() -> None:
    document = _page(REPORT + "\n\nA menu", 1)
    menu = dataclasses.replace(document.blocks[-1], role=BlockRole.BOILERPLATE)
    variants = [
        document,
        dataclasses.replace(document, blocks=(*document.blocks[:-1], menu)),
        dataclasses.replace(document, text=document.text.upper()),
        dataclasses.replace(document, language=None),
        dataclasses.replace(document, publisher=None),
    ]
    for one, other in pairwise(variants):
        assert document_digest(one) != document_digest(other)
    assert document_digest(dataclasses.replace(document, title="T")) == document_digest(document)
