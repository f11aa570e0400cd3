from __future__ import annotations

import dataclasses

from firsthand.model.claim import Claim
from firsthand.model.document import Document
from firsthand.model.lineage import (
    Beginning,
    Derivation,
    DerivationEvidence,
    EvidenceType,
    Lineage,
    Origin,
)
from firsthand.model.problem import Problem, Severity
from firsthand.model.states import RENDERED
from firsthand.weigh.ancestry import Support, arrange, carriers_of, supports_of
from weigh.said import claim, code, edge, origin, page

DNA = code("dna")


def supports(
    said: list[Claim],
    *edges: Derivation,
    origins: tuple[Origin, ...] = (),
    pages: tuple[Document, ...] = (),
) -> list[tuple[Support, ...]]:
    ancestry = arrange(Lineage(derivations=edges, origins=origins), documents=pages)
    found = supports_of(said, ancestry)
    return [found[each.id] for each in said]


def one(*ids: str) -> tuple[Support, ...]:
    return (Support(ids),)


def test_a_page_without_sources_is_its_own_origin() -> None:
    """page-a, and nothing is known before it."""
    a = claim("page-a", DNA)
    assert supports([a]) == [one(page("page-a").id)]


def test_an_edge_limited_to_a_claim_replaces_those_of_the_whole_page() -> None:
    """
    page-a   as a whole ← o-agency
    page-a   this claim ← o-ministry
    page-a   another claim ← o-witness
    """
    a, b = claim("page-a", DNA), claim("page-a", code("iris"), start=9)
    edges = (edge(page("page-a"), "o-agency"), edge(page("page-a"), "o-ministry", a))
    assert supports([a], *edges) == [one("o-ministry")]
    assert supports([b], *edges) == [one("o-agency")]
    assert supports([b], edge(page("page-a"), "o-witness", a)) == [one(page("page-a").id)]


def test_roots_shown_for_a_claim_each_count() -> None:
    """A report that shows for this claim two roots of its own: a notice and a witness."""
    a = claim("report", DNA)
    shown = (edge(page("report"), "o-notice", a), edge(page("report"), "o-witness", a))
    assert supports([a], *shown) == [(Support({"o-notice"}), Support({"o-witness"}))]


def test_roots_of_a_report_as_a_whole_are_one_support() -> None:
    """Five roots of the report, and nobody says which of them this claim is from."""
    a = claim("page-a", DNA)
    roots = [f"o-root-{n}" for n in range(5)]
    edges = (edge(page("page-a"), "o-report"), *(edge("o-report", root) for root in roots))
    assert supports([a], *edges) == [one(*roots)]


def test_a_limited_edge_between_origins_is_followed_for_its_claim_alone() -> None:
    """
    page-a, page-b   ← o-report
    o-report         ← o-notice, for what page-a says
    """
    a, b = claim("page-a", DNA), claim("page-b", code("iris"))
    edges = (
        edge(page("page-a"), "o-report", a),
        edge(page("page-b"), "o-report", b),
        edge("o-report", "o-notice", a),
    )
    assert supports([a], *edges) == [one("o-notice")]
    assert supports([b], *edges) == [one("o-report")]


def test_where_a_source_had_it_for_one_page_it_may_have_had_it_for_another() -> None:
    """Both pages say the same by the report; for one of them its root is shown."""
    a, b = claim("page-a", DNA), claim("page-b", DNA)
    edges = (
        edge(page("page-a"), "o-report", a),
        edge(page("page-b"), "o-report", b),
        edge("o-report", "o-notice", a),
    )
    assert supports([a, b], *edges) == [one("o-notice"), one("o-notice", "o-report")]


def test_a_copy_of_a_page_that_shows_its_roots_has_the_same_roots() -> None:
    """copy ← report, and the report shows a notice for its own claim."""
    own, copied = claim("report", DNA), claim("copy", DNA)
    edges = (edge(page("report"), "o-notice", own), edge(page("copy"), page("report")))
    assert supports([own, copied], *edges) == [one("o-notice"), one("o-notice")]


def test_of_several_sources_the_one_whose_words_carry_the_claim_is_followed() -> None:
    """page-a attributes the words at 100 to o-ministry and those at 300 to o-witness."""
    a = claim("page-a", DNA, start=100)
    edges = (
        edge(page("page-a"), "o-ministry", type_=EvidenceType.ATTRIBUTION, at=98),
        edge(page("page-a"), "o-witness", type_=EvidenceType.ATTRIBUTION, at=300),
    )
    assert supports([a], *edges) == [one("o-ministry")]


def test_of_several_sources_the_one_named_as_saying_it_is_followed() -> None:
    """ "… said HRW", and Human Rights Watch is also met as HRW."""
    a = claim("page-a", DNA, said_by="HRW")
    edges = (edge(page("page-a"), "o-hrw"), edge(page("page-a"), "o-agency"))
    named = (origin("o-hrw", "Human Rights Watch", "HRW"), origin("o-agency", "An agency"))
    assert supports([a], *edges, origins=named) == [one("o-hrw")]


def test_of_several_pages_before_it_those_that_say_so_are_followed() -> None:
    """page-c draws on page-a, which says it, and page-b, which does not."""
    a, c = claim("page-a", DNA), claim("page-c", DNA)
    edges = (edge(page("page-c"), page("page-a")), edge(page("page-c"), page("page-b")))
    assert supports([a, c], *edges)[1] == one(page("page-a").id)


def test_a_page_that_quotes_a_source_on_other_things_may_know_this_itself() -> None:
    """page-a quotes the ministry at 300; the claim stands at 0, in its own voice."""
    a = claim("page-a", DNA)
    quoted = edge(page("page-a"), "o-ministry", type_=EvidenceType.ATTRIBUTION, at=300)
    assert supports([a], quoted) == [one("o-ministry", page("page-a").id)]
    translated = edge(page("page-a"), page("page-z"), type_=EvidenceType.FIGURE, at=300)
    assert supports([a], translated) == [one(page("page-z").id, page("page-a").id)]
    credited = edge(page("page-a"), "o-ministry", type_=EvidenceType.CREDIT)
    assert supports([a], credited) == [one("o-ministry")]


def test_so_may_a_page_that_quotes_one_and_is_copied_by_another_that_says_more() -> None:
    """copy ← report; the report quotes a researcher at 300; the copy says this, the report does not

    The copy may have had it from the report, and not from whom the report quotes on other things.
    """
    said = claim("copy", DNA)
    edges = (
        edge(page("copy"), page("report")),
        edge(page("report"), "o-researcher", type_=EvidenceType.ATTRIBUTION, at=300),
    )
    assert supports([said], *edges) == [one("o-researcher", page("report").id)]


def test_a_source_by_name_may_be_the_page_it_published() -> None:
    """
    report   by "Human Rights Watch", in the case, says it; a sheet of theirs does not
    paper    "Human Rights Watch said": nobody knows on which of its pages
    """
    said = [claim("report", DNA), claim("paper", DNA)]
    pages = tuple(page(name, publisher="Human Rights Watch") for name in ("report", "sheet"))
    hrw = origin("o-hrw", "Human Rights Watch")
    named = edge(page("paper"), "o-hrw")
    by_name = supports(said, named, origins=(hrw,), pages=pages)
    assert by_name == [one(pages[0].id), one("o-hrw", pages[0].id)]
    rests = edge(page("report"), "o-notice")
    assert supports(said, named, rests, origins=(hrw,), pages=pages)[1] == one("o-hrw", "o-notice")


def test_a_copy_has_a_claim_from_where_the_page_has_its_own() -> None:
    """copy ← report; the report attributes this claim to o-ministry, and another to o-witness."""
    own, copied = claim("report", DNA, start=100), claim("copy", DNA)
    edges = (
        edge(page("copy"), page("report")),
        edge(page("report"), "o-ministry", type_=EvidenceType.ATTRIBUTION, at=98),
        edge(page("report"), "o-witness", type_=EvidenceType.ATTRIBUTION, at=300),
    )
    assert supports([own, copied], *edges) == [one("o-ministry"), one("o-ministry")]


def test_the_same_text_at_two_addresses_is_one_source() -> None:
    """No derivation is known, and the words are the same to the letter."""
    pages = (page("mirror", text="police took blood"), page("paper", text="police took blood"))
    said = [claim(each, DNA) for each in pages]
    first, second = supports(said, pages=pages)
    assert first == second


def test_pages_that_rest_on_each_other_are_one_source() -> None:
    """A circle is an error of the evidence; it is counted once."""
    a, b = claim("page-a", DNA), claim("page-b", DNA)
    circle = (edge(page("page-a"), page("page-b")), edge(page("page-b"), page("page-a")))
    first, second = supports([a, b], *circle)
    assert first == second
    assert len(first) == 1


def test_a_circle_of_limited_edges_ends() -> None:
    """For one claim a ← b, for the other b ← a: neither leads on."""
    a, b = claim("page-a", DNA), claim("page-b", DNA)
    circle = (edge(page("page-a"), page("page-b"), a), edge(page("page-b"), page("page-a"), b))
    assert all(supports([a, b], *circle))


def test_a_long_chain_of_copies_is_climbed_to_its_end() -> None:
    """Three thousand pages, each a copy of the one before."""
    edges = [edge(f"d-{n}", f"d-{n - 1}") for n in range(1, 3_000)]
    a = claim("last", DNA)
    assert supports([a], edge(page("last"), "d-2999"), *edges) == [one("d-0")]


def carried(
    said: list[Claim],
    *edges: Derivation,
    over: tuple[Derivation, ...] = (),
    begins: tuple[tuple[Claim, str], ...] = (),
    pages: tuple[Document, ...] = (),
) -> tuple[list[tuple[Support, ...]], tuple[str, ...]]:
    lineage = Lineage(
        derivations=edges,
        carried=over,
        begins=tuple(Beginning(claim=c.id, document=d, evidence=()) for c, d in begins),
    )
    ancestry = arrange(lineage, documents=pages)
    found = supports_of(said, ancestry)
    return [found[each.id] for each in said], carriers_of(said, ancestry)


def test_of_the_edges_that_carry_a_claim_any_one_may_have_it() -> None:
    """The machine finds two that may: that is one support, not two."""
    a, here = claim("page-a", DNA), page("page-a").id
    whole = (edge(here, "o-one"), edge(here, "o-other"), edge(here, "o-third"))
    found, _ = carried([a], *whole, over=(edge(here, "o-one", a), edge(here, "o-other", a)))
    assert found == [one("o-one", "o-other")]


def test_a_claim_that_begins_at_its_page_has_no_other_origin() -> None:
    """
    page-a  ← o-report as a whole; this claim begins here
    """
    a, here = claim("page-a", DNA), page("page-a").id
    found, carriers = carried([a], edge(here, "o-report"), begins=((a, here),))
    assert found == [one(here)]
    assert carriers == (here,)


def test_a_page_may_repeat_a_report_and_have_the_same_from_an_interview() -> None:
    """
    report  says it        page-a  says it twice: copied, and by interview
    """
    report = claim("report", DNA)
    copied, own = claim("page-a", DNA), claim("page-a", DNA, start=9)
    here, there = page("page-a").id, page("report").id
    found, carriers = carried(
        [report, copied, own],
        edge(here, there),
        over=(edge(here, there, copied),),
        begins=((own, here),),
    )
    assert found == [one(there), one(there), one(here)]
    assert carriers == tuple(sorted((here, there)))


def test_a_copy_of_a_page_has_what_the_page_has() -> None:
    """
    page-a and page-b are the same to the letter; this claim of page-a begins there
    """
    first, second = page("page-a", text="same"), page("page-b", text="same")
    a, b = claim(first, DNA), claim(second, DNA)
    found, _ = carried(
        [a, b],
        edge(second.id, first.id),
        edge(first.id, "o-report"),
        over=(edge(second.id, first.id, b),),
        begins=((a, first.id),),
        pages=(first, second),
    )
    assert found[0] == found[1]
    assert not any("o-report" in support for support in found[0])


def test_a_claim_that_changed_is_followed_by_the_words_it_was_made_of() -> None:
    """
    page-a  17 million  ← o-ministry, not o-agency        page-b, page-c  36 million, from page-a
    """
    b, c = claim("page-b", DNA), claim("page-c", DNA)
    a_id, b_id, c_id = page("page-a").id, page("page-b").id, page("page-c").id
    found, _ = carried(
        [b, c],
        edge(a_id, "o-ministry"), edge(a_id, "o-agency"), edge(b_id, a_id), edge(c_id, a_id),
        over=(edge(b_id, a_id, b), edge(c_id, a_id, c), edge(a_id, "o-ministry", b)),
    )  # fmt: skip
    assert found == [one("o-ministry"), one("o-ministry")]


def test_a_picture_in_common_says_nothing_of_where_words_are_from() -> None:
    """
    page-a quotes page-b on other things, and both show one photograph: its own claim stays its own
    """
    a = claim("page-a", DNA, start=100)
    quoted = edge(page("page-a"), page("page-b"), type_=EvidenceType.FIGURE, at=300)
    pictured = dataclasses.replace(
        quoted,
        evidence=(*quoted.evidence, DerivationEvidence(type=EvidenceType.PICTURE, note="same")),
    )
    assert supports([a], quoted) == [one(page("page-a").id, page("page-b").id)]
    assert supports([a], pictured) == supports([a], quoted)


def test_a_page_and_its_final_state_are_one_origin() -> None:
    """
    page-a   as it came over the wire; its final state, with more words, ← o-agency
    Both say the same: that is one page, and what is known of either is known of it.
    """
    wire = page("page-a")
    note = Problem(severity=Severity.NOTE, code=RENDERED, message="scripts wrote words", where="")
    state = dataclasses.replace(wire, locator="record=9", text="more words", problems=(note,))
    ends = [wire.id, state.id]
    a, b = (_at(claim("page-a", DNA), end) for end in ends)
    alone = supports([a, b], pages=(wire, state))
    assert alone[0] == alone[1]
    (only,) = alone[0]
    assert len(only) == 1
    assert only <= set(ends)
    assert supports([a, b], edge(state, "o-agency"), pages=(wire, state)) == [one("o-agency")] * 2
    other = dataclasses.replace(state, problems=())
    assert supports([a, b], pages=(wire, other)) == [one(wire.id), one(other.id)]


def _at(made: Claim, document: str) -> Claim:
    """The same claim on another document."""
    suggestion = dataclasses.replace(made.suggestion, document=document)
    return dataclasses.replace(made, suggestion=suggestion)
