from __future__ import annotations

from firsthand.model.claim import Place
from firsthand.weigh.place import gazetteer, is_code, lies_in, place_key, place_name
from weigh.said import claim, population


def test_the_case_itself_says_which_code_a_name_has() -> None:
    """
    page-a      新疆 is 650000
    population  Xinjiang is 650000
    page-b      "the border area" without a code
    """
    said = [
        claim("page-a", Place(name="新疆", code="650000")),
        claim("page-b", Place(name="the border area", code="")),
    ]
    names = gazetteer(said, [population(1)])
    assert place_key("新疆", names) == place_key("Xinjiang", names) == "650000"
    assert place_key("The Border Area", names) == "border area"
    assert place_key("650000", names) == "650000"
    assert place_key(None, names) is None
    assert place_key(" ", names) is None


def test_a_name_with_two_codes_has_none() -> None:
    """Ili is the prefecture on one page and the whole of three prefectures on another."""
    said = [
        claim("page-a", Place(name="Ili", code="654000")),
        claim("page-b", Place(name="Ili", code="654002")),
    ]
    assert place_key("Ili", gazetteer(said, [])) == "ili"


def test_a_county_lies_in_its_prefecture_region_and_country() -> None:
    """652901 is Aksu city, 652900 the prefecture, 650000 Xinjiang."""
    assert lies_in("652901", "652900")
    assert lies_in("652901", "650000")
    assert lies_in("650000", "CN")
    assert lies_in("TH-94", "TH")
    assert lies_in("aksu", "aksu")
    assert not lies_in("650000", "652900")
    assert not lies_in("650000", "TH")
    assert not lies_in("TH-94", "CN")
    assert not lies_in("aksu", "650000")
    assert not lies_in("652901", "652902")


def test_a_place_is_shown_by_a_short_name_beside_its_code() -> None:
    """A description in a claim is no name."""
    names = {"xinjiang": "650000", "新疆": "650000", "several zones china": "CN"}
    assert place_name("650000", names) == "Xinjiang (650000)"
    assert place_name("CN", names) == "CN"
    assert place_name("aksu", names) == "aksu"
    assert place_name(None, names) == "a place that is not stated"
    assert is_code("CN")
    assert not is_code("China")
