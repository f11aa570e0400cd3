from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.claim import Claim, Decision, Element, Stance
from firsthand.model.document import Document
from firsthand.model.finding import Estimate, Standing
from firsthand.model.lineage import Derivation
from weigh.said import claim, code, edge, only, origin, page, people, population, weighed

DNA = code("dna")


def test_a_page_that_repeats_a_report_is_not_a_second_source() -> None:
    """
    report   "DNA is taken"
    copy-1   "DNA is taken"   ← report
    copy-2   "DNA is taken"   ← copy-1
    """
    report, first, second = page("report"), page("copy-1"), page("copy-2")
    said = [claim(each, DNA) for each in (report, first, second)]
    statement = only(weighed(said, edge(first, report), edge(second, first)))
    assert statement.independent_origins == 1
    assert statement.origins == (report.id,)
    assert statement.standing is Standing.SINGLE_ORIGIN
    assert len(statement.documents) == 3


def test_two_pages_that_rest_on_nothing_known_are_two_origins() -> None:
    """Ministry and witness say the same, and neither has it from the other."""
    said = [claim("ministry", DNA), claim("witness", DNA)]
    statement = only(weighed(said))
    assert (statement.independent_origins, statement.standing) == (2, Standing.CORROBORATED)


def test_rejected_claims_are_not_weighed_and_accepted_ones_are_counted() -> None:
    """
    page-a  accepted by a person
    page-b  not judged
    page-c  rejected: the machine misread it
    """
    said = [
        claim("page-a", DNA, decision=Decision.ACCEPTED),
        claim("page-b", DNA),
        claim("page-c", DNA, decision=Decision.REJECTED),
    ]
    statement = only(weighed(said))
    assert len(statement.claims) == 2
    assert statement.judged_count == 1
    assert "accepted 1 of 2 claims" in statement.explanation


def test_a_statement_names_what_contradicts_it_and_both_stay_open() -> None:
    """
    officials  "taking part is voluntary"
    resident   "we had to go"
    """
    said = [
        claim("officials", code("voluntary"), element=Element.COMPULSION),
        claim("resident", code("mandatory"), element=Element.COMPULSION),
    ]
    findings = weighed(said)
    one, other = findings.statements
    assert one.contradicts == (other.id,)
    assert other.contradicts == (one.id,)
    assert {one.standing, other.standing} == {Standing.CONTESTED}
    assert findings.contradictions[0].kind == "value"


def test_a_denial_is_a_statement_of_its_own_and_contests_what_it_denies() -> None:
    """
    report    "DNA is taken"
    ministry  "no DNA is taken"
    """
    said = [claim("report", DNA), claim("ministry", DNA, stance=Stance.DENIED)]
    findings = weighed(said)
    assert {s.stance for s in findings.statements} == {Stance.ASSERTED, Stance.DENIED}
    assert {s.standing for s in findings.statements} == {Standing.CONTESTED}
    assert [c.kind for c in findings.contradictions] == ["stance"]


def test_every_count_is_in_the_ledger_and_leads_to_an_estimate() -> None:
    """One round of 18.8 million people in a region of 23.6 million."""
    said = [claim("agency", people(18_800_000, place="650000", period="2017"))]
    findings = weighed(said, populations=(population(23_600_000),))
    assert len(findings.ledger) == 1
    (estimate,) = (e for e in findings.estimates if isinstance(e, Estimate))
    assert (estimate.low, estimate.high) == (18_800_000, 18_800_000)
    assert estimate.inputs == (said[0].id,)


def test_nothing_comes_of_nothing() -> None:
    """No claims, no findings."""
    assert weighed([]).statements == ()


NAMES = ("a", "b", "c", "d", "e", "f")
PAGES = {name: page(name) for name in NAMES}


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Claim], list[Derivation]]:
    """Claims on up to six pages, and a lineage whose edges lead to earlier letters or origins."""
    said = [
        claim(PAGES[name], code(draw(st.sampled_from(["dna", "iris"]))), start=start)
        for name in NAMES
        for start in range(draw(st.integers(0, 2)))
    ]
    edges = []
    for index, name in enumerate(NAMES):
        sources: list[Document | str] = [*(PAGES[n] for n in NAMES[:index]), "o-one", "o-two"]
        for source in draw(st.lists(st.sampled_from(sources), max_size=3, unique_by=str)):
            own = [c for c in said if c.suggestion.document == PAGES[name].id]
            limited = bool(own) and draw(st.booleans())
            edges.append(
                edge(PAGES[name], source, *([draw(st.sampled_from(own))] if limited else []))
            )
    return said, edges


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_nothing(
    case: tuple[list[Claim], list[Derivation]], shuffler: object
) -> None:
    """The same claims and edges, shuffled."""
    said, edges = case
    again, edges_again = said[:], edges[:]
    shuffler.shuffle(again)  # type: ignore[attr-defined]
    shuffler.shuffle(edges_again)  # type: ignore[attr-defined]
    origins = (origin("o-one", "One"), origin("o-two", "Two"))
    pages = list(PAGES.values())
    expected = weighed(said, *edges, pages=pages, origins=origins)
    assert expected == weighed(again, *edges_again, pages=pages[::-1], origins=origins[::-1])


@given(cases(), st.sampled_from(NAMES))
def test_a_copy_changes_no_count_of_origins(
    case: tuple[list[Claim], list[Derivation]], copied: str
) -> None:
    """A new page that says what an old one says, and is known to come from it."""
    said, edges = case
    copy = page("copy")
    more = [
        claim(copy, c.suggestion.value, start=c.suggestion.quotation.position.start)
        for c in said
        if c.suggestion.document == PAGES[copied].id
    ]
    before = weighed(said, *edges)
    after = weighed([*said, *more], *edges, edge(copy, PAGES[copied]))
    counts = {s.id: s.independent_origins for s in before.statements}
    assert {s.id: s.independent_origins for s in after.statements} == counts


@given(cases(), st.sampled_from(NAMES[1:]), st.data())
def test_more_derivations_of_whole_pages_never_raise_the_count(
    case: tuple[list[Claim], list[Derivation]], later: str, data: st.DataObject
) -> None:
    """Where edges are not limited to claims, another one is another way to have heard of it."""
    said, edges = case
    edges = [e for e in edges if not e.claims]
    earlier = data.draw(st.sampled_from(NAMES[: NAMES.index(later)]))
    before = weighed(said, *edges)
    after = weighed(said, *edges, edge(PAGES[later], PAGES[earlier]))
    for old, new in zip(before.statements, after.statements, strict=True):
        assert new.independent_origins <= old.independent_origins
