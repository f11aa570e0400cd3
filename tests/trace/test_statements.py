from __future__ import annotations

import dataclasses
from itertools import permutations

import pytest

from clued import link
from corpora.credited import count, credit, draw
from corpora.statements import make
from firsthand.model.document import Document
from firsthand.model.lineage import EvidenceType
from firsthand.weigh.ancestry import arrange, supports_of
from firsthand.weigh.meaning import group_by_meaning
from followed import FACT, FILLER, REPORT, Followed, follow
from spoken import page

INTERVIEW = "A teacher told us that nurses drew DNA from 512 children at her school. "
OTHER_WORDS = "In Kashgar the police drew blood samples of 36,200 residents, 12 to 65, in 2017. "


def _page(text: str, n: int, **more: str) -> Document:
    return page(
        text, address=f"https://p{n}.example/", publisher=f"Paper {n}", published=f"2018-01-{n:02}",
        language="en", **more,
    )  # fmt: skip


def _origins(found: Followed, document: Document, figure: int) -> set[str]:
    """Of all claims of one meaning: those that the page makes, where it makes it twice."""
    ancestry = arrange(found.lineage, documents=found.documents)
    key = found.scale(document, figure).id
    (meant,) = (
        m for m in group_by_meaning(found.claims, names={}) if key in {c.id for c in m.claims}
    )
    supports = supports_of(meant.claims, ancestry)
    return {
        one
        for claim in meant.claims
        if claim.suggestion.document == document.id
        for support in supports[claim.id]
        for one in support
    }


def test_a_page_that_copies_a_report_and_adds_an_interview_has_two_origins() -> None:
    """
    1  the report: 36,200          2  the report, and "a teacher told us": 512
    """
    report, copy = _page(REPORT, 1), _page(REPORT + INTERVIEW, 2)
    found = follow(report, copy)
    (carried,) = found.carried(copy, 36_200)
    assert carried.earlier == report.id
    assert carried.evidence[0].type is EvidenceType.REUSE
    assert carried.evidence[0].later is not None
    assert carried.evidence[0].earlier is not None
    assert carried.evidence[0].later.exact == carried.evidence[0].earlier.exact == FACT.strip()
    (begins,) = found.begins(copy, 512)
    assert "told us" in begins.evidence[0].note
    assert _origins(found, copy, 36_200) == {report.id}
    assert _origins(found, copy, 512) == {copy.id}


def test_the_same_fact_in_other_words_beside_the_copy_is_no_second_source() -> None:
    report, copy = _page(REPORT, 1), _page(OTHER_WORDS + REPORT, 2)
    found = follow(report, copy)
    for document in (report, copy):
        assert _origins(found, document, 36_200) == {report.id}


def test_what_a_page_has_confirmed_itself_is_a_second_source() -> None:
    """
    2  the report, and "officials reached by telephone confirmed that": 36,200
    """
    confirmed = "Officials reached by telephone confirmed that " + OTHER_WORDS.replace("In", "in")
    report, other = _page(REPORT, 1), _page(confirmed + FILLER[0] * 2, 2)
    copy = _page(REPORT + confirmed, 3)
    found = follow(report, copy)
    assert _origins(found, copy, 36_200) == {report.id, copy.id}
    assert _origins(follow(report, other), other, 36_200) == {other.id}


def test_a_new_fact_that_nobody_is_said_to_have_told_stays_with_what_the_page_copies() -> None:
    """The page is for the most part a copy: what stands beside may be the source's as well."""
    report = _page(REPORT, 1)
    copy = _page(REPORT + "Nurses also drew DNA from 512 children at a school. ", 2)
    found = follow(report, copy)
    assert {e.earlier for e in found.carried(copy, 512)} == {report.id}
    assert found.begins(copy, 512) == ()


def test_somebody_who_speaks_on_the_copy_alone_speaks_there() -> None:
    report = _page(REPORT, 1)
    copy = _page(REPORT + "A driver said that nurses drew DNA from 512 children at a school. ", 2)
    found = follow(report, copy)
    assert len(found.begins(copy, 512)) == 1
    assert "no place of the earlier page" in found.begins(copy, 512)[0].evidence[0].note


def test_an_interview_that_is_copied_with_the_rest_is_that_of_the_page_before() -> None:
    """
    2  the report and an interview      3  all of page 2, word for word or nearly
    """
    pages = (_page(REPORT, 1), _page(REPORT + INTERVIEW, 2))
    nearly = (REPORT + INTERVIEW).replace("drew", "took").replace("green", "white")
    copy = _page(nearly + FILLER[2], 3)
    found = follow(*pages, copy)
    assert found.begins(copy, 512) == ()
    assert _origins(found, copy, 512) <= {pages[1].id, pages[0].id}


def test_a_sentence_that_stands_on_a_page_beside_begins_at_neither() -> None:
    """
    2, 3  the report and the same interview, and no edge says which of them had it first
    """
    report = _page(REPORT * 1 + "".join(FILLER[n % 3] for n in range(0)), 1)
    one = _page(REPORT + INTERVIEW, 2)
    other = _page(REPORT.replace(FILLER[0], "") + INTERVIEW, 3)
    found = follow(report, one, other)
    lines = {(e.later, e.earlier) for e in found.lineage.derivations}
    if (other.id, one.id) in lines:
        assert found.begins(other, 512) == ()
    else:
        assert found.begins(one, 512) == found.begins(other, 512) == ()


def test_who_is_named_carries_what_it_is_said_to_have_said_and_nothing_else() -> None:
    named = "According to Human Rights Watch, police took blood from 36,200 residents of Kashgar. "
    text = named + FILLER[0] + "\n" + FILLER[1] + INTERVIEW
    found = follow(only := _page(text, 1))
    (carried,) = found.carried(only, 36_200)
    assert carried.earlier.startswith("o-")
    assert carried.evidence[0].type is EvidenceType.ATTRIBUTION
    assert _origins(found, only, 512) == {only.id}


def test_a_link_over_the_words_carries_them() -> None:
    text = (
        "In Kashgar, 36,200 gave DNA at a clinic, it is reported. The mill stood still that year. "
    )
    later = _page(text, 2)
    later = dataclasses.replace(later, links=(link(text, "it is reported", "https://p1.example/"),))
    found = follow(_page(REPORT, 1), later)
    assert {e.evidence[0].type for e in found.carried(later, 36_200)} == {EvidenceType.LINK}


def test_us_on_a_page_that_credits_another_for_the_whole_is_the_other() -> None:
    """
    Source: Reuters        "A teacher told us ..."
    """
    told = INTERVIEW + "Police stood at the gate, and the blood went to the health bureau. "
    found = follow(only := _page("Source: Reuters\n" + FILLER[0] + told, 1))
    assert found.begins(only, 512) == ()
    (carried,) = found.carried(only, 512)
    assert carried.evidence[0].type is EvidenceType.CREDIT


def test_a_figure_that_changed_on_the_way_is_followed_to_where_its_words_began() -> None:
    """
    2  the report, and an interview: 512        3  all of page 2, with 5,120 for 512
    """
    pages = (_page(REPORT, 1), _page(REPORT + INTERVIEW, 2))
    changed = _page(REPORT + INTERVIEW.replace("512", "5,120") + FILLER[1], 3)
    found = follow(*pages, changed)
    assert {e.earlier for e in found.carried(changed, 5_120)} >= {pages[1].id}
    assert pages[1].id in _origins(found, changed, 5_120)
    assert changed.id not in _origins(found, changed, 5_120)


def test_of_a_page_that_an_analyst_settled_nothing_is_said() -> None:
    report, copy = _page(REPORT, 1), _page(REPORT + INTERVIEW, 2)
    found = follow(report, copy, settled=frozenset({copy.id}))
    assert not [e for e in found.lineage.carried if e.later == copy.id]
    assert not found.lineage.begins


@pytest.mark.slow
def test_the_graph_of_a_statement_is_a_part_of_that_of_the_documents() -> None:
    """So it has no circle either; and each edge of it shows why, on both sides where both are there."""
    drawn = draw(make(21, stories=8))
    whole = {(e.later, e.earlier, e.kind) for e in drawn.whole.derivations}
    texts = {d.id: d.text for d in drawn.press.documents}
    for edge in drawn.lineage.carried:
        assert (edge.later, edge.earlier, edge.kind) in whole
        assert edge.claims
        assert 0 <= edge.score <= 1
        for proof in edge.evidence:
            assert proof.later is not None
            assert (proof.earlier is not None) == (edge.earlier in texts)
            for quote in (proof.later, proof.earlier):
                if quote is not None:
                    place = quote.position
                    assert texts[quote.document][place.start : place.end] == quote.exact
    assert drawn.lineage.derivations == drawn.whole.derivations


def test_order_of_input_changes_nothing() -> None:
    pages = (_page(REPORT, 1), _page(REPORT + INTERVIEW, 2), _page(OTHER_WORDS + REPORT, 3))
    assert len({repr(follow(*order).lineage) for order in permutations(pages)}) == 1


@pytest.mark.slow
def test_of_a_press_with_known_truth_hardly_anything_is_wrongly_independent() -> None:
    """A seed that was looked at; docs/methods/tracing.md has the figures of seeds that were not."""
    drawn = draw(make(31, stories=20))
    outcomes = [each.outcome for each in credit(drawn, drawn.lineage)]
    before = [each.outcome for each in credit(drawn, drawn.whole)]
    assert len(outcomes) > 150
    assert outcomes.count("wrongly independent") <= 0.01 * len(outcomes)
    assert outcomes.count("right") > before.count("right")
    assert outcomes.count("elsewhere") < before.count("elsewhere")
    counted = count(drawn, drawn.lineage)
    assert counted["more"] <= 0.02 * counted.total()
