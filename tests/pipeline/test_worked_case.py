from __future__ import annotations

import csv
import functools
import io
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from firsthand.model.claim import AgeRange, Claim, Coded, Counts, Element, Quantity
from firsthand.model.finding import Estimate, Findings, Refusal, Standing, Statement
from firsthand.model.record import Coded as CodedBody
from firsthand.model.record import Denominators, Described
from firsthand.model.synthesis import Synthesis
from firsthand.pipeline.worked_case import MARK, manifest, record_bodies, worked_case
from pipeline.worked import documents_of
from pipeline.worked import weighed as weigh_it

SHARED = Path(__file__).parents[3] / "shared/data"
CASE = worked_case()


@functools.cache
def weighed() -> tuple[Findings, list[Claim], Described]:
    return weigh_it()


def statement(element: Element, **said: object) -> Statement:
    """The one statement of that element with these words in its value."""
    found = [
        s
        for s in weighed()[0].statements
        if s.element is element and all(getattr(s.value, k) == v for k, v in said.items())
    ]
    (only,) = found
    return only


def test_every_page_with_statements_has_a_note_of_our_own() -> None:
    """72 pages, 272 statements; the first line says whose words these are."""
    assert len(CASE.notes) == 72
    assert len(CASE.cards) == 272
    assert len({note.manifest.address for note in CASE.notes}) == 72
    for note in CASE.notes:
        assert note.data.decode("utf-8").startswith(MARK + "\n\n")


def test_the_manifest_names_address_publisher_date_and_language_of_each_note() -> None:
    """The language is that of the note; the page's own is in the table of sources."""
    rows = list(csv.DictReader(io.StringIO(manifest(CASE).decode("utf-8"))))
    assert len(rows) == 72
    assert set(rows[0]) == {"file", "address", "publisher", "published", "language"}
    assert {row["language"] for row in rows} == {"en"}
    assert next(s for s in CASE.sources if s.id == "hrw-fr").language == "fr"


def test_every_statement_is_quoted_exactly_and_entered_once() -> None:
    """The quotation is the paragraph of the note."""
    documents = {d.id: d for d in documents_of(CASE)}
    outcome = record_bodies(CASE, list(documents.values()))
    assert outcome.problems == ()
    codings = [body for body in outcome.values if isinstance(body, CodedBody)]
    suggestions = [s for body in codings for s in body.suggestions]
    assert len(codings) == 72
    assert len({s.id for s in suggestions}) == 272
    for each in suggestions:
        at = each.quotation.position
        assert documents[each.document].text[at.start : at.end] == each.quotation.exact


def test_the_lineage_has_no_circle_and_names_what_is_not_in_the_case() -> None:
    """84 sources, of which one is a page of the case."""
    described = weighed()[2]
    graph: dict[str, set[str]] = {}
    for edge in described.derivations:
        graph.setdefault(edge.later, set()).add(edge.earlier)
    assert list(TopologicalSorter(graph).static_order())
    assert len(described.origins) == 84
    assert [o.name[:15] for o in described.origins if o.seen] == ["HRW IJOP report"]
    assert len(described.drifts) == 27
    ids = {edge.id for edge in described.derivations}
    assert {drift.derivation for drift in described.drifts} <= ids


def test_ten_pages_give_the_ages_and_all_have_them_from_one_document() -> None:
    """12 to 65: the guideline."""
    ages = next(
        s
        for s in weighed()[0].statements
        if s.value == AgeRange(age_years_min=12, age_years_max=65)
    )
    assert (len(ages.documents), ages.independent_origins) == (10, 1)
    assert ages.origins == ("o-guideline",)
    assert ages.standing is Standing.SINGLE_ORIGIN


def test_many_pages_say_dna_and_few_knew() -> None:
    """Guidelines, the notice of Ili, a former prisoner, HRW in May, an app seen by the NYT."""
    dna = statement(Element.MODALITY, code="dna")
    assert (len(dna.documents), dna.independent_origins) == (14, 5)
    assert dna.standing is Standing.CORROBORATED


def test_officially_voluntary_is_contested() -> None:
    """The guideline says so; a resident, police and others say that people had to."""
    assert statement(Element.COMPULSION, code="voluntary").standing is Standing.CONTESTED
    mandatory = statement(Element.COMPULSION, code="mandatory")
    assert mandatory.independent_origins == 5


def test_whether_people_were_told_is_said_to_be_unknown_and_supports_nothing() -> None:
    """Six pages repeat that it is unclear."""
    unclear = statement(Element.CONSENT, code="unknown")
    assert (len(unclear.documents), unclear.standing) == (6, Standing.UNSUPPORTED)


def estimates() -> tuple[Estimate | Refusal, ...]:
    return weighed()[0].estimates


def test_people_examined_lie_between_the_larger_round_and_the_population() -> None:
    """17.5 and 18.8 million in two rounds; residents of the year nearest to them: 2015."""
    (two_rounds,) = (
        e for e in estimates() if isinstance(e, Estimate) and "36,000,000 adds up" in e.question
    )
    assert (two_rounds.low, two_rounds.high) == (18_800_000, 23_600_000)
    assert any("23,600,000 in Xinjiang (2015" in a for a in two_rounds.assumptions)
    assert "the figures rest on 1 independent origin" in two_rounds.assumptions


def test_thirty_six_million_is_two_rounds_added() -> None:
    """And larger than the population: no number of people."""
    (refusal,) = (e for e in estimates() if isinstance(e, Refusal) and "36,000,000" in e.question)
    assert refusal.refused[0] == (
        "36 million is 17.5 + 18.8 million added and larger than the population"
    )


def test_nobody_counts_specimens() -> None:
    """Exams are never specimens."""
    (refusal,) = (
        e
        for e in estimates()
        if isinstance(e, Refusal) and "DNA specimen in Xinjiang" in e.question
    )
    assert refusal.refused[0].startswith("exams are never specimens")
    assert "no page gives a firm count of specimens" in refusal.refused


def test_one_figure_counts_people_here_and_samples_there() -> None:
    """36 million: the unit changed on the way."""
    findings = weighed()[0]
    values = {s.id: s.value for s in findings.statements}
    units = {
        frozenset(v.counts for v in (values[c.one], values[c.other]) if isinstance(v, Quantity))
        for c in findings.contradictions
        if c.kind == "unit" and "36,000,000" in c.note
    }
    assert units == {frozenset({Counts.PERSONS, Counts.SAMPLES})}


def test_shares_are_percentages() -> None:
    """The table writes fractions; a quantity is in percent."""
    shares = {
        s.value.low
        for s in weighed()[0].statements
        if isinstance(s.value, Quantity) and s.value.unit == "share"
    }
    assert shares == {3, 90, 100}


def test_the_order_of_the_documents_changes_nothing() -> None:
    """Backwards, and by their digests."""
    documents = documents_of(CASE)
    entered = record_bodies(CASE, documents)
    assert record_bodies(CASE, documents[::-1]) == entered
    assert record_bodies(CASE, sorted(documents, key=lambda d: d.id)) == entered


def test_a_note_that_was_not_read_is_a_problem_and_the_rest_is_entered() -> None:
    """One note is missing, another lost its text."""
    documents = documents_of(CASE)
    spoilt = type(documents[1])(
        capture=documents[1].capture,
        locator="",
        address=documents[1].address,
        media_type="text/plain",
        state=documents[1].state,
        text=MARK,
    )
    outcome = record_bodies(CASE, [spoilt, *documents[2:]])
    assert {p.code for p in outcome.problems} == {"note-not-read", "statement-not-found"}
    assert sum(isinstance(b, CodedBody) for b in outcome.values) == 71
    assert isinstance(outcome.values[-1], Denominators)


def test_notes_are_found_by_file_name_where_the_address_is_a_path() -> None:
    """As when a folder is preserved without its manifest."""
    documents = [
        type(d)(
            capture=d.capture,
            locator="",
            address=f"/somewhere/{note.file}",
            media_type="text/plain",
            state=d.state,
            text=d.text,
        )
        for d, note in zip(documents_of(CASE), CASE.notes, strict=True)
    ]
    assert record_bodies(CASE, documents).problems == ()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the tables beside the checkout are absent")
@pytest.mark.parametrize("name", ["cards", "sources", "origins", "denominators", "norms"])
def test_our_tables_are_those_that_were_given(name: str) -> None:
    """To the byte."""
    ours = Path(__file__).parents[2] / "src/firsthand/pipeline/cases/xinjiang" / f"{name}.csv"
    assert ours.read_bytes() == (SHARED / f"{name}.csv").read_bytes()


def test_codes_are_kept_as_codes() -> None:
    """A modality is one of the element's codes."""
    values = {card.value for card in CASE.cards if card.element is Element.MODALITY}
    assert all(isinstance(value, Coded) for value in values)


def synthesis() -> Synthesis:
    return weighed()[0].synthesis


def test_over_90_percent_of_the_residents_cannot_be_true_with_what_is_printed_of_them() -> None:
    """17.5 million as over 90 percent are at most 19.44 million; 23.6 million are printed."""
    (conflict,) = (c for c in synthesis().conflicts if any("23,600,000" in each for each in c.said))
    assert len(conflict.said) == 3
    assert conflict.note == (
        "17,500,000 as over 90 percent of the residents implies at most 19,444,444 residents"
    )
    assert conflict.proved


def test_the_bounds_of_two_rounds_hold_whichever_of_those_is_given_up() -> None:
    """18.8 to 23.6 million at face value; as wide as the digits are printed, 18.75 to 23.65."""
    (two,) = (b for b in synthesis().bounds if "36,000,000 adds up" in b.question)
    assert (two.low_printed, two.high_printed) == (18_800_000, 23_600_000)
    assert (two.low, two.high, two.disputed) == (18_750_000, 23_650_000, True)
    used = [s.name for s in two.scenarios if s.used]
    assert [name.startswith("among 23,600,000 in Xinjiang (2015") for name in used] == [True]


def test_people_aged_12_to_65_are_as_many_as_the_bands_allow() -> None:
    """15-64 wholly, 0-14 and 65 and over in part, census of 2010."""
    (ages,) = (b for b in synthesis().bounds if "aged 12 to 65" in b.question)
    assert (ages.low, ages.high) == (15_932_420, 21_813_334)


def test_the_whole_population_is_a_percentage_without_a_base() -> None:
    """ "The data of the whole population": of whom, nobody says."""
    assert "how many people the 100 percent are" in {each.question for each in synthesis().refused}
