from __future__ import annotations

from firsthand.model.claim import Element, Maker, MakerKind, Stance, Suggestion, Words
from firsthand.model.document import Quotation, TextPosition
from firsthand.model.lineage import DerivationKind, DriftKind, EvidenceType
from firsthand.model.record import Described
from firsthand.pipeline.worked_lineage import describe
from firsthand.pipeline.worked_table import Card, OriginRow, SourceRow


def card(
    id_: str,
    source: str,
    derived_from: str,
    first: str,
    *,
    drift: tuple[DriftKind, str, str] | None = None,
) -> Card:
    return Card(
        id=id_,
        source=source,
        element=Element.TOOL,
        statement="Police use an app.",
        value=Words(text="an app"),
        stance=Stance.ASSERTED,
        said_by="",
        derived_from=derived_from,
        kind=DerivationKind.COPY,
        drift=drift,
        first_source=first,
    )


def source(id_: str, *parents: tuple[str, str]) -> SourceRow:
    return SourceRow(
        id=id_, address="", publisher="", title="", published="", language="en", parents=parents
    )


def origin(id_: str, *parents: str) -> OriginRow:
    return OriginRow(id=id_, name=id_, kind="news", date="2017", note="", parents=parents)


def suggestion(each: Card) -> Suggestion:
    document = f"d-{each.source}"
    return Suggestion(
        document=document,
        element=each.element,
        value=each.value,
        quotation=Quotation(
            document=document, exact="words", position=TextPosition(start=0, end=5)
        ),
        said_by=each.id,
        stance=each.stance,
        maker=Maker(kind=MakerKind.PERSON, name="worked case", version="1"),
    )


def described(cards: list[Card], sources: list[SourceRow], *origins: OriginRow) -> Described:
    return describe(
        cards,
        sources=sources,
        origins=origins,
        documents={s.id: f"d-{s.id}" for s in sources},
        suggestions={c.id: suggestion(c) for c in cards},
    )


def edges(found: Described, *, limited: bool) -> set[tuple[str, str]]:
    return {(d.later, d.earlier) for d in found.derivations if bool(d.claims) is limited}


def test_a_statement_is_led_to_where_it_began_over_what_rests_on_what() -> None:
    """page ← o-wire ← o-report ← o-notice, where the statement began."""
    found = described(
        [card("c1", "page", "o-wire", "o-notice")],
        [source("page", ("o-wire", "credit line"))],
        origin("o-wire", "o-report"),
        origin("o-report", "o-notice", "o-witness"),
        origin("o-notice"),
    )
    assert edges(found, limited=True) == {
        ("d-page", "o-wire"),
        ("o-wire", "o-report"),
        ("o-report", "o-notice"),
    }


def test_a_first_source_that_nothing_leads_to_is_reached_at_once() -> None:
    """The analyst knows, and the tables do not say by which way."""
    found = described(
        [card("c1", "page", "o-wire", "o-notice"), card("c2", "page", "", "o-letter")],
        [source("page")],
        origin("o-wire"),
    )
    assert edges(found, limited=True) == {
        ("d-page", "o-wire"),
        ("o-wire", "o-notice"),
        ("d-page", "o-letter"),
    }


def test_a_statement_that_began_on_its_page_has_no_edge() -> None:
    """A page's own analysis."""
    found = described(
        [card("c1", "page", "", "page"), card("c2", "page", "", "")], [source("page")]
    )
    assert found.derivations == ()


def test_what_a_page_rests_on_as_a_whole_shows_its_basis() -> None:
    """A credit line, a name in the text, an inference."""
    bases = [("o-a", "credit line"), ("o-b", "visible text"), ("o-c", "inferred")]
    found = described([], [source("page", *bases)])
    types = {d.earlier: d.evidence[0].type for d in found.derivations}
    assert types == {
        "o-a": EvidenceType.CREDIT,
        "o-b": EvidenceType.ATTRIBUTION,
        "o-c": EvidenceType.JUDGEMENT,
    }


def test_an_origin_at_which_a_statement_ends_leads_no_further_as_a_whole() -> None:
    """o-report says one thing itself; o-wire says nothing of its own."""
    found = described(
        [card("c1", "page", "o-report", "o-report")],
        [source("page")],
        origin("o-report", "o-notice"),
        origin("o-wire", "o-report"),
    )
    assert edges(found, limited=False) == {("o-wire", "o-report")}


def test_origins_list_the_pages_that_rest_on_them() -> None:
    """However far down; one that is a page of the case goes by that page."""
    found = described(
        [],
        [
            source("page", ("copied", "inferred")),
            source("copied", ("o-report", "inferred")),
            source("hrw-ijop"),
        ],
        origin("o-report"),
        origin("o-hrw-201905", "o-report"),
    )
    by_id = {o.id: o for o in found.origins}
    assert by_id["o-report"].documents == ("d-copied", "d-hrw-ijop", "d-page")
    assert by_id["d-hrw-ijop"].seen
    assert not by_id["d-hrw-ijop"].first
    assert not by_id["o-report"].seen


def test_a_drift_stands_at_the_edge_of_its_statement() -> None:
    """Check-ups became people between the wire and the page."""
    drifted = card("c1", "page", "o-wire", "o-wire", drift=(DriftKind.UNIT, "check-ups", "people"))
    found = described([drifted], [source("page")], origin("o-wire"))
    (drift,) = found.drifts
    assert (drift.before, drift.after, drift.kind) == ("check-ups", "people", DriftKind.UNIT)
    assert drift.derivation == found.derivations[0].id
    assert drift.later == suggestion(drifted).quotation
