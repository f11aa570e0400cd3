"""Pages that carry one wire text which is not in the case, and pages that do copy each other; all invented."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import permutations

import pytest

from clued import attributions, clues_of, link
from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.read.agents import resolve_agent
from firsthand.trace.absent import CODE, without_absent
from firsthand.trace.deciding import Step
from firsthand.trace.descent import trace_documents
from firsthand.trace.parents import Parentage
from firsthand.trace.reuse import find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

WIRE = (
    "Health workers in the valley of Karabel have been calling whole villages to the clinics since the end of March, and those who stay away are visited at night.",
    "The lists that hang in front of the township halls give a day and an hour for each street, and a number to ring for those who cannot walk so far.",
    "Nobody at the clinics explains what the small tubes are for; the forms that have to be signed speak of a check of the liver and of the eyes.",
    "Farmers on the upper terraces lost two days of the sowing, since the bus that was to bring them back broke down on the bridge below the mill.",
    "The regional government has set aside eleven million crowns for refrigerators, labels and the wages of four hundred helpers from the plains.",
    "A teacher from the east bank counted the pupils of her class who had a plaster on the finger, and arrived at thirty-one out of thirty-four.",
    "Two of the firms that won the tenders have their seat in the same house on Mill Street, though neither has a name on the door or a telephone.",
    "In the autumn the same helpers had gone from door to door to photograph faces, and many of the older people believed that it was for a new pass.",
    "Prices for the tubes rose by a third within a month, according to the lists of a wholesaler, and the smaller clinics went without for some weeks.",
    "By the first snow the work is to be finished in all sixty villages, if the road over the pass stays open and the helpers are paid in time.",
)  # fmt: skip
OWN = (
    "At the market of our own town the matter was hardly spoken of this week, as everybody was waiting for the result of the wrestling on Sunday.",
    "Our readers will remember the long winter of the floods, when the same bridge was closed and the mail came over the hills with the shepherds.",
    "The mayor has promised to answer the questions of this paper before the feast; until then his office asks everybody to be patient with it.",
    "A student from the coast who spends her holidays here laughed at the question and said that at home nobody would stand in line for so long.",
    "It is the third time in five years that lists have been hung out, and each time the ink had run in the rain before all had read them.",
    "In the capital the opposition wants to see the accounts; a vote on the matter was put off twice, and will be put off again, it is thought.",
)  # fmt: skip
HOUSES = ("Alder Post", "Birch Herald", "Cedar Courier", "Dogwood Mail")


def paper(
    number: int, parts: Sequence[object], *, day: int = 3, head: str = "", foot: str = ""
) -> Document:
    """A page of a house: a number is a paragraph of the wire, a letter one of its own."""
    words = [WIRE[p] if isinstance(p, int) else OWN["abcdef".index(str(p))] for p in parts]
    text = "\n".join([*filter(None, (head,)), *words, *filter(None, (foot,))])
    name = HOUSES[number]
    return page(
        text,
        address=f"https://{name.split()[0].lower()}.example/1",
        publisher=name,
        published=f"2018-05-{day:02}" if day else None,
    )


def drawn(pages: Sequence[Document]) -> Lineage:
    return trace_documents(
        pages, attributions=attributions(pages), resolve=resolve_agent, settings=TraceSettings()
    )


def told(pages: Sequence[Document]) -> bool:
    """Whether it is said that a text is missing; if so, nothing else joins the pages that it is said of."""
    lineage = drawn(pages)
    said = {frozenset(p.where.split()) for p in lineage.problems if p.code == CODE}
    joined = {frozenset((edge.later, edge.earlier)) for edge in lineage.derivations}
    assert not said & joined
    assert said <= {frozenset(pair) for pair in lineage.unclear}
    return bool(said)


Parts = Sequence[object]

# Two papers that each cut other paragraphs from within, twice and more.
CUT: dict[str, tuple[Parts, Parts, int, int]] = {
    "each without two that the other has": ([0, 1, 2, 4, 5, 6, 8, 9], [0, 2, 3, 4, 6, 7, 8, 9], 3, 4),
    "of one day": ([0, 1, 2, 4, 5, 6, 8, 9], [0, 2, 3, 4, 6, 7, 8, 9], 3, 3),
    "without dates": ([0, 1, 2, 4, 5, 6, 8, 9], [0, 2, 3, 4, 6, 7, 8, 9], 0, 0),
    "one with a beginning of its own": (["a", 0, 1, 2, 4, 5, 6, 8, 9], [0, 2, 3, 4, 6, 7, 8, 9], 3, 4),
    "both with an end of their own": ([0, 1, 2, 4, 5, 6, 8, 9, "a"], [0, 2, 3, 4, 6, 7, 8, 9, "b"], 3, 5),
}  # fmt: skip
# Three papers, of which each two have something that the third lacks.
CROSSED: dict[str, tuple[Parts, ...]] = {
    "of three days": ([0, 1, 2, 3, 5, 6, 8], [0, 1, 3, 4, 5, 7, 9], [0, 2, 3, 4, 6, 7, 8, 9]),
    "with words of their own": (["a", 0, 1, 2, 3, 5, 6, 8], [0, 1, 3, 4, 5, 7, 9, "b"], [0, 2, 3, 4, "c", 6, 7, 8, 9]),
    "short ones": ([0, 1, 2, 5, 6], [0, 1, 4, 5, 7], [0, 2, 4, 6, 7]),
}  # fmt: skip
CREDITS: dict[str, str] = {
    "a credit below": "Source: Qarluq Newswire",
    "an agency in brackets": "(Reuters)",
    "reprinted": "Source: Associated Press",
    "from a paper": "Source: The Ozav Gazette",
}


@pytest.mark.parametrize("reason", CUT)
def test_two_that_each_cut_what_the_other_has_come_from_a_text_not_here(reason: str) -> None:
    one, other, first, second = CUT[reason]
    assert told([paper(0, one, day=first), paper(1, other, day=second)])


@pytest.mark.parametrize("reason", CROSSED)
def test_of_three_each_of_which_lacks_what_the_others_share_none_is_the_source(reason: str) -> None:
    pages = [paper(at, parts, day=3 + at) for at, parts in enumerate(CROSSED[reason])]
    assert told(pages)


@pytest.mark.parametrize("reason", CREDITS)
def test_who_credits_another_for_the_whole_has_it_not_from_a_page_that_credits_nobody(
    reason: str,
) -> None:
    one = paper(0, [0, 1, 2, 3, 4, 5], day=3)
    other = paper(1, [0, 1, 2, 3, 4, 5], day=4, foot=CREDITS[reason])
    assert told([one, other])
    origins = {origin.name for origin in drawn([one, other]).origins if not origin.seen}
    assert len(origins) == 1, "it rests on whom it credits"


AGAINST: dict[str, list[Parts]] = {
    "a copy": [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, "a"]],
    "a copy with one paragraph cut": [[0, 1, 2, 3, 4, 5], [0, 1, 3, 4, 5]],
    "a copy with three cut": [list(range(10)), [0, 2, 4, 5, 6, 8, 9]],
    "a copy with three put in": [[0, 1, 2, 3, 4, 5], [0, "a", 1, 2, "b", 3, 4, "c", 5]],
    "cut once and put in once": [[0, 1, 2, 3, 4, 5], [0, 1, 3, 4, "a", 5]],
    "cut twice and put in once": [list(range(9)), [0, 1, 3, 4, "a", 5, 7, 8]],
    "an excerpt": [list(range(10)), ["a", 3, 4, "b"]],
    "the end of one and a beginning of its own": [["a", 0, 1, 2, 3], ["b", 2, 3]],
    "other order": [[0, 1, 2, 3, 4, 5], [3, 4, 5, 0, 1, 2]],
    "a chain that gets shorter": [list(range(10)), [0, 1, 2, 4, 5, 6, 8, 9], [0, 1, 4, 5, 8, 9]],
    "the whole text and two that cut it": [list(range(10)), [0, 1, 2, 4, 5, 6, 8, 9], [0, 2, 3, 4, 6, 7, 8, 9]],
    "one and two excerpts of it": [list(range(10)), [0, 1, 2, 3], [2, 3, 4, 5]],
    "put together from two parts": [[0, 1, 2, 3], [3, 4, 5, 6], [0, 1, 2, 3, 4, 5, 6]],
}  # fmt: skip


@pytest.mark.parametrize("reason", AGAINST)
def test_pages_that_may_copy_each_other_are_left_as_they_are(reason: str) -> None:
    pages = [paper(at, parts, day=3 + 2 * at) for at, parts in enumerate(AGAINST[reason])]
    lineage = drawn(pages)
    assert not told(pages)
    joined = {edge.later for edge in lineage.derivations} | {
        p for pair in lineage.unclear for p in pair
    }
    assert pages[-1].id in joined


def test_who_links_to_the_other_or_names_its_house_has_it_from_there() -> None:
    """though each lacks what the other has"""
    one, other, first, second = CUT["each without two that the other has"]
    early = paper(0, one, day=first)
    named = paper(1, other, day=second, foot="Source: Alder Post")
    assert not told([early, named])
    linked = paper(1, other, day=second, foot="The story was first told by the Alder Post.")
    leads = link(linked.text, "Alder Post", early.address)
    linked = dataclasses.replace(linked, links=(leads,))
    assert not told([early, linked])


def test_a_credit_that_both_have_and_one_to_the_other_house_tell_of_nobody_else() -> None:
    parts = [0, 1, 2, 3, 4, 5]
    both = [paper(at, parts, day=3 + at, foot="Source: Qarluq Newswire") for at in (0, 1)]
    assert not told(both)
    assert not told([paper(0, parts), paper(1, parts, day=5, foot="Source: Alder Post")])


def test_a_credit_for_words_of_which_a_page_shares_little_says_nothing_of_the_rest() -> None:
    """An excerpt within a page that is somebody else's"""
    assert not told(
        [paper(0, [0, 1, 2, 3]), paper(1, ["a", 1, "b", "c", "d"], day=5, foot="(Reuters)")]
    )


def test_whose_page_is_here_is_the_source_and_nothing_is_missing() -> None:
    """The page that credits nobody and the one that credits the wire both come from the page of the wire."""
    wire = page("\n".join(WIRE[:7]), address="https://wire.example/1", publisher="Qarluq Newswire", published="2018-05-02")  # fmt: skip
    one = paper(0, [0, 1, 2, 3, 4, 5], day=3)
    other = paper(1, [0, 1, 2, 3, 4, 5, "a"], day=4, foot="Source: Qarluq Newswire")
    assert not told([wire, one, other])
    edges = {(edge.later, edge.earlier) for edge in drawn([wire, one, other]).derivations}
    assert edges == {(one.id, wire.id), (other.id, wire.id)}


@pytest.mark.parametrize(("held", "kept"), [(2, True), (6, False)])
def test_a_credited_page_takes_the_place_of_another_if_it_has_the_words(
    held: int, kept: bool
) -> None:
    """With two paragraphs of six the credit is for a part: the page is put together from two."""
    wire = page("\n".join(WIRE[:held]), address="https://wire.example/1", publisher="Qarluq Newswire", published="2018-05-02")  # fmt: skip
    one = paper(0, [0, 1, 2, 3, 4, 5], day=3)
    other = paper(1, [0, 1, 2, 3, 4, 5, "a"], day=20, foot="Source: Qarluq Newswire")
    pages = [wire, one, other]
    step = Step(later=2, earlier=1, score=0.9)
    left = without_absent(
        Parentage(steps=(step,), unclear=()),
        clues_of(*pages),
        find_reuse(pages, settings=TraceSettings()),
    )
    assert left.steps == ((step,) if kept else ())
    assert not left.unclear


def test_the_order_of_pages_changes_nothing() -> None:
    pages = [paper(at, parts, day=3 + at) for at, parts in enumerate(CROSSED["of three days"])]
    first = drawn(pages)
    assert all(drawn(turned) == first for turned in permutations(pages))


def test_what_is_told_quotes_words_that_the_page_has_and_the_other_lacks() -> None:
    one, other, first, second = CUT["each without two that the other has"]
    pages = [paper(0, one, day=first), paper(1, other, day=second)]
    (problem,) = [p for p in drawn(pages).problems if p.code == CODE]
    for lacking, having in ((pages[0], WIRE[3]), (pages[1], WIRE[1])):
        assert having[:20] in problem.message
        assert having[:20] not in lacking.text
