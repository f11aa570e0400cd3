from __future__ import annotations

import pytest

from claim.found import claims, said
from firsthand.model.claim import Coded, Words

SINGLED_OUT = {
    "The DNA collection targets Uyghurs.": ("ethnic", "Uyghurs"),
    "Samples of DNA were taken from migrant workers.": ("migrant", "migrant workers"),
    "Police take DNA and track dissidents, Muslims and migrants.": ("religious", "Muslims"),
    "DNA is collected, especially from focus personnel.": ("suspect", "focus personnel"),
    "采集DNA主要针对维吾尔人。": ("ethnic", "维吾尔人"),
    "警方採集外籍移工的指紋。": ("migrant", "外籍移工"),
    "警方采集血样，重点对象是上访人员。": ("political", "上访人员"),
}


@pytest.mark.parametrize("text", SINGLED_OUT)
def test_a_group_that_is_singled_out_has_its_kind(text: str) -> None:
    made = [each.value for each in claims(text) if each.element == "target_group"]
    assert SINGLED_OUT[text] in [(v.code, v.text) for v in made if isinstance(v, Coded)]


NAMED_ONLY = {
    "a people that lives there": "More than 10 million Uyghurs live in the region. DNA is collected.",
    "activists": "Uyghur activists say that DNA is collected from residents.",
    "a county's name": "在某藏族自治县，警方采集居民DNA。",
}


@pytest.mark.parametrize("why", NAMED_ONLY)
def test_a_group_that_is_only_named_is_not_singled_out(why: str) -> None:
    assert "target_group" not in {element for element, _ in said(NAMED_ONLY[why])}


AT_ANY_AGE = {
    "Focus personnel must give DNA regardless of age.": "Focus personnel",
    "If a person is suspected of acting against the state, age is not important, and DNA is taken.": "person is suspected of acting against the state",
    "重点人员不论年龄，一律采集DNA。": "重点人员",
    "重點人員及其家屬採集血樣，年齡不限。": "重點人員",
}


@pytest.mark.parametrize("text", AT_ANY_AGE)
def test_who_is_taken_at_any_age_is_an_exception(text: str) -> None:
    made = [each.value for each in claims(text) if each.element == "age_exception"]
    assert any(isinstance(v, Words) and AT_ANY_AGE[text] in v.text for v in made), made


EVEN = {
    "The police took DNA and fingerprints from all of us, even the baby.": "even the baby",
    "村里人都要采血，连六岁的孩子也没放过。": "连六岁的孩子也没放过",
    "Police take blood from every man in the village aged 18 or over and from all the deckhands who come in, and from boatmen whatever their age.": "boatmen",
}


@pytest.mark.parametrize("text", EVEN)
def test_even_the_youngest_is_an_exception(text: str) -> None:
    assert ("age_exception", EVEN[text]) in said(text)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Focus personnel and their relatives must give DNA regardless of age.", "relative"),
        ("重点人员不论年龄，一律采集DNA。", "suspect"),
    ],
)
def test_who_is_watched_is_singled_out_whatever_their_age(text: str, group: str) -> None:
    made = [each.value for each in claims(text) if each.element == "target_group"]
    assert group in [value.code for value in made if isinstance(value, Coded)]


def test_everybody_at_any_age_is_no_exception() -> None:
    assert "age_exception" not in {e for e, _ in said("Everyone must give DNA regardless of age.")}
