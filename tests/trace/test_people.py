from __future__ import annotations

from clued import attributions, clues_of
from firsthand.trace.people import find_bodies, speaks_for
from spoken import page

TITLED = "HRW director Ana Example said that the clinics were full."
BARE = "Ana Example said that nobody was turned away from the clinics."


def test_a_spokesman_whom_one_page_introduces_is_known_on_the_next() -> None:
    """the second page names her alone: both go back to the organisation"""
    pages = page(TITLED, address="a"), page(BARE, address="b")
    clues = clues_of(*pages)
    assert set(clues.named[0]) == set(clues.named[1])
    assert "Ana Example" not in clues.named[1]


def test_a_name_at_the_end_of_a_chinese_title_is_known_too() -> None:
    titled = page("外交部发言人陆慷说，这是虚假的指控。", address="a")
    bare = page("陆慷还说，有关报道不属实。", address="b")
    clues = clues_of(titled, bare)
    assert set(clues.named[0]) == set(clues.named[1]) == {"Ministry of Foreign Affairs"}


def test_of_two_bodies_behind_one_name_none_is_taken() -> None:
    other = page(TITLED.replace("HRW", "Xinhua"), address="c")
    given = attributions((page(TITLED, address="a"), page(BARE, address="b"), other))
    every = [one for found in given.values() for one in found]
    bodies = find_bodies(every)
    assert "ana example" not in bodies
    assert [speaks_for(one, bodies) for one in every if not one.behind] == ["Ana Example"]
