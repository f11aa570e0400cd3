from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.claim import Suggestion
from firsthand.model.document import Document
from firsthand.model.lineage import Lineage
from firsthand.read.agents import resolve_agent
from firsthand.trace import elsewhere
from firsthand.trace.bearing import Pages, gather
from firsthand.trace.contained import figures, windows
from firsthand.trace.elsewhere import HOLDERS_MAX, MET_MIN, met_elsewhere
from followed import suggested
from spoken import page

FACT = "Police took blood samples from 36,200 residents of Kashgar aged 12 to 65 in 2017."


def _pages(*documents: Document, unclear: tuple[tuple[str, str], ...] = ()) -> Pages:
    return gather(
        Lineage(unclear=unclear),
        documents=documents,
        suggestions={d.id: suggested(d) for d in documents},
        attributions={},
        resolve=resolve_agent,
    )


def _page(text: str, n: int) -> Document:
    return page(text, address=f"https://p{n}.example/", language="en")


def _slowly(begun: list[Suggestion], pages: Pages) -> set[str]:
    """The rule, sentence by sentence."""
    told: dict[str, list[Suggestion]] = {}
    for claim in begun:
        told.setdefault(claim.quotation.exact, []).append(claim)
    held = Counter(window for exact in told for window in windows(exact))
    index = {e: {w for w in windows(e) if held[w] <= HOLDERS_MAX} for e in told}
    met = {claim.id for exact, few in index.items() if not few for claim in told[exact]}
    for other, claims in pages.suggestions.items():
        for sentence in {each.quotation.exact for each in claims}:
            for exact, few in index.items():
                shared = len(few & windows(sentence))
                mine = figures(exact)
                if few and shared and shared >= MET_MIN * len(few) and (not mine or mine & figures(sentence)):  # fmt: skip
                    met |= {
                        claim.id
                        for claim in told[exact]
                        if not pages.are_one(claim.document, other)
                        and claim.document not in pages.lines(other)
                    }
    return met


def test_a_sentence_that_stands_on_a_page_apart_is_met() -> None:
    """
    1  the fact    2  the same and more    3  another figure in the same form
    """
    one, other = _page(FACT, 1), _page(f"It rained. {FACT}", 2)
    third = _page(FACT.replace("36,200", "18,800"), 3)
    begun = list(suggested(one))
    assert met_elsewhere(begun, _pages(one, other, third)) == {each.id for each in begun}
    assert met_elsewhere(begun, _pages(one, third)) == set()
    pair = (min(one.id, other.id), max(one.id, other.id))
    assert met_elsewhere(begun, _pages(one, other, unclear=(pair,))) == set()


def test_nothing_is_met_where_nothing_begins() -> None:
    assert met_elsewhere([], _pages(_page(FACT, 1))) == set()


WORDS = st.sampled_from(["police took blood", "from 36,200 residents", "from 512 children", "in Kashgar", "血样采集自", "36200名居民", "aged 12 to 65"])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6), st.integers(1, 200))  # fmt: skip
def test_columns_find_what_is_found_sentence_by_sentence(texts: list[str], at_once: int) -> None:
    """However many letters are looked through together."""
    documents = [_page(f"{text}.", n) for n, text in enumerate(texts)]
    pages = _pages(*documents)
    begun = [each for d in documents[:3] for each in pages.suggestions[d.id]]
    most, elsewhere.LETTERS_AT_ONCE = elsewhere.LETTERS_AT_ONCE, at_once
    try:
        assert met_elsewhere(begun, pages) == _slowly(begun, pages)
    finally:
        elsewhere.LETTERS_AT_ONCE = most
