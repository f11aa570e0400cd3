from __future__ import annotations

import pytest

from claim.found import claims, said

ACTING = {
    "before the taking": ("Police take DNA from residents.", {("collector", "police")}),
    "two that take": ("Medical institutions and police are involved in the collection of DNA.", {("collector", "police"), ("collector", "health_authority")}),
    "after by": ("Blood was drawn by village cadres.", {("collector", "party_cadre")}),
    "with an object between": ("警方对全县居民采集DNA。", {("collector", "police")}),
    "by, in Chinese": ("血样由医院采集。", {("collector", "hospital")}),
    "a name read back from its last word": ("The Forensic Commission took saliva from residents.", {("collector", "other")}),
    "given": ("The DNA data were sent to the police.", {("recipient", "police")}),
    "passed on": ("Hospital staff draw blood and pass the cards to the justice ministry.", {("collector", "hospital"), ("recipient", "other")}),
    "access": ("The army has access to the fingerprints.", {("recipient", "military")}),
    "kept": ("由县公安局入库，采集DNA样本。", {("recipient", "police")}),
    "by, behind who takes it": ("Polis tarafından köylülerin DNA örnekleri alındı.", {("collector", "police")}),
}  # fmt: skip


@pytest.mark.parametrize("why", ACTING)
def test_who_takes_and_who_is_given_it(why: str) -> None:
    text, expected = ACTING[why]
    roles = {each for each in said(text) if each[0] in {"collector", "recipient"}}
    assert roles == expected


NOBODY = {
    "a permission is no taking": "Police had received permission to collect DNA.",
    "a power is no taking": "The law allows police to take DNA.",
    "who says so does not take": "Police said that DNA is taken from residents.",
    "who is taken from": "DNA was taken from soldiers.",
    "who merely stands by": "DNA is taken at a stall near the hospital.",
    "who buys": "警方采购DNA采集设备。",
    "who is told": "Teachers were told that DNA is taken.",
    "where people go": "居民到派出所采集DNA。",
    "who sits in the name of a place": "DNA is kept; residents go to school.",
    "whose form says where": "Karakolda herkesten kan aldılar.",  # at the police station they took blood
    "a verb that says no doer": "Polis memurları köylülerden DNA alındığını doğruladı.",  # confirmed that it was taken
    "who orders scanners": "Emniyet, parmak izi alan 300 cihaz için ihale açtı.",  # police: a tender for 300 scanners
    "a news agency": "According to the Xinhua News Agency, residents underwent a check-up where DNA was taken.",
}


@pytest.mark.parametrize("why", NOBODY)
def test_who_only_stands_by_is_neither(why: str) -> None:
    assert [
        made for made in claims(NOBODY[why]) if made.element in {"collector", "recipient"}
    ] == []


def test_a_name_is_given_whole() -> None:
    (made,) = [
        made
        for made in claims("The National Forensic Commission took saliva from residents.")
        if made.element == "collector"
    ]
    assert "National Forensic Commission" in repr(made.value)


def test_in_russian_the_instrumental_says_who_takes() -> None:
    """No "by" stands before it: кровь взята полицейскими. After "между" and its like it acts on nothing."""
    assert ("collector", "police") in said(
        "Образцы крови у всех жителей взяты полицейскими района."
    )
    assert ("collector", "police") not in said(
        "Между полицейскими и врачами, бравшими кровь у жителей, вышел спор."
    )


def test_in_german_who_is_given_it_stands_between_to_and_sent() -> None:
    """The verb comes last: an die Polizei übermittelt."""
    found = said(
        "Die Fingerabdrücke aller Bewohner wurden genommen und an die Polizei übermittelt."
    )
    assert ("recipient", "police") in found
    assert ("collector", "police") not in found


def test_in_turkish_the_ending_says_who_is_given_it() -> None:
    """Who sends stands before the verb too, but without the dative: polise gönderildi, polis gönderdi."""
    assert ("recipient", "police") in said("Öğrencilerin kan örnekleri polise gönderildi.")
    found = said("Öğrencilerin kan örnekleri alındı; polis bunları orduya gönderdi.")
    assert ("recipient", "military") in found
    assert ("recipient", "police") not in found
