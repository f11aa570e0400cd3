"""Documents for tests, from words alone."""

from __future__ import annotations

import hashlib
import re

from firsthand.model.document import Block, BlockRole, Document, ReadState, TextPosition
from firsthand.model.moment import UncertainDate


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
