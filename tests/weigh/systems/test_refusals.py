from __future__ import annotations

import pytest

from firsthand.weigh.systems.facts import Fact
from firsthand.weigh.systems.linkage import Linkage, Range
from firsthand.weigh.systems.patterns import Patterns
from firsthand.weigh.systems.refusals import (
    DerivedList,
    DifferentLists,
    Disagreement,
    ListApart,
    Misfit,
    NobodyListed,
    NoEstimate,
    NotMixed,
    PoorLinkage,
    Refusal,
    SparseOverlap,
    StratumRefused,
    TooFewLists,
    TooFewMembers,
    TooManyLists,
    UnknownLinkage,
    refusals_before,
)
from weigh.systems.tables import KOSOVO, independent, table

REFUSED: dict[str, tuple[Patterns, type]] = {
    "nobody": (table({(1, 0, 0): 0}), NobodyListed),
    "two lists": (table({(1, 0): 81, (0, 1): 61, (1, 1): 19}), TooFewLists),
    "one list": (table({(1,): 9}), TooFewLists),
    "too many lists": (independent(100_000, (0.5,) * 9), TooManyLists),
    "a list made from another": (
        table({(1, 0, 0): 50, (1, 1, 0): 20, (0, 0, 1): 40, (1, 0, 1): 12, (1, 1, 1): 5}),
        DerivedList,
    ),
    "a list of other people": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20, (0, 0, 1): 30}),
        ListApart,
    ),
    "an empty list": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20}),
        TooFewMembers,
    ),
    "a list of one": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20, (1, 0, 1): 1}),
        TooFewMembers,
    ),
    "hardly anybody on two": (
        table({(1, 0, 0): 50, (0, 1, 0): 40, (0, 0, 1): 30, (1, 1, 0): 2, (0, 1, 1): 1}),
        SparseOverlap,
    ),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_each_reason_is_a_type_of_its_own(reason: str) -> None:
    """And no other comes with it."""
    patterns, kind = REFUSED[reason]
    found = refusals_before(patterns, (), None)
    assert {type(each) for each in found} == {kind}
    assert all(each.withholds for each in found)


def test_a_table_that_is_fit_is_not_refused() -> None:
    """Kosovo; a list that lies in another by chance, having four people."""
    assert refusals_before(table(KOSOVO), (), None) == []
    small = {(1, 0, 0): 50, (0, 1, 0): 40, (1, 1, 0): 20, (1, 0, 1): 4}
    assert refusals_before(table(small), (), None) == []


def test_what_is_said_of_lists_is_held_against_them() -> None:
    """One made from another; people and households."""
    facts = (
        Fact(list_name="a", unit="persons", derived_from="c"),
        Fact(list_name="b", unit="households"),
        Fact(list_name="c"),
    )
    found = refusals_before(table(KOSOVO), facts, None)
    assert found == [
        DerivedList(list_name="a", from_list="c", stated=True),
        DifferentLists(what="unit", values=("households", "persons")),
    ]


@pytest.mark.parametrize(("recall", "refused"), [(0.89, True), (0.9, False)])
def test_linking_that_misses_more_than_one_in_ten_is_refused(recall: float, refused: bool) -> None:
    """By the lower end of what is known of it."""
    linkage = Linkage(recall=Range(low=recall, high=0.99))
    expected = [PoorLinkage(recall=recall)] if refused else []
    assert refusals_before(table(KOSOVO), (), linkage) == expected


def test_two_lists_are_told_what_they_would_say_if_independent() -> None:
    """Chapman's number stands in the reason, and not as a method."""
    (reason,) = refusals_before(table({(1, 0): 81, (0, 1): 61, (1, 1): 19}), (), None)
    assert "about 408 (Chapman)" in reason.message


ALL: list[Refusal] = [
    NobodyListed(),
    TooFewLists(found=2),
    TooManyLists(found=9),
    TooFewMembers(list_name="a", found=0),
    TooFewMembers(list_name="a", found=1),
    DerivedList(list_name="a", from_list="b", stated=True),
    DerivedList(list_name="a", from_list="b", stated=False),
    ListApart(list_name="a"),
    DifferentLists(what="unit", values=("x", "y")),
    SparseOverlap(found=3),
    NoEstimate(),
    PoorLinkage(recall=0.8),
    UnknownLinkage(),
    NotMixed(method="m", r_hat=1.2, effective=30, divergences=4),
    Misfit(method="m", predictive=0.001),
    Disagreement(lower="a", lower_high=3, higher="b", higher_low=5),
    StratumRefused(stratum="s"),
]


def test_every_reason_has_a_code_and_words() -> None:
    """Codes differ by type; words are lower case, without a full stop."""
    assert len({each.code for each in ALL}) == len({type(each) for each in ALL}) == 15
    for each in ALL:
        assert each.message[0].islower()
        assert not each.message.endswith(".")
