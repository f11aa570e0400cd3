from __future__ import annotations

import dataclasses

import pytest

from clued import clues_of, link
from firsthand.model.document import Block, BlockRole, Document, Link, TextPosition
from firsthand.trace.links import said_links
from spoken import page

TEXT = "HRW said that blood was taken. Read the full report."
POST = "https://post.example/1"


def test_a_menu_links_to_everything_and_says_nothing() -> None:
    menu = Block(position=TextPosition(start=31, end=52), role=BlockRole.BOILERPLATE, path="")
    made = dataclasses.replace(
        page(TEXT), blocks=(menu,), links=(link(TEXT, "full report", "x"), link(TEXT, "blood", "y"))
    )
    assert [found.target for found in said_links(made)] == ["y"]


def teasing(text: str, words: str, target: str) -> Document:
    here = page(text, address="https://own.example/0", publisher="Own Post")
    return dataclasses.replace(here, links=(link(text, words, target),))


def test_a_list_of_the_house_s_own_stories_says_nothing() -> None:
    """
    The bridge was closed.
    Related stories
    Farmers tell of blood      <- a link over the whole line, to own.example: a list's
    """
    text = "The bridge was closed.\nRelated stories\nFarmers tell of blood"
    assert said_links(teasing(text, "Farmers tell of blood", "https://own.example/2")) == []
    assert said_links(teasing(text, "Farmers tell of blood", POST))
    told = "The bridge, of which we wrote before, was closed."
    assert said_links(teasing(told, "we wrote before", "https://own.example/2"))


def test_a_picture_or_a_way_to_the_front_page_says_nothing() -> None:
    """a logo that leads home; "Go to own.example" in a sentence; a picture from another's page"""
    here = teasing("It rained. Go to our site.", "our site", "https://own.example/")
    assert said_links(here) == []
    logo = dataclasses.replace(here, links=(Link(target="https://own.example/2"),))
    assert said_links(logo) == []
    assert said_links(dataclasses.replace(here, links=(Link(target=POST),)))


def test_an_address_written_in_a_sentence_is_a_link_and_one_in_a_list_is_not() -> None:
    said = page(f"The Alpha Post told it ({POST}). It rained.", address="b")
    assert [(one.target, one.position) for one in said_links(said)] == [
        (POST, TextPosition(start=24, end=46))
    ]
    listed = "It rained.\n- Farmers tell of blood (https://own.example/2)"
    assert said_links(page(listed, address="https://own.example/0")) == []


NAMINGS = {
    "its name is the link": ("It rained. (Alpha Post) It snowed.", "Alpha Post", True),
    "has shown": ("As the Alpha Post has shown, it rained.", "the Alpha Post has shown", True),
    "an account": ("What follows draws on an account, and more.", "draws on an account", False),
    "an account in": ("It draws on an account in a paper.", "an account in a paper", True),
    "the name before": ("The Alpha Post said so here.", "here", True),
    "nothing said": ("It rained on the bridge today.", "bridge", False),
    "in another sentence": ("The Alpha Post wrote. It rained on the bridge.", "bridge", False),
}


@pytest.mark.parametrize("case", NAMINGS)
def test_a_link_names_its_page_by_the_publisher_or_a_word_of_telling(case: str) -> None:
    text, words, names = NAMINGS[case]
    clues = clues_of(teasing(text, words, POST), page("x", address=POST, publisher="Alpha Post"))
    assert clues.links[0] == {1}
    assert clues.namings[0] == ({1} if names else set())


def test_a_house_that_links_to_itself_names_a_source_if_it_says_that_it_told() -> None:
    own = page("x", address="https://own.example/1", publisher="Own Post")
    for text, names in {"It was first reported by Own Post.": {1}, "See Own Post.": set()}.items():
        clues = clues_of(teasing(text, "Own Post", own.address), own)
        assert clues.namings[0] == names


def test_a_menu_s_link_names_nothing() -> None:
    made = teasing("The Alpha Post reported it.", "reported", POST)
    head = Block(position=TextPosition(start=0, end=27), role=BlockRole.HEADING, path="")
    clues = clues_of(
        dataclasses.replace(made, blocks=(head,)), page("x", address=POST, publisher="Alpha Post")
    )
    assert clues.namings[0] == set()
