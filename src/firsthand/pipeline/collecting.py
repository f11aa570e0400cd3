"""Write down what the Berkeley Protocol asks: of a collection who, why and with what; of a search what was found.

In: a case; what the operator states.  Out: entries that commit to the words, which lie apart and leave the case only where
somebody asks for them by name. What is not stated is written as not recorded, with the reason.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from firsthand.errors import OperatorError
from firsthand.model.collection import (
    NOT_RECORDED,
    Apart,
    ApartKind,
    CollectionPart,
    InquiryPart,
    KeptApart,
    Told,
)
from firsthand.model.record import Entry, Preserved
from firsthand.model.sealed import Sealed
from firsthand.model.value import value
from firsthand.pipeline import clock
from firsthand.pipeline.case import NAMED, Case
from firsthand.store.apart import ApartError, read_apart, settle_apart, write_apart
from firsthand.store.files import readable

UNSTATED = "it was not stated when this was written"
NOTHING = "nothing found"
WORDS_MAX = 100_000  # of one part; a page of results, pasted
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


@value
class Written:
    """What was written down with one entry, or why it cannot be read."""

    entry: int
    at: str
    by: str
    parts: tuple[Told, ...]
    problem: str = ""
    addresses: tuple[str, ...] = ()  # of a collection: as found, of what was preserved under it


def record_collection(
    case: Case, told: Mapping[CollectionPart, str], *, because: Mapping[CollectionPart, str]
) -> Written:
    """Record what is stated of the collection from here on; of each other part, why it is not.

    Raises:
        OperatorError: a part is both stated and not recorded, or too long.
    """
    both = sorted(told.keys() & because.keys())
    if both:
        raise OperatorError(f"{both[0]} is both recorded and not recorded: give one of them")
    words = {
        each: told[each] if each in told else NOT_RECORDED + because.get(each, UNSTATED)
        for each in CollectionPart
    }
    return _write(case, ApartKind.COLLECTION, words)


def record_inquiry(
    case: Case, *, engine: str, query: str, result: str | None, at: str | None = None
) -> Written:
    """Record a search: *result* in the operator's words, None where nothing was found; *at* if it was not now.

    Raises:
        OperatorError: a part is empty or too long.
    """
    words = {
        InquiryPart.TIME: at or clock.now().utc,
        InquiryPart.ENGINE: engine,
        InquiryPart.QUERY: query,
        InquiryPart.RESULT: NOTHING if result is None else result,
    }
    return _write(case, ApartKind.INQUIRY, words)


def _write(
    case: Case, kind: ApartKind, words: Mapping[CollectionPart, str] | Mapping[InquiryPart, str]
) -> Written:
    for name, text in words.items():
        if not text.strip() or len(text) > WORDS_MAX:
            raise OperatorError(
                f"expected up to {WORDS_MAX} characters for {name}, found {len(text)}"
            )
    parts = tuple(
        Told(name=name.value, words=readable(text), salt=secrets.token_hex(32))
        for name, text in words.items()
    )
    if case.names_a_witness(parts):
        raise OperatorError(NAMED)
    body = write_apart(case.record.folder, Apart(kind=kind, parts=parts))
    case.append([body])
    settle_apart(case.record.folder, body.file)
    return list(written(case, kind))[-1]


def written(case: Case, kind: ApartKind) -> Iterator[Written]:
    """What was written down, in the order of the record; a collection with the addresses of what came in under it."""
    last: Written | None = None
    met: dict[str, None] = {}
    for number, entry in enumerate(case.entries()):
        body = entry.body
        if isinstance(body, KeptApart) and body.kind is kind:
            if last is not None:
                yield dataclasses.replace(last, addresses=tuple(met))
            last, met = _read(case, number, entry, body), {}
        elif kind is ApartKind.COLLECTION and isinstance(body, Preserved):
            met[body.capture.address] = None
        elif kind is ApartKind.COLLECTION and isinstance(body, Sealed):
            met[body.address] = None
    if last is not None:
        yield dataclasses.replace(last, addresses=tuple(met))


def _read(case: Case, number: int, entry: Entry, body: KeptApart) -> Written:
    parts: tuple[Told, ...] = ()
    problem = ""
    try:
        parts = read_apart(case.record.folder, body).parts
    except ApartError as wrong:
        problem = str(wrong)
    return Written(entry=number, at=entry.at.utc, by=entry.by.name, parts=parts, problem=problem)


def write_csv(inquiries: Iterator[Written], target: Path) -> int:
    """Write searches as a table that no spreadsheet takes for formulas; how many rows.

    Raises:
        OperatorError: the file is there already or cannot be written.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["entry", "recorded", "by", *(each.value for each in InquiryPart)])
    count = 0
    for each in inquiries:
        words = {part.name: part.words for part in each.parts}
        row = [str(each.entry), each.at, each.by, *(words.get(part, "") for part in InquiryPart)]
        table.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        count += 1
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text.getvalue())
    except OSError as problem:
        raise OperatorError(f"{target} cannot be written: {problem.strerror}") from None
    return count
