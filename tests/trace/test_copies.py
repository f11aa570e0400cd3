from __future__ import annotations

import dataclasses

from clued import clues_of, link
from firsthand.model.document import Document
from firsthand.trace.copies import Holders, order_holders, spread_steps, text_spans
from firsthand.trace.dates import Span
from firsthand.trace.deciding import Step
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring."
SETTINGS = TraceSettings()


def test_a_text_was_there_when_its_first_holder_was() -> None:
    """
    0  in the month that begins on day 1    1  on day 20    2  undated    3  on day 90
    """
    month, day, later = Span(low=1, high=31), Span(low=20, high=21), Span(low=90, high=91)
    found = text_spans([month, day, Span(), later], [(0, 1, 2, 3)])
    assert found == (Span(low=1, high=21), day, Span(), later)


def test_a_later_copy_and_one_without_a_date_do_not_move_a_text() -> None:
    first, later = Span(low=20, high=21, doubt=3.0), Span(low=90, high=91, doubt=0.1)
    spans = [first, later, Span()]
    assert text_spans(spans, [(0, 1, 2)])[0] == text_spans(spans, [(0,)])[0] == first
    undated = [Span(), Span()]
    assert text_spans(undated, [(0, 1)])[0] == Span()


def test_holders_have_a_text_from_the_first_of_them() -> None:
    documents = [page(REPORT, address=f"{n}", published=f"2030-01-0{n + 1}") for n in range(3)]
    found = ordered(*documents)
    assert [(step.later, step.earlier) for step in found.steps] == [(1, 0), (2, 0)]
    assert (found.heads, found.unclear) == ((0,), ())


def test_holders_of_one_day_are_all_heads() -> None:
    found = ordered(*(page(REPORT, address=f"{n}", published="2030-01-01") for n in range(3)))
    assert found.steps == ()
    assert (found.heads, found.unclear) == ((0, 1, 2), ((0, 1), (0, 2)))


def test_an_undated_page_that_links_to_another_is_not_the_first() -> None:
    one, other = (page(REPORT, address=f"https://{n}.example/") for n in "ab")
    made = link(one.text, "Officials", "https://b.example/")
    found = ordered(dataclasses.replace(one, links=(made,)), other)
    assert found.heads == (1,)
    assert [(step.later, step.earlier) for step in found.steps] == [(0, 1)]


def test_who_may_be_earlier_than_the_first_still_has_it_from_who_is_surely_earlier() -> None:
    """
    0  in January    1  on the 2nd    2  on the 9th: surely after the 2nd
    """
    days = ("2030-01", "2030-01-02", "2030-01-09")
    found = ordered(*(page(REPORT, address=day, published=day) for day in days))
    assert (2, 1) in {(step.later, step.earlier) for step in found.steps}


def ordered(*documents: Document) -> Holders:
    reuse = find_reuse(documents, settings=SETTINGS)
    return order_holders(range(len(documents)), clues_of(*documents), reuse, SETTINGS)


def spread(*documents: Document, heads: tuple[int, ...], later: int) -> list[Step]:
    reuse = find_reuse(documents, settings=SETTINGS)
    groups = {0: Holders(pages=(0, 1, 2), heads=heads, steps=(), unclear=())}
    clues = clues_of(*documents)
    step = Step(later=later, earlier=0, score=0.8) if later else Step(later=0, earlier=3, score=0.8)
    return spread_steps([step], groups, clues, reuse, SETTINGS)


def pages() -> list[Document]:
    """A report on three pages, letter for letter, and a fourth page with more besides."""
    first = [
        page(REPORT, address=f"https://{n}.example/", published=f"2030-01-0{n + 1}")
        for n in range(3)
    ]
    return [*first, page(f"{REPORT} As told there.", address="d", published="2030-02-01")]


def test_who_has_a_text_has_it_from_its_first_page() -> None:
    assert spread(*pages(), heads=(0,), later=3) == [Step(later=3, earlier=0, score=0.8)]


def test_who_links_to_a_copy_has_it_from_the_copy() -> None:
    *copies, last = pages()
    made = link(last.text, "told there", "https://1.example/")
    last = dataclasses.replace(last, links=(made,))
    assert spread(*copies, last, heads=(0,), later=3) == [Step(later=3, earlier=1, score=0.8)]


def test_each_page_that_has_a_text_from_no_other_has_what_the_text_has() -> None:
    found = spread(*pages(), heads=(0, 2), later=0)
    assert [(step.later, step.earlier) for step in found] == [(0, 3), (2, 3)]


def test_of_two_holders_of_one_day_the_one_that_takers_link_to_is_first() -> None:
    """
    0, 1  on one day, letter for letter    2, 3  with more besides: they link to 1
    """
    copies = [
        page(REPORT, address=f"https://{n}.example/", published="2030-01-01") for n in range(2)
    ]
    takers = [
        dataclasses.replace(made, links=(link(made.text, "told there", "https://1.example/"),))
        for made in (
            page(f"{REPORT} As told there, on {day}.", address=day, published=f"2030-02-0{n + 2}")
            for n, day in enumerate(("Monday", "Friday"))
        )
    ]
    documents = [*copies, *takers]
    reuse = find_reuse(documents, settings=SETTINGS)
    asked = ((0, 1), clues_of(*documents), reuse, SETTINGS)
    assert order_holders(*asked).unclear == ((0, 1),)
    found = order_holders(*asked, takers=(2, 3))
    assert [(step.later, step.earlier) for step in found.steps] == [(0, 1)]
    assert found.heads == (1,)


def test_a_holder_whose_date_the_family_contradicts_is_first_of_nobody() -> None:
    """0 says that it is a year older than 1, of which the pages that follow are days younger"""
    days = ("2029-01-01", "2030-01-01", "2030-01-05")
    documents = [page(REPORT, address=day, published=day) for day in days]
    reuse = find_reuse(documents, settings=SETTINGS)
    found = order_holders((0, 1, 2), clues_of(*documents), reuse, SETTINGS, is_doubted=True)
    assert [(step.later, step.earlier) for step in found.steps] == [(2, 1)]
    assert found.unclear == ((0, 1),)
    assert found.heads == (1, 0)
