from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.world import Settings, make
from firsthand.engines.forked import Forked
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.pairs import PairColumns
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring."
OWN = "The weather was fine, and the harvest was brought in before the first rain of autumn came over the hills."
HOUSE = "Sign up for our letter, which is read by forty thousand people every morning before they go to work at all."


def test_a_passage_is_found_where_it_stands_on_both_sides() -> None:
    one, other = page(f"{OWN} {REPORT}", address="a"), page(f"Today: {REPORT}", address="b")
    reuse = find_reuse([one, other], settings=TraceSettings())
    shared = reuse.between(0, 1)
    assert shared is not None
    quotes = [
        reuse.quotation(0, shared.one_stretches[0]),
        reuse.quotation(1, shared.other_stretches[0]),
    ]
    for quote, made in zip(quotes, (one, other), strict=True):
        assert quote.exact.startswith("Officials")
        assert quote.exact.endswith("spring")
        assert made.text[quote.position.start : quote.position.end] == quote.exact
    assert shared.one_share == pytest.approx(0.5, abs=0.05)
    assert shared.other_share > 0.9
    turned = reuse.between(1, 0)
    assert turned is not None
    assert turned.one_stretches == shared.other_stretches


def test_exact_copies_share_everything() -> None:
    reuse = find_reuse([page(REPORT, address=n) for n in "ab"], settings=TraceSettings())
    shared = reuse.between(0, 1)
    assert shared is not None
    assert (shared.one_share, shared.other_share, shared.edits) == (1.0, 1.0, 0)


def test_with_which_of_several_pages_words_are_shared() -> None:
    """
    a copy, a stranger, a page with too few letters, the page itself
    """
    texts = (
        REPORT,
        REPORT + " More.",
        "Nothing of the kind was ever written here by anybody.",
        "No.",
    )
    reuse = find_reuse(
        [page(text, address=str(n)) for n, text in enumerate(texts)], settings=TraceSettings()
    )
    assert reuse.shares(0, np.array([1, 2, 3, 0])).tolist() == [True, False, False, True]
    assert not reuse.shares(3, np.arange(4)).any()
    for one, other in itertools.product(range(4), repeat=2):
        shared = reuse.between(one, other)
        assert reuse.share(one, other) == (shared.other_share if shared else 0.0)


def test_a_page_with_too_few_letters_shares_nothing() -> None:
    reuse = find_reuse(
        [page("blood", address="a"), page("blood", address="b")], settings=TraceSettings()
    )
    assert reuse.between(0, 1) is None


def test_how_two_pages_of_one_paper_end_is_no_reuse() -> None:
    """
    The Paper  weather … sign up      The Paper  blood … sign up
    """
    pages = [f"{OWN}\n{OWN[::-1]}\n{HOUSE}", f"{REPORT}\n{REPORT[::-1]}\n{HOUSE}"]
    one_house = [page(text, address=str(n), publisher="The Paper") for n, text in enumerate(pages)]
    assert find_reuse(one_house, settings=TraceSettings()).pairs == {}
    two = [page(text, address=str(n), publisher=str(n)) for n, text in enumerate(pages)]
    assert find_reuse(two, settings=TraceSettings()).between(0, 1) is not None


@pytest.mark.slow
def test_reuse_is_the_same_however_the_work_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A press of 120 pages in three scripts: in one piece; in many, and each by another process."""
    corpus = sorted(make(Settings(seed=31, pages=120)).documents, key=lambda d: d.id)
    whole = find_reuse(corpus, settings=TraceSettings())
    monkeypatch.setattr("firsthand.trace.letters.PART", 3_000)
    monkeypatch.setattr("firsthand.trace.shingles.PART", 2_000)
    monkeypatch.setattr("firsthand.trace.shingles.RANGE_LETTERS", 10_000)
    monkeypatch.setattr("firsthand.trace.seeds.BATCH", 300)
    engine = Processes()
    parts = find_reuse(corpus, settings=TraceSettings(), engine=engine)
    assert engine.items > 100
    assert list(parts.pairs) == list(whole.pairs)
    for name in PairColumns.__slots__:
        one, other = (getattr(reuse.pairs.columns, name).tolist() for reuse in (parts, whole))
        assert one == other, name
    assert parts.texts.text_of == whole.texts.text_of


class Processes:
    """Two other processes do the work."""

    items = 0

    def map(self, work: Callable[[Any], Any], items: Iterable[Any], /) -> Iterator[Any]:
        every = list(items)
        self.items += len(every)
        with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
            yield from pool.map(work, every)


@pytest.mark.parametrize("engine", [HERE, Forked(2)])
def test_what_is_to_be_done_meanwhile_is_done_once_and_changes_nothing(engine: Engine) -> None:
    pages = [page(REPORT, address="a"), page(f"{REPORT} It rained.", address="b")]
    done: list[tuple[str, int]] = []
    reuse = find_reuse(
        pages,
        settings=TraceSettings(),
        engine=engine,
        meanwhile=lambda: done.append(("read", os.getpid())),
        afterwards=lambda: done.append(("pick", os.getpid())),
    )
    assert done == [("read", os.getpid()), ("pick", os.getpid())]
    assert list(reuse.pairs) == list(find_reuse(pages, settings=TraceSettings()).pairs) == [(0, 1)]


def test_pages_hang_together_over_others() -> None:
    """0 report   1 weather   2 report and weather   3 something else   4 too little"""
    texts = [REPORT, OWN, f"{REPORT} {OWN}", HOUSE, "no"]
    documents = [page(text, address=str(n)) for n, text in enumerate(texts)]
    assert find_reuse(documents, settings=TraceSettings()).webs() == [0, 0, 0, 1, 2]


def test_only_so_many_pages_places_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.trace.reuse.OFFSETS_KEPT", 3)
    documents = [page(REPORT, address=str(n)) for n in range(9)]
    reuse = find_reuse(documents, settings=TraceSettings())
    quotes = [reuse.quotation(n, (0, 9)) for n in range(9)]
    assert {quote.exact for quote in quotes} == {"Officials"}
    assert sorted(reuse.offsets) == [6, 7, 8]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                REPORT,
                OWN,
                HOUSE,
                "短い文",
                "去年春天以来当地官员从每一位居民身上抽取血液并贴上户口编号当夜送往县城",
                "\ud800",
                "é" * 70,
            ]
        ),
        max_size=6,
    ),
    st.text(max_size=40),
)
def test_every_quotation_is_a_slice_of_its_text(parts: list[str], noise: str) -> None:
    documents = [page(noise.join(parts[n:]), address=str(n)) for n in range(len(parts))]
    reuse = find_reuse(documents, settings=TraceSettings())
    for one in range(len(documents)):
        for other in range(one):
            shared = reuse.between(one, other)
            for stretch in shared.one_stretches if shared else ():
                quote = reuse.quotation(one, stretch)
                span = quote.position
                assert documents[one].text[span.start : span.end] == quote.exact
