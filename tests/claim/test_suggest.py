from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claim.found import claims, said, short
from firsthand.claim.suggest import suggest
from firsthand.model.claim import Stance
from firsthand.read.passages import split_passages
from spoken import page

STATED = {
    "ages and specimens": ("Health workers take blood samples from everyone aged 12 to 65.", {("modality", "blood_sample"), ("age_range", "12-65"), ("collector", "health_authority")}),
    "a count of people": ("Nearly 18.8 million people took part in the free medical check-ups, where DNA was taken.", {("scale", "None-18800000 persons"), ("channel", "medical_exam"), ("modality", "dna")}),
    "a count in Chinese": ("1880万人参加全民体检并被采集DNA。", {("scale", "18800000-18800000 persons"), ("channel", "medical_exam"), ("modality", "dna")}),
    "people who are only counted by what they did": ("Nearly 36 million took part in the check-ups, where DNA was taken.", {("scale", "None-36000000 persons")}),
    "who is given it": ("The DNA data were sent to the police.", {("recipient", "police"), ("modality", "dna")}),
    "who is given it, in Chinese": ("血样由县医院采集，数据送往公安机关。", {("recipient", "police"), ("collector", "hospital")}),
    "nobody could find out": ("It was unclear whether people knew that their DNA was stored.", {("consent", "unknown")}),
    "a register": ("Fingerprints are linked to household registration.", {("linkage", "household_register"), ("modality", "fingerprint")}),
    "since when": ("自2016年起采集居民的虹膜。", {("period", "2016/.."), ("modality", "iris")}),
}  # fmt: skip


@pytest.mark.parametrize("why", STATED)
def test_what_is_stated_is_found(why: str) -> None:
    text, expected = STATED[why]
    assert expected <= said(text)


TRAPS = {
    "the size of a population is no count of people taken": (
        "More than 11 million Uyghurs live in the region, where DNA is taken.",
        "scale",
    ),
    "nor in Chinese": ("当地采集DNA。新疆人口约2300万人。", "scale"),
    "a capacity is no count": (
        "The machines could process up to 10,000 DNA samples a day.",
        "scale",
    ),
    "a plan is no count": ("Officials plan to take DNA from 5 million people.", "scale"),
    "a school alone says nothing": (
        "She goes to school in the village and her brother is a policeman.",
        "channel",
    ),
    "blood pressure is no specimen": (
        "The nurse measured blood pressure at the clinic.",
        "modality",
    ),
    "the age of one person is no range": ("A man aged 43 gave his DNA.", "age_range"),
    "an end of an age range is no count": ("采集12至65岁居民的DNA样本。", "scale"),
    "a year is no count": ("In 2017 people gave DNA.", "scale"),
}


@pytest.mark.parametrize("why", TRAPS)
def test_a_trap_is_not_fallen_into(why: str) -> None:
    text, element = TRAPS[why]
    assert element not in {made.element.value for made in claims(text)}


def test_a_population_comes_out_as_one() -> None:
    assert ("population", "11000000-None residents") in said(
        "More than 11 million Uyghurs live in the region, where DNA is taken."
    )


def test_who_said_it_is_kept() -> None:
    (made,) = [
        c
        for c in claims("Police take DNA from all residents, Human Rights Watch said.")
        if c.element == "modality"
    ]
    assert made.said_by == "Human Rights Watch"


def test_a_hedge_is_kept() -> None:
    assert {c.stance for c in claims("Police reportedly took DNA.")} == {Stance.HEDGED}


@settings(deadline=None, max_examples=200)
@given(st.text() | st.text(st.sampled_from("DNA血样 12万人岁-.,police took 3 million")))
def test_every_quote_stands_in_the_text(text: str) -> None:
    document = page(text)
    for made in claims(text):
        position = made.quotation.position
        assert document.text[position.start : position.end] == made.quotation.exact


SEED = Path(__file__).parents[3] / "shared/data/seed.txt"


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_file(), reason="the real page is not beside this checkout")
def test_a_real_page_that_repeats_the_story_is_read() -> None:
    text = SEED.read_text()
    assert {
        ("age_range", "12-65"),
        ("modality", "dna"),
        ("modality", "fingerprint"),
        ("modality", "iris"),
        ("modality", "blood_type"),
        ("channel", "medical_exam"),
        ("channel", "home_visit"),
        ("collector", "health_authority"),
        ("collector", "party_cadre"),
        ("collector", "police"),
        ("recipient", "police"),
        ("linkage", "national_id"),
        ("population", "10000000-None residents"),
        ("scale", "18800000-18800000 persons"),
        ("period", "../2017-10"),
        ("place", "650000"),
        ("consent", "unknown"),
        ("consent", "uninformed"),
        ("sanction", "school"),
        ("sanction", "passport"),
    } <= said(text)
    (count,) = [made for made in claims(text) if made.element == "scale"]
    assert count.said_by == "Xinhua"


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_file(), reason="the real page is not beside this checkout")
def test_a_real_page_gives_nothing_from_what_was_only_permitted() -> None:
    permitted = [made for made in claims(SEED.read_text()) if "permission" in made.quotation.exact]
    assert permitted == []


SCRIPTS = [
    ("去年十一月，果洛州警方为三万名年满16岁的村民采集虹膜和血样，样本送省公安厅。", "去年十一月，果洛州警方為三萬名年滿16歲的村民採集虹膜和血樣，樣本送省公安廳。"),
    ("体检时护士抽血、录声音，没有人告知用途。数据与身份证号码绑定。", "體檢時護士抽血、錄聲音，沒有人告知用途。數據與身份證號碼綁定。"),
    ("拒不采集的，不予办理护照。参加者必须到派出所按指纹。", "拒不採集的，不予辦理護照。參加者必須到派出所按指紋。"),
]  # fmt: skip


@pytest.mark.parametrize(("simplified", "traditional"), SCRIPTS)
def test_what_is_found_in_one_script_is_found_in_the_other(
    simplified: str, traditional: str
) -> None:
    one, other = (
        [(made.element, made.quotation.position.start, short(made)) for made in claims(text)]
        for text in (simplified, traditional)
    )
    assert one == other
    assert len(one) > 3


def test_a_document_about_taking_is_read_with_memory() -> None:
    """A sentence that names no biometrics still says who, where and what for."""
    text = (
        "Police in Kashgar took DNA and irises from all men. Around 31,400 people were done "
        "between February and May 2017. Nobody was told why. The samples were sent to the army."
    )
    assert {
        ("scale", "31400-31400 persons"),
        ("period", "2017-02/2017-05"),
        ("consent", "uninformed"),
        ("recipient", "military"),
    } <= said(text)


ELSEWHERE = [
    "Detectives took a DNA sample from the suspect in the murder. His phone had been stolen.",
    "The new smartphone opens with a fingerprint. It stores your face too.",
    "The museum displays 4,000 portraits of farmers. Visitors may have their own photograph taken.",
    "Pupils will have their portraits taken in the gym. Prints cost 12 euros.",
    "上半年共有5.2万人次献血。市民可到采血车登记，须年满18周岁。",
    "Kan bağışı için gelen 300 kişiden kan alındı. Bağışçıların kan grupları kaydedildi.",  # a blood donation
    "Пройти бесплатный медосмотр и сдать кровь натощак можно в поликлинике, при себе иметь полис ОМС.",  # a clinic
    "Blood is taken for the vaccine trial; that has nothing to do with the fingerprints.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_no_programme_gives_nothing(text: str) -> None:
    assert said(text) == set()


REPEATED = [
    "police took dna from all residents aged 12 to 65 and ",
    "dna", "1234567890", "a", "dna  ", "about nearly over ", "(((", "no ", "million ", "of the ",
    "five ", "two hundred and ", "aged from 12 to ", "Kashgar ", "In Aba ", "since 2016 to ",
    "in may and ", "% ", "警方采集血样和DNA，", "采", "三百万", "1***", "أخذت الشرطة ", "\u0640", "\u00ad",
]  # fmt: skip
LINEAR = 9  # four times the length takes four times as long, or sixteen times; between them is the machine's


def spent(text: str) -> float:
    """CPU seconds on a page that names biometrics in every stretch of it."""
    document = page(text, language="en")
    passages = split_passages(document)
    start = time.process_time()
    suggest(document, passages=passages, attributions=())
    return time.process_time() - start


def repeated(words: str, size: int) -> str:
    part = "dna collected " + words * (1_800 // len(words))
    return (part * (size // len(part) + 1))[:size]


@pytest.mark.slow
@pytest.mark.parametrize("words", REPEATED)
def test_a_page_without_a_full_stop_takes_time_in_step_with_its_length(words: str) -> None:
    """Whatever it repeats, and where it is made to keep a pattern busy."""
    spent(repeated(words, 4_000))
    once, fourfold = (
        min(spent(repeated(words, n)) for _ in range(2)) for n in (12_000, 48_000)
    )  # of a shorter one no value is scored
    assert fourfold < LINEAR * max(once, 0.01)


@pytest.mark.slow
def test_ten_million_letters_without_a_full_stop_are_read() -> None:
    words = "police took dna from all residents of the valley and went on to the next one "
    once, tenfold = (spent(words * (size // len(words))) for size in (1_000_000, 10_000_000))
    assert tenfold < 15 * once


BESIDE = {"aim", "storage", "tool", "legal_basis", "assessment", "denial", "target_group"}


def test_a_page_that_names_biometrics_but_no_crowd_gives_nothing_beside_them() -> None:
    """A film with DNA in it, its camera, its critics."""
    text = (
        "The film imagines a world in which DNA decides what job you get. Critics called it dystopian."
        " It was shot with cameras made by Arri Group. The studio denied that a sequel is planned."
    )
    assert BESIDE & {element for element, _ in said(text)} == set()


def test_a_bill_has_no_judges_yet() -> None:
    text = (
        "A bill would allow police to take DNA from anyone arrested. Opponents call it a dragnet."
        " The chamber votes in March."
    )
    assert BESIDE & {element for element, _ in said(text)} == set()


def test_the_law_is_the_one_that_has_a_name() -> None:
    text = (
        "DNA of residents is collected under Law No. 78 of 2015. The law obliges everyone to give DNA."
        " The samples are kept."
    )
    laws = [made for made in claims(text) if made.element == "legal_basis"]
    assert [getattr(made.value, "text", "") for made in laws] == ["Law No. 78 of 2015"]


def test_what_is_feared_is_hedged() -> None:
    text = (
        "DNA of residents is collected. Activists fear that it will be used to hunt down dissidents."
        " The samples are kept."
    )
    stances = {made.stance for made in claims(text) if made.element == "aim"}
    assert stances == {Stance.HEDGED}


TAKEN = "In 2017 police in Hotan took DNA samples and fingerprints from all residents. "
ROWS = {
    "words that may stand before a place": f"{TAKEN}Police took DNA in {'the state ' * 20}hall, a factory, a prison, a hospital, an airport, and custody.",
    "whose right is broken": f"{TAKEN}This violates {'his ' * 40}rest, and rights.",
    "whose own right is broken": f"{TAKEN}It is a violation of {'people’s ' * 40}rest, it violates {'china’s ' * 40}rest, and rights.",
    "who migrates": "2017 yılında polis 500 bin kişiden DNA örneği ve parmak izi aldı. " + "Suriyeli Iraklı " * 20 + "de, göçmen gibi.",
    "what an aim is": "En 2017 la police a pris l'ADN de 500 000 habitants. Le but " + "depuis dedans " * 20 + "x, qui est de ficher.",
}  # fmt: skip


@pytest.mark.parametrize("why", ROWS)
def test_a_row_of_words_without_a_stop_takes_no_time(why: str) -> None:
    begun = time.process_time()
    claims(ROWS[why])
    assert time.process_time() - begun < 5
