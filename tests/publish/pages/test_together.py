from __future__ import annotations

import dataclasses

from firsthand.model.synthesis import (
    P_BOX,
    Assumed,
    Bound,
    ConflictSet,
    Derived,
    Ground,
    Marginal,
    Scenario,
    Swing,
    Synthesis,
    Unanswered,
)
from firsthand.publish.dossier import Dossier
from firsthand.publish.pages.together import between, together
from publish.told import dossier, findings, lookup, site, words_of

MADE = Synthesis(
    bounds=(
        Bound(
            id="b-1",
            question="how many people at least once",
            unit="persons",
            low=18_750_000,
            high=23_650_000,
            low_printed=18_800_000,
            high_printed=23_600_000,
            kind="identified",
            level="bounds",
            low_rests=(Ground(statement="s-persons", said="12,000 persons in 2029"),),
            high_rests=(Ground(statement="", said="who was examined lives there"),),
            marginals=(Marginal(statement="s-persons", said="12,000 persons", low=1, high=None),),
            scenarios=(
                Scenario(name="among 23,600,000", why="nearest", low=1, high=2, used=True),
                Scenario(name="among 3", why="fewer lived there", low=None, high=None),
            ),
            disputed=True,
        ),
    ),
    conflicts=(
        ConflictSet(
            id="k-1",
            statements=("s-persons", "s-samples"),
            said=("12,000 persons", "over 90 percent of the residents"),
            given=("who was examined lives there",),
            proved=True,
            note="12,000 as over 90 percent implies at most 13,333 residents",
        ),
    ),
    conflicts_all=False,
    conflicts_known_to=2,
    refused=(Unanswered(question="how many specimens", refused=("exams are never specimens",)),),
    derived=(
        Derived(
            id="r-1",
            question="how many specimens were taken",
            unit="specimens",
            kind=P_BOX,
            level="0.9",
            low=10,
            high=20,
            middle=(12, 18),
            box_low=9,
            box_high=None,
            hard_low=0,
            hard_high=None,
            assumptions=(
                Assumed(id="a", name="specimens each", who="A. Example", when="2030", why="asked", said="1 to 2"),
            ),
            swings=(Swing(assumption="specimens each", low=1_000, high=2_000),),
            draws=1_000,
            seed=7,
            outside=5,
            scenarios=(Scenario(name="one each", why="least", low=10, high=None),),
        ),
    ),
)  # fmt: skip


def told(made: Synthesis = MADE) -> Dossier:
    return dossier(findings=dataclasses.replace(findings(), synthesis=made))


def test_a_bound_is_shown_with_what_it_rests_on_and_what_each_statement_adds() -> None:
    words = words_of(site(told())["scale.html"])
    assert "How many people at least once ? 18,750,000 to 23,650,000 persons" in words
    assert "18,800,000 to 23,600,000 if every figure is taken at face value" in words
    assert "The ends hold whichever of them is given up" in words
    assert "12,000 persons in 2029" in words
    assert "12,000 persons 1 open" in words
    assert "among 23,600,000 used 1 2 nearest" in words
    assert "among 3 no number fewer lived there" in words


def test_statements_that_cannot_all_be_true_lead_to_their_pages() -> None:
    page = site(told())["scale.html"]
    words = words_of(page)
    assert "12,000 persons , and over 90 percent of the residents" in words
    assert "implies at most 13,333 residents" in words
    assert "This holds given that who was examined lives there" in words
    assert "Nobody entered them into the record of the case." in words
    assert (
        "There may be more such sets than were found; all of at most 2 statements are here."
        in words
    )
    part = page.split('id="clashes"')[1].split("</ul>")[0]
    assert 'href="statements/s-persons.html"' in part
    assert 'href="statements/s-samples.html"' in part


def test_a_number_under_assumptions_names_their_author_and_reason() -> None:
    words = words_of(site(told())["scale.html"])
    assert "How many specimens were taken ? 10 to 20 specimens" in words
    assert "the middle 0.9 of 1,000 draws, seed 7; 9 or more whatever the dependence" in words
    assert "Assumed by A. Example , 2030, because asked" in words
    assert "specimens each 1,000 2,000" in words
    assert "one each 10 open least" in words
    assert "5 draws that the counts rule out are left out" in words
    assert "Refused: How many specimens ? exams are never specimens" in words


def test_a_case_without_counts_shows_none_of_it() -> None:
    assert 'id="together"' not in site(told(Synthesis()))["scale.html"]


def test_a_name_that_is_withheld_is_in_no_assumption() -> None:
    """The author's."""
    page = site(told(), withheld=["A. Example"])["scale.html"]
    assert "A. Example" not in page
    assert "specimens each" in page


def test_many_conflicts_are_counted_and_not_all_printed() -> None:
    """25 of them: 20 and 5."""
    many = tuple(dataclasses.replace(MADE.conflicts[0], id=f"k-{n}") for n in range(25))
    made = together(lookup(told(dataclasses.replace(MADE, conflicts=many))))
    assert (len(made.clashes), made.more_clashes) == (20, 5)


def test_ends_in_words() -> None:
    assert between(None, None) == "any number"
    assert between(None, 3) == "0 to 3"
    assert between(3, None) == "3 or more"
