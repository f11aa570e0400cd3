"""Keep the pages retold from real ones whole, and apart from what is learnt from."""

from __future__ import annotations

from firsthand.claim.vocabulary import base
from paged import PAGES, pages_of
from paged_values import value_of

RETOLD = PAGES.parent / "retold"
EVERY = list(pages_of(RETOLD))


def test_labels_and_values_are_known() -> None:
    assert EVERY
    assert len({page.id for page in EVERY}) == len(EVERY)
    for page in EVERY:
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
