from __future__ import annotations

from firsthand.model.claim import Claim, Decision, Stance
from firsthand.model.lineage import Derivation, Lineage
from firsthand.weigh.explain import names_of_sources
from weigh.said import claim, code, edge, only, origin, page, weighed

DNA = code("dna")
REPORT = origin("o-report", "A report of an NGO")


def explanation(said: list[Claim], *edges: Derivation) -> str:
    pages = [page(name) for name in ("a", "b", "c")]
    return only(weighed(said, *edges, pages=pages, origins=(REPORT,))).explanation


def test_pages_are_told_by_what_they_rest_on() -> None:
    """Two pages on a report, one on nothing known."""
    said = [claim(name, DNA) for name in ("a", "b", "c")]
    text = explanation(said, edge(page("a"), "o-report"), edge(page("b"), "o-report"))
    assert text == (
        "3 pages, 2 independent origins. 2 pages rest on A report of an NGO; "
        "c names no source of its own. No person has judged any of it yet."
    )


def test_repetition_is_called_by_its_name() -> None:
    """Three pages, one report."""
    said = [claim(name, DNA) for name in ("a", "b", "c")]
    text = explanation(said, *(edge(page(name), "o-report") for name in ("a", "b", "c")))
    assert text.startswith(
        "3 pages, all resting on one origin. 3 pages rest on A report of an NGO."
    )


def test_a_report_that_is_in_the_case_is_shown_as_such() -> None:
    """b copies a."""
    text = explanation([claim("a", DNA), claim("b", DNA)], edge(page("b"), page("a")))
    assert "1 page rests on a, which is in the case itself" in text


def test_hedges_and_ignorance_are_said() -> None:
    """Nobody says it firmly; nobody knows; one of two does."""
    hedged = claim("a", DNA, stance=Stance.HEDGED)
    assert "None of them says it without a hedge" in explanation([hedged])
    unknown = claim("a", DNA, stance=Stance.UNKNOWN)
    assert "They say that it is not known" in explanation([unknown])
    both = explanation([hedged, claim("b", DNA)])
    assert "Of these, 1 says it without a hedge" in both


def test_an_open_lineage_is_said_to_be_open() -> None:
    """a rests on two sources as a whole."""
    text = explanation([claim("a", DNA)], edge(page("a"), "o-report"), edge(page("a"), "o-other"))
    assert "1 page may rest on" in text


def test_many_origins_are_not_all_told() -> None:
    """Nine pages that name nobody."""
    said = [claim(f"page-{n}", DNA) for n in range(9)]
    assert "and 3 more" in only(weighed(said)).explanation


def test_a_source_is_called_by_its_name_and_long_names_are_cut() -> None:
    """Origin, publisher; ninety letters at the most."""
    names = names_of_sources(Lineage(origins=(origin("o-long", "x" * 200),)), [page("a")])
    assert names[page("a").id] == "a"
    assert len(names["o-long"]) == 90


def test_what_people_judged_and_did_not_accept_is_not_called_unjudged() -> None:
    """Two must accept and one did; or a person is unsure."""
    text = explanation([claim("a", DNA, decision=Decision.UNSURE)])
    assert text.endswith("Of what people have judged of it nothing is accepted yet.")
