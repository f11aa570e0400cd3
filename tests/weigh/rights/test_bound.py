from __future__ import annotations

import pytest

from firsthand.model.rights import Bond, Bound, RightsNorm, Scope
from firsthand.weigh.rights.bound import bound_then


def norm(how: str, since: str, *, kind: str = "treaty", seen: bool = True) -> RightsNorm:
    return RightsNorm(
        id="n", name="Privacy", instrument="A treaty", article="17", kind=kind, in_force="1976",
        tests=("legality",), says="It says.", address="https://norms.example/", text_seen=True,
        bonds=(Bond(state="CN", how=how, since=since, seen=seen),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "since", "expected"),
    [
        ("party", "1992-03", Bound.BOUND),
        ("party", "2016", Bound.BOUND),
        ("party", "2017-05", Bound.IN_PART),
        ("party", "2021-11", Bound.NOT_YET),
        ("signed", "1998-10-05", Bound.SIGNED_ONLY),
        ("domestic", "2013", Bound.BOUND),
    ],
)
def test_a_norm_binds_from_the_day_it_came_into_force_for_the_state(
    how: str, since: str, expected: Bound
) -> None:
    """asked of CN in 2016 to 2018"""
    assert bound_then(norm(how, since), Scope(state="CN", period="2016/2018")).bound is expected


def test_what_is_not_listed_is_not_known_and_a_standard_binds_nobody() -> None:
    treaty = norm("party", "1992")
    asked = Scope(state="CN", period="2016/2018")
    assert bound_then(treaty, Scope(state="KE", period="2016")).bound is Bound.NOT_LISTED
    assert bound_then(treaty, Scope(period="2016")).bound is Bound.NOT_KNOWN
    assert bound_then(treaty, Scope(state="CN")).bound is Bound.NOT_KNOWN
    assert bound_then(norm("party", "1992", kind="standard"), asked).bound is Bound.BINDS_NOBODY
    assert bound_then(norm("party", "1992", kind="comment"), asked).bound is Bound.BINDS_NOBODY


def test_a_bond_that_nobody_saw_says_so() -> None:
    told = bound_then(norm("party", "1992", seen=False), Scope(state="CN", period="2016"))
    assert told.why == "CN: a party since 1992 (no page that says so was seen)"
