"""Read what a filled-in row asks for, beyond what the record says already.

In: the cells of a row by their columns, the claims and pages of the case, who brings it.  Out: a decision, a
claim written anew, or nothing; or what is wrong with one cell. A row that says what the record says asks for
nothing, so that a table can be read any number of times.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from firsthand.claim.revise import Anew, RevisionError, says_the_same, value_of, write_anew
from firsthand.claim.sheet import ANEW, is_as_told, own_judgement, whole, written
from firsthand.claim.valued import written_value
from firsthand.model.claim import Claim, Decision, Suggestion
from firsthand.model.custody import Agent, person_of
from firsthand.model.document import Document
from firsthand.model.record import Judged
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary

REASON_CHARACTERS_MAX = 10_000  # a reason is a sentence or a page, no file
_DECISIONS = {
    "accepted": Decision.ACCEPTED, "accept": Decision.ACCEPTED,
    "rejected": Decision.REJECTED, "reject": Decision.REJECTED,
    "unsure": Decision.UNSURE,
}  # fmt: skip
Told = tuple[str, str, str, str]  # decision, reason, by, at


class RowError(ValueError):
    """a cell holds what cannot stand there; `column` names it, the message says expected and found."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@value
class Wish:
    """What a row asks for: a decision on *claim*; or *made*, in the place of it if there is one."""

    reason: str
    claim: Suggestion | None = None
    decision: Decision | None = None
    made: Suggestion | None = None

    @property
    def about(self) -> str:
        """What two rows of a file must not both speak of."""
        kept = self.claim or self.made
        assert kept is not None, "a wish is about a claim"
        return kept.id


@value
class Known:
    """What rows are read against: claims and pages by id, ids of pages by address, all ever said.

    `block` stands in rows for words that did not leave the case.
    """

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    at: Mapping[str, Sequence[str]]
    told: Mapping[str, Collection[Told]]
    by: Agent
    vocabulary: Vocabulary | None = None
    block: str = ""


def known_of(
    claims: Sequence[Claim],
    *,
    documents: Sequence[Document],
    said: Sequence[Judged],
    by: Agent,
    vocabulary: Vocabulary | None = None,
    block: str = "",
) -> Known:
    """*said* is all that was ever said, also what was taken back; *vocabulary* is that of the case."""
    at: dict[str, list[str]] = {}
    for document in documents:
        at.setdefault(document.address, []).append(document.id)
    told: dict[str, set[Told]] = {}
    for each in said:
        judged = each.judgement
        row = (judged.decision.value, _even(judged.reason), judged.by.name, judged.at.utc)
        told.setdefault(judged.suggestion, set()).add(row)
    return Known(
        claims={claim.id: claim for claim in claims},
        documents={document.id: document for document in documents},
        at=at,
        told=told,
        by=by,
        vocabulary=vocabulary,
        block=block,
    )


def read_wish(cells: Mapping[str, str], known: Known, *, reason: str) -> Wish | None:
    """What a row asks for; *reason* is that of rows that give none.

    Raises:
        RowError: a cell holds what cannot stand there.
    """
    why = cells.get("reason", "").strip() or reason.strip()
    if len(why) > REASON_CHARACTERS_MAX:
        raise RowError(
            "reason", f"expected up to {REASON_CHARACTERS_MAX} characters, found {len(why)}"
        )
    key = cells.get("id", "").strip()
    if not key:
        return _added(cells, known, why)
    claim = known.claims.get(key)
    if claim is None:
        raise RowError("id", f"expected the id of a claim of this case, found {key[:60]!r}")
    _see_unchanged(cells, claim, known)
    if any(cells.get(name, "").strip() for name in ANEW):
        return _edited(cells, claim, known, why)
    return _decided(cells, claim, known, why)


def filled_in(cells: Mapping[str, str], known: Known) -> str:
    """The id of the claim on which a person filled in a row; empty where nobody did since it was written out."""
    key = cells.get("id", "").strip()
    if any(cells.get(name, "").strip() for name in ANEW):
        return key
    decision = _decision(cells)
    return key if decision and not _is_told(cells, decision, known) else ""


def find_page(cells: Mapping[str, str], known: Known) -> Document:
    """The page that a row names, by id or by address.

    Raises:
        RowError: no page of the case is meant, or several.
    """
    told = cells.get("document", "").strip() or cells.get("address", "").strip()
    found = [told] if told in known.documents else list(known.at.get(told, ()))
    if len(found) != 1:
        what = f"{len(found)} pages have it" if found else "no page has it"
        raise RowError(
            "document", f"expected the id or address of one page, found {told[:80]!r}: {what}"
        )
    return known.documents[found[0]]


def _added(cells: Mapping[str, str], known: Known, why: str) -> Wish | None:
    page = find_page(cells, known)
    asked = Anew(
        element=_cell(cells, "element"),
        value=_cell(cells, "value"),
        quote=cells.get("quote") or None,
        start=_offset(cells, "start"),
        end=_offset(cells, "end"),
        said_by=_cell(cells, "said_by"),
        stance=_cell(cells, "stance"),
    )
    try:
        made = write_anew(asked, document=page, by=known.by, vocabulary=known.vocabulary)
    except RevisionError as problem:
        raise RowError(problem.field, str(problem)) from None
    if _decision(cells) not in {None, Decision.ACCEPTED}:
        raise RowError("decision", "expected accepted or nothing for a claim that you write")
    claim = known.claims.get(made.id)
    if claim is not None and own_judgement(claim, known.by.name) is not None:
        return None  # it is there, and what its writer said of it since then holds
    return Wish(reason=_needed(why), made=made)


def _edited(cells: Mapping[str, str], claim: Claim, known: Known, why: str) -> Wish | None:
    old = claim.suggestion
    page = known.documents.get(old.document)
    if page is None:
        raise RowError("document", f"expected a page of this case, found {old.document}")
    asked = Anew(
        element=_cell(cells, "new_element"),
        value=_cell(cells, "new_value"),
        quote=cells.get("new_quote") or None,
        start=_offset(cells, "new_start"),
        end=_offset(cells, "new_end"),
        said_by=_cell(cells, "new_said_by"),
        stance=_cell(cells, "new_stance"),
    )
    try:
        made = write_anew(asked, document=page, by=known.by, old=old, vocabulary=known.vocabulary)
    except RevisionError as problem:
        raise RowError(f"new_{problem.field}", str(problem)) from None
    own = own_judgement(claim, known.by.name)
    if own is not None and own.replaced_by == (made.id,):
        return None
    if says_the_same(made, old):
        raise RowError("new_value", "expected something other than what the claim says already")
    if _decision(cells) not in {None, Decision.ACCEPTED}:
        raise RowError("decision", "expected accepted or nothing where the claim is written anew")
    return Wish(reason=_needed(why), claim=old, made=made)


def _decided(cells: Mapping[str, str], claim: Claim, known: Known, why: str) -> Wish | None:
    decision = _decision(cells)
    if decision is None:
        return None
    own = own_judgement(claim, known.by.name)
    given = _even(cells.get("reason", ""))
    if (
        own is not None
        and own.decision is decision
        and (not given or is_as_told(given, _even(own.reason), block=known.block))
    ):
        return None
    by = cells.get("by", "").strip()
    if claim.parts and decision is Decision.ACCEPTED:
        told = " or ".join(claim.parts)
        raise RowError("decision", f"its code was split: expected {told} in new_value, found none")
    if _is_told(cells, decision, known):
        return None
    if by and person_of(by) != known.by.person:
        raise RowError(
            "by",
            f"expected judgements of {known.by.name}, found one of {by[:60]} that the record does "
            "not have; empty `by` and `at` if it is your own",
        )
    return Wish(reason=_needed(why), claim=claim.suggestion, decision=decision)


def _is_told(cells: Mapping[str, str], decision: Decision, known: Known) -> bool:
    """Whether a row holds a judgement of the record as it was written out: whose it is, and when it was made."""
    by, at = (cells.get(name, "").strip() for name in ("by", "at"))
    reason = _even(cells.get("reason", ""))
    said = known.told.get(cells["id"].strip(), ())
    return (decision.value, reason, by, at) in said or any(
        (told[0], told[3]) == (decision.value, at)
        and is_as_told(reason, told[1], block=known.block)
        and is_as_told(by, told[2], block=known.block)
        for told in said
        if known.block and known.block in reason + by
    )


def _see_unchanged(cells: Mapping[str, str], claim: Claim, known: Known) -> None:
    """Refuse a row whose cells say something else of the claim than the record does.

    Raises:
        RowError: a cell that tells of the claim was written over.
    """
    made = claim.suggestion
    told = {
        "document": made.document,
        "element": made.element.value,
        "quote": made.quotation.exact,
        "start": str(made.quotation.position.start),
        "end": str(made.quotation.position.end),
        "said_by": made.said_by,
        "stance": made.stance.value,
    }
    for name, found in told.items():
        cell = cells.get(name, "")
        if name in {"start", "end"}:
            cell = whole(cell)
        if name == "element" and cell.strip() == made.element_was:
            continue  # a table from before it was renamed
        if cell.strip() and not is_as_told(cell, found, block=known.block):
            raise RowError(name, _written_over(name, found, cell))
    cell = cells.get("value", "").strip()
    if not cell:
        return
    try:
        same = value_of(made.element, cell, vocabulary=known.vocabulary) == made.value
    except RevisionError:
        same = False
    same = same or (bool(known.block) and known.block in cell and _is_blocked(cell, claim, known))
    if not same:
        found = json.dumps(written_value(made.value), ensure_ascii=False)
        raise RowError("value", _written_over("value", found, cell))


def _is_blocked(cell: str, claim: Claim, known: Known) -> bool:
    """Whether a cell is the value of a claim as it was written out, without some words."""
    return is_as_told(cell, written(claim), block=known.block)


def _written_over(name: str, told: str, found: str) -> str:
    changed = "" if name == "document" else f"; a change belongs in new_{name}"
    return f"expected {told[:60]!r} as the claim has it, found {found[:60]!r}{changed}"


def _even(text: str) -> str:
    """Words without regard to how a spreadsheet writes the ends of lines, and to apostrophes that it takes off."""
    return " ".join(text.lstrip("'").split())


def _decision(cells: Mapping[str, str]) -> Decision | None:
    told = cells.get("decision", "").strip().lower()
    if not told:
        return None
    if told not in _DECISIONS:
        raise RowError("decision", f"expected accepted, rejected or unsure, found {told[:60]!r}")
    return _DECISIONS[told]


def _needed(why: str) -> str:
    if not why:
        raise RowError("reason", "expected why, found nothing")
    return why


def _cell(cells: Mapping[str, str], name: str) -> str | None:
    return cells.get(name, "").strip() or None


def _offset(cells: Mapping[str, str], name: str) -> int | None:
    told = whole(cells.get(name, "").strip())
    if not told:
        return None
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        raise RowError(name, f"expected an offset, a whole number from 0 up, found {told[:40]!r}")
    return int(told)
