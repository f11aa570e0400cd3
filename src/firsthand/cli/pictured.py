"""Show which documents have a picture in common.

In: groups of documents that show the same picture.  Out: a part of a JSON document, or rows of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.model.document import Document
from firsthand.model.picture import SamePicture
from firsthand.store.files import readable

GROUPS_SHOWN = 25
DIGITS_SHOWN = 10
ADDRESS_SHOWN = 80
PAGES_SHOWN = 3
HEADS = ("same picture", "pages", "first shown, if known", "shown by")


def group(item: SamePicture) -> dict[str, Any]:
    """Documents that show the same picture: what they show, and how far it is from the first."""
    return {
        "id": item.id,
        "sha256": item.digest,
        "first": item.first,
        "documents_count": item.documents_count,
        "uses": [
            {
                "document": use.document,
                "sha256": use.digest,
                "address": use.address,
                "path": use.path,
                "width": use.width,
                "height": use.height,
                "size_bytes": use.size_bytes,
                "bits_apart": use.bits_apart,
            }
            for use in item.uses
        ],
    }


def rows(groups: Sequence[SamePicture], documents: Sequence[Document]) -> Iterator[tuple[str, ...]]:
    """A row for each picture, those that most pages show first."""
    addresses = {document.id: document.address for document in documents}
    ordered = sorted(groups, key=lambda each: (-each.documents_count, each.id))
    for each in ordered[:GROUPS_SHOWN]:
        shown_by = [addresses.get(use.document, "") for use in each.uses[:PAGES_SHOWN]]
        yield (
            each.digest[:DIGITS_SHOWN],
            str(each.documents_count),
            readable(addresses.get(each.first or "", "")[:ADDRESS_SHOWN]),
            readable("; ".join(shown_by)[: 2 * ADDRESS_SHOWN]),
        )
