"""Report a case's estimates by the 18 items of GATHER, from what the case itself holds.

In: findings, documents, populations, versions, what people stated.  Out: the items in their order. An item of
which the case holds nothing, and of which nobody has stated anything, is not stated: it is left empty.
GATHER: Guidelines for Accurate and Transparent Health Estimates Reporting, Stevens and others 2016; the
items are in our own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from firsthand.model.check import CheckResult
from firsthand.model.decision import DisputeState
from firsthand.model.document import Document
from firsthand.model.finding import Estimate, Findings, Population, Refusal, Standing
from firsthand.model.reporting import GatherItem, ItemTold
from firsthand.model.standing import Position
from firsthand.model.value import value
from firsthand.weigh.figure import said

LISTED_MAX = 40  # of one item; the findings in JSON have all
METHOD = "docs/methods/weighing.md of the program"
ITEMS = (
    "What is estimated, of whom, where and when",
    "Who paid for the work",
    "How data were found and come by",
    "What was taken in and what left out, and why",
    "Each source: who says so, of whom, when, counted how",
    "Kinds of data that may lean to one side",
    "Other data, and where they are from",
    "All data in a form that a program reads",
    "An overview of the method",
    "Every step, with formulae",
    "How models were compared and chosen",
    "How well the method does, and how much results hang on choices",
    "How uncertainty was worked out, and what of it was left out",
    "Where the program can be had",
    "Results in a form that a program reads",
    "Uncertainty of the results, as numbers",
    "What the results mean beside other evidence, and what changed since an earlier edition",
    "Limits: assumptions and data",
)


@value
class _Case:
    findings: Findings
    documents: tuple[Document, ...]
    populations: tuple[Population, ...]
    versions: tuple[str, ...]
    left_out: int

    @property
    def estimates(self) -> list[Estimate]:
        return [each for each in self.findings.estimates if isinstance(each, Estimate)]

    @property
    def refusals(self) -> list[Refusal]:
        return [each for each in self.findings.estimates if isinstance(each, Refusal)]


def gather(
    findings: Findings,
    *,
    documents: Sequence[Document],
    populations: Sequence[Population],
    versions: Sequence[str],
    left_out: int,
    told: Sequence[ItemTold],
) -> tuple[GatherItem, ...]:
    """All 18 items; *left_out* is how many claims people rejected. What a person stated stands first."""
    case = _Case(
        findings=findings,
        documents=tuple(documents),
        populations=tuple(populations),
        versions=tuple(versions),
        left_out=left_out,
    )
    stated = {each.number: f"{each.text} (stated by {each.by.name})" for each in told}
    makers: tuple[Callable[[_Case], list[str]], ...] = (
        _indicators, _nothing, _found, _taken_in, _sources, _leaning, _populations, _data,
        _overview, _steps, _models, _sensitivity, _uncertainty, _program, _results, _intervals,
        _meaning, _limits,
    )  # fmt: skip
    items = []
    for number, (asks, make) in enumerate(zip(ITEMS, makers, strict=True), 1):
        own = [stated[number]] if number in stated else []
        items.append(GatherItem(number=number, asks=asks, told=(*own, *make(case))))
    return tuple(items)


def _nothing(case: _Case) -> list[str]:
    """Who paid is known to nobody but those who work on it."""
    del case
    return []


def _indicators(case: _Case) -> list[str]:
    return [each.question for each in case.estimates][:LISTED_MAX]


def _found(case: _Case) -> list[str]:
    if not case.documents:
        return []
    languages = sorted({page.language for page in case.documents if page.language})
    dates = sorted(page.published.edtf for page in case.documents if page.published)
    told = [
        f"{len(case.documents)} documents, offered by people and preserved as bytes with their digests"
    ]
    if languages:
        told.append(f"in {', '.join(languages)}")
    if dates:
        told.append(f"published from {dates[0]} to {dates[-1]}, as far as they are dated")
    return told


def _taken_in(case: _Case) -> list[str]:
    if not case.findings.ledger:
        return []
    vague = sum(row.vague for row in case.findings.ledger)
    hedged = sum(row.stance != "asserted" for row in case.findings.ledger)
    told = [
        f"every count that a page gives is in the ledger: {len(case.findings.ledger)}",
        f"claims that people rejected are left out: {case.left_out}",
        f"a number rests on firm counts only: {hedged} are hedged, denied or unknown",
        f"words such as “millions”, with no end printed, give no number: {vague}",
    ]
    return told + [f"refused: {each.question}" for each in case.refusals][:LISTED_MAX]


def _sources(case: _Case) -> list[str]:
    used = {key for each in case.estimates for key in each.inputs}
    address = {page.id: page.address for page in case.documents}
    rows = [row for row in case.findings.ledger if row.claim in used]
    told = []
    for row in rows[:LISTED_MAX]:
        ends = f"{said(row.low)} to {said(row.high)}" if row.low != row.high else said(row.low)
        parts = (row.counts, row.unit, row.group, row.place, row.period, row.hedge)
        words = ", ".join(part for part in parts if part)
        speaker = f"{row.said_by}, on " if row.said_by else ""
        told.append(f"{ends} ({words}): {speaker}{address.get(row.document, row.document)}")
    if len(rows) > LISTED_MAX:
        told.append(f"and {len(rows) - LISTED_MAX} more, in the ledger")
    return told


def _leaning(case: _Case) -> list[str]:
    findings = case.findings
    if not findings.statements:
        return []
    counts = {row.statement for row in findings.ledger}
    standings = Counter(s.standing for s in findings.statements if s.id in counts)
    beside = [each for each in findings.beside if each.statement in counts]
    drifted = sum(each.only_through_drift for each in beside)
    interested = sum(
        any(
            one.position is Position.INTERESTED
            for found in (each.origins, each.voices)
            for one in found
        )
        for each in beside
    )
    single = standings[Standing.SINGLE_ORIGIN]
    return [
        f"counts that rest on one origin: {single} of {len(counts)}",
        f"counts that exist only through what changed on the way: {drifted}",
        f"counts said by somebody whom they serve, as far as sides are known: {interested}",
        "whoever nobody wrote about is in no count",
    ]


def _populations(case: _Case) -> list[str]:
    return [
        f"{said(p.persons)}, {p.group}, {p.area} {p.year}: {p.address}"
        for p in case.populations[:LISTED_MAX]
    ]


def _data(case: _Case) -> list[str]:
    if not case.findings.ledger:
        return []
    return [
        "`firsthand weigh CASE --json`: `ledger`, one row a count, with quote, page and origins"
    ]


def _overview(case: _Case) -> list[str]:
    if not case.estimates:
        return []
    return [
        (
            "counts of one thing and place are sorted into rounds, each counted once, and bounded by "
            "the population; copies of one origin enter once"
        )
    ]


def _steps(case: _Case) -> list[str]:
    methods = sorted({each.method for each in case.estimates})
    return [f"{method}: {METHOD}" for method in methods]


def _models(case: _Case) -> list[str]:
    if not case.estimates:
        return []
    if all(each.level == "bounds" for each in case.estimates):
        return ["no model was fitted: the numbers are bounds that follow from the counts"]
    return []


def _sensitivity(case: _Case) -> list[str]:
    told = dict.fromkeys(
        a for each in case.estimates for a in each.assumptions if a.startswith("another year")
    )
    return list(told)[:LISTED_MAX]


def _uncertainty(case: _Case) -> list[str]:
    if not case.estimates:
        return []
    return [
        "accounted for: how finely a figure is printed, its hedge, figures that disagree, who may have come twice",
        "not accounted for: whether the sources are right, and whoever was counted nowhere",
    ]


def _program(case: _Case) -> list[str]:
    return [f"{version}, whose source comes with it" for version in case.versions]


def _results(case: _Case) -> list[str]:
    if not case.estimates:
        return []
    return [
        "`firsthand weigh CASE --json`: `estimates`, each with what is documented and its assumptions"
    ]


def _intervals(case: _Case) -> list[str]:
    reported = {each.estimate: each for each in case.findings.reported}
    told = []
    for each in case.estimates[:LISTED_MAX]:
        beside = reported.get(each.id)
        low = "open" if each.low is None else said(each.low)
        high = "open" if each.high is None else said(each.high)
        documented = said(beside.documented_low) if beside and beside.documented_low else "none"
        told.append(
            f"{each.question}: estimated {low} to {high} ({each.level}); documented in one count: {documented}"
        )
    return told


def _meaning(case: _Case) -> list[str]:
    findings = case.findings
    if not findings.statements:
        return []
    open_ = sum(each.state is DisputeState.OPEN for each in findings.contradictions)
    failing = [each for each in findings.checks if each.result is CheckResult.FAILS]
    return [
        f"contradictions: {len(findings.contradictions)}, of which {open_} are open",
        *[f"figures that do not agree: {each.about}: {each.note}" for each in failing][:LISTED_MAX],
    ]


def _limits(case: _Case) -> list[str]:
    assumed = dict.fromkeys(a for each in case.estimates for a in each.assumptions)
    refused = dict.fromkeys(why for each in case.refusals for why in each.refused)
    return [*assumed, *refused][:LISTED_MAX]
