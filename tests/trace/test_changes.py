from __future__ import annotations

import pytest

from clued import attributions
from firsthand.claim.suggest import suggest
from firsthand.model.document import Document
from firsthand.model.lineage import Drift
from firsthand.read.agents import resolve_agent
from firsthand.read.passages import split_passages
from firsthand.trace.changes import find_drifts
from firsthand.trace.descent import trace_documents
from firsthand.trace.settings import TraceSettings
from spoken import page

ENGLISH = (
    "Police collected blood samples from 36 million people aged 12 to 65 in Xinjiang in 2017. "
    "Residents who refused were visited by officers in the evening. Human Rights Watch said that "
    "the authorities recorded DNA, iris scans and fingerprints of 19 million residents of Kashgar."
)
CHINESE = "据人权观察报道，2017年当地警察在喀什采集了1900万人的血样，年龄在12岁至65岁之间。村干部说，没有去的人晚上有人上门。"


def drifts(before: str, after: str, publisher: str = "A Paper") -> tuple[Drift, ...]:
    documents = [
        page(before, address="a", published="2018-01-01", publisher=publisher),
        page(after, address="b", published="2018-02-01", publisher="Another Paper"),
    ]
    named = attributions(documents)
    lineage = trace_documents(
        documents, attributions=named, resolve=resolve_agent, settings=TraceSettings()
    )
    assert any(edge.later == documents[1].id for edge in lineage.derivations)
    found = find_drifts(
        lineage,
        documents=documents,
        suggestions={
            d.id: suggest(d, passages=split_passages(d), attributions=named[d.id]).values
            for d in documents
        },
        resolve=resolve_agent,
    )
    for drift in found:
        _stands(drift, documents)
    return found


def _stands(drift: Drift, documents: list[Document]) -> None:
    for quote, made in zip((drift.earlier, drift.later), documents, strict=True):
        assert quote is not None
        assert made.text[quote.position.start : quote.position.end] == quote.exact


CHANGED = {
    "another figure": (ENGLISH, "36 million", "26 million", ("figure", "scale")),
    "another unit": (ENGLISH, "36 million people", "36 million samples", ("unit", "scale")),
    "another age": (ENGLISH, "12 to 65", "18 to 65", ("age", "age_range")),
    "another year": (ENGLISH, "in 2017", "in 2016", ("date", "period")),
    "another place": (ENGLISH, "Kashgar", "Hotan", ("place", "place")),
    "a hedge": (ENGLISH, "Police collected", "Police reportedly collected", ("hedge", "scale")),
    "more than": (ENGLISH, "36 million", "more than 36 million", ("hedge", "scale")),
    "a denial": (ENGLISH, "Police collected", "Police did not collect", ("negation", "scale")),
    "another trait": (ENGLISH, "iris scans", "voice patterns", ("modality", "modality")),
    "another source": (ENGLISH, "Human Rights Watch", "Xinhua", ("attribution", "scale")),
    "a source left out": (ENGLISH, "Human Rights Watch said that the", "The", ("attribution", "scale")),
    "another figure, unspaced": (CHINESE, "1900万", "900万", ("figure", "scale")),
    "another age, unspaced": (CHINESE, "12岁", "18岁", ("age", "age_range")),
    "another place, unspaced": (CHINESE, "喀什", "阿克苏", ("place", "place")),
    "a hedge, unspaced": (CHINESE, "警察", "警察据称", ("hedge", "scale")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after", "told"), CHANGED.values(), ids=CHANGED.keys())
def test_one_change_is_one_drift(text: str, before: str, after: str, told: tuple[str, str]) -> None:
    (drift,) = drifts(text, text.replace(before, after))
    assert (drift.kind.value, drift.element) == told


UNCHANGED = {
    "nothing": ("", ""),
    "a word without weight": ("in the evening", "late in the evening"),
    "a source by its other name": ("Human Rights Watch", "HRW"),
    "a fact left out": ("Residents who refused were visited by officers in the evening. ", ""),
}


@pytest.mark.parametrize(("before", "after"), UNCHANGED.values(), ids=UNCHANGED.keys())
def test_what_says_the_same_is_no_drift(before: str, after: str) -> None:
    assert drifts(ENGLISH, ENGLISH.replace(before, after) if before else ENGLISH) == ()


def test_another_fact_of_the_page_is_not_taken_for_this_one() -> None:
    """The later page leaves out the 36 million and keeps the 19 million."""
    kept = ENGLISH[ENGLISH.index("Residents") :]
    assert drifts(ENGLISH, kept) == ()


def test_that_a_page_names_the_source_it_has_it_from_is_no_drift() -> None:
    said = ENGLISH.replace("Human Rights Watch said that the", "The")
    assert drifts(said, ENGLISH, publisher="HRW") == ()
