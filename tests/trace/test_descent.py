from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.document import Document
from firsthand.model.lineage import DerivationKind, Lineage
from firsthand.read.agents import resolve_agent
from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from firsthand.trace.descent import trace_documents
from firsthand.trace.settings import TraceSettings
from firsthand.trace.wanted import missing_origins
from spoken import page

REPORT = (
    "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring. "
    "Families were called to the clinic by loudspeaker, and those who stayed at home were visited in the evening. "
    "The tubes were labelled with the number of the household register and driven to the county town the same night. "
    "Nobody in the four villages could say what the blood was for, and no form was given out to sign."
)
CHINESE = "去年春天以来，当地官员从每一位十二岁至六十五岁的居民身上抽取血液。村里的广播通知各家前往卫生院，没有去的人晚上有人上门。血管贴上户口编号，当夜送往县城。四个村子里没有人知道这些血用来做什么。"


def trace(*documents: Document) -> Lineage:
    attributions = {d.id: find_attributions(d, passages=split_passages(d)) for d in documents}
    return trace_documents(
        documents, attributions=attributions, resolve=resolve_agent, settings=TraceSettings()
    )


def test_a_copy_comes_from_the_earlier_page() -> None:
    """
    paper-a  2030-01-02  the report
    wire-b   2030-01-01  the report
    """
    later = page(REPORT, address="paper-a", published="2030-01-02")
    earlier = page(REPORT, address="wire-b", published="2030-01-01")
    (edge,) = trace(later, earlier).derivations
    assert (edge.later, edge.earlier, edge.kind) == (later.id, earlier.id, DerivationKind.COPY)
    (origin,) = trace(later, earlier).origins
    assert (origin.id, origin.seen) == (earlier.id, True)
    assert set(origin.documents) == {later.id, earlier.id}


def test_an_excerpt_in_an_unspaced_script_is_found() -> None:
    earlier = page(CHINESE, address="a", published="2030-01-01")
    later = page(CHINESE[38:], address="b", published="2030-03")
    (edge,) = trace(later, earlier).derivations
    assert edge.earlier == earlier.id
    assert edge.evidence[0].later is not None
    assert edge.evidence[0].later.exact in CHINESE


def test_nothing_is_guessed_where_nothing_tells_who_was_first() -> None:
    one, other = page(REPORT, address="a"), page(REPORT, address="b")
    lineage = trace(one, other)
    assert lineage.derivations == ()
    assert [problem.code for problem in lineage.problems] == ["direction-unclear"]


def test_a_source_that_is_only_named_is_an_origin_to_go_and_get() -> None:
    lineage = trace(page("Police took DNA, Xinhua News Agency said.", address="a"))
    (missing,) = missing_origins(lineage)
    assert (missing[0].name, missing[0].seen, missing[1]) == ("Xinhua", False, 1)


def test_a_copy_has_no_origin_of_its_own() -> None:
    text = REPORT + " Human Rights Watch said."
    first = page(text, address="a", published="2030-01-01")
    copy = page(text + " ", address="b", published="2030-01-02")
    lineage = trace(first, copy)
    edges = [edge for edge in lineage.derivations if edge.later == copy.id]
    assert [edge.earlier for edge in edges] == [first.id]


def test_unrelated_pages_share_nothing() -> None:
    one = page(
        "The weather was fine and the harvest was brought in before the rain came.",
        address="a",
        published="2030",
    )
    assert trace(one, page(REPORT, address="b", published="2031")).derivations == ()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_the_order_of_input_changes_nothing(seed: int) -> None:
    pages = [
        page(REPORT[cut:], address=f"p{cut}", published=f"2030-01-{1 + cut:02}")
        for cut in (0, 5, 20)
    ]
    pages.append(page(CHINESE, address="zh", published="2029"))
    shuffled = list(pages)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - only an order
    assert trace(*shuffled) == trace(*pages)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(), max_size=5))
def test_any_texts_are_traced(texts: list[str]) -> None:
    lineage = trace(*(page(text, address=str(n)) for n, text in enumerate(texts)))
    assert len(lineage.origins) <= 2 * len(texts) + 10
