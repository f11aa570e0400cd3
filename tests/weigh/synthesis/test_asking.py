from __future__ import annotations

from fractions import Fraction

from firsthand.weigh.synthesis.asking import Asked, ends_of, marginals_of
from firsthand.weigh.synthesis.cells import Category, System, at_most
from weigh.synthesis.systems_drawn import cell, said, system

FIRST, EVER = cell("first"), cell("ever")
SECOND, LIVING = cell("second"), cell("living", Category.RESIDENTS)


def rounds(*more: str) -> System:
    """17.5 and 18.8 million in two rounds, 23.6 million residents; more by name."""
    shares = {"share": said("share", (1, FIRST), (Fraction(-9, 10), LIVING), low=0)}
    return system(
        said("first", (1, FIRST), low=17_500_000, high=17_500_000),
        said("second", (1, SECOND), low=18_800_000, high=18_800_000),
        said("living", (1, LIVING), low=23_600_000, high=23_600_000),
        *(shares[name] for name in more),
        relations=(
            at_most(FIRST, EVER, id_="a", said="a"),
            at_most(SECOND, EVER, id_="b", said="b"),
            at_most(EVER, FIRST, SECOND, id_="c", said="c"),
            at_most(EVER, LIVING, id_="d", said="d"),
        ),
    )


def test_the_ends_hold_whichever_of_the_disputed_claims_is_given_up() -> None:
    """
    without the share       18.8 to 23.6      without 17.5 million   18.8 to 23.6
    without the residents   18.8 to 19.44
    """
    asked = Asked(rounds("share"), EVER)
    assert asked.disputed
    ends = ends_of(asked)
    assert ends is not None
    assert (ends.low, ends.high) == (18_800_000, 23_600_000)


def test_without_a_dispute_all_claims_hold() -> None:
    """The same without the share."""
    asked = Asked(rounds(), EVER)
    assert not asked.disputed
    ends = ends_of(asked)
    assert ends is not None
    assert (ends.low, ends.high) == (18_800_000, 23_600_000)


def test_what_each_claim_adds_is_what_is_lost_without_it() -> None:
    """Without the second round at least 17.5; without the residents at most both rounds."""
    asked = Asked(rounds(), EVER)
    ends = ends_of(asked)
    assert ends is not None
    found = {claim.id: (e.low, e.high) for claim, e in marginals_of(asked, ends)}
    assert found == {
        "second": (17_500_000, 23_600_000),
        "living": (18_800_000, 36_300_000),
    }


def test_too_many_ways_out_give_no_number() -> None:
    """Eight disputed parts of one sum: 256 ways to give claims up."""
    parts = [cell(f"part {n}") for n in range(8)]
    whole = cell("whole")
    claims = [said(f"low {n}", (1, c), low=7) for n, c in enumerate(parts)]
    claims += [said(f"high {n}", (1, c), high=5) for n, c in enumerate(parts)]
    sum_ = said("sum", (1, whole), *((-1, c) for c in parts), low=0, high=0)
    asked = Asked(system(*claims, relations=(sum_,)), whole)
    assert asked.ways is None
    assert ends_of(asked) is None
