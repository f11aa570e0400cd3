from __future__ import annotations

from firsthand.model.claim import Coded, Element
from firsthand.model.finding import Findings
from publish.told import claim, dossier, site, statement, words_of
from spoken import page


def test_why_so_many_origins_is_told_and_which_pages_lead_back() -> None:
    words = words_of(site()["statements/s-dna.html"])
    assert "Why 1 independent origin 2 claims rest on 1" in words
    assert "A guideline not in the case no: to go and get" in words
    assert "Example Watch , 2030-01-01 The Example Daily , 2030-01-02" in words


def test_a_contradiction_shows_both_quotes_side_by_side() -> None:
    page = site()["statements/s-mandatory.html"]
    assert page.count("<mark>mandatory</mark>") == 4
    assert page.count("<mark>voluntary</mark>") == 1
    assert "They differ in value: mandatory against voluntary" in words_of(page)


def test_what_changed_shows_before_and_after() -> None:
    words = words_of(site()["statements/s-dna.html"])
    assert "DNA from 12,000 people → DNA from everybody" in words


def test_many_quotes_are_on_numbered_pages() -> None:
    documents = tuple(page(f"DNA {n}", address=f"https://a.example/{n}") for n in range(230))
    claims = tuple(claim(d, Element.MODALITY, Coded(code="dna", text=""), "DNA") for d in documents)
    findings = Findings(statements=(statement("many", claims, ["o-guideline"]),))
    pages = site(dossier(documents=documents, claims=claims, findings=findings, drifts=()))
    found = [pages[f"statements/s-many{part}.html"].count("<mark>") for part in ("", "-2", "-3")]
    assert found == [100, 100, 30]
    assert "101 to 200 of 230" in words_of(pages["statements/s-many-2.html"])
