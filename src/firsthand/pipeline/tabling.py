"""Write claims into a file that people fill in or annotate, and take in what they did with it.

In: an open case and a file: CSV, XLSX or JSON-LD (W3C Web Annotations), told by the end of its name.
Out: the file; or entries of the record for all that its rows ask for beyond what the record says, and a problem
for each row that cannot stand, by row and column. Reading a file twice records nothing twice.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from firsthand.claim.annotations import cells_of_annotation, items_of, page_of_annotations
from firsthand.claim.sheet import COLUMNS, cells_of, guarded, rows_of
from firsthand.claim.wishes import Known, RowError, Wish, filled_in, known_of, read_wish
from firsthand.errors import OperatorError
from firsthand.model.claim import Decision, Judgement
from firsthand.model.consent import Use
from firsthand.model.problem import Problem, Severity
from firsthand.model.record import Body, Judged, Revised, RevisionKind
from firsthand.model.value import value
from firsthand.pipeline import clock, stages
from firsthand.pipeline.case import TOOL, Case, operator
from firsthand.pipeline.consenting import hold_back
from firsthand.pipeline.judging import fresh_batch
from firsthand.pipeline.preserving import Progress
from firsthand.pipeline.queueing import seen_by
from firsthand.publish.redact import BLOCK
from firsthand.publish.withheld import pattern_of
from firsthand.tools.spreadsheets import ROWS_MAX, read_xlsx, write_xlsx

BYTES_MAX = 64 << 20  # 200,000 claims with a sentence each
_DIALECTS = (",", ";", "\t")  # spreadsheets of other countries write the other two
_KINDS = (".csv", ".xlsx", ".jsonld")

CODING = Use(purpose="coding", audience="coders")
Numbered = tuple[str, Mapping[str, str] | RowError]  # "row 5", and its cells or what is wrong


@value
class Imported:
    """What came of a file: entries made, rows that asked for nothing, columns that mean nothing to us."""

    batch: str
    judged: tuple[Judged, ...]
    revised: tuple[Revised, ...]
    unchanged: int
    ignored: tuple[str, ...]
    problems: tuple[Problem, ...]


def export(
    case: Case,
    path: Path,
    *,
    blind: bool,
    names: Mapping[str, Sequence[str]] | None = None,
    progress: Progress = stages.quiet,
) -> int:
    """Write the claims of *case* to *path*, which must not be there yet; out comes their number.

    What witnesses gave stays back unless they agreed to coding by coders; *names* are those of the register, by pseudonym,
    where it was opened.

    Raises:
        OperatorError: the file is there, its name ends in nothing we write, or it cannot be written.
    """
    kind = _kind(path)
    held = hold_back(case, CODING, day=clock.now().utc[:10], names=names)
    blank = _blanker(held.phrases)
    documents = stages.read(case, progress=progress)
    found = stages.claims(case, documents, progress=progress).values
    claims = seen_by(operator(), found, stages.judgements(case), blind=blind).claims
    by = operator().name
    if kind == ".jsonld":
        page = page_of_annotations(
            claims,
            documents=documents,
            case=case.opened().name,
            tool=TOOL,
            by=by,
            blind=blind,
            hidden=pattern_of(held.phrases),
        )
        page = blank(page)
        data = (json.dumps(page, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    else:
        rows = [
            [guarded(blank(row[name])) for name in COLUMNS]
            for row in rows_of(claims, documents=documents, by=by, blind=blind)
        ]
        if kind == ".xlsx":
            data = write_xlsx(COLUMNS, rows, choices={"decision": tuple(map(str, Decision))})
        else:
            data = _csv(rows)
    write_new(path, data)
    return len(claims)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all: half a table would be kept from being written anew.

    Raises:
        OperatorError: it is there, or cannot be written.
    """
    try:
        stream = path.open("xb")
    except FileExistsError:
        raise OperatorError(f"{path} is there already: what is filled in there is kept") from None
    except OSError as problem:
        raise OperatorError(f"{path} cannot be written: {problem.strerror}") from None
    try:
        with stream:
            stream.write(data)
    except OSError as problem:
        path.unlink(missing_ok=True)
        raise OperatorError(f"{path} cannot be written: {problem.strerror}") from None


def import_(
    case: Case,
    path: Path,
    *,
    reason: str,
    blind: bool,
    dry_run: bool = False,
    progress: Progress = stages.quiet,
) -> Imported:
    """Record what the rows of *path* ask for; *reason* is that of rows that give none.

    With *dry_run* nothing is recorded: out comes what would be.

    Raises:
        OperatorError: the file cannot be read as what its name says.
    """
    documents = stages.read(case, progress=progress)
    entered = stages.judgements(case)
    known = known_of(
        stages.claims(case, documents, progress=progress).values,
        documents=documents,
        said=(*entered.judged, *entered.undone),
        by=operator(),
        vocabulary=entered.vocabulary,
        block=BLOCK,
    )
    rows, ignored = _rows(path, known)
    batch = fresh_batch(case)
    bodies: list[Body] = []
    problems: list[Problem] = []
    unchanged = 0
    once: set[str] = set()
    read = [(where, *_wished(cells, known, reason)) for where, cells in rows]
    at_odds = _at_odds(read)
    for where, about, wish in read:
        wrong = wish if isinstance(wish, RowError) else at_odds.get(where)
        if wrong is not None:
            problems.append(_problem(path, where, wrong))
            continue
        assert not isinstance(wish, RowError), "told above"
        if wish is None or about in once:
            unchanged += 1
        else:
            bodies.append(_body(wish, batch=batch, blind=blind))
        once.add(about)
    if not dry_run:
        case.append(bodies)
    return Imported(
        batch=batch if bodies and not dry_run else "",
        judged=tuple(body for body in bodies if isinstance(body, Judged)),
        revised=tuple(body for body in bodies if isinstance(body, Revised)),
        unchanged=unchanged,
        ignored=ignored,
        problems=tuple(problems),
    )


Read = tuple[str, str, Wish | RowError | None]  # where a row stands, what it is about, what it asks


def _wished(
    cells: Mapping[str, str] | RowError, known: Known, reason: str
) -> tuple[str, Wish | RowError | None]:
    """What a row is about, and what it asks for beyond the record.

    About something is also a row that was taken in before: when the file is read again, the row beside it that
    asks otherwise must not be the only one that asks.
    """
    if isinstance(cells, RowError):
        return "", cells
    try:
        wish = read_wish(cells, known, reason=reason)
    except RowError as wrong:
        return "", wrong
    return (wish.about if wish else filled_in(cells, known)), wish


def _at_odds(read: Sequence[Read]) -> dict[str, RowError]:
    """What is wrong with each row beside which another asks otherwise of the same claim: nobody knows which was meant."""
    by_claim: dict[str, list[tuple[str, Wish | None]]] = {}
    for where, about, wish in read:
        if about and not isinstance(wish, RowError):
            by_claim.setdefault(about, []).append((where, wish))
    found = {}
    for rows in by_claim.values():
        for where, wish in rows:
            other = next((beside for beside, asks in rows if asks != wish), "")
            if other:
                found[where] = RowError(
                    "id", f"expected one row for a claim, found {other} to ask otherwise"
                )
    return found


def _body(wish: Wish, *, batch: str, blind: bool) -> Judged | Revised:
    if wish.made is not None:
        return Revised(
            kind=RevisionKind.EDIT if wish.claim else RevisionKind.ADD,
            replaced=(wish.claim,) if wish.claim else (),
            made=(wish.made,),
            reason=wish.reason,
            batch=batch,
            blind=blind,
        )
    assert wish.claim is not None, "a wish without a new claim decides on one"
    assert wish.decision is not None, "a wish without a new claim decides on one"
    judgement = Judgement(
        suggestion=wish.claim.id,
        decision=wish.decision,
        reason=wish.reason,
        by=operator(),
        at=clock.now(),
        batch=batch,
        blind=blind,
    )
    return Judged(judgement=judgement, suggestion=wish.claim)


def _problem(path: Path, where: str, wrong: RowError) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="row-refused",
        message=f"{wrong.column}: {wrong}",
        where=f"{path.name}, {where}",
    )


def _blanker(phrases: Sequence[str]) -> Callable[[Any], Any]:
    """What takes *phrases* out of every text of a row or a page."""
    pattern = pattern_of(phrases)

    def blank(item: Any) -> Any:
        if pattern is None:
            return item
        if isinstance(item, str):
            return pattern.sub(BLOCK, item)
        if isinstance(item, Mapping):
            return {key: blank(part) for key, part in item.items()}
        return [blank(part) for part in item] if isinstance(item, list | tuple) else item

    return blank


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in _KINDS:
        raise OperatorError(f"expected a file that ends in {', '.join(_KINDS)}, found {path.name}")
    return kind


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a mark at the beginning, without which spreadsheets take it for something else."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _rows(path: Path, known: Known) -> tuple[Iterator[Numbered], tuple[str, ...]]:
    """The rows of a file with their names, and the columns that are none of ours."""
    kind = _kind(path)
    try:
        size = path.stat().st_size
        if size > BYTES_MAX:
            raise OperatorError(f"expected up to {BYTES_MAX} bytes, {path.name} has {size}")
        data = path.read_bytes()
    except OSError as problem:
        raise OperatorError(f"{path} cannot be read: {problem.strerror}") from None
    if kind == ".jsonld":
        return _annotated(path, data, known), ()
    read = _read_csv(path, data) if kind == ".csv" else _read_xlsx(path, data)
    if not read:
        raise OperatorError(f"expected a first row with the names of columns, {path.name} has none")
    heads = [head.strip() for head in read[0][1]]
    if "id" not in heads and "quote" not in heads:
        raise OperatorError(f"expected a first row with `id`, {path.name} has {heads[:6]}")
    if twice := [name for name in COLUMNS if heads.count(name) > 1]:
        raise OperatorError(f"expected each column once, {path.name} has {', '.join(twice)} twice")
    ignored = tuple(head for head in heads if head and head not in COLUMNS)
    return ((where, cells_of(heads, row)) for where, row in read[1:]), ignored


def _read_xlsx(path: Path, data: bytes) -> list[tuple[str, Sequence[str]]]:
    return [(f"row {row.number}", row.cells) for row in read_xlsx(data, where=str(path))]


def _read_csv(path: Path, data: bytes) -> list[tuple[str, Sequence[str]]]:
    text = _decoded(path, data)
    first = text.partition("\n")[0]
    delimiter = max(_DIALECTS, key=first.count)
    read: list[tuple[str, Sequence[str]]] = []
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1
        ):
            if number > ROWS_MAX:
                raise OperatorError(f"expected up to {ROWS_MAX} rows, {path.name} has more")
            if any(row):
                read.append((f"row {number}", row))
    except csv.Error as problem:
        raise OperatorError(f"{path.name} is no CSV after row {len(read)}: {problem}") from None
    return read


def _decoded(path: Path, data: bytes) -> str:
    """The text of a CSV file; spreadsheets write UTF-8, or UTF-16 with a mark."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise OperatorError(
            f"expected UTF-8, {path.name} has {data[problem.start : problem.start + 1]!r} at byte "
            f"{problem.start}: save it as CSV UTF-8"
        ) from None


def _annotated(path: Path, data: bytes, known: Known) -> Iterator[Numbered]:
    try:
        items = items_of(json.loads(data))
    except (ValueError, RecursionError) as problem:
        raise OperatorError(f"{path.name} holds no Web Annotations: {problem}") from None
    for number, item in enumerate(items, start=1):
        try:
            for cells in cells_of_annotation(item, known):
                yield f"annotation {number}", cells
        except RowError as wrong:
            yield f"annotation {number}", wrong
