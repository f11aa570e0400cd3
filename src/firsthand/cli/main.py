"""The program `firsthand`: one command for each verb.

Exit status 0 done; 1 problems in the evidence, listed, everything else done; 2 the operator's
mistake; 3 ours.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table

from firsthand import __version__
from firsthand.cli import shown
from firsthand.errors import FaultError, OperatorError
from firsthand.model.claim import Decision
from firsthand.model.document import Document, ReadState
from firsthand.model.problem import Problem, Severity
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case
from firsthand.pipeline.preserving import PreserveReport, Progress, preserve
from firsthand.pipeline.publishing import publish
from firsthand.pipeline.summary import SummaryRow, summarise
from firsthand.pipeline.verifying import verify
from firsthand.pipeline.worked_case import manifest, record_bodies, worked_case
from firsthand.trace.wanted import missing_origins
from firsthand.weigh.systems import estimate, parse_patterns

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
out = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
err = Console(stderr=True, highlight=False, soft_wrap=True)

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="the folder of the case")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON document")]
ROWS_SHOWN = 25


class _Shown:
    """Progress on a terminal, nothing when piped."""

    def __init__(self) -> None:
        self._bar = Bar(console=err, transient=True, disable=not err.is_terminal)
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Progress:
        self._bar.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _tell(self, done: int, total: int | None, what: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=what[:40])


def _end(problems: Sequence[Problem]) -> NoReturn:
    """Show what is wrong with the evidence, and end with 1 if anything is."""
    wrong = [item for item in problems if item.severity is not Severity.NOTE]
    for item in wrong:
        err.print(
            f"{item.severity.value}: {item.where}: {item.message} [{item.code}]", markup=False
        )
    raise typer.Exit(1 if wrong else 0)


def _print_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _reading_problems(documents: Sequence[Document]) -> list[Problem]:
    return [item for d in documents if d.state is not ReadState.READ for item in d.problems]


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="print the version")] = False,
) -> None:
    """From a claim back to its first source."""
    if version:
        print(f"firsthand {__version__}")
        raise typer.Exit(0)


@app.command()
def new(case: CasePath, json_: Json = False) -> None:
    """Make an empty case."""
    made = Case.create(case)
    opened = made.opened()
    if json_:
        _print_json({"name": opened.name, "format": opened.format, "key": opened.key})
    else:
        print(f"made the case {opened.name} in {case}")


def _preserve(case: Path, addresses: Sequence[str]) -> PreserveReport:
    with Case.open(case, writing=True) as held, _Shown() as progress:
        return preserve(held, addresses, progress=progress)


@app.command("preserve")
def preserve_command(
    case: CasePath,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS...")],
    json_: Json = False,
) -> None:
    """Keep files and folders, byte for byte."""
    report = _preserve(case, addresses)
    if json_:
        _print_json({
            "preserved": [{"id": c.id, "sha256": c.digest, "size_bytes": c.size_bytes, "address": c.address, "media_type": c.media_type.value} for c in report.preserved],
            "already": report.already, "duplicates": report.duplicates,
            "problems": [shown.problem(item) for item in report.problems],
        })  # fmt: skip
    else:
        print(
            f"preserved {len(report.preserved)}, kept already {report.already}, of the same bytes as others {report.duplicates}"
        )
    _end(report.problems)


@app.command()
def read(case: CasePath, json_: Json = False) -> None:
    """Read what was preserved into documents."""
    with Case.open(case, writing=False) as held, _Shown() as progress:
        documents = stages.read(held, progress=progress)
    if json_:
        _print_json({"documents": [shown.document(d) for d in documents]})
    else:
        counts = {state: sum(d.state is state for d in documents) for state in ReadState}
        print(
            ", ".join(f"{count} {state.value.replace('_', ' ')}" for state, count in counts.items())
        )
    _end(_reading_problems(documents))


@app.command()
def trace(
    case: CasePath,
    json_: Json = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="list the sources to go and get")
    ] = False,
) -> None:
    """Find who had what from whom."""
    with Case.open(case, writing=False) as held, _Shown() as progress:
        documents = stages.read(held, progress=progress)
        traced = stages.trace(held, documents, progress=progress)
    if missing:
        rows = missing_origins(traced.lineage)
        if json_:
            _print_json(
                {
                    "missing": [
                        {"id": o.id, "name": o.name, "rest_on_it": n, "note": o.note}
                        for o, n in rows
                    ]
                }
            )
        else:
            for origin, count in rows:
                print(f"{count:5}  {origin.name}")
    elif json_:
        _print_json(shown.traced(traced, documents))
    else:
        lineage = traced.lineage
        print(
            f"{len(documents)} documents, {len(lineage.derivations)} derivations, {len(lineage.origins)} origins, {len(traced.drifts)} drifts"
        )
    _end(_reading_problems(documents))


@app.command()
def claim(  # noqa: PLR0917 - the program reads them by name
    case: CasePath,
    accept: Annotated[list[str] | None, typer.Option("--accept", metavar="ID")] = None,
    reject: Annotated[list[str] | None, typer.Option("--reject", metavar="ID")] = None,
    unsure: Annotated[list[str] | None, typer.Option("--unsure", metavar="ID")] = None,
    reason: Annotated[str, typer.Option("--reason", help="why, for whoever checks")] = "",
    json_: Json = False,
) -> None:
    """Suggest claims, or record a person's decision on them."""
    decided = [
        (key, decision)
        for keys, decision in (
            (accept, Decision.ACCEPTED),
            (reject, Decision.REJECTED),
            (unsure, Decision.UNSURE),
        )
        for key in keys or ()
    ]
    if decided and not reason.strip():
        raise OperatorError("a decision has a reason: give --reason")
    with Case.open(case, writing=bool(decided)) as held, _Shown() as progress:
        documents = stages.read(held, progress=progress)
        found = (
            stages.judge(held, decided, reason=reason)
            if decided
            else stages.claims(held, documents, progress=progress)
        )
    if json_:
        _print_json({"claims": [shown.claim(item) for item in found]})
    else:
        for item in found:
            made = item.suggestion
            print(
                f"{item.id[:10]}  {item.status:9}  {made.element.value:12}  {json.dumps(shown.value(made.value), ensure_ascii=False)}  “{made.quotation.exact[:80]}”"
            )
    _end(_reading_problems(documents))


def _rows(weighed: stages.Weighed) -> tuple[SummaryRow, ...]:
    return summarise(weighed.findings, claims=weighed.claims, drifts=weighed.traced.drifts)


def _print_rows(rows: Sequence[SummaryRow], count: int) -> None:
    table = Table("statement", "standing", "origins", "pages", "what drifted", box=None)
    for row in rows[:count]:
        table.add_row(
            f"{row.element}: {row.said}"[:64],
            row.standing,
            str(row.independent_origins),
            str(row.pages),
            "; ".join(row.drifts)[:60],
        )
    out.print(table)
    if len(rows) > count:
        print(f"... and {len(rows) - count} more statements")


@app.command()
def weigh(case: CasePath, json_: Json = False) -> None:
    """Find what stands, on how many independent origins."""
    with Case.open(case, writing=False) as held, _Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
    if json_:
        _print_json(shown.findings(weighed.findings))
    else:
        _print_rows(_rows(weighed), ROWS_SHOWN)
    _end(_reading_problems(weighed.documents))


@app.command("publish")
def publish_command(
    case: CasePath, folder: Annotated[Path, typer.Argument(metavar="FOLDER")], json_: Json = False
) -> None:
    """Write the dossier that a reader checks."""
    with Case.open(case, writing=False) as held, _Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
        count = publish(held, weighed, folder)
    if json_:
        _print_json({"folder": str(folder), "pages": count})
    else:
        print(f"{count} pages in {folder}: open {folder / 'index.html'}")
    _end(_reading_problems(weighed.documents))


@app.command()
def run(
    case: CasePath,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS...")],
    publish_to: Annotated[Path | None, typer.Option("--publish", metavar="FOLDER")] = None,
    json_: Json = False,
) -> None:
    """All six verbs in order; what was done before is not done again."""
    if not (case / "record").exists():
        Case.create(case)
    report = _preserve(case, addresses)
    with Case.open(case, writing=False) as held, _Shown() as progress:
        weighed = stages.weigh_case(held, progress=progress)
        pages = publish(held, weighed, publish_to) if publish_to else 0
    if json_:
        _print_json(
            {
                "preserved": len(report.preserved),
                "already": report.already,
                "pages": pages,
                **shown.findings(weighed.findings),
            }
        )
    else:
        print(
            f"preserved {len(report.preserved)}, kept already {report.already}; {len(weighed.documents)} documents, {len(weighed.claims)} claims"
        )
        _print_rows(_rows(weighed), ROWS_SHOWN)
        if publish_to:
            print(f"{pages} pages in {publish_to}: open {publish_to / 'index.html'}")
    _end([*report.problems, *_reading_problems(weighed.documents)])


@app.command("search")
def search_command(
    case: CasePath, query: Annotated[str, typer.Argument(metavar="QUERY")], json_: Json = False
) -> None:
    """Find documents that hold these words, in any language."""
    with Case.open(case, writing=False) as held:
        found = list(stages.search(held, query))
    if json_:
        _print_json({"found": [{**shown.document(d), "around": words} for d, words in found]})
    else:
        for document, words in found:
            print(f"{document.address}\n    {words}")


@app.command("verify")
def verify_command(
    path: Annotated[Path, typer.Argument(metavar="PATH")], json_: Json = False
) -> None:
    """Check every byte, every entry and the signature of a case."""
    with _Shown() as progress:
        report = verify(path, threads=stages.workers(), progress=progress)
    if json_:
        _print_json(
            {
                "objects": report.objects,
                "size_bytes": report.size_bytes,
                "entries": report.entries,
                "key": report.key,
                "problems": [shown.problem(item) for item in report.problems],
            }
        )
    else:
        print(
            f"{report.objects} objects, {report.size_bytes} bytes, {report.entries} entries, key {report.key[:16]}: {'nothing differs' if not report.problems else f'{len(report.problems)} differences'}"
        )
    _end(report.problems)


@app.command()
def systems(
    patterns: Annotated[Path, typer.Argument(metavar="PATTERNS.csv")], json_: Json = False
) -> None:
    """Multiple systems estimation for a table of capture patterns."""
    try:
        text = patterns.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise OperatorError(f"{patterns} cannot be read as a table: {problem}") from problem
    outcome = parse_patterns(text)
    if not outcome.values:
        if json_:
            reasons = [item.message for item in outcome.problems]
            _print_json({"documented": None, "methods": [], "union": None, "refused": reasons})
        _end(outcome.problems)
    answer = estimate(outcome.values[0])
    document = {
        "documented": answer.documented,
        "methods": [
            {"name": m.name, "low": m.low, "median": m.median, "high": m.high, "level": m.level}
            for m in answer.methods
        ],
        "union": {"low": answer.union[0], "high": answer.union[1]} if answer.union else None,
        "refused": list(answer.refused),
        "assumptions": list(answer.assumptions),
    }
    if json_:
        _print_json(document)
    else:
        for method in answer.methods:
            print(
                f"{method.name:40} {method.low:>9,} {method.median:>9,} {method.high:>9,}  {method.level}"
            )
        for reason in answer.refused:
            print(f"refused: {reason}")
    _end(outcome.problems)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", help="where case and dossier go")] = Path(
        "demo"
    ),
) -> None:
    """The worked case, end to end: Xinjiang 2016-2018, from public pages, in our own words."""
    worked = worked_case()
    case, notes = folder / "case", folder / "notes"
    notes.mkdir(parents=True, exist_ok=True)
    for note in worked.notes:
        (notes / note.file).write_bytes(note.data)
    (notes / "manifest.csv").write_bytes(manifest(worked))
    if not (case / "record").exists():
        Case.create(case, name="Xinjiang 2016-2018: the worked case")
    report = _preserve(case, [str(notes)])
    print(f"preserved {len(report.preserved)} notes, kept already {report.already}")
    with Case.open(case, writing=True) as held, _Shown() as progress:
        documents = stages.read(held, progress=progress)
        bodies = record_bodies(worked, documents)
        if not stages.judgements(held).codings:
            held.append(bodies.values)
        weighed = stages.weigh_case(held, progress=progress)
        pages = publish(held, weighed, folder / "dossier")
    lineage = weighed.traced.lineage
    print(
        f"{len(documents)} documents, {len(weighed.claims)} claims, {len(lineage.origins)} origins of which {len(missing_origins(lineage))} are not in the case, {len(weighed.traced.drifts)} drifts"
    )
    _print_rows(_rows(weighed), ROWS_SHOWN)
    for answer in shown.findings(weighed.findings)["estimates"][:12]:
        said = (
            "refused: " + "; ".join(answer["refused"])
            if "refused" in answer
            else f"{answer['low']} to {answer['high']}"
        )
        print(f"{answer['question']} {said}")
    print(f"the dossier has {pages} pages: open {(folder / 'dossier' / 'index.html').resolve()}")
    _end([*report.problems, *bodies.problems])


def main() -> None:
    """Run the program, and end with the status that the contract gives."""
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(2)
    except typer._click.exceptions.ClickException as mistake:  # noqa: SLF001 - typer names no other
        mistake.show()
        sys.exit(2)
    except OperatorError as mistake:
        err.print(f"firsthand: {mistake}", markup=False)
        sys.exit(2)
    except FaultError as fault:
        err.print(f"firsthand: our fault: {fault}", markup=False)
        sys.exit(3)
