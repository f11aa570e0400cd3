from __future__ import annotations

from itertools import product

import pytest

from firsthand.model.consent import ConsentGiven, Detail, Use, checked_word

GIVEN: dict[str, object] = {
    "id": "consent-1", "witness": "witness-7", "purposes": ("court", "publication"),
    "audiences": ("public",), "details": (Detail.PLACE, Detail.WORDS), "given": "2030-01-10",
    "how": "in writing", "expires": "2030-12-31",
}  # fmt: skip


def given(**told: object) -> ConsentGiven:
    return ConsentGiven(**(GIVEN | told))  # type: ignore[arg-type]


def test_a_consent_covers_what_it_names_and_nothing_else() -> None:
    """
    every purpose, audience and set of details beside those named
    """
    consent = given()
    for purpose, audience in product(("publication", "court", "research"), ("public", "police")):
        for detail in Detail:
            named = purpose != "research" and audience == "public"
            named = named and detail in {Detail.PLACE, Detail.WORDS}
            use = Use(purpose=purpose, audience=audience)
            assert consent.covers(use, (detail,)) == named
            assert not consent.covers(use, (detail, Detail.NAME))


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2030-01-09", False), ("2030-01-10", True), ("2030-12-31", True), ("2031-01-01", False)],
)
def test_a_consent_holds_from_its_day_to_its_last(day: str, *, holds: bool) -> None:
    assert given().in_force(day) == holds
    assert given(expires="").in_force("2031-01-01")


@pytest.mark.parametrize(
    "told",
    [
        {"purposes": ()}, {"details": ()}, {"given": "yesterday"}, {"given": ""}, {"how": " "},
        {"expires": "2030"}, {"audiences": ("Public",)}, {"purposes": ("",)},
    ],
)  # fmt: skip
def test_a_consent_says_enough(told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"consent|expected"):
        given(**told)


def test_a_word_has_one_spelling() -> None:
    assert checked_word("  The  Hague ") == "the hague"
    assert checked_word("api.example.org") == "api.example.org"
    with pytest.raises(ValueError, match="purpose"):
        checked_word("<b>")
