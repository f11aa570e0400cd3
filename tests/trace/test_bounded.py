from __future__ import annotations

import dataclasses

from clued import clues_of, link
from firsthand.model.document import Document
from firsthand.trace.bounded import DOUBTED, DOUBTED_MOST, bounded_spans
from firsthand.trace.dates import SAME_DAY, Span
from firsthand.trace.families import gather_families
from firsthand.trace.parents import choose_parents
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

EARLY, LATE = Span(low=100.0, high=101.0), Span(low=200.0, high=201.0)
NOBODY: tuple[int, ...] = ()


def test_a_page_without_a_date_was_there_when_it_was_linked_to() -> None:
    """by the earliest of those that link to it; an archive that met it before that knows better"""
    found = bounded_spans([Span(), LATE, EARLY], [NOBODY, (0,), (0,)])
    assert (found[0].high, found[0].seen, found[0].stated) == (101 + SAME_DAY, 101 + SAME_DAY, False)  # fmt: skip
    assert found[1:] == (LATE, EARLY)
    archived = Span(high=50.0, seen=50.0)
    assert bounded_spans([archived, LATE], [NOBODY, (0,)])[0] == archived


def test_a_date_after_that_of_who_links_is_doubted_the_more_link_so() -> None:
    one = bounded_spans([LATE, EARLY], [NOBODY, (0,)])
    assert (one[0].low, one[0].high, one[0].doubt) == (200.0, 201.0, DOUBTED)
    many = bounded_spans([LATE, *[EARLY] * 5], [NOBODY, *[(0,)] * 5])
    assert many[0].doubt == DOUBTED_MOST
    assert bounded_spans([EARLY, LATE], [NOBODY, (0,)]) == (EARLY, LATE)


def test_who_has_no_date_or_a_doubtful_one_says_nothing() -> None:
    doubtful = dataclasses.replace(EARLY, doubt=8.0)
    assert bounded_spans([Span(), Span(), doubtful], [NOBODY, (0,), (0,)])[0] == Span()


def test_a_link_from_outside_a_family_tells_which_of_its_pages_was_there() -> None:
    """of two versions the one without a date, linked to by a page on other matters before the other was dated"""
    words = "In Qarluq, 36,200 people have given blood. Nobody was asked whether they would, and no form was there to sign."  # fmt: skip
    first = page(words, address="https://a.example/1", publisher="One")
    second = page(f"{words[:-1]} at all.", address="https://b.example/1", publisher="Two", published="2030-03-01")  # fmt: skip
    text = "A reader asked where the page on blood is to be found."
    other = page(text, address="https://c.example/1", publisher="Three", published="2030-01-05")
    asking = dataclasses.replace(other, links=(link(text, "the page", "https://a.example/1"),))

    def steps(*documents: Document) -> list[tuple[int, int]]:
        reuse = find_reuse(documents, settings=TraceSettings())
        found = choose_parents(
            reuse, gather_families(reuse), clues_of(*documents), settings=TraceSettings()
        )
        return [(step.later, step.earlier) for step in found.steps]

    assert steps(first, second, other) == []
    assert steps(first, second, asking) == [(1, 0)]
