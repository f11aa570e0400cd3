from __future__ import annotations

import numpy as np

from firsthand.trace.letters import read_texts
from firsthand.trace.seeds import FIRST_HOLDERS, REPEATS_MAX, join_seeds
from firsthand.trace.shingles import pick_postings
from spoken import page

REPORT = "officials took blood from every resident aged twelve to sixty five since last spring "
HOUSE = "sign up here for our letter and read what others do not print every single morning "


def joined(
    texts: list[str], outlets: list[int] | None = None, most: int = 10**6
) -> set[tuple[int, int]]:
    """Pairs of texts with a seed."""
    read = read_texts([page(text, address=str(n)) for n, text in enumerate(texts)])
    column = np.array(outlets or [-1] * len(read.holders))
    found = join_seeds(pick_postings(read), outlets=column, seeds_max=most)
    return {
        pair
        for seeds in found
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
    seeds = list(join_seeds(pick_postings(read), outlets=np.array([-1, -1]), seeds_max=10**6))
    assert sum(batch.later.size for batch in seeds) <= 5 * REPEATS_MAX**2


def test_pairs_grow_with_the_pile_and_not_with_its_square() -> None:
    """Two hundred pages share a paragraph; each is joined to some near it and to the first."""
    texts = [REPORT + fresh(n) for n in range(1, 201)]
    pairs = joined(texts, most=4_000)
    assert len(pairs) < 200 * 20
    assert all((first, 199) in pairs for first in range(FIRST_HOLDERS))


def test_nothing_shared_gives_no_seed() -> None:
    assert joined([fresh(1), fresh(2)]) == set()
    assert joined([]) == set()
