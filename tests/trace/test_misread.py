from __future__ import annotations

import random

import numpy as np
import pytest

from clued import clues_of
from firsthand.model.document import Document
from firsthand.trace.comparing import compare_families
from firsthand.trace.descent import trace_documents
from firsthand.trace.families import gather_families
from firsthand.trace.misread import (
    WORDS_MOST,
    Lexicon,
    count_words,
    gather_lexicon,
    misread_odds,
)
from firsthand.trace.parents import choose_parents
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

SYLLABLES = ("ver", "tan", "mol", "sir", "pen", "cor", "del", "gam", "hor", "lin", "nos", "rep", "sul", "tes", "vol")  # fmt: skip
COMMON = [f"{a}{b}{c}" for a in SYLLABLES for b in SYLLABLES[:6] for c in ("ice", "ole")]
FAMILY = 40  # pages on other matters, made of the same words


def story(seed: int) -> str:
    dice = random.Random(seed)  # noqa: S311 - texts, no secrets
    words = dice.sample(COMMON, 50 + seed % 25)
    return " ".join(" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, 75, 12))


def misread(text: str, *, every: int = 6) -> str:
    """Every sixth word as a scanner misreads it."""
    words = text.split()
    for number in range(4, len(words), every):
        words[number] = words[number].replace("e", "c").replace("i", "l").replace("o", "0")
    return " ".join(words)


def crowd() -> list[Document]:
    return [page(story(n), address=f"https://c{n}.example/") for n in range(100, 100 + FAMILY)]


CLEAN = page(story(1), address="https://clean.example/")
SCAN = page(misread(story(1)), address="https://scan.example/")


def clue(*documents: Document) -> float:
    """Log-odds that the first of the documents is earlier than the second."""
    reuse = find_reuse(documents, settings=TraceSettings())
    (found,) = compare_families([(0, 1)], reuse, clues_of(*documents), gather_lexicon(reuse))
    return float(found.family.clues[0, 1])


def test_who_has_the_words_that_everybody_has_was_there_first() -> None:
    """whichever way they are given; and without pages on other matters nothing is told"""
    assert clue(CLEAN, SCAN, *crowd()) == WORDS_MOST
    assert clue(SCAN, CLEAN, *crowd()) == -WORDS_MOST
    assert clue(CLEAN, SCAN) == 0.0


def test_names_and_two_misprints_tell_nothing() -> None:
    """a name that nobody else has is on both; one who mends two words mends no dozen"""
    words = story(1).split()
    named = " ".join([*words[:20], "Zordalik", "Umberwend", "Karnigov", *words[20:]])
    two = page(misread(story(1), every=40), address="https://two.example/")
    assert clue(CLEAN, two, *crowd()) == 0.0
    put_in = page(named, address="https://named.example/")
    assert clue(put_in, CLEAN, *crowd()) == 0.0


def test_pages_that_share_a_part_are_no_versions() -> None:
    half = page(f"{misread(story(1))[:220]} {story(7)} {story(8)}", address="https://half.example/")
    assert clue(CLEAN, half, *crowd()) == 0.0


def test_without_any_date_the_page_that_was_misread_is_not_the_first() -> None:
    documents = [SCAN, CLEAN, *crowd()]
    reuse = find_reuse(documents, settings=TraceSettings())
    found = choose_parents(reuse, gather_families(reuse), clues_of(*documents), settings=TraceSettings())  # fmt: skip
    assert [(step.later, step.earlier) for step in found.steps] == [(0, 1)]


def test_one_more_copy_and_another_order_change_nothing() -> None:
    def edges(documents: list[Document]) -> set[tuple[str, str]]:
        drawn = trace_documents(documents, attributions={}, resolve=str, settings=TraceSettings())
        return {(edge.later, edge.earlier) for edge in drawn.derivations}

    documents = [SCAN, CLEAN, *crowd()]
    assert edges(documents) == edges(documents[::-1]) == {(SCAN.id, CLEAN.id)}
    again = page(CLEAN.text + " ", address="https://again.example/")
    first = edges([*documents, again])
    assert {earlier for later, earlier in first if later == SCAN.id} <= {CLEAN.id, again.id}
    assert SCAN.id not in {earlier for _, earlier in first}


def test_words_are_counted_by_web() -> None:
    """a word that another web has is known; one that only copies have is not"""
    reuse = find_reuse([CLEAN, SCAN, *crowd()], settings=TraceSettings())
    strange, known = count_words([0, 1], reuse, gather_lexicon(reuse))
    assert strange[0] == 0
    assert strange[1] >= 5
    assert known[0] - known[1] >= 1
    nothing = Lexicon(
        words=np.zeros(0, dtype=np.uint64), webs=np.zeros(0, dtype=np.int64), web_of=np.array([0])
    )
    assert nothing.count_strange(np.array([4], dtype=np.uint64), np.array([0])).tolist() == [True]


def test_words_put_in_or_left_out_are_no_misprints() -> None:
    """more strange words and no fewer known ones: a paragraph of its own"""
    few, many = np.array([4.0]), np.array([20.0])
    same, more = np.array([90.0]), np.array([95.0])
    assert misread_odds((few, many), (same, same)).tolist() == [0.0]
    assert misread_odds((few, many), (same, more)).tolist() == [0.0]
    assert misread_odds((few, many), (more, same)) > 0
    assert misread_odds((many, few), (same, more)) < 0


def test_of_very_many_texts_some_show_which_words_are_common(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """chosen by how long they are, whatever order they are in"""
    monkeypatch.setattr("firsthand.trace.misread.TEXTS_MOST", 20)
    documents = [CLEAN, SCAN, *crowd()]
    one = gather_lexicon(find_reuse(documents, settings=TraceSettings()))
    other = gather_lexicon(find_reuse(documents[::-1], settings=TraceSettings()))
    assert one.words.tolist() == other.words.tolist()
    assert 0 < one.words.size <= len(COMMON)
