from __future__ import annotations

import pytest

from firsthand.read.cues import cues_of
from firsthand.read.sentences import parse_sentence
from firsthand.read.sources import Voice, clause_start, source_after, source_in

CASES = {
    "a known source": ("en", "the Xinhua News Agency", (Voice.NAMED, "Xinhua", "")),
    "who looked into another's work": ("en", "a Reuters analysis of Xinhua releases", (Voice.NAMED, "Reuters", "")),
    "a person who speaks for one": ("en", "HRW director Ana Example", (Voice.NAMED, "HRW director Ana Example", "Human Rights Watch")),
    "a spokesman without a name": ("en", "a spokesman for Amnesty International", (Voice.NAMED, "Amnesty International", "")),
    "who once belonged to one": ("en", "a former employee of Xinhua", (Voice.NOBODY, "a former employee of Xinhua", "")),
    "an unknown body": ("en", "the Association of Exiles", (Voice.NAMED, "Association of Exiles", "")),
    "people of a place": ("en", "officials in Kashgar", (Voice.NOBODY, "officials in Kashgar", "")),
    "people of a kind": ("en", "Uyghur residents", (Voice.NOBODY, "Uyghur residents", "")),
    "a town that a body is named by": ("en", "the New York-based group", (Voice.NOBODY, "the New York-based group", "")),
    "a place alone": ("en", "Beijing", (Voice.NOBODY, "Beijing", "")),
    "of what level": ("en", "Regional", (Voice.NOBODY, "Regional", "")),
    "he": ("en", "he", (Voice.AGAIN, "he", "")),
    "after when and where": ("en", "In its annual report the UN Human Rights Office", (Voice.NAMED, "OHCHR", "")),
    "a German noun": ("de", "Die Menschenrechtsorganisation", (Voice.NOBODY, "Die Menschenrechtsorganisation", "")),
    "a Turkish ending": ("tr", "Human Rights Watch'a", (Voice.NAMED, "Human Rights Watch", "")),
    "a script without capitals": ("ar", "أحمد الصالح", (Voice.NAMED, "أحمد الصالح", "")),
}  # fmt: skip


@pytest.mark.parametrize("why", CASES)
def test_words_name_a_source(why: str) -> None:
    language, words, (voice, name, behind) = CASES[why]
    sentence = parse_sentence(words, cues_of((language,)))
    found = source_in(sentence, 0, len(sentence.words))
    assert found is not None
    assert (found.voice, found.name, found.behind) == (voice, name, behind)


NOBODY = {
    "Chapter 4": "en",
    "Чиновники округа Карасу собирают записи голоса у водителей": "ru",
    "it": "en",
    "that": "en",
    "in the village": "en",
    "the plan": "en",
    "Noticeable options is no a of a list": "en",
    "near Kashgar": "en",
    "12": "en",
    "Der Regen": "de",
    "came after the Alpha Post": "en",
    "output file will be encrypted PKCS#8 format": "en",
    "combination of the Codel and BLUE AQM": "en",
    "Alpha Access in the": "en",
    "README.md": "en",
    "config.h": "en",
    "NEW-OWNER": "en",
}


@pytest.mark.parametrize("words", NOBODY)
def test_words_that_name_nobody_who_could_speak(words: str) -> None:
    sentence = parse_sentence(words, cues_of((NOBODY[words],)))
    assert source_in(sentence, 0, len(sentence.words)) is None


def test_a_command_in_large_letters_is_nobody_and_an_outlet_is_not() -> None:
    for text, name in {
        "SET ROLE said so": None,
        "DELTA LANTERN POST said so": "DELTA LANTERN POST",
    }.items():
        sentence = parse_sentence(text, cues_of(("en",)))
        found = source_in(sentence, 0, len(sentence.words) - 2)
        assert (found and found.name) == name


AFTER = {
    "Human Rights Watch nimmt die Polizei": ("de", "Human Rights Watch"),
    "l'agence Chine nouvelle, rien": ("fr", "Xinhua"),
    "the 2018 census 118,400 men": ("en", "the 2018 census"),
    "«Интерфакс» со ссылкой": ("ru", "Interfax"),
    "officials in Kashgar on Monday": ("en", "officials in Kashgar"),
}


@pytest.mark.parametrize("text", AFTER)
def test_a_source_that_follows_ends_where_its_name_ends(text: str) -> None:
    language, name = AFTER[text]
    found = source_after(parse_sentence(text, cues_of((language,))), 0)
    assert found is not None
    assert found[0].name == name


def test_the_group_may_be_one_that_was_named_and_the_police_statement_may_not() -> None:
    for words, definite in (
        ("the group", True),
        ("a group", False),
        ("the police statement", False),
    ):
        sentence = parse_sentence(words, cues_of(("en",)))
        found = source_in(sentence, 0, len(sentence.words))
        assert found is not None
        assert found.definite is definite


def test_a_subject_begins_after_a_joining_word() -> None:
    sentence = parse_sentence("It rained while the old men", cues_of(("en",)))
    assert sentence.words[clause_start(sentence, len(sentence.words))] == "the"
