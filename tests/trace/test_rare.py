from __future__ import annotations

import numpy as np
import pytest

from firsthand.engines.forked import Forked
from firsthand.model.document import Document
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.numbered import number_words
from firsthand.trace.rare import EXACT, Gathering, RareWords, beginning
from spoken import page

TEXTS = (
    "In Qarluq blood was taken from 36,200 people.",
    "The paper wrote of 36,200 tubes in Qarluq and of the harvest.",
    "The harvest was brought in.",
    "卡鲁县共有36,200人被抽血。",
    "",
    *(f"People of village {number}{number} brought in the grain." for number in range(10, 40)),
)
PAGES = [page(text, address=str(number)) for number, text in enumerate(TEXTS)]
WEBS = np.arange(len(PAGES)) // 2


def gather(documents: list[Document], engine: Engine = HERE) -> RareWords:
    return Gathering(documents, webs=WEBS[: len(documents)], engine=engine).finish()


def told(words: RareWords) -> tuple[list[int], ...]:
    return tuple(
        column.tolist() for column in (words.known, words.weights, words.starts, words.rows)
    )


def test_the_words_of_two_pages_are_counted_one_by_one() -> None:
    """Words, pages and webs as one would count them with a dictionary."""
    holders: dict[int, list[int]] = {}
    for number, document in enumerate(PAGES):
        for word in set(number_words([beginning(document)])[1].tolist()):
            holders.setdefault(word, []).append(number)
    webs = {word: len({WEBS[at] for at in pages}) for word, pages in holders.items()}
    known = [word for word in sorted(holders) if len(holders[word]) > 1 and webs[word] <= 4]
    words = gather(PAGES)
    assert words.known.tolist() == known
    for number in range(len(PAGES)):
        start, end = words.starts[number : number + 2]
        wanted = [at for at, word in enumerate(known) if number in holders[word]]
        assert words.rows[start:end].tolist() == wanted
    figures = words.weights[(words.known & np.uint64(1)) > 0]
    assert figures.size
    assert (words.weights <= 2 * EXACT).all()
    assert figures.max() == words.weights.max()


@pytest.mark.parametrize(
    ("name", "size"),
    [("PART", 40), ("RANGE_CHARACTERS", 60), ("_KEY_BITS", 40)],
)
def test_the_words_are_the_same_however_they_are_parted(
    monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    """
    in small pieces, in many ranges, and where a page's number does not fit beside a word
    """
    whole = told(gather(PAGES))
    monkeypatch.setattr(f"firsthand.trace.rare.{name}", size)
    assert told(gather(PAGES)) == whole
    assert told(gather(PAGES, Forked(2))) == whole


def test_a_case_without_pages_or_words_has_no_rare_words() -> None:
    for documents in ([], PAGES[4:5]):
        words = gather(documents)
        assert told(words) == ([], [], [0] * (len(documents) + 1), [])


def test_only_the_beginning_of_a_long_page_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.trace.rare.CHARACTERS_MAX", 9)
    assert beginning(PAGES[0]) == "In Qarluq"
