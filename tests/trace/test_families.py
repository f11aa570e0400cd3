from __future__ import annotations

from firsthand.trace.families import HOLDERS_EACH, Families, gather_families
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


def test_exact_copies_alone_are_a_family() -> None:
    assert families(REPORT, REPORT, OTHER).families == ((0, 1),)


def test_a_page_made_of_two_is_in_two_families() -> None:
    """
    0 report   1 weather   2 report and weather   3 report   4 weather
    """
    found = families(REPORT, OTHER, f"{REPORT} {OTHER}", f"So: {REPORT}", f"Thus: {OTHER}").families
    assert set(found) == {(0, 2, 3), (1, 2, 4)}


def test_of_very_many_exact_copies_some_are_weighed_and_the_rest_follow() -> None:
    found = families(*[REPORT] * (HOLDERS_EACH + 3))
    assert found.families == (tuple(range(HOLDERS_EACH)),)
    assert found.followers == (tuple(range(HOLDERS_EACH + 3)),)


def test_pages_that_share_nothing_have_no_family() -> None:
    assert families(REPORT, OTHER).families == ()
    assert families().families == ()
