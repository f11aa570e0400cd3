"""Record claims that a person writes anew: edited, split, merged, or added where nobody suggested one.

In: an open case, ids as the operator wrote them, what is written, a reason.  Out: an entry that keeps the
claims replaced beside those made. A mistake is refused and nothing is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from firsthand.claim.revise import Anew, RevisionError, merge_anew, says_the_same, write_anew
from firsthand.errors import OperatorError
from firsthand.model.claim import Claim, Suggestion
from firsthand.model.document import Document
from firsthand.model.problem import Outcome
from firsthand.model.record import Revised, RevisionKind
from firsthand.model.value import value
from firsthand.model.vocabulary import Vocabulary
from firsthand.pipeline import stages
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.judging import fresh_batch, need_reason
from firsthand.pipeline.preserving import Progress

PARTS_MAX = 100  # one sentence does not say more; a longer file was not meant
ANEW_KEYS = ("element", "value", "quote", "start", "end", "said_by", "stance")


@value
class Revision:
    """What the operator asks for: `claims` are ids, `document` an id or address where one is added."""

    kind: RevisionKind
    written: tuple[Anew, ...]
    claims: tuple[str, ...] = ()
    document: str = ""


def revise(
    case: Case,
    asked: Revision,
    *,
    reason: str,
    blind: bool = False,
    progress: Progress = stages.quiet,
) -> Outcome[Claim]:
    """Record what *asked* writes; out come the claims replaced and those made.

    Raises:
        OperatorError: no reason is given, or what is written cannot stand.
        UnknownIdError: an id names no claim or document, or several.
    """
    need_reason(reason)
    documents = stages.read(case, progress=progress)
    known = {claim.id: claim for claim in stages.claims(case, documents, progress=progress).values}
    replaced = [known[one_of(key, known, what="claim")].suggestion for key in asked.claims]
    told = replaced[0].document if replaced else asked.document.strip()
    if not told:
        raise OperatorError("say on which page it stands: give --document")
    document = find_document(told, documents)
    try:
        made = _made(asked, document, replaced, stages.judgements(case).vocabulary)
    except RevisionError as problem:
        raise OperatorError(f"{problem.field}: {problem}") from None
    body = Revised(
        kind=asked.kind,
        replaced=tuple(replaced),
        made=made,
        reason=reason.strip(),
        batch=fresh_batch(case),
        blind=blind,
    )
    case.append([body])
    changed = {each.id for each in (*replaced, *made)}
    outcome = stages.claims(case, documents)
    return Outcome(
        values=tuple(claim for claim in outcome.values if claim.id in changed),
        problems=outcome.problems,
    )


def read_parts(text: str) -> tuple[Anew, ...]:
    """What a file for `--split` writes: a JSON list of claims, each with the fields that change.

    Raises:
        OperatorError: it is not such a list.
    """
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise OperatorError(f"expected a JSON list of claims: {problem}") from None
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise OperatorError("expected a JSON list of claims, found something else")
    if not 2 <= len(parts) <= PARTS_MAX:
        raise OperatorError(f"expected 2 to {PARTS_MAX} claims to split into, found {len(parts)}")
    return tuple(_part(number, part) for number, part in enumerate(parts, start=1))


def find_document(told: str, documents: Sequence[Document]) -> Document:
    """The document that has this id or address.

    Raises:
        UnknownIdError: none has, or several.
    """
    at = [document for document in documents if document.address == told]
    if len(at) == 1:
        return at[0]
    by_id = {document.id: document for document in documents}
    return by_id[one_of(told, by_id, what="document")]


def _made(
    asked: Revision,
    document: Document,
    replaced: Sequence[Suggestion],
    vocabulary: Vocabulary,
) -> tuple[Suggestion, ...]:
    by = operator()
    if asked.kind is RevisionKind.MERGE:
        if len({each.id for each in replaced}) < 2:
            raise OperatorError("expected two claims or more to merge")
        return (
            merge_anew(
                asked.written[0], document=document, by=by, old=replaced, vocabulary=vocabulary
            ),
        )
    old = replaced[0] if replaced else None
    several: list[Suggestion] = []
    for number, each in enumerate(asked.written, start=1):
        try:
            several.append(
                write_anew(each, document=document, by=by, old=old, vocabulary=vocabulary)
            )
        except RevisionError as wrong:
            if asked.kind is not RevisionKind.SPLIT:
                raise
            raise RevisionError(f"claim {number}, {wrong.field}", str(wrong)) from None
    made = tuple(several)
    if len({each.id for each in made}) != len(made):
        raise OperatorError("two of these claims say the same on the same words")
    if asked.kind is RevisionKind.EDIT and old is not None and says_the_same(made[0], old):
        raise OperatorError("expected something other than what the claim says already")
    return made


def _part(number: int, part: Mapping[str, object]) -> Anew:
    for key in sorted(part.keys() - set(ANEW_KEYS)):
        raise OperatorError(f"claim {number}: expected {', '.join(ANEW_KEYS)}, found {key!r}")
    texts: dict[str, str | None] = {}
    for key in ("element", "quote", "said_by", "stance"):
        found = part.get(key)
        if found is not None and not isinstance(found, str):
            raise OperatorError(f"claim {number}, {key}: expected a text, found {found!r:.60}")
        texts[key] = found
    places: dict[str, int | None] = {}
    for key in ("start", "end"):
        place = part.get(key)
        if place is not None and type(place) is not int:
            raise OperatorError(f"claim {number}, {key}: expected an offset, found {place!r:.60}")
        places[key] = place if isinstance(place, int) else None
    written = part.get("value")
    return Anew(
        value=None if written is None else json.dumps(written, ensure_ascii=False),
        element=texts["element"],
        quote=texts["quote"],
        said_by=texts["said_by"],
        stance=texts["stance"],
        start=places["start"],
        end=places["end"],
    )
