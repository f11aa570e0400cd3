"""The verbs from read to publish, and run, search and demo, which go through them; `trace` stands in `lineage`.

In: the operator's words.  Out: what each stage made, shown as lines or as one JSON document.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firsthand.cli.consent import Audience, KeyFile, Purpose, Unsearched, hold
from firsthand.cli.judging import Accept, Reject, Unsure
from firsthand.cli.screen import (
    CasePath,
    Json,
    Reason,
    Shown,
    complain,
    end,
    out,
    print_json,
    reading_problems,
    say,
    tell_missing,
)
from firsthand.errors import OperatorError
from firsthand.model.consent import PUBLIC, PUBLICATION
from firsthand.store.files import readable

if TYPE_CHECKING:
    from firsthand.claim.agreement import Agreement
    from firsthand.model.claim import Claim
    from firsthand.model.finding import Findings
    from firsthand.pipeline import stages
    from firsthand.pipeline.preserving import PreserveReport
    from firsthand.pipeline.summary import SummaryRow

ROWS_SHOWN = 25
ESTIMATES_SHOWN = 12
QUOTE_SHOWN = 80
ID_SHOWN = 10

Withhold = Annotated[
    Path | None,
    typer.Option("--withhold", metavar="FILE", help="phrases that stay back, one a line"),
]
Gather = Annotated[
    bool, typer.Option("--gather", help="the 18 items of the GATHER statement, from this case")
]
Tell = Annotated[
    tuple[int, str] | None,
    typer.Option("--tell", metavar="ITEM TEXT", help="state one of these items, as who paid"),
]
PublishTo = Annotated[
    Path | None, typer.Option("--publish", metavar="FOLDER", help="write the dossier there")
]


def read(case: CasePath, json_: Json = False) -> None:
    """Read what was preserved into documents."""
    from firsthand.cli import shown
    from firsthand.model.document import ReadState
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.kept_sealed import count_sealed

    tell_missing()
    with Case.open(case, writing=False) as held, Shown() as progress:
        documents = stages.read(held, progress=progress)
        sealed = count_sealed(held)
    if sealed:
        complain(f"note: {sealed} sealed objects are not read: what is derived lies open")
    if json_:
        print_json({"documents": [shown.read_document(d) for d in documents]})
    else:
        counts = {state: sum(d.state is state for d in documents) for state in ReadState}
        say(", ".join(f"{n} {state.value.replace('_', ' ')}" for state, n in counts.items()))
    end(reading_problems(documents))


def claim(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    accept: Accept = None,
    reject: Reject = None,
    unsure: Unsure = None,
    reason: Reason = "",
    sure_from: Annotated[
        int | None,
        typer.Option(
            "--sure-from",
            metavar="N",
            min=1,
            max=99,
            help="show those of which N of a hundred are right",
        ),
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="how far people who judged the same claims agree")
    ] = False,
    json_: Json = False,
) -> None:
    """Suggest claims, each with how many of a hundred such are right, or record a person's decision on them."""
    from firsthand.claim.agreement import measure_agreement
    from firsthand.claim.chosen import Choice, choose
    from firsthand.cli import shown
    from firsthand.model.claim import Decision
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.decided import judgements
    from firsthand.pipeline.judging import judge

    if agreement:
        with Case.open(case, writing=False) as held:
            _show_agreement(measure_agreement(judgements(held).judged), json_=json_)
        return
    asked = (
        (accept, Decision.ACCEPTED),
        (reject, Decision.REJECTED),
        (unsure, Decision.UNSURE),
    )
    decided = [(key, decision) for keys, decision in asked for key in keys or ()]
    if decided and not reason.strip():
        raise OperatorError("a decision has a reason: give --reason")
    with Case.open(case, writing=bool(decided)) as held, Shown() as progress:
        documents = stages.read(held, progress=progress)
        if decided:
            outcome = judge(held, decided, reason=reason, progress=progress)
        else:
            outcome = stages.claims(held, documents, progress=progress)
    found = outcome.values
    if sure_from is not None:
        found = choose(found, Choice(sure_from=sure_from), documents={})
    if json_:
        print_json({"claims": [shown.claim(item) for item in found]})
    else:
        for item in found:
            say(_claim(item))
    end([*reading_problems(documents), *outcome.problems])


def _show_agreement(rows: Sequence[Agreement], *, json_: bool) -> None:
    """Of each element how far people agree beyond chance; 1 is wholly, 0 is no more than chance."""
    from firsthand.cli import shown

    if json_:
        print_json({"agreement": [shown.agreement(row) for row in rows]})
        return
    if not rows:
        say("no claim was judged by two people")
    for row in rows:
        name = row.element.value if row.element else "all elements"
        alpha = "none" if row.alpha is None else f"{row.alpha:.3f}"
        say(f"{name:12}  {row.units:5} judged by several  Krippendorff's alpha {alpha}")
        for pair in row.pairs:
            kappa = "none" if pair.kappa is None else f"{pair.kappa:.3f}"
            told = f"{pair.one}, {pair.other}: {pair.agreed} of {pair.both} alike"
            say(f"{'':12}  {told}, Cohen's kappa {kappa}")
            if pair.blind_both:
                kappa = "none" if pair.blind_kappa is None else f"{pair.blind_kappa:.3f}"
                alike = f"{pair.blind_agreed} of {pair.blind_both} alike"
                say(f"{'':12}  judged blind by both: {alike}, Cohen's kappa {kappa}")


def _claim(item: Claim) -> str:
    from firsthand.claim.valued import written_value

    made = item.suggestion
    value = json.dumps(written_value(made.value), ensure_ascii=False)
    quote = " ".join(made.quotation.exact.split())[:QUOTE_SHOWN]
    sure = "" if made.sureness is None else made.sureness
    return f"{item.id[:ID_SHOWN]}  {item.status:9}  {sure:>2}  {made.element.value:12}  {value}  “{quote}”"


def weigh(case: CasePath, gather: Gather = False, tell: Tell = None, json_: Json = False) -> None:
    """Find what stands, on how many independent origins; or report the estimates by the items of GATHER."""
    from firsthand.cli import shown, weighing
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.standings import state_item

    with Case.open(case, writing=tell is not None) as held, Shown() as progress:
        if tell is not None:
            state_item(held, tell)
        weighed = stages.weigh_case(held, progress=progress)
    if gather or tell is not None:
        weighing.show_gathered(weighed.gathered, json_=json_)
    elif json_:
        print_json(shown.findings(weighed.findings))
    else:
        _print_rows(_rows(weighed))
        _print_estimates(weighed.findings)
    end([*reading_problems(weighed.documents), *weighed.problems])


def publish(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER")],
    withhold: Withhold = None,
    purpose: Purpose = PUBLICATION,
    audience: Audience = PUBLIC,
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """Write the dossier that a reader checks."""
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.events import leave_entry, published_as
    from firsthand.pipeline.publishing import publish as publish_into

    with Case.open(case, writing=False) as held, Shown() as progress:
        problems = hold(held, purpose, audience, identity, unsearched=unsearched)
        weighed = stages.weigh_case(held, progress=progress)
        count = publish_into(held, weighed, folder, withhold=withhold, progress=progress)
        left = leave_entry(case, published_as(held, folder, withhold=withhold))
    if json_:
        print_json({"folder": str(folder), "pages": count})
    else:
        say(f"{count} pages in {folder}: open {folder / 'index.html'}")
        if left:
            say(left)
    end([*problems, *reading_problems(weighed.documents), *weighed.problems])


def run(  # noqa: PLR0913, PLR0917 - the program reads them by name
    case: CasePath,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS...")],
    publish_to: PublishTo = None,
    withhold: Withhold = None,
    purpose: Purpose = PUBLICATION,
    audience: Audience = PUBLIC,
    identity: KeyFile = None,
    unsearched: Unsearched = False,
    json_: Json = False,
) -> None:
    """All six verbs in order; what was done before is not done again."""
    from firsthand.cli import shown
    from firsthand.cli.custody import keep
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.events import leave_entry, published_as
    from firsthand.pipeline.publishing import publish as publish_into

    tell_missing()
    if not Case.is_made(case):
        Case.create(case)
    took = keep(case, addresses)
    report = took.report
    with Case.open(case, writing=False) as held, Shown() as progress:
        guarded = []
        if publish_to:
            guarded = hold(held, purpose, audience, identity, unsearched=unsearched)
        weighed = stages.weigh_case(held, progress=progress)
        pages = 0
        if publish_to:
            pages = publish_into(held, weighed, publish_to, withhold=withhold, progress=progress)
            leave_entry(case, published_as(held, publish_to, withhold=withhold))
    if json_:
        kept = {"preserved": took.preserved, "already": report.already, "pages": pages}
        print_json(kept | shown.findings(weighed.findings))
    else:
        say(
            f"preserved {took.preserved}, kept already {report.already}; "
            f"{len(weighed.documents)} documents, {len(weighed.claims)} claims"
        )
        _print_rows(_rows(weighed))
        _print_estimates(weighed.findings)
        if publish_to:
            say(f"{pages} pages in {publish_to}: open {publish_to / 'index.html'}")
    end([*guarded, *took.problems, *reading_problems(weighed.documents), *weighed.problems])


def search(
    case: CasePath, query: Annotated[str, typer.Argument(metavar="QUERY")], json_: Json = False
) -> None:
    """Find documents that hold these words, in any language."""
    from firsthand.cli import shown
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case

    with Case.open(case, writing=False) as held:
        found = list(stages.search(held, query))
    if json_:
        print_json({"found": [{**shown.document(d), "around": words} for d, words in found]})
    else:
        for document, words in found:
            say(document.address)
            say(f"    {words}")


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", metavar="FOLDER", help="where case and dossier go")
    ] = Path("demo"),
    json_: Json = False,
) -> None:
    """The worked case, end to end: Xinjiang 2016-2018, from public pages, in our own words."""
    from firsthand.cli import shown
    from firsthand.cli.custody import keep
    from firsthand.pipeline import stages
    from firsthand.pipeline.case import Case
    from firsthand.pipeline.decided import judgements
    from firsthand.pipeline.publishing import publish as publish_into
    from firsthand.pipeline.worked_case import manifest, record_bodies, worked_case

    worked = worked_case()
    case, notes = folder / "case", folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    for note in worked.notes:
        (notes / note.file).write_bytes(note.data)
    (notes / "manifest.csv").write_bytes(manifest(worked))
    if not Case.is_made(case):
        Case.create(case, name="Xinjiang 2016-2018: the worked case")
    report = keep(case, [str(notes)]).report
    with Case.open(case, writing=True) as held, Shown() as progress:
        documents = stages.read(held, progress=progress)
        bodies = record_bodies(worked, documents)
        if not judgements(held).codings:
            held.append(bodies.values)
        hold(held, PUBLICATION, PUBLIC, None, unsearched=False)
        weighed = stages.weigh_case(held, progress=progress)
        pages = publish_into(held, weighed, folder / "dossier", progress=progress)
    if json_:
        kept = {"preserved": len(report.preserved), "already": report.already, "pages": pages}
        print_json(kept | shown.findings(weighed.findings))
    else:
        _print_demo(weighed, report)
        index = (folder / "dossier" / "index.html").resolve()
        say(f"the dossier has {pages} pages: open {index}")
    end([*report.problems, *bodies.problems, *weighed.problems])


def _print_demo(weighed: stages.Weighed, report: PreserveReport) -> None:
    from firsthand.trace.wanted import missing_origins

    origins = weighed.traced.lineage.origins
    say(f"preserved {len(report.preserved)} notes, kept already {report.already}")
    say(
        f"{len(weighed.documents)} documents, {len(weighed.claims)} claims, {len(origins)} origins "
        f"of which {len(missing_origins(weighed.traced.lineage))} are not in the case, "
        f"{len(weighed.traced.drifts)} drifts"
    )
    _print_rows(_rows(weighed))
    _print_estimates(weighed.findings)


def _rows(weighed: stages.Weighed) -> tuple[SummaryRow, ...]:
    from firsthand.pipeline.summary import summarise

    return summarise(weighed.findings, claims=weighed.claims, drifts=weighed.traced.drifts)


def _print_rows(rows: Sequence[SummaryRow]) -> None:
    from rich.table import Table

    table = Table("statement", "standing", "origins", "pages", "what drifted", box=None)
    for row in rows[:ROWS_SHOWN]:
        table.add_row(
            readable(f"{row.element}: {row.said}"[:64]),
            row.standing,
            str(row.independent_origins),
            str(row.pages),
            readable("; ".join(row.drifts)[:60]),
        )
    out.print(table)
    if len(rows) > ROWS_SHOWN:
        say(f"... and {len(rows) - ROWS_SHOWN} more statements")


def _print_estimates(findings: Findings) -> None:
    from firsthand.model.finding import Refusal
    from firsthand.publish.wording import end_in_words

    for answer in findings.estimates[:ESTIMATES_SHOWN]:
        if isinstance(answer, Refusal):
            say(f"{answer.question} refused: {'; '.join(answer.refused)}")
        else:
            say(f"{answer.question} {end_in_words(answer.low)} to {end_in_words(answer.high)}")
    if len(findings.estimates) > ESTIMATES_SHOWN:
        say(f"... and {len(findings.estimates) - ESTIMATES_SHOWN} more answers and refusals")
