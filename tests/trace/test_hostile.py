"""Small forms of the piles of `bench/hostile.py`: what is bounded by design stays bounded."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest

from firsthand.model.document import BlockRole
from firsthand.trace import shingles
from firsthand.trace.families import gather_families
from firsthand.trace.letters import read_texts
from firsthand.trace.reuse import Reuse, find_reuse
from firsthand.trace.seeds import CROWD, FIRST_HOLDERS, REACH, batches, hold, write_seeds
from firsthand.trace.settings import TraceSettings
from firsthand.trace.shingles import pick_postings
from spoken import page

DICE = random.Random(7)  # noqa: S311 - pages, no secrets


def sentence(words: int) -> str:
    return " ".join("".join(DICE.choices("abcdefghijklmnop", k=5)) for _ in range(words))


def found(texts: list[str]) -> Reuse:
    documents = [page(text, address=f"https://s{n}.example/") for n, text in enumerate(texts)]
    return find_reuse(documents, settings=TraceSettings())


def seeds(texts: list[str], *, most: int = 10**9) -> int:
    """How many seeds a pile makes."""
    read = read_texts([page(text, address=str(n)) for n, text in enumerate(texts)])
    outlets = np.full(len(read.holders), -1, np.int32)
    holders = hold(pick_postings(read), outlets=outlets, seeds_max=most)
    return sum(write_seeds(holders, some).later.size for some in batches(holders))


def test_identical_pages_are_one_text_and_make_no_pair() -> None:
    reuse = found([sentence(40)] * 500)
    assert len(reuse.pairs) == 0
    families = gather_families(reuse)
    assert families.families == ()
    assert families.copies == (tuple(range(500)),)


@pytest.mark.slow
def test_stock_sentences_on_all_pages_make_few_pairs_each() -> None:
    """Ten sentences that each of 400 pages has, in any order: 80,000 pairs, of which few are made."""
    stock = [sentence(12) for _ in range(10)]
    texts = [" ".join(DICE.sample(stock, 10)) for _ in range(400)]
    pairs = len(found(texts).pairs)
    assert 400 < pairs <= 400 * 10 * (CROWD // 400 + FIRST_HOLDERS)
    assert seeds(texts, most=20_000) * 4 < seeds(texts)


def test_no_crowd_makes_more_seeds_than_its_bound() -> None:
    """One sentence on 96 pages is joined all to all; on ten times as many, less than so many each."""
    stock = sentence(6)
    for count in (REACH, 10 * REACH):
        made = seeds([f"{sentence(4)} {stock} {sentence(4)}" for _ in range(count)])
        windows = 4  # that are kept of the sentence, on some page or other
        assert made <= windows * (CROWD + FIRST_HOLDERS * count)


def test_windows_made_to_collide_give_no_words_that_are_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Hashes of eight bits: a window in four collides with one in any other page."""
    monkeypatch.setattr(shingles, "_KEPT", np.uint64(0xFE << 56))
    report = sentence(20)
    reuse = found([*(sentence(60) for _ in range(30)), report, f"{sentence(9)} {report}"])
    assert list(reuse.pairs) == [(30, 31)]


def test_pages_that_are_all_furniture_share_nothing() -> None:
    text = sentence(40)
    made = page(text)
    menus = tuple(dataclasses.replace(b, role=BlockRole.BOILERPLATE) for b in made.blocks)
    pages = [dataclasses.replace(made, blocks=menus, address=str(n)) for n in range(20)]
    reuse = find_reuse(pages, settings=TraceSettings())
    assert reuse.texts.text_of == (-1,) * 20
    assert gather_families(reuse).families == ()


def test_pages_that_all_hang_together_are_in_families_of_what_they_share() -> None:
    """Each of 1,500 pages has half of the one before: one web, and families of two and three."""
    halves = [sentence(14) for _ in range(1_501)]
    reuse = found([f"{halves[n]} {halves[n + 1]}" for n in range(1_500)])
    assert len(reuse.pairs) == 1_499
    assert set(reuse.webs()) == {0}
    families = gather_families(reuse).families
    assert max(map(len, families)) <= 3
    assert {page for family in families for page in family} == set(range(1_500))


def test_one_word_repeated_without_end_shares_nothing_but_itself() -> None:
    reuse = found(["blood " * 3_000, "blood " * 3_001, sentence(40)])
    assert list(reuse.pairs) in ([], [(0, 1)])
