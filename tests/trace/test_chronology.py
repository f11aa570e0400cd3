from __future__ import annotations

import dataclasses
import random

from firsthand.model.document import ReadState
from firsthand.trace.chronology import in_order
from firsthand.trace.dates import published_span
from spoken import page

DATES = ("2018-03-04", "2018-03", "2018", "../2018-03-04", "soon", None)
PAGES = [
    page("It rained.", address=f"{number}-{date}", published=date)
    for date in DATES
    for number in range(5)
]


def test_pages_stand_by_date_then_by_id_and_those_without_a_date_last() -> None:
    """also a page of a month beside one of its days, and one that only ends on a day"""

    def order(place: int) -> tuple[bool, float, float, str]:
        span = published_span(PAGES[place])
        return (not span.stated, span.low, span.high, PAGES[place].id)

    wanted = [PAGES[place] for place in sorted(range(len(PAGES)), key=order)]
    for seed in range(3):
        shuffled = random.Random(seed).sample(PAGES, len(PAGES))  # noqa: S311 - an order, no secret
        ordered, spans = in_order(shuffled)
        assert ordered == wanted
        assert spans == [published_span(document) for document in wanted]
    assert not published_span(ordered[-1]).stated
    assert published_span(ordered[0]).stated


def test_a_page_stands_once_and_what_could_not_be_read_nowhere() -> None:
    unread = dataclasses.replace(PAGES[1], state=ReadState.UNREADABLE)
    assert in_order([PAGES[0], unread, PAGES[0]]) == ([PAGES[0]], [published_span(PAGES[0])])
    assert in_order([]) == ([], [])
