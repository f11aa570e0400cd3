"""Choose among what is stated about a document; keep all of it.

In: what the bytes state, weakly or firmly, and what a manifest says.  Out: title, publisher, date.
A firm statement in the bytes stands before the manifest, the manifest before a weak find in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.custody import Described
from firsthand.model.document import Stated
from firsthand.model.moment import UncertainDate
from firsthand.read.dates import is_edtf, read_date

WEAK = ("visible", "url", "title-tag-end")


def from_manifest(described: Described | None) -> list[Stated]:
    """What the manifest says, as statements like any other."""
    if described is None:
        return []
    return [
        Stated(name=name, text=text, found="manifest")
        for name in ("publisher", "published", "language")
        if (text := getattr(described, name))
    ]


def choose(stated: Sequence[Stated], name: str) -> Stated | None:
    """The statement of *name* to go by: firm, then the manifest's, then a weak one."""

    def rank(item: Stated) -> int:
        if item.found.startswith(WEAK):
            return 2
        return 1 if item.found == "manifest" else 0

    found = [item for item in stated if item.name == name and item.text.strip()]
    return min(found, key=rank) if found else None


def choose_date(stated: Sequence[Stated]) -> UncertainDate | None:
    """The publication date to go by, in EDTF, with where it was found."""
    dated = []
    for item in stated:
        if item.name == "published":
            text = item.text.strip()
            edtf = text if is_edtf(text) else read_date(text)
            if edtf:
                dated.append(Stated(name="published", text=edtf, found=item.found))
    best = choose(dated, "published")
    return UncertainDate(edtf=best.text, found=best.found) if best else None
