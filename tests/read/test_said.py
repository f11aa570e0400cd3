from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.read.cues import LANGUAGES, cues_of
from firsthand.read.said import find_sayings

TRIPLES = {
    "said that": ("en", "Officials said that it rained.", ("Officials", "said", "that it rained")),
    "speech before": ("en", "“It rained,” the group said.", ("the group", "said", "“It rained,”")),
    "a word that no page said before": ("en", "“It rained,” she told us.", ("she", "told", "“It rained,”")),
    "in the middle": ("en", "Whoever skips it, the clerk said, will be held.", ("the clerk", "said", "Whoever skips it, the clerk said, will be held")),
    "up to a but": ("en", "Officials said it rained, but nobody got wet.", ("Officials", "said", "it rained")),
    "a but inside a quotation": ("en", "“It rained, but not here,” said the clerk.", ("the clerk", "said", "“It rained, but not here,”")),
    "according to, before": ("en", "According to the clerk, it rained.", ("the clerk", "According to", "it rained")),
    "according to, behind": ("en", "It rained all day, according to the clerk.", ("the clerk", "according to", "It rained all day")),
    "a paper": ("en", "Documents obtained by the BBC show that it rained.", ("the BBC", "Documents obtained by", "show that it rained")),
    "when and where first": ("en", "In May last year, the clerk said it rained.", ("the clerk", "said", "it rained")),
    "a colon": ("en", "Governor Ana Example: “It rained.”", ("Governor Ana Example", ":", "“It rained.”")),
    "behind the source, German": ("de", "Dem Bericht zufolge regnete es.", ("Dem Bericht", "zufolge", "regnete es")),
    "between source and verb, Turkish": ("tr", "Örgüt, yağmur yağdığını belirtti.", ("Örgüt", "belirtti", "yağmur yağdığını")),
    "verb first, Arabic": ("ar", "قالت رويترز إن المطر نزل", ("رويترز", "قالت", "إن المطر نزل")),
}  # fmt: skip


@pytest.mark.parametrize("why", TRIPLES)
def test_a_source_has_its_cue_and_what_is_said(why: str) -> None:
    language, text, triple = TRIPLES[why]
    found = [
        (
            text[slice(*one.source.span)],
            text[slice(*one.cue)],
            text[slice(*(one.content or (0, 0)))],
        )
        for one in find_sayings(text, cues_of((language,)))
    ]
    assert found == [triple]


def test_whom_an_outlet_was_told_by_and_the_outlet_are_both_sources() -> None:
    text = "A clerk told The Associated Press that it rained."
    clerk, agency = find_sayings(text, cues_of(("en",)))
    assert (clerk.source.name, agency.source.name) == ("A clerk", "Associated Press")
    assert clerk.content == agency.content


def test_who_is_quoted_and_who_quotes_are_both_sources() -> None:
    text = "RFA quoted a cadre as saying that it rained."
    assert [one.source.name for one in find_sayings(text, cues_of(("en",)))] == [
        "Radio Free Asia",
        "a cadre",
    ]


def test_a_denial_is_marked() -> None:
    (one,) = find_sayings("The ministry denied that it rained.", cues_of(("en",)))
    assert one.denies


BENT = {
    "Ішкі істер министрлігінің айтуынша, мың адам тіркелді.": ("kk", "Ішкі істер министрлігі"),
    "تەشكىلاتنىڭ ئېيتىشىچە، مىڭ ئادەم تىزىملاندى.": ("ug", "تەشكىلات"),
    "Sağlık Bakanlığına göre bin kişi kaydedildi.": ("tr", "Sağlık Bakanlığı"),
    "Amnesty International'a göre bin kişi kaydedildi.": ("tr", "Amnesty International"),
}


@pytest.mark.parametrize("text", BENT)
def test_a_source_loses_the_ending_that_its_cue_asks_for(text: str) -> None:
    """According to the ministry, to the organisation: the name is that of the ministry."""
    language, name = BENT[text]
    assert [one.source.name for one in find_sayings(text, cues_of((language,)))] == [name]


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(LANGUAGES),
    st.lists(
        st.sampled_from(
            ["HRW", "said", "The", "the", "group", ",", ".", "“", "”", "'", "(", ")", "-", "—", ":", ";", "that",
             "told", "according to", "göre", "قالت", "сообщил", "Ana Example", "in", "of", "and", "but", "5", "ß", "İ"]
        )
    ).map(" ".join) | st.text(),
)  # fmt: skip
def test_any_sentence_is_read_and_spans_stand_in_it(language: str, text: str) -> None:
    for one in find_sayings(text, cues_of((language,))):
        for span in filter(None, (one.source.span, one.cue, one.content)):
            assert 0 <= span[0] < span[1] <= len(text)
        assert one.source.name.strip()
