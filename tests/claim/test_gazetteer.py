"""Names of places in a text."""

from __future__ import annotations

import pytest

from firsthand.claim.gazetteer import places


def test_a_name_of_a_place_is_found_whole() -> None:
    found = [code for _, _, code in places().finditer("in Aksu, Tibet and 喀什地区")]
    assert found == ["652900", "540000", "653100"]
    assert list(places().finditer("Chadian")) == []


@pytest.mark.parametrize(
    ("name", "code"), [("庫爾勒", "652801"), ("库尔勒", "652801"), ("Xi'an", "610100")]
)
def test_a_name_is_known_in_every_script(name: str, code: str) -> None:
    assert list(places().finditer(name)) == [(0, len(name), code)]
