"""Documents for tests, from words alone."""

from __future__ import annotations

import dataclasses
import hashlib
import re

from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.moment import UncertainDate
from firsthand.model.problem import Problem, Severity
from firsthand.model.states import RENDERED


def page(
    text: str,
    *,
    address: str = "https://a.example/1",
    publisher: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Document:
    """A document with a block a line."""
    return Document(
        capture=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        locator="",
        address=address,
        media_type="text/plain",
        state=ReadState.READ,
        text=text,
        publisher=publisher,
        language=language,
        published=UncertainDate(edtf=published, found="manifest") if published else None,
        blocks=tuple(
            Block(
                position=TextPosition(start=m.start(), end=m.end()), role=BlockRole.ARTICLE, path=""
            )
            for m in re.finditer(r"[^\n]+", text)
        ),
    )


def in_two_states(sent: str, shown: str) -> tuple[Document, Document]:
    """A page as it came over the wire, and its final state: two documents of one capture at one address."""
    wire = page(sent, address="https://a.example/living")
    note = Problem(severity=Severity.NOTE, code=RENDERED, message="scripts wrote words", where="")
    state = dataclasses.replace(
        page(shown, address="https://a.example/living"),
        capture=wire.capture,
        locator="record=9000",
        problems=(note,),
    )
    return dataclasses.replace(wire, locator="record=300"), state
