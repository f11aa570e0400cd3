from __future__ import annotations

import random
import re

import pytest

from firsthand.model.document import Document
from firsthand.trace import furniture
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

STORIES = (
    "The weather was fine, and the harvest was brought in before the first rain of autumn.",
    "A bridge over the upper river is closed until the surveyors have looked at all its piers.",
    "Teachers of three schools met in the old mill to speak of timetables for the coming year.",
    "Nobody has seen the ferry since the ice broke, and the boatman keeps his own counsel still.",
)
OTHERS = (
    "Forty-one goats were counted at the spring, which is nine more than the herdsman remembers.",
)
FOOT = "Never miss a story: let the editors of the {} write to you on weekdays, free of charge, every week."
REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since spring."


def _own(seed: str) -> str:
    """Ten lines that stand on no other page."""
    dice = random.Random(seed)  # noqa: S311 - only words
    return "\n".join(f"{dice.random():.9f} and {dice.random():.9f}" for _ in range(10))


def pairs(*documents: Document) -> int:
    return len(find_reuse(documents, settings=TraceSettings()).pairs)


def test_a_line_at_the_foot_in_which_each_page_names_its_own_house_is_furniture() -> None:
    """
    Never miss a story: let the editors of the Ash Courier write to you ...
    Never miss a story: let the editors of the Elm Ledger write to you ...
    """
    one, other = (
        page(f"{a}\n{b}\n{FOOT.format(name)}", address=name, publisher=name)
        for a, b, name in zip(STORIES, STORIES[2:], ("Ash Courier", "Elm Ledger"), strict=False)
    )
    assert pairs(one, other) == 0


def test_a_page_that_took_over_the_other_house_with_its_foot_is_kept() -> None:
    """The Elm Ledger's page asks to write to the editors of the Ash Courier."""
    one, other = (
        page(f"{story}\n{FOOT.format('Ash Courier')}", address=name, publisher=name)
        for story, name in zip(STORIES, ("Ash Courier", "Elm Ledger"), strict=False)
    )
    assert pairs(one, other) == 1


def test_a_line_that_reserves_rights_at_the_foot_of_two_pages_is_furniture() -> None:
    """neither page says whose it is; the line stands under the texts of both"""
    rights = (
        "All rights reserved. No part of this page may be printed, sent or read aloud elsewhere."
    )
    one, other = (
        page(f"{a}\n{b}\n{words}", address=f"https://{n}.example/1")
        for n, (a, b, words) in enumerate(
            zip(STORIES, STORIES[2:], (rights, f"So it is. {rights}"), strict=False)
        )
    )
    assert pairs(one, other) == 0
    kept = [
        page(f"{rights}\n{REPORT}\n{story}", address=f"https://{n}.example/1")
        for n, story in enumerate(STORIES[:2])
    ]
    assert pairs(*kept) == 1


def test_a_passage_in_the_middle_of_pages_is_kept_whomever_it_names() -> None:
    """Both papers were told the same in the same words, each by name."""
    long = " ".join(f"{story} {n}" for n in range(12) for story in STORIES[:2])
    other_long = " ".join(f"{story} {n}" for n in range(12) for story in STORIES[2:])
    told = f"{REPORT} So an officer told the {{}}, who asked for a reply."
    one = page(
        f"{long}\n{told.format('Ash Courier')}\n{long[::-1]}", address="a", publisher="Ash Courier"
    )
    other = page(
        f"{other_long}\n{told.format('Elm Ledger')}\n{other_long[::-1]}",
        address="b",
        publisher="Elm Ledger",
    )
    assert pairs(one, other) == 1


def test_what_two_houses_each_repeat_on_three_pages_links_none_of_them() -> None:
    """One publishing system, whose words name no house."""
    foot = "Readers may write to the desk below; letters are shortened where the page has no more room left."
    made = [
        page(f"{story} {house}.\n{_own(story)}\n{foot}", address=f"{house}{n}", publisher=house)
        for story, (house, n) in zip(
            (*STORIES, REPORT, *OTHERS),
            [(house, n) for house in ("Ash Courier", "Elm Ledger") for n in range(3)],
            strict=False,
        )
    ]
    assert pairs(*made) == 0


def test_a_report_that_two_pages_of_one_house_have_is_kept() -> None:
    """In the middle of both."""
    one, other = (
        page(f"{a}\n{REPORT}\n{b}", address=a, publisher="Ash Courier")
        for a, b in ((STORIES[0], STORIES[1]), (STORIES[2], STORIES[3]))
    )
    assert pairs(one, other) == 1


def test_how_another_page_of_the_house_begins_is_a_teaser_where_a_page_ends() -> None:
    """Related: a headline and a first sentence, under a long story of its own."""
    long = "\n".join(f"{n} carts went up the road, and {n * n} came down." for n in range(30))
    other = "\n".join(f"In year {n} there were {n * 7} hens." for n in range(30))
    pages = [
        page(f"{STORIES[0]}\n{long}\nMore on this\n{REPORT}", address="a", publisher="Ash Courier"),
        page(f"{REPORT}\n{other}", address="b", publisher="Ash Courier"),
    ]
    assert pairs(*pages) == 0
    foot = FOOT.format("Ash Courier")
    footed = [
        page(f"{made.text}\n{foot}", address=made.address, publisher="Ash Courier")
        for made in pages
    ]
    assert pairs(*footed) == 0
    elsewhere = page(f"{REPORT}\n{other}", address="b", publisher="Elm Ledger")
    assert pairs(pages[0], elsewhere) == 1


def test_a_list_of_headlines_under_two_pages_of_a_house_is_furniture() -> None:
    """
    Related stories
    - The weather was fine in Ash ...
    - A bridge over the upper river is closed ...
    """
    headlines = "\n".join(f"- {story[:60]}" for story in STORIES)
    long = "\n".join(f"{n} carts went up the road, and {n * n} came down." for n in range(30))
    other = "\n".join(f"In year {n} there were {n * 7} hens." for n in range(30))
    one, two = (
        page(f"{text}\nRelated stories\n{headlines}", address=text[:5], publisher="Ash Courier")
        for text in (long, other)
    )
    assert pairs(one, two) == 0


@pytest.mark.slow
def test_no_page_that_reserves_rights_is_passed_over_by_the_quick_look() -> None:
    """each line in small and in capital letters, the Turkish ones too; every letter however it is written"""
    lines = (
        "All Rights Reserved", "Copyright 2018", "©", "(c) 2018", "without prior written permission",
        "版权所有", "版權所有", "不得转载", "不得轉載", "Tous droits réservés", "tous droits reserves",
        "Alle Rechte vorbehalten", "Todos los derechos reservados", "Tutti i diritti riservati",
        "Все права защищены", "جميع الحقوق محفوظة", "Tüm hakları saklıdır", "Барлық құқықтар",
    )  # fmt: skip
    rights = furniture._RIGHTS
    for line in lines:
        for written in (line, line.upper(), line.casefold(), line.title()):
            if rights.search(written):
                assert furniture.may_reserve(f"so it is {written} and no more"), written
        assert rights.search(line)
    for letter in sorted({sign for word in furniture._RIGHTS_WORDS for sign in word}):
        either = "iı" if letter == "i" else re.escape(letter)
        alike = re.compile(f"[{either}]", re.IGNORECASE)
        for sign in alike.findall("".join(map(chr, range(0x20, 0x30000)))):
            assert furniture._folded(sign) == letter
    assert not furniture.may_reserve("A bridge over the upper river is closed.")
