from __future__ import annotations

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.lineage import (
    Correction,
    Derivation,
    DerivationKind,
    EvidenceType,
    Lineage,
    Origin,
    Ruling,
)
from firsthand.model.moment import Moment
from firsthand.trace.judgement import in_force, way_back, with_corrections, with_judgements
from spoken import page


def edge(later: str, earlier: str) -> Derivation:
    return Derivation(
        later=later, earlier=earlier, kind=DerivationKind.COPY, score=0.9, evidence=()
    )


def origin(key: str, *, seen: bool) -> Origin:
    return Origin(id=key, name=key, seen=seen, documents=())


MACHINE = Lineage(
    derivations=(edge("d-1", "d-2"), edge("d-3", "o-wire")),
    origins=(origin("d-2", seen=True), origin("d-4", seen=True), origin("o-wire", seen=False)),
)


def test_where_an_analyst_described_a_page_the_machine_is_silent() -> None:
    """
    machine: 1 ← 2, 3 ← wire     analyst: 3 ← notice
    """
    told = ((origin("o-notice", seen=False),), (edge("d-3", "o-notice"),))
    found = with_judgements(MACHINE, described=[told])
    assert {(e.later, e.earlier) for e in found.derivations} == {
        ("d-1", "d-2"),
        ("d-3", "o-notice"),
    }
    assert {o.id for o in found.origins} == {"d-2", "d-4", "o-notice"}


def test_without_a_judgement_the_machine_s_lineage_stands() -> None:
    assert with_judgements(MACHINE, described=[]) == MACHINE


ANA = Agent(kind=AgentKind.PERSON, name="Ana")


def ruling(what: Ruling, later: str, earlier: str, **more: object) -> Correction:
    values = {"reason": "the editor told me", "by": ANA, "at": Moment(utc="2030-01-02T03:04:05Z")}
    return Correction(ruling=what, later=later, earlier=earlier, **{**values, **more})  # type: ignore[arg-type]


def corrected(lineage: Lineage, *rulings: Correction) -> Lineage:
    """*lineage* of pages 1 to 4, as ruled; a fifth was not traced."""
    pages = {f"d-{n}": page("words", address=f"https://{n}.example/") for n in range(1, 6)}
    found, left = with_corrections(lineage, corrections=in_force(rulings), documents=pages)
    assert left == ()
    return found


def ends(lineage: Lineage) -> set[tuple[str, str]]:
    return {(e.later, e.earlier) for e in lineage.derivations}


def test_an_edge_that_was_cut_is_kept_apart_with_its_reason() -> None:
    """
    1 ← 2, cut: 1 is a first source now
    """
    found = corrected(MACHINE, ruling(Ruling.CUT, "d-1", "d-2"))
    assert ends(found) == {("d-3", "o-wire")}
    assert [(c.derivation.later, c.correction.reason) for c in found.cut] == [
        ("d-1", "the editor told me")
    ]
    assert {o.id for o in found.origins} == {"d-1", "d-2", "d-4", "o-wire"}
    assert "the editor told me (Ana, 2030" in found.problems[0].message


def test_an_edge_that_was_fixed_stands_with_who_said_so() -> None:
    found = corrected(MACHINE, ruling(Ruling.FIXED, "d-4", "d-1", kind=DerivationKind.COPY))
    (fixed,) = (e for e in found.derivations if e.later == "d-4")
    assert fixed.evidence[0].type is EvidenceType.JUDGEMENT
    assert fixed.evidence[0].note == "the editor told me (Ana, 2030-01-02T03:04:05Z)"
    assert "d-4" not in {o.id for o in found.origins}
    (first,) = (o for o in found.origins if o.id == "d-2")
    assert first.documents == ("d-1", "d-2", "d-4")


def test_a_source_that_only_the_analyst_names_is_an_origin_to_go_and_get() -> None:
    found = corrected(MACHINE, ruling(Ruling.FIXED, "d-2", "o-notice", name="A notice"))
    (notice,) = (o for o in found.origins if o.id == "o-notice")
    assert (notice.name, notice.seen, notice.documents) == ("A notice", False, ("d-1", "d-2"))


def test_the_last_ruling_counts_and_may_be_taken_back() -> None:
    cut, undone = ruling(Ruling.CUT, "d-1", "d-2"), ruling(Ruling.UNDONE, "d-1", "d-2")
    assert corrected(MACHINE, cut, undone) == MACHINE
    assert len(corrected(MACHINE, cut, undone, cut).cut) == 1


def test_a_ruling_whose_edge_is_gone_is_named_and_changes_nothing() -> None:
    """A document was read anew and has another id."""
    for gone in (ruling(Ruling.CUT, "d-8", "d-9"), ruling(Ruling.FIXED, "d-1", "d-9")):
        found = corrected(MACHINE, gone)
        assert ends(found) == ends(MACHINE)
        assert [p.code for p in found.problems] == ["corrected-edge-gone"]


def test_what_the_machine_draws_against_a_fixed_edge_gives_way() -> None:
    """
    fixed: 2 ← 1        drawn since: 1 ← 2
    """
    found = corrected(MACHINE, ruling(Ruling.FIXED, "d-2", "d-1"))
    assert ends(found) == {("d-2", "d-1"), ("d-3", "o-wire")}
    assert [p.code for p in found.problems] == ["edge-gives-way"]


def test_a_ruling_for_a_claim_alone_leaves_the_page_as_it_is() -> None:
    fixed = ruling(Ruling.FIXED, "d-1", "d-4", claims=("c-1",))
    found = corrected(MACHINE, fixed)
    assert ends(found) == ends(MACHINE) | {("d-1", "d-4")}
    assert {e.claims for e in found.derivations if e.earlier == "d-4"} == {("c-1",)}


def test_a_ruling_makes_no_source_of_what_was_not_traced() -> None:
    """d-5 could not be read, or is another state of a page: it is no origin, unless it is ruled to be one"""
    cut = corrected(MACHINE, ruling(Ruling.CUT, "d-1", "d-2"))
    assert {o.id for o in cut.origins} == {"d-1", "d-2", "d-4", "o-wire"}
    fixed = corrected(MACHINE, ruling(Ruling.FIXED, "d-2", "d-5"))
    assert {o.id for o in fixed.origins} == {"d-4", "d-5", "o-wire"}


# A page had it from Reuters, which cites a notice.
CITING = Lineage(
    derivations=(edge("d-1", "o-reuters"), edge("o-reuters", "o-notice")),
    origins=(origin("o-notice", seen=False), origin("o-reuters", seen=False)),
)


def test_a_source_that_cites_another_stays_known_when_no_page_comes_from_it() -> None:
    found = corrected(CITING, ruling(Ruling.CUT, "d-1", "o-reuters"))
    assert ends(found) == {("o-reuters", "o-notice")}
    assert [(o.id, o.first) for o in found.origins if not o.seen] == [
        ("o-notice", True),
        ("o-reuters", False),
    ]
    told = with_judgements(CITING, described=[((origin("d-1", seen=True),), (edge("d-1", "d-2"),))])
    assert {"o-reuters", "o-notice"} <= {o.id for o in told.origins}


def test_a_circle_is_found_over_any_number_of_steps() -> None:
    edges = (edge("d-1", "d-2"), edge("d-2", "d-3"), edge("d-3", "d-4"))
    way = way_back(edges, ruling(Ruling.FIXED, "d-4", "d-1"))
    assert [(e.later, e.earlier) for e in way] == [(e.later, e.earlier) for e in edges]
    assert way_back(edges, ruling(Ruling.FIXED, "d-1", "d-4")) == ()
