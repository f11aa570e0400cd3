from __future__ import annotations

import dataclasses

import pytest

from clued import attributions, clues_of, link
from firsthand.model.lineage import DerivationKind, EvidenceType
from firsthand.trace.evidence import (
    derivation_kind,
    link_evidence,
    naming_evidence,
    shown_places,
    step_evidence,
)
from firsthand.trace.reuse import Shared, find_reuse
from firsthand.trace.settings import TraceSettings
from spoken import page

REPORT = "Officials in the invented province have taken blood from every resident aged 12 to 65 since the spring."


def shared(one: float, other: float, edits: int = 0) -> Shared:
    return Shared(
        one_stretches=((0, 600),), other_stretches=((0, 600),),
        one_share=one, other_share=other, agreed=600.0, edits=edits,
    )  # fmt: skip


KINDS = {
    "all of both": (shared(1.0, 1.0), DerivationKind.COPY),
    "all of both, much changed": (shared(0.9, 0.9, edits=60), DerivationKind.REWRITE),
    "a part of the earlier is all the later": (shared(0.2, 0.95), DerivationKind.EXCERPT),
    "half of the later, much changed": (shared(0.5, 0.5, edits=60), DerivationKind.REWRITE),
    "a sentence among others": (shared(0.1, 0.1), DerivationKind.QUOTATION),
}


@pytest.mark.parametrize(("common", "kind"), KINDS.values(), ids=KINDS.keys())
def test_what_a_text_made_of_another(common: Shared, kind: DerivationKind) -> None:
    assert derivation_kind(common) is kind


def test_a_step_shows_words_credit_and_link_with_exact_quotes() -> None:
    text = f"Source: Reuters\n{REPORT}"
    earlier = page(REPORT, address="https://reuters.com/1", publisher="Reuters")
    later = dataclasses.replace(
        page(text, address="b"), links=(link(text, "province", "http://www.reuters.com/1"),)
    )
    documents = [earlier, later]
    reuse = find_reuse(documents, settings=TraceSettings())
    kinds, counts, places = shown_places(reuse, [(1, 0)])
    between = reuse.between(0, 1)
    assert between is not None
    assert list(DerivationKind)[kinds.item()] is derivation_kind(between)
    assert counts.tolist() == [len(places)]
    found = step_evidence(clues_of(*documents), places.tolist(), later=1, earlier=0)
    assert [e.type for e in found] == [EvidenceType.REUSE, EvidenceType.CREDIT, EvidenceType.LINK]
    for evidence in found:
        for quote, made in ((evidence.later, later), (evidence.earlier, earlier)):
            if quote is not None:
                span = quote.position
                assert (quote.document, quote.exact) == (made.id, made.text[span.start : span.end])
    assert found[0].earlier is not None


def test_a_link_without_a_place_in_the_text_is_shown_by_its_address() -> None:
    (found,) = link_evidence(page(REPORT), ["https://a.example/"])
    assert (found.later, found.note) == (None, "https://a.example/")


def test_what_a_source_is_said_to_have_said_is_quoted_whole() -> None:
    made = page("It rained. HRW said that blood was taken from all residents.")
    (named,) = attributions([made])[made.id]
    found = naming_evidence(made, named)
    assert found.later is not None
    assert found.later.exact == "HRW said that blood was taken from all residents"
    assert (found.type, found.note) == (EvidenceType.ATTRIBUTION, "Human Rights Watch")
