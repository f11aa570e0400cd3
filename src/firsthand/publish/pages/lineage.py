"""The lineage: a drawing of the whole, each source with what rests on it, those still to get.

In: derivations and origins.  Out: the whole lineage, the list of what to get, a page for each missing source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from firsthand.model.finding import Statement
from firsthand.model.lineage import Derivation, Origin
from firsthand.model.value import value
from firsthand.publish.drawing.lineage import draw_lineage
from firsthand.publish.lookup import Edge, Lookup
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import counted

ROWS_A_PAGE = 300
ABOVE_SHOWN = 3
STATEMENTS_SHOWN = 200


@value
class SourceRow:
    """A source, and what rests on it."""

    key: str
    seen: bool
    resting: int
    how: str
    above: tuple[str, ...]
    more_above: int


@value
class MissingRow:
    """A source to go and get, and how much would fall with it."""

    origin: Origin
    pages: int
    statements: int
    sole: int


@value
class RestingRow:
    """A page that rests on a source, and how."""

    key: str
    how: str


@value
class StatementRow:
    """A statement that goes back to a source."""

    id: str
    title: str
    standing: str
    origins: int
    sole: bool


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """The whole lineage, the list of what is missing, and a page for each missing source."""
    yield from _whole(lookup, press)
    yield from _missing(lookup, press)
    for origin in lookup.origins.values():
        if origin.id not in lookup.documents:
            yield from _origin(origin, lookup, press)


def _whole(lookup: Lookup, press: Press) -> Iterator[Page]:
    edges = _edges(lookup.derivations.values())
    drawn = draw_lineage(edges, lookup=lookup, up="", key="lineage")
    keys = {edge.earlier for edge in lookup.derivations.values()}
    rows = sorted((_row(key, lookup) for key in keys), key=lambda row: (-row.resting, row.key))
    for part in parts("lineage.html", rows, size=ROWS_A_PAGE):
        yield press.page(
            part.path,
            "lineage.html",
            title="Lineage",
            section="lineage.html",
            lookup=lookup,
            part=part,
            drawn=drawn,
            cut=lookup.dossier.cut[:ROWS_A_PAGE],
            derivations=len({(a, b) for a, b, _ in edges}),
            documents=len(lookup.documents),
            missing=sum(origin.id not in lookup.documents for origin in lookup.origins.values()),
        )


def _missing(lookup: Lookup, press: Press) -> Iterator[Page]:
    rows = [
        MissingRow(
            origin=origin,
            pages=len(lookup.resting_on(origin)),
            statements=len(lookup.statements_on.get(origin.id, ())),
            sole=sum(_is_sole(s) for s in lookup.statements_on.get(origin.id, ())),
        )
        for origin in lookup.origins.values()
        if origin.id not in lookup.documents
    ]
    rows.sort(key=lambda row: (-row.pages, -row.statements, row.origin.name, row.origin.id))
    for part in parts("missing.html", rows, size=ROWS_A_PAGE):
        yield press.page(
            part.path,
            "missing.html",
            title="Sources not in the case",
            section="missing.html",
            lookup=lookup,
            part=part,
        )


def _origin(origin: Origin, lookup: Lookup, press: Press) -> Iterator[Page]:
    resting = lookup.resting_on(origin)
    rows = [RestingRow(key=key, how=_how(key, origin.id, lookup)) for key in resting]
    near = _edges([*_above(origin.id, lookup), *lookup.edges_from.get(origin.id, ())])
    drawn = draw_lineage(near, lookup=lookup, up="../", key="lineage")
    told = sorted(lookup.statements_on.get(origin.id, ()), key=lambda s: (-len(s.documents), s.id))
    above = {(edge.earlier, edge.kind): edge for edge in lookup.edges_to.get(origin.id, ())}
    for part in parts(lookup.page_of(origin.id), rows, size=ROWS_A_PAGE):
        yield press.page(
            part.path,
            "origin.html",
            title=origin.name or origin.id,
            section="missing.html",
            lookup=lookup,
            origin=origin,
            part=part,
            drawn=drawn,
            above=[above[key] for key in sorted(above)],
            statements=[_told(statement, lookup) for statement in told[:STATEMENTS_SHOWN]],
            statements_more=max(0, len(told) - STATEMENTS_SHOWN),
        )


def _edges(derivations: Iterable[Derivation]) -> tuple[Edge, ...]:
    return tuple(sorted({(edge.earlier, edge.later, edge.kind) for edge in derivations}))


def _above(key: str, lookup: Lookup) -> list[Derivation]:
    """Everything on the way up from *key*."""
    found, seen, waiting = [], {key}, [key]
    while waiting:
        for edge in lookup.edges_to.get(waiting.pop(), ()):
            found.append(edge)
            if edge.earlier not in seen:
                seen.add(edge.earlier)
                waiting.append(edge.earlier)
    return found


def _row(key: str, lookup: Lookup) -> SourceRow:
    direct = {(edge.later, edge.kind) for edge in lookup.edges_from.get(key, ())}
    kinds = Counter(kind.value for _, kind in direct)
    above = sorted({edge.earlier for edge in lookup.edges_to.get(key, ())})
    origin = lookup.origins.get(key)
    resting = len(lookup.resting_on(origin)) if origin else len({later for later, _ in direct})
    return SourceRow(
        key=key,
        seen=lookup.is_seen(key),
        resting=resting,
        how=", ".join(f"{number} by {kind}" for kind, number in sorted(kinds.items())),
        above=tuple(above[:ABOVE_SHOWN]),
        more_above=max(0, len(above) - ABOVE_SHOWN),
    )


def _how(key: str, origin: str, lookup: Lookup) -> str:
    edges = [edge for edge in lookup.edges_to.get(key, ()) if edge.earlier == origin]
    if not edges:
        return "through others"
    limited = sum(len(edge.claims) for edge in edges)
    kinds = ", ".join(sorted({edge.kind.value for edge in edges}))
    whole = any(not edge.claims for edge in edges)
    return kinds if whole else f"{kinds}, for {counted(limited, 'claim')}"


def _told(statement: Statement, lookup: Lookup) -> StatementRow:
    return StatementRow(
        id=statement.id,
        title=lookup.title(statement),
        standing=statement.standing.value,
        origins=statement.independent_origins,
        sole=_is_sole(statement),
    )


def _is_sole(statement: Statement) -> bool:
    return len(statement.origins) == 1
