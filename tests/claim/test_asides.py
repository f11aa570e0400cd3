from __future__ import annotations

import pytest

from claim.found import said
from firsthand.claim.asides import is_aside
from firsthand.claim.languages import packaged

PAGE = "Police in Aksu take blood and DNA from all residents of the county, and nobody may refuse. The samples are kept by the police."
WORDS = packaged()["en"].sections

ASIDES = {
    "a link to another page": "Read more: Iris scans for everybody in Kenya",
    "a link in brackets": "[See also: Iris scans for everybody in Kenya]",
    "tags": "Article Topics: iris | Kenya | NIIMS",
    "a menu": "Home > Surveillance",
    "buttons": "Share this story | Listen | Print",
    "a credit": "(Photo: Lhasa Daily)",
    "where it comes from": "Source: Lhasa Daily, 4 May 2019",
    "of the site itself": "This article was first published in Nairobi.",
}
TOLD = {
    "a caption that is a sentence": "Photo: Residents of Hotan queue for their iris scans at the police station on Tuesday morning.",
    "a row of a table with a figure": "Aksu County | 4,200 samples",
    "a sentence with the same words": "Those who read more of the notice saw who would be scanned.",
    "a long row": "Aksu County, where the police took blood from all men | Kuqa",
}


@pytest.mark.parametrize("why", ASIDES)
def test_a_line_beside_the_article_is_an_aside(why: str) -> None:
    line = ASIDES[why].lower()
    assert is_aside(line, aside=WORDS["page.aside"], credit=WORDS["page.credit"])


@pytest.mark.parametrize("why", TOLD)
def test_what_the_article_says_is_none(why: str) -> None:
    line = TOLD[why].lower()
    assert not is_aside(line, aside=WORDS["page.aside"], credit=WORDS["page.credit"])


@pytest.mark.parametrize("why", ASIDES)
def test_nothing_is_suggested_of_an_aside(why: str) -> None:
    assert said(f"{PAGE}\n{ASIDES[why]}") == said(PAGE)


OTHER_TONGUES = {
    ("fr", "lire aussi : la cantine et les empreintes de Thiès"): True,
    ("fr", "crédit photo : ousmane thiaw"): True,
    ("fr", "tout irait à une « plateforme » de la police"): False,
    ("fr", "crédits : 8 millions d'euros"): False,
    ("es", "te puede interesar: las huellas de los alumnos"): True,
    ("es", "enviar los datos a la policía es obligatorio"): False,
    ("de", "mehr zum thema: fingerabdrücke in der mensa"): True,
    ("de", "registrieren müssen sich alle fremden"): False,
    ("ar", "اقرا ايضا: بصمه المسافرين"): True,
    ("ar", "شارك في الحمله ثلاثه الاف شخص"): False,
}


@pytest.mark.parametrize("told", OTHER_TONGUES)
def test_other_languages_have_such_lines_too(told: tuple[str, str]) -> None:
    """A quotation in French is no menu, credits of a ministry are money, and who registers is no button."""
    language, line = told
    words = packaged()[language].sections
    found = is_aside(line, aside=words["page.aside"], credit=words["page.credit"])
    assert found is OTHER_TONGUES[told]
