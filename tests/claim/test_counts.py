from __future__ import annotations

import pytest

from claim.found import claims, said
from firsthand.model.claim import Quantity

TRAPS = {
    "a population": "More than 11 million Uyghurs live in the region, where DNA is taken.",
    "a population, with its number after the word": "DNA is taken in the region, which has a population of 23 million.",
    "a population, possessive": "Police took DNA in Tibet. Of the region's 3 million residents many are nomads.",
    "a people": "11 million Uyghurs must give DNA.",
    "a population in Chinese": "当地采集DNA。新疆人口约2300万人。",
    "a population in Chinese, after the figure": "當地採集DNA。全區有2300萬常住人口。",
    "a capacity": "The machines could process up to 10,000 DNA samples a day.",
    "a capacity in Chinese": "实验室每天可检测1万份DNA样本。",
    "a plan": "Officials plan to take DNA from 5 million people.",
    "a target in Chinese": "全县计划年底前采集28万人的血样。",
    "a quota": "The city was told to collect blood from 160,000 men.",
    "ages": "采集12至65岁居民的DNA样本。",
    "the age of one person": "A man aged 43 gave his DNA.",
    "a year": "In 2017 people gave DNA.",
    "a date": "On 12 March 2018 residents gave DNA.",
    "another programme": "DNA was taken in the villages. That year 3 million people were vaccinated.",
    "another programme in one sentence": "Nurses took blood, and 40,000 people were vaccinated.",
    "detained people": "DNA is collected there. A million people were detained.",
    "offices": "Fingerprints are taken at 412 registration offices.",
    "households": "采集DNA涉及320户家庭。",
    "one person's fingers": "I had to give ten fingerprints.",
    "money for people": "Police spent 12 million dollars on DNA kits for residents.",
    "an article": "Article 43 lets police take DNA.",
    "more people than live": "The DNA of 110 billion people was collected.",
    "a part of a person": "The DNA of 18.8 people was collected.",
    "a part of a person in Chinese": "警方采集了18.8名村民的DNA。",
    "digits that cannot be right": "The DNA of 18.8 millions000 people was collected.",
    "a share that is none": "1,100 percent of residents had their DNA taken.",
    "who takes it": "Some 2,000 medical workers took swabs and DNA from residents.",
    "a goal": "Police aimed for years at a database of the DNA of 3 million people.",
    "what is still to be taken": "Police are to collect the fingerprints of 3 million people.",
    "who may be enrolled": "Of the 3 million people nobody knows whether they can be enrolled with fingerprints.",
    "applications": "Fingerprints are taken; the applications of 3 million people were processed.",
    "forms": "The State prints 30 million forms on which residents give their fingerprints.",
    "the people of a country": "Police take blood for a map of the 70 million males of the country.",
    "interviewed people": "We interviewed 25 people whose DNA was taken.",
    "who was taken somewhere": "Over 1,600 refugees have been taken to the camp, where their irises are scanned.",
    "who has still to come": "Of the 9.6 million voters 3 million have still to give their fingerprints.",
}


@pytest.mark.parametrize("why", TRAPS)
def test_a_figure_of_something_else_is_no_count_of_people_taken(why: str) -> None:
    people = {"persons", "visits", "samples"}
    for made in claims(TRAPS[why]):
        assert made.element != "scale" or (
            isinstance(made.value, Quantity) and made.value.counts not in people
        )


def test_a_date_of_a_statement_is_no_period_of_a_count() -> None:
    text = "The directorate told parliament in June 2019 that 52,000 inmates were swabbed for DNA."
    (value,) = [made.value for made in claims(text) if made.element == "scale"]
    assert isinstance(value, Quantity)
    assert value.period is None


COUNTS = {
    "people examined": ("18.8 million citizens underwent a health check, in which DNA was taken.", "18800000-18800000 persons"),
    "people in Chinese": ("1880万人参加全民体检并被采集DNA。", "18800000-18800000 persons"),
    "people in traditional Chinese": ("當局採集了三萬多名村民的血樣。", "30000-None persons"),
    "a figure as the subject": ("Nearly 2.4 million people have been fingerprinted.", "None-2400000 persons"),
    "a figure as the object": ("Police took DNA from 1,200 men.", "1200-1200 persons"),
    "without a noun": ("Nearly 36 million took part in the check-ups, where DNA was taken.", "None-36000000 persons"),
    "people-times": ("体检达1884.5万人次，并采集血样。", "18845000-18845000 visits"),
    "samples": ("Police have 44 million blood samples.", "44000000-44000000 samples"),
    "samples in Chinese": ("共采集血样4.3万份。", "43000-43000 samples"),
    "entries": ("The DNA database held 58,731 profiles.", "58731-58731 records"),
    "kits": ("Police bought 80,000 blood collection kits.", "80000-80000 things"),
    "devices": ("公安局采购了12台DNA测序仪。", "12-12 things"),
    "money": ("Police spent 12.4 million yuan on DNA sequencers.", "12400000-12400000 money"),
    "a share": ("Over 90 percent of residents had their DNA taken.", "90-None persons"),
    "a share in tenths": ("九成居民已被采集DNA。", "90-90 persons"),
    "taken from residents is not a population": ("Blood was collected from 18 million residents of the region.", "18000000-18000000 persons"),
    "people among those taken": ("DNA was taken from 18.8 million people, 9.2 million of them in the south.", "9200000-9200000 persons"),
    "several thousand": ("DNA of several thousand people was collected.", "2000-9999 persons"),
    "not more than": ("DNA of not more than 300 people was collected.", "None-300 persons"),
    "of whom it is": ("Blood from 4,100 schoolchildren, and their DNA, in November.", "4100-4100 persons"),
    "eyes in Chinese": ("民警采集虹膜，一周内录了两千一百双眼睛。", "2100-2100 records"),
    "tens of millions": ("DNA of tens of millions of people was collected.", "20000000-99999999 persons"),
}  # fmt: skip


@pytest.mark.parametrize("why", COUNTS)
def test_a_count_is_found_with_what_it_counts(why: str) -> None:
    text, expected = COUNTS[why]
    assert ("scale", expected) in said(text)


def test_a_count_of_people_and_the_population_beside_it_are_told_apart() -> None:
    found = said("Of the region's 23 million residents, 18.8 million people had their DNA taken.")
    assert ("scale", "18800000-18800000 persons") in found
    assert ("population", "23000000-23000000 residents") in found


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("DNA is taken. More than 10 million Uighurs and other nationalities profess Islam.", "Uighurs and other nationalities"),
        ("DNA is taken. The region has about 21 million people.", "all residents"),
        ("A third of the 52,000 inmates have been swabbed for DNA.", "inmates"),
        ("当地采集DNA。区内居住着1100万维吾尔族人。", "维吾尔族"),
    ],
)  # fmt: skip
def test_a_population_says_which_people(text: str, group: str) -> None:
    (value,) = [made.value for made in claims(text) if made.element == "population"]
    assert isinstance(value, Quantity)
    assert value.group is not None
    assert value.group.startswith(group)


def test_money_has_its_currency() -> None:
    (value,) = [
        made.value
        for made in claims("The DNA equipment cost $8.7 million.")
        if made.element == "scale"
    ]
    assert isinstance(value, Quantity)
    assert (value.unit, value.currency, value.low) == ("budget", "USD", 8_700_000)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Officers scanned the irises of 12,000 inhabitants.", "12000"),
        ("Les policiers ont scanné les iris de 12 000 habitants.", "12000"),
        ("Beamte scannten die Iris von 12.000 Einwohnern.", "12000"),
        ("Los agentes escanearon el iris de 12.000 habitantes.", "12000"),
    ],
)
def test_inhabitants_of_whom_something_is_taken_are_counted(text: str, taken: str) -> None:
    """The word alone does not make them a population."""
    assert ("scale", f"{taken}-{taken} persons") in said(text)


def test_of_how_many_is_a_population_in_every_language() -> None:
    found = said("К 1 мая отпечатки сняли у 9 870 человек из 16 000 жителей лагеря.")
    assert ("scale", "9870-9870 persons") in found
    assert ("population", "16000-16000 residents") in found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "DNA was taken from every inmate. On the day of the visit the jail held 611 persons.",
            611,
        ),
        ("监狱给所有犯人采集了DNA。当天关着一千九百八十四人。", 1984),
    ],
)
def test_who_is_held_in_a_place_is_its_population(text: str, number: int) -> None:
    found = [made.value for made in claims(text) if made.element == "population"]
    assert [each.low for each in found if isinstance(each, Quantity)] == [number]


UNLISTED = {  # people whom no list names
    "Полиция отсканировала радужку у 58 тысяч гульчан.": (58000, 58000),
    "За неделю в городе отпечатки пальцев сдали 4 430 бондарей.": (4430, 4430),
    "Dans les villages, les infirmières ont prélevé l'ADN de 5 200 tonneliers.": (5200, 5200),
    "La policía tomó las huellas de 2.400 toneleros.": (2400, 2400),
    "Die Polizei nahm von 3.460 Küfern Fingerabdrücke.": (3460, 3460),
}


@pytest.mark.parametrize("text", UNLISTED)
def test_people_in_no_list_are_counted_where_it_is_taken_from_them(text: str) -> None:
    counted = [made.value for made in claims(text) if made.element == "scale"]
    assert [(each.low, each.high) for each in counted if isinstance(each, Quantity)] == [
        UNLISTED[text]
    ]


COUNTED = {
    "The database holds the DNA profiles of 5 million people.": ("profiled", "persons", 5_000_000),
    "Police stored 40,000 records of fingerprints; about 6,300 were taken in camps.": (
        "enrolled",
        "records",
        6_300,
    ),
    "The office has enrolled residents by their fingerprints and issued more than 70,000 cards to date.": (
        "enrolled",
        "things",
        70_000,
    ),
    "Refugees gave fingerprints, and 125,000 of them updated their data.": (
        "enrolled",
        "persons",
        125_000,
    ),
    "Irises of refugees are scanned, and by now the database has more than 100,000.": (
        "enrolled",
        "persons",
        100_000,
    ),
    "The agency has issued biometric cards to more than 500,000 Rohingya refugees.": (
        "enrolled",
        "persons",
        500_000,
    ),
    "Fingerprints are taken in a Sh5.7 billion project.": ("budget", "money", 5_700_000_000),
}


@pytest.mark.parametrize("text", COUNTED)
def test_what_a_figure_counts_is_told_by_what_holds_it(text: str) -> None:
    found = [m.value for m in claims(text) if m.element == "scale"]
    assert COUNTED[text] in [
        (v.unit, v.counts, v.low or v.high) for v in found if isinstance(v, Quantity)
    ]
