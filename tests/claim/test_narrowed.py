from __future__ import annotations

import pytest

from claim.found import claims
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
    "two places": (
        "Police in Goma took fingerprints of all refugees. In Bukavu they took fingerprints of all refugees too.",
        {"Goma", "Bukavu"},
    ),
}


@pytest.mark.parametrize("why", PAGES)
def test_the_narrowest_places_of_a_page_are_kept(why: str) -> None:
    text, wanted = PAGES[why]
    assert {made.value.name for made in claims(text) if isinstance(made.value, Place)} == wanted
