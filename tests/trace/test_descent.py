from __future__ import annotations

import dataclasses
import gc
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.grades import ancestors, count_independent, grade_lineage, grade_reuse, shared_words
from corpora.world import Settings, make
from firsthand.model.document import BlockRole, Document, ReadState
from firsthand.model.lineage import DerivationKind, Lineage
from firsthand.model.moment import UncertainDate
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


def test_python_looks_for_rubbish_before_and_after_but_not_meanwhile() -> None:
    earlier = page(REPORT, address="a", published="2030-01-01")
    later = page(f"According to the Ash Courier, {REPORT}", address="b", published="2030-01-02")
    told = {d.id: find_attributions(d, passages=split_passages(d)) for d in (earlier, later)}
    searched = []

    def resolve(agent: str) -> str:
        searched.append(gc.isenabled())
        return resolve_agent(agent)

    trace_documents((earlier, later), attributions=told, resolve=resolve, settings=TraceSettings())
    assert searched
    assert not any(searched)
    assert gc.isenabled()
    known: dict[str, str] = {}
    with pytest.raises(KeyError):
        trace_documents(
            (earlier, later), attributions=told, resolve=known.__getitem__, settings=TraceSettings()
        )
    assert gc.isenabled()


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
    assert (missing.name, missing.seen, len(missing.documents)) == ("Xinhua", False, 1)


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


@pytest.mark.slow
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


@pytest.mark.slow
@settings(deadline=None, max_examples=12)
@given(st.integers(0, 10**6), st.sampled_from(["copy", "near", "exact"]))
def test_a_copy_adds_no_origin(number: int, how: str) -> None:
    before, after = _count_with_a_copy(12, number % 40, how)
    assert after <= before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "number", "how"),
    [(11, 10, "copy"), (11, 30, "copy"), (11, 30, "near"), (15, 8, "near"), (15, 22, "near")],
)
def test_a_copy_adds_no_origin_where_an_order_is_nearly_open(
    seed: int, number: int, how: str
) -> None:
    before, after = _count_with_a_copy(seed, number, how)
    assert after <= before


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_copy_that_is_not_earlier_changes_no_edge_between_others(seed: int) -> None:
    """Letter for letter; in a house of its own or another's; without a date, or made afterwards."""
    corpus = make(Settings(seed=seed, pages=40))
    before = _edges(trace(*corpus.documents))
    houses = [document.publisher for document in corpus.documents]
    for number in range(0, 40, 5):
        source = corpus.documents[number]
        added = dataclasses.replace(
            source,
            capture=f"copy-{number}",
            address="https://copy.example/",
            publisher=houses[-1 - number] if number % 2 else "Copy Times",
            published=UncertainDate(edtf="2031-01-01", found="manifest") if number % 2 else None,
            links=(),
        )
        after = _edges(trace(*corpus.documents, added))
        assert {ends for ends in after if added.id not in ends} == before


def _edges(lineage: Lineage) -> set[tuple[str, str]]:
    return {(edge.later, edge.earlier) for edge in lineage.derivations}


def _count_with_a_copy(seed: int, number: int, how: str) -> tuple[int, int]:
    """The count of origins of a made-up press before and after one of its pages is copied."""
    corpus = make(Settings(seed=seed, pages=40))
    source = corpus.documents[number]
    keys = [document.id for document in corpus.documents]
    before = count_independent(keys, trace(*corpus.documents))
    told = "\n".join(  # what the source says, without what its outlet puts on every page
        source.text[block.position.start : block.position.end]
        for block in source.blocks
        if block.role is not BlockRole.BOILERPLATE
    )
    text = {"copy": f"{told} ", "near": f"So it was.\n{told}", "exact": told}[how]
    added = page(text, address="https://copy.example/", published="2031-01-01")
    return before, count_independent([*keys, added.id], trace(*corpus.documents, added))


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10**6))
def test_a_lineage_never_runs_in_a_circle_and_every_quote_stands(seed: int) -> None:
    corpus = make(Settings(seed=seed, pages=60, undated=0.3, misdated=0.3))
    lineage = trace(*corpus.documents)
    texts = {d.id: d.text for d in corpus.documents}
    parents: dict[str, set[str]] = {}
    for edge in lineage.derivations:
        parents.setdefault(edge.later, set()).add(edge.earlier)
        assert edge.evidence
        for evidence in edge.evidence:
            for quote in filter(None, (evidence.later, evidence.earlier)):
                span = quote.position
                assert texts[quote.document][span.start : span.end] == quote.exact
    assert all(key not in ancestors(parents, above) for key in parents for above in parents[key])
    shuffled = list(corpus.documents)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - only an order
    assert trace(*shuffled) == lineage


@pytest.mark.slow
def test_the_lineage_of_a_made_up_press_is_found() -> None:
    """Seed 12, 300 pages; the figures of docs/methods/tracing.md come from other seeds."""
    corpus = make(Settings(seed=12, pages=300))
    told = grade_lineage(corpus, trace(*corpus.documents))
    assert told.origins_right > 0.75
    assert told.edges_astray < 0.2
    assert told.abstained < 0.1
    found = grade_reuse(corpus, shared_words(corpus))
    assert min(found.pair_recall, found.pair_precision, found.offset_f1) > 0.97


def test_pages_that_could_not_be_read_are_no_part_of_it() -> None:
    broken = dataclasses.replace(page(REPORT, address="a"), state=ReadState.UNREADABLE)
    assert trace(broken) == Lineage()


def test_the_same_page_twice_is_one() -> None:
    made = page(REPORT, address="a")
    assert trace(made, made) == trace(made)


@pytest.mark.slow
def test_hostile_piles_stay_bounded() -> None:
    """One word without end; one page a thousand times; pages that agree in all but one word."""
    assert len(trace(*(page("blood " * 20_000, address=n) for n in "ab")).derivations) == 0
    same = [page(REPORT, address=str(n), published=f"20{10 + n % 9}") for n in range(1_000)]
    assert len(trace(*same).derivations) < 1_000
    alike = [page(f"{REPORT} {n}{n}.", address=str(n), published="2030-01-01") for n in range(400)]
    assert len(trace(*alike).derivations) < 400


def test_a_source_that_many_pages_say_cites_another_is_one_edge_to_it() -> None:
    """two papers: "Reuters said ..., citing Human Rights Watch": Reuters rests on it once, with both quotes"""
    papers = [
        page(
            f"{town}: Reuters said blood was taken, citing Human Rights Watch.",
            address=f"https://{town}.example/1",
            published="2030-01-02",
        )
        for town in ("Qarluq", "Yengi")
    ]
    found = trace(*papers)
    (edge,) = (each for each in found.derivations if each.later.startswith("o-"))
    assert {each.later.document for each in edge.evidence if each.later} == {p.id for p in papers}
    assert len({each.id for each in found.derivations}) == len(found.derivations) == 3
