from __future__ import annotations

import dataclasses

from firsthand.model.check import Check, CheckedFigure, CheckKind, CheckResult
from firsthand.publish.pages.arithmetic import checks_of
from publish.told import PERSONS, dossier, findings, lookup, site, words_of

CHECK = Check(
    kind=CheckKind.POPULATION,
    result=CheckResult.FAILS,
    about="can 12,000 persons be people who live there",
    note="12,000 is larger than every population known of the place, by 2,000",
    figures=(
        CheckedFigure(words="12,000 persons", low=12_000, high=12_000, claims=(PERSONS[0].id,)),
        CheckedFigure(
            words="10,000 people live in Exampleville",
            low=10_000,
            high=10_000,
            address="https://census.example/",
        ),
    ),
    statements=("s-persons",),
)
CHECKED = dossier(findings=dataclasses.replace(findings(), checks=(CHECK,)))


def test_a_check_is_shown_with_its_figures_and_the_way_to_each() -> None:
    page = site(CHECKED)["arithmetic.html"]
    words = words_of(page)
    assert "does not agree Can 12,000 persons be people who live there?" in words
    assert "Rounds that were added together: 0 checks, nothing in the case to try" in words
    assert 'href="statements/s-persons.html"' in page
    assert 'href="https://census.example/"' in page


def test_the_page_of_a_statement_shows_its_own_checks_and_no_others() -> None:
    pages = site(CHECKED)
    assert "Whether its figure agrees with others" in pages["statements/s-persons.html"]
    assert "Whether its figure agrees" not in pages["statements/s-samples.html"]
    assert [view.id for view in checks_of("s-persons", lookup(CHECKED))] == [CHECK.id]


def test_a_name_in_a_check_is_withheld_like_any_other() -> None:
    page = site(CHECKED, withheld=["Exampleville"])["arithmetic.html"]
    assert "Exampleville" not in page
