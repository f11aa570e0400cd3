from __future__ import annotations

from dataclasses import replace

from firsthand.model.claim import Claim, Counts, Quantity, Stance
from firsthand.model.finding import Population, Refusal
from weigh.said import claim, code, people, population, weighed


def refusals(*said: Claim, populations: tuple[Population, ...] = ()) -> list[Refusal]:
    found = weighed(list(said), populations=populations).estimates
    return [e for e in found if isinstance(e, Refusal)]


EXAMS = people(18_800_000, place="650000", period="2017")
SAMPLES = people(36_000_000, place="650000", unit="sampled", counts=Counts.SAMPLES)


def test_exams_are_never_specimens() -> None:
    """18.8 million examined; DNA is taken; nobody counts specimens."""
    (refusal,) = refusals(claim("page-a", EXAMS), claim("page-b", code("dna")))
    assert refusal.question == "how many people gave a DNA specimen in 650000"
    assert refusal.refused[0].startswith("exams are never specimens: 18,800,000 persons")
    assert "no page gives a firm count of specimens" in refusal.refused


def test_without_specimens_nobody_asks_for_them() -> None:
    """Fingerprints only."""
    assert refusals(claim("page-a", EXAMS), claim("page-b", code("fingerprint"))) == []


def test_samples_are_not_people_and_hedged_samples_are_less() -> None:
    """36 million samples, hedged, firmly, and the same figure for exams."""
    exams = claim("page-a", people(36_000_000, place="650000"))
    (hedged,) = refusals(exams, claim("page-b", SAMPLES, stance=Stance.HEDGED))
    assert "36,000,000 samples are said only with a hedge" in hedged.refused
    assert "36,000,000 is the figure that others give for people examined" in hedged.refused
    firm = refusals(claim("page-b", SAMPLES))
    reasons = {reason for refusal in firm for reason in refusal.refused}
    assert any("one person may give several" in reason for reason in reasons)


def test_people_who_gave_specimens_are_estimated_and_not_refused() -> None:
    """ "DNA was taken from 500 people"."""
    said = claim("page-a", people(500, place="650000", unit="sampled"))
    assert refusals(said, claim("page-b", EXAMS)) == []


def test_visits_are_not_people() -> None:
    """70.8 million check-ups, and no count of people."""
    visits = people(70_800_000, place="650000", counts=Counts.VISITS)
    (refusal,) = refusals(claim("page-a", visits))
    assert refusal.refused[0] == "no page gives a firm count of people"
    assert "70,800,000 are visits" in refusal.refused[1]
    assert refusals(claim("page-a", visits), claim("page-b", EXAMS)) == []


def test_a_range_of_visits_is_shown_as_one() -> None:
    """Between 5,000 and 6,000 check-ups."""
    (refusal,) = refusals(claim("page-a", people(5_000, 6_000, counts=Counts.VISITS)))
    assert "5,000 to 6,000 are visits" in refusal.refused[1]


def test_millions_is_no_number() -> None:
    """ "Tens of millions", and nothing else."""
    vague = replace(people(None, over=True, place="650000"), vague=True)
    (refusal,) = refusals(claim("page-a", vague))
    assert "millions" in refusal.refused[0]
    assert refusals(claim("page-a", vague), claim("page-b", EXAMS)) == []


def share(percent: float, *, over: bool = False) -> Quantity:
    return people(percent, unit="share", place="650000", over=over)


def test_a_percentage_implies_a_population_that_must_be_known() -> None:
    """17.5 million as over 90 percent: at most 19.44 million; 23.6 million live there."""
    count = claim("page-a", people(17_500_000, place="650000"))
    part = claim("page-a", share(90, over=True), start=9)
    (refusal,) = refusals(count, part, populations=(population(23_600_000),))
    assert refusal.question == "of which population 17,500,000 people are over 90 percent"
    assert "implies at most 19,444,444 people" in refusal.refused[0]
    assert refusals(count, part, populations=(population(19_000_000),)) == []
    assert refusals(count, part) == []


def test_an_exact_percentage_must_fit_from_both_sides() -> None:
    """17.5 million as 50 percent is 35 million, and 23.6 million live there."""
    count = claim("page-a", people(17_500_000, place="650000"))
    half, most = (claim("page-a", share(p), start=9) for p in (50, 74.2))
    assert len(refusals(count, half, populations=(population(23_600_000),))) == 1
    assert refusals(count, most, populations=(population(23_600_000),)) == []


def test_a_percentage_on_another_page_is_of_something_else() -> None:
    """page-a counts, page-b gives a share."""
    count = claim("page-a", people(17_500_000, place="650000"))
    part = claim("page-b", share(90, over=True))
    assert refusals(count, part, populations=(population(23_600_000),)) == []


def test_a_sum_without_a_population_is_still_a_sum() -> None:
    """3,600 in two years is 1,700 and 1,900."""
    said = [
        claim("page-a", people(1_700, period="2016")),
        claim("page-b", people(1_900, period="2017")),
        claim("page-c", people(3_600, period="2016/2017")),
    ]
    (refusal,) = refusals(*said)
    assert refusal.refused[0].startswith("3,600 is 1,700 + 1,900 added")
