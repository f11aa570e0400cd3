from __future__ import annotations

import pytest

from claim.found import claims, said
from firsthand.model.claim import Coded

STATED = {
    "DNA is taken under Article 11 of the Passport Law.": ("claimed", "Article 11 of the Passport Law"),
    "The Identity Act requires everyone to give fingerprints.": ("claimed", "Identity Act"),
    "Law No. 78 of 2015 obliges residents to give DNA.": ("claimed", "Law No. 78 of 2015"),
    "There is no legal basis for the DNA collection.": ("missing", "no legal basis"),
    "The DNA collection violates the Criminal Procedure Law.": ("missing", "Criminal Procedure Law"),
    "Residents gave DNA. By law, police may collect it only from criminal suspects.": ("limited_to_suspects", "only from criminal suspects"),
    "根据《反恐怖主义法》第五十条，公安机关采集居民指纹。": ("claimed", "《反恐怖主义法》第五十条"),
    "採集DNA沒有法律依據。": ("missing", "沒有法律依據"),
    "警方采集居民DNA。《刑事诉讼法》规定，只能对犯罪嫌疑人采集DNA。": ("limited_to_suspects", "只能对犯罪嫌疑人采集"),
}  # fmt: skip


@pytest.mark.parametrize("text", STATED)
def test_a_law_is_claimed_missing_or_limited(text: str) -> None:
    code, name = STATED[text]
    made = [each.value for each in claims(text) if each.element == "legal_basis"]
    assert any(isinstance(v, Coded) and v.code == code and name in v.text for v in made), made


TRAPS = {
    "a conviction": "DNA of prisoners convicted under the Theft Act is collected.",
    "a law that is only named": "DNA is collected. The Tourism Law was debated the same day.",
    "a law firm": "A partner at the law firm said that DNA is collected from residents.",
    "a crime in Chinese": "他因违反《治安管理处罚法》被判刑。警方采集居民DNA。",
}


@pytest.mark.parametrize("why", TRAPS)
def test_a_law_named_in_passing_is_none(why: str) -> None:
    assert "legal_basis" not in {element for element, _ in said(TRAPS[why])}
