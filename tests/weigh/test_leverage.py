from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.claim import Claim, Decision, Element, Stance
from firsthand.model.finding import Population, Standing
from firsthand.model.lineage import Derivation, Lineage
from firsthand.weigh.leverage import (
    EVEN,
    WHOLE_CLAIMS_MAX,
    Lever,
    doubt_of,
    find_levers,
    why,
)
from weigh.said import SETTINGS, claim, code, edge, page, people, weighed
from weigh.said import claim as said


def levers(
    claims: list[Claim], *edges: Derivation, populations: tuple[Population, ...] = ()
) -> dict[str, Lever]:
    """By claim, those that move most first."""
    found = find_levers(
        claims,
        lineage=Lineage(derivations=edges),
        documents=[],
        populations=populations,
        settings=SETTINGS,
    )
    return {lever.claim: lever for lever in found}


def test_what_holds_up_a_corroborated_statement_is_judged_before_a_third_voice() -> None:
    """
    a, b                 dna           two origins: without either there is one
    c, d, e              iris          three origins: without one there are two
    """
    dna = [claim(name, code("dna")) for name in "ab"]
    iris = [claim(name, code("iris")) for name in "cde"]
    found = levers([*iris, *dna])
    assert set(list(found)[:2]) == {each.id for each in dna}
    assert found[dna[0].id].after is Standing.SINGLE_ORIGIN
    assert found[iris[0].id].after is found[iris[0].id].before is Standing.CORROBORATED
    assert "would be single_origin, corroborated now" in why(found[dna[0].id])
    assert "of 3 independent origins 2 would be left" in why(found[iris[0].id])


def test_of_claims_that_move_as_much_the_one_less_sure_comes_first() -> None:
    """and one that moves more before both, unless it is nearly certain"""
    dna = [claim(name, code("dna")) for name in "ab"]
    sure, unsure = (
        replace(each, suggestion=replace(each.suggestion, sureness=of))
        for each, of in zip(dna, (90, 20), strict=True)
    )
    assert list(levers([sure, unsure])) == [unsure.id, sure.id]
    alone = claim("c", code("iris"))  # its statement would be gone, which moves less
    certain = replace(alone, suggestion=replace(alone.suggestion, sureness=99))
    assert list(levers([sure, unsure, certain])) == [unsure.id, sure.id, certain.id]
    assert doubt_of(alone) == EVEN


def test_each_lever_is_what_weighing_without_the_claim_gives() -> None:
    """
    a says dna, b copied a, c says it by itself; d copied c
    """
    made = [claim(name, code("dna")) for name in "abcd"]
    edges = (edge(page("b"), page("a")), edge(page("d"), page("c")))
    found = levers(made, *edges)
    for one in made:
        (left,) = weighed([each for each in made if each is not one], *edges).statements
        assert found[one.id].after is left.standing
        assert found[one.id].origins_lost == 2 - left.independent_origins
    assert found[made[0].id].resting == 1
    assert found[made[1].id].resting == 0


def test_a_rejected_claim_moves_what_it_held_onto_the_next() -> None:
    one, other = claim("a", code("dna")), claim("b", code("dna"))
    assert levers([one, other])[other.id].before is Standing.CORROBORATED
    refused = said("a", code("dna"), decision=Decision.REJECTED)
    left = levers([refused, other])
    assert list(left) == [other.id]
    assert (left[other.id].before, left[other.id].after) == (Standing.SINGLE_ORIGIN, None)


def test_the_only_claim_that_contests_another_is_named() -> None:
    """
    a, b   mandatory     c   voluntary
    """
    forced = [claim(name, code("mandatory"), element=Element.COMPULSION) for name in "ab"]
    free = claim("c", code("voluntary"), element=Element.COMPULSION)
    first, *_ = found = levers([*forced, free])
    assert first == free.id
    assert len(found[free.id].solved) == 1
    assert found[forced[0].id].solved == ()
    assert "it alone contests 1 other statement" in why(found[free.id])


def test_the_only_claim_for_a_figure_of_an_estimate_comes_before_a_lone_word() -> None:
    figure = claim("a", people(2_000_000, place="Xinjiang"))
    lone = claim("b", code("dna"))
    first, *_ = found = levers([lone, figure])
    assert first == figure.id
    assert found[figure.id].estimates
    assert "an estimate would lose a figure" in why(found[figure.id])


def test_in_a_large_statement_only_what_could_move_it_is_weighed_again() -> None:
    """
    forty pages copied a; b says it by itself: without b there is one origin
    """
    copies = [claim(f"copy-{number}", code("dna")) for number in range(40)]
    first, other = claim("a", code("dna")), claim("b", code("dna"))
    edges = [edge(page(f"copy-{number}"), page("a")) for number in range(40)]
    assert len(copies) > WHOLE_CLAIMS_MAX
    found = levers([*copies, first, other], *edges)
    assert next(iter(found)) == other.id
    assert found[other.id].after is Standing.SINGLE_ORIGIN
    assert {found[each.id].after for each in copies} == {Standing.CORROBORATED}
    assert found[first.id].resting == 40
    assert why(found[copies[0].id]) == "without it the findings would stand as they do"


def test_the_order_of_claims_changes_nothing() -> None:
    made = [claim(name, code(word)) for name in "abcde" for word in ("dna", "iris")]
    assert list(levers(made).items()) == list(levers(made[::-1]).items())


def test_of_many_origins_each_that_nothing_else_speaks_of_would_be_lost() -> None:
    """
    twenty pages say it, each by itself
    """
    made = [claim(f"page-{number}", code("dna")) for number in range(20)]
    found = levers(made)
    assert {lever.origins_lost for lever in found.values()} == {1}
    assert {lever.after for lever in found.values()} == {Standing.CORROBORATED}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.booleans()), min_size=2, max_size=6, unique=True
    ),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
)
def test_whatever_the_lineage_a_lever_is_what_weighing_without_the_claim_gives(
    said_by: list[tuple[str, bool]], drawn: list[tuple[int, int]]
) -> None:
    """Claims on up to six pages, hedged or not; edges from later letters to earlier ones."""
    made = [
        claim(
            name,
            code("dna"),
            start=10 * hedged,
            stance=Stance.HEDGED if hedged else Stance.ASSERTED,
        )
        for name, hedged in said_by
    ]
    edges = [edge(page("abcdef"[max(e)]), page("abcdef"[min(e)])) for e in drawn if e[0] != e[1]]
    (whole,) = weighed(made, *edges).statements
    found = levers(made, *edges)
    for one in made:
        (left,) = weighed([each for each in made if each is not one], *edges).statements
        assert found[one.id].after is left.standing
        lost = whole.independent_origins - left.independent_origins
        assert found[one.id].origins_lost == max(0, lost)
