"""Put claims into rows of a table that people fill in, and take care that no spreadsheet runs a cell.

In: claims and their pages.  Out: rows of text cells, one a claim, under the names in `COLUMNS`.
What a filled-in row asks for is read in `claim.wishes`; files are written and read elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from firsthand.claim.valued import written_value
from firsthand.model.claim import Claim, Coded, Judgement
from firsthand.model.custody import person_of
from firsthand.model.document import Document

TOLD = (
    "id", "document", "address", "language", "element", "value", "quote", "start", "end",
    "said_by", "stance", "sureness", "maker", "status", "judged_by", "note",
)  # fmt: skip
ANEW = (
    "new_element",
    "new_value",
    "new_quote",
    "new_start",
    "new_end",
    "new_said_by",
    "new_stance",
)
ASKED = ("decision", "reason", *ANEW)
COLUMNS = (*TOLD, *ASKED, "by", "at")
CELL_CHARACTERS_MAX = 32_000  # a spreadsheet holds 32,767 in a cell
CUT = "… [cut]"
# A cell that begins so is a formula to some program, or becomes one when the spaces are trimmed.
_POINTED = re.compile(r"([0-9]+)[.,]0+")
_RUN = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def rows_of(
    claims: Sequence[Claim], *, documents: Sequence[Document], by: str, blind: bool
) -> Iterator[dict[str, str]]:
    """A row for each claim, with what *by* decided filled in; blind, nothing of others is told."""
    pages = {document.id: document for document in documents}
    for claim in claims:
        yield row_of(claim, pages.get(claim.suggestion.document), by=by, blind=blind)


def row_of(claim: Claim, page: Document | None, *, by: str, blind: bool) -> dict[str, str]:
    """One claim as cells; those to fill in hold what *by* said of it last."""
    made = claim.suggestion
    own = own_judgement(claim, by)
    row = dict.fromkeys(COLUMNS, "") | {
        "id": claim.id,
        "document": made.document,
        "address": page.address if page else "",
        "language": (page.language if page else "") or "",
        "element": made.element.value,
        "value": written(claim),
        "quote": made.quotation.exact,
        "start": str(made.quotation.position.start),
        "end": str(made.quotation.position.end),
        "said_by": made.said_by,
        "stance": made.stance.value,
    }
    if not blind:
        row["sureness"] = "" if made.sureness is None else str(made.sureness)
        row["maker"] = f"{made.maker.kind.value} {made.maker.name}"
        row["status"] = claim.status
        row["judged_by"] = "; ".join(
            f"{each.by.name}: {each.decision.value}" for each in claim.said
        )
        row["note"] = note_of(claim)
    if own is not None:
        row |= {
            "decision": own.decision.value,
            "reason": own.reason,
            "by": own.by.name,
            "at": own.at.utc,
        }
    return {name: _fitting(cell) for name, cell in row.items()}


def note_of(claim: Claim) -> str:
    """What became of a claim's element and code in this case, and what was said of it before they changed."""
    made = claim.suggestion
    told = [claim.note] if claim.note else []
    if made.element_was:
        told.append(f"its element was {made.element_was}")
    if isinstance(made.value, Coded) and made.value.was:
        told.append(f"its code was {made.value.was}")
    told += [f"{each.by.name} had {each.decision.value} it: {each.reason}" for each in claim.before]
    return "; ".join(told)


def own_judgement(claim: Claim, by: str) -> Judgement | None:
    """What *by* said of a claim last, if anything."""
    person = person_of(by)
    return next((each for each in claim.said if each.by.person == person), None)


def written(claim: Claim) -> str:
    """The value of a claim as JSON, as `claim --json` shows it."""
    return json.dumps(written_value(claim.suggestion.value), ensure_ascii=False, sort_keys=True)


def guarded(cell: str) -> str:
    """*cell* as it may stand in a spreadsheet: where some program would run it, after an apostrophe.

    >>> guarded("=1+1"), unguarded(guarded("=1+1")), guarded("words")
    ("'=1+1", '=1+1', 'words')
    """
    return f"'{cell}" if _RUN.match(cell) else cell


def unguarded(cell: str) -> str:
    """*cell* as it was before `guarded`; what a person typed without an apostrophe stays as typed."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def whole(cell: str) -> str:
    """A whole number as a spreadsheet may have written it over, as it was: `92.0` and `92,0` are 92.

    >>> whole("92.0"), whole("92,00"), whole("9.2")
    ('92', '92', '9.2')
    """
    found = _POINTED.fullmatch(cell.strip())
    return found[1] if found else cell


def is_as_told(cell: str, told: str, *, block: str = "") -> bool:
    """Whether a cell still holds what was written into it, line ends and a cut aside.

    *block* stands in a cell for words that were taken out when it was written.

    >>> is_as_told("██ said so", "Anar said so", block="██"), is_as_told("██ said it", "Anar said so", block="██")
    (True, False)
    """
    cell, told = (" ".join(text.split()) for text in (cell, told))
    if block and block in cell:
        return _fits_around(cell.removesuffix(CUT), told, block, cut=cell.endswith(CUT))
    if cell.endswith(CUT):
        return told.startswith(cell.removesuffix(CUT))
    return cell == told


def _fits_around(cell: str, told: str, block: str, *, cut: bool) -> bool:
    """Whether the words between blocks stand in *told*, in their order, and it begins and ends with them."""
    first, *others = cell.split(block)
    if not told.startswith(first):
        return False
    at = len(first)
    for part in others:
        found = told.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return cut or told.endswith(others[-1])


def cells_of(heads: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    """The cells of a row by the names of their columns; what a row leaves out is empty."""
    filled = [*row, *[""] * (len(heads) - len(row))]
    return {
        head: unguarded(cell) for head, cell in zip(heads, filled, strict=False) if head in COLUMNS
    }


def _fitting(cell: str) -> str:
    return cell if len(cell) <= CELL_CHARACTERS_MAX else cell[:CELL_CHARACTERS_MAX] + CUT
