"""Every element is found in Turkish sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said

SAYING: dict[str, set[tuple[str, str]]] = {
    "Köy ebeleri bütün kadınlardan tükürük örneği aldı.": {("collector", "health_authority"), ("modality", "other")},
    "Jandarma, limanda 3.200 işçinin avuç içini taradı.": {("channel", "border"), ("collector", "police"), ("modality", "palm_print"), ("scale", "3200-3200 persons")},
    "Öğrencilerin kan örnekleri polise gönderildi.": {("modality", "blood_sample"), ("recipient", "police")},
    "Sakinlerin parmak izleri alındı ve orduya gönderildi.": {("modality", "fingerprint"), ("recipient", "military")},
    "Havalimanında her yolcunun irisi taranıyor.": {("channel", "border"), ("modality", "iris")},
    "Parmak izi vermeyenlerin yardımı kesiliyor.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "Parmak izleri kimlik numarasıyla eşleştirildi.": {("linkage", "national_id"), ("modality", "fingerprint")},
    "Köylülere kanın ne için alındığı söylenmedi.": {("consent", "uninformed"), ("modality", "blood_sample")},
    "Köylülerin kanın ne için alındığını bilip bilmediği bilinmiyor.": {("consent", "unknown"), ("modality", "blood_sample")},
    "Özbekistan'da memurlar 2018'den beri vatandaşların parmak izini alıyor.": {("collector", "other"), ("modality", "fingerprint"), ("period", "2018/.."), ("place", "UZ")},
    "Doktorlar 12-65 yaş arası köylülerden kan aldı.": {("age_range", "12-65"), ("collector", "health_authority"), ("modality", "blood_sample")},
    "Kapı kapı dolaşan görevliler herkesin ses kaydını aldı.": {("channel", "home_visit"), ("modality", "voice")},
    "Başvuruda nüfus müdürlüğü personelince kişinin parmak izi alınıyor.": {("collector", "other"), ("modality", "fingerprint")},
    "Kestel Belediyesinde 2014'te personelin parmak izi kayıt altına alındı.": {("modality", "fingerprint"), ("period", "2014"), ("place", "Kestel")},
    "Karacasu merkezde 3 bin kişinin parmak izi alındı. Nüfusa kayıtlı toplam 96 bin 412 kişinin kartı değişecek.": {("place", "Karacasu"), ("population", "96412-96412 residents"), ("scale", "3000-3000 persons")},
    "Yalınca genelinde 9 ayda 4 bin 100 yabancının parmak izi alındı.": {("place", "Yalınca"), ("scale", "4100-4100 persons")},
    "Gürpınar İlçe Emniyet Müdürlüğü sığınmacıların parmak izini aldı.": {("modality", "fingerprint"), ("place", "Gürpınar")},
    "Pasaport almak isteyenler parmak izi veriyor, vermeyenlerin başvurusu geri çevriliyor.": {("modality", "fingerprint"), ("sanction", "passport")},
    "BM Mülteciler Yüksek Komiserliği, Zarka kampındaki mültecilerin iris taramasını yaptı.": {("collector", "other"), ("modality", "iris")},
}  # fmt: skip
NOTHING = [
    "Cinayet zanlısı, bardaktaki DNA sayesinde bulundu.",
    "Telefonun yüz tanıma özelliği karanlıkta da çalışıyor.",
]  # fmt: skip


@pytest.mark.parametrize("text", SAYING)
def test_turkish_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_and_a_gadget_are_no_programme(text: str) -> None:
    assert said(text) == set()


def test_a_commissioner_for_refugees_is_no_police() -> None:
    found = said("BM Mülteciler Yüksek Komiserliği, kamptaki mültecilerin iris taramasını yaptı.")
    assert ("collector", "police") not in found


def test_a_country_that_hosts_them_has_taken_from_none() -> None:
    found = said(
        "Yabancıların parmak izi alındı. Ülke 3 milyondan fazla yabancıya ev sahipliği yapıyor."
    )
    assert "scale" not in {element for element, _ in found}


def test_a_ministry_is_no_place_and_a_fee_no_budget() -> None:
    found = said("Sağlık Bakanlığı yetkilileri kan örneği topladı, kart için 18 TL ücret alınıyor.")
    assert not {"place", "scale"} & {element for element, _ in found}


WITHOUT = {
    "Kişinin el ayası damar izi alınıyor.": ("modality", "palm_print"),
    "Parmak izi alınıyor, nüfus cüzdanı bilgisi ve kimlik numarası kontrol ediliyor.": ("linkage", "household_register"),
    "Parmak izi alınan yardım başvurusu sahipleri geri çevrilenlere kayıt yaptırdı.": ("sanction", "school"),
}  # fmt: skip


@pytest.mark.parametrize("text", WITHOUT)
def test_words_that_mean_something_else(text: str) -> None:
    assert WITHOUT[text] not in said(text)


def test_a_scholar_is_no_firm_and_what_people_come_for_no_aim() -> None:
    found = said(
        "Yetkililer herkesin DNA örneğini aldı ve Doktor Alan Kirk'in sağladığı materyalleri kullandı. "
        "Vatandaşlar yeni kimlik kartı alabilmek için sıraya girdi."
    )
    assert not {"tool", "aim"} & {element for element, _ in found}
