"""A page for each preserved object: its digest, where it was met, and how anyone checks it.

In: preserved objects, and their first bytes.  Out: one page an object; what they say is shown on `documents`' pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from firsthand.model.custody import MediaType
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.press import Page, Press
from firsthand.publish.safe import visible

PREVIEW_CHARACTERS = 2_000
HEX_BYTES = 256
HEX_ROW = 16
DOCUMENTS_SHOWN = 300  # of a web archive with thousands of pages
_TEXTUAL = frozenset({MediaType.TEXT, MediaType.HTML, MediaType.MHTML})


@value
class Preview:
    """The first bytes, as text or as numbers."""

    kind: str
    text: str


def pages(
    lookup: Lookup, press: Press, *, preview: Callable[[str], bytes | None]
) -> Iterator[Page]:
    """All objects, each once, however many addresses it was met at."""
    read_from: dict[str, list[str]] = defaultdict(list)
    for key, document in lookup.documents.items():
        read_from[document.capture].append(key)
    for name, kept in lookup.captures.items():
        digest = kept[0].digest
        head = preview(digest) if digest and not kept[0].bytes_stay else None
        found = read_from.get(name, [])
        yield press.page(
            f"captures/{name}.html",
            "capture.html",
            title=f"Preserved bytes {name[:16]}",
            section="sources.html",
            lookup=lookup,
            kept=kept,
            documents=found[:DOCUMENTS_SHOWN],
            documents_count=len(found),
            preview=_preview(head, kept[0].media_type) if head else None,
        )


def _preview(head: bytes, media_type: MediaType) -> Preview:
    if media_type in _TEXTUAL:
        return Preview(
            kind="As text, if it is UTF-8",
            text=visible(head.decode("utf-8", "replace")[:PREVIEW_CHARACTERS]),
        )
    rows = [head[place : place + HEX_ROW] for place in range(0, min(len(head), HEX_BYTES), HEX_ROW)]
    lines = [f"{place * HEX_ROW:06x}  {row.hex(' ')}" for place, row in enumerate(rows)]
    return Preview(kind="As numbers", text="\n".join(lines))
