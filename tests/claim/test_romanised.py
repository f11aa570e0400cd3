"""Know China's counties by their names in Latin letters."""

from __future__ import annotations

from claim.found import said
from firsthand.claim.romanised import romanised_in


def test_a_county_is_known_where_the_word_for_its_kind_follows() -> None:
    """Minfeng county is 民丰县; the firm Minfeng is not"""
    found = list(romanised_in("Officers came to Minfeng county. Minfeng makes paper."))
    assert found == [(17, 31, ("民丰县",))]


def test_a_name_that_two_counties_share_is_settled_by_the_province() -> None:
    """Pucheng lies in Shaanxi and in Fujian"""
    text = "In Pucheng county, Shaanxi, police took blood samples from all boys."
    assert ("place", "610526") in said(text, published="2020-01-01")
    other = "In Pucheng county, Fujian, police took blood samples from all boys."
    assert ("place", "350722") in said(other, published="2020-01-01")


def test_an_apostrophe_may_be_missing() -> None:
    """Xi'an City, Xian City"""
    assert [names for _, _, names in romanised_in("Xi'an City or Xian city")] == [
        ("西安市",),
        ("西安市",),
    ]
