"""Who is described and not named, in sentences of our own, and who is named by words that look like it."""

from __future__ import annotations

import pytest

from clued import attributions
from firsthand.trace.namelike import without_no_names
from spoken import page

DESCRIBED = {
    "counted people": "12 von 15 Dorfbewohnern sagten, niemand habe sie gefragt.",
    "a compound": "Medienberichten zufolge wurden 36.200 Menschen erfasst.",
    "a word at the head of a sentence": "Evidence suggests that blood was taken from 36,200 people.",
    "papers of nobody": "Leaked tenders by district governments said that machines were bought.",
    "a kind of body": "Rights group calls for an end to the taking of blood in Norvale.",
    "a paper by where it holds": "According to the Norvale-wide plan, everybody gives blood.",
    "what a thing is called": (
        'Some 36,200 people took part in the check-ups, called "Blood for All", by Monday.'
    ),
    "who goes on doing": "The Norvale government continues to carry out the rounds in all villages.",
    "an adjective": "A report from a Norvalean township stated that boys gave blood.",
    "a clause of its own": (
        "Police watch its Norvale, a Norvale-speaking Muslim minority Karabel fears may move away."
    ),
    "the report told again": "The Said report says that nobody was asked in three of the villages.",
    "authorities behind a dash": "各村的“外来户”──当局认为靠不住的人──都要采血。",
    "state media": "中共官媒報導,已有三萬六千人參加體檢。",
    "state media told again": "中共官媒報導,已有三萬六千人參加體檢。據報導,各村都採集了血樣。",
    "a body of some country": "美国人权组织揭露,当局正在采集血样。",
    "people of two kinds": "维权人士和诺瓦勒协会都指,此举另有目的。",
    "a bullet": "• reports say that blood was taken from 36,200 people.",
}
NAMED = {
    "a house with a figure in its name": "20 Minuten berichtete, dass 36.200 Menschen erfasst wurden.",
    "a body of one word": "Bellwether said that blood was taken from 36,200 residents.",
    "a body named with its kind": "The Norvale Rights Group said that blood was taken from boys.",
    "an agency of a place": "According to the Norvale Health Office, everybody gives blood.",
    "a person of a minority": "Ana Kovar said that the minority was not asked.",
    "who goes on speaking": "“Nobody was asked,” Ana Kovar continued.",
    "a Chinese office": "诺瓦勒县卫生局表示,已有三万六千人参加体检。",
}


def named(text: str) -> list[str]:
    document = page(text, address="https://a.example/1")
    found = attributions([document])
    kept = without_no_names([document], found, houses=["a.example"]).get(document.id, ())
    return [one.agent for one in kept if not one.anonymous]


@pytest.mark.parametrize("text", DESCRIBED.values(), ids=DESCRIBED)
def test_who_is_described_is_no_source(text: str) -> None:
    """though reading finds somebody in each"""
    document = page(text, address="https://a.example/1")
    assert any(not one.anonymous for one in attributions([document])[document.id])
    assert named(text) == []


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_who_is_named_is_a_source(text: str) -> None:
    assert len(named(text)) == 1


def test_a_credit_of_a_picture_says_nothing_of_the_text() -> None:
    picture = "File photo of a clinic in Norvale on March 22, 2030. (Reuters)"
    assert named(picture) == []
    assert named("NORVALE (Reuters) - Blood was taken from 36,200 people, officials said.") == [
        "Reuters"
    ]
