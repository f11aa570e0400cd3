"""The report on estimates by the 18 items of GATHER, and what is documented beside what is estimated.

In: items, estimates, what stands beside them.  Out: one page. What the case does not hold is not stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.model.finding import Estimate
from firsthand.model.value import value
from firsthand.publish.lookup import Lookup
from firsthand.publish.press import Page, Press
from firsthand.publish.wording import capital, end_in_words


@value
class ReportView:
    """One estimate with what is documented beside it and what is assumed."""

    question: str
    documented: str
    estimated: str
    interval: str
    assumptions: tuple[str, ...]


def pages(lookup: Lookup, press: Press) -> Iterator[Page]:
    """The report; none where nothing was gathered."""
    items = lookup.dossier.gathered
    if not items:
        return
    yield press.page(
        "gather.html",
        "gather.html",
        title="Report on the estimates",
        section="scale.html",
        items=items,
        reports=_reports(lookup),
    )


def _reports(lookup: Lookup) -> tuple[ReportView, ...]:
    findings = lookup.dossier.findings
    beside = {each.estimate: each for each in findings.reported}
    views = []
    for each in findings.estimates:
        found = beside.get(each.id)
        if not isinstance(each, Estimate) or found is None:
            continue
        level = f", level {found.level:g}" if found.level is not None else ", without a level"
        views.append(
            ReportView(
                question=f"{capital(each.question)}?",
                documented=_documented(found.documented_low, found.documented_high),
                estimated=f"{end_in_words(each.low)} to {end_in_words(each.high)}",
                interval=f"{found.interval}{level}",
                assumptions=each.assumptions,
            )
        )
    return tuple(views)


def _documented(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "no count"
    if low is None:
        return f"up to {high:,.0f} in one count"
    return f"{low:,.0f} in one count"
