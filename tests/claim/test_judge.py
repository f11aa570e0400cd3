from __future__ import annotations

from claim.found import claims
from firsthand.claim.judge import Coding, apply_judgements, weighable
from firsthand.model.claim import Decision, Judgement, Suggestion
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Coded, Judged

ANA = Agent(kind=AgentKind.PERSON, name="Ana Example")
NOON = Moment(utc="2030-01-02T12:00:00Z")
LATER = Moment(utc="2030-01-02T13:00:00Z")


def judged(suggestion: Suggestion, decision: Decision, *, at: Moment = NOON) -> Judged:
    judgement = Judgement(suggestion=suggestion.id, decision=decision, reason="read", by=ANA, at=at)
    return Judged(judgement=judgement, suggestion=suggestion)


def test_a_suggestion_is_only_suggested_until_a_person_judges() -> None:
    made = claims("Police take DNA from residents.")
    assert {claim.status for claim in apply_judgements(made, judged=[], codings=[])} == {
        "suggested"
    }


def test_the_latest_judgement_counts() -> None:
    one, *_ = made = claims("Police take DNA from residents.")
    entries = [judged(one, Decision.ACCEPTED), judged(one, Decision.REJECTED, at=LATER)]
    standing = {c.id: c.status for c in apply_judgements(made, judged=entries, codings=[])}
    assert standing[one.id] == "rejected"


def test_a_judged_suggestion_stays_where_the_machine_no_longer_makes_it() -> None:
    (one, *_) = claims("Police take DNA from residents.")
    (kept,) = apply_judgements([], judged=[judged(one, Decision.ACCEPTED)], codings=[])
    assert (kept.id, kept.status) == (one.id, "accepted")


def test_nothing_rejected_is_weighed_and_nothing_unjudged_where_a_person_coded_all() -> None:
    made = claims("Police take DNA from residents.")
    own, other = made[0], made[1:]
    coded = Coded(document=own.document, suggestions=(own,), reason="read whole")
    codings = [Coding(coded=coded, by=ANA, at=NOON)]
    all_of_it = apply_judgements(made, judged=[], codings=codings)
    assert {claim.id for claim in weighable(all_of_it, codings=codings)} == {own.id}
    refused = apply_judgements(made, judged=[judged(own, Decision.REJECTED)], codings=[])
    assert {claim.id for claim in weighable(refused, codings=[])} == {each.id for each in other}


def test_the_order_of_suggestions_changes_nothing() -> None:
    made = claims("Police take DNA and fingerprints from residents aged 12 to 65.")
    assert apply_judgements(made, judged=[], codings=[]) == apply_judgements(
        made[::-1], judged=[], codings=[]
    )
