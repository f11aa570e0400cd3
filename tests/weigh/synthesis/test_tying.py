from __future__ import annotations

from firsthand.model.claim import Counts, Quantity
from firsthand.model.synthesis import Bound
from firsthand.weigh.estimates import Counting
from firsthand.weigh.synthesis.cells import Category
from firsthand.weigh.synthesis.tying import category_of, people_of, things_of, time_of
from firsthand.weigh.tally import tallies_of
from weigh.said import SETTINGS, claim, meant, people, weighed

SAMPLED = people(501, 603, place="650000", period="2017", unit="sampled")
EXAMINED = people(1_000, place="650000", period="2016/2018", over=True)
SPECIMENS = people(551, place="650000", period="2017", unit="sampled", counts=Counts.SAMPLES)
KITS = people(521, place="650000", period="2016/2018", unit="kits", counts=Counts.THINGS)
EXAMS = people(70_800, place="650000", period="2016/2020", counts=Counts.EVENTS)


def counting(*counts: Quantity) -> Counting:
    said = meant(*(claim(f"page-{n}", each) for n, each in enumerate(counts)))
    return Counting(
        firm=said,
        counts=said,
        tallies=tuple(tallies_of(said, (), {}, SETTINGS)),
        populations=(),
    )


def why(*counts: Quantity) -> list[str]:
    found = counting(*counts)
    _, relations = things_of(found.tallies[0], found.firm, names={}, settings=SETTINGS)
    return [each.said for each in relations]


def bound(asked: str, *counts: Quantity) -> Bound:
    made = weighed([claim(f"page-{n}", each) for n, each in enumerate(counts)]).synthesis
    return next(each for each in made.bounds if asked in each.question)


def test_exams_bound_people_from_above_if_their_time_holds_all_rounds() -> None:
    """70,800 exams from 2016 to 2020; others of another time or place tie nothing."""
    assert why(EXAMINED, EXAMS) == ["whoever was examined had one exam at least"]
    assert bound("examined", EXAMINED, EXAMS).high == 70_850
    short = people(70_800, place="650000", period="2017", counts=Counts.EVENTS)
    elsewhere = people(70_800, place="540000", period="2016/2020", counts=Counts.EVENTS)
    assert why(EXAMINED, short) == why(EXAMINED, elsewhere) == []
    assert bound("examined", EXAMINED, short).high is None


def test_people_are_no_more_than_specimens_and_those_no_more_than_kits() -> None:
    """501 to 603 people, 551 specimens, 521 kits; nobody says how many each gave."""
    assert set(why(SAMPLED, SPECIMENS, KITS)) == {
        "whoever gave a specimen gave one at least",
        "whoever gave a specimen used one kit at least",
        "no specimen is taken without a kit of its own",
    }
    assert bound("specimen", SAMPLED, SPECIMENS).high == 551
    found = weighed(
        [claim(f"p-{n}", q) for n, q in enumerate((SAMPLED, SPECIMENS, KITS))]
    ).synthesis
    (conflict,) = found.conflicts
    assert conflict.given == ("no specimen is taken without a kit of its own",)


def test_specimens_say_nothing_of_people_from_below() -> None:
    """551 specimens may all be of one person."""
    over = people(3, place="650000", period="2017", unit="sampled", over=True)
    found = bound("specimen", over, SPECIMENS)
    assert (found.low, found.high) == (3, 551)


def test_who_gave_a_specimen_was_examined_if_it_was_while_exams_ran() -> None:
    """501 sampled in 2017 are among those examined from 2016 to 2018, and not among those of 2016."""
    few = people(101, place="650000", period="2016/2018", over=True)
    assert bound("were examined", SAMPLED, few).low == 501
    before = people(101, place="650000", period="2016", over=True)
    assert bound("were examined", SAMPLED, before).low == 101
    found = counting(SAMPLED, EXAMINED)
    claims, relations = people_of(found.tallies[0], found.tallies, settings=SETTINGS)
    assert claims
    assert relations[-1].said == "who gave a specimen was examined"


def test_what_a_count_is_of() -> None:
    """Exams, specimens, kits; never people, money, or words without a number."""
    assert category_of(EXAMS) is Category.EXAMS
    assert category_of(SPECIMENS) is Category.SPECIMENS
    assert category_of(KITS) is Category.KITS
    assert category_of(SAMPLED) is None
    vague = Quantity(low=None, high=None, approximate=True, unit="kits", vague=True)
    assert category_of(vague) is None


def test_a_round_without_a_time_leaves_the_whole_without_one() -> None:
    """Nobody says when."""
    undated = counting(people(500, place="650000"))
    assert time_of(undated.tallies[0]) is None
    assert why(people(500, place="650000"), EXAMS) == []
