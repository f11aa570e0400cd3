from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from clued import attributions, link
from firsthand.model.document import Document
from firsthand.read.agents import resolve_agent
from firsthand.trace.clues import gather_clues
from firsthand.trace.comparing import LINKS_ELSEWHERE, compare_families
from firsthand.trace.copies import VOTE, VOTES_MOST
from firsthand.trace.direction import LINK, step_cost, weigh_pair
from firsthand.trace.pointed import Pointed
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

WORDS = "Officials took blood from every resident aged 12 to 65, in all the villages of the county."
MORE = "The weather was fine, and the harvest was brought in before the first rain of autumn came."


def pages() -> list[Document]:
    """A wire's page, a paper that credits it, one that links to it, one with half of it, a stranger."""
    linking = page(f"{WORDS} As the agency reported.", address="https://c.example/")
    made = link(linking.text, "agency", "https://a.example/")
    return [
        page(f"{WORDS} {MORE}", address="https://a.example/", publisher="Reuters", published="2030-01-01"),
        page(f"Source: Reuters\n{WORDS}", address="https://b.example/", published="2030-01-03"),
        dataclasses.replace(linking, links=(made,)),
        page(f"Nobody knows more. {MORE}", address="https://d.example/"),
        page("Something else stands here, as long as the rest and without a word of it at all.", address="https://e.example/"),
    ]  # fmt: skip


def test_families_are_compared_as_their_pairs_are_one_by_one() -> None:
    documents = pages()
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)
    families = [(0, 1, 2), (0, 3), (1, 2)]
    leans = set()
    for pages_of, found in zip(families, compare_families(families, reuse, clues), strict=True):
        assert found.pages == pages_of
        assert found.spans == tuple(clues.spans[p] for p in pages_of)
        assert np.isinf(np.diagonal(found.cost)).all()
        for row, one in enumerate(pages_of):
            for column in range(row + 1, len(pages_of)):
                shared = reuse.between(one, pages_of[column])
                assert shared is not None
                odds, forth, back = weigh_pair(clues, reuse, one, pages_of[column], shared)
                family = found.family
                assert found.cost[row, column] == found.cost[column, row] == step_cost(shared)
                assert family.clues[row, column] == -family.clues[column, row] == odds
                assert (family.likeness[row, column], family.likeness[column, row]) == (forth, back)
                leans.add(odds)
    assert len(leans) > 2  # credit, link and neither


def test_pages_that_share_nothing_are_as_far_apart_as_can_be() -> None:
    documents = pages()
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions={}, resolve=resolve_agent)
    (found,) = compare_families([(0, 4)], reuse, clues)
    assert np.isinf(found.cost).all()
    assert (found.fit == -np.inf).all()
    assert found.family.clues.tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_what_holds_the_most_of_a_page_explains_it_best() -> None:
    """the wire has all of the paper's words, the half page has none of them"""
    documents = pages()
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions={}, resolve=resolve_agent)
    (found,) = compare_families([(0, 1, 3)], reuse, clues)
    assert found.fit[0, 1] > found.fit[1, 0] / 2 > 0
    assert found.fit[1, 2] == pytest.approx(-np.inf)


def test_of_two_pages_the_one_that_links_elsewhere_is_the_earlier() -> None:
    """a link to a page of another text, beside a version without it and beside a page with a part"""
    told = page("On schools and their teachers in the county, and what they earn.", address="https://t.example/")  # fmt: skip
    text = f"{WORDS} As another page has it. {MORE}"
    first = page(text, address="https://a.example/", publisher="One")
    linking = dataclasses.replace(first, links=(link(text, "another page", told.address),))
    copied = page(f"{text} Again.", address="https://b.example/", publisher="Two")
    part = page(f"{MORE} {'Nothing else of it stands here, but much besides. ' * 8}", address="https://c.example/")  # fmt: skip

    def odds(*documents: Document) -> float:
        reuse = find_reuse(documents, settings=TraceSettings())
        clues = gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)
        (found,) = compare_families([(0, 1)], reuse, clues)
        return float(found.family.clues[0, 1])

    plain = odds(first, copied, told)
    assert odds(linking, copied, told) == pytest.approx(plain + LINKS_ELSEWHERE)
    assert odds(copied, linking, told) == pytest.approx(-plain - LINKS_ELSEWHERE)
    assert odds(linking, part, told) == pytest.approx(odds(first, part, told) + LINKS_ELSEWHERE)


def test_who_points_to_any_holder_of_a_text_points_to_the_text() -> None:
    """
    0  first holder    1  the same, letter for letter    2  has more besides, and may link to 1
    """
    text = f"{WORDS} {MORE}"
    holders = [page(text, address=f"https://{n}.example/", publisher=f"{n} Herald") for n in "ab"]
    words = f"{text} So others have told."
    plain, linking = (page(words, address="https://c.example/"), page(words, address="https://d.example/"))  # fmt: skip
    linking = dataclasses.replace(linking, links=(link(words, "told", "https://b.example/"),))

    def odds(last: Document, known: dict[int, tuple[int, ...]]) -> float:
        documents = [*holders, last]
        reuse = find_reuse(documents, settings=TraceSettings())
        clues = gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)
        (found,) = compare_families([(0, 2)], reuse, clues, holders=known)
        assert found.family.likeness[0, 1] >= found.family.likeness[1, 0]
        return float(found.family.clues[0, 1])

    unheld = odds(linking, {})
    assert odds(linking, {0: (0, 1)}) >= unheld + LINK
    assert odds(plain, {0: (0, 1)}) == pytest.approx(odds(plain, {}))


@pytest.mark.parametrize(("ahead", "votes"), [(1, 1), (2, 2), (9, VOTES_MOST), (-2, -2)])
def test_of_two_pages_the_one_that_more_others_point_to_is_the_earlier(
    ahead: int, votes: int
) -> None:
    """what each says of the other is no such word: it is weighed already"""
    first = page(WORDS, address="https://a.example/", publisher="Reuters")
    other = page(f"Source: Reuters\n{WORDS}", address="https://b.example/")
    documents = [first, other]
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions=attributions(documents), resolve=resolve_agent)

    def odds(pointing: list[int] | None) -> float:
        known = None if pointing is None else Pointed(counts=np.array(pointing), odds={})
        (found,) = compare_families([(0, 1)], reuse, clues, pointed=known)
        return float(found.family.clues[0, 1])

    plain = odds(None)
    assert odds([1, 0]) == plain
    assert odds([1 + max(ahead, 0), max(-ahead, 0)]) == pytest.approx(plain + VOTE * votes)


def test_of_a_page_with_a_part_of_another_those_who_point_to_it_say_nothing() -> None:
    """a page put together from an old one is credited by its own readers, who never met the old one"""
    own = "A strike of bakers went on in the capital, and nobody knew when there would be bread again. "
    documents = [
        page(f"{WORDS} {MORE}", address="https://a.example/"),
        page(f"{own * 2}{WORDS}", address="https://b.example/"),
    ]
    reuse = find_reuse(documents, settings=TraceSettings())
    clues = gather_clues(documents, attributions={}, resolve=resolve_agent)
    known = Pointed(counts=np.array([0, 3]), odds={})
    found, told = (
        compare_families([(0, 1)], reuse, clues, pointed=each)[0].family.clues[0, 1]
        for each in (None, known)
    )
    assert found == told
