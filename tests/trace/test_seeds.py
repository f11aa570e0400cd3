from __future__ import annotations

import itertools

import numpy as np
import pytest

from firsthand.trace import seeds
from firsthand.trace.letters import read_texts
from firsthand.trace.seeds import (
    FIRST_HOLDERS,
    REPEATS_MAX,
    Seeds,
    batches,
    hold,
    write_seeds,
)
from firsthand.trace.shingles import pick_postings
from spoken import page

REPORT = "officials took blood from every resident aged twelve to sixty five since last spring "
HOUSE = "sign up here for our letter and read what others do not print every single morning "


def joined(
    texts: list[str], outlets: list[int] | None = None, most: int = 10**6
) -> set[tuple[int, int]]:
    """Pairs of texts with a seed."""
    read = read_texts([page(text, address=str(n)) for n, text in enumerate(texts)])
    column = np.array(outlets or [-1] * len(read.holders), dtype=np.int32)
    holders = hold(pick_postings(read), outlets=column, seeds_max=most)
    return {
        pair
        for seeds in (write_seeds(holders, some) for some in batches(holders))
        for pair in zip(seeds.earlier.tolist(), seeds.later.tolist(), strict=True)
    }


def fresh(number: int) -> str:
    return " ".join(f"{number}word{n * number}x{n}" for n in range(30)) + " "


def test_texts_that_share_words_are_joined_the_earlier_first() -> None:
    assert joined([REPORT + fresh(1), fresh(2), fresh(3) + REPORT]) == {(0, 2)}


def test_standing_text_of_one_outlet_joins_none_of_its_pages() -> None:
    """
    Three pages of one paper end with the same sign-up line; a page of another paper copied one.
    """
    texts = [fresh(n) + HOUSE for n in (1, 2, 3)]
    assert joined(texts, [0, 0, 0]) == set()
    assert joined(texts) == {(0, 1), (0, 2), (1, 2)}


def test_versions_of_one_page_at_one_outlet_are_joined() -> None:
    texts = [REPORT * 2 + fresh(9)[:40] + str(n) for n in range(4)]
    assert (0, 1) in joined(texts, [0] * 4)


def test_a_word_repeated_without_end_seeds_no_more_than_a_refrain() -> None:
    read = read_texts([page("blood " * 5_000, address="a"), page("blood " * 5_001, address="b")])
    holders = hold(pick_postings(read), outlets=np.full(2, -1, np.int32), seeds_max=10**6)
    written = [write_seeds(holders, some).later.size for some in batches(holders)]
    assert 0 < sum(written) <= 5 * REPEATS_MAX**2


def test_pairs_grow_with_the_pile_and_not_with_its_square() -> None:
    """Two hundred pages share a paragraph; each is joined to some near it and to the first."""
    texts = [REPORT + fresh(n) for n in range(1, 201)]
    pairs = joined(texts, most=4_000)
    assert len(pairs) < 200 * 20
    assert all((first, 199) in pairs for first in range(FIRST_HOLDERS))


def test_words_that_very_many_have_join_each_to_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two hundred pages with one paragraph each is joined to two near it and to the first."""
    monkeypatch.setattr(seeds, "CROWD", 400)
    pairs = joined([REPORT + fresh(n) for n in range(1, 201)])
    near = {(later - step, later) for later in range(200) for step in range(1, FIRST_HOLDERS + 1)}
    first = {(earlier, later) for later in range(200) for earlier in range(FIRST_HOLDERS)}
    expected = {(one, other) for one, other in near | first if 0 <= one < other}
    assert expected <= pairs
    assert len(pairs) < 1.5 * len(expected)  # some numbers of two pages agree too


def test_seeds_are_the_same_however_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three outlets with standing text, refrains, copies; in one piece, and in very many."""
    texts = [fresh(n) + HOUSE + REPORT * (n % 3) + fresh(n // 4) for n in range(40)]
    read = read_texts([page(text, address=str(n)) for n, text in enumerate(texts)])
    outlets = np.arange(40, dtype=np.int32) % 4 - 1

    def rows() -> set[tuple[int, ...]]:
        holders = hold(pick_postings(read), outlets=outlets, seeds_max=10**6)
        written = [write_seeds(holders, some) for some in batches(holders)]
        columns = (
            np.concatenate([getattr(part, name) for part in written]).tolist()
            for name in Seeds.__slots__
        )
        return set(zip(*columns, strict=True))

    whole = rows()
    monkeypatch.setattr(seeds, "BATCH", 10)
    monkeypatch.setattr(seeds, "_STEP", 7)
    monkeypatch.setattr("firsthand.trace.shingles.RANGE_LETTERS", 300)
    assert rows() == whole
    assert whole


def test_nothing_shared_gives_no_seed() -> None:
    assert joined([fresh(1), fresh(2)]) == set()
    assert joined([]) == set()


def test_postings_are_cut_into_batches_of_whole_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """however many postings are looked at together: each is in one batch, and the batches follow one another"""
    monkeypatch.setattr(seeds, "BATCH", 40)
    texts = [REPORT + fresh(n) for n in range(1, 40)] + [fresh(50), fresh(51)]
    read = read_texts([page(text, address=str(n)) for n, text in enumerate(texts)])
    holders = hold(pick_postings(read), outlets=np.full(41, -1, np.int32), seeds_max=10**6)
    whole = [some.tolist() for some in batches(holders)]
    held = [{int(holders.texts[at]) for at in some} for some in whole]
    assert sorted(at for some in whole for at in some) == list(range(holders.texts.size))
    assert len(held) > 5
    assert all(max(one) < min(other) for one, other in itertools.pairwise(held))
    seeded = [write_seeds(holders, np.array(some, dtype=np.uint32)) for some in whole]
    assert all((np.diff(each.later_place) >= 0).all() for each in seeded)
    monkeypatch.setattr(seeds, "_STEP", 7)
    assert [some.tolist() for some in batches(holders)] == whole


def test_what_is_close_to_standing_words_is_what_less_than_a_window_lies_between() -> None:
    """places at the edges of blocks, one in two blocks, several in one"""
    known = np.array([64, 79, 127, 128, 300, 301, 340, 511, 700])
    close = seeds._close_to(known, 12)
    for place in range(64, 12 * 64):
        told = int(close[place // 64]) >> (place % 64) & 1
        assert told == (np.abs(known - place).min() < 16), place
