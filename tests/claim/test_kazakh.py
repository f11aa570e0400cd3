"""Every element is found in Kazakh sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said, stances

SAYING: dict[str, set[tuple[str, str]]] = {
    "Полиция тұрғындардың саусақ ізін алды.": {("collector", "police"), ("modality", "fingerprint")},
    "Тұрғындардың қан үлгілері полицияға жіберілді.": {("modality", "blood_sample"), ("recipient", "police")},
    "Полиция бекетте жүргіншілердің көз қарашығын сканерледі.": {("channel", "checkpoint"), ("collector", "police"), ("modality", "iris")},
    "Мұғалімдер мектепте оқушылардан сілекей алды.": {("channel", "school"), ("collector", "school"), ("modality", "other")},
    "Саусақ ізін тапсырмағандарға төлқұжат берілмейді.": {("modality", "fingerprint"), ("sanction", "passport")},
    "Тұрғындарға қанның не үшін алынғаны айтылмады.": {("consent", "uninformed"), ("modality", "blood_sample")},
    "Азаматтардың дауысы жеке сәйкестендіру нөміріне байланады.": {("linkage", "national_id"), ("modality", "voice")},
    "Саусақ ізін тапсыру міндетті емес.": {("compulsion", "voluntary"), ("modality", "fingerprint")},
    "Қашқар аймағында дәрігерлер барлық тұрғыннан қан алды.": {("collector", "health_authority"), ("modality", "blood_sample"), ("place", "653100")},
    "Ішкі істер органдары өздерінің келісімі бойынша азаматтардың саусақ ізін жинайды.": {("collector", "police"), ("compulsion", "voluntary"), ("consent", "informed"), ("modality", "fingerprint")},
    "Балалар ата-анасының келісімімен саусақ ізін тапсырады.": {("consent", "informed"), ("modality", "fingerprint")},
    "Шымкент қаласында 15 мың тұрғынның саусақ ізі алынды.": {("modality", "fingerprint"), ("place", "Шымкент қаласы"), ("scale", "15000-15000 persons")},
    "Облыста тұратын 40 мың адамнан биометриялық ақпарат жиналды.": {("scale", "40000-40000 persons")},
}  # fmt: skip
NOTHING = [
    "Кісі өлтірген күдіктінің саусақ ізі пышақтан табылды.",
    "Смартфон саусақ ізін экран астынан оқиды.",
]  # fmt: skip


@pytest.mark.parametrize("text", SAYING)
def test_kazakh_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_and_a_gadget_are_no_programme(text: str) -> None:
    assert said(text) == set()


def test_a_fitting_system_is_no_duty_and_what_is_to_come_is_hedged() -> None:
    """тиісті before a noun is "fitting", behind a verb "must"; міндеттелмек is about to be made a duty."""
    found = said("Құжатта саусақ іздерін алу және тиісті ақпараттық жүйеге енгізу жазылған.")
    assert not any(element == "compulsion" for element, _ in found)
    assert stances("Елде саусақ ізін тапсыру міндеттелмек.", "compulsion") == {"hedged"}
