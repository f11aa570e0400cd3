"""Keep the pages retold from real ones whole, and apart from what is learnt from."""

from __future__ import annotations

from firsthand.claim.vocabulary import base
from paged import PAGES, learnt_from, pages_of, twins
from paged_values import value_of

EVERY = [page for part in ("retold", "retold_again") for page in pages_of(PAGES.parent / part)]
RECODED = [page for part in ("recoded", "recoded_again") for page in pages_of(PAGES.parent / part)]


def test_labels_and_values_are_known() -> None:
    assert EVERY
    for some in (EVERY, RECODED):
        assert len({page.id for page in some}) == len(some)
    for page in (*EVERY, *RECODED):
        for line in page.lines:
            for element, code in line.says:
                known = base().find(element)
                assert known is not None, (page.id, element)
                assert (code in known.asked_codes) if known.asked_codes else not code, page.id
            for element, written in line.values:
                assert value_of(element, written).element == element, page.id


def test_nothing_of_them_is_learnt_from() -> None:
    """no page, and no sentence of some length, stands among those that are"""
    learnt = {page.text[line.start : line.end] for page in pages_of() for line in page.lines}
    own = {page.text[line.start : line.end] for page in EVERY for line in page.lines}
    assert not {each for each in own & learnt if len(each) > 40}


def test_a_second_person_coded_the_same_pages() -> None:
    """every page, every sentence of it, not a letter changed"""
    first = {page.id: [page.text[line.start : line.end] for line in page.lines] for page in EVERY}
    second = {page.id: [page.text[line.start : line.end] for line in page.lines] for page in RECODED}  # fmt: skip
    assert second == first


def test_what_retells_a_page_set_aside_is_not_learnt_from() -> None:
    """hands that look for real pages find the same ones"""
    alike = twins()
    assert alike.keys() <= {page.id for page in EVERY}
    every = list(pages_of())
    barred = set().union(*alike.values())
    assert barred <= {page.id for page in every}
    assert not barred & {page.id for page in learnt_from(every)}
