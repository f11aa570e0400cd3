from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.claim.bent import is_bent, is_named_again
from firsthand.model.claim import Element, Place, Words

TAKING = "В Каменке полиция сняла отпечатки пальцев у всех жителей. "
PAGES = {
    "the place in another case": (TAKING + "Через Каменку увозили тех, у кого взяли слюну на ДНК.", {"Каменке"}, set()),
    "where it is done": (
        "Отпечатки жителей Каменки собирает полиция. В Каменке полиция взяла кровь у всех жителей.",
        {"Каменке"}, set(),
    ),
    "two places": (TAKING + "В Лугинске полиция взяла кровь у всех жителей.", {"Каменке", "Лугинске"}, set()),
    "the fullest name of a store": (
        TAKING + "Отпечатки хранятся в базе данных. Отпечатки внесли в единую базу данных.",
        {"Каменке"}, {"единую базу данных"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", PAGES)
def test_a_name_that_is_bent_is_one_name(why: str) -> None:
    text, places, stores = PAGES[why]
    found = claims(text, published="2020-06-15")
    assert {made.value.name for made in found if isinstance(made.value, Place)} == places
    kept = [made.value.text for made in found if made.element is Element.STORAGE and isinstance(made.value, Words)]  # fmt: skip
    assert not stores or set(kept) == stores


def test_names_of_two_things_are_two() -> None:
    assert not is_bent("базар", "барак")
    assert not is_bent("ош", "осло")
    assert not is_named_again("реестр избирателей", "реестр жителей")
    assert is_named_again("дерекқорында", "Бірыңғай дерекқор")
