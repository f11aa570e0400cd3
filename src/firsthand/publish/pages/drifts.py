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
            only=_only_through_drift(lookup) if part.number == 1 else (),
        )


def _only_through_drift(lookup: Lookup) -> tuple[tuple[str, str], ...]:
    """The statements that are there only because something changed: their id and what they say."""
    found = (key for key, each in lookup.beside.items() if each.only_through_drift)
    told = (
        (key, lookup.title(lookup.statements[key])) for key in found if key in lookup.statements
    )
    return tuple(sorted(told, key=lambda pair: (pair[1], pair[0])))
