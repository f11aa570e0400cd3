"""What changed on the way, all of it: before and after, with both quotes.

In: drifts and the quotes on both sides.  Out: pages of changes; which change matters is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from firsthand.publish.lookup import Lookup
from firsthand.publish.pages.quotes import change_of
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press

CHANGES_A_PAGE = 100


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """All drifts, by kind."""
    drifts = sorted(lookup.dossier.drifts, key=lambda d: (d.kind, d.element, d.before, d.id))
    kinds = sorted(Counter(drift.kind.value for drift in drifts).items())
    views = [change_of(drift, lookup, with_statement=True) for drift in drifts]
    for part in parts("drifts.html", views, size=CHANGES_A_PAGE):
        yield press.page(
            part.path,
            "drifts.html",
            title="What changed on the way",
            section="drifts.html",
            lookup=lookup,
            part=part,
            kinds=kinds if part.number == 1 else (),
        )
