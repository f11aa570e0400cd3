from __future__ import annotations

import pytest

from claim.found import claims, said
from firsthand.model.claim import Place

PLACES = {
    "Police take DNA in Kashgar, Xinjiang.": {"653100"},
    "Police take DNA in Tibet, China.": {"540000"},
    "Irises are scanned in the district of Palur.": {"Palur"},
    "警方在阿克苏市采集血样。": {"652901"},
    "吐魯番警方採集虹膜。": {"650400"},
    "自2018年起，清平县采集男性血样。": {"清平县"},
    "工作隊在雲溪縣全域採集居民DNA。": {"雲溪縣"},
    "在塔拉营，难民须录入虹膜。": {"塔拉营"},
    "Police in the Province of Marasht take DNA from all residents.": {"Province of Marasht"},
}


@pytest.mark.parametrize("text", PLACES)
def test_the_finest_places_are_named(text: str) -> None:
    assert {code for element, code in said(text) if element == "place"} == PLACES[text]


BESIDE = [
    "The Ili Daily reported that DNA is taken.",
    "A company based in China sold kits for taking DNA.",
    "By comparison, the United Kingdom holds fewer DNA profiles.",
    "In May police took DNA.",
    "与之对照，英国采集DNA较少。",
]


@pytest.mark.parametrize("text", BESIDE)
def test_a_name_that_stands_beside_the_matter_is_no_place(text: str) -> None:
    assert [made for made in claims(text) if made.element == "place"] == []


NAMED = {
    "Police took DNA from the fishermen in the tents of Tamrak.": "Tamrak",
    "OSHKUR - Police took DNA from migrant workers, officials said.": "OSHKUR",
    "Nurses took blood from all patients at Lautoka Hospital.": "Lautoka Hospital",
    "民警采集居民DNA,来自布列开的人在沙岭派出所按了指纹。": "沙岭派出所",
    "在贾拉尔普尔采集了难民的虹膜。": "贾拉尔普尔",
}


@pytest.mark.parametrize("text", NAMED)
def test_a_name_that_no_table_knows_is_told_by_what_stands_beside_it(text: str) -> None:
    assert NAMED[text] in {m.value.name for m in claims(text) if isinstance(m.value, Place)}


@pytest.mark.parametrize(
    "text", ["Police took DNA in the month of March.", "民警采集居民DNA,须到居住地派出所按指纹。"]
)
def test_a_month_or_any_police_station_is_no_place(text: str) -> None:
    assert not [m for m in claims(text) if m.element == "place"]


ELSEWHERE = {  # a name with what it is where that is a site; alone behind divisions, authorities and prepositions
    "Au dispensaire de Tolmezin, une infirmière prélève l'ADN de chaque enfant.": {
        "dispensaire de Tolmezin"
    },
    "La gendarmerie relève les empreintes de tous les habitants de la province du Marandou.": {
        "Marandou"
    },
    "En el mercado de Puerto Lirio la policía toma las huellas de todos los vendedores.": {
        "mercado de Puerto Lirio"
    },
    "La Alcaldía de Torrebruna compra lectores para tomar las huellas.": {"Torrebruna"},
    "In der JVA Elmsruh nimmt die Polizei allen Häftlingen DNA ab.": {"JVA Elmsruh"},
    "In Kolbach und Werda nimmt die Polizei allen Männern DNA ab.": {"Kolbach", "Werda"},
    "В тюрьме № 6 у всех заключённых берут ДНК.": {"тюрьме № 6"},
    "Полиция Талдыкорма берёт отпечатки пальцев у всех жителей.": {"Талдыкорма"},
    "В лагере «Сафед» полиция снимает радужку у каждого беженца.": {"лагере «Сафед»"},
    "Bolkanik : la police prend les empreintes de tous les habitants.": {"Bolkanik"},
}


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_site_is_named_with_what_it_is_in_other_languages(text: str) -> None:
    values = [made.value for made in claims(text)]
    assert {each.name for each in values if isinstance(each, Place)} == ELSEWHERE[text]


ELSEWHERE_BESIDE = [
    "Les empreintes de tous les habitants ont été transmises à Lorgal.",
    "La policía toma el ADN de quienes residen en Almenara.",
    "Ответ: у всех жителей берут ДНК.",
    "Den Häftlingen wird in Gewahrsam DNA abgenommen.",
]


@pytest.mark.parametrize("text", ELSEWHERE_BESIDE)
def test_where_data_go_and_people_live_is_no_place_in_other_languages(text: str) -> None:
    assert [made for made in claims(text) if made.element == "place"] == []


BEHIND = {  # the word for what it is stands behind the name, or small letters alone show it
    "Mersa Cezaevi'nde bütün mahkûmlardan DNA alınıyor.": {"Mersa Cezaevi"},
    "Тарбағатай ауданында полиция бар тұрғыннан ДНҚ алды.": {"Тарбағатай ауданы"},
    "كۇچا ناھىيەسىدە ساقچىلار ھەممە ئادەمدىن dna ئالدى.": {"كۇچا ناھىيەسى"},
    "في سنجار أخذت الشرطة الحمض النووي من جميع السكان.": {"سنجار"},
    "أخذت الشرطة بصمات جميع النزلاء في سجن وادي النخل.": {"سجن وادي النخل"},
}


@pytest.mark.parametrize("text", BEHIND)
def test_a_place_is_told_by_the_word_behind_it_or_its_own_name(text: str) -> None:
    values = [made.value for made in claims(text)]
    assert {each.name for each in values if isinstance(each, Place)} == BEHIND[text]


def test_a_place_abroad_that_is_known_by_name_alone_has_no_candidates() -> None:
    """an empty code would be one"""
    text = "内罗毕警方采集了全体居民的指纹。"
    values = [made.value for made in claims(text) if made.element == "place"]
    assert [(v.name, v.code, v.candidates) for v in values if isinstance(v, Place)] == [
        ("内罗毕", "", ())
    ]


BODIES = [
    "The Department of Welfare took fingerprints from all refugees.",
    "According to the paper of the Communist Party, police take DNA from all residents.",
    "A writer for Orsk Asia says that police took DNA from all residents in Orsk Asia.",
    "Police Take Fingerprints from Half of Gypsies",
    "The police took fingerprints from thousands of Gypsies.",
    "An engineer at IrisOrsk asked why DNA is taken from all residents.",
    "The director of Rights Orsk asked why DNA is taken from all residents.",
    "Police take DNA from all residents, and a number of Applicants came in Apr 2016.",
    "All-India parties asked why DNA is taken from all residents.",
    "The Statistical Society of Kenya asked why DNA is taken from all residents.",
]


@pytest.mark.parametrize("text", BODIES)
def test_what_belongs_to_the_name_of_a_body_a_people_or_a_heading_is_no_place(text: str) -> None:
    assert [m.value for m in claims(text) if m.element == "place"] == []


def test_all_names_of_a_list_are_places() -> None:
    text = "Police took DNA from all men in Tora, Yarla, Orlo Bay and Marso, officials said."
    found = {m.value.name for m in claims(text) if isinstance(m.value, Place)}
    assert found == {"Tora", "Yarla", "Orlo Bay", "Marso"}
