"""What cannot both stand: each contradiction with both sides in their words, and what was decided.

In: contradictions, statements, quotes.  Out: the register as pages, and what the page of a statement
shows of its own. Who is right is not said here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from firsthand.model.decision import DisputeState
from firsthand.model.finding import Contradiction, Statement
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.pages.quotes import QuoteView, quote_of
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import DISPUTE_WORDS

A_PAGE = 50
SHOWN_BESIDE = 20  # on the page of a statement; all are in the register
QUOTES_A_SIDE = 2
_STATES = (DisputeState.OPEN, DisputeState.EXPLAINED, DisputeState.BOTH)


@value
class SideView:
    """One of two statements that contradict each other."""

    id: str
    title: str
    standing: str
    origins: int
    claims: int
    quotes: tuple[QuoteView, ...]


@value
class Opposed:
    """A contradiction with both sides, and how it stands among people."""

    key: str
    kind: str
    note: str
    state: str
    state_words: str
    by: str
    on: str
    reason: str
    this: SideView
    that: SideView


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """The register: open ones first."""
    found = sorted(
        lookup.dossier.findings.contradictions,
        key=lambda c: (_STATES.index(c.state), c.kind, c.key),
    )
    views = [view for each in found if (view := _opposed(each.one, each, lookup)) is not None]
    kinds = Counter(view.kind for view in views)
    states = Counter(view.state_words for view in views)
    for part in parts("contradictions.html", views, size=A_PAGE):
        yield press.page(
            part.path,
            "contradictions.html",
            title="Contradictions",
            section="contradictions.html",
            lookup=lookup,
            part=part,
            kinds=sorted(kinds.items()),
            states=sorted(states.items()),
        )


def opposed_to(statement: Statement, lookup: Lookup) -> list[Opposed]:
    """What contradicts one statement, itself first."""
    found = lookup.contradictions_of.get(statement.id, ())[:SHOWN_BESIDE]
    return [view for each in found if (view := _opposed(statement.id, each, lookup))]


def _opposed(first: str, found: Contradiction, lookup: Lookup) -> Opposed | None:
    this = lookup.statements.get(first)
    that = lookup.statements.get(found.other if found.one == first else found.one)
    if this is None or that is None:
        return None
    ruling = found.ruling
    return Opposed(
        key=found.key,
        kind=found.kind,
        note=found.note,
        state=found.state.value,
        state_words=DISPUTE_WORDS[found.state],
        by=ruling.by.name if ruling else "",
        on=ruling.at.utc[:10] if ruling else "",
        reason=ruling.reason if ruling else "",
        this=_side(this, lookup),
        that=_side(that, lookup),
    )


def _side(statement: Statement, lookup: Lookup) -> SideView:
    keys = sorted(
        (key for key in statement.claims if key in lookup.claims), key=lambda k: _order(k, lookup)
    )
    views = (quote_of(key, lookup, anchored=False) for key in keys)
    return SideView(
        id=statement.id,
        title=lookup.title(statement),
        standing=statement.standing.value,
        origins=statement.independent_origins,
        claims=len(statement.claims),
        quotes=tuple(view for view in views if view)[:QUOTES_A_SIDE],
    )


def _order(key: str, lookup: Lookup) -> tuple[str, str, int]:
    made = lookup.claims[key].suggestion
    return (lookup.date(made.document) or "9999", made.document, made.quotation.position.start)
