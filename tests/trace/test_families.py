from __future__ import annotations

from firsthand.trace.families import Families, gather_families
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring."
OTHER = "The weather was fine, and the harvest was brought in before the first rain of autumn came over the hills."


def families(*texts: str) -> Families:
    documents = [page(text, address=str(n)) for n, text in enumerate(texts)]
    return gather_families(find_reuse(documents, settings=TraceSettings()))


def test_pages_with_the_same_words_are_a_family() -> None:
    assert families(REPORT, f"Today: {REPORT}", OTHER).families == ((0, 1),)


def test_exact_copies_alone_are_no_family() -> None:
    found = families(REPORT, REPORT, OTHER)
    assert (found.families, found.copies) == ((), ((0, 1),))


def test_a_page_made_of_two_is_in_two_families() -> None:
    """
    0 report   1 weather   2 report and weather   3 report   4 weather
    """
    found = families(REPORT, OTHER, f"{REPORT} {OTHER}", f"So: {REPORT}", f"Thus: {OTHER}").families
    assert set(found) == {(0, 2, 3), (1, 2, 4)}


def test_in_a_family_one_page_stands_for_all_that_hold_its_text() -> None:
    found = families(REPORT, f"Today: {REPORT}", REPORT, REPORT)
    assert (found.families, found.copies) == (((0, 1),), ((0, 2, 3),))


def test_pages_that_share_nothing_have_no_family() -> None:
    assert families(REPORT, OTHER).families == ()
    assert families().families == ()


def test_where_two_passages_meet_their_families_do_not() -> None:
    """2 has the weather right after the report: a few letters of either's end may count as shared"""
    found = families(
        REPORT, OTHER, f"{REPORT} {OTHER}", f"{REPORT} There", f"since spring. {OTHER}"
    )
    assert set(found.families) == {(0, 2, 3), (1, 2, 4)}
