from __future__ import annotations

import dataclasses

from clued import attributions, clues_of, link
from firsthand.model.document import Document
from firsthand.read.agents import resolve_agent
from firsthand.trace.clues import gather_clues
from firsthand.trace.pointed import count_pointing
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

WORDS = "Officials took blood from every resident aged 12 to 65, in all the villages of the county."
MORE = "The weather was fine, and the harvest was brought in before the first rain of autumn came."
OWN = "Something of its own stands here, as long as the rest and without a word of it at all."


def counted(*documents: Document) -> list[int]:
    """By page, how many texts point to its text."""
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)
    found = count_pointing(clues, reuse).counts
    return [int(found[text]) for text in reuse.texts.text_of]


def linking(document: Document, word: str, target: str) -> Document:
    made = link(document.text, word, target)
    return dataclasses.replace(document, links=(*document.links, made))


def first() -> Document:
    return page(f"{WORDS} {MORE}", address="https://a.example/", publisher="Reuters")


def test_who_names_or_links_to_a_page_with_words_in_common_points_to_it() -> None:
    """
    0  the first    1  credits it    2  links to it    3  has a sentence and says nothing
    """
    naming = page(f"Source: Reuters\n{WORDS}", address="https://b.example/")
    links = linking(page(f"{MORE} {OWN}", address="https://c.example/"), "harvest", "https://a.example/")  # fmt: skip
    silent = page(f"{OWN} {WORDS}", address="https://d.example/")
    assert counted(first(), naming, links, silent) == [2, 0, 0, 0]


def test_who_names_a_page_without_words_in_common_says_nothing_of_its_words() -> None:
    naming = page(f"Source: Reuters\n{OWN}", address="https://b.example/")
    links = linking(page(OWN, address="https://c.example/"), "own", "https://a.example/")
    assert counted(first(), naming, links) == [0, 0, 0]


def test_a_text_points_once_however_many_hold_it_and_to_all_holders_of_a_text() -> None:
    """
    0, 1  the first text, in two houses    2, 3  one text that credits the second
    """
    holder = dataclasses.replace(first(), address="https://e.example/", publisher="Xinhua")
    naming = [page(f"Source: Xinhua\n{WORDS}", address=f"https://{n}.example/") for n in "bc"]
    assert counted(first(), holder, *naming) == [1, 1, 0, 0]


def test_a_naming_within_the_words_that_both_share_is_none() -> None:
    """
    0  the first says its own name in a sentence that    1  has, too
    """
    said = f"{WORDS} Reuters said that the weather was fine, and that the harvest was brought in early."
    own = page(f"{said} {OWN}", address="https://a.example/", publisher="Reuters")
    assert counted(own, page(f"{said} {MORE}", address="https://b.example/")) == [0, 0]


def test_where_nobody_names_anybody_nothing_is_counted() -> None:
    assert counted(first(), page(WORDS, address="https://b.example/")) == [0, 0]
    reuse = find_reuse([], settings=TraceSettings())
    assert not count_pointing(clues_of(), reuse).counts.size
