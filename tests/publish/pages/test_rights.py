from __future__ import annotations

from firsthand.model.custody import Agent, AgentKind
from firsthand.model.moment import Moment
from firsthand.model.rights import Mark, MarkWord, Worksheets
from firsthand.weigh.rights.listed import norms
from firsthand.weigh.rights.worksheets import fill
from publish.told import MANDATORY, dossier, findings, site, words_of

MARK = Mark(
    test="consent",
    question="free",
    word=MarkWord.NOT_MET,
    statements=("s-before",),
    claims=(MANDATORY[0].id,),
    reason="Zoe was told so",
    by=Agent(kind=AgentKind.PERSON, name="Ana"),
    at=Moment(utc="2030-01-02T00:00:00Z"),
)
SHEETS: Worksheets = fill(findings().statements, marks=(MARK,), scopes=())
TOLD = dossier(worksheets=SHEETS)


def test_each_test_shows_elements_norms_and_marks_and_no_verdict() -> None:
    page = site(TOLD)["rights.html"]
    words = words_of(page)
    assert "No verdict is drawn" in words
    assert "Consent : 1 of 3 elements marked" in words
    assert "not met , Ana on 2030-01-02: Zoe was told so" in words
    assert "not known" in words
    assert page.count("<section id=") == 11


def test_a_mark_leads_to_the_statement_that_has_its_claims_now() -> None:
    assert 'href="statements/s-mandatory.html"' in site(TOLD)["rights.html"]


def test_a_name_in_a_mark_is_withheld_and_a_case_without_worksheets_has_no_page() -> None:
    assert "Zoe" not in site(TOLD, withheld=["Zoe"])["rights.html"]
    assert "rights.html" not in site()


def test_every_norm_is_listed_once_with_the_tests_it_serves_and_whether_its_text_was_seen() -> None:
    """Nineteen; three of them must be looked up."""
    listed = site(TOLD)["rights.html"].split('id="norms"')[1]
    assert listed.count('<tr><th scope="row">') == len(norms()) == 19
    unseen = sum(not norm.text_seen for norm in norms())
    assert listed.count("✗ <strong>no</strong>") == unseen > 0
    assert "That one was broken is not said here" in words_of(listed)
