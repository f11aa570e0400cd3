"""The case that ships with the program: Xinjiang 2016-2018, from public pages, in our own words.

In: the tables in `cases/xinjiang`, and the documents read from the notes made of them.
Out: a note for each page that has statements, its manifest, and the bodies that go into the record:
the statements as a person's own coding, the lineage and drifts as an analyst's judgement, and the
populations. What was found after the tables were closed stands in tables beside them (`more_*`).
No third-party text is shipped: each note is made of our statements about one page and
says so in its first line. Preserving, reading and writing the record are not done here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib.resources import files

from firsthand.model.claim import Maker, MakerKind, Suggestion
from firsthand.model.custody import Described as Manifested
from firsthand.model.document import Document, Quotation, TextPosition
from firsthand.model.finding import Population
from firsthand.model.problem import Outcome, Problem, Severity
from firsthand.model.record import Body, Coded, Denominators, Described
from firsthand.model.value import value
from firsthand.pipeline.worked_lineage import describe
from firsthand.pipeline.worked_table import (
    Card,
    OriginRow,
    SourceRow,
    card_of,
    origin_of,
    source_of,
)

# Short, so that it is no passage that notes have in common; without a name, a date, a number or a
# verb of saying, so that no machine reads a claim or an attribution out of it.
MARK = "Our own notes, not the text of the page."

CODER = Maker(kind=MakerKind.PERSON, name="worked case", version="1")
MANIFEST_COLUMNS = ("file", "address", "publisher", "published", "language")
_LANGUAGE = "en"  # of the note; in which language the page itself is, `SourceRow.language` says
_FOLDER = "pipeline/cases/xinjiang"


@value
class Note:
    """What stands for one page: our statements about it, as a small text file."""

    source: str
    file: str
    data: bytes
    manifest: Manifested


@value
class WorkedCase:
    """Everything the case is made of; `cards` are its statements, each of one page."""

    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    sources: tuple[SourceRow, ...]
    origins: tuple[OriginRow, ...]
    populations: tuple[Population, ...]


def worked_case() -> WorkedCase:
    """The case as it ships. Pages without a statement are left out: there is nothing to show."""
    cards = tuple(card_of(row) for row in (*_rows("cards"), *_rows("more_cards")))
    with_cards = {card.source for card in cards}
    sources = tuple(
        source for source in map(source_of, _rows("sources")) if source.id in with_cards
    )
    return WorkedCase(
        notes=tuple(_note(source, cards) for source in sources),
        cards=cards,
        sources=sources,
        origins=tuple(origin_of(row) for row in _rows("origins")),
        populations=tuple(
            _population(row)
            for row in (*_rows("denominators"), *_rows("more_denominators"))
            if row["unit"] == "people"
        ),
    )


def manifest(case: WorkedCase) -> bytes:
    """The `manifest.csv` that stands beside the notes and says which page each is about."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(MANIFEST_COLUMNS)
    for note in case.notes:
        said = note.manifest
        fields = (note.file, said.address, said.publisher, said.published, said.language)
        writer.writerow([field or "" for field in fields])
    return text.getvalue().encode("utf-8")


def record_bodies(case: WorkedCase, documents: Sequence[Document]) -> Outcome[Body]:
    """What a person and an analyst enter into the record, once the notes have been read.

    *documents* are those read from the notes, in any order. A note that was not read, or a
    statement that is not found in the text, becomes a problem, and the rest is entered.
    """
    by_source, problems = _documents_of(case, documents)
    suggestions: dict[str, Suggestion] = {}
    for note in case.notes:
        if note.source in by_source:
            cards = [card for card in case.cards if card.source == note.source]
            found, missing = _suggestions(cards, by_source[note.source])
            suggestions.update(found)
            problems += missing
    bodies: list[Body] = [
        Coded(
            document=by_source[note.source].id,
            suggestions=tuple(
                suggestions[card.id]
                for card in case.cards
                if card.source == note.source and card.id in suggestions
            ),
            reason="the worked case: statements of this page, read and put into our own words",
        )
        for note in case.notes
        if note.source in by_source
    ]
    ids = {source: document.id for source, document in by_source.items()}
    bodies.append(_described(case, ids, suggestions))
    bodies.append(Denominators(populations=case.populations))
    return Outcome(values=tuple(bodies), problems=tuple(problems))


def _described(
    case: WorkedCase, ids: dict[str, str], suggestions: dict[str, Suggestion]
) -> Described:
    return describe(
        [card for card in case.cards if card.id in suggestions],
        sources=[source for source in case.sources if source.id in ids],
        origins=case.origins,
        documents=ids,
        suggestions=suggestions,
    )


def _note(source: SourceRow, cards: Sequence[Card]) -> Note:
    own = dict.fromkeys(card.statement for card in cards if card.source == source.id)
    text = "\n\n".join((MARK, *own)) + "\n"
    return Note(
        source=source.id,
        file=f"{source.id}.txt",
        data=text.encode("utf-8"),
        manifest=Manifested(
            address=source.address,
            publisher=source.publisher or None,
            published=source.published or None,
            language=_LANGUAGE,
        ),
    )


def _documents_of(
    case: WorkedCase, documents: Sequence[Document]
) -> tuple[dict[str, Document], list[Problem]]:
    """Which document was read from which note: by the page's address, or the note's file name."""
    by_address: dict[str, Document] = {}
    by_file: dict[str, Document] = {}
    for document in sorted(documents, key=lambda document: document.id):
        by_address.setdefault(document.address, document)
        by_file.setdefault(document.address.rsplit("/", 1)[-1], document)
    found: dict[str, Document] = {}
    problems: list[Problem] = []
    for note in case.notes:
        read = by_address.get(note.manifest.address or "") or by_file.get(note.file)
        if read is None:
            problems.append(_problem("note-not-read", "this note was not read", note.file))
        else:
            found[note.source] = read
    return found, problems


def _suggestions(
    cards: Sequence[Card], document: Document
) -> tuple[dict[str, Suggestion], list[Problem]]:
    """Each card as a person's suggestion on the exact words of its statement."""
    found, problems = {}, []
    for card in cards:
        start = _place_of(card.statement, document.text)
        if start is None:
            message = f"expected the statement of {card.id} in the text, it is not there"
            problems.append(_problem("statement-not-found", message, document.id))
            continue
        position = TextPosition(start=start, end=start + len(card.statement))
        found[card.id] = Suggestion(
            document=document.id,
            element=card.element,
            value=card.value,
            quotation=Quotation(document=document.id, exact=card.statement, position=position),
            said_by=card.said_by,
            stance=card.stance,
            maker=CODER,
        )
    return found, problems


def _place_of(statement: str, text: str) -> int | None:
    """Where *statement* stands as a paragraph of its own, or else anywhere."""
    start = 0
    for line in text.split("\n"):
        if line == statement:
            return start
        start += len(line) + 1
    anywhere = text.find(statement)
    return anywhere if anywhere >= 0 else None


def _population(row: dict[str, str]) -> Population:
    return Population(
        area=row["area"],
        place_code=row["place_code"],
        year=row["year"],
        group=row["group"],
        persons=int(row["value"]),
        kind=row["kind"],
        address=row["source_url"],
        note=row["note"],
    )


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.ERROR, code=code, message=message, where=where)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("firsthand").joinpath(f"{_FOLDER}/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))
