"""Put people's judgements beside machines' suggestions.

In: suggestions, judgements, codings.  Out: claims with their standing among people. What a person took
back counts as never said. Of each person the latest judgement counts; among people the latest one, or,
where two must accept, all of them together in whatever order they spoke.
A suggestion that was judged stays, even where the machine no longer makes it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from firsthand.model.claim import Claim, Decision, Judgement, MakerKind, Suggestion
from firsthand.model.custody import Agent
from firsthand.model.identity import identify
from firsthand.model.moment import Moment
from firsthand.model.record import Coded, Entry, Judged, PeopleNeeded, Revised, TakenBack
from firsthand.model.value import value

SPOKEN = (Judged, Revised, TakenBack, PeopleNeeded)  # the entries that `hear` listens to


@value
class Coding:
    """One person's coding of a document, with who and when."""

    coded: Coded
    by: Agent
    at: Moment


@value
class Heard:
    """What people said of claims, in the order of the record: what holds, and what was taken back.

    Where a person wrote claims anew, that is among them as judgements on the old and the new ones.
    """

    judged: tuple[Judged, ...] = ()
    undone: tuple[Judged, ...] = ()
    people_needed: int = 1


def hear(entries: Iterable[Entry]) -> Heard:
    """What *entries* of the record say of claims; entries of other kinds are passed over."""
    spoken: list[Judged] = []
    undone: list[Judged] = []
    people_needed = 1
    for entry in entries:
        if isinstance(entry.body, PeopleNeeded):
            people_needed = entry.body.count
        elif isinstance(entry.body, TakenBack):
            batch = (entry.by.person, entry.body.batch)
            undone += [each for each in spoken if _batch(each) == batch]
            spoken = [each for each in spoken if _batch(each) != batch]
        else:
            spoken += _judged_in(entry)
    return Heard(judged=tuple(spoken), undone=tuple(undone), people_needed=people_needed)


def apply_judgements(
    suggestions: Sequence[Suggestion],
    *,
    judged: Sequence[Judged],
    codings: Sequence[Coding],
    people_needed: int = 1,
) -> tuple[Claim, ...]:
    """Every suggestion as a claim, by document and place in it.

    *judged* and *codings* are in the order of the record.
    """
    known = {suggestion.id: suggestion for suggestion in suggestions}
    said: dict[str, dict[str, Judgement]] = {}
    for coding in codings:
        for suggestion in coding.coded.suggestions:
            known[suggestion.id] = suggestion
            _hear_one(
                said,
                Judgement(
                    suggestion=suggestion.id,
                    decision=Decision.ACCEPTED,
                    reason=coding.coded.reason,
                    by=coding.by,
                    at=coding.at,
                ),
            )
    for item in judged:
        known.setdefault(item.suggestion.id, item.suggestion)
        _hear_one(said, item.judgement)
    claims = (
        _claim(found, tuple(said.get(key, {}).values()), people_needed)
        for key, found in known.items()
    )
    return tuple(sorted(claims, key=_order))


def weighable(claims: Sequence[Claim], *, codings: Sequence[Coding]) -> tuple[Claim, ...]:
    """The claims to weigh: none that was rejected, and nothing unjudged where a person coded all.

    What a language model offers is weighed only if people accepted it: its words are on the page,
    but nobody can say by which rule it took them to mean what it says.
    """
    coded = {coding.coded.document for coding in codings}
    return tuple(
        claim
        for claim in claims
        if claim.status != Decision.REJECTED
        and not (_is_unjudged(claim) and claim.suggestion.document in coded)
        and (
            claim.suggestion.maker.kind is not MakerKind.MODEL or claim.status == Decision.ACCEPTED
        )
    )


def _is_unjudged(claim: Claim) -> bool:
    """Whether nobody has said anything of it; one acceptance of two is something."""
    return claim.judgement is None and not claim.said


def _batch(item: Judged) -> tuple[str, str]:
    return (item.judgement.by.person, item.judgement.batch)


def _judged_in(entry: Entry) -> Iterator[Judged]:
    """The judgements that *entry* holds, each with a name for what it was said with.

    Those from before batches had names are told apart by who and when: one command, one moment.
    """
    body = entry.body
    if isinstance(body, Judged):
        told = body.judgement
        batch = told.batch or identify("b", entry.by.name, entry.at.utc)
        yield Judged(judgement=dataclasses.replace(told, batch=batch), suggestion=body.suggestion)
    elif isinstance(body, Revised):
        for suggestion in body.replaced:
            yield _revised(entry, body, suggestion, Decision.REJECTED)
        for suggestion in body.made:
            yield _revised(entry, body, suggestion, Decision.ACCEPTED)


def _revised(entry: Entry, body: Revised, suggestion: Suggestion, decision: Decision) -> Judged:
    accepted = decision is Decision.ACCEPTED
    return Judged(
        suggestion=suggestion,
        judgement=Judgement(
            suggestion=suggestion.id,
            decision=decision,
            reason=body.reason,
            by=entry.by,
            at=entry.at,
            batch=body.batch,
            blind=body.blind,
            replaced_by=() if accepted else tuple(each.id for each in body.made),
            replaces=tuple(each.id for each in body.replaced) if accepted else (),
        ),
    )


def _hear_one(said: dict[str, dict[str, Judgement]], judgement: Judgement) -> None:
    """Put *judgement* last among those on its suggestion, in the place of what its person said before."""
    people = said.setdefault(judgement.suggestion, {})
    people.pop(judgement.by.person, None)
    people[judgement.by.person] = judgement


def _claim(suggestion: Suggestion, said: Sequence[Judgement], people_needed: int) -> Claim:
    """*said* is in the order in which it was said."""
    claim = Claim(
        suggestion=suggestion,
        judgement=said[-1] if said else None,
        said=tuple(sorted(said, key=lambda each: each.by.name)),
        people_needed=people_needed,
    )
    if people_needed == 1 or claim.status != "suggested":
        return claim
    return dataclasses.replace(claim, judgement=None)


def _order(claim: Claim) -> tuple[str, int, int, str]:
    position = claim.suggestion.quotation.position
    return (claim.suggestion.document, position.start, position.end, claim.id)
