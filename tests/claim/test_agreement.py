from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim.found import claims
from firsthand.claim.agreement import cohen_kappa, krippendorff_alpha, measure_agreement
from firsthand.model.claim import Decision, Judgement, Suggestion
from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.record import Judged

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve
# units, "." where an observer saw none; alpha for nominal data is .743.
OBSERVERS = ("123321412...", "1233224125.3", ".333234225 1.".replace(" ", ""), "1233244125 1.".replace(" ", ""))  # fmt: skip
answer = st.sampled_from(["accepted", "rejected", "unsure"])


def judged(suggestion: Suggestion, decision: Decision, by: str, *, blind: bool = False) -> Judged:
    judgement = Judgement(
        suggestion=suggestion.id,
        decision=decision,
        reason="read",
        by=Agent(kind=AgentKind.PERSON, name=by),
        at=Moment(utc="2030-01-02T12:00:00Z"),
        blind=blind,
    )
    return Judged(judgement=judgement, suggestion=suggestion)


def test_alpha_is_that_of_the_published_example() -> None:
    """Units are read down the four lines; missing answers are left out."""
    units = [[a for a in unit if a != "."] for unit in zip(*OBSERVERS, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


@given(st.lists(st.lists(answer, min_size=2, max_size=4), min_size=1), st.randoms())
def test_the_order_of_people_and_of_units_changes_nothing(
    units: list[list[str]], dice: object
) -> None:
    """Turned round and back to front."""
    del dice
    turned = [list(reversed(unit)) for unit in reversed(units)]
    one, other = krippendorff_alpha(units), krippendorff_alpha(turned)
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)


@given(st.lists(answer, min_size=2).filter(lambda told: len(set(told)) > 1))
def test_people_who_always_agree_agree_wholly(told: list[str]) -> None:
    """Whatever they answer."""
    assert cohen_kappa([(each, each) for each in told]) == pytest.approx(1)
    assert krippendorff_alpha([[each, each] for each in told]) == pytest.approx(1)


def test_one_answer_throughout_tells_nothing_of_agreement() -> None:
    """Two people who accept everything may not have read anything."""
    assert cohen_kappa([("accepted", "accepted")] * 9) is None
    assert krippendorff_alpha([["accepted", "accepted"]] * 9) is None
    assert cohen_kappa([]) is None


def test_agreement_is_counted_by_element_and_the_latest_judgement_of_each_counts() -> None:
    """
    Ana and Ben judge DNA and the police; Ben thinks again about the police.
    """
    found = claims("Police take DNA from residents.")
    one, other = found[0], found[1]
    rows = measure_agreement(
        [
            judged(one, Decision.ACCEPTED, "Ana"),
            judged(one, Decision.ACCEPTED, "Ben"),
            judged(other, Decision.REJECTED, "Ana"),
            judged(other, Decision.ACCEPTED, "Ben"),
            judged(other, Decision.REJECTED, "Ben"),
        ]
    )
    assert [row.element for row in rows] == [None, *sorted({one.element, other.element})]
    (pair,) = rows[0].pairs
    assert (pair.one, pair.other, pair.both, pair.agreed) == ("Ana", "Ben", 2, 2)
    assert rows[0].alpha == pytest.approx(1)


def test_what_one_person_judged_alone_is_not_counted() -> None:
    """There is nobody to agree with."""
    (one, *_) = claims("Police take DNA from residents.")
    assert measure_agreement([judged(one, Decision.ACCEPTED, "Ana")]) == ()


def test_what_both_judged_blind_is_told_apart() -> None:
    """
    on one both are blind and differ; on another Bo had seen what Ana said, and agrees
    """
    one, other = claims("Police take DNA from residents in 2017.")[:2]
    said = [
        judged(one, Decision.ACCEPTED, "Ana", blind=True),
        judged(one, Decision.REJECTED, "Bo", blind=True),
        judged(other, Decision.ACCEPTED, "Ana", blind=True),
        judged(other, Decision.ACCEPTED, "Bo"),
    ]
    every, *_ = measure_agreement(said)
    (pair,) = every.pairs
    assert (pair.both, pair.agreed) == (2, 1)
    assert (pair.blind_both, pair.blind_agreed, pair.blind_kappa) == (1, 0, 0.0)
    assert (every.units, every.blind_units, every.blind_alpha) == (2, 1, 0.0)


def test_one_person_under_two_spellings_agrees_with_nobody() -> None:
    (one, *_) = claims("Police take DNA from residents.")
    said = [judged(one, Decision.ACCEPTED, by) for by in ("Ana", "ana ", "ANA")]
    assert measure_agreement(said) == ()
    (every, _) = measure_agreement([*said, judged(one, Decision.REJECTED, "Bo")])
    assert [(pair.one, pair.other) for pair in every.pairs] == [("Ana", "Bo")]
