from __future__ import annotations

import pytest

from claim.found import said

STATED = {
    "The programme aims to combat terrorism. DNA is collected.": "security",
    "The stated goal of the DNA collection is to solve crimes.": "crime_control",
    "Fingerprints are taken in order to verify the real population.": "population_register",
    "Blood is taken so that doctors can screen for major diseases.": "health",
    "The blood samples are used for scientific research.": "research",
    "DNA is kept so that the army can put a name to human remains.": "other",
    "采集血样旨在维护社会稳定。": "security",
    "为准确掌握人口底数，派出所采集居民指纹。": "population_register",
    "採集DNA的目的是打擊犯罪。": "crime_control",
    "抽血是为了居民的健康。": "health",
    "Köylülerin parmak izleri suçla mücadele amacıyla alındı.": "crime_control",  # in order to fight crime
}


@pytest.mark.parametrize("text", STATED)
def test_a_purpose_says_its_kind(text: str) -> None:
    assert ("aim", STATED[text]) in said(text)


TRAPS = {
    "a person's own purpose": "In order to get a passport, residents must give fingerprints.",
    "a target": "The campaign aims to reach every adult. Fingerprints are taken.",
    "an aim that nobody knows": "The purpose of the DNA collection is unclear.",
    "a person's own purpose in Chinese": "为了办理护照，居民必须采集指纹。",
    "far before its cue": "Güvenlik birimleri ilçenin kuzeyindeki bütün köylerde yaşayan herkesin DNA örneğini bu iş için aldı.",
    "a page on other matters": "The club aims to fight crime.",
    "a sentence that is served": "DNA is taken from prisoners who serve their sentence for grave crimes.",
    "in the name of another": "DNA is taken from residents who gave it in the name of another.",
    "service to people": "DNA is taken from residents; it is there to serve people.",
}


@pytest.mark.parametrize("why", TRAPS)
def test_what_is_no_aim_of_the_programme_is_left_out(why: str) -> None:
    assert "aim" not in {element for element, _ in said(TRAPS[why])}
