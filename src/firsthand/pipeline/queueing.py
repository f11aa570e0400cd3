"""Line up what a person has not judged yet, what would change the findings most first; judge many at once.

In: an open case, who asks, which claims.  Out: claims with why they stand where they do. Nothing is kept: what was
judged stands in the record, so whoever comes back goes on where they ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.claim.chosen import Choice, choose
from firsthand.claim.judge import apply_judgements, weighable
from firsthand.claim.migrated import with_before
from firsthand.claim.sheet import own_judgement
from firsthand.errors import OperatorError
from firsthand.model.claim import Claim, Decision, MakerKind
from firsthand.model.custody import Agent, person_of
from firsthand.model.document import Document
from firsthand.model.problem import Problem
from firsthand.model.value import value
from firsthand.pipeline import stages
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.judging import fresh_batch, judgements_of, need_reason
from firsthand.pipeline.preserving import Progress
from firsthand.weigh.leverage import why

if TYPE_CHECKING:
    from firsthand.weigh.leverage import Lever


@value
class Waiting:
    """A claim that waits to be judged, and why it stands where it does."""

    claim: Claim
    lever: Lever | None
    why: str


@value
class Queue:
    """What a person has not judged, and how many of the claims asked for they have."""

    waiting: tuple[Waiting, ...]
    judged_count: int
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


@value
class Seen:
    """The claims as one person may see them, and those of them that are weighed."""

    claims: tuple[Claim, ...]
    weighed: tuple[Claim, ...]


def line_up(case: Case, choice: Choice, *, blind: bool, progress: Progress) -> Queue:
    """What the operator has not judged of the claims that fit *choice*.

    Blind, nothing of the order or its reasons follows from what others said: it is worked out as if
    nobody but the operator had judged, and what others wrote themselves is left out.

    Raises:
        OperatorError: *choice* names an element that is none.
    """
    from firsthand.weigh.leverage import find_levers

    documents = stages.read(case, progress=progress)
    lineage = stages.trace(case, documents, progress=progress).lineage
    outcome = stages.claims(case, documents, progress=progress)
    entered = stages.judgements(case)
    _need_known(choice, entered, outcome.values, documents)
    by = operator()
    seen = seen_by(by, outcome.values, entered, blind=blind)
    levers = find_levers(
        seen.weighed,
        lineage=lineage,
        documents=documents,
        populations=entered.populations,
        settings=stages.weigh_settings(case),
    )
    by_claim = {lever.claim: lever for lever in levers}
    place = {lever.claim: number for number, lever in enumerate(levers)}
    asked = choose(seen.claims, choice, documents={page.id: page for page in documents})
    waiting = [claim for claim in asked if own_judgement(claim, by.name) is None]
    waiting.sort(key=lambda claim: place.get(claim.id, len(place)))
    return Queue(
        waiting=tuple(
            Waiting(
                claim=claim, lever=by_claim.get(claim.id), why=_why(claim, by_claim.get(claim.id))
            )
            for claim in waiting
        ),
        judged_count=len(asked) - len(waiting),
        documents=documents,
        problems=outcome.problems,
    )


def judge_all(
    case: Case,
    choice: Choice,
    decision: Decision,
    *,
    reason: str,
    blind: bool,
    dry_run: bool,
    progress: Progress = stages.quiet,
) -> tuple[Claim, ...]:
    """Decide alike on every claim that fits *choice* and that the operator has not judged.

    Out: the claims decided on, as they stand then; with *dry_run* those that would be, as they are.

    Raises:
        OperatorError: no reason is given, nothing says which claims are meant, or an element is none.
    """
    if choice.is_open:
        raise OperatorError("say which claims are meant, by element, document, value, quote, ...")
    if not dry_run:
        need_reason(reason)
    documents = stages.read(case, progress=progress)
    claims = stages.claims(case, documents, progress=progress).values
    by = operator()
    entered = stages.judgements(case)
    _need_known(choice, entered, claims, documents)
    seen = seen_by(by, claims, entered, blind=blind)
    fitting = choose(seen.claims, choice, documents={page.id: page for page in documents})
    asked = [claim for claim in fitting if own_judgement(claim, by.name) is None]
    if dry_run or not asked:
        return tuple(asked)
    chosen = [(claim, decision) for claim in asked]
    case.append(judgements_of(chosen, reason=reason, batch=fresh_batch(case), blind=blind))
    changed = {claim.id for claim in asked}
    after = stages.claims(case, documents).values
    return tuple(claim for claim in after if claim.id in changed)


def _need_known(
    choice: Choice,
    entered: stages.Judgements,
    claims: Sequence[Claim],
    documents: Sequence[Document],
) -> None:
    """Refuse an element or a page that neither the case nor any claim of it has: a slip of the pen would choose nothing.

    Raises:
        OperatorError: it is none.
    """
    told = choice.document
    ids = {page.id for page in documents} | {each.suggestion.document for each in claims}
    addresses = {page.address for page in documents}
    if told is not None and told not in addresses and not any(k.startswith(told) for k in ids):
        raise OperatorError(f"expected the id or address of a page of this case, found {told!r}")
    name = choice.element
    there = (each.suggestion for each in claims)
    if name is None or any(name in {each.element.value, each.key} for each in there):
        return
    if entered.vocabulary.find(name) is None:
        known = ", ".join(each.now for each in entered.vocabulary.elements)
        raise OperatorError(f"expected an element of this case ({known}), found {name!r}")


def seen_by(by: Agent, claims: Sequence[Claim], entered: stages.Judgements, *, blind: bool) -> Seen:
    """The *claims* as *by* may see them: blind, as if nobody else had judged or written any."""
    if not blind:
        return Seen(claims=tuple(claims), weighed=weighable(claims, codings=entered.codings))
    mine = [each for each in entered.judged if each.judgement.by.person == by.person]
    written = {
        each.suggestion.id
        for each in entered.judged
        if each.judgement.by.person != by.person
        and each.suggestion.maker.kind is MakerKind.PERSON
        and person_of(each.suggestion.maker.name) == each.judgement.by.person
    } - {each.suggestion.id for each in mine}
    kept = [claim.suggestion for claim in claims if claim.id not in written]
    own = [coding for coding in entered.codings if coding.by.person == by.person]
    shown = with_before(
        apply_judgements(kept, judged=mine, codings=own),
        [each for each in entered.again if each.judgement.by.person == by.person],
        entered.vocabulary,
    )
    return Seen(claims=shown, weighed=weighable(shown, codings=own))


def _why(claim: Claim, lever: Lever | None) -> str:
    if lever is not None:
        told = why(lever)
        if claim.status == "suggested" and claim.accepted_by:
            told = f"accepted by {', '.join(claim.accepted_by)}, waits for a second person; {told}"
        return told
    if claim.status == Decision.REJECTED:
        return "rejected already: nothing rests on it"
    if claim.suggestion.maker.kind is MakerKind.MODEL:
        return "a language model offers it: it counts once people accept it"
    return "its page was coded by a person without it: it counts once it is accepted"
