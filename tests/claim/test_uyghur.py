"""Every element is found in Uyghur sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said

SAYING: dict[str, set[tuple[str, str]]] = {
    "ساقچىلار ئاھالىلەرنىڭ بارماق ئىزىنى ئالدى.": {("collector", "police"), ("modality", "fingerprint")},
    "ئاھالىلەرنىڭ قان ئەۋرىشكىلىرى ساقچىغا يوللاندى.": {("modality", "blood_sample"), ("recipient", "police")},
    "قەشقەردە دوختۇرلار بارلىق ئاھالىلەردىن قان ئالدى.": {("collector", "health_authority"), ("modality", "blood_sample"), ("place", "653100")},
    "كادىرلار ئۆيمۇئۆي كىرىپ كىشىلەردىن تۈكۈرۈك ئالدى.": {("channel", "home_visit"), ("collector", "party_cadre"), ("modality", "other")},
    "بارماق ئىزىنى بەرمىگەنلەرگە پاسپورت بېرىلمەيدۇ.": {("modality", "fingerprint"), ("sanction", "passport")},
    "ئاھالىلەرگە قاننىڭ نېمە ئۈچۈن ئېلىنغانلىقى ئېيتىلمىدى.": {("consent", "uninformed")},
    "بارماق ئىزى نوپۇس دەپتىرىگە باغلىنىدۇ.": {("linkage", "household_register"), ("modality", "fingerprint")},
    "تۈرمىدە مەھبۇسلارنىڭ ئاۋازى ئۈنئالغۇغا ئېلىندى.": {("channel", "prison"), ("modality", "voice")},
    "قان بېرىش مەجبۇرىي.": {("compulsion", "mandatory"), ("modality", "blood_sample")},
    "غۇلجىدا 2017-يىلى كىشىلەرنىڭ كۆز قارىچۇقى سىكانېرلاندى.": {("modality", "iris"), ("period", "2017"), ("place", "654002")},
}  # fmt: skip
NOTHING = [
    "قاتىلنىڭ بارماق ئىزى پىچاقتىن تېپىلدى.",
    "يېڭى تېلېفون بارماق ئىزىنى ئېكراندىن ئوقۇيدۇ.",
]  # fmt: skip


@pytest.mark.parametrize("text", SAYING)
def test_uyghur_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_and_a_gadget_are_no_programme(text: str) -> None:
    assert said(text) == set()
