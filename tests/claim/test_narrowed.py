from __future__ import annotations

from dataclasses import replace

import pytest

from claim.found import claims, considered
from firsthand.claim.narrowed import narrowed
from firsthand.model.claim import Place

PAGES = {
    "its fullest name": (
        "Police in Kunvar sub-division took DNA from all residents. In Kunvar nobody could refuse to give blood.",
        {"Kunvar sub-division"},
    ),
    "a prison in a town": (
        "Guards in Hotan No. 2 Prison took DNA from all inmates. In Hotan all prisoners gave blood.",
        {"Hotan No. 2 Prison"},
    ),
    "a dateline": (
        "URUMQI, China - Letters came. Residents in Toksun County gave DNA to the police.",
        {"Toksun County"},
    ),
    "the district behind a village": (
        "Police in Yarla, Kunvar district took fingerprints of all refugees.",
        {"Yarla"},
    ),
    "wards of a town": (
        "Police took fingerprints of all refugees in the Yarla and Orlo wards of Kunvar.",
        {"Yarla", "Orlo"},
    ),
    "a state around a prison": (
        "In the state of Tora, the guards of the prison of Marso took DNA from all inmates. In Tora nobody may refuse to give blood.",
        {"Marso"},
    ),
    "a country that only acts": (
        "Kenya has taken fingerprints of all refugees. The police took them in the camp of Yarla.",
        {"Yarla"},
    ),
    "a country in which it is done": (
        "In Kenya police have taken fingerprints of all refugees. The police took them in the camp of Yarla.",
        {"Kenya", "Yarla"},
    ),
    "a country alone": ("Kenya has taken fingerprints of all refugees by force.", {"Kenya"}),
    "two places": (
        "Police in Goma took fingerprints of all refugees. In Bukavu they took fingerprints of all refugees too.",
        {"Goma", "Bukavu"},
    ),
}


@pytest.mark.parametrize("why", PAGES)
def test_the_narrowest_places_of_a_page_are_kept(why: str) -> None:
    text, wanted = PAGES[why]
    assert {made.value.name for made in claims(text) if isinstance(made.value, Place)} == wanted


GOMA = "Police in Goma took fingerprints of all refugees. In Bukavu they took fingerprints of all refugees too."


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_name_with_a_code_in_one_sentence_has_it_in_all(order: tuple[int, int, int]) -> None:
    goma, bukavu = (made for made in claims(GOMA) if isinstance(made.value, Place))
    bare = replace(goma, value=Place(name="Goma", code=""))
    coded = replace(goma, value=Place(name="Goma", code="X1"))
    found = (bare, coded, bukavu)
    readings = [each.reading for each in considered(GOMA).sentences]
    wanted = (coded.value, coded.value, bukavu.value)
    kept = narrowed([found[at] for at in order], readings)
    assert [made.value for made in kept] == [wanted[at] for at in order]


def test_a_name_with_two_codes_keeps_what_each_sentence_says() -> None:
    goma, bukavu = (made for made in claims(GOMA) if isinstance(made.value, Place))
    values = [Place(name="Goma", code=code) for code in ("", "X1", "Y1")]
    readings = [each.reading for each in considered(GOMA).sentences]
    found = [*(replace(goma, value=value) for value in values), bukavu]
    assert {made.value for made in narrowed(found, readings)} == {*values, bukavu.value}
