from __future__ import annotations

from fractions import Fraction

from firsthand.weigh.synthesis.cells import (
    UNIT_OF,
    Category,
    Cell,
    Constraint,
    Unit,
    at_most,
    exact,
    make_system,
    on,
)
from weigh.synthesis.systems_drawn import cell, said

EXAMINED, EXAMS = cell("a"), cell("a", Category.EXAMS)


def code(*claims: Constraint) -> list[str]:
    return [problem.code for problem in make_system(claims, ()).problems]


def test_every_category_has_one_unit() -> None:
    """People are people, whatever was done to them; exams, specimens and kits are not."""
    assert set(UNIT_OF) == set(Category)
    assert EXAMINED.unit is Unit.PERSONS
    assert EXAMS.unit is Unit.EXAMS


def test_exams_are_never_persons() -> None:
    """A claim that adds the two, or says that they are equal."""
    assert code(said("a", (1, EXAMINED), (-1, EXAMS), low=0, high=0)) == ["units-differ"]


def test_a_relation_may_tie_two_units_and_has_a_name() -> None:
    """Each person examined stands behind one exam at least."""
    tie = at_most(EXAMINED, EXAMS, id_="one-exam-each", said="whoever was examined had an exam")
    made = make_system([], [tie])
    assert made.problems == ()
    assert made.values[0].relations[0].said == "whoever was examined had an exam"


def test_what_cannot_be_a_count_is_a_problem_and_no_claim() -> None:
    """A negative count, an end before its beginning, a claim on nothing."""
    assert code(on(EXAMINED, None, -3, id_="a", said="minus three")) == ["negative-count"]
    assert code(on(EXAMINED, 5, 3, id_="a", said="5 to 3")) == ["empty-interval"]
    assert code(said("a", (1, EXAMINED), (-1, EXAMINED), low=1)) == ["no-unknown"]
    sound = on(EXAMINED, 3, 5, id_="b", said="3 to 5")
    outcome = make_system([on(EXAMINED, 5, 3, id_="a", said="5 to 3"), sound], ())
    assert outcome.values[0].claims == (sound,)


def test_what_is_said_twice_enters_once_under_all_its_names() -> None:
    """Two pages with one figure."""
    made = make_system(
        [on(EXAMINED, 3, 5, id_="b", said="b"), on(EXAMINED, 3, 5, id_="a", said="a")], ()
    )
    (claim,) = made.values[0].claims
    assert claim.ids == ("a", "b")


def test_a_number_is_what_is_written() -> None:
    """0.9 is nine tenths, and nothing is nothing."""
    assert exact(0.9) == Fraction(9, 10)
    assert exact(3) == 3
    assert exact(None) is None
    assert exact(Fraction(1, 3)) == Fraction(1, 3)


def test_cells_are_in_order_of_place_category_and_period() -> None:
    """So that no input order shows."""
    later = Cell(place="a", period="2018", category=Category.EXAMINED)
    made = make_system(
        [on(later, 1, 2, id_="x", said=""), on(EXAMINED, 1, 2, id_="y", said="")], ()
    )
    assert made.values[0].cells == (EXAMINED, later)
