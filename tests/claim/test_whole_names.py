from __future__ import annotations

import pytest

from claim.found import claims
from firsthand.claim.whole_names import whole_name
from firsthand.model.claim import Place

WHOLE = {
    "a county": ("in Karakax County today", "Karakax", "Karakax County", False),
    "a prison that bears its name": ("in Hotan No. 2 Prison", "Hotan", "Hotan No. 2 Prison", True),
    "a school": ("at Lhasa Middle School our teacher", "Lhasa", "Lhasa Middle School", True),
    "a numbered ward": ("in Ward 6 of the prison", "Ward", "Ward 6", True),
    "an Arabic name": ("at Bab al-Salama a soldier", "Bab", "Bab al-Salama", True),
    "its second half": ("in Hammam al-Alil camp", "Alil", "Hammam al-Alil camp", True),
    "a possessive that is part of it": ("in Cox's Bazar since", "Cox", "Cox's Bazar", True),
    "a possessive that is none": ("in Kenya's camps", "Kenya", "Kenya", False),
    "police are no place": ("the Aksu Police came", "Aksu", "Aksu", False),
    "a jail in Chinese": ("在墨玉县第三看守所里", "墨玉县", "墨玉县第三看守所", True),
    "police officers in Chinese": ("墨玉县派出所民警", "墨玉县", "墨玉县", False),
}


@pytest.mark.parametrize("why", WHOLE)
def test_the_whole_name_of_a_place(why: str) -> None:
    text, name, wanted, own = WHOLE[why]
    start = text.index(name)
    begin, end, is_own = whole_name(text, start, start + len(name), "653222")
    assert (text[begin:end], is_own) == (wanted, own)


def test_a_region_inside_a_country_is_the_place() -> None:
    text = "在印度北方邦采集指纹"
    start, end, own = whole_name(text, 1, 3, "IN")
    assert (text[start:end], own) == ("北方邦", True)


def places(text: str) -> set[tuple[str, str]]:
    values = [made.value for made in claims(text)]
    return {(each.name, each.code) for each in values if isinstance(each, Place)}


def test_a_county_keeps_its_code_and_a_prison_has_none() -> None:
    text = "Police in {} took blood and DNA from all inmates."
    assert places(text.format("Karakax County")) == {("Karakax County", "653222")}
    assert places(text.format("Hotan No. 2 Prison")) == {("Hotan No. 2 Prison", "")}


AWAY = {
    "where data went": "The samples were flown to Geneva, and all residents gave DNA.",
    "a server": "Fingerprints of all pupils are kept on a server in Rotterdam.",
    "a relative": "My wife is in Kampala, and my fingerprints were taken.",
    "a people": "敘利亞難民被採集虹膜和指紋。",
    "where somebody works": "在喀什打零工的人也要回来采血。",
    "a person's home in Chinese": "他哥哥在伊斯坦布尔，全家都被采了血。",
}


@pytest.mark.parametrize("why", AWAY)
def test_a_place_elsewhere_is_none_of_the_programme(why: str) -> None:
    assert places(AWAY[why]) == set()
