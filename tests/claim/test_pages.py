"""Tell pages about programmes from those about a race, a clinic, a herd of cows."""

from __future__ import annotations

from pathlib import Path

import pytest

from claim.found import said

EVERYDAY_PAGES = Path(__file__).parents[1] / "labelled/everyday.txt"

EVERYDAY = {
    "a race": """All runners must be over 18. Some 15,000 people took part. Bibs are handed out against a
        scan of the face. A doctor said that 23 were examined.""",
    "advice before a check-up": """体检前一天晚上不要进食，抽血时放松手臂。四十岁以上的人每年应检查一次眼底。
        医生提醒，血型不会改变。这家医院今年已接待体检者3.2万人次。""",
    "cattle": """Vets took blood from all 3,200 cattle in the valley in August. Every animal is entered in
        the herd register. Farmers who refuse face a fine.""",
    "dairy cows": """为查清奶牛血统，研究人员上周采集了1200头奶牛的血样，并建立DNA数据库。牧民须配合登记，
        每头补贴20元。""",
}


@pytest.mark.parametrize("what", EVERYDAY)
def test_a_page_without_power_over_people_gives_nothing(what: str) -> None:
    """a marathon, advice before a check-up, cattle and dairy cows whose blood is taken"""
    text = " ".join(EVERYDAY[what].split())
    assert said(text, published="2020-05-01") == set()


def test_power_over_people_makes_a_page_of_the_same_words_a_programme() -> None:
    """the blood is that of villagers, and the police take it"""
    page = (
        "Police took blood from all 3,200 villagers in the valley in August. Every man is entered in the"
        " DNA register. Those who refuse face a fine."
    )
    found = said(page, published="2020-05-01")
    assert ("modality", "blood_sample") in found
    assert ("collector", "police") in found
    assert ("sanction", "punishment") in found


def test_a_notice_of_a_purchase_counts_its_goods_and_takes_nothing() -> None:
    """60 iris acquisition terminals are devices; no iris is taken by buying them"""
    found = said(
        "The police bureau invites tenders. Lot 2: 60 iris acquisition terminals for residents of the county."
    )
    assert ("scale", "60-60 things") in found
    assert not any(element == "modality" for element, _ in found)


def test_seventy_seven_everyday_pages_give_nothing() -> None:
    """fairs, clinics, crimes, elections, schools, farms, museums, in English and Chinese"""
    pages = EVERYDAY_PAGES.read_text("utf-8").splitlines()
    assert len(pages) == 77
    assert {page: found for page in pages if (found := said(page, published="2020-05-01"))} == {}


BRIEFS = (
    "Nurses drew DNA from 512 children in the valley this spring. The samples went away. It was a check-up, they said.",
    "They took blood. It was on one morning. Every house in the row gave it, and the whole street gave blood.",
    "昨天村里来了一辆车。车上的人给全村老少都采了血。问他们干什么用，都不说。采完就走了。",
)


@pytest.mark.parametrize("text", BRIEFS)
def test_a_brief_on_taking_from_many_needs_no_sign_of_power(text: str) -> None:
    assert "modality" in {element for element, _ in said(text)}


@pytest.mark.parametrize(
    "text",
    [
        "A photographer took pictures of 512 children in the valley. Parents can order prints. It was a fine day.",
        "Nurses drew blood from 512 goats in the valley. The herders and all their children looked on. It was sunny.",
        "A nurse drew blood from one patient in the valley. He was let go. It was a fine day.",
        "二十名队员赛前验血，全部合格。教练表示很有信心。",
    ],
)
def test_pictures_of_a_class_animals_and_one_patient_are_no_programme(text: str) -> None:
    assert said(text) == set()


PRIVATE = {
    "an ancestry test": """Envie de retrouver vos racines grâce à votre ADN ? Ce guide compare les tests ADN généalogiques vendus en France.
        Le laboratoire analyse votre salive et compare vos marqueurs à ceux de milliers de personnes. Vos données restent chez lui.""",
    "bones that tell an age": """Una veintena de menores extranjeros cruzó ayer la frontera de Zarza. La policía interceptó a doce.
        Se les practicará una prueba ósea y los mayores de 18 años serán devueltos a su país.""",
    "a suit of paternity": """رفعت السيدة دعوى إثبات نسب ضد زوجها بعد ولادة ابنتها. لا يلزم القانون الأب بتحليل البصمة الوراثية.
        قضت المحكمة بعد عشرين عاما بإثبات النسب، ولم تحصل الابنة على بطاقة الرقم القومي قبل ذلك.""",
    "an ancestry test in German": """Ihre Vorfahren kennenlernen: Mit einem Ahnentest geht das in sechs Wochen. Das Labor nimmt Ihre Speichelprobe
        und vergleicht die DNA mit Tausenden anderer Kunden. Die Daten bleiben in der Datenbank des Anbieters.""",
}


@pytest.mark.parametrize("what", PRIVATE)
def test_a_matter_of_ones_own_gives_nothing(what: str) -> None:
    assert said(" ".join(PRIVATE[what].split()), published="2020-05-01") == set()


def test_a_programme_that_is_likened_to_an_ancestry_test_is_one() -> None:
    page = (
        "La police a prélevé l'ADN de tous les habitants du district. Les échantillons sont analysés comme dans un test"
        " généalogique. Les tests généalogiques trouvent des cousins ; la police aussi. Qui refuse paie une amende."
    )
    found = said(page, published="2020-05-01")
    assert ("modality", "dna") in found
    assert ("collector", "police") in found


OTHER_MATTERS = {
    "tests for a virus": "All residents of the city are offered a nucleic acid test against the coronavirus. Nurses take swabs from everyone. The tests are voluntary, officials said.",
    "a lock": "A door lock may store the faces and fingerprints of everyone in the house. The smart lock takes a fingerprint and a code. Nobody else may enter.",
    "an airport's gate": "All passengers who fly to Orsk must show their faces at the gate. The e-gate takes a picture of each face. Then boarding begins, officials said.",
    "an ancestry test": "My ancestry kit came at Christmas, and everyone must give spit. The ethnicity estimate says that DNA of mine was taken to Orsk. We all wondered.",
}


@pytest.mark.parametrize("why", OTHER_MATTERS)
def test_a_page_that_is_about_another_matter_throughout_gives_nothing(why: str) -> None:
    assert said(OTHER_MATTERS[why]) == set()


def test_a_page_that_names_another_matter_once_or_police_is_read() -> None:
    delayed = "Nurses took DNA from all residents of Orsk. The epidemic had held it up. Nobody may refuse to give blood. It began in May. The county keeps the samples. Its office is open on Mondays. Nurses come to the door of the old. An official said the pandemic was over."
    unlocked = "The state is asked to unlock the fingerprints of all residents. The biometrics were taken by the county. To unlock them is a duty, officials said."
    assert ("modality", "dna") in said(delayed)
    assert ("modality", "fingerprint") in said(unlocked)
    once = "At the vaccination hall nurses took DNA from all residents of Orsk. Nobody may refuse to give blood. The county keeps the samples."
    police = "Under the name of a vaccination police took DNA from all residents of Orsk. After vaccinations blood was kept by police."
    assert ("modality", "dna") in said(once)
    assert ("modality", "dna") in said(police)


MATTERS = {
    "tests for a disease": """La ville ouvre trois centres de tests PCR. Chaque test PCR prend dix minutes, et un frottis nasal suffit.
        Les habitants de plus de 12 ans peuvent venir. Le vaccin contre la covid est proposé aussitôt.""",
    "a lock": """Das Türschloss erkennt den Finger und lässt sich auch per Smartphone entsperren. Bis zu 100 Fingerabdrücke
        werden gespeichert. Wer das Schloss kauft, erhält zwei Schlüssel. Auch das Smartphone entsperrt man mit dem Gesicht.""",
}


@pytest.mark.parametrize("what", MATTERS)
def test_tests_for_a_disease_and_locks_give_nothing_in_other_languages(what: str) -> None:
    assert said(" ".join(MATTERS[what].split()), published="2021-05-01") == set()
