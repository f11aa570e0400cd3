from __future__ import annotations

from firsthand.weigh.linking.lists import Record, parse_lists
from firsthand.weigh.linking.people import Pair, patterns_text, people_of, tally_of
from firsthand.weigh.systems import parse_strata

RECORDS = parse_lists(
    {
        "a": b"name,stratum\nA,North\nB,North\nC,South\nD,South\n",
        "b": b"name,stratum\nA,North\nB,South\n",
        "c": b"name,stratum\nA,North\nA,North\n",
    }
).values


def pair(one: int, other: int, chance: float) -> Pair:
    return Pair(one=one, other=other, chance=chance)


def test_links_join_records_into_people_and_chances_below_the_threshold_do_not() -> None:
    """Three lists; the pair of D is not likely enough."""
    people = people_of(
        RECORDS,
        [pair(0, 4, 0.99), pair(4, 6, 0.95), pair(1, 5, 0.9), pair(3, 7, 0.79)],
        threshold=0.8,
        once=(),
    )
    assert [p.records for p in people] == [(0, 4, 6), (1, 5), (2,), (3,), (7,)]
    assert people[0].lists == ("a", "b", "c")
    assert [p.stratum for p in people] == ["North", "North", "South", "South", "North"]


def test_a_list_that_holds_nobody_twice_keeps_its_records_apart() -> None:
    """A and B of the first list are both like A of the second: the likelier one stays."""
    pairs = [pair(0, 4, 0.9), pair(1, 4, 0.95), pair(0, 1, 0.85)]
    freely = people_of(RECORDS, pairs, threshold=0.8, once=())
    assert freely[0].records == (0, 1, 4)
    once = people_of(RECORDS, pairs, threshold=0.8, once=("a",))
    assert [p.records for p in once[:2]] == [(0,), (1, 4)]


def test_the_table_is_one_that_estimation_reads() -> None:
    """People in two strata are counted where most of their records are, and told."""
    people = people_of(
        RECORDS, [pair(0, 4, 0.9), pair(1, 5, 0.9), pair(6, 7, 0.9)], threshold=0.8, once=()
    )
    strata = parse_strata(patterns_text(people, ["a", "b", "c"])).values
    assert {s.name: s.patterns.table for s in strata} == {
        "North": {(1, 1, 0): 2, (0, 0, 1): 1},
        "South": {(1, 0, 0): 2},
    }
    tally = tally_of(RECORDS, people)
    assert (tally.people, tally.strata_differ, tally.twice) == (5, 1, (("c", 1),))
    assert tally.records == (("a", 4), ("b", 2), ("c", 2))
    assert tally.sizes == ((1, 2), (2, 3))


def test_without_strata_there_is_no_column_of_them() -> None:
    """One list, one record."""
    record = Record(list_name="a", line=2, said=(*RECORDS[0].said[:-1], None))
    people = people_of([record], [], threshold=0.8, once=())
    assert patterns_text(people, ["a"]) == "a,count\n1,1\n"
