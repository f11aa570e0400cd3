"""Put people's judgements beside machines' suggestions.

In: suggestions, judgements, codings.  Out: claims with their standing among people. The latest
judgement counts; a suggestion that was judged stays, even where the machine no longer makes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.claim import Claim, Decision, Judgement, MakerKind, Suggestion
from firsthand.model.custody import Agent
from firsthand.model.moment import Moment
from firsthand.model.record import Coded, Judged
from firsthand.model.value import value


@value
class Coding:
    """One person's coding of a document, with who and when."""

    coded: Coded
    by: Agent
    at: Moment


def apply_judgements(
    suggestions: Sequence[Suggestion], *, judged: Sequence[Judged], codings: Sequence[Coding]
) -> tuple[Claim, ...]:
    """Every suggestion as a claim, by document and place in it.

    *judged* and *codings* are in the order of the record.
    """
    known = {suggestion.id: suggestion for suggestion in suggestions}
    decisions: dict[str, Judgement] = {}
    for coding in codings:
        for suggestion in coding.coded.suggestions:
            known[suggestion.id] = suggestion
            decisions[suggestion.id] = Judgement(
                suggestion=suggestion.id,
                decision=Decision.ACCEPTED,
                reason=coding.coded.reason,
                by=coding.by,
                at=coding.at,
            )
    for item in judged:
        known.setdefault(item.suggestion.id, item.suggestion)
        decisions[item.judgement.suggestion] = item.judgement
    claims = (Claim(suggestion=found, judgement=decisions.get(key)) for key, found in known.items())
    return tuple(sorted(claims, key=_order))


def weighable(claims: Sequence[Claim], *, codings: Sequence[Coding]) -> tuple[Claim, ...]:
    """The claims to weigh: none that was rejected, and nothing unjudged where a person coded all.

    What a language model offers is weighed only if a person accepted it: its words are on the page,
    but nobody can say by which rule it took them to mean what it says.
    """
    coded = {coding.coded.document for coding in codings}
    return tuple(
        claim
        for claim in claims
        if claim.status != Decision.REJECTED
        and not (claim.judgement is None and claim.suggestion.document in coded)
        and (
            claim.suggestion.maker.kind is not MakerKind.MODEL or claim.status == Decision.ACCEPTED
        )
    )


def _order(claim: Claim) -> tuple[str, int, int, str]:
    position = claim.suggestion.quotation.position
    return (claim.suggestion.document, position.start, position.end, claim.id)
