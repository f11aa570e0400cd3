"""Record what a person decides on claims, take it back, and set how many people must accept one.

In: an open case, ids as the operator wrote them, a reason.  Out: entries of the record, all that one
command asks for or none. What they come to is worked out each time from the record, in `claim.judge`.
Writing claims anew is not done here but in `pipeline.revising`.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.errors import OperatorError
from firsthand.model.claim import Claim, Decision, Judgement
from firsthand.model.identity import identify
from firsthand.model.problem import Outcome
from firsthand.model.record import Judged, PeopleNeeded, TakenBack
from firsthand.pipeline import clock, stages
from firsthand.pipeline.called import one_of
from firsthand.pipeline.case import Case, operator
from firsthand.pipeline.decided import judgements
from firsthand.pipeline.preserving import Progress


def judge(
    case: Case,
    decided: Sequence[tuple[str, Decision]],
    *,
    reason: str,
    blind: bool = False,
    progress: Progress = stages.quiet,
) -> Outcome[Claim]:
    """Record decisions on the claims named; ids may be shortened as long as they name one.

    Raises:
        OperatorError: no reason is given, or a claim is to be decided on in two ways.
        UnknownIdError: an id names no claim, or several.
    """
    need_reason(reason)
    documents = stages.read(case, progress=progress)
    known = {claim.id: claim for claim in stages.claims(case, documents, progress=progress).values}
    chosen = _each_once(
        [(known[one_of(told, known, what="claim")], decision) for told, decision in decided]
    )
    case.append(judgements_of(chosen, reason=reason, batch=fresh_batch(case), blind=blind))
    changed = {claim.id for claim, _ in chosen}
    outcome = stages.claims(case, documents)
    judged = tuple(claim for claim in outcome.values if claim.id in changed)
    return Outcome(values=judged, problems=outcome.problems)


def _each_once(
    chosen: Sequence[tuple[Claim, Decision]],
) -> list[tuple[Claim, Decision]]:
    """The decisions without those that are given twice.

    Raises:
        OperatorError: one claim is to be decided on in two ways.
    """
    once: dict[str, tuple[Claim, Decision]] = {}
    for claim, decision in chosen:
        _, before = once.setdefault(claim.id, (claim, decision))
        if before is not decision:
            raise OperatorError(
                f"expected one decision on {claim.id}, found {before.value} and {decision.value}"
            )
    return list(once.values())


def judgements_of(
    chosen: Sequence[tuple[Claim, Decision]], *, reason: str, batch: str, blind: bool
) -> list[Judged]:
    """The entries that decide on *chosen*, now and by the operator.

    Raises:
        OperatorError: one would be accepted whose code was split: nobody could say as what.
    """
    for claim, decision in chosen:
        if claim.parts and decision is Decision.ACCEPTED:
            raise OperatorError(f"{claim.id} cannot be accepted: {claim.note}")
    by, at = operator(), clock.now()
    return [
        Judged(
            suggestion=claim.suggestion,
            judgement=Judgement(
                suggestion=claim.id,
                decision=decision,
                reason=reason,
                by=by,
                at=at,
                batch=batch,
                blind=blind,
            ),
        )
        for claim, decision in chosen
    ]


def take_back(case: Case, batch: str, *, reason: str) -> tuple[str, tuple[Judged, ...]]:
    """Take back the operator's batch that *batch* names or begins, or the last one if it is empty.

    Out: the batch, and what counts as never said from now on.

    Raises:
        OperatorError: no reason is given, or the operator has nothing that could be taken back.
        UnknownIdError: no batch of the operator's has that name, or several begin so.
    """
    need_reason(reason)
    by = operator()
    mine = [each for each in judgements(case).judged if each.judgement.by.person == by.person]
    if not mine:
        raise OperatorError(f"{by.name} has judged nothing in this case that could be taken back")
    known = list(dict.fromkeys(each.judgement.batch for each in mine))
    chosen = one_of(batch, known, what="batch of yours") if batch else known[-1]
    case.append([TakenBack(batch=chosen, reason=reason.strip())])
    return chosen, tuple(each for each in mine if each.judgement.batch == chosen)


def need_people(case: Case, count: int, *, reason: str) -> None:
    """Set how many people must accept a claim, from now on and for what was said before.

    Raises:
        OperatorError: no reason is given, or it is so already.
    """
    need_reason(reason)
    if judgements(case).people_needed == count:
        raise OperatorError(f"it is so already: {count} must accept a claim of this case")
    case.append([PeopleNeeded(count=count, reason=reason.strip())])


def fresh_batch(case: Case) -> str:
    """A name for all that one command says; no two commands of a case share one."""
    size = sum(1 for _ in case.record.lines())
    return identify("b", operator().name, clock.now().utc, size)


def need_reason(reason: str) -> None:
    """Refuse a decision for which nobody could say why.

    Raises:
        OperatorError: *reason* says nothing.
    """
    if not reason.strip():
        raise OperatorError("a decision has a reason: give --reason")
