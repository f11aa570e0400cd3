from __future__ import annotations

from firsthand.model.document import Document
from followed import FILLER, REPORT, follow
from spoken import page

INTERVIEW = "A teacher told us that nurses drew DNA from 512 children at her school. "


def _page(text: str, n: int) -> Document:
    return page(text, address=f"https://p{n}.example/", published=f"2018-01-{n:02}", language="en")


def test_a_claim_that_changed_begins_where_the_words_it_was_made_of_began() -> None:
    """
    2  512, by interview        3  5,120, copied from 2        4  5,120, copied from 3
    """
    first, second = _page(REPORT, 1), _page(REPORT + INTERVIEW, 2)
    wrong = REPORT + INTERVIEW.replace("512", "5,120") + FILLER[1]
    third, fourth = _page(wrong, 3), _page(wrong + FILLER[0], 4)
    found = follow(first, second, third, fourth)
    begun = {(b.claim, b.document) for b in found.lineage.begins}
    changed = found.scale(third, 5_120).id
    assert (changed, second.id) in begun
    assert (found.scale(fourth, 5_120).id, second.id) not in begun


def test_a_claim_that_did_not_change_is_not_followed_beyond_its_page() -> None:
    """Whoever climbs meets it on the page before, with what carries it there."""
    found = follow(
        _page(REPORT, 1), _page(REPORT + INTERVIEW, 2), _page(REPORT + INTERVIEW + FILLER[1], 3)
    )
    own = {s.id: s.document for made in found.suggestions.values() for s in made}
    assert found.lineage.carried
    assert all(own[claim] == e.later for e in found.lineage.carried for claim in e.claims)
