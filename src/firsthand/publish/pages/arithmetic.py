"""Whether figures agree as arithmetic: each check by kind, with the figures that went into it.

In: checks.  Out: one page, and what the page of a statement shows of its own. Nothing is tried here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.model.check import Check, CheckedFigure, CheckKind
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.paging import parts
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import CHECK_RESULTS, CHECK_WORDS, capital

CHECKS_A_PAGE = 200
CHECKS_BESIDE = 12  # on the page of a statement; more are on the page of checks


@value
class FigureView:
    """One figure of a check, and where it is from: a statement, or an address."""

    words: str
    statement: str
    address: str


@value
class CheckView:
    """One check as a reader sees it."""

    id: str
    kind: str
    result: str
    result_words: str
    about: str
    note: str
    figures: tuple[FigureView, ...]


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """All checks, those that do not agree first."""
    checks = lookup.dossier.findings.checks
    tried = defaultdict[CheckKind, int](int)
    for check in checks:
        tried[check.kind] += 1
    kinds = [(CHECK_WORDS[kind], tried[kind]) for kind in CheckKind]
    views = [view_of(check, lookup) for check in checks]
    for part in parts("arithmetic.html", views, size=CHECKS_A_PAGE):
        yield press.page(
            part.path,
            "arithmetic.html",
            title="Whether the figures agree",
            section="arithmetic.html",
            part=part,
            kinds=kinds if part.number == 1 else (),
        )


def checks_of(statement: str, lookup: Lookup) -> tuple[CheckView, ...]:
    """The checks in which a statement's figure takes part."""
    found = (c for c in lookup.dossier.findings.checks if statement in c.statements)
    return tuple(view_of(check, lookup) for check in found)[:CHECKS_BESIDE]


def view_of(check: Check, lookup: Lookup) -> CheckView:
    """A check with the way to each of its figures."""
    about = check.about
    return CheckView(
        id=check.id,
        kind=CHECK_WORDS[check.kind],
        result=check.result.value,
        result_words=CHECK_RESULTS[check.result],
        about=f"{capital(about)}?",
        note=check.note,
        figures=tuple(_figure(each, lookup) for each in check.figures),
    )


def _figure(each: CheckedFigure, lookup: Lookup) -> FigureView:
    statements = (lookup.statement_of.get(claim, "") for claim in each.claims)
    return FigureView(
        words=each.words,
        statement=next((key for key in statements if key), ""),
        address=each.address,
    )
