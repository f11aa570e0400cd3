from __future__ import annotations

import pytest

from claim.found import said

TOLD = {
    "With DNA the police can track not only one person but also his relatives.": ("kinship", "relatives"),
    "From one sample of DNA relatives can be traced.": ("kinship", "relatives"),
    "采集血样后绘制家系图谱。": ("kinship", "家系图谱"),
    "DNA is also taken from people registered in the city, but living elsewhere.": ("absent_residents", "living elsewhere"),
    "采集对象包括外出务工人员，一律采集血样。": ("absent_residents", "外出务工人员"),
    "Fingerprints are taken; phones are checked at the gate.": ("surveillance_context", "phones are checked"),
    "DNA was taken, and residents had to hand in their passports.": ("surveillance_context", "hand in their passports"),
    "採集虹膜之外，手機也要插線檢查。": ("surveillance_context", "手機也要插線檢查"),
}  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_another_measure_is_told_in_its_own_words(text: str) -> None:
    element, words = TOLD[text]
    assert any(words in value for one, value in said(text) if one == element)


OTHERS = {
    "a visit": ("DNA was taken from her when she visited her family.", "kinship"),
    "exiles": ("Residents living abroad told reporters in exile that DNA is taken.", "absent_residents"),
    "unlocking": ("The phone opens with a fingerprint.", "surveillance_context"),
    "a page on other matters": ("Police checked their phones.", "surveillance_context"),
}  # fmt: skip


@pytest.mark.parametrize("why", OTHERS)
def test_another_matter_is_no_measure(why: str) -> None:
    text, element = OTHERS[why]
    assert element not in {one for one, _ in said(text)}
