"""Two states of one page: what came over the wire, and what scripts made of it in the end.

In: documents.  Out: which of them are the final state of which other. Both stand at one address in one capture, and a state says of itself
that it was rendered. They are one page: whoever counts pages counts them once.
"""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.model.document import Document, ReadState

RENDERED = "rendered"  # the code of the note that a document made from a final state bears


def is_rendered(document: Document) -> bool:
    """Whether it was read from a browser's final state of the page."""
    return any(problem.code == RENDERED for problem in document.problems)


def final_states(documents: Iterable[Document]) -> dict[str, str]:
    """The id of each document that is a final state, with that of the page as it came over the wire."""
    wires: dict[tuple[str, str], str] = {}
    states: list[Document] = []
    for document in sorted(documents, key=lambda each: (each.locator, each.id)):
        if document.state is ReadState.UNREADABLE:
            continue
        if is_rendered(document):
            states.append(document)
        else:
            wires.setdefault(_place(document), document.id)
    return {each.id: wires[_place(each)] for each in states if _place(each) in wires}


def _place(document: Document) -> tuple[str, str]:
    return document.capture, document.address.partition("#")[0]
