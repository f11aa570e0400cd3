from __future__ import annotations

import numpy as np

from firsthand.trace.worth import (
    BITS_MAX,
    CANDIDATES_MAX,
    HOLDERS_MAX,
    Keyed,
    build_index,
    pair_pages,
)

APART = np.array([[False, True], [True, False]])


def keyed(keys: dict[str, float], tongue: int, rank: int) -> Keyed:
    return Keyed(keys=keys, tongue=tongue, rank=rank)


def pairs(pages: list[Keyed]) -> list[tuple[int, int]]:
    index = build_index(pages)
    return [(a, b) for a, b, _ in pair_pages(pages, index=index, apart=APART)]


def test_a_rare_figure_is_worth_more_than_a_year() -> None:
    """
    18.8 million against 2017
    """
    index = build_index([keyed({"figure:18800000": 0.001, "figure:2017": 0.2}, 0, 0)])
    bits = {name: index.bits[number] for name, number in index.numbers.items()}
    assert bits["figure:18800000"] > 3 * bits["figure:2017"]


def test_what_many_pages_say_is_worth_little() -> None:
    """
    one figure in 100 of 100 pages; another in two of them
    """
    pages = [keyed({"a": 0.001}, n % 2, n) for n in range(98)]
    pages += [keyed({"a": 0.001, "b": 0.001}, n % 2, n) for n in range(98, 100)]
    index = build_index(pages)
    bits = {name: index.bits[number] for name, number in index.numbers.items()}
    assert bits["a"] < 1
    assert 9 < bits["b"] <= BITS_MAX


def test_pages_of_two_tongues_that_share_rare_keys_are_a_pair() -> None:
    shared = {"a": 0.001, "b": 0.001}
    assert pairs([keyed(shared, 0, 0), keyed(shared, 1, 1), keyed({"c": 0.001}, 1, 2)]) == [(0, 1)]


def test_pages_of_one_tongue_are_left_to_shared_words() -> None:
    shared = {"a": 0.001, "b": 0.001}
    assert pairs([keyed(shared, 0, 0), keyed(shared, 0, 1)]) == []


def test_a_key_of_all_pages_does_not_make_all_pairs() -> None:
    """
    2,000 pages with the same four figures: a million pairs, of which each page keeps a few
    """
    count = 2_000
    pages = [keyed(dict.fromkeys("abcd", 0.001), n % 2, n) for n in range(count)]
    pages += [keyed({f"{n}": 0.001}, 0, n) for n in range(count, 19 * count)]
    found = pairs(pages)
    assert 0 < len(found) <= count * CANDIDATES_MAX
    assert {page for pair in found for page in pair} == set(range(count))


def test_a_key_with_one_holder_more_than_the_limit_still_links_each_to_the_earliest() -> None:
    count = HOLDERS_MAX + 1
    pages = [keyed({"a": 0.0001, "b": 0.0001}, n % 2, n) for n in range(count)]
    pages += [keyed({f"{n}": 0.001}, 0, n) for n in range(count, 40 * count)]
    assert {page for pair in pairs(pages) for page in pair} == set(range(count))


def test_no_pages_make_no_pairs() -> None:
    assert pairs([]) == []
    assert pairs([keyed({}, 0, 0)]) == []
