from __future__ import annotations

import pytest

from firsthand.model.document import Document, ReadState
from firsthand.trace.titles import NAMED_MAX, find_titles, named_titles
from firsthand.trace.windows import Folded

FOLDING = Folded()


def _titled(title: str | None) -> Document:
    return Document(
        capture="c", locator="", address=f"a/{title}", media_type="t", state=ReadState.READ,
        text="x", title=title,
    )  # fmt: skip


def _named(title: str | None, words: str) -> dict[int, str]:
    return named_titles(find_titles([_titled(title)], folding=FOLDING), FOLDING.fold(words))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("How a province sampled its residents", "In “HOW A PROVINCE sampled its residents”, they say"),
        ("How a province sampled its residents | The Post", "see How a province sampled its residents"),
        ("一个省是如何采集全体居民的血样的", "参见《一个省是如何采集全体居民的血样的》。"),
        ("How a province sampled its residents", "how a province sampled its residents"),
    ],
    ids=["in other case", "without the name of the site", "Chinese", "alone"],
)  # fmt: skip
def test_a_page_that_quotes_a_title_names_its_document(title: str, words: str) -> None:
    assert list(_named(title, words)) == [0]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Contact us", "Contact us today about anything you like"),
        ("How a province sampled its residents", "How a province sampled its rivers and lakes"),
        (None, "Any page"),
        ("How a province sampled its residents", "short"),
    ],
    ids=["too short a title", "another title", "no title", "a page shorter than a title"],
)
def test_other_words_name_nothing(title: str | None, words: str) -> None:
    assert _named(title, words) == {}


def test_all_documents_of_a_title_are_named() -> None:
    """
    two documents with one title, a third whose title begins like it
    """
    titles = ["How a province sampled its residents"] * 2 + ["How a province sampled its rivers"]
    known = find_titles([_titled(title) for title in titles], folding=FOLDING)
    words = FOLDING.fold("How a province sampled its residents")
    assert list(named_titles(known, words)) == [0, 1]


def test_a_list_of_all_titles_names_no_more_than_a_bounded_number() -> None:
    titles = [f"How a province sampled its residents, part {number:03}" for number in range(100)]
    known = find_titles([_titled(title) for title in titles], folding=FOLDING)
    assert len(named_titles(known, FOLDING.fold(" ".join(titles)))) == NAMED_MAX
