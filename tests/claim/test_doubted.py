"""Let go of the values of a page that its own words tie to another programme."""

from __future__ import annotations

from claim.found import claims, said
from firsthand.claim.doubted import compared
from firsthand.model.claim import Element

PROGRAMME = (
    "Since March 2019 the police have taken fingerprints and DNA from every resident of Almere"
    " district. In all 41,300 people have been fingerprinted, the office says. "
)


def test_two_values_are_compared_by_what_they_say() -> None:
    """a place by its name, whatever its case; words by nothing"""
    made = claims(PROGRAMME, published="2021-05-01")
    places = {compared(each.value) for each in made if each.element is Element.PLACE}
    assert places == {("almere district",)}
    assert {compared(each.value) for each in made if each.element is Element.MODALITY} == {None}


def test_what_is_another_programmes_is_not_the_pages() -> None:
    """a like scheme elsewhere, with its place, year and figure; a clause before it keeps its own"""
    text = (
        "Since March 2019 the police have taken fingerprints from every resident of Almere district."
        " So far 41,300 people have been fingerprinted. In neighbouring Yarla district 9,000"
        " people were fingerprinted in 2016, until it was given up. Nobody was asked."
    )
    found = said(text, published="2021-05-01")
    assert ("scale", "41300-41300 persons") in found
    assert ("place", "Almere district") in found
    assert not {value for _, value in found} & {"9000-9000 persons", "2016", "Yarla district"}


def test_a_comparison_behind_a_count_leaves_the_count() -> None:
    """46,120 blood samples, kits for 1.87 million, at twice the price of 2016 in the county next to it"""
    text = (
        "县公安局2017年采集血样4.612万份。采购采血卡6万张，支出187万元，比邻县2016年的单价高出一倍。"
        "采集工作由乡镇卫生院承担。血样送省厅检验。"
    )
    found = said(text, published="2021-07-30")
    assert ("scale", "1870000-1870000 money") in found
    assert ("period", "2016") not in found
